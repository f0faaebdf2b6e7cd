"""Two versions of a corpus: what got better, what got worse, and whether that is more than chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from tanqih.errors import InputError
from tanqih.score.baseline import Baseline, entries, match
from tanqih.score.bootstrap import Sums, paired
from tanqih.score.points import Scale
from tanqih.score.result import Comparison, DocumentChange, DocumentScore, GateCheck, RuleChange, ScoredIssue
from tanqih.score.spool import Spool

SIGNIFICANT = 0.05


class _Version(NamedTuple):
    """What is kept of a document: file, sums, score, numbers of issues by rule, and of new ones."""

    path: str | None
    sums: Sums
    score: float
    rules: Counter[str]
    new: int


def mark(old: Spool, new: Spool) -> tuple[ScoredIssue, ...]:
    """Mark the issues of the newer version that the older one has; returns those of the older one that are gone."""
    new.holds_known = False
    return tuple(known.gone() for known in match(new, Baseline("", tuple(entries(old)))))


def compare(old: Spool, new: Spool, gone: Sequence[ScoredIssue], scale: Scale) -> Comparison:
    """The comparison of two versions whose documents have the same ids.

    Args:
        old, new: the versions; `new` was marked by `mark`.
        gone: what `mark` returned.
        scale: how points become a score.

    Raises:
        InputError: they have no document in common.
    """
    before, after = _versions(old), _versions(new)
    both = [name for name in after if name in before]
    if not both:
        raise InputError("the two versions have no document in common", "documents are paired by file name and record")
    fixed = Counter(one.issue.document for one in gone if one.issue.confidence >= new.least)
    sums = [[found[name].sums for name in both] for found in (before, after)]
    limits, p_value = paired(sums[0], sums[1], scale)
    was, now = (_score(version, scale) for version in sums)
    changes = [
        DocumentChange(name, after[name].path, before[name].score, after[name].score, fixed[name], after[name].new)
        for name in both
    ]
    return Comparison(
        was, now, limits, p_value, len(both),
        better=_ordered(change for change in changes if change.difference > 0),
        worse=_ordered(change for change in changes if change.difference < 0),
        rules=_rules(before, after, both),
        only_old=tuple(name for name in before if name not in after),
        only_new=tuple(name for name in after if name not in before),
    )  # fmt: skip


def _versions(spool: Spool) -> dict[str, _Version]:
    """The documents by id; a second one of the same id is another document."""
    found: dict[str, _Version] = {}
    times: Counter[str] = Counter()
    for document in spool:
        times[document.id] += 1
        name = document.id if times[document.id] == 1 else f"{document.id} ({times[document.id]})"
        found[name] = _version(document)
    return found


def _version(document: DocumentScore) -> _Version:
    counted = [one for one in document.issues if one.counts]
    rules = Counter(one.issue.rule for one in counted)
    sums = Sums(document.points, document.words, document.estimated)
    return _Version(document.path, sums, document.score, rules, sum(one.state == "new" for one in counted))


def _score(documents: Sequence[Sums], scale: Scale) -> float:
    estimated = [one.estimated for one in documents if one.estimated is not None]
    points, words = sum(one.points for one in documents), sum(one.words for one in documents)
    return scale.score(points, words, sum(estimated) if estimated else None)


def _ordered(changes: Iterable[DocumentChange]) -> tuple[DocumentChange, ...]:
    return tuple(sorted(changes, key=lambda change: -abs(change.difference)))


def _rules(before: dict[str, _Version], after: dict[str, _Version], both: Sequence[str]) -> tuple[RuleChange, ...]:
    old, new = (Counter(chain.from_iterable(found[name].rules.elements() for name in both)) for found in (before, after))
    changes = (RuleChange(rule, old[rule], new[rule]) for rule in sorted(old | new) if old[rule] != new[rule])
    return tuple(sorted(changes, key=lambda change: -abs(change.new - change.old)))


def check(found: Comparison, max_drop: float | None) -> GateCheck:
    """The verdict on a comparison: the score may not fall by more than `max_drop`; without that limit, not significantly, and that
    of a single document not at all.
    """
    change = f"the score {'rose' if found.difference > 0 else 'fell'} by {abs(found.difference):.2f} points"
    change = change if found.difference else "the score did not change"
    sure = f" (p = {found.p_value:.3f})" if found.interval else ""
    told = f"{change}, from {found.old:.2f} to {found.new:.2f}{sure}"
    drop = max(0.0, -found.difference)
    if max_drop is not None:
        return GateCheck("max-drop", "", max_drop, drop, drop <= max_drop, f"{told}, at most {max_drop:g} allowed (max-drop)")
    if found.interval is None:  # of one document nobody can say what is chance
        return GateCheck("compare", "", 0.0, drop, not drop, f"{told}, no fall allowed for a single document (compare)")
    is_worse = bool(drop) and found.p_value < SIGNIFICANT
    verdict = "significantly worse" if is_worse else "not significantly worse"
    return GateCheck("compare", "", SIGNIFICANT, found.p_value, not is_worse, f"{told}: {verdict} at {SIGNIFICANT:g} (compare)")
