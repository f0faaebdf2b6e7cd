"""Laying out text in cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.commands.terminal import cells, is_hidden, visible
from tanqih.diff import plain, word_diff
from tanqih.errors import InputError
from tanqih.review.tui.editor import edited_outside, hidden
from tanqih.review.tui.layout import cropped, fitted_diff, right, styled_rows, width_of, window, wrapped

ARABIC = " ".join(["\N{ARABIC LETTER BEH}\N{ARABIC LETTER ALEF}\N{ARABIC FATHA}\N{ARABIC LETTER BEH}"] * 9)
runs = st.lists(st.tuples(st.text("ab c \u4e2d\N{RIGHT-TO-LEFT OVERRIDE}\n\x1b", max_size=12), st.sampled_from(["", "x", "y"])))


@given(runs, st.integers(9, 30))
def test_rows_fit_and_nothing_is_lost_or_sent_raw(given_runs: list[tuple[str, str]], width: int) -> None:
    rows = wrapped(given_runs, width)
    assert all(width_of(row) <= width for row in rows)
    shown = "".join(text for row in rows for text, _ in row)
    assert not any(is_hidden(char) for char in shown)
    wanted = "".join(visible(text.replace("\n", " ")) for text, _ in given_runs)
    assert shown.replace(" ", "") == wanted.replace(" ", "")
    by_style = ["".join(text for row in rows for text, style in row if style == one) for one in ("x", "y")]
    assert [text.replace(" ", "") for text in by_style] == [
        "".join(visible(text.replace("\n", " ")) for text, style in given_runs if style == one).replace(" ", "")
        for one in ("x", "y")
    ]


def test_words_are_kept_whole_where_their_style_changes() -> None:
    assert wrapped([("one ", ""), ("tw", "x"), ("o three", "")], 7) == [[("one ", ""), ("tw", "x"), ("o", "")], [("three", "")]]


def test_the_window_shows_what_matters() -> None:
    rows = wrapped([("word " * 30, ""), ("mark", "x"), (" word" * 30, "")], 20)
    shown = window(rows, 5, styled_rows(rows, ["x"]))
    assert len(shown) == 5
    assert any(style == "x" for row in shown for _, style in row)
    assert shown[0][0][0].startswith("\N{HORIZONTAL ELLIPSIS}")
    assert shown[-1][-1][0].endswith("\N{HORIZONTAL ELLIPSIS}")


@pytest.mark.parametrize("width", [40, 60, 100])
def test_a_diff_keeps_its_changes_in_sight(width: int) -> None:
    before = "A long sentence leads up to the place.. where something is changed and then goes on for a long time after it."
    pieces = fitted_diff(word_diff(before, before.replace("..", ".").replace("something", "nothing")), width)
    line = plain(pieces)
    assert "[.]" in line
    assert "[something]{nothing}" in line
    assert cells(line) <= width


def test_arabic_is_wrapped_in_logical_order_and_stands_on_the_right() -> None:
    rows = [right(row, 20) for row in wrapped([(ARABIC, "")], 20)]
    assert "".join("".join(text for text, _ in row).strip() + " " for row in rows).split() == ARABIC.split()
    assert {width_of(row) for row in rows} == {20}


@given(st.text(max_size=20))
def test_cropping_fits(text: str) -> None:
    assert width_of(cropped([(text, "")], 9)) <= 9


@given(st.text("a \N{RIGHT-TO-LEFT OVERRIDE}\x1b\N{ZERO WIDTH SPACE}", max_size=9))
def test_own_text_gives_hidden_characters_back(text: str) -> None:
    assert hidden(visible(text)) == text


def test_the_users_own_editor_gives_the_text_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/one/two/" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{editor}")
    assert edited_outside("one\N{RIGHT-TO-LEFT OVERRIDE}\n") == "two\N{RIGHT-TO-LEFT OVERRIDE}\n"
    editor.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(InputError, match="ended with 3; nothing has changed"):
        edited_outside("one")
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    with pytest.raises(InputError, match="failed"):
        edited_outside("one")
    monkeypatch.setenv("VISUAL", "'")
    monkeypatch.delenv("EDITOR", raising=False)
    with pytest.raises(InputError, match="no editor is set"):
        edited_outside("one")
