"""What a model is to the rest: requests in, ranked candidates out, and for a detector one reading per text. Standard library only.

A model never sees a document and never decides. It proposes changes of one paragraph; `models.choose` tells which of them a person is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from tanqih.document import Span
from tanqih.models.words import Word


class Change(NamedTuple):
    """One replacement in the text of a request: half-open code-point offsets, and what stands there afterwards."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Request:
    """A paragraph about which a model is asked.

    Attributes:
        text: the English of the paragraph, as it is; offsets count its code points.
        suspects: the parts that look wrong, in order; empty when the model is to look for itself.
        source: the Arabic it was made from, where it is known.
        terms: words of the text that must survive as they are written: names and terms of the glossary.
    """

    text: str
    suspects: tuple[Span, ...] = ()
    source: str | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to mend a paragraph.

    Attributes:
        edits: in order, without overlap; never empty, and each of them changes something.
        probability: that an editor would accept it, 0..1; calibrated where the model knows how well it does.
        origin: `model:NAME`, with the name of the proposer.
    """

    edits: tuple[Change, ...]
    probability: float
    origin: str


@runtime_checkable
class Proposer(Protocol):
    """A model that rewrites.

    Attributes:
        name: short, without white space; part of the origin of its suggestions.
        key: hex digest of what it was loaded from (weights, prompt, address); part of the score's signature.
    """

    name: str
    key: str

    def propose(self, requests: Sequence[Request]) -> list[list[Candidate]]:
        """Candidates of each request, best first; an empty list leaves the paragraph as it is.

        Raises:
            ModelError: the model fails altogether; the rules go on without it. A request it can make nothing of is an empty list.
        """
        ...


class Reading(NamedTuple):
    """What a detector sees in one text, word by word: tuples of the same length.

    Attributes:
        words: as `words.words_of` gives them.
        labels: the likeliest edit of each (`models.labels`), `KEEP` included.
        probabilities: of that edit, calibrated by temperature.
        keep: the probability that the word stays as it is.
        bad: the probability that a post-editor would change the word, calibrated.
    """

    words: tuple[Word, ...]
    labels: tuple[str, ...]
    probabilities: tuple[float, ...]
    keep: tuple[float, ...]
    bad: tuple[float, ...]


@runtime_checkable
class Detector(Protocol):
    """A model that labels every word in one pass. `name` and `key` as for `Proposer`."""

    name: str
    key: str

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One reading per text, in order.

        Raises:
            ModelError: the model fails; the rules go on without it.
        """
        ...
