"""Arabic rows: reordered and joined as UAX 9 says, styles with their words, or left to a terminal that does it."""

from __future__ import annotations

import pytest
from bidi.algorithm import get_display
from hypothesis import given
from hypothesis import strategies as st

from tanqih.review.tui.bidi import RLM, among_english, mode_for, ready

BEH, ALEF, DAL, LAM = ("\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER DAL}", "\N{ARABIC LETTER LAM}")
FATHA = "\N{ARABIC FATHA}"
MIXED = st.text(f"{BEH}{ALEF}{DAL} ab12.,()«»%-", max_size=24)


def visual(text: str) -> str:
    return "".join(part for part, _ in ready([(text, "")], "app"))


def test_letters_are_joined_and_turned_round() -> None:
    assert visual(f"{BEH}{ALEF}{BEH} {DAL}") == (
        "\N{ARABIC LETTER DAL ISOLATED FORM} \N{ARABIC LETTER BEH ISOLATED FORM}\N{ARABIC LETTER ALEF FINAL FORM}"
        "\N{ARABIC LETTER BEH INITIAL FORM}"
    )
    assert visual(f"{LAM}{ALEF}") == "\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}"


def test_numbers_latin_words_and_brackets_keep_their_sense() -> None:
    assert visual(f"{DAL} 12:30 ({DAL}) AFP {DAL}").replace("\N{ARABIC LETTER DAL ISOLATED FORM}", "d") == "d AFP (d) 12:30 d"
    assert visual(f"«{DAL}»").replace("\N{ARABIC LETTER DAL ISOLATED FORM}", "d") == "«d»"


def test_a_mark_stays_behind_its_letter() -> None:
    assert visual(f"{DAL}{FATHA}{DAL}") == f"\N{ARABIC LETTER DAL ISOLATED FORM}\N{ARABIC LETTER DAL ISOLATED FORM}{FATHA}"


def test_styles_stay_with_their_words() -> None:
    row = [(f"{DAL} ", "a"), (f"{BEH} 12", "b"), (f" {DAL} ", "a")]
    shown = [(text, style) for text, style in ready(row, "app") if text.strip()]
    dal, beh = "\N{ARABIC LETTER DAL ISOLATED FORM}", "\N{ARABIC LETTER BEH ISOLATED FORM}"
    assert [(text.strip(), style) for text, style in shown] == [(dal, "a"), (f"12 {beh}", "b"), (dal, "a")]


@given(MIXED)
def test_the_order_is_that_of_the_algorithm(text: str) -> None:
    plain = text.replace(BEH, DAL).replace(ALEF, DAL).rstrip(" ")  # letters that never join: the order alone
    expected = get_display(plain, base_dir="R")
    assert visual(plain).replace("\N{ARABIC LETTER DAL ISOLATED FORM}", DAL) == expected


@given(st.lists(st.tuples(MIXED, st.sampled_from("xyz")), max_size=5))
def test_no_style_loses_a_character(row: list[tuple[str, str]]) -> None:
    styled = {style: sum(len(part.replace(" ", "")) for part, one in ready(row, "app") if one == style) for style in "xyz"}
    assert styled == {style: sum(len(part.replace(" ", "")) for part, one in row if one == style) for style in "xyz"}


def test_a_terminal_that_turns_rows_round_gets_them_as_they_are() -> None:
    row = [(f"{DAL} ", ""), (f"{BEH} ", "x")]
    assert ready(row, "terminal") == [(RLM, ""), (f"{DAL} ", ""), (BEH, "x"), (RLM, "")]
    assert ready(row, "off") == [(f"{DAL} ", ""), (BEH, "x")]
    assert ready([], "terminal") == []


@pytest.mark.parametrize(
    ("environment", "mode"),
    [
        ({}, "app"),
        ({"TERM": "xterm-256color"}, "app"),
        ({"VTE_VERSION": "6003"}, "terminal"),
        ({"VTE_VERSION": "5204"}, "app"),
        ({"KONSOLE_VERSION": "220401"}, "terminal"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "terminal"),
        ({"TERM_PROGRAM": "mintty"}, "terminal"),
        ({"TERM": "mlterm-256color"}, "terminal"),
        ({"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "VTE_VERSION": "6003"}, "app"),
    ],
)
def test_what_the_terminal_says_of_itself(environment: dict[str, str], mode: str) -> None:
    assert mode_for("auto", environment) == mode
    assert mode_for("off", environment) == "off"


def test_arabic_left_in_english_is_turned_round_where_it_stands() -> None:
    dal, beh = "\N{ARABIC LETTER DAL ISOLATED FORM}", "\N{ARABIC LETTER BEH ISOLATED FORM}"
    assert among_english([("The ", ""), (f"{DAL} {BEH}", "x"), (" said 12.", "")], "app") == [
        ("The ", ""),
        (f"{beh} {dal}", "x"),
        (" said 12.", ""),
    ]
    plain = [("The “tents” said 12.", "")]
    assert among_english(plain, "app") is plain
    row = [(f"The {DAL} {BEH}", "")]
    assert among_english(row, "terminal") is row
