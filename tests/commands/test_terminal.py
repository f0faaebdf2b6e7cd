"""What reaches a terminal."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.commands.terminal import ELLIPSIS, Piece, Screen, cells, is_hidden, one_line, pointed, visible, wrap, writable

RLO, ZWSP = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{ZERO WIDTH SPACE}"
WIDE = "\N{CJK UNIFIED IDEOGRAPH-4E2D}"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "char", ["\x00", "\x1b", "\x7f", "\x9b", RLO, ZWSP, "\N{LINE SEPARATOR}", "\ud800", "\ue000", "\U000e0041"]
)
def test_hidden_characters_are_named(char: str) -> None:
    assert (
        visible(f"a{char}b")
        == f"a\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}U+{ord(char):04X}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}b"
    )


def test_what_is_seen_stays() -> None:
    text = "caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{LEFT DOUBLE QUOTATION MARK}\N{ARABIC LETTER BEH}\N{ARABIC FATHA}\N{RIGHT DOUBLE QUOTATION MARK}"
    assert visible(text) == text
    assert visible("a\n\tb", keep="\n\t") == "a\n\tb"
    assert one_line("a\r\nb\tc\nd") == "a b c d"


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    assert not any(is_hidden(char) for char in visible(text))
    assert not any(is_hidden(char) for char in one_line(text))


def test_cells() -> None:
    assert cells("abc") == 3
    assert cells(WIDE) == 2
    assert cells("e\N{COMBINING ACUTE ACCENT}") == 1
    assert cells("\N{ARABIC LETTER BEH}\N{ARABIC FATHA}") == 1


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"))), st.integers(2, 40))
def test_wrapped_rows_fit_and_lose_nothing(text: str, width: int) -> None:
    rows = ["".join(piece.text for piece in row) for row in wrap([Piece("", text)], width)]
    assert "".join(rows) == text
    assert all(cells(row.rstrip(" ")) <= width for row in rows)


@given(st.text(), st.integers(0, 300), st.integers(0, 300), st.integers(30, 100))
def test_the_carets_stand_under_the_words(text: str, first: int, second: int, width: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    shown = pointed(text, start, end, width)
    assert cells(shown.before + shown.words + shown.after) <= width
    assert shown.carets == " " * cells(shown.before) + "^" * max(1, cells(shown.words))
    if cells(one_line(text[start:end])) <= width - 2:
        assert shown.words == one_line(text[start:end])
        assert one_line(text[:start]).endswith(shown.before.removeprefix(ELLIPSIS))
        assert one_line(text[end:]).startswith(shown.after.removesuffix(ELLIPSIS))


def test_carets_under_wide_and_combining_characters() -> None:
    text = f"{WIDE}{WIDE} e\N{COMBINING ACUTE ACCENT} word"
    shown = pointed(text, text.index("word"), len(text), 60)
    assert shown.carets == " " * 7 + "^^^^"
    hidden = pointed(f"{RLO}word", 1, 5, 60)
    assert hidden.carets == " " * 8 + "^^^^"


def test_a_long_span_is_cut_in_its_middle() -> None:
    shown = pointed("word " * 200, 0, 1000, 60)
    assert ELLIPSIS in shown.words
    assert cells(shown.words) <= 60


def test_cuts_fall_between_words() -> None:
    text = "alpha beta gamma delta " * 20
    shown = pointed(text, 230, 235, 60)
    assert shown.before.removeprefix(ELLIPSIS).split()[0] in text.split()
    assert shown.after.removesuffix(ELLIPSIS).split()[-1] in text.split()


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Screen(Terminal()).color
    assert not Screen(io.StringIO()).color
    assert Screen(io.StringIO(), "always").color
    assert not Screen(Terminal(), "never").color
    monkeypatch.setenv("TERM", "dumb")
    assert not Screen(Terminal()).color
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Screen(Terminal()).color
    assert Screen(Terminal(), "always").color


def test_lines_join_neighbours_of_one_style() -> None:
    stream = io.StringIO()
    screen = Screen(stream, "always")
    screen.line("a ", Piece("red", "b"), Piece("red", ""), Piece("red", "c"), "  ")
    assert stream.getvalue() == "a \x1b[31mbc\x1b[0m\n"


def test_a_stream_of_a_narrow_encoding() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    writable(stream).write("\N{ARABIC COMMA}")
    stream.flush()
    assert raw.getvalue() == b"\\u060c"
    assert unicodedata.name("\u060c") == "ARABIC COMMA"
