"""Arabic text in one spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.arabic import folded

ARABIC = st.text(
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from(" ab1.\u200f\ufefb\ufdf2\ufc5e"), max_size=60
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أإآٱا", "ااااا"),
        ("مئة", "مءه"),
        ("حُدِّدَتْ", "حددت"),
        ("على", "علي"),
        ("كتـــاب", "كتاب"),
        ("٢٠۳", "203"),
        ("\ufefb", "لا"),
        ("\u200fنص\u200c", "نص"),
        ("plain text 7", "plain text 7"),
    ],
)
def test_one_spelling(text: str, expected: str) -> None:
    assert folded(text).text == expected


@given(ARABIC)
def test_offsets_lead_back(text: str) -> None:
    plain = folded(text)
    if plain.offsets is None:
        assert len(plain.text) == len(text)
        return
    assert len(plain.offsets) == len(plain.text) + 1
    assert list(plain.offsets) == sorted(plain.offsets)
    for i in range(len(plain.text)):
        span = plain.span(i, i + 1)
        assert 0 <= span.start <= span.end <= len(text)
        assert not unicodedata.combining(plain.text[i])


def test_a_span_holds_the_marks_of_its_last_letter() -> None:
    text = "قالَ هنا"
    plain = folded(text)
    start = plain.text.index("قال")
    span = plain.span(start, start + 3)
    assert text[span.start : span.end] == "قالَ"
