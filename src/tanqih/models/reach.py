"""Of what a model wrote, only what lies about a suspect part.

A model that writes freely is not trusted with more than it was asked about. Edits that stand near each other belong together, and such a
group is kept when all of it lies in the neighbourhood of a suspect part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tanqih.document import Span
from tanqih.models.interface import Change, Request
from tanqih.models.rewriting import applied, changes, objection, tidied
from tanqih.models.words import Word, words_of

NEIGHBOURHOOD = 8
"""Words and marks on either side of a suspect part that belong to its neighbourhood."""
APART = 2
"""Unchanged words and marks that part two groups of edits."""
_WEIGHTY = 4
"""Letters from which a word counts as moved, when it is taken out here and put in there."""


def repairs(request: Request, start: int, end: int, after: str) -> list[tuple[Change, ...]]:
    """What a rewriting of a passage offers for a request.

    Args:
        request: the paragraph.
        start, end: half-open span of the passage in its text.
        after: what a model makes of the passage.

    Returns:
        Rows of changes in the text of the request, for each suspect part the fewest first. Empty when the rewriting is turned down (`objection`), changes nothing about the
        suspect parts, or loses a term that must survive. Without suspect parts every group of edits that is short enough is a row.
    """
    before = request.text[start:end]
    after = tidied(after)
    if not after or objection(before, after):
        return []
    made = [Change(start + change.start, start + change.end, change.text) for change in changes(before, after)]
    rows = confined(request.text, made, request.suspects) if made else []
    return [row for row in rows if _keeps(request.text, row, request.terms)]


def confined(text: str, made: Sequence[Change], suspects: Sequence[Span]) -> list[tuple[Change, ...]]:
    """Of edits in order, those about each suspect part, the fewest first; suspect parts whose neighbourhoods meet are one.

    A suspect part gets nothing when edits about it go on beyond its neighbourhood, when no edit touches it or the words beside it, or when
    a word of some weight would be lost or doubled because it moves to or from an edit that is left out.
    """
    words = words_of(text)
    groups = list(_groups(words, made))
    if not suspects:
        whole = [group for group in groups if _count(words, group[0].start, group[-1].end) <= 2 * NEIGHBOURHOOD]
        rows = [tuple(group) for group in whole]
        return [row for row in rows if not _moves(text, row, made)]
    return [
        row
        for parts, reach in _neighbourhoods(words, suspects)
        for row in _about(words, groups, parts, reach)
        if not _moves(text, row, made)
    ]


def _about(
    words: Sequence[Word], groups: Iterable[list[Change]], parts: Sequence[Span], reach: Span
) -> Iterator[tuple[Change, ...]]:
    """The edits that touch some suspect parts; then, where there are more, all of the neighbourhood. None when they go beyond it."""
    cores = [_widened(words, part, APART) for part in parts]
    near: list[Change] = []
    all_in_reach: list[Change] = []
    for group in groups:
        start, end = group[0].start, group[-1].end
        close = any(start <= core.end and core.start <= end for core in cores)
        inside = reach.start <= start and end <= reach.end
        if close and not inside:
            return
        near += group if close else ()
        all_in_reach += group if inside else ()
    if near:
        yield tuple(near)
        if len(all_in_reach) > len(near):
            yield tuple(all_in_reach)


def _groups(words: Sequence[Word], made: Iterable[Change]) -> Iterator[list[Change]]:
    """Edits with fewer than `APART` unchanged words between them."""
    group: list[Change] = []
    for change in made:
        if group and _count(words, group[-1].end, change.start) >= APART:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _count(words: Sequence[Word], start: int, end: int) -> int:
    """Words that lie within a span."""
    return sum(start <= word.start and word.end <= end for word in words)


def _neighbourhoods(words: Sequence[Word], suspects: Sequence[Span]) -> list[tuple[list[Span], Span]]:
    """Suspect parts and the span in which edits may lie, joined where such spans overlap."""
    found: list[tuple[list[Span], Span]] = []
    for part in sorted(suspects):
        reach = _widened(words, part, NEIGHBOURHOOD)
        if found and reach.start < found[-1][1].end:
            parts, before = found.pop()
            found.append(([*parts, part], Span(before.start, max(before.end, reach.end))))
        else:
            found.append(([part], reach))
    return found


def _widened(words: Sequence[Word], part: Span, by: int) -> Span:
    """A span with some more words at either end, and the white space around them."""
    first = sum(word.end <= part.start for word in words) - by
    last = sum(word.start < part.end for word in words) + by
    return Span(
        min(part.start, words[first - 1].end if first > 0 else 0),
        max(part.end, words[last].start if last < len(words) else words[-1].end if words else 0),
    )


def _moves(text: str, row: Sequence[Change], made: Sequence[Change]) -> bool:
    """True when a word of some weight goes from an edit that is kept to one that is not, or the other way."""
    left = [change for change in made if change not in row]
    (out, into), (left_out, left_into) = (_moved(text, some) for some in (row, left))
    return bool(out & left_into or into & left_out)


def _moved(text: str, some: Iterable[Change]) -> tuple[Counter[str], Counter[str]]:
    """The words of some weight that edits take out, and those that they put in."""
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for change in some:
        out.update(_weighty(text[change.start : change.end]))
        into.update(_weighty(change.text))
    return out - into, into - out


def _weighty(text: str) -> Iterator[str]:
    for word in words_of(text.lower()):
        if len(word.text) >= _WEIGHTY or word.text.isdigit():
            yield word.text


def _keeps(text: str, row: Sequence[Change], terms: Iterable[str]) -> bool:
    """True when every term that the text has is still there."""
    after = applied(text, row)
    return all(term in after for term in terms if term in text)
