"""The review screen without its verbs: its parts, what they show, and how something is done with the session."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widgets import Static

from tanqih.errors import TanqihError
from tanqih.review.actions import ACTIONS, Keymap, shown
from tanqih.review.ahead import Ahead
from tanqih.review.asking import Order
from tanqih.review.marks import Marks
from tanqih.review.opening import Opening
from tanqih.review.result import Result
from tanqih.review.rounds import Status
from tanqih.review.session import Session
from tanqih.review.tui.article import ArticleView
from tanqih.review.tui.editor import OUTSIDE_KEY, OwnText
from tanqih.review.tui.panels import Heading, KeyBar, Keys, Notice, Panel, Standing
from tanqih.review.tui.summary import Summary, Tally
from tanqih.review.tui.upcoming import Upcoming
from tanqih.review.tui.widgets import After, IssuePanel
from tanqih.review.view import Option, View

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
POLL_SECONDS = 0.1
SLICE_SECONDS = 0.02
"""How long work is done at a stretch before keys are looked at again."""
EDITING_KEYS: Keys = (("Enter", "take it", ""), ("Esc", "leave it", ""), (OUTSIDE_KEY, "your editor", "outside"))
_ON_AN_ISSUE = frozenset(
    "accept choose-1 reject skip edit note accept-rule dismiss-rule same glossary edit-paragraph jump".split()
)
_AT_THE_END = frozenset(
    "accept choose-1 reject edit note accept-rule dismiss-rule same glossary edit-paragraph jump next".split()
)


class ReviewBase(Screen[list[str]]):
    """One issue at a time. Ends with the lines that say what was written."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]  # noqa: RUF012

    def __init__(self, opening: Opening, result: Result, keys: Keymap, ahead: Ahead | None = None, mode: str = "app") -> None:
        """Args:
        opening: the session and its files.
        result: writes the texts.
        keys: of every action.
        ahead: checks the texts that come; None: they are checked when they are reached.
        mode: of `bidi`, for the Arabic.
        """
        super().__init__()
        self.opening, self.result, self.keys, self.ahead = opening, result, keys, ahead
        self.session: Session = opening.session
        self._mode = mode
        self.view: View | None = None
        self.place = 0
        self.by_hand = False
        self.busy = ""

    def compose(self) -> ComposeResult:
        """Heading, body, message, keys; the body is the issue or the summary."""
        yield Heading()
        with Container(id="body"):
            yield ArticleView()
            with Vertical(id="work"):
                yield IssuePanel()
                yield After()
                yield OwnText(id="own", compact=True, show_line_numbers=False, highlight_cursor_line=False)
                yield Upcoming()
        yield Summary()
        yield Notice()
        yield KeyBar()
        yield Static(id="too-small")

    def on_mount(self) -> None:
        """Show where the review was left."""
        self.query_one(OwnText).display = False
        for panel in self.query(Panel):
            panel.mode = self._mode
        if self.ahead is not None:
            self.session.patient = len(self.session.queue) > 1
            self.ahead.start(self.session.at)
            self.set_interval(POLL_SECONDS, self._poll)
        self.show()
        self.say("")

    def on_resize(self, event: events.Resize) -> None:
        """Say so when there is too little room."""
        width, height = event.size
        small = width < LEAST_WIDTH or height < LEAST_HEIGHT
        self.set_class(small, "-small")
        if small:
            said = f"This window has {width} columns and {height} rows.\nThe review needs {LEAST_WIDTH} and {LEAST_HEIGHT}.\n"
            self.query_one("#too-small", Static).update(f"{said}Make it larger; nothing is lost.")

    def show(self) -> None:
        """Show the session as it is now."""
        session = self.session
        view = self.view = session.view
        article = session.article
        nowhere = session.finished or session.waiting
        scores = (article.start_score, article.score)
        self.query_one(Heading).show(
            Standing(article.document.id, session.progress, scores, 0 if session.left()[1] else session.left()[0])
        )
        self.set_class(nowhere, "-nowhere")
        self.by_hand = False
        if nowhere:
            self.query_one(Summary).show(None if session.waiting else self._tally())
        else:
            marks = Marks(article, session.key, session.segment, session.skipped, session.filter)
            self.query_one(ArticleView).show(marks, session.segment)
            self.query_one(Upcoming).show(session.upcoming())
            self.place = self._first_place(view)
            self.show_choice()
        self.show_keys()
        self._hold()
        if self.ahead is not None:
            self.ahead.look(session.at)

    def _first_place(self, view: View | None) -> int:
        """Place of the option that is chosen at first: the one that was accepted, else the best that can be taken."""
        if view is None:
            return 0
        made = next((d for d in self.session.article.round.held if d.key == self.session.key), None)
        chosen = made.choice if made and made.choice is not None else view.best.number if view.best else 0
        return next((place for place, option in enumerate(view.options) if option.number == chosen), 0)

    def show_choice(self) -> None:
        """Show the issue with the option that is chosen."""
        status = self.session.status if self.view else Status.OPEN
        said = "" if status is Status.OPEN else status.value
        self.query_one(IssuePanel).show(self.view, self.place, said, self.session.note)
        self.query_one(After).show(self.view, self.option)

    def show_keys(self) -> None:
        """The keys that do something here."""
        if self.editing:
            self.query_one(KeyBar).show(EDITING_KEYS)
            return
        session = self.session
        left_out = _AT_THE_END if session.finished else frozenset() if session.key else _ON_AN_ISSUE - {"edit-paragraph", "jump"}
        if not any(document.segments[0].source for document in session.queue.documents[:1] if document.segments):
            left_out = left_out | {"source"}
        if len(session.queue) == 1:
            left_out = left_out | {"texts"}
        listed = sorted((action for action in ACTIONS if 0 <= action.rank < 99), key=lambda action: action.rank)
        listed += [action for action in ACTIONS if action.rank < 0]
        keys = [(self._key_of(action.name), action.label, action.name) for action in listed if action.name not in left_out]
        self.query_one(KeyBar).show([key for key in keys if key[0]])

    def _key_of(self, name: str) -> str:
        if name == "choose-1":
            return "1-9"
        keys = self.keys[name]
        return shown(keys[0]) if keys else ""

    def _tally(self) -> Tally:
        queue = self.session.queue
        summaries = [queue.sure(index) for index in range(len(queue))]
        scores = (sum(s.start_score for s in summaries) / len(summaries), sum(s.score for s in summaries) / len(summaries))
        targets = [self.result.target(container) for container in self.result.touched()]
        return Tally(dict(queue.counts()), scores, targets, queue.store.path)

    @property
    def option(self) -> Option | None:
        """The option that is chosen."""
        options = self.view.options if self.view else ()
        return options[self.place] if self.place < len(options) else None

    @property
    def editing(self) -> bool:
        """True while an own text is written."""
        return self.query_one(OwnText).display

    def action_copy_text(self) -> None:
        """ctrl+c copies what the mouse has selected; without that it tells how to quit."""
        if self.get_selected_text():
            super().action_copy_text()
        else:
            self.say(f"{self._key_of('quit') or 'the palette'} quits; what you have decided is kept in any case")

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say what was done, or why not, with what else there is to say."""
        notes = self.session.queue.notes
        said = " \N{MIDDLE DOT} ".join([*([text] if text else []), *notes])
        notes.clear()
        self.query_one(Notice).show(said, bad=bad)

    def do(self, verb: Callable[[], str]) -> bool:
        """Do something with the session and show where it led; an error is shown and nothing moves."""
        try:
            said = verb()
        except TanqihError as error:
            self.say(str(error), bad=True)
            return False
        self.show()
        self.say(said)
        return True

    def at_length(self, steps: Iterator[object], doing: str, then: Callable[[], None]) -> None:
        """Do what may take long, in slices between which keys are looked at; other actions wait until it is done.

        Args:
            steps: the work.
            doing: what is said meanwhile; the number of steps done is added.
            then: called at the end.
        """
        if not self._slice(steps):
            self.busy = doing
            self.run_worker(self._slices(steps, doing, then), exclusive=True)
        else:
            then()

    def _slice(self, steps: Iterator[object]) -> bool:
        """Work for a while; True when all is done."""
        end = time.monotonic() + SLICE_SECONDS
        return all(time.monotonic() <= end for _ in steps)

    async def _slices(self, steps: Iterator[object], doing: str, then: Callable[[], None]) -> None:
        import asyncio

        try:
            while not self._slice(steps):
                self.query_one(Notice).show(doing)
                await asyncio.sleep(SLICE_SECONDS)
        except TanqihError as error:
            self.say(str(error), bad=True)
            return
        finally:
            self.busy = ""
        then()

    def _poll(self) -> None:
        """Look what the texts that are checked ahead have become."""
        session = self.session
        if self.ahead is not None and not self.ahead.alive:
            session.patient = False
        if self.ahead is not None and self.ahead.renewed() and not self.editing:
            session.look_again()
            if (late := self.opening.late) and late.failure:
                session.queue.notes.append(f"rules and glossary only: {late.failure}")
            self.show()
            self.say("")
        if session.waiting and session.resume() | session.finished:
            self.show()
            self.say("")
        self._hold()

    def _hold(self) -> None:
        """What holds all the time: the filter, the order, texts that are not checked yet."""
        session = self.session
        unknown = session.left()[1]
        parts = [
            f"only {session.filter}" if session.filter else "",
            f"by {session.order.value}" if session.order is not Order.TEXT else "",
            f"checking {unknown} more text{'s' * (unknown != 1)}" if unknown and session.patient else "",
        ]
        self.query_one(Notice).hold(" \N{MIDDLE DOT} ".join(part for part in parts if part))
