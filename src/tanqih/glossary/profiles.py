"""Style profiles: what counts as house style, and how suggestions are written.

A profile is a TOML file. `preserve` and `wire` are built in (data/profiles); a user's own file is named by its path and may extend
another one:

    extends = "wire"            # a built-in name, or a path relative to this file
    house-style = true          # report matters of taste and stance, always for review
    spelling = "british"        # british, american or keep: words that suggestions put in
    quotes = "curly"            # curly, straight or keep: quotation marks that suggestions put in
    al-style = "lower"          # lower (al-Sadr), capital (Al-Sadr) or keep: the article of names that suggestions put in
    number-style = "words"      # words (two to nine spelled out), digits or keep
    [rules]
    on = ["style/today-weekday"]
    off = ["number"]
    [names]                     # preferred romanisation = the others
    "Qaddafi" = ["Gaddafi", "Kadhafi"]

Everything a profile says is merged over what it extends; an unknown key is an error that names the nearest known one.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tanqih.errors import ConfigError, nearest
from tanqih.glossary.names import fold_name

BUILT_IN = ("preserve", "wire")
CHOICES = {
    "spelling": ("british", "american", "keep"),
    "quotes": ("curly", "straight", "keep"),
    "al-style": ("lower", "capital", "keep"),
    "number-style": ("words", "digits", "keep"),
}
KEYS = ("extends", "house-style", *CHOICES, "rules", "names")
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """A style profile, everything it extends merged in.

    Attributes:
        name: built-in name or path.
        house_style: True to report house-style rules and findings.
        spelling, quotes, al_style, number_style: how suggestions are written, see `CHOICES`.
        names: other romanisations, folded, and the preferred one.
        on, off: rule ids or families to run besides, and not to run.
        digest: hash of the files it was read from; "" for a built-in one.
    """

    name: str = "preserve"
    house_style: bool = False
    spelling: str = "keep"
    quotes: str = "keep"
    al_style: str = "keep"
    number_style: str = "keep"
    names: Mapping[str, str] = field(default_factory=dict)
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    digest: str = ""

    @property
    def label(self) -> str:
        """What a signature names: the name, and for a file its stem and hash."""
        return f"{Path(self.name).stem}@{self.digest}" if self.digest else self.name

    @property
    def rewrites(self) -> bool:
        """True when suggestions are to be written differently from how rules and entries have them."""
        return {self.spelling, self.quotes, self.al_style, self.number_style} != {"keep"}


def load(name: str | Path) -> Profile:
    """The profile of a built-in name or of a TOML file.

    Raises:
        ConfigError: neither a built-in name nor a file, not TOML, an unknown key, a wrong value, or profiles that extend each other.
    """
    return _built_in(str(name)) if str(name) in BUILT_IN else _from_file(Path(name), ())


@lru_cache(maxsize=len(BUILT_IN))
def _built_in(name: str) -> Profile:
    text = (files("tanqih.glossary") / "data" / "profiles" / f"{name}.toml").read_text(encoding="utf8")
    return replace(_merged(tomllib.loads(text), f"profile {name}", Path(), ()), name=name, digest="")


def _from_file(path: Path, above: tuple[Path, ...]) -> Profile:
    if not path.is_file():
        known = f"{', '.join(BUILT_IN)} or the path of a TOML file"
        raise ConfigError(f"profile must be one of {known}, not {str(path)!r}{nearest(str(path), BUILT_IN)}")
    if path.resolve() in above or len(above) > MAX_DEPTH:
        raise ConfigError(f"{path}: this profile extends itself; remove extends from one of the files")
    try:
        data = path.read_bytes()
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: not a profile ({error}); write it as TOML in UTF-8") from None
    profile = _merged(table, str(path), path.parent, (*above, path.resolve()))
    digest = hashlib.blake2b(data + profile.digest.encode(), digest_size=4).hexdigest()
    return replace(profile, name=str(path), digest=digest)


def _merged(table: Mapping[str, Any], where: str, folder: Path, above: tuple[Path, ...]) -> Profile:
    given = {key.replace("_", "-"): value for key, value in table.items()}
    for key in given:
        if key not in KEYS:
            raise ConfigError(f"{where}: unknown key {key!r}{nearest(key, KEYS)}")
    profile = _extended(given.get("extends", "preserve"), where, folder, above) if where != "profile preserve" else Profile()
    for key, choices in CHOICES.items():
        if key in given:
            value = given[key]
            if value not in choices:
                raise ConfigError(
                    f"{where}: {key} must be one of {', '.join(choices)}, not {value!r}{nearest(str(value), choices)}"
                )
            profile = _with(profile, key.replace("-", "_"), value)
    if "house-style" in given:
        if not isinstance(given["house-style"], bool):
            raise ConfigError(f"{where}: house-style must be true or false")
        profile = replace(profile, house_style=given["house-style"])
    on, off = _rules(given.get("rules", {}), where)
    names = {**profile.names, **_names(given.get("names", {}), where)}
    kept = tuple(rule for rule in profile.on if rule not in off)
    return replace(profile, names=names, on=(*kept, *on), off=(*(rule for rule in profile.off if rule not in on), *off))


def _with(profile: Profile, attribute: str, value: str) -> Profile:
    changes: dict[str, Any] = {attribute: value}
    return replace(profile, **changes)


def _extended(name: Any, where: str, folder: Path, above: tuple[Path, ...]) -> Profile:
    if not isinstance(name, str):
        raise ConfigError(f"{where}: extends must be a string")
    if name in BUILT_IN:
        return _built_in(name)
    return _from_file(folder / name, above)


def _rules(table: Any, where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: rules must be a table with on and off")
    for key, value in table.items():
        if key not in ("on", "off"):
            raise ConfigError(f"{where}: unknown key 'rules.{key}'{nearest(key, ('on', 'off'))}")
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{where}: rules.{key} must be a list of rule ids or families")
    return tuple(table.get("on", ())), tuple(table.get("off", ()))


def _names(table: Any, where: str) -> dict[str, str]:
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: names must be a table: preferred = [others]")
    found: dict[str, str] = {}
    for preferred, others in table.items():
        if not isinstance(others, list) or not all(isinstance(other, str) and other.strip() for other in others):
            raise ConfigError(f"{where}: names.{preferred} must be a list of other romanisations")
        for other in others:
            if fold_name(other) == fold_name(preferred):
                raise ConfigError(f"{where}: names.{preferred} lists itself; remove {other!r}")
            found[fold_name(other)] = preferred
    return found
