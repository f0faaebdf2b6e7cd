"""Configuration: defaults < file < arguments, merged in one line; an unknown key is an error with the nearest known one.

The file is `tanqih.toml`, or the table `[tool.tanqih]` of `pyproject.toml`, in the working directory or the nearest folder above it.
Keys are written with hyphens: `min-confidence = 0.5`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from tanqih.errors import ConfigError, nearest

PROFILES = ("preserve", "wire")
SEVERITIES = ("neutral", "minor", "major", "critical")
MODELS_FROM_FILE = ("off", "embedded")
FILE_NAMES = ("tanqih.toml", "pyproject.toml")
CHECK_MIN_CONFIDENCE = 0.1


@dataclass(frozen=True, slots=True)
class Config:
    """All settings.

    Attributes:
        profile: "preserve" (errors only), "wire" (house style too), or the path of a TOML profile of one's own.
        model: "off", "embedded", a path or a name; from a file only the first two.
        select: rule ids or families to run; empty means all.
        ignore: rule ids or families not to run.
        min_confidence: commands and gates show issues from here up, 0..1.
        fail_on: least severity for exit code 1.
        exclude: glob patterns of paths that are passed over when a folder is searched.
        ignore_file: file of issue keys and path patterns that were set aside, relative to the configuration file.
        glossaries: further glossary files or folders (TSV), relative to the configuration file.
        prefilter: "auto", "hyperscan", "re" or "off"; the issues are the same.
        private: a review logs neither times nor keys.
        bidi: who turns Arabic round on the review screen: "auto", "app", "terminal" or "off".
        theme: of the review screen: "auto", "dark", "light", "basic" (16 colours) or a theme of Textual.
        editor: where a paragraph is rewritten: "screen", or "external" for the user's own editor.
        keys: of the review screen, by action; see docs/review.md.
        folder: where the configuration was found; None for defaults.
    """

    profile: str = "preserve"
    model: str = "off"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.5
    fail_on: str = "minor"
    exclude: tuple[str, ...] = ()
    ignore_file: str = ".tanqih-ignore"
    glossaries: tuple[str, ...] = ()
    prefilter: str = "auto"
    private: bool = False
    bidi: str = "auto"
    theme: str = "auto"
    editor: str = "screen"
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folder: Path | None = None

    def __post_init__(self) -> None:
        if self.profile not in PROFILES:
            from tanqih.glossary import profiles

            profiles.load(self.profile)
        _one_of("fail-on", self.fail_on, SEVERITIES)
        _one_of("prefilter", self.prefilter, ("auto", "hyperscan", "re", "off"))
        _one_of("bidi", self.bidi, ("auto", "app", "terminal", "off"))
        _one_of("editor", self.editor, ("screen", "external"))
        if not 0.0 <= self.min_confidence <= 1.0:
            raise ConfigError(f"min-confidence must lie between 0 and 1, not {self.min_confidence}")


KEYS = {field.name.replace("_", "-"): field for field in fields(Config) if field.name != "folder"}


def _one_of(key: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ConfigError(f"{key} must be one of {', '.join(known)}, not {value!r}{nearest(str(value), known)}")


def merged(config: Config, **given: Any) -> Config:
    """The configuration with every argument that is not None put over it."""
    return replace(config, **{key: value for key, value in given.items() if value is not None})


def load(start: Path | None = None) -> Config:
    """The configuration found from a folder upwards, or the defaults.

    Raises:
        ConfigError: a file that is not TOML, an unknown key, a value of the wrong type.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        for name in FILE_NAMES:
            path = folder / name
            if not path.is_file():
                continue
            table = _table(path)
            if table is not None:
                return from_mapping(table, path)
        if (folder / ".git").exists():
            break
    return Config()


def load_file(path: Path) -> Config:
    """The configuration of one named file.

    Raises:
        ConfigError: no such file, or as for `load`.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: no such configuration file")
    return from_mapping(_table(path) or {}, path)


def _table(path: Path) -> Mapping[str, Any] | None:
    try:
        data = tomllib.loads(path.read_text(encoding="utf8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML ({error})") from None
    if path.name != "pyproject.toml":
        return data
    tool = data.get("tool", {})
    found = tool.get("tanqih") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def from_mapping(table: Mapping[str, Any], path: Path) -> Config:
    """A configuration from a parsed table.

    Raises:
        ConfigError: an unknown key, a value of the wrong type, or a model path (those never come from a file).
    """
    given: dict[str, Any] = {"folder": path.parent}
    for key, value in table.items():
        if key not in KEYS:
            raise ConfigError(f"{path}: unknown key {key!r}{nearest(key, KEYS)}")
        given[KEYS[key].name] = _typed(path, key, value)
    if given.get("profile", "preserve") not in PROFILES and (path.parent / given["profile"]).is_file():
        given["profile"] = str(path.parent / given["profile"])
    if given.get("model", "off") not in MODELS_FROM_FILE:
        raise ConfigError(f"{path}: model may be {' or '.join(MODELS_FROM_FILE)} in a file; give a path or name with --model")
    try:
        return Config(**given)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None


def _typed(path: Path, key: str, value: Any) -> Any:
    default = KEYS[key].default
    if key == "keys":
        return _keys(path, value)
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(f"{path}: {key} must be a list of strings")
    if isinstance(default, bool):
        if isinstance(value, bool):
            return value
        raise ConfigError(f"{path}: {key} must be true or false")
    if isinstance(default, float):
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        raise ConfigError(f"{path}: {key} must be a number")
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {key} must be a string")
    return value


def _keys(path: Path, value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The table `[keys]`: an action's key, or a list of its keys."""
    if not isinstance(value, dict):
        raise ConfigError(f'{path}: keys must be a table, such as [keys] with accept = ["a", "enter"]')
    found = {name: [keys] if isinstance(keys, str) else keys for name, keys in value.items()}
    for name, keys in found.items():
        if not isinstance(keys, list) or not all(isinstance(key, str) and key for key in keys):
            raise ConfigError(f"{path}: [keys] {name} must be a key or a list of keys")
    return tuple((name, tuple(keys)) for name, keys in found.items())
