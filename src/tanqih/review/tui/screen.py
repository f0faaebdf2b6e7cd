"""The review screen: keys to the session's verbs, the session's state to the panels."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.screen import Screen

from tanqih.errors import TanqihError
from tanqih.review.result import Result
from tanqih.review.rounds import Status
from tanqih.review.session import Session
from tanqih.review.tui.editor import OwnText
from tanqih.review.tui.messages import Chosen, Left, Taken
from tanqih.review.tui.panels import Heading, KeyBar, Notice
from tanqih.review.tui.summary import Help, Summary, Tally
from tanqih.review.tui.widgets import After, IssuePanel, Paragraphs
from tanqih.review.view import Option, View

LEAST_WIDTH, LEAST_HEIGHT = 60, 16


def _keys(keys: str, action: str, description: str) -> Binding:
    return Binding(keys, action, description, id=action.partition("(")[0], show=False)


class ReviewScreen(Screen[list[str]]):
    """One issue at a time. Ends with the lines that say what was written."""

    BINDINGS = [  # noqa: RUF012 - as Textual declares it
        _keys("a,enter", "accept", "accept"),
        *(Binding(str(n), f"choose({n - 1})", f"choose {n}", id=f"choose-{n}", show=False) for n in range(1, 10)),
        _keys("down,j", "move(1)", "next suggestion"),
        Binding("up,k", "move(-1)", "suggestion before", id="move-up", show=False),
        _keys("r", "reject", "reject"),
        _keys("e", "edit", "edit"),
        _keys("E", "rewrite", "edit the paragraph"),
        _keys("s,n,right", "skip", "skip"),
        _keys("b,p,left", "back", "back"),
        _keys("u,ctrl+z", "undo", "undo"),
        _keys("i", "ignore", "ignore the rule here"),
        _keys("w,ctrl+s", "save", "save"),
        _keys("q,ctrl+q", "quit", "quit"),
        _keys("question_mark,f1", "help", "help"),
    ]
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (140, "-wide")]  # noqa: RUF012

    def __init__(self, session: Session, result: Result) -> None:
        """Args:
        session: the review.
        result: writes the texts.
        """
        super().__init__()
        self.session, self._result = session, result
        self._view: View | None = None
        self._place = 0
        self._by_hand = False
        self._unwritten = False

    def compose(self) -> ComposeResult:
        """Heading, body, message, keys; the body is the issue or the summary."""
        yield Heading()
        with Container(id="body"):
            yield Paragraphs()
            with Vertical(id="work"):
                yield IssuePanel()
                yield After()
                yield OwnText(id="own", compact=True, show_line_numbers=False, highlight_cursor_line=False)
        yield Summary()
        yield Notice()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show where the review was left."""
        self.query_one(OwnText).display = False
        self._show()
        self._say("")

    def on_resize(self, event: events.Resize) -> None:
        """Say so when there is too little room."""
        if event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT:
            self._say("this terminal is too small: 80 by 24 is enough", bad=True)

    def _show(self) -> None:
        session = self.session
        view = self._view = session.view
        article = session.article
        self.query_one(Heading).show(article.document.id, session.progress, (article.start_score, article.score), view is None)
        self.query_one("#body").display = view is not None
        summary = self.query_one(Summary)
        summary.display, self._by_hand = view is None, False
        if view is None:
            summary.show(self._tally())
            return
        made = next((d for d in article.round.held if d.key == session.key), None)
        chosen = made.choice if made and made.choice is not None else view.best.number if view.best else 0
        self._place = next((place for place, option in enumerate(view.options) if option.number == chosen), 0)
        self.query_one(Paragraphs).show(article, view)
        self._show_choice()

    def _show_choice(self) -> None:
        if self._view is not None:
            status = self.session.status
            self.query_one(IssuePanel).show(self._view, self._place, "" if status is Status.OPEN else status.value)
            self.query_one(After).show(self._view, self._option)

    def _tally(self) -> Tally:
        queue = self.session.queue
        articles = [queue[index] for index in range(len(queue))]
        scores = (sum(a.start_score for a in articles) / len(articles), sum(a.score for a in articles) / len(articles))
        return Tally(dict(queue.counts()), scores, self._result.targets(), queue.store.path)

    @property
    def _option(self) -> Option | None:
        options = self._view.options if self._view else ()
        return options[self._place] if self._place < len(options) else None

    def _say(self, text: str, *, bad: bool = False) -> None:
        notes = self.session.queue.notes
        said = " \N{MIDDLE DOT} ".join([*([text] if text else []), *notes])
        notes.clear()
        self.query_one(Notice).show(said, bad=bad)

    def _do(self, verb: Callable[[], str]) -> bool:
        """Do something with the session and show where it led; an error is shown and nothing moves."""
        try:
            said = verb()
        except TanqihError as error:
            self._say(str(error), bad=True)
            return False
        self._show()
        self._say(said)
        return True

    def action_accept(self) -> None:
        """Accept the chosen suggestion; one that changes facts only when it was chosen by hand."""
        option = self._option
        if option and option.suggestion.guard and not self._by_hand:
            self._say(f"facts would change ({option.suggestion.guard}): choose it by its number to accept it", bad=True)
        elif option and option.refusal:
            self._say(option.refusal, bad=True)
        else:
            self._do(lambda: self.session.accept(option.number if option else None))

    def action_choose(self, place: int) -> None:
        """Choose a suggestion by its place in the list, from 0."""
        if self._view is None:
            return
        if place >= len(self._view.options):
            self._say(f"there is no suggestion {place + 1} here", bad=True)
            return
        self._place, self._by_hand = place, True
        self._show_choice()
        self._say("")

    def action_move(self, step: int) -> None:
        """Choose the suggestion above or below."""
        if self._view and self._view.options:
            self.action_choose((self._place + step) % len(self._view.options))

    @on(Chosen)
    def _clicked(self, message: Chosen) -> None:
        self.action_choose(message.place)

    def action_reject(self) -> None:
        """The text is right."""
        self._do(self.session.reject)

    def action_ignore(self) -> None:
        """No more of this rule in this text."""
        self._do(self.session.ignore_rule)

    def action_undo(self) -> None:
        """Take the last decision back."""
        self._do(self.session.undo)

    def action_skip(self) -> None:
        """Leave it open; from the summary, go through the skipped ones again."""
        self._do(lambda: "" if self.session.skip() else "nothing is open" if not self.session.skipped else "")

    def action_back(self) -> None:
        """The issue before."""
        self._do(lambda: "" if self.session.previous() else "this is the first issue")

    def action_edit(self) -> None:
        """Own text for the marked words, beginning with the chosen suggestion."""
        option = self._option
        usable = option is not None and not option.refusal
        self._edit(lambda: self.session.editable(option.number if usable and option else None), paragraph=False)

    def action_rewrite(self) -> None:
        """Own text for the paragraph."""
        self._edit(self.session.paragraph, paragraph=True)

    def _edit(self, text: Callable[[], str], *, paragraph: bool) -> None:
        try:
            begin = text()
        except TanqihError as error:
            self._say(str(error), bad=True)
            return
        self.query_one(After).display = False
        self.query_one(OwnText).begin(begin, paragraph=paragraph)
        self.query_one(KeyBar).show(editing=True)
        self._say("")

    @on(Taken)
    def _taken(self, message: Taken) -> None:
        option = self._option
        choice = option.number if option and not option.refusal else None
        verb = self.session.rewrite if message.paragraph else partial(self.session.edit, choice=choice)
        if self._do(partial(verb, message.text)):
            self._close_editor()

    @on(Left)
    def _left(self) -> None:
        self._close_editor()
        self._say("")

    def _close_editor(self) -> None:
        self.query_one(OwnText).finish()
        self.query_one(After).display = True
        self.query_one(KeyBar).show(editing=False)

    def action_save(self) -> None:
        """Write the result now."""
        self._do(lambda: " \N{MIDDLE DOT} ".join(written.line for written in self._result.write()))

    def action_quit(self) -> None:
        """Write the result and leave; when it cannot be written, the second time leaves without."""
        lines: list[str] = []
        try:
            self.session.leave()
            lines = [written.line for written in self._result.write()]
        except TanqihError as error:
            if not self._unwritten:
                self._unwritten = True
                self._say(f"{error} (q again quits without writing)", bad=True)
                return
            lines = [f"not written: {error}"]
        self.dismiss(lines)

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(Help())
