"""Places in the file: what a region holds, and what the placed edits make of the file."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.broken_text import broken
from tests.score.reporters.made import FILES

from tanqih import formats
from tanqih.apply import apply
from tanqih.check import Checker
from tanqih.document import Document
from tanqih.errors import EditError, InputError
from tanqih.issue import Suggestion
from tanqih.score.reporters.container import Part, part_of

CHECKER = Checker()
CSV = 'id,text\n1,"He said ""x"" \u00e9 that talks went on .. and the the talks."\n2,"The\nthe talk .. on"\n'
PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "Say \\"x\\" \u00e9 .. and the "\n"the end."\n\n'
    'msgid "b"\nmsgstr "The the end."\n'
)
ALL = {**{Path(name).suffix[1:]: text for name, text in FILES.items() if name != "clean.txt"}, "csv": CSV, "po": PO}
UNESCAPED: dict[str, Callable[[str], str]] = {
    "html": html.unescape, "md": html.unescape, "xliff": html.unescape, "jsonl": lambda raw: json.loads(f'"{raw}"'),
    "csv": lambda raw: raw.replace('""', '"'), "po": lambda raw: raw.replace('"\n"', "").replace('\\"', '"'),
}  # fmt: skip


def documents(name: str, text: str) -> list[tuple[Part, Document]]:
    found = formats.read_bytes(text.encode("utf8", "surrogatepass"), name, path=f"a.{name}")
    return [(part, document) for document in found if (part := part_of(document))]


@pytest.mark.parametrize("name", ALL)
def test_regions_hold_the_words(name: str) -> None:
    seen = 0
    for part, document in documents(name, ALL[name]):
        for issue in CHECKER.check(document).issues:
            start, end = part.issue(issue)
            raw = part.text[start:end]
            assert " ".join(UNESCAPED.get(name, str)(raw).replace("> ", "").split()) == " ".join(issue.text.split())
            assert part.place(start) == (issue.line, issue.column)
            seen += 1
    assert seen >= 2


@pytest.mark.parametrize("name", ALL)
def test_lines_and_columns_are_those_of_the_file(name: str) -> None:
    """The text of the parts, one behind the other, is the file; a place in a part is the place in the file."""
    text = ALL[name]
    offset = 0
    for part, document in documents(name, text):
        offset = text.index(part.text, offset)
        for issue in CHECKER.check(document).issues:
            start, end = (offset + at for at in part.issue(issue))
            for at, place in ((start, part.place(start - offset)), (end, part.place(end - offset))):
                before = text[:at]
                assert place == (before.count("\n") + 1, at - before.rfind("\n"))
            utf8 = tuple(len(text[text.rfind("\n", 0, at) + 1 : at].encode()) + 1 for at in (start, end))
            assert part.utf8(issue) == utf8
        offset += len(part.text)


@pytest.mark.parametrize("name", ALL)
def test_placed_edits_write_what_fix_would_write(name: str) -> None:
    seen = 0
    for part, document in documents(name, ALL[name]):
        for issue in CHECKER.check(document).issues:
            for suggestion in issue.suggestions:
                seen += check_edits(part, document, suggestion)
    assert seen >= 2


def check_edits(part: Part, document: Document, suggestion: Suggestion) -> int:
    """Make the placed edits in the text of the part, as an editor would: it must be what the format writes."""
    edits = part.edits(suggestion)
    try:
        wanted = formats.render(apply(document, suggestion.edits))
    except (EditError, InputError):
        assert not edits
        return 0
    text = part.text
    for edit in reversed(edits):
        text = text[: part.offset(edit.start)] + edit.text + text[part.offset(edit.end) :]
    coding = document.skeleton.coding
    assert text == wanted.removeprefix(coding.bom).decode(coding.name)
    return 1


@given(broken, st.sampled_from(["txt", "md", "html", "jsonl"]))
def test_edits_of_any_text(text: str, name: str) -> None:
    raw = json.dumps({"text": text}, ensure_ascii=False) if name == "jsonl" else text
    for part, document in documents(name, raw):
        for issue in CHECKER.check(document).issues:
            start, end = part.issue(issue)
            assert 0 <= start <= end <= len(part.text)
            for suggestion in issue.suggestions:
                check_edits(part, document, suggestion)


def test_another_encoding_and_line_end() -> None:
    text = "Caf\u00e9 talks went on ..\r\nThe the end.\r\n"
    data = b"\xff\xfe" + text.encode("utf-16-le")
    (document,) = formats.read(io.BytesIO(data), format="txt", path="a.txt")
    part = part_of(document)
    assert part
    found = [(part.place(part.issue(issue)[0]), part.utf8(issue)[0]) for issue in CHECKER.check(document).issues]
    assert found == [((1, 19), 20), ((2, 1), 1)]


def test_a_text_without_a_file_has_no_part() -> None:
    (document,) = formats.read_bytes(b"", "txt")
    assert part_of(document) is None


def test_the_budget_of_a_long_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of suggestions in a long file would take hours: beyond the budget issues have no placed edits, and all else."""
    monkeypatch.setattr("tanqih.score.reporters.container.RENDERED", 100)
    ((part, document),) = documents("txt", "The the end.\n" * 4)
    edits = [part.edits(issue.suggestions[0]) for issue in CHECKER.check(document).issues]
    assert [bool(one) for one in edits] == [True, False, False, False]
