"""What the output of a run depends on, so that a run is not gone on with when that has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tanqih._version import __version__
from tanqih.batch.records import Opening
from tanqih.batch.work import Settings
from tanqih.check import Checker

_OTHER_PARTS = frozenset({"review", "score", "training", "commands", "cli.py", "__pycache__"})
"""Parts of the package that have no say in what is written."""
_SUFFIXES = frozenset({".py", ".tsv", ".toml", ".txt", ".json"})
LABELS = {
    "version": "tanqih",
    "code": "the program",
    "profile": "the profile",
    "glossary": "the glossary",
    "select": "the rules selected",
    "ignore": "the rules ignored",
    "rules": "the set of rules",
    "ignores": "the ignore file",
    "model": "the model",
    "inputs": "the list of inputs",
    "signature": "the checker",
    "learned": "the blocks learned (--learned)",
    "duplicates": "the duplicates learned (--learned)",
}
_HASHED = ("code", "profile", "glossary", "rules", "ignores", "inputs", "signature", "learned", "duplicates")


def identity_of(
    settings: Settings, opening: Opening, inputs: Sequence[str], shard_size: int, duplicates: str | None = None
) -> dict[str, Any]:
    """Everything but the input's bytes that the output depends on, as JSON types; `signature` as in `Report` among it.

    Args:
        settings: what is done to each record.
        opening: how the container is opened.
        inputs: as given.
        shard_size: records per shard.
        duplicates: hash of those that are known.

    Raises:
        TanqihError: settings that do not fit (`Checker`).
    """
    checker, config = Checker(settings.config), settings.config
    ignores = (config.folder or Path()) / config.ignore_file
    found: dict[str, Any] = {
        "version": __version__,
        "code": program_hash(),
        "signature": checker.signature,
        "mode": settings.mode,
        "min_confidence": settings.min_confidence,
        "time_limit": settings.time_limit,
        "profile": _hash(repr(checker.profile)),
        "glossary": checker.glossary.key if checker.glossary else None,
        "select": list(config.select),
        "ignore": list(config.ignore),
        "rules": _hash("\n".join(rule.id for rule in checker.rules)),
        "ignores": _hash(ignores.read_bytes()) if ignores.is_file() else None,
        "model": config.model,
        "shard_size": shard_size,
        "inputs": list(inputs),
        "learned": settings.learned.key if settings.learned else None,
        "duplicates": duplicates,
    }
    for name in ("format", "text_field", "source_field", "id_field", "encoding", "max_record"):
        found[name] = getattr(opening, name)
    return found


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What differs between two identities, in words."""
    found = []
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        if was != now:
            label = LABELS.get(name, f"--{name.replace('_', '-')}")
            found.append(label if name in _HASHED else f"{label} ({_said(was)}, now {_said(now)})")
    return [label for label in found if label != LABELS["signature"]] or found  # it follows from the others


def _said(value: Any) -> str:
    return "none" if value in (None, []) else ",".join(value) if isinstance(value, list) else str(value)


@cache
def program_hash() -> str:
    """16 hex digits of the parts of this package, code and tables, that decide what is written."""
    found = hashlib.blake2b(digest_size=8)
    package = Path(__file__).resolve().parents[1]
    for path in sorted(package.rglob("*")):
        part = path.relative_to(package).parts
        if part[0] not in _OTHER_PARTS and "__pycache__" not in part and path.suffix in _SUFFIXES and path.is_file():
            found.update("/".join(part).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _hash(data: str | bytes) -> str:
    return hashlib.blake2b(data.encode() if isinstance(data, str) else data, digest_size=8).hexdigest()
