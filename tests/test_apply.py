"""Applying edits: pure, ordered, refusing conflicts; and deciding between suggestions that conflict."""

from __future__ import annotations

import pytest

from tanqih.apply import apply, apply_to_segment, moved_offset
from tanqih.decide import decide, resolve
from tanqih.document import Anchor, Document, Mark, Segment, Span
from tanqih.errors import EditError
from tanqih.issue import Applicability, Edit, Issue, Severity, Suggestion

SEGMENT = Segment(
    0, "one two three", marks=(Mark(4, "<b>"), Mark(7, "</b>")), protected=(Span(8, 13),), anchors=(Anchor(0, 3, 1),)
)


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(0, Span(start, end), text)


def issue(rule: str, applicability: Applicability, confidence: float, *edits: Edit) -> Issue:
    suggestion = Suggestion(edits, applicability=applicability)
    return Issue(rule, "x/y", Severity.MINOR, confidence, 0, edits[0].span, "m", (suggestion,), key=rule)


def test_edits_are_applied_together_and_marks_move_with_the_text() -> None:
    changed = apply_to_segment(SEGMENT, [edit(4, 7, "2"), edit(0, 3, "first")])
    assert changed.target == "first 2 three"
    assert [mark.offset for mark in changed.marks] == [6, 7]
    assert changed.protected == (Span(8, 13),)
    assert changed.target[8:13] == "three"


@pytest.mark.parametrize(
    "edits",
    [
        [edit(0, 5, ""), edit(4, 7, "x")],
        [edit(2, 2, "a"), edit(2, 2, "b")],
        [edit(0, 99, "")],
        [edit(9, 10, "x")],
        [Edit(3, Span(0, 0), "x")],
    ],
    ids=["overlap", "two inserts at one place", "outside", "protected", "no such segment"],
)
def test_conflicts_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(EditError):
        apply(Document("d", (SEGMENT,)), edits)


def test_equal_edits_collapse_and_neighbours_do_not_conflict() -> None:
    document = apply(Document("d", (SEGMENT,)), [edit(0, 3, "a"), edit(0, 3, "a"), edit(3, 4, "-")])
    assert document.segments[0].target == "a-two three"


def test_offsets_move_behind_an_edit_and_fall_to_its_start_inside_it() -> None:
    moved = [(Span(2, 5), 1)]
    assert [moved_offset(at, moved) for at in (0, 2, 3, 5, 9)] == [0, 2, 2, 3, 7]


def test_safe_goes_before_review_and_confidence_before_place() -> None:
    safe = issue("a/safe", Applicability.SAFE, 0.6, edit(3, 6, "x"))
    sure = issue("b/sure", Applicability.REVIEW, 0.9, edit(5, 8, "y"))
    weak = issue("c/weak", Applicability.REVIEW, 0.7, edit(7, 8, "z"))
    assert [i.rule for i in resolve([sure, weak, safe])] == ["a/safe", "c/weak"]
    assert [i.rule for i in resolve([weak, sure])] == ["b/sure"]


def test_levels_and_confidence() -> None:
    found = [
        issue("a/safe", Applicability.SAFE, 0.3, edit(0, 1, "x")),
        issue("b/review", Applicability.REVIEW, 0.5, edit(2, 3, "x")),
        issue("c/doubtful", Applicability.REVIEW, 0.49, edit(4, 5, "x")),
        issue("d/flag", Applicability.FLAG, 0.9, edit(6, 7, "x")),
    ]
    assert [d.rule for d in decide(found)] == ["a/safe"]
    assert [d.rule for d in decide(found, "review")] == ["a/safe", "b/review"]
    with pytest.raises(ValueError, match="level must be one of"):
        decide(found, "all")


def test_what_is_inserted_before_protected_text_stays_outside_it() -> None:
    segment = Segment(0, "a!\nb", marks=(Mark(2, "<br>"),), protected=(Span(2, 3),))
    changed = apply_to_segment(segment, [edit(2, 2, "new")])
    assert changed.target == "a!new\nb"
    assert changed.protected == (Span(5, 6),)
    assert changed.marks == (Mark(5, "<br>"),)
