"""Verbs of the review screen about many issues at once, about the result, and about the screen itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tanqih.errors import TanqihError
from tanqih.issue import Verdict
from tanqih.review.bulk import Bulk, Plan, accept_rule, dismiss_rule, same_words, template
from tanqih.review.result import Written
from tanqih.review.tui import styles
from tanqih.review.tui.base import ReviewBase
from tanqih.review.tui.dialogs import Answers, Page, Question
from tanqih.review.tui.layout import Row
from tanqih.review.tui.pages import diff_rows, help_rows, lost_rows, plan_rows

MARGIN = 12
"""Rows of a window that are not for its places."""


class Keeping(ReviewBase):
    """What is done with all texts, and with the screen."""

    def do_accept_rule(self) -> None:
        """Accept the best suggestion of every open issue of this rule."""
        if issue := self.session.issue:
            self._plan(accept_rule(self.session, issue.rule))
        else:
            self.say("there is no issue here", bad=True)

    def do_dismiss_rule(self) -> None:
        """Ask nothing of this rule any more."""
        if issue := self.session.issue:
            self._plan(dismiss_rule(self.session, issue.rule))
        else:
            self.say("there is no issue here", bad=True)

    def do_same(self) -> None:
        """Do the same wherever the same words are asked."""
        option = self.option
        verdict = Verdict.ACCEPT if option and not option.refusal else Verdict.REJECT
        if option and option.suggestion.guard and not self.by_hand:
            self.say(f"facts would change ({option.suggestion.guard}): choose it by its number first", bad=True)
            return
        try:
            like = template(self.session, verdict, option.number if option else None)
        except TanqihError as error:
            self.say(str(error), bad=True)
            return
        self._plan(same_words(self.session, like))

    def _plan(self, bulk: Bulk) -> None:
        """Make a plan, and ask whether it is to be carried out."""
        self.at_length(bulk.steps(), "looking at all texts", lambda: self._ask(bulk.plan))

    def _ask(self, plan: Plan, here: bool = False) -> None:
        at = self.session.at
        shown = plan.only(at) if here else plan
        self.say("")
        if not plan.samples:
            reasons = "; ".join(plan.left_out) or "no other open issue is meant"
            self.say(f"nothing to do: {reasons}", bad=True)
            return
        size = self.app.size
        rows = plan_rows(shown, here, min(size.width - 8, 110), max(3, size.height - MARGIN))
        answers: Answers = [(("enter", "a", "y"), "do", "do it, as one step that undo takes back")]
        if len({sample.at for sample in plan.samples}) > 1:
            scope = "all texts again" if here else "in this text only"
            answers.append((("t",), "scope", scope))
        answers.append((("n",), "leave", "leave it"))
        question = Question("the same for many" if not here else "the same in this text", rows, answers, wide=True)
        self.app.push_screen(question, lambda answer: self._answered(answer, plan, shown, here))

    def _answered(self, answer: str | None, plan: Plan, shown: Plan, here: bool) -> None:
        if answer == "scope":
            self._ask(plan, not here)
        elif answer == "do":
            self.do(lambda: self.session.carry_out(shown))

    def do_write(self) -> None:
        """Write the result now."""
        lines: list[Written] = []

        def steps() -> Iterator[None]:
            for written in self.result.writing():
                lines.append(written)
                yield

        self._written(steps(), lines)

    def _written(self, steps: Iterator[None], lines: list[Written]) -> None:
        try:
            self.at_length(steps, "writing", lambda: self.say(_in_short(lines)))
        except TanqihError as error:
            self.say(str(error), bad=True)

    def do_quit(self) -> None:
        """Leave; ask first when there is something to write."""
        try:
            self.session.leave()
            pending = self.result.pending()
        except TanqihError as error:
            self._cannot_write(error)
            return
        if not pending:
            self.dismiss([written.line for written in self.result.write() if written.target])
            return
        targets = [self.result.target(one) for one in self.result.touched()]
        where = targets[0] if len(targets) == 1 else f"{len(targets)} files"
        rows: list[Row] = [[("Your decisions are kept in any case. The edited text is not written yet.", styles.PLAIN)]]
        answers = [
            (("enter", "w"), "write", f"write {where} and quit"),
            (("d",), "without", "quit without writing"),
            (("s",), "stay", "stay"),
        ]
        self.app.push_screen(Question("quit", rows, answers), self._quit)

    def _quit(self, answer: str | None) -> None:
        if answer == "without":
            self.dismiss(["not written; what you decided is kept"])
        elif answer == "write":
            try:
                self.dismiss([written.line for written in self.result.write() if written.target])
            except TanqihError as error:
                self._cannot_write(error)

    def _cannot_write(self, error: TanqihError) -> None:
        """Say why the result cannot be written; what was decided is in the store already."""
        rows: list[Row] = [[(str(error), styles.BAD)], [], [("Your decisions are kept.", styles.PLAIN)]]
        answers = [(("enter", "s"), "stay", "stay, and write it later or elsewhere"), (("d",), "without", "quit without writing")]
        self.app.push_screen(Question("not written", rows, answers), self._quit)

    def do_diff(self) -> None:
        """Everything that has changed in this text."""
        article = self.session.article
        self.app.push_screen(Page(f"changes in {article.document.id}", partial(diff_rows, article), wide=True))

    def on_mount(self) -> None:
        """Begin with what has been lost, if anything has (Textual calls this of every class)."""
        if self.session.queue.lost:
            self.do_lost()

    def do_lost(self) -> None:
        """Decisions that no longer apply."""
        self.app.push_screen(Page("decisions that no longer apply", partial(lost_rows, self.session.queue.lost), wide=True))

    def do_help(self) -> None:
        """The keys, and what the rule of the current issue is about."""
        issue = self.session.issue
        self.app.push_screen(Page("help", partial(help_rows, self.keys, issue.rule if issue else "", self.editing)))

    def do_palette(self) -> None:
        """Search everything that can be done."""
        self.app.action_command_palette()


def _in_short(lines: list[Written]) -> str:
    """What was written, in one line."""
    if not lines:
        return "nothing was decided, nothing is written"
    if len(lines) > 2:
        return f"{len(lines)} files written or up to date"
    return " \N{MIDDLE DOT} ".join(written.line for written in lines)
