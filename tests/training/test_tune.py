"""Learning from decisions: from a review's store or export to margins, and to weights where torch is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.training.fakes import DoubledWords

from tanqih.check import Checker
from tanqih.config import Config
from tanqih.document import Document, Span
from tanqih.errors import InputError
from tanqih.formats import read
from tanqih.formats.plain import document_from_text
from tanqih.issue import Decision, Edit, Issue, Verdict
from tanqih.models.calibration import Calibration, Scale
from tanqih.models.groups import groups_of
from tanqih.models.interface import Change
from tanqih.review.entry import Entry
from tanqih.review.replay import export_decisions
from tanqih.review.store import Store
from tanqih.training.decisions import Judged, of_entries, read_evidence
from tanqih.training.tune import NEVER, fit, is_wanted, recalibrated, set_apart, verdicts

NAMES = "minister council harvest reporter capital government village company teacher market river valley bridge school winter".split()
TEXTS = [f"The {name} {name} of {other} asked for help on Monday." for name in NAMES for other in NAMES[:8]]
BELIEVED = Calibration(1.0, {"model/delete": Scale(((0.5, 0.5), (0.7, 0.8), (0.95, 0.95)), 0.75)})


def judged(text: str, after: str | None) -> Judged:
    """A decision on the doubled word of a text; None: refused."""
    word = text.split()[1]
    start = text.index(f" {word} {word}") + 1 + len(word)
    edits = () if after is None else (Change(start, start + 1 + len(word), after),)
    return Judged(text, start, start + 1 + len(word), "model/delete", edits)


def test_what_was_accepted_is_wanted_and_what_was_refused_is_not() -> None:
    text = TEXTS[0]
    (group,) = groups_of(text, DoubledWords().read([text])[0])
    assert is_wanted(group, judged(text, ""))
    assert not is_wanted(group, judged(text, None))
    assert not is_wanted(group, judged(text, " himself"))
    whole = Judged(text, 0, len(text), "", (Change(0, len(text), "The minister of minister wanted help."),))
    assert is_wanted(group, whole)
    assert not is_wanted(group, whole._replace(edits=(Change(0, 3, "That"),)))


def test_a_decision_elsewhere_says_nothing() -> None:
    assert verdicts(DoubledWords(), [Judged(TEXTS[0], len(TEXTS[0]) - 8, len(TEXTS[0]) - 1, "term/day", ())]) == {}


def test_decisions_on_suspect_words_are_about_each_of_their_words() -> None:
    one = judged(TEXTS[0], None)._replace(rule="model/suspect")
    found = verdicts(DoubledWords(), [one, one._replace(text=TEXTS[1], edits=judged(TEXTS[1], "").edits)])
    assert found["model/suspect"] == [(0.9, False), (0.9, True)]


def test_the_split_goes_by_paragraph_and_is_always_the_same() -> None:
    everything = [judged(text, "") for text in TEXTS for _ in range(2)]
    learned, held = set_apart(everything)
    assert (learned, held) == set_apart(everything)
    assert not {one.text for one in learned} & {one.text for one in held}
    assert len(everything) / 5 < len(held) < len(everything) / 2


def test_refusals_raise_the_margin_and_lower_the_confidence() -> None:
    found = verdicts(DoubledWords(), [judged(text, None) for text in TEXTS])
    assert sum(map(len, found.values())) == len(TEXTS)
    new = recalibrated(BELIEVED, found)
    assert new.scales["model/delete"].margin == NEVER
    assert new.confidence("model/delete", 0.9) < 0.5 < BELIEVED.confidence("model/delete", 0.9)
    assert fit(new, found).loss < fit(BELIEVED, found).loss
    assert fit(new, found).shown == 0


def test_acceptance_raises_the_confidence_and_leaves_the_margin() -> None:
    found = verdicts(DoubledWords(), [judged(text, "") for text in TEXTS])
    new = recalibrated(BELIEVED, found)
    assert new.scales["model/delete"].margin == 0.75
    assert new.confidence("model/delete", 0.9) > BELIEVED.confidence("model/delete", 0.9)
    after = fit(new, found)
    assert after.right == after.shown == fit(BELIEVED, found).shown > 0


def test_points_still_rise_and_other_rules_stay() -> None:
    calibration = replace(BELIEVED, scales={**BELIEVED.scales, "model/case": Scale(((0.1, 0.2), (0.9, 0.9)), 0.5)})
    found = verdicts(DoubledWords(), [judged(text, "" if number % 3 else None) for number, text in enumerate(TEXTS)])
    new = recalibrated(calibration, found)
    shares = [share for _, share in new.scales["model/delete"].points]
    assert shares == sorted(shares)
    assert new.scales["model/case"] == calibration.scales["model/case"]


def test_too_few_decisions_teach_nothing() -> None:
    with pytest.raises(InputError, match="only 3 repairs"):
        recalibrated(BELIEVED, verdicts(DoubledWords(), [judged(text, "") for text in TEXTS[:3]]))


# -- where decisions come from


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "article.txt"
    path.write_text("\n\n".join(TEXTS[:9]), encoding="utf8")
    return path


def decided(document: Document, issues: Sequence[Issue]) -> list[Entry]:
    """Every third refused, every third in words of one's own, the rest accepted."""
    entries = []
    for number, issue in enumerate(issues):
        assert issue.best is not None
        verdict = (Verdict.ACCEPT, Verdict.REJECT, Verdict.OWN_TEXT)[number % 3]
        own = (Edit(issue.segment, issue.span, "person"),)
        edits = {Verdict.ACCEPT: issue.best.edits, Verdict.REJECT: (), Verdict.OWN_TEXT: own}[verdict]
        decision = Decision(issue.key, verdict, edits, choice=0, rule=issue.rule, segment=issue.segment)
        entries.append(Entry(decision, 0, issue.text, issue.span))
    return entries


@pytest.fixture
def store(article: Path) -> Path:
    (document,) = read(article.name, id=article.name)  # as a review calls it
    issues = [issue for issue in Checker(Config()).check(document).issues if issue.rule == "grammar/duplicate-word"]
    assert len(issues) == 9
    path = article.with_name("review.db")
    with Store(path) as kept:
        kept.record(kept.open(document).row, decided(document, issues))
    return path


@pytest.mark.parametrize("kind", ["export", "store"])
def test_decisions_are_read_with_the_words_they_were_made_on(article: Path, store: Path, kind: str) -> None:
    if kind == "export":
        export_decisions([article.name], Config(), "decisions.jsonl", store=store)
    evidence = read_evidence(["decisions.jsonl" if kind == "export" else str(store)], [])
    assert evidence.lost == 0
    assert [one.refused for one in evidence.judged] == [False, True, False] * 3
    assert [one.text for one in evidence.judged] == TEXTS[:9]
    first, _, third = evidence.judged[:3]
    assert first.after == "The minister of minister asked for help on Monday."
    assert "person" in third.after
    assert verdicts(DoubledWords(), evidence.judged)["model/delete"].count((0.9, True)) == 3


def test_decisions_on_a_text_that_has_changed_are_counted_as_lost(article: Path, store: Path) -> None:
    export_decisions([article.name], Config(), "decisions.jsonl", store=store)
    was = article.read_text(encoding="utf8")
    article.write_text("Something else.", encoding="utf8")
    assert read_evidence(["decisions.jsonl"], []) == ([], 1)
    article.with_name("copy.txt").write_text(was, encoding="utf8")
    assert len(read_evidence(["decisions.jsonl"], ["copy.txt"]).judged) == 9


def test_later_rounds_are_read_on_what_earlier_ones_made() -> None:
    text = "He said said that that it was so. It was late."
    document = document_from_text(text)
    first = Decision("a", Verdict.ACCEPT, (Edit(0, Span(7, 12), ""),), rule="x/y")
    then = "He said that that it was so. It was late."
    second = Decision("b", Verdict.REJECT, rule="x/y")
    third = Decision("c", Verdict.REWRITE, (Edit(0, Span(7, 12), ""),))
    entries = [Entry(first, 0, "said said", Span(3, 12)), Entry(second, 1, "that that", Span(8, 17)), Entry(third, 2, then)]
    assert list(of_entries(document, entries)) == [
        Judged(text, 3, 12, "x/y", (Change(7, 12, ""),)),
        Judged(then, 8, 17, "x/y", ()),
        Judged(then, 0, len(then), "", (Change(7, 12, ""),)),
    ]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("{}\n", encoding="utf8")
    with pytest.raises(InputError, match=r"x\.jsonl:1: not a decision"):
        read_evidence([str(path)], [])
    with pytest.raises(InputError, match="cannot be read"):
        read_evidence([str(tmp_path / "none")], [])


# -- weights


def test_samples_learn_only_where_something_was_decided() -> None:
    pytest.importorskip("torch", reason="training needs torch")
    from tanqih.models.labels import DELETE, INDEX, KEEP
    from tanqih.training.samples import IGNORE
    from tanqih.training.tune_weights import samples_of

    accepted, refused = samples_of(DoubledWords(), [judged(TEXTS[0], ""), judged(TEXTS[1], None)])
    assert accepted.labels[:6] == [INDEX[KEEP], INDEX[KEEP], INDEX[DELETE], INDEX[KEEP], INDEX[KEEP], IGNORE]
    assert accepted.bad[2] == 1
    assert refused.labels[2] == INDEX[KEEP]
    assert refused.bad[2] == 0
    assert set(accepted.labels[6:]) == {IGNORE}


def test_weights_learn_from_decisions_and_keep_what_they_knew(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="training needs torch")
    pytest.importorskip("transformers", reason="training needs transformers")
    import torch
    from tests.training import tiny

    from tanqih.training.checkpoint import Checkpoint, tagger_of
    from tanqih.training.tune_weights import WeightTuner, samples_of

    encoder = tiny.encoder(tmp_path / "encoder")
    torch.manual_seed(1)
    torch.save({"model": tagger_of(encoder).state_dict(), "about": "{}"}, tmp_path / "tagger.pt")
    checkpoint = Checkpoint.find(tmp_path / "tagger.pt")
    tuner = WeightTuner(checkpoint, tiny.corpora(tmp_path / "corpora"))
    learned, held = set_apart([judged(text, "") for text in TEXTS])
    tuned = tuner.tune(samples_of(DoubledWords(), learned), samples_of(DoubledWords(), held))
    assert tuned.steps > 4
    assert tuned.after < tuned.before
    assert tuned.general_before is not None
    assert tuned.better
    again = tuner.save(tmp_path / "run", encoder)
    assert again.load()[1] == {"tuned": True}
    assert not replace(tuned, after=tuned.before).better
    assert not replace(tuned, general_after=2 * tuned.general_before).better
