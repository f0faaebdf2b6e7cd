"""The figures of a model: each a function that reads data and yields lines, with what doing nothing and the rules alone reach beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from tanqih.errors import InputError

if TYPE_CHECKING:
    from tanqih.check import Checker
    from tanqih.models.interface import Detector

FIGURES = {
    "labels": "labels of damaged wikinews, damage and scoring of the prototype",
    "edits": "edits of wikinews and ntrex-dev with all damage of the taxonomy, and how much of clean news is touched",
    "words": "words and segments of real post-edits: post-edits/dev",
    "gold": "gold items of fragments and quotes, and gold articles",
    "engines": "flores-dev: six engines before and after fix",
    "speed": "sentences per second, first suggestion, memory",
}
"""Names of the figures, in the order of the table."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; None where a column has no meaning.

    Attributes:
        figure: one of `FIGURES`.
        name: what was measured.
        model: the value with the model.
        nothing: the value of leaving every text alone.
        rules: the value of rules and glossary without the model.
        target: least value, or the most with `at_most`.
        at_most: True where less is better.
        digits: behind the point.
    """

    figure: str
    name: str
    model: float | None
    nothing: float | None = None
    rules: float | None = None
    target: float | None = None
    at_most: bool = False
    digits: int = 3

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without one."""
        if self.target is None or self.model is None:
            return None
        return self.model <= self.target if self.at_most else self.model >= self.target


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured, on what.

    Attributes:
        model: as it was named.
        detector: reads texts.
        data: folder with `corpora`, `gold` and `prototype`.
        rules: the checker of a profile without the model.
        with_model: the checker of a profile with the model; None where the model is a checkpoint.
        sample: most texts of a set; 0 for all.
        say: takes lines of progress.
    """

    model: str
    detector: Detector
    data: Path
    rules: Callable[[str], Checker]
    with_model: Callable[[str], Checker | None]
    sample: int = 0
    say: Callable[[str], None] = field(default=lambda _: None)

    def file(self, path: str) -> Path:
        """A file of the data.

        Raises:
            InputError: it is not there.
        """
        found = self.data / path
        if not found.exists():
            raise InputError(
                "no such data", "name the folder that holds corpora/, gold/ and prototype/ with --data", path=str(found)
            )
        return found

    def some(self, items: list[Item]) -> list[Item]:
        """The items, or a sample of them in their order, always the same."""
        if not self.sample or len(items) <= self.sample:
            return items
        return [items[at] for at in sorted(Random(7).sample(range(len(items)), self.sample))]


Figure = Callable[[Asked], Iterator[Line]]


def figure(name: str) -> Figure:
    """The function of a figure: the one that bears its name in the module that bears its name."""
    module: Any = import_module(f"{__name__}.{name}")
    found: Figure = getattr(module, name)
    return found
