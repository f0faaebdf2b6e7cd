"""The driver of a review screen that is served to a browser: as Textual's own, and it ends when its server is gone."""

from __future__ import annotations

from textual import messages
from textual.drivers.web_driver import WebDriver


class ReviewWebDriver(WebDriver):
    """Reads keys from its server. Textual's driver would wait for ever after a server that was killed, and hold the file."""

    def run_input_thread(self) -> None:
        """Dispatch input until there is no more, then close the screen; what was decided is kept."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())
