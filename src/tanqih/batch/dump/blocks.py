"""Boilerplate that a dump shows by itself: blocks that recur across articles of a site, as a list that a person reviews.

The list is a TOML file; blocks with `use = true` are found by `LearnedChecker` as issues of the rule `boilerplate/learned`, whose
suggestion deletes the block. It waits for a person like every `review` suggestion.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tanqih.batch.dump.likeness import key_of
from tanqih.commands.ignores import Ignores, IgnoringChecker
from tanqih.config import Config
from tanqih.errors import ConfigError
from tanqih.rules import Rule
from tanqih.rules.boilerplate.learned import folded, with_blocks


@dataclass(frozen=True, slots=True)
class LearnedBlocks:
    """Blocks that are boilerplate: site and folded text."""

    blocks: frozenset[tuple[str, str]] = frozenset()

    def __contains__(self, block: object) -> bool:
        return block in self.blocks

    @property
    def key(self) -> str:
        """Hash of the blocks: 16 hex digits."""
        return f"{key_of(repr(sorted(self.blocks)).encode('utf-8', 'surrogatepass')) & ((1 << 64) - 1):016x}"


def load_blocks(path: Path) -> LearnedBlocks:
    """The blocks of a reviewed list that are switched on.

    Raises:
        ConfigError: no such file, no TOML, no list of this version, a key that is missing, unknown or of a wrong type.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such list of learned blocks; make it with --learn") from None
    except (OSError, ValueError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise ConfigError(f"{path}: the list of learned blocks cannot be read ({error})") from None
    if data.get("version") != 1 or data.keys() - {"version", "block"}:
        raise ConfigError(f"{path}: no list of learned blocks of version 1; make it with --learn")
    if not isinstance(data.get("block", []), list):
        raise ConfigError(f"{path}: block is a list of tables, each begins with [[block]]")
    found = set()
    for number, block in enumerate(data.get("block", []), 1):
        if _checked(block, f"{path}: block {number}"):
            found.add((block.get("site", ""), folded(block["text"])))
    return LearnedBlocks(frozenset(found))


def _checked(block: Any, place: str) -> bool:
    """Whether a block is switched on; ConfigError when it is none."""
    if not isinstance(block, dict) or not isinstance(block.get("text"), str) or not isinstance(block.get("site", ""), str):
        raise ConfigError(f"{place} needs a text, and a site that is a string")
    if unknown := block.keys() - {"text", "site", "articles", "share", "where", "use"}:
        raise ConfigError(f"{place} has the unknown key {min(unknown)!r}")
    if not isinstance(block.get("use", True), bool):
        raise ConfigError(f"{place}: use is true or false")
    return bool(block.get("use", True))


class LearnedChecker(IgnoringChecker):
    """A checker that also finds boilerplate learned from a dump."""

    def __init__(self, config: Config | None, ignores: Ignores | None, blocks: LearnedBlocks) -> None:
        """Args and errors as for `IgnoringChecker`; `blocks` as loaded."""
        self._blocks = blocks
        super().__init__(config, ignores)

    def _chosen_rules(self) -> tuple[Rule, ...]:
        """As of the configuration; the rule of learned blocks, where it is among them, has its list."""
        with_list = with_blocks(self._blocks)
        return tuple(with_list if rule.id == with_list.id else rule for rule in super()._chosen_rules())
