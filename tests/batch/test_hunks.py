"""Edits of several passes, told as edits of the first text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.batch.hunks import Hunk, applied, composed, inverted, line_changes, reverted, text_edits
from tanqih.formats.diffs import Change

TEXTS = st.text(alphabet="ab c\n", max_size=30)


@st.composite
def passes(draw: st.DrawFn) -> tuple[str, list[list[Change]]]:
    """A text and the changes of up to four passes, each in the text that the one before left."""
    text = first = draw(TEXTS)
    found = []
    for _ in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        changes = [Change(start, end, draw(st.text(alphabet="xyz", max_size=3))) for start, end in pairs]
        found.append(changes)
        text = replaced(text, changes)
    return first, found


def replaced(text: str, changes: list[Change]) -> str:
    for change in reversed(changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text


@given(passes())
def test_edits_of_all_passes_lead_there_and_back(case: tuple[str, list[list[Change]]]) -> None:
    first, found = case
    hunks: list[Hunk] = []
    now = first
    for number, changes in enumerate(found):
        hunks = composed(hunks, [(change, (f"rule/{number}",)) for change in changes])
        now = replaced(now, changes)
    edits = text_edits(hunks, first, now)
    assert applied(first, edits) == now
    assert reverted(now, edits) == first
    assert replaced(now, [Change(*one) for one in inverted(edits)]) == first
    assert all(one.end < two.start for one, two in itertools.pairwise(edits))
    assert all(edit.rules for edit in edits)


def test_a_change_of_a_changed_place_becomes_one_edit_of_both_rules() -> None:
    hunks = composed([], [(Change(4, 7, "two three"), ("a/one",))])  # "one two four" with "two" for "two three"
    hunks = composed(hunks, [(Change(8, 13, "3"), ("b/two",)), (Change(14, 18, "4"), ("c/three",))])
    edits = text_edits(hunks, "one two four", "one two 3 4")
    assert [(edit.before, edit.after, edit.rules) for edit in edits] == [
        ("two", "two 3", ("a/one", "b/two")),
        ("four", "4", ("c/three",)),
    ]


def test_what_was_changed_back_is_no_edit() -> None:
    hunks = composed(composed([], [(Change(0, 3, "two"), ("a/b",))]), [(Change(0, 3, "one"), ("c/d",))])
    assert text_edits(hunks, "one", "one") == []


@pytest.mark.parametrize(("now", "edits"), [("x", 0), ("one 2 three", 1), ("one two", 0)])
def test_a_text_that_is_not_the_mended_one_is_not_turned_back(now: str, edits: int) -> None:
    found = text_edits(composed([], [(Change(4, 7, "2"), ("a/b",))]), "one two three", "one 2 three")
    assert (reverted(now, found) is not None) is bool(edits)


@given(TEXTS, TEXTS)
def test_line_changes_turn_one_text_into_the_other(old: str, new: str) -> None:
    assert replaced(old, line_changes(old, new)) == new
