"""A server that speaks the OpenAI chat protocol as a proposer. Its answer is one more candidate, and not trusted more than any other.

The paragraph goes out as data in JSON. Whatever comes back, even when the paragraph itself talked the model into it, is at most a changed
paragraph: it is compared with the text, cut down to the suspect parts (`reach`), and judged by the fact lock like all that models propose.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import deque
from collections.abc import Sequence
from typing import Any

from tanqih.config import Config, endpoint_key
from tanqih.errors import ConfigError, ModelError
from tanqih.models.http import Exchange, ServerError, address
from tanqih.models.interface import Candidate, Request
from tanqih.models.memory import Memory
from tanqih.models.prompts import TASK, messages
from tanqih.models.reach import repairs
from tanqih.models.rewriting import objection, tidied

SECONDS = 20.0
MOST_BYTES = 1_000_000
AT_ONCE = 4
"""Requests under way at a time."""
FAILURES = 2
"""Failures in a row after which a server is not asked again. The first may be a model that is only just being loaded."""
TURNED_DOWN = 4
"""Answers in a row that are of no use, after which it is not asked again either."""
LONGEST = 6000
"""Code points of the longest paragraph that is sent."""
PROBABILITY = 0.5
"""Of a candidate: a chat gives none, so it stands where a suggestion is shown, and whatever is measured goes before it."""
PATH = "/chat/completions"
_BAD_REQUEST = (400, 422)
_FENCE = re.compile(r"\s*```(?:json)?\n(.*)\n```\s*", re.DOTALL)


_known: dict[tuple[str, ...], Endpoint] = {}
"""Servers that were asked for: one that failed is not tried again by the next checker of the process."""


def load(url: str, config: Config) -> Endpoint:
    """The server at an address, with the settings and the key of the user.

    Raises:
        ConfigError: not an address, plain http to another machine, or no model name.
    """
    key = endpoint_key()
    found = Endpoint(url, config.endpoint_model, key=key, insecure=config.endpoint_insecure)
    return _known.setdefault((found.key, key), found)


class Endpoint:
    """A proposer on an OpenAI-compatible server."""

    def __init__(self, url: str, model: str, *, key: str = "", insecure: bool = False, seconds: float = SECONDS) -> None:
        """Args:
        url: base address, such as http://localhost:11434/v1.
        model: name of the model on the server.
        key: sent as bearer token to this address only; "" for none.
        insecure: allow plain http to other machines.
        seconds: limit for each request as a whole.

        Raises:
            ConfigError: not such an address, or no model name.
        """
        if not model.strip():
            raise ConfigError("the endpoint needs the name of a model on the server; give --endpoint-model")
        if any(not "!" <= char <= "~" for char in key):
            raise ConfigError("TANQIH_ENDPOINT_KEY holds a character that no key has; set it again")
        self._server = address(url.strip().rstrip("/").removesuffix(PATH), insecure=insecure)
        self._model, self._key, self._seconds = model, key, seconds
        self._options: dict[str, Any] = {"temperature": 0}
        self._failures = self._turned_down = 0
        self._closed = ""
        self._memory = Memory()
        self.name = re.sub(r"[^\w.-]+", "-", model)
        self.key = hashlib.blake2b("\0".join((str(self._server), model, TASK)).encode(), digest_size=16).hexdigest()

    def __repr__(self) -> str:
        return f"Endpoint({str(self._server)!r}, {self._model!r})"

    def propose(self, requests: Sequence[Request]) -> list[list[Candidate]]:
        """Candidates of each request; see `interface.Proposer`.

        Raises:
            ModelError: the server answered none of the requests, or failed too often in a row, or for good; in the last two cases it
                is not asked again, and every later call raises at once.
        """
        return self._memory.recall(requests, self._asked)

    def _asked(self, requests: Sequence[Request]) -> list[list[Candidate] | None]:
        found: list[list[Candidate] | None] = [None for _ in requests]
        wanted = deque(n for n, request in enumerate(requests) if self._is_sent(request))
        under_way: deque[tuple[int, bool, Exchange]] = deque()
        answered, last = not wanted, ModelError(self._closed)
        try:
            while (wanted or under_way) and not self._closed:
                while wanted and len(under_way) < AT_ONCE:
                    under_way.append((wanted[0], bool(self._options), self._sent(requests[wanted.popleft()])))
                number, has_options, exchange = under_way.popleft()
                try:
                    found[number] = self._candidates(requests[number], exchange.result())
                    answered = True
                except ServerError as error:
                    last = error
                    if has_options and error.status in _BAD_REQUEST:  # some models know none
                        self._options = {}
                        wanted.appendleft(number)
                    else:
                        self._failed(error)
        finally:
            for *_, exchange in under_way:
                exchange.close()
        if self._closed:
            raise ModelError(self._closed)
        if not answered:
            raise last
        return found

    def _is_sent(self, request: Request) -> bool:
        return bool(request.text.strip()) and len(request.text) + len(request.source or "") <= LONGEST

    def _sent(self, request: Request) -> Exchange:
        data = {"model": self._model, "messages": messages(request), "stream": False, **self._options}
        return Exchange(self._server, PATH, data, key=self._key, seconds=self._seconds, most=MOST_BYTES)

    def _candidates(self, request: Request, answer: Any) -> list[Candidate]:
        """What an answer offers.

        Raises:
            ServerError: it is not in the form that was asked for, or no paragraph of this kind.
        """
        self._failures = 0
        text = tidied(_text(answer) or "")
        if not text:
            raise _TurnedDownError(f"{self._server}: the model {self._model} does not answer in the form that it is asked for")
        if said := objection(request.text, text):
            raise _TurnedDownError(f"{self._server}: what the model {self._model} answers is turned down: {said}")
        self._turned_down = 0
        return [Candidate(row, PROBABILITY, f"model:{self.name}") for row in repairs(request, 0, len(request.text), text)]

    def _failed(self, error: ServerError) -> None:
        """Count a failure, and close the way to the server when it will not get better."""
        if isinstance(error, _TurnedDownError):
            self._turned_down += 1
        else:
            self._failures += 1
        if error.is_lasting or self._failures >= FAILURES or self._turned_down >= TURNED_DOWN:
            self._closed = f"{error}; it is not asked again"


class _TurnedDownError(ServerError):
    """An answer that came in time, and is of no use."""


def _text(answer: Any) -> str | None:
    """The paragraph in an answer: a JSON object with the one key "text" (a code fence around it is forgiven); None for anything else."""
    try:
        content = answer["choices"][0]["message"]["content"]
        if fenced := _FENCE.fullmatch(content):
            content = fenced.group(1)
        found = json.loads(content)
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or set(found) != {"text"} or not isinstance(found["text"], str):
        return None
    return str(found["text"])
