"""What the glossary commands share: settings, the files they look at, how a place is called."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from tanqih.config import Config, load, load_file
from tanqih.errors import ConfigError
from tanqih.glossary import Glossary
from tanqih.glossary import load as load_glossary
from tanqih.resources import glossaries_folder

JSON_VERSION = 1
"""Version of the JSON that these commands write."""


def settings(args: argparse.Namespace) -> Config:
    """The configuration.

    Raises:
        ConfigError: as `tanqih.config.load`.
    """
    return load_file(Path(args.config)) if args.config else load()


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Glossary files: each path, or the TSV files of a folder; each once."""
    found = [sorted(path.glob("*.tsv")) if path.is_dir() else [path] for path in paths]
    return list(dict.fromkeys(path for held in found for path in held))


def named_files(paths: Iterable[str], config: Config) -> list[Path]:
    """The files that a command names; without any, the shipped and the configured ones.

    Raises:
        ConfigError: folders that hold no TSV file.
    """
    named = [Path(path) for path in paths]
    if not named:
        return files_of([glossaries_folder(), *configured(config)])
    if files := files_of(named):
        return files
    raise ConfigError(f"{', '.join(map(str, named))}: no TSV file in this folder; name the files")


def configured(config: Config) -> list[Path]:
    """Paths of the key `glossaries`."""
    return [(config.folder or Path()) / path for path in config.glossaries]


def known_files(config: Config) -> list[Path]:
    """The shipped files and the configured ones that are there."""
    return files_of([glossaries_folder(), *(path for path in configured(config) if path.exists())])


def glossary(config: Config) -> Glossary:
    """The shipped and the configured glossaries, compiled.

    Raises:
        GlossaryError: a file that is missing or wrong.
    """
    return load_glossary(configured(config))


def entries(number: int) -> str:
    """A number of entries: "1 entry", "2,000 entries"."""
    return f"{number:,} {'entry' if number == 1 else 'entries'}"


def place(path: str, line: int | None = None) -> str:
    """How a place is called: relative to the working folder, and by its name alone where the file ships with the package."""
    where = Path(path)
    if where.parent == glossaries_folder():
        name = where.name
    elif where.is_absolute() and where.is_relative_to(Path.cwd()):
        name = str(where.relative_to(Path.cwd()))
    else:
        name = path
    return f"{name}:{line}" if line is not None else name
