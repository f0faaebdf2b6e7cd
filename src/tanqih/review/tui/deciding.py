"""Verbs of the review screen about one issue: choose, accept, reject, edit, note, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on
from textual.app import SuspendNotSupported

from tanqih.config import Config
from tanqih.errors import TanqihError
from tanqih.glossary.entries import GlossaryError
from tanqih.review.house import add_term, glossary_file
from tanqih.review.tui.base import ReviewBase
from tanqih.review.tui.dialogs import Ask, Form
from tanqih.review.tui.editor import OwnText, edited_outside
from tanqih.review.tui.messages import Chosen, Left, Taken
from tanqih.review.tui.widgets import After
from tanqih.review.view import editable


class Deciding(ReviewBase):
    """What is done with the current issue."""

    def do_accept(self) -> None:
        """Accept the chosen suggestion; one that changes facts only when it was chosen by hand."""
        option = self.option
        if option and option.suggestion.guard and not self.by_hand:
            self.say(f"facts would change ({option.suggestion.guard}): choose it by its number to accept it", bad=True)
        elif option and option.refusal:
            self.say(option.refusal, bad=True)
        else:
            self.do(lambda: self.session.accept(option.number if option else None))

    def do_choose(self, place: int) -> None:
        """Choose a suggestion by its place in the list, from 0."""
        if self.view is None:
            return
        if place >= len(self.view.options):
            self.say(f"there is no suggestion {place + 1} here", bad=True)
            return
        self.place, self.by_hand = place, True
        self.show_choice()
        self.say("")

    def do_choose_next(self, step: int = 1) -> None:
        """Choose the suggestion below."""
        if self.view and self.view.options:
            self.do_choose((self.place + step) % len(self.view.options))

    def do_choose_previous(self) -> None:
        """Choose the suggestion above."""
        self.do_choose_next(-1)

    @on(Chosen)
    def _clicked(self, message: Chosen) -> None:
        self.do_choose(message.place)

    def do_reject(self) -> None:
        """The text is right."""
        self.do(self.session.reject)

    def do_undo(self) -> None:
        """Take the last step back."""
        self.do(self.session.undo)

    def do_redo(self) -> None:
        """Do again what was undone."""
        self.do(self.session.redo)

    def do_skip(self) -> None:
        """Leave it open; from the summary, go through what is open again."""
        self.do(lambda: "" if self.session.skip() or self.session.waiting or self.session.skipped else "nothing is open")

    def do_edit(self) -> None:
        """Own text for the marked words, beginning with the chosen suggestion."""
        self._edit(lambda: self.session.editable(self._choice), paragraph=False)

    def do_edit_paragraph(self) -> None:
        """Own text for the paragraph, here or in the user's editor, as the configuration says."""
        if self.opening.config.editor == "external":
            self._outside(self.session.paragraph, self.session.rewrite)
        else:
            self._edit(self.session.paragraph, paragraph=True)

    def do_outside(self) -> None:
        """Go on in the user's editor with the text that is being written."""
        field = self.query_one(OwnText)
        verb = self.session.rewrite if field.paragraph else partial(self.session.edit, choice=self._choice)
        if self.editing and self._outside(lambda: field.written, verb):
            self._close_editor()

    @property
    def _choice(self) -> int | None:
        """Number of the suggestion that an own text begins with."""
        option = self.option
        return option.number if option and not option.refusal else None

    def _edit(self, text: Callable[[], str], *, paragraph: bool) -> None:
        try:
            begin = text()
        except TanqihError as error:
            self.say(str(error), bad=True)
            return
        self.query_one(After).display = False
        self.query_one(OwnText).begin(begin, paragraph=paragraph)
        self.show_keys()
        self.say("")

    def _outside(self, text: Callable[[], str], verb: Callable[[str], str]) -> bool:
        """Give a text to the user's editor, and what comes back to the session; True when it was taken."""
        try:
            begin = text()
            with self.app.suspend():
                left = edited_outside(begin)
        except TanqihError as error:
            self.say(str(error), bad=True)
        except SuspendNotSupported:
            self.say("there is no editor to go to from here; edit in the field", bad=True)
        else:
            return self.do(lambda: verb(left))
        return False

    @on(Taken)
    def _taken(self, message: Taken) -> None:
        verb = self.session.rewrite if message.paragraph else partial(self.session.edit, choice=self._choice)
        try:
            said = verb(message.text)
        except TanqihError as error:
            self.say(str(error), bad=True)
            return
        self._close_editor()
        self.show()
        self.say(said)

    @on(Left)
    def _left(self) -> None:
        self._close_editor()
        self.say("")

    def _close_editor(self) -> None:
        self.query_one(OwnText).finish()
        self.query_one(After).display = True
        self.show_keys()

    def do_note(self) -> None:
        """Note something on the issue."""
        try:
            note = self.session.note
        except TanqihError as error:
            self.say(str(error), bad=True)
            return
        ask = Ask("note on this issue", note, "Kept with your decisions and in the report; the text does not change.")
        self.app.push_screen(ask, lambda text: None if text is None else self._noted(text))

    def _noted(self, text: str) -> None:
        self.do(lambda: self.session.annotate(text.strip()))

    def do_glossary(self) -> None:
        """Add the wording to the reviewer's glossary."""
        issue = self.session.issue
        if issue is None:
            self.say("there is no issue here to take a wording from", bad=True)
            return
        option = self.option
        made = next((d for d in self.session.article.round.held if d.key == issue.key and d.edits), None)
        right = made.edits[0].text if made else editable(self.session.article, issue, self._choice)[1] if option else ""
        source = self.session.article.segment(issue.segment).source or ""
        arabic = source[issue.source_span.start : issue.source_span.end] if issue.source_span else ""
        origin = option.suggestion.origins[0].split(":", 2) if option else []
        if not arabic and len(origin) == 3 and origin[0] == "glossary":
            arabic = origin[2]
        form = TermForm(self.opening.config, arabic=arabic, english=right.strip(), wrong=issue.text.strip())
        self.app.push_screen(
            form, lambda values: None if values is None else self.say("added to your glossary; it holds from the next review on")
        )


class TermForm(Form):
    """A wording for the reviewer's glossary; it is in the file when the window closes."""

    def __init__(self, config: Config, *, arabic: str, english: str, wrong: str) -> None:
        """Args:
        config: settings.
        arabic: the Arabic term, as far as it is known.
        english: what it is in English.
        wrong: what the machine made of it.
        """
        self.path = glossary_file(config)
        fields = (
            ("wrong", "The machine writes", wrong),
            ("english", "It should be", english),
            ("arabic", "The Arabic term", arabic),
            ("note", "Why (for whoever sees it reported)", ""),
        )
        super().__init__("add to your glossary", fields, f"Goes to {self.path}")

    def objection(self, values: dict[str, str]) -> str:
        """Why the wording cannot be added; it is added when it can."""
        try:
            add_term(self.path, **values)
        except GlossaryError as error:
            return error.what
        except TanqihError as error:
            return str(error)
        return ""
