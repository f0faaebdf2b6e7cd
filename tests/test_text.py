"""Segmentation of broken text, and the pairing of quotation marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from tanqih.formats.plain import document_from_text
from tanqih.quotation import find_quotations
from tanqih.text import Page, sentence_spans
from tests.broken_text import texts


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "The U.S. delegation left at noon. The U.N. envoy stayed.",
            ["The U.S. delegation left at noon.", "The U.N. envoy stayed."],
        ),
        ("It ended at 9:30 a.m. on Sept. 14. He left.", ["It ended at 9:30 a.m. on Sept. 14.", "He left."]),
        ("He left at 5 p.m. The car stayed.", ["He left at 5 p.m.", "The car stayed."]),
        ("Dr. J. K. Nasser of No. 5 Gen. Staff spoke.", ["Dr. J. K. Nasser of No. 5 Gen. Staff spoke."]),
        ("The fall was 3.5 per cent. It hurt.", ["The fall was 3.5 per cent.", "It hurt."]),
        ("past few weeks. ” Has attained.", ["past few weeks. ”", "Has attained."]),
        ("in Gaza.” Might be possible.” This week.”", ["in Gaza.”", "Might be possible.”", "This week.”"]),
        ("a secure future. and stable.", ["a secure future.", "and stable."]),
        ("22,000 tonnes of grain.The crew is safe.", ["22,000 tonnes of grain.", "The crew is safe."]),
        ("He asked “Who pays?” and left. “Yes.” He left.", ["He asked “Who pays?” and left.", "“Yes.”", "He left."]),
        ("We waited... and waited… Then we left.", ["We waited... and waited…", "Then we left."]),
        ("CAIRO, Nov. 3 – The tram runs again. It is full.", ["CAIRO, Nov. 3 – The tram runs again.", "It is full."]),
        ("He said no. Nobody heard.", ["He said no.", "Nobody heard."]),
        ("since Thursday ”. Then it rained.", ["since Thursday ”.", "Then it rained."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@given(texts)
def test_sentences_cover_every_word_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "pairs", "unclosed", "stray", "turned"),
    [
        ("She starred in ” The Last Ferry “ and two more", [(15, 32)], [], [], [True, True]),
        ("“We will appeal,“ she said", [(0, 16)], [], [], [False, True]),
        ("“a” b” c", [(0, 2)], [], [5], [False, False, False]),
        ('5\'10" tall, "ok"', [(12, 15)], [], [], [False, False]),
        ("“a «b» c”", [(3, 5), (0, 8)], [], [], [False] * 4),
        ("said. ”", [], [], [6], [False]),
        ("“He said, “go,” and I went”", [(10, 14), (0, 26)], [], [], [False] * 4),
        ("“One. “Two.”", [(6, 11)], [0], [], [False] * 3),
        ("“We stay. ” Stay. We win.”", [(0, 25)], [], [10], [False] * 3),
        ("“ Stay ” is “ Go ”", [(0, 7), (12, 17)], [], [], [False] * 4),
    ],
)
def test_quotations(text: str, pairs: list[tuple[int, int]], unclosed: list[int], stray: list[int], turned: list[bool]) -> None:
    found = find_quotations(text)
    assert found.pairs == pairs
    assert [mark.at for mark in found.unclosed] == unclosed
    assert [mark.at for mark in found.stray] == stray
    assert [mark.turned for mark in found.marks] == turned


@given(texts)
def test_quotation_pairs_are_mutual(text: str) -> None:
    found = find_quotations(text)
    by_place = {mark.at: mark for mark in found.marks}
    for start, end in found.pairs:
        assert start < end
        assert by_place[start].partner == end
        assert by_place[end].partner == start


def test_a_quotation_runs_over_paragraphs() -> None:
    page = Page(document_from_text("“We left at dawn.\n\n“Nobody followed.\n\nThen it rained,” she said.\n\nThe end came later."))
    first, second, third, fourth = page.blocks
    assert first.quotation_runs_on
    assert second.continues_quotation
    assert third.continues_quotation
    assert third.quoted(0, 10)
    assert not fourth.continues_quotation
