"""The figures of `tanqih model eval`, on small data and with a detector whose answers are known."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from tests.training.fakes import DoubledWords
from tests.training.tiny import paragraph, write_post_edits

from tanqih.check import Checker
from tanqih.config import Config
from tanqih.errors import InputError
from tanqih.formats.plain import document_from_text
from tanqih.models.labels import BAD, DELETE, JOIN, KEEP
from tanqih.models.words import words_of
from tanqih.training.evaluate import as_json, as_table, measure, row, rules_only
from tanqih.training.figures import FIGURES, Asked, Line
from tanqih.training.figures.proposals import Damaged, Proposal, changed, is_right, of_issues, of_labels, stretches
from tanqih.training.figures.words import halves
from tanqih.training.running import running

PROTOTYPE = """
def paragraphs(name, most):
    return [f"talks number {n} ended on Sunday without a result .".split() for n in range(10)]

def damage(words, rnd):
    return [[words[0], "KEEP"], [words[0], "DEL"], *([word, "KEEP"] for word in words[1:-1]), [words[-1], "SWAP"]]
"""


def write_gz(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.writelines(f"{line}\n" for line in lines)


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """Data of every figure; "with the model" is the rules without quotation marks."""
    corpora, rng = tmp_path / "corpora", Random(5)
    write_gz(corpora / "prose" / "wikinews.txt.gz", [paragraph(rng) for _ in range(200)])
    write_gz(
        corpora / "ar-en" / "ntrex-dev.tsv.gz", ["document\tenglish\tarabic", *(f"d{n}\t{paragraph(rng)}\t-" for n in range(8))]
    )
    (corpora / "post-edits").mkdir()
    write_post_edits(corpora / "post-edits" / "dev.tsv.gz", 40)
    engines = ("argos", "bergamot-base", "google", "microsoft", "nllb", "opusmt")
    sentence = "The talks ended.. Nobody knew why."
    write_gz(
        corpora / "ar-en" / "flores-dev.tsv.gz",
        [
            "\t".join(("source", "reference", *engines)),
            *["\t".join(("-", "The talks ended. Nobody knew why.", *[sentence] * 6))] * 3,
        ],
    )
    (tmp_path / "prototype").mkdir()
    (tmp_path / "prototype" / "edit_tagger.py").write_text(PROTOTYPE, encoding="utf8")
    gold(tmp_path / "gold")

    @lru_cache
    def chosen(profile: str) -> Checker:
        return Checker(Config(profile=profile, ignore=("quotes",)))

    return Asked("fake", DoubledWords(), tmp_path, rules_only, chosen)


def gold(folder: Path) -> None:
    folder.mkdir()
    common = {"applicability": "review", "id": "x", "span": [0, 1]}
    items = [
        {
            **common,
            "class": "quotes/stray-closing",
            "text": "The port will reopen on Monday. ”",
            "fixed": "The port will reopen on Monday.",
        },
        {**common, "class": "fragment/none", "text": "Nothing is wrong here.", "fixed": "Something else is."},
        {**common, "class": "term/file", "text": "not measured", "fixed": "at all"},
    ]
    (folder / "dev.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf8")
    article = {"id": "a", "text": "It ended.. He left.", "gold": [], "fixed": "It ended. He left."}
    (folder / "articles_dev.jsonl").write_text(json.dumps(article) + "\n", encoding="utf8")
    (folder / "clean_dev.jsonl").write_text(json.dumps({"text": "The talks ended on Sunday."}) + "\n", encoding="utf8")
    (folder / "sample-article.txt").write_text("One fine line.\n\nThe talks ended.. He left.", encoding="utf8")
    (folder / "sample-article.json").write_text(
        json.dumps(
            {
                "items": [
                    {"id": "G05", "start": 31, "end": 33},
                    {"id": "G06", "start": 0, "end": 3},
                    {"id": "G99", "start": 0, "end": 1},
                ]
            }
        ),
        encoding="utf8",
    )


def lines_of(asked: Asked, name: str) -> dict[str, Line]:
    return {line.name: line for line in measure(asked, [name])}


def test_labels_by_the_prototypes_damage(asked: Asked) -> None:
    found = lines_of(asked, "labels")
    assert found["labels, precision at 0.7"].model == 1.0
    assert found["labels, recall at 0.7"].model == 0.5  # every deletion, no swap
    assert found["labels, F0.5 at 0.7"].model == pytest.approx(1.25 * 0.5 / (0.25 + 0.5))
    assert found["labels, recall at 0.9"].model == 0.0  # "talks" is sure at 0.75
    assert found["clean words labelled at 0.5, %"].model == 0.0
    assert [line.target for line in found.values() if line.target] == [0.88]


def test_words_and_segments_of_post_edits(asked: Asked) -> None:
    found = lines_of(asked, "words")
    assert found["words, MCC, ro"].model == 1.0
    assert found["words, MCC, mean"].model == 1.0
    assert found["words, MCC, mean"].reached
    assert found["words, MCC, mean"].nothing == 0.0
    assert {"segments, Pearson with HTER, mean", "segments, Spearman with HTER, et"} <= set(found)


def test_edits_of_bare_labels_and_of_a_checker(asked: Asked) -> None:
    bare = lines_of(replace(asked, with_model=lambda _: None), "edits")
    at = {name: line.model for name, line in bare.items() if name.endswith("0.5")}
    assert at["suggestions that are right, bare labels at 0.5"] == 1.0
    assert at["clean words touched, %, bare labels at 0.5"] is not None
    assert 0 < (at["edits, recall, bare labels at 0.5"] or 0) < 0.5
    found = lines_of(asked, "edits")
    span = found["edits, span F0.5"]
    assert span.model is not None
    assert span.rules is not None
    assert 0 < span.model < span.rules  # without the rules on quotation marks
    assert found["the model's own suggestions that are right"].model == 0.0


def test_gold_items_and_articles(asked: Asked) -> None:
    found = lines_of(asked, "gold")
    exact = found["fragment and quotes items exact, of 2"]
    assert (exact.nothing, exact.rules, exact.model) == (0, 1, 0)
    closed = found["share closed of the 1 items that rules and glossary leave"]
    assert (closed.model, closed.reached) == (0.0, False)
    article = found["articles, distance to the post-edit"]
    assert article.nothing == pytest.approx(1 / 6)
    assert (article.rules, article.model) == (0.0, 0.0)
    assert found["scrambled passages of the sample article with a suggestion, of 2"].model == 1


def test_engines_before_and_after(asked: Asked) -> None:
    pytest.importorskip("sacrebleu")
    found = lines_of(asked, "engines")
    assert len(found) == 18
    chrf, ter = found["argos, chrF++"], found["argos, TER"]
    assert chrf.nothing is not None
    assert chrf.rules == chrf.model == 100.0 > chrf.nothing == chrf.target
    assert ter.reached
    assert ter.model == 0.0


def test_speed_measures_the_detector_and_the_checker(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    from tanqih.training.figures import speed

    monkeypatch.setattr(speed, "_cold", lambda model, _: (0.5, 70.0) if model == "off" else (1.5, 170.0))
    found = lines_of(asked, "speed")
    assert (found["sentences per second, the model alone"].model or 0) > 0
    assert found["first suggestion from a cold start, s"].rules == 0.5
    assert found["largest resident set, MB"].reached
    assert 0 < (found["first suggestion, warm, s"].model or 0) < 30


def test_a_checkpoint_has_no_gold_engines_or_latency(asked: Asked) -> None:
    said: list[str] = []
    bare = replace(asked, with_model=lambda _: None, say=said.append)
    assert [*lines_of(bare, "gold"), *lines_of(bare, "engines")] == []
    assert list(lines_of(bare, "speed")) == ["sentences per second, the model alone"]
    assert len([line for line in said if "export the checkpoint" in line]) == 2


def test_a_sample_is_measured_on_fewer_texts(asked: Asked) -> None:
    detector = DoubledWords()
    list(measure(replace(asked, detector=detector, sample=4), ["words"]))
    assert len(detector.asked) == 4


def test_missing_and_damaged_data_is_named(asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "corpora" / "post-edits" / "dev.tsv.gz").write_bytes(b"\x1f\x8bno")
    with pytest.raises(InputError, match=r"dev\.tsv\.gz.*cannot be read"):
        list(measure(asked, ["words"]))
    (tmp_path / "gold" / "dev.jsonl").write_text("{", encoding="utf8")
    with pytest.raises(InputError, match="not a gold file"):
        list(measure(asked, ["gold"]))
    (tmp_path / "prototype" / "edit_tagger.py").unlink()
    with pytest.raises(InputError, match="no such data"):
        list(measure(asked, ["labels"]))


def test_the_table_and_the_json() -> None:
    lines = [
        Line("words", "words, MCC, mean", 0.361, 0.0, 0.012, 0.36),
        Line("edits", "clean words touched, %", 0.061, 0.0, None, 0.05, at_most=True),
        Line("gold", "exact", 7, 0, 5, digits=0),
        Line("gold", "share", None, 0.0, 0.0, 1 / 3),
    ]
    assert list(as_table(lines))[2:] == [
        "| words, MCC, mean | 0.000 | 0.012 | 0.361 | ≥ 0.36 | yes |",
        "| clean words touched, % | 0.000 |  | 0.061 | ≤ 0.05 | no |",
        "| exact | 0 | 5 | 7 |  |  |",
        "| share | 0.000 | 0.000 |  | ≥ 0.3333 |  |",
    ]
    table = as_json(Asked("m", DoubledWords(), Path(), rules_only, lambda _: None, 5), lines)
    assert (table["version"], table["key"], table["sample"]) == (1, DoubledWords.key, 5)
    assert [line["reached"] for line in table["lines"]] == [True, False, None, None]
    assert row(lines[2]).count("|") == 7


def test_every_figure_has_its_function() -> None:
    from tanqih.commands.model import FIGURES as NAMES
    from tanqih.training.figures import figure

    assert tuple(FIGURES) == NAMES
    assert all(figure(name).__name__ == name for name in FIGURES)


# -- what counts as right


def damaged(*pairs: tuple[str, str]) -> Damaged:
    text = " ".join(word for word, _ in pairs).replace(" .", ".")
    return Damaged(text, tuple(words_of(text)), tuple(label for _, label in pairs))


BROKEN = damaged(("They", KEEP), ("met", KEEP), (".", DELETE), ("On", JOIN), ("on", DELETE), ("Sunday", BAD), (".", KEEP))


def test_repairs_are_stretches_of_labels() -> None:
    (repair,) = BROKEN.repairs
    assert repair.labelled == {2, 3, 4}
    assert BROKEN.mended(repair.labelled) == "They met on Sunday."


def test_of_two_equal_words_it_does_not_matter_which_is_deleted() -> None:
    words = words_of("He said that that day was warm.")
    assert changed(words, "He said that day was warm.") == range(3, 4)
    assert changed(words, "He said that that day, was warm.") == range(4, 5)


@pytest.mark.parametrize(
    ("after", "right"),
    [
        ("They met on Sunday.", True),
        ("They met, on Sunday.", True),  # the words are right
        ("They met On on Sunday.", False),
        ("They met. On on Monday.", False),
    ],
)
def test_a_proposal_is_right_when_it_repairs_what_it_touches(after: str, right: bool) -> None:
    proposal = Proposal(frozenset(changed(BROKEN.words, after)), after)
    assert is_right(proposal, BROKEN) is right


def test_a_change_of_what_is_not_broken_is_wrong() -> None:
    clean = damaged(*((word, KEEP) for word in "They met on Sunday .".split()))
    assert not is_right(Proposal(frozenset({4}), "They met on Sunday"), clean)


def test_stretches() -> None:
    assert stretches([1, 2, 3, 7, 9, 10]) == [range(1, 4), range(7, 8), range(9, 11)]


def test_proposals_of_labels_and_of_issues() -> None:
    text = "It was a very very long day for for them.. All of them."
    reading = DoubledWords().read([text])[0]
    assert [proposal.after for proposal in of_labels(text, reading, 0.65)] == [
        "It was a very long day for for them.. All of them."
    ]
    issues = Checker(Config()).check(document_from_text(text)).issues
    found = {proposal.after for proposal in of_issues(text, words_of(text), issues)}
    assert "It was a very very long day for for them. All of them." in found


def test_tokens_find_their_words_again() -> None:
    text = running(["He", "said", "&quot;", "no", "&quot;", ",", "the", "well-known", "man", "'s", "aide", "."])
    assert text.text == 'He said "no", the well-known man\'s aide.'
    words = words_of(text.text)
    found = [[words[n].text for n in at] for at in text.tokens_in(words)]
    assert found[7] == ["well", "-", "known"]
    assert found[8] == found[9] == ["man's"]


def test_the_threshold_of_one_half_is_measured_on_the_other() -> None:
    first, second = [[(True, 0.8), (False, 0.3)]], [[(True, 0.6), (False, 0.7)]]
    threshold, value = halves(first + second)
    assert threshold == 0.8
    assert value == 0.0
