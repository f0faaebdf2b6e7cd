"""One document under review: its issues, the decisions so far, the text as it would read. No screen, no store.

A review goes in rounds. The first round's issues and decisions refer to the document as it was read. When nothing of a round is
open any more and something was edited, the edited document is checked again; if that finds anything new, it is the base of a
further round. So offsets are never shifted by hand: within a round they refer to the round's base, and what the article reads like
is `apply` on each round in turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from tanqih.apply import apply, conflict
from tanqih.document import Document, Segment
from tanqih.errors import EditError
from tanqih.issue import Decision, Edit, Issue, Report, Verdict, issue_key
from tanqih.review.rounds import Round, Status, changes, meets
from tanqih.review.summary import Brief, Summary

Check = Callable[[Document], Report]

_GONE_WITH_ITS_ROUND = (Status.SETTLED, Status.OPEN)


class Article:
    """A document, its rounds and what was decided; every change goes through `add`, `undo` and `advance`."""

    def __init__(self, document: Document, check: Check, min_confidence: float = 0.5) -> None:
        """Args:
        document: as it was read.
        check: finds the issues of a document; called once for each round.
        min_confidence: issues below are not asked.
        """
        self.document = document
        self.min_confidence = min_confidence
        self.check = check
        self._summary: Summary | None = None
        self._statuses: dict[str, Status] | None = None
        self._preview: Document | None = None
        report = self._last_report = check(document)
        self.rounds = [Round(document, report, tuple(i for i in report.issues if i.confidence >= min_confidence))]

    @property
    def round(self) -> Round:
        """The current round."""
        return self.rounds[-1]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues of the current round."""
        return self.round.issues

    @property
    def decisions(self) -> list[Decision]:
        """Decisions of all rounds that hold."""
        return [decision for one in self.rounds for decision in one.held]

    @property
    def ignored(self) -> set[str]:
        """Ids of the rules that are ignored in this article."""
        return {rule for one in self.rounds for rule in one.ignored}

    @property
    def preview(self) -> Document:
        """The article as it reads with all decisions."""
        if self._preview is None:
            self._preview = apply(self.round.base, self.round.edits())
        return self._preview

    @property
    def changed(self) -> bool:
        """True when the article reads differently from what was read."""
        return [s.target for s in self.preview.segments] != [s.target for s in self.document.segments]

    def statuses(self) -> dict[str, Status]:
        """What has become of each issue of the current round, by key."""
        if self._statuses is None:
            self._statuses = self.round.statuses(self.ignored)
        return self._statuses

    def open_issues(self) -> list[Issue]:
        """Issues of the current round that wait for a decision."""
        statuses = self.statuses()
        return [issue for issue in self.issues if statuses[issue.key] is Status.OPEN]

    def counts(self) -> Counter[Status]:
        """Issues of all rounds by what has become of them; what was settled in a round that is over is not counted again."""
        found = Counter(self.statuses().values())
        for one in self.rounds[:-1]:
            found.update(status for status in one.statuses(one.ignored).values() if status not in _GONE_WITH_ITS_ROUND)
        return found

    @property
    def start_score(self) -> float:
        """Score of the article as it was read."""
        return self.rounds[0].report.score

    @property
    def score(self) -> float:
        """Score of the article now: what is decided or settled no longer counts. The next round measures it anew."""
        statuses = self.statuses()
        left = tuple(i for i in self.round.report.issues if statuses.get(i.key, Status.OPEN) is Status.OPEN)
        return replace(self.round.report, document=self.preview, issues=left).score

    def summary(self) -> Summary:
        """What the queue keeps of the article when it is far away."""
        if self._summary is None:
            briefs = tuple(Brief(i.key, i.rule, i.severity, i.confidence, i.segment, i.text) for i in self.open_issues())
            self._summary = Summary(briefs, self.counts(), self.start_score, self.score, len(self.rounds))
        return self._summary

    def refusal(self, edits: Iterable[Edit], key: str, beside: Iterable[Edit] = ()) -> str:
        """Why these edits cannot be made for the issue with this key beside the other decisions; "" when they can.

        Args:
            edits: of a suggestion, or an own text.
            key: of the issue.
            beside: edits that are about to be decided with them.
        """
        edits = tuple(edits)
        others = self.round.edits(without=key).union(beside)
        rewritten = self.round.rewritten
        if any(edit.segment in rewritten for edit in edits):
            return "you rewrote this paragraph; it is checked again at the end"
        if any(conflict(edit, other) for edit in edits for other in others):
            return "an earlier decision changed these words; edit the paragraph, or undo"
        try:
            apply(self.round.base, others.union(edits))
        except EditError as error:
            return str(error)
        return ""

    def rewrite_edits(self, index: int, text: str) -> tuple[Edit, ...]:
        """Word by word, the edits that turn a segment of the round's base into `text`, whatever was decided in it before.

        Raises:
            EditError: protected text (an address, code) would change.
        """
        edits = changes(index, self.segment(index).target, text)
        apply(self.round.base, edits)
        return edits

    def segment(self, index: int) -> Segment:
        """A segment of the round's base.

        Raises:
            EditError: there is none with this index.
        """
        for segment in self.round.base.segments:
            if segment.index == index:
                return segment
        raise EditError(f"{self.document.id}: no segment {index}")

    def segment_key(self, index: int) -> str:
        """Identity of a whole paragraph of the round's base, by content."""
        target = self.segment(index).target
        same = [s.index for s in self.round.base.segments if s.target == target]
        return issue_key(self.document.id, "", target, 0, len(target), same.index(index))

    def add(self, decision: Decision) -> None:
        """Take a decision into the current round.

        Raises:
            EditError: it conflicts with an earlier one or cannot be applied; nothing has changed.
        """
        self.admit(decision)
        self.round.decisions.append(decision)
        self._forget()

    def admit(self, decision: Decision) -> None:
        """Raise what `add` would raise, and do nothing else."""
        if decision.verdict is Verdict.REWRITE:
            self.segment(decision.segment)
            apply(self.round.base, decision.edits)
        elif why := self.refusal(decision.edits, decision.key):
            raise EditError(why)

    def undo(self, group: int) -> list[Decision]:
        """Drop the decisions of a group; rounds that followed from them go too. Returns what was dropped, newest last."""
        found = [at for at, one in enumerate(self.rounds) if any(d.group == group for d in one.decisions)]
        if not found:
            return []
        del self.rounds[found[0] + 1 :]
        dropped = [d for d in self.round.decisions if d.group == group]
        self.round.decisions = [d for d in self.round.decisions if d.group != group]
        self._forget()
        return dropped

    def advance(self, *, force: bool = False) -> bool:
        """Check the edited article again when nothing is open; True when that opened a further round.

        Args:
            force: open the round whatever is open or found (when decisions of a later round are restored).
        """
        if not force and (not self.round.edits() or self.open_issues()):
            return False
        following = self._following()
        if not force and not following.issues:
            return False
        self.rounds.append(following)
        self._forget()
        return True

    def rejections(self) -> list[Decision]:
        """Rejections of the issues that the article as it reads now still has and a person has seen and refused."""
        following, ignored = self._following(), self.ignored
        asked = {issue.key for issue in following.issues} | {i.key for i in following.report.issues if i.rule in ignored}
        seen = (i for i in following.report.issues if i.key not in asked and i.confidence >= self.min_confidence)
        return [Decision(issue.key, Verdict.REJECT, rule=issue.rule, segment=issue.segment) for issue in seen]

    def _forget(self) -> None:
        self._statuses = self._preview = self._summary = None

    def _report(self, document: Document) -> Report:
        """The report on a document; the last one is kept, for the queue looks at finished articles again and again."""
        if self._last_report.document != document:
            self._last_report = self.check(document)
        return self._last_report

    def _following(self) -> Round:
        base, refused, ignored = self.preview, self.round.rejected_places(), self.ignored
        report = self._report(base)
        keys = {d.key for d in self.decisions if d.verdict is Verdict.REJECT}
        asked = tuple(
            issue
            for issue in report.issues
            if issue.confidence >= self.min_confidence
            and issue.rule not in ignored
            and issue.key not in keys
            and not any((issue.rule, issue.segment) == at[:2] and meets(issue.span, at[2]) for at in refused)
        )
        return Round(base, report, asked, refused=refused)
