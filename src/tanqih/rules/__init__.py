"""The rules. A rule is a decorated function in a module of this folder; the folder is walked, there is no list to edit."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

from tanqih.errors import UnknownRuleError, nearest
from tanqih.rules._rule import (
    Finding,
    Rule,
    delete,
    finding,
    flag,
    glossary_rule,
    insert,
    model_rule,
    page_rule,
    replace,
    review,
    rule,
    safe,
    source_rule,
)

__all__ = [
    "Finding", "Rule", "all_rules", "chosen", "delete", "finding", "flag", "glossary_rule", "insert", "model_rule", "page_rule", "replace", "review", "rule",
    "rule_by_id", "safe", "source_rule",
]  # fmt: skip


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, ordered by id. Modules whose name starts with an underscore are helpers and hold none."""
    found: dict[str, Rule] = {}
    for name in _modules():
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, Rule):
                found[value.id] = value
    return tuple(found[key] for key in sorted(found))


def _modules() -> list[str]:
    walked = pkgutil.walk_packages(__path__, prefix=f"{__name__}.")
    return sorted(info.name for info in walked if not info.name.rpartition(".")[2].startswith("_"))


def rule_by_id(name: str) -> Rule:
    """The rule with this id.

    Raises:
        UnknownRuleError: there is none; names the nearest one.
    """
    for candidate in all_rules():
        if candidate.id == name:
            return candidate
    raise UnknownRuleError(f"no rule {name!r}{nearest(name, [r.id for r in all_rules()])} (tanqih rules lists them)")


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = (), *, wire: bool = False) -> tuple[Rule, ...]:
    """Rules that a configuration asks for.

    Args:
        select: ids or families; empty means all.
        ignore: ids or families, taken away last.
        wire: True for the house-style rules as well. A rule selected by its own id runs under every profile.

    Raises:
        UnknownRuleError: a name that is neither an id nor a family.
    """
    select, ignore = set(select) - {"all"}, set(ignore)
    known = {r.id for r in all_rules()} | {r.family for r in all_rules()}
    for name in sorted((select | ignore) - known - {"all"}):
        raise UnknownRuleError(f"no rule or family {name!r}{nearest(name, known)} (tanqih rules lists them)")
    return tuple(
        r
        for r in all_rules()
        if (not select or {r.id, r.family} & select)
        and not {r.id, r.family, "all"} & ignore
        and (wire or not r.wire or r.id in select)
    )
