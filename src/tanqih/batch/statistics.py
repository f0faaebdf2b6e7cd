"""Figures of a run: of one shard, and added up in the order of the shards. Bounded, whatever the size of the dump."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any, TypedDict

from tanqih.batch.hunks import TextEdit
from tanqih.batch.mend import Mended
from tanqih.issue import SCORE_WEIGHTS, Report

SHARD_CHANGES, MOST_CHANGES = 300, 2000
"""Different changes that are counted in a shard and in all; the rarest are let go, so a count is a lower bound."""
MOST_REASONS = 50
CONTEXT = 32
LONGEST = 80
_NUMBER = re.compile(r"\d[\d,.]*")
_QUOTED = re.compile(r"'[^']*'|\(fields: [^)]*\)")


class Change(TypedDict):
    """One kind of change: how often it was made, and the first place where it was."""

    rule: str
    before: str
    after: str
    count: int
    place: str
    left: str
    right: str


@dataclass(slots=True)
class Statistics:
    """Counts that can be added.

    Attributes:
        records: those that were read, the bad ones included.
        changed, dead: of these.
        duplicates: good ones that are known to be like an earlier one.
        bytes_in, bytes_out: of the records.
        words: of the good records, before.
        points_before, points_after: MQM penalty points, weighted by confidence.
        words_after: of the good records, after.
        issues, applied, remaining: per rule, of the least confidence and up.
        severities: of the issues.
        reasons: why records were bad, without their numbers.
        failures: per rule that raised: how often, and what it said first.
        changes: the most frequent ones.
    """

    records: int = 0
    changed: int = 0
    dead: int = 0
    duplicates: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    words: int = 0
    words_after: int = 0
    points_before: float = 0.0
    points_after: float = 0.0
    issues: Counter[str] = field(default_factory=Counter)
    applied: Counter[str] = field(default_factory=Counter)
    remaining: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    failures: dict[str, tuple[int, str]] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)

    @property
    def families(self) -> Counter[str]:
        """Issues per family."""
        found: Counter[str] = Counter()
        for rule, number in self.issues.items():
            found[rule.partition("/")[0]] += number
        return found

    @property
    def scores(self) -> tuple[float, float]:
        """Quality 0..100 of all texts together, before and after: 100 less the penalty points per 100 words (`Report.score`)."""
        return _score(self.points_before, self.words), _score(self.points_after, self.words_after)

    def good(self, place: str, mended: Mended, text: str, least: float) -> None:
        """Count a good record; `text` is as it was read, `least` the confidence from which issues count."""
        before, after = mended.before, mended.after
        words, points = before.words, _points(before)
        self.words += words
        self.points_before += points
        self.words_after += words if after is before else after.words
        self.points_after += points if after is before else _points(after)
        shown = [issue for issue in before.issues if issue.confidence >= least]
        self.issues.update(issue.rule for issue in shown)
        self.severities.update(str(issue.severity) for issue in shown)
        self.remaining.update(issue.rule for issue in after.issues if issue.confidence >= least)
        self.applied.update(issue.rule for issue in mended.applied)
        for failure in (*before.failures, *(() if after is before else after.failures)):
            number, said = self.failures.get(failure.rule, (0, f"{place}: {failure.error}"))
            self.failures[failure.rule] = (number + 1, said)
        for edit in mended.edits:
            self._count_change(place, edit, text)

    def _count_change(self, place: str, edit: TextEdit, text: str) -> None:
        rule, before, after = " ".join(edit.rules), edit.before[:LONGEST], edit.after[:LONGEST]
        key = "\x1f".join((rule, before, after))
        if key in self.changes:
            self.changes[key]["count"] += 1
            return
        left = text[max(0, edit.start - CONTEXT) : edit.start]
        right = text[edit.end : edit.end + CONTEXT]
        self.changes[key] = Change(rule=rule, before=before, after=after, count=1, place=place, left=left, right=right)

    def bad(self, reason: str) -> None:
        """Count a bad record."""
        self.dead += 1
        self.reasons[_NUMBER.sub("N", _QUOTED.sub("\N{HORIZONTAL ELLIPSIS}", reason))] += 1
        self._trim_reasons()

    def add(self, other: Statistics) -> None:
        """Add the figures of a later shard."""
        for item in fields(self):
            mine, theirs = getattr(self, item.name), getattr(other, item.name)
            if isinstance(mine, Counter):
                mine.update(theirs)
            elif not isinstance(mine, dict):
                setattr(self, item.name, mine + theirs)
        for rule, (number, said) in other.failures.items():
            known, first = self.failures.get(rule, (0, said))
            self.failures[rule] = (known + number, first)
        for key, change in other.changes.items():
            if key in self.changes:
                self.changes[key]["count"] += change["count"]
            else:
                self.changes[key] = change.copy()
        self.trim(MOST_CHANGES, slack=MOST_CHANGES)
        self._trim_reasons()

    def trim(self, most: int, slack: int = 0) -> None:
        """Let the rarest changes go when there are more than `most` and the slack; of equals the later ones."""
        if len(self.changes) > most + slack:
            kept = sorted(self.changes.items(), key=lambda item: -item[1]["count"])[:most]
            self.changes = dict(kept)

    def _trim_reasons(self) -> None:
        if len(self.reasons) > MOST_REASONS:
            rest = self.reasons.most_common()[MOST_REASONS - 1 :]
            for reason, number in rest:
                del self.reasons[reason]
                self.reasons["other reasons"] += number

    def as_json(self) -> dict[str, Any]:
        """JSON types, for the journal."""
        return {
            item.name: list(self.changes.values()) if item.name == "changes" else getattr(self, item.name)
            for item in fields(self)
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Statistics:
        """What `as_json` gave."""
        made = cls()
        for item in fields(cls):
            given = value[item.name]
            if isinstance(getattr(made, item.name), Counter):
                setattr(made, item.name, Counter(given))
            elif item.name == "failures":
                made.failures = {rule: (number, said) for rule, (number, said) in given.items()}
            elif item.name == "changes":
                made.changes = {"\x1f".join((one["rule"], one["before"], one["after"])): one for one in given}
            else:
                setattr(made, item.name, given)
        return made


def _points(report: Report) -> float:
    return sum(SCORE_WEIGHTS[str(issue.severity)] * issue.confidence for issue in report.issues)


def _score(points: float, words: int) -> float:
    return max(0.0, 100.0 - 100.0 * points / words) if words else 100.0
