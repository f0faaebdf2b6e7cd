"""Checks the texts of a review before somebody asks for them, in a thread of its own that makes way for every key.

The next few texts with something to ask become articles; of all others a summary is made, so that the whole queue is known after a
while: how many issues are left, which texts have none, what a bulk action would meet.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

from tanqih.errors import TanqihError
from tanqih.review.article import Check
from tanqih.review.queue import Queue

NEAR = 4
"""Texts with something to ask that are kept ready after the current one."""
SEARCHED = 300
"""How far they are looked for."""
SWITCH_SECONDS = 0.0005
"""How soon the interpreter is handed to whoever waits for it (`sys.setswitchinterval`; Python's own 5 ms would be seen at every key)."""
QUIET_SECONDS, FAR_QUIET_SECONDS = 0.06, 0.4
"""How long nothing is started after a key (its answer is on the screen by then), and nothing for texts that are far away."""


class Ahead:
    """The thread. Between `start` and `stop` nobody else may use the queue from another thread but the one that made it."""

    def __init__(self, queue: Queue, make_check: Callable[[], Check], *, renew: bool = False) -> None:
        """Args:
        queue: of the review.
        make_check: called in the thread, for a check of its own.
        renew: that check finds more than the one that the queue began with, so make the articles at hand anew.
        """
        self._queue, self._make_check, self._renew = queue, make_check, renew
        self._renewed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tanqih-ahead", daemon=True)
        self._wake = threading.Event()
        self._stopped = False
        self._centre = self._far = 0
        self._last_key = 0.0
        self._switch_before = sys.getswitchinterval()

    def start(self, centre: int) -> None:
        """Begin around a document."""
        self._centre = self._far = centre
        self._switch_before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._thread.start()

    def look(self, centre: int) -> None:
        """The document that is looked at from now on. Call it for every key."""
        self._last_key = time.monotonic()
        self._centre = centre
        self._wake.set()

    def stop(self) -> None:
        """End the thread, and wait for it."""
        self._stopped = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
            sys.setswitchinterval(self._switch_before)

    def renewed(self) -> bool:
        """True once after articles at hand were made anew."""
        seen = self._renewed.is_set()
        self._renewed.clear()
        return seen

    @property
    def alive(self) -> bool:
        """False before `start`, after `stop`, and when no check could be made."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            check = self._make_check()
            if self._renew:
                self._make_anew(check)
            while not self._stopped:
                self._wake.clear()
                near = self._next_near()
                index = self._next_far() if near is None else near
                quiet = FAR_QUIET_SECONDS if near is None else QUIET_SECONDS
                if index is None:
                    self._wake.wait()
                elif (left := self._last_key + quiet - time.monotonic()) > 0:
                    self._wake.wait(left)
                else:
                    self._prepare(index, check, keep=near is not None)
        except TanqihError:
            return  # a store or a glossary that cannot be read: whoever goes to the text meets the same error and shows it

    def _make_anew(self, check: Check) -> None:
        """Make the articles at hand anew; one that is decided on meanwhile is made from its decisions the next time round."""
        queue = self._queue
        found = 0
        for index in [n for n in range(len(queue)) if queue.held(n) and not queue.takes_over(n)]:
            while not self._stopped:
                version, old = queue.version(index), queue.summary(index)
                article = queue.made(index, check)
                with queue.lock:
                    if queue.version(index) == version:
                        found += len(article.summary().open) - (len(old.open) if old else 0)
                        queue.keep(index, article)
                        break
        if found > 0:
            queue.notes.append(f"the model has read the text: {found} more issue{'s' * (found != 1)}")
        self._renewed.set()

    def _next_near(self) -> int | None:
        """A text around the current one whose article is not there yet; None when the next few with something to ask are."""
        queue, found = self._queue, 0
        for offset in range(min(len(queue), SEARCHED)):
            index = (self._centre + offset) % len(queue)
            summary = queue.summary(index)
            if summary is None and not queue.takes_over(index):
                return index
            if summary is not None and summary.open:
                if not queue.held(index):
                    return index
                found += 1
                if found > NEAR:
                    return None
        return None

    def _next_far(self) -> int | None:
        """Any text of which nothing is known."""
        queue = self._queue
        for offset in range(len(queue)):
            index = (self._far + offset) % len(queue)
            if queue.summary(index) is None and not queue.takes_over(index):
                self._far = index
                return index
        return None

    def _prepare(self, index: int, check: Check, *, keep: bool) -> None:
        queue = self._queue
        version = queue.version(index)
        article = queue.made(index, check)
        with queue.lock:
            if queue.version(index) != version or queue.held(index):
                return
            if keep and article.summary().open:
                queue.keep(index, article)
            else:
                queue.summarised(index, article.summary())
