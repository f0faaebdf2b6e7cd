"""Measure a model: the figures one after the other, and their table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from tanqih.check import Checker
from tanqih.config import Config
from tanqih.errors import ConfigError
from tanqih.training.figures import FIGURES, Asked, Line, figure

JSON_VERSION = 1
_HEAD = ("measured", "doing nothing", "rules only", "with the model", "target", "reached")


@lru_cache(maxsize=4)
def rules_only(profile: str) -> Checker:
    """The checker of a profile, without a model; whatever is configured does not count."""
    return Checker(Config(profile=profile))


def measure(asked: Asked, only: Iterable[str] = ()) -> Iterator[Line]:
    """The lines of some figures, or of all, as they are measured.

    Raises:
        InputError: data is missing or cannot be read.
    """
    chosen = [name for name in FIGURES if name in set(only or FIGURES)]
    for name in chosen:
        yield from figure(name)(asked)


def as_table(lines: Iterable[Line]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(_HEAD)} |"
    yield f"|---|{'---:|' * (len(_HEAD) - 2)}---|"
    for line in lines:
        yield row(line)


def row(line: Line) -> str:
    """A line of the table."""
    sign = "\N{LESS-THAN OR EQUAL TO}" if line.at_most else "\N{GREATER-THAN OR EQUAL TO}"
    target = "" if line.target is None else f"{sign} {line.target:.4g}"
    reached = {None: "", True: "yes", False: "no"}[line.reached]
    cells = [line.name, *(_number(value, line.digits) for value in (line.nothing, line.rules, line.model)), target, reached]
    return f"| {' | '.join(cells)} |"


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def as_json(asked: Asked, lines: Iterable[Line]) -> dict[str, Any]:
    """All of it for a file: what was measured, on how much, and the lines with `reached`.

    Args:
        asked: what was measured.
        lines: of the figures.
    """
    return {
        "version": JSON_VERSION,
        "model": asked.model,
        "key": asked.detector.key,
        "sample": asked.sample,
        "lines": [{**asdict(line), "reached": line.reached} for line in lines],
    }


def asked_of_model(name: str, data: Path, *, sample: int = 0, say: Callable[[str], None] = lambda _: None) -> Asked:
    """What measures "embedded", or the folder of a model.

    Raises:
        ModelError: it is none, or a broken one. ConfigError: there is no such folder. MissingExtraError: its runtime is not installed.
    """
    from tanqih.models.registry import load

    models = load(name)
    if models is None or models.detector is None:
        raise ConfigError(f"{name}: a model that labels words is measured; name embedded, a model folder or a checkpoint")

    @lru_cache(maxsize=4)
    def with_model(profile: str) -> Checker:
        return Checker(Config(profile=profile, model=name))

    return Asked(name, models.detector, data, rules_only, with_model, sample, say)


def asked_of_checkpoint(
    path: Path,
    encoder: Path | None,
    data: Path,
    *,
    threads: int = 0,
    sample: int = 0,
    say: Callable[[str], None] = lambda _: None,
) -> Asked:
    """What measures a checkpoint, or the folder of a run.

    Raises:
        InputError: it is none. MissingExtraError: torch is not installed.
    """
    from tanqih.training.checkpoint import Checkpoint, CheckpointDetector

    detector = CheckpointDetector(Checkpoint.find(path, encoder), threads)
    return Asked(str(path), detector, data, rules_only, lambda _: None, sample, say)
