"""What a score is held to: limits from the table `[score]` of the configuration and from flags, checked before anything is read.

[tool.tanqih.score]            # [score] in tanqih.toml
min-score = 90
max-critical = 0
weights = [0, 1, 5, 25]
budgets = { quotes = 3, "punct/double-dot" = 0 }

[[tool.tanqih.score.overrides]]
paths = ["drafts/**"]
min-score = 70
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from tanqih.config import Config
from tanqih.errors import ConfigError, UnknownRuleError, nearest
from tanqih.score.points import Scale

SCALE_KEYS = ("weights", "acceptable-points", "passing-score")
BUDGETS, OVERRIDES, PATHS = "budgets", "overrides", "paths"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a group of documents must keep; None is no limit.

    Attributes:
        min_score: least score of the group, 0..100.
        min_document_score: least score of each document.
        max_per_1000: most penalty points per 1,000 words.
        max_critical, max_major, max_minor: most issues of that severity.
        max_new: most issues that the baseline does not know.
        max_drop: most points that the score may fall below that of the older version.
        budgets: most issues of a rule or family, by name, ordered.

    Raises:
        ConfigError: a limit that makes no sense.
        UnknownRuleError: a budget for a rule that does not exist.
    """

    min_score: float | None = None
    min_document_score: float | None = None
    max_per_1000: float | None = None
    max_critical: int | None = None
    max_major: int | None = None
    max_minor: int | None = None
    max_new: int | None = None
    max_drop: float | None = None
    budgets: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        for name, value in self.named():
            _check_number(name, value)
        _check_budgets(self.budgets)

    def named(self) -> list[tuple[str, float | int]]:
        """The limits there are, by the name of their flag, without the budgets."""
        values = [(one.name.replace("_", "-"), getattr(self, one.name)) for one in fields(self) if one.name != BUDGETS]
        return [(name, value) for name, value in values if value is not None]

    def under(self, other: Limits) -> Limits:
        """These limits with those of `other` put over them, one by one."""
        given: dict[str, Any] = {name.replace("-", "_"): value for name, value in other.named()}
        return replace(self, **given, budgets=tuple(sorted({**dict(self.budgets), **dict(other.budgets)}.items())))


LIMITS = tuple(one.name.replace("_", "-") for one in fields(Limits) if one.name != BUDGETS)
KEYS = (*LIMITS, BUDGETS, *SCALE_KEYS, OVERRIDES)
_PERCENT = frozenset({"min-score", "min-document-score"})
_FRACTIONS = _PERCENT | {"max-per-1000", "max-drop"}


@dataclass(frozen=True, slots=True)
class Override:
    """Other limits for the documents of some paths (patterns as for `exclude`)."""

    paths: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """The scale, the limits of all documents, and of some. A document is held to the first override that its path matches."""

    scale: Scale = field(default_factory=Scale)
    limits: Limits = field(default_factory=Limits)
    overrides: tuple[Override, ...] = ()


def _check_number(name: str, value: Any) -> None:
    whole = name not in _FRACTIONS
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        raise ConfigError(f"{name} must be a {'whole ' if whole else ''}number, not {value!r}")
    if not math.isfinite(value) or value < 0:
        raise ConfigError(f"{name} must be 0 or more, not {value}")
    if name in _PERCENT and value > 100:
        raise ConfigError(f"{name} must lie between 0 and 100, not {value:g}")


def _check_budgets(budgets: Iterable[tuple[str, int]]) -> None:
    from tanqih.rules import all_rules

    known: set[str] = set()
    for name, value in budgets:
        known = known or {name for rule in all_rules() for name in (rule.id, rule.family)}
        if name not in known:
            raise UnknownRuleError(f"{BUDGETS}: no rule or family {name!r}{nearest(name, known)} (tanqih rules lists them)")
        _check_number(f"{BUDGETS}.{name}", value)


def from_config(config: Config) -> Settings:
    """The settings of a configuration's table `[score]`.

    Raises:
        ConfigError: an unknown key, a value of the wrong type, or one that makes no sense.
        UnknownRuleError: as for `Limits`.
    """
    table = dict(config.score)
    place = f"{config.folder}: [score]" if config.folder else "[score]"
    try:
        _known(table, KEYS)
        overrides = table.get(OVERRIDES, [])
        if not isinstance(overrides, list):
            raise ConfigError(f"{OVERRIDES} must be a list of tables ([[score.{OVERRIDES}]])")
        return Settings(_scale(table), _limits(table), tuple(_override(one) for one in overrides))
    except (ConfigError, UnknownRuleError) as error:
        raise type(error)(f"{place} {error}") from None


def _known(table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            raise ConfigError(f"unknown key {key!r}{nearest(key, keys)}")


def _limits(table: Mapping[str, Any]) -> Limits:
    budgets = table.get(BUDGETS, {})
    if not isinstance(budgets, dict):
        raise ConfigError(f"{BUDGETS} must be a table, such as {BUDGETS} = {{ quotes = 3 }}")
    given = {name.replace("-", "_"): table[name] for name in LIMITS if name in table}
    return Limits(**given, budgets=tuple(sorted(budgets.items())))


def _override(table: Any) -> Override:
    if not isinstance(table, dict):
        raise ConfigError(f"{OVERRIDES} must be a list of tables")
    _known(table, (PATHS, *LIMITS, BUDGETS))
    paths = table.get(PATHS)
    if not isinstance(paths, list) or not paths or not all(isinstance(path, str) and path for path in paths):
        raise ConfigError(f'each of {OVERRIDES} needs {PATHS}, a list of patterns such as ["drafts/**"]')
    if "max-drop" in table:
        raise ConfigError(f"max-drop is about the whole corpus; it has no place in {OVERRIDES}")
    return Override(tuple(paths), _limits(table))


def _scale(table: Mapping[str, Any]) -> Scale:
    given: dict[str, Any] = {}
    if "weights" in table:
        given["weights"] = weights(table["weights"])
    for key, name in (("acceptable-points", "acceptable"), ("passing-score", "threshold")):
        if key in table:
            given[name] = _number(key, table[key])
    return Scale(**given)


def _number(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConfigError(f"{key} must be a number, not {value!r}")
    return float(value)


def weights(values: Any) -> tuple[float, float, float, float]:
    """Severity weights from a list of four numbers, neutral to critical.

    Raises:
        ConfigError: they are not four numbers.
    """
    if not isinstance(values, list | tuple) or len(values) != 4:
        raise ConfigError("weights must be four numbers, for neutral, minor, major and critical, such as [0, 1, 5, 25]")
    neutral, minor, major, critical = (_number("weights", value) for value in values)
    return neutral, minor, major, critical
