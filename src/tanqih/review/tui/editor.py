"""Own text: a field in the place of the preview, prefilled, where Enter takes the text and Escape leaves it, or the user's editor."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from textual import events
from textual.binding import Binding
from textual.widgets import TextArea

from tanqih.commands.terminal import CLOSE, OPEN, visible
from tanqih.errors import InputError
from tanqih.review.tui.messages import Left, Taken

OUTSIDE_KEY = "ctrl+o"
_SHOWN = re.compile(rf"{OPEN}U\+([0-9A-F]{{4,6}}){CLOSE}")


class OwnText(TextArea):
    """A text of the reviewer. Hidden characters stand as their code points while it is edited, and come back as they were."""

    BINDINGS = [Binding(OUTSIDE_KEY, "screen.do('outside')", "your editor", show=False)]  # noqa: RUF012 - as Textual declares it
    paragraph = False

    def begin(self, text: str, *, paragraph: bool) -> None:
        """Start with a text. `paragraph`: it is a whole paragraph, not the words of an issue."""
        self.paragraph = paragraph
        self.border_title = " your paragraph " if paragraph else " your text "
        self.load_text(visible(text))
        self.move_cursor(self.document.end)
        self.display = True
        self.focus()

    @property
    def written(self) -> str:
        """The text, with hidden characters as they were."""
        return hidden(self.text)

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
        self.post_message(Taken(self.written, self.paragraph) if event.key == "enter" else Left())


def hidden(text: str) -> str:
    """The text with the code points that `visible` wrote as characters again."""
    return _SHOWN.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), text)


def editor_command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The user's editor: `$VISUAL`, else `$EDITOR`; never one that a file beside the text names.

    Raises:
        InputError: neither is set, or it cannot be understood.
    """
    command = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise InputError("no editor is set", "set the environment variable EDITOR, or edit here")
    return words


def edited_outside(text: str) -> str:
    """The text as the user's editor leaves it, without the line feed that editors put at the end.

    Raises:
        InputError: there is no editor, it fails, or leaves something that is no UTF-8 text.
    """
    command = editor_command()
    with tempfile.TemporaryDirectory(prefix="tanqih-") as folder:
        path = Path(folder, "paragraph.txt")
        path.write_text(f"{visible(text)}\n", encoding="utf8")
        try:
            code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - the user's own editor
            left = path.read_text(encoding="utf8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"the editor {command[0]!r} failed ({error})", "nothing has changed") from None
    if code:
        raise InputError(f"the editor {command[0]!r} ended with {code}", "nothing has changed")
    return hidden(left.removesuffix("\n"))
