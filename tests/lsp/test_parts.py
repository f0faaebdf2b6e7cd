"""Parts of the server that need no process: positions, kinds of text, ignore comments, and what is said without the extra."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.cli import main
from tanqih.commands.ignores import Ignores, IgnoringChecker
from tanqih.lsp.analysis import Analysis, Place, format_of
from tanqih.lsp.positions import Positions

CHECKER = IgnoringChecker()
UNITS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


@given(st.text(st.sampled_from("ab \u00e9\u20ac\U0001f600\n\r\u2028\x0b")), st.sampled_from(sorted(UNITS)))
def test_positions(text: str, unit: str) -> None:
    """Lines end with LF, CRLF and CR only; characters count the unit; there and back is the same offset."""
    positions = Positions(text, unit)
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[unit]
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # between the two characters of one line end
        before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        line, character = positions.position(offset)
        assert line == before.count("\n")
        assert character == len(before[before.rfind("\n") + 1 :].encode(UNITS[unit])) // size
        assert positions.offset(line, character) == offset


def test_positions_beyond_the_text() -> None:
    positions = Positions("a\U0001f600b\r\ncd")
    assert [positions.offset(*place) for place in ((0, 99), (0, 2), (1, 99), (7, 0))] == [3, 1, 7, 7]


@pytest.mark.parametrize(
    ("path", "language", "name"),
    [
        ("/a/b.MD", "plaintext", "md"), ("/a/b.py", "python", None), ("/a/README", "plaintext", "txt"), (None, "markdown", "md"),
        ("/a/b.tsv", "x", "tsv"), (None, "", None),
    ],
)  # fmt: skip
def test_format_of(path: str | None, language: str, name: str | None) -> None:
    assert format_of(path, language) == name


def analysis(text: str, name: str, ignores: Ignores | None = None) -> Analysis:
    return Analysis(text, Place(None, "a", name), CHECKER, ignores or Ignores(), 0.5)


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("md", "He went the the way.\n", "<!-- tanqih: ignore grammar/duplicate-word -->\n\nHe went the the way.\n"),
        ("md", "> Quote one.\n> The the end.\n", "> <!-- tanqih: ignore grammar/duplicate-word -->\n>\n> Quote one.\n> The the end.\n"),
        ("html", "<p>Of the the end.</p>\n", "<!-- tanqih: ignore grammar/duplicate-word -->\n<p>Of the the end.</p>\n"),
        ("txt", "He went the the way.\n", None),
    ],
)  # fmt: skip
def test_comment(name: str, text: str, wanted: str | None) -> None:
    """A comment is offered only where it has been seen to do what it says, and nothing else."""
    found = analysis(text, name)
    change = found.comment(found.found[0])
    assert (text[: change.start] + change.text + text[change.end :] if change else None) == wanted
    if wanted:
        assert analysis(wanted, name).found == ()


def test_ignore_file_counts_in_fix_all() -> None:
    """What is set aside by key is no finding, and "fix all" leaves it as it is."""
    text = "He went the the way.\n\nShe saw the the way.\n"
    found = analysis(text, "txt")
    kept = analysis(text, "txt", Ignores(frozenset({found.found[0].issue.key})))
    assert [one.issue.segment for one in kept.found] == [1]
    (change,) = kept.fixed()
    assert text[: change.start] + change.text + text[change.end :] == "He went the the way.\n\nShe saw the way.\n"


def test_byte_order_mark() -> None:
    found = analysis("\ufeffHe went the the way.\n", "txt")
    assert [(one.start, one.end) for one in found.found] == [(9, 16)]
    (change,) = found.fixed()
    assert found.text[: change.start] + change.text + found.text[change.end :] == "\ufeffHe went the way.\n"


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in [name for name in sys.modules if name.startswith(("tanqih.lsp", "pygls", "lsprotocol"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    monkeypatch.setitem(sys.modules, "pygls", None)
    assert main(["lsp"]) == 2
    assert "pip install 'tanqih[lsp]'" in capsys.readouterr().err
