"""The report of a review: what was changed by whom, told so that nothing in a text can break the page."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.apply import apply_to_segment, conflict
from tanqih.document import Document, Segment, Span
from tanqih.formats.plain import document_from_text
from tanqih.issue import Edit
from tanqih.review.report.findings import Account, account
from tanqih.review.report.markup import Markup
from tanqih.review.report.page import page
from tanqih.review.report.tracked import Run, Tracked
from tanqih.review.rounds import Status
from tanqih.review.session import Session
from tests.browser import browser, needs_chromium

from .fakes import TEXT, check, document

HOSTILE = (
    "<script>alert('x')</script>.. bad</style></section><img src=x onerror=alert(1)>\n\n"
    "\N{RIGHT-TO-LEFT OVERRIDE}bad \x1b[2J&amp; \" ' -->.. \ud800 \N{ZERO WIDTH SPACE}]]> <!--"
)


class Outline(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.by: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for tag in set(self.open):
            self.by.setdefault(tag, []).append(data)


def reviewed(text: str = TEXT) -> Session:
    return Session([document(text)], check)


def told(review: Session) -> Account:
    return account(review.article, review.queue.remarks(0), reviewed=True)


def runs(*edits: tuple[int, int, str], text: str = "The talks ended.. Fine.") -> list[tuple[str, str]]:
    tracked = Tracked(text)
    tracked.change({Edit(0, Span(start, end), words): (number,) for number, (start, end, words) in enumerate(edits, 1)})
    return [(run.kind, run.text) for run in tracked.runs]


def test_changes_are_shown_in_whole_words() -> None:
    assert runs((16, 17, "")) == [("keep", "The talks ended."), ("delete", "."), ("keep", " Fine.")]
    assert runs((0, 1, "t")) == [("delete", "The"), ("insert", "the"), ("keep", " talks ended.. Fine.")]
    assert runs((5, 6, "e"), (7, 8, "")) == [
        ("keep", "The "),
        ("delete", "talks"),
        ("insert", "tels"),
        ("keep", " ended.. Fine."),
    ]
    assert runs((0, 23, "The talks began. Fine.")) == [
        ("keep", "The talks "),
        ("delete", "ended."),
        ("insert", "began"),
        ("keep", ". Fine."),
    ]


def test_a_change_of_a_change_hides_what_stood_between() -> None:
    tracked = Tracked("The talks ended.")
    tracked.change({Edit(0, Span(10, 15), "stopped"): (1,)})
    tracked.change({Edit(0, Span(10, 17), "began"): (2,)})
    assert tracked.text == "The talks began."
    assert tracked.runs[1:3] == [Run("delete", "ended", (1,)), Run("insert", "began", (2,))]


def test_marks_follow_their_words() -> None:
    tracked = Tracked("The talks ended.")
    tracked.mark(Span(4, 9), 1)
    tracked.mark(Span(16, 16), 2)
    tracked.change({Edit(0, Span(0, 3), "All the"): (3,)})
    assert [(run.text, run.marks) for run in tracked.runs if run.marks] == [("talks", (1,)), ("", (2,))]


PIECES = st.text("ab. \n\N{LATIN SMALL LETTER E WITH ACUTE}", max_size=12)


@given(PIECES, st.data())
def test_what_was_and_what_is_can_be_read_from_the_runs(text: str, data: st.DataObject) -> None:
    tracked, now = Tracked(text), text
    for number in range(3):
        edits: dict[Edit, tuple[int, ...]] = {}
        for _ in range(data.draw(st.integers(0, 3))):
            start = data.draw(st.integers(0, len(now)))
            edit = Edit(0, Span(start, data.draw(st.integers(start, len(now)))), data.draw(PIECES))
            if not any(conflict(edit, other) for other in edits):
                edits[edit] = (number,)
        start = data.draw(st.integers(0, len(now)))
        tracked.mark(Span(start, data.draw(st.integers(start, len(now)))), number)
        now = apply_to_segment(Segment(0, now), edits).target
        tracked.change(edits)
        assert tracked.text == now
        assert "".join(run.text for run in tracked.runs if run.kind != "insert") == text


def test_every_finding_says_what_became_of_it() -> None:
    review = reviewed()
    review.accept()
    review.queue.remark(0, review.key, "ask the desk")
    review.reject()
    review.edit("fine")
    rewritten = review.paragraph()
    review.rewrite(rewritten + " And more.")
    found = told(review)
    by_status = {finding.status: finding for finding in found.findings}
    assert {Status.ACCEPTED, Status.REJECTED, Status.OWN_TEXT, None} <= set(by_status)
    assert by_status[Status.REJECTED].note == "ask the desk"
    assert [finding.number for finding in found.findings] == list(range(1, len(found.findings) + 1))
    accepted = by_status[Status.ACCEPTED]
    assert accepted.taken is not None
    assert accepted.taken not in accepted.others
    now = ["".join(run.text for run in paragraph.runs if run.kind != "delete") for paragraph in found.paragraphs]
    assert now == [segment.target for segment in review.article.preview.segments if segment.target]


def test_findings_of_a_further_round_are_told_too() -> None:
    review = reviewed("A bad start.")
    review.accept()  # "odd", which the next round finds
    assert len(review.article.rounds) == 2
    found = told(review)
    assert [(finding.round, finding.status, finding.rule) for finding in found.findings] == [
        (0, Status.ACCEPTED, "fake/word"),
        (1, Status.OPEN, "fake/odd"),
    ]
    (paragraph,) = found.paragraphs
    assert Run("insert", "odd", (1,), (2,)) in paragraph.runs


def test_a_text_cannot_break_the_page() -> None:
    review = reviewed(HOSTILE)
    review.edit("<b onclick=x>own</b>")
    review.queue.remark(0, review.key, "</li><script>note</script>")
    text = page("<script>name", [told(review)], ["</p><script>remark"])
    outline = Outline(text)
    allowed = "html head meta title style body header main footer article section div p h1 h2 dl dt dd ol li span strong ins del mark sup a"
    assert {tag for tag, _ in outline.tags} <= {*allowed.split(), "table", "caption", "thead", "tbody", "tr", "th", "td", "bdi"}
    attributes = {name for _, found in outline.tags for name in found}
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")]
    assert all((found["href"] or "").startswith("#d") for _, found in outline.tags if "href" in found)
    for words in (
        "<script>alert('x')</script>",
        "<b onclick=x>own</b>",
        "</li><script>note</script>",
        "<script>name",
        "</p><script>remark",
    ):
        assert words in outline.text
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text
    assert "U+202E" in outline.text
    assert "U+001B" in outline.text
    assert "U+D800" in outline.text
    text.encode("utf8")


def test_the_page_asks_for_nothing() -> None:
    text = page("a.txt", [told(reviewed("A bad start.. It ended.."))])
    outline = Outline(text)
    (policy,) = [str(found["content"]) for tag, found in outline.tags if found.get("http-equiv") == "Content-Security-Policy"]
    css = "".join(outline.by["style"])
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in css
    assert "@import" not in css
    assert not re.search(r"//|\bsrc=|<link|<script", text)


def test_every_reference_leads_to_a_finding_and_each_is_referred_to() -> None:
    review = reviewed()
    review.accept()
    review.reject()
    outline = Outline(page("a.txt", [told(review)]))
    names = {found["id"] for _, found in outline.tags if "id" in found}
    wanted = [str(found["href"])[1:] for tag, found in outline.tags if tag == "a"]
    assert set(wanted) == {name for name in names if name and "f" in name}
    assert len(wanted) == len(set(wanted))


def test_the_same_review_gives_the_same_page() -> None:
    def once() -> str:
        review = reviewed()
        review.effort._now = lambda: 0.0
        review.effort._clock = lambda: 0.0
        review.effort._since = 0.0
        review.accept()
        review.reject()
        return page("a.txt", [told(review)])

    assert once() == once()


def bilingual() -> Document:
    return document_from_text("The talks ended..\n\nFine.", "a", "a.txt").with_source(
        "\N{ARABIC LETTER ALEF}\N{ZERO WIDTH NON-JOINER}\N{ARABIC LETTER BEH}\n\n\N{ARABIC LETTER TEH}"
    )


def test_the_arabic_stands_beside_its_paragraph() -> None:
    review = Session([bilingual()], check)
    outline = Outline(page("a.txt", [told(review)]))
    sources = [found for tag, found in outline.tags if found.get("class") == "source"]
    assert [(found["lang"], found["dir"]) for found in sources] == [("ar", "rtl")] * 2
    assert "\N{ARABIC LETTER ALEF}\N{ZERO WIDTH NON-JOINER}\N{ARABIC LETTER BEH}" in outline.text
    unpaired = Document("a", bilingual().segments[:1], source="\N{ARABIC LETTER THEH}")
    assert "\N{ARABIC LETTER THEH}" in Outline(page("a.txt", [told(Session([unpaired], check))])).text


def test_arabic_words_in_english_are_isolated() -> None:
    out = Markup()
    beh = "\N{ARABIC LETTER BEH}"
    with out.tag("p"):
        out.text(f"a {beh} {beh}. {beh} b")
    written = out.close().removeprefix("<!DOCTYPE html>\n").strip()
    assert written == f'<p>a <bdi lang="ar">{beh} {beh}</bdi>. <bdi lang="ar">{beh}</bdi> b</p>'


class TestInABrowser:
    pytestmark = needs_chromium

    @pytest.mark.parametrize("width", [320, 390, 768, 1280])
    async def test_it_fits_every_screen_and_runs_nothing(self, tmp_path: Path, width: int) -> None:
        review = reviewed(HOSTILE + "\n\n" + "verylongword" * 30 + "..")
        review.accept()
        path = tmp_path / "report.html"
        path.write_text(page("a" * 90 + ".txt", [told(review)]), encoding="utf8")
        async with browser(tmp_path) as shown:
            await shown.show(width, 800)
            await shown.go(path.as_uri())
            assert await shown.look("document.documentElement.scrollWidth") <= width
            assert await shown.look("getComputedStyle(document.querySelector('del')).textDecorationLine") == "line-through"
            assert await shown.look("document.scripts.length + document.images.length") == 0
            assert shown.requests == [path.as_uri()]
            assert shown.complaints == []

    async def test_dark_and_light_are_both_readable(self, tmp_path: Path) -> None:
        review = reviewed()
        review.accept()
        review.edit("fine")
        review.reject()
        path = tmp_path / "report.html"
        path.write_text(page("a.txt", [told(review)]), encoding="utf8")
        async with browser(tmp_path) as shown:
            for dark in (False, True):
                await shown.show(800, 800, dark=dark)
                await shown.go(path.as_uri())
                assert await shown.look(LEAST_CONTRAST) >= 4.5  # WCAG 2.2, 1.4.3


LEAST_CONTRAST = """
(() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const found = parts(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
  };
  const ratios = [...document.body.querySelectorAll("*")].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => [light(parts(getComputedStyle(e).color)), light(behind(e))]).map(([a, b]) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05));
  return Math.min(...ratios);
})()
"""
