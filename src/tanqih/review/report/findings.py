"""What a report says of one document: its findings with what became of each, numbered as they stand in the text, and its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tanqih.document import Document, Segment, Span
from tanqih.issue import Decision, Edit, Issue, Suggestion, Verdict
from tanqih.review.article import Article
from tanqih.review.report.tracked import Numbers, Run, Tracked
from tanqih.review.rounds import STATUS_OF, Status


@dataclass(frozen=True, slots=True)
class Finding:
    """An issue, or a paragraph that was rewritten, and what became of it.

    Attributes:
        number: from 1, in the order of the text; 0 before it is known.
        round: from 0.
        segment, span: its place in the round's base.
        status: what became of it; None for a rewritten paragraph.
        issue: as the rules see it; None for a paragraph, and for a finding that the rules no longer make.
        decision: what was decided; None when nothing was.
        taken: the suggestion that was accepted, if it is known.
        note: what the reviewer wrote about it.
    """

    number: int
    round: int
    segment: int
    span: Span
    status: Status | None
    issue: Issue | None = None
    decision: Decision | None = None
    taken: Suggestion | None = None
    note: str = ""

    @property
    def rule(self) -> str:
        """Id of the rule, "" for a rewritten paragraph."""
        return self.issue.rule if self.issue else self.decision.rule if self.decision else ""

    @property
    def others(self) -> tuple[Suggestion, ...]:
        """The suggestions that were not taken."""
        return tuple(one for one in self.issue.suggestions if one != self.taken) if self.issue else ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A segment as it was read, with its history and the findings in it."""

    segment: Segment
    runs: tuple[Run, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A document and what was done with it.

    Attributes:
        article: its rounds.
        reviewed: True when a person decided on it; False when its decisions are those that `fix --unsafe` would make.
        paragraphs: in the order of the text, those without a word left out.
        settled: ids of the rules whose findings another decision took care of, one for each.
    """

    article: Article
    reviewed: bool
    paragraphs: tuple[Paragraph, ...]
    settled: tuple[str, ...] = ()

    @property
    def document(self) -> Document:
        """As it was read."""
        return self.article.document

    @property
    def findings(self) -> list[Finding]:
        """All findings."""
        return [finding for paragraph in self.paragraphs for finding in paragraph.findings]

    @property
    def outcomes(self) -> list[tuple[str, Status | None]]:
        """Rule and outcome of every finding that a rule made, those that another decision took care of among them."""
        made = [(finding.rule, finding.status) for finding in self.findings if finding.rule]
        return made + [(rule, Status.SETTLED) for rule in self.settled]


def account(article: Article, notes: Mapping[str, str], *, reviewed: bool) -> Account:
    """What there is to say of an article; `notes` by issue key."""
    ordered = sorted(_findings(article, notes), key=lambda found: (found.segment, found.round, found.span))
    findings = [replace(found, number=number) for number, found in enumerate(ordered, 1)]
    texts = {segment.index: Tracked(segment.target) for segment in article.document.segments}
    for number in range(len(article.rounds)):
        _lay(texts, [found for found in findings if found.round == number])
    paragraphs = tuple(
        Paragraph(segment, tuple(texts[segment.index].runs), tuple(f for f in findings if f.segment == segment.index))
        for segment in article.document.segments
        if segment.target or segment.source
    )
    last, statuses = article.round, article.statuses()
    settled = tuple(issue.rule for issue in last.issues if statuses[issue.key] is Status.SETTLED)
    return Account(article, reviewed, paragraphs, settled)


def _lay(texts: Mapping[int, Tracked], findings: Sequence[Finding]) -> None:
    """Lay the findings of a round over the texts: the places that they speak of, then their edits."""
    edits: dict[int, dict[Edit, Numbers]] = {index: {} for index in texts}
    for found in findings:
        made = found.decision.edits if found.decision else ()
        for edit in made:
            edits[edit.segment][edit] = (*edits[edit.segment].get(edit, ()), found.number)
        if not made:
            texts[found.segment].mark(found.span, found.number)
    for index, of_segment in edits.items():
        texts[index].change(of_segment)


def _findings(article: Article, notes: Mapping[str, str]) -> Iterator[Finding]:
    for number, one in enumerate(article.rounds):
        issues = {issue.key: issue for issue in one.report.issues}
        statuses = one.statuses(article.ignored)
        held = {decision.key: decision for decision in one.held}
        for key, status in statuses.items():
            if status is not Status.SETTLED and (status is not Status.OPEN or one is article.round):
                yield _finding(number, issues[key], held.get(key), status, notes)
        for decision in one.held:
            if decision.verdict is Verdict.REWRITE:
                yield _finding(number, None, decision, None, notes)
            elif decision.verdict in STATUS_OF and decision.key not in statuses:
                yield _finding(number, issues.get(decision.key), decision, STATUS_OF[decision.verdict], notes)


def _finding(
    number: int, issue: Issue | None, decision: Decision | None, status: Status | None, notes: Mapping[str, str]
) -> Finding:
    made = decision.edits if decision else ()
    segment = issue.segment if issue else decision.segment if decision else 0
    span = issue.span if issue else min((edit.span for edit in made), default=Span(0, 0))
    key = issue.key if issue else decision.key if decision else ""
    return Finding(0, number, segment, span, status, issue, decision, _taken(issue, decision), notes.get(key, ""))


def _taken(issue: Issue | None, decision: Decision | None) -> Suggestion | None:
    """The suggestion that a decision accepted, as the rules make it now."""
    if issue is None or decision is None or decision.verdict is not Verdict.ACCEPT or decision.choice is None:
        return None
    offered = issue.suggestions[decision.choice : decision.choice + 1]
    return next((one for one in offered if set(one.edits) == set(decision.edits)), None)
