"""`tanqih report`: where the page goes, what it is made from, and what is wrong in words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.support import SAMPLES

from tanqih.config import Config
from tanqih.review.opening import Opening, open_review
from tanqih.review.result import Result

from .conftest import Command

BROKEN = "The talks ended.. No date was set.\n\nThe minister left. \N{RIGHT DOUBLE QUOTATION MARK} She said nothing.\n"
STABLE = Config(select=("punct/double-dot", "quotes/stray-closing"), prefilter="re")
RULES = ("--select", "punct/double-dot,quotes/stray-closing")


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def reviewed(*, in_place: bool = False) -> Opening:
    """Accept the first issue of a.txt and reject the second."""
    Path("a.txt").write_text(BROKEN)
    opening = open_review(["a.txt"], STABLE)
    opening.session.accept()
    opening.session.reject()
    if in_place:
        Result(opening, in_place=True).write()
    opening.session.queue.store.close()
    return opening


def test_a_review_as_a_page_beside_the_text(tanqih: Command) -> None:
    reviewed()
    result = tanqih("report", "a.txt", *RULES)
    assert (result.code, result.out, result.err) == (0, "a.report.html: written (review, 2 findings)\n", "")
    text = Path("a.report.html").read_text(encoding="utf8")
    assert "Review report" in text
    assert "ended.<del>.</del>" in text
    assert "Rejected: the text is right" in text
    assert Path("a.txt").read_text() == BROKEN
    assert tanqih("report", "a.txt", *RULES, "-o", "-").out == text
    assert tanqih("report", "a.txt", *RULES, "-o", "b.html").code == 0
    assert Path("b.html").read_text(encoding="utf8") == text


def test_a_review_that_was_written_in_place_is_told_from_its_first_byte(tanqih: Command) -> None:
    reviewed(in_place=True)
    assert ".." not in Path("a.txt").read_text()
    assert "ended.<del>.</del>" in tanqih("report", "a.txt", *RULES, "-o", "-").out


def test_without_a_review_it_shows_what_fix_would_do_and_says_so(tanqih: Command) -> None:
    Path("a.txt").write_text(BROKEN)
    result = tanqih("report", "a.txt", *RULES)
    assert result.out == "a.report.html: written (no review yet: what fix --unsafe would do, 2 findings)\n"
    text = Path("a.report.html").read_text(encoding="utf8")
    assert "Nobody has reviewed this text yet" in text
    assert "Accepted" not in text
    assert not Path("state").exists()
    assert Path("a.txt").read_text() == BROKEN


@pytest.mark.parametrize("sample", ["river-talks.txt", "market-report.md", "flood-warning.html"])
def test_without_a_review_the_text_is_that_of_fix(tanqih: Command, sample: str) -> None:
    from tanqih import formats
    from tanqih.check import Checker
    from tanqih.fix import fix_document
    from tanqih.review.article import Article
    from tanqih.review.report.command import mend

    (document,) = formats.read(SAMPLES / sample)
    checker = Checker()
    article = Article(document, checker.check)
    mend(article, 0.5)
    fixed = fix_document(checker, document, "review").document
    assert [segment.target for segment in article.preview.segments] == [segment.target for segment in fixed.segments]
    assert article.changed


def test_a_dump_shows_the_texts_with_findings(tanqih: Command) -> None:
    lines = [{"id": n, "text": text} for n, text in enumerate(("Fine.", "It ended.. She left.", "Fine.", "It began.. He came."))]
    Path("d.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    text = tanqih("report", "d.jsonl", *RULES, "-o", "-").out
    assert text.count("<article") == 2
    assert "2 texts of this file without findings are not shown." in text


def test_the_arabic_is_shown_whatever_its_paragraphs(tanqih: Command) -> None:
    shutil.copy(SAMPLES / "river-talks.txt", "a.txt")
    text = tanqih("report", "a.txt", "--source", str(SAMPLES / "river-talks.ar.txt"), "-o", "-").out
    assert 'lang="ar" dir="rtl"' in text
    assert "not shown" not in text


def test_what_is_not_to_be_overwritten(tanqih: Command) -> None:
    reviewed()
    result = tanqih("report", "a.txt", "-o", "./a.txt")
    assert (result.code, Path("a.txt").read_text()) == (2, BROKEN)
    assert "would replace the text" in result.err
    Path("a.report.html").write_text("<p>my own page</p>")
    result = tanqih("report", "a.txt")
    assert (result.code, Path("a.report.html").read_text()) == (2, "<p>my own page</p>")
    assert "is no report of tanqih" in result.err
    assert tanqih("report", "a.txt", "-o", "a.report.html").code == 0
    assert tanqih("report", "a.txt").code == 0
    Path("out").mkdir()
    assert tanqih("report", "a.txt", "-o", "out").out.startswith("out/a.report.html: written")


def test_looking_leaves_the_store_alone(tanqih: Command) -> None:
    store = reviewed().session.queue.store.path
    before = Path(store).read_bytes()
    assert tanqih("report", "a.txt", *RULES).code == 0
    assert Path(store).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.txt"], "none.txt: no such file"),
        (["-"], "about one file"),
        (["a.txt", "--store", "none.db"], "none.db: no review store"),
        (["."], "about one file"),
    ],
)
def test_errors_in_words(tanqih: Command, arguments: list[str], words: str) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(BROKEN)
    result = tanqih("report", *arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert not list(Path().glob("*.html"))
