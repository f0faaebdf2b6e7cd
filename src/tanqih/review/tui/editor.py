"""Own text: a field in the place of the preview, prefilled, where Enter takes the text and Escape leaves it."""

from __future__ import annotations

import re

from textual import events
from textual.widgets import TextArea

from tanqih.commands.terminal import CLOSE, OPEN, visible
from tanqih.review.tui.messages import Left, Taken

_SHOWN = re.compile(rf"{OPEN}U\+([0-9A-F]{{4,6}}){CLOSE}")


class OwnText(TextArea):
    """A text of the reviewer. Hidden characters stand as their code points while it is edited, and come back as they were."""

    paragraph = False

    def begin(self, text: str, *, paragraph: bool) -> None:
        """Start with a text. `paragraph`: it is a whole paragraph, not the words of an issue."""
        self.paragraph = paragraph
        self.border_title = " your paragraph " if paragraph else " your text "
        self.load_text(visible(text))
        self.move_cursor(self.document.end)
        self.display = True
        self.focus()

    def finish(self) -> None:
        """Go out of the way."""
        self.display = False
        self.screen.set_focus(None)

    async def _on_key(self, event: events.Key) -> None:
        if event.key not in ("enter", "escape"):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(Taken(hidden(self.text), self.paragraph) if event.key == "enter" else Left())


def hidden(text: str) -> str:
    """The text with the code points that `visible` wrote as characters again."""
    return _SHOWN.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), text)
