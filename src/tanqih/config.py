"""Configuration: defaults < file < arguments, merged in one line; an unknown key is an error with the nearest known one.

The file is `tanqih.toml`, or the table `[tool.tanqih]` of `pyproject.toml`, in the working directory or the nearest folder above it.
Keys are written with hyphens: `min-confidence = 0.5`.

What is run or asked on the user's behalf, a model of one's own or a server, is never taken from such a file, which may lie beside a text
that came from elsewhere: only from `models.toml` in the user's own settings folder, from the environment (`TANQIH_…`) or from arguments.
"""

from __future__ import annotations

import os
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
OWN_FILE, OWN_KEYS = "models.toml", ("model", "model-prompt", "endpoint", "endpoint-model", "endpoint-insecure")
"""The user's own file, and the keys that it may have, besides `ENDPOINT_KEY`; all but the first only there."""
ENDPOINT_KEY = "endpoint-key"
CHECK_MIN_CONFIDENCE = 0.1


@dataclass(frozen=True, slots=True)
class Config:
    """All settings.

    Attributes:
        profile: "preserve" (errors only), "wire" (house style too), or the path of a TOML profile of one's own.
        model: "off", "embedded", a path or a name; from a file only the first two.
        model_prompt: template of the input of a model that the user brings, with {text}, {source} or {terms}; "" for the usual one.
        endpoint: address of an OpenAI-compatible server that proposes too; "" for none.
        endpoint_model: name of the model on that server.
        endpoint_insecure: plain http is allowed to machines other than this one.
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
        score: the table `[score]`: limits, budgets and scale of `tanqih score`, read by `tanqih.score.settings`.
        folder: where the configuration was found; None for defaults.
        model_chosen: a file, the environment or an argument says which model, be it "off"; where none does, a review takes the embedded one.
    """

    profile: str = "preserve"
    model: str = "off"
    model_prompt: str = ""
    endpoint: str = ""
    endpoint_model: str = ""
    endpoint_insecure: bool = False
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
    score: tuple[tuple[str, Any], ...] = ()
    folder: Path | None = None
    model_chosen: bool = False

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

    @property
    def has_model(self) -> bool:
        """False when nothing but rules and glossary is asked."""
        return self.model != "off" or bool(self.endpoint)


KEYS = {field.name.replace("_", "-"): field for field in fields(Config) if field.name not in ("folder", "model_chosen")}


def _one_of(key: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ConfigError(f"{key} must be one of {', '.join(known)}, not {value!r}{nearest(str(value), known)}")


def merged(config: Config, **given: Any) -> Config:
    """The configuration with every argument that is not None put over it. The model "off" switches off an endpoint of the user's own too."""
    if given.get("model") == "off":
        config = replace(config, endpoint="")
    if given.get("model") or given.get("endpoint"):
        config = replace(config, model_chosen=True)
    return replace(config, **{key: value for key, value in given.items() if value is not None})


def load(start: Path | None = None) -> Config:
    """The configuration found from a folder upwards, or the defaults.

    Raises:
        ConfigError: a file that is not TOML, an unknown key, a value of the wrong type.
    """
    own = own_settings()
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        for name in FILE_NAMES:
            path = folder / name
            if not path.is_file():
                continue
            table = _table(path)
            if table is not None:
                return with_environment(from_mapping(table, path, own))
        if (folder / ".git").exists():
            break
    return with_environment(own)


def load_file(path: Path) -> Config:
    """The configuration of one named file.

    Raises:
        ConfigError: no such file, or as for `load`.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: no such configuration file")
    return with_environment(from_mapping(_table(path) or {}, path, own_settings()))


def own_folder() -> Path:
    """The user's own settings folder, whether or not it exists.

    `XDG_CONFIG_HOME` wins on every platform (XDG Base Directory Specification 0.8); else it is the platform's own place.
    """
    named = os.environ.get("XDG_CONFIG_HOME", "")
    if Path(named).is_absolute():
        return Path(named, "tanqih")
    from platformdirs import user_config_path

    return user_config_path("tanqih", appauthor=False)


def own_settings() -> Config:
    """The defaults with the user's own models over them.

    Raises:
        ConfigError: as for `load`.
    """
    table, path = _own_table()
    given: dict[str, Any] = {}
    for key, value in table.items():
        if key not in (*OWN_KEYS, ENDPOINT_KEY):
            hint = "; it goes into tanqih.toml" if key in KEYS else nearest(key, OWN_KEYS)
            raise ConfigError(f"{path}: unknown key {key!r}{hint}")
        if key != ENDPOINT_KEY:
            given[KEYS[key].name] = _typed(path, key, value)
    return Config(**given, model_chosen="model" in given or "endpoint" in given)


def with_environment(config: Config) -> Config:
    """The configuration with the models that the environment names over it: `TANQIH_MODEL`, `TANQIH_ENDPOINT` and so on."""
    texts = (key for key in OWN_KEYS if isinstance(KEYS[key].default, str))
    given = {KEYS[key].name: os.environ.get(f"TANQIH_{KEYS[key].name.upper()}") for key in texts}
    return merged(config, **{name: value or None for name, value in given.items()})


def endpoint_key() -> str:
    """The key for the endpoint, from `TANQIH_ENDPOINT_KEY` or the user's own file; "" for none.

    It is no part of a `Config`, so that no log, report or cache of settings can hold it.

    Raises:
        ConfigError: a key that is no text.
    """
    if key := os.environ.get("TANQIH_ENDPOINT_KEY", "").strip():
        return key
    table, path = _own_table()
    found = table.get(ENDPOINT_KEY, "")
    if not isinstance(found, str):
        raise ConfigError(f"{path}: {ENDPOINT_KEY} must be a string")
    return found.strip()


def _own_name() -> str:
    """The user's own file as people write it."""
    path = own_folder() / OWN_FILE
    return f"~/{path.relative_to(Path.home())}" if path.is_relative_to(Path.home()) else str(path)


def _own_table() -> tuple[Mapping[str, Any], Path]:
    path = own_folder() / OWN_FILE
    return (_table(path) or {} if path.is_file() else {}), path


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


def from_mapping(table: Mapping[str, Any], path: Path, under: Config | None = None) -> Config:
    """A configuration from a parsed table, over the defaults or another one.

    Raises:
        ConfigError: an unknown key, a value of the wrong type, or a model path (those never come from a file).
    """
    given: dict[str, Any] = {"folder": path.parent}
    for key, value in table.items():
        if key not in KEYS:
            raise ConfigError(f"{path}: unknown key {key!r}{nearest(key, KEYS)}")
        if key in OWN_KEYS[1:]:
            raise ConfigError(
                f"{path}: {key} is not taken from a file beside the text; give --{key}, or write it into {_own_name()}"
            )
        given[KEYS[key].name] = _typed(path, key, value)
    if given.get("profile", "preserve") not in PROFILES and (path.parent / given["profile"]).is_file():
        given["profile"] = str(path.parent / given["profile"])
    if given.get("model", "off") not in MODELS_FROM_FILE:
        raise ConfigError(f"{path}: model may be {' or '.join(MODELS_FROM_FILE)} in a file; give a path or name with --model")
    if "model" in given:
        given["model_chosen"] = True
    if given.get("model") == "off":
        given["endpoint"] = ""
    try:
        return replace(under or Config(), **given)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None


def _typed(path: Path, key: str, value: Any) -> Any:
    default = KEYS[key].default
    if key == "keys":
        return _keys(path, value)
    if key == "score":
        if not isinstance(value, dict):
            raise ConfigError(f"{path}: score must be a table, such as [score] with min-score = 90")
        return tuple(value.items())
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
