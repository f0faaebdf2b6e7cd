"""What was proposed before: `fix` and a review check a paragraph several times, and asking a large model again takes long, or costs."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from tanqih.models.interface import Candidate, Request

KEPT = 2_048
"""Requests whose candidates are kept."""


class Memory:
    """Candidates by request, the last ones asked for."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Request, list[Candidate]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(
        self, requests: Sequence[Request], ask: Callable[[Sequence[Request]], Sequence[list[Candidate] | None]]
    ) -> list[list[Candidate]]:
        """The candidates of each request, from memory or from whom to ask.

        Args:
            requests: equal ones are asked once.
            ask: gives the candidates of each request that is new, in order; None where it could not find out, which is not kept. It is
                called by one thread at a time.
        """
        with self._lock:
            return self._recalled(requests, ask)

    def _recalled(
        self, requests: Sequence[Request], ask: Callable[[Sequence[Request]], Sequence[list[Candidate] | None]]
    ) -> list[list[Candidate]]:
        new = [request for request in dict.fromkeys(requests) if request not in self._kept]
        unknown = set()
        for request, found in zip(new, ask(new) if new else (), strict=True):
            if found is None:
                unknown.add(request)
            else:
                self._kept[request] = found
        answers: list[list[Candidate]] = []
        for request in requests:
            if request in unknown:
                answers.append([])
            else:
                self._kept.move_to_end(request)
                answers.append(self._kept[request])
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return answers
