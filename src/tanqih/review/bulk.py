"""One decision on many issues: planned text by text so that it can be counted and shown, then carried out as one step of undo.

A plan never forces anything. What would change facts, or would change words that an earlier decision changed, is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from tanqih.errors import EditError
from tanqih.issue import Decision, Edit, Issue, Verdict
from tanqih.review.article import Article
from tanqih.review.asking import Asked
from tanqih.review.carry import on_issue
from tanqih.review.entry import Entry
from tanqih.review.view import suggestion

if TYPE_CHECKING:
    from tanqih.review.session import Session

FACTS = "facts would change"
Decide = Callable[[Article, Issue, set[Edit]], Decision]
"""The decision on an issue beside edits that are decided with it; EditError says why there is none."""


class Sample(NamedTuple):
    """A place of a plan for people: its document, the paragraph, the issue, its words and what comes in their place."""

    at: int
    issue: Issue
    text: str
    edits: tuple[Edit, ...]


@dataclass
class Plan:
    """Decisions that are about to be taken.

    Attributes:
        title: what is done, in words: "accept the first suggestion of punct/double-dot".
        done: the same when it is done.
        made: the decisions, by document.
        samples: the places, in order.
        left_out: reasons why issues are left out, with their number.
    """

    title: str
    done_title: str
    made: dict[int, list[Entry]] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> str:
        """What was done, in words."""
        texts = len({sample.at for sample in self.samples})
        where = f" in {texts} texts" if texts > 1 else ""
        return f"{self.done_title}: {len(self.samples)} issue{'s' * (len(self.samples) != 1)}{where}"

    def only(self, index: int) -> Plan:
        """The part of the plan that is about one document."""
        made = {index: self.made[index]} if index in self.made else {}
        return Plan(self.title, self.done_title, made, [sample for sample in self.samples if sample.at == index], self.left_out)


class Bulk:
    """A plan in the making. `steps` makes it text by text, so that a screen can stay alive meanwhile."""

    def __init__(
        self, session: Session, plan: Plan, meets: Callable[[Asked], bool], decide: Decide, everywhere: Entry | None = None
    ) -> None:
        """Args:
        session: whose documents.
        plan: to fill.
        meets: True for the issues that are meant; they must pass the session's filter as well.
        decide: the decision on one of them.
        everywhere: taken once in each document instead, with such an issue or without.
        """
        self.session, self.plan = session, plan
        self._meets, self._decide, self._everywhere = meets, decide, everywhere

    def steps(self) -> Iterator[int]:
        """Plan document by document, and give the number of each when it is done."""
        queue = self.session.queue
        for index in range(len(queue)):
            if any(self._asked(brief) for brief in queue.sure(index).open):
                self._plan(index, queue[index])
            if self._everywhere is not None:
                rounds = queue.sure(index).rounds
                self.plan.made[index] = [replace(self._everywhere, round=rounds - 1)]
            yield index

    def all(self) -> Plan:
        """The whole plan at once."""
        for _ in self.steps():
            pass
        return self.plan

    def _asked(self, issue: Asked) -> bool:
        return self._meets(issue) and self.session.filter.admits(issue)

    def _plan(self, index: int, article: Article) -> None:
        taken: set[Edit] = set()
        for issue in article.open_issues():
            if not self._asked(issue):
                continue
            try:
                decision = self._decide(article, issue, taken)
            except EditError as error:
                self.plan.left_out[str(error)] += 1
                continue
            taken.update(decision.edits)
            self.plan.made.setdefault(index, []).append(Entry(decision, len(article.rounds) - 1, issue.text, issue.span))
            self.plan.samples.append(Sample(index, issue, article.segment(issue.segment).target, decision.edits))


def accept_rule(session: Session, rule: str) -> Bulk:
    """Accept the best suggestion of every open issue of a rule that keeps the facts and can be taken."""

    def decide(article: Article, issue: Issue, taken: set[Edit]) -> Decision:
        offered = [(number, one) for number, one in enumerate(issue.suggestions) if one.edits]
        if not offered:
            raise EditError("nothing is suggested")
        reasons: list[str] = []
        for number, one in offered:
            reasons.append(FACTS if one.guard else article.refusal(one.edits, issue.key, taken))
            if not reasons[-1]:
                return _decision(issue, Verdict.ACCEPT, one.edits, number)
        raise EditError(reasons[0])

    plan = Plan(f"accept the best suggestion of {rule}", f"accepted {rule}")
    return Bulk(session, plan, lambda issue: issue.rule == rule, decide)


def dismiss_rule(session: Session, rule: str) -> Bulk:
    """Ask nothing of a rule any more, in any of the documents, now or in a later round."""

    def decide(article: Article, issue: Issue, taken: set[Edit]) -> Decision:  # noqa: ARG001 - one signature
        return _decision(issue, Verdict.IGNORE_RULE)

    plan = Plan(f"ask nothing of {rule} any more", f"dismissed {rule}")
    everywhere = Entry(Decision("", Verdict.IGNORE_RULE, rule=rule))
    return Bulk(session, plan, lambda issue: issue.rule == rule, decide, everywhere)


def same_words(session: Session, like: Entry) -> Bulk:
    """Decide the same on every open issue of the same rule with the same words.

    Args:
        session: whose documents.
        like: the decision on one of them, made or about to be.
    """
    words, rule, verdict = like.words, like.decision.rule, like.decision.verdict

    def decide(article: Article, issue: Issue, taken: set[Edit]) -> Decision:
        entry = on_issue(like, issue)
        if entry is None:
            raise EditError("the same is not possible there")
        if refusal := article.refusal(entry.decision.edits, issue.key, taken):
            raise EditError(refusal)
        return entry.decision

    verb, past = _SAME[verdict]
    shown = f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"
    plan = Plan(f"{verb} wherever {shown} is asked", f"{past} {shown}")
    return Bulk(session, plan, lambda issue: issue.rule == rule and issue.text == words, decide)


def template(session: Session, verdict: Verdict, choice: int | None = None) -> Entry:
    """The decision that `same_words` repeats: the one that was made on the current issue, else one that is about to be made.

    Args:
        session: on an issue.
        verdict: ACCEPT or REJECT, when it is open.
        choice: number of the suggestion to accept.

    Raises:
        EditError: there is no issue, or no such suggestion.
    """
    issue = session.issue
    if issue is None:
        raise EditError("there is no issue here")
    made = next((d for d in session.article.round.held if d.key == issue.key), None)
    if made is None:
        edits = suggestion(issue, choice).edits if verdict is Verdict.ACCEPT and choice is not None else ()
        if verdict is Verdict.ACCEPT and not edits:
            raise EditError("there is no suggestion to accept: decide on this one first")
        made = _decision(issue, verdict, edits, choice if edits else None)
    return Entry(made, 0, issue.text, issue.span)


_SAME = {
    Verdict.ACCEPT: ("accept the same", "accepted the same for"),
    Verdict.REJECT: ("reject", "rejected"),
    Verdict.OWN_TEXT: ("put your own text", "put your text for"),
}


def _decision(issue: Issue, verdict: Verdict, edits: tuple[Edit, ...] = (), choice: int | None = None) -> Decision:
    return Decision(issue.key, verdict, edits, choice=choice, rule=issue.rule, segment=issue.segment)
