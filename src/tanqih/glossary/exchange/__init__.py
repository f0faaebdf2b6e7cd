"""Glossaries in the formats of other programs: TBX 2 and 3, CSV, and our own TSV, both ways, with an account of what is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tanqih.errors import ConfigError, nearest
from tanqih.glossary.exchange import tabular, tbxread, tbxwrite, tsv
from tanqih.glossary.exchange.record import Defaults, Losses, Record, Skipped

__all__ = [
    "INPUT",
    "OUTPUT",
    "Defaults",
    "Losses",
    "Options",
    "Record",
    "Skipped",
    "input_format",
    "output_format",
    "read",
    "write",
]

INPUT = ("tsv", "csv", "tbx")
OUTPUT = ("tsv", "csv", "tbx2", "tbx3", "tbx3-core")
_EXTENSIONS = {".tsv": "tsv", ".csv": "csv", ".txt": "csv", ".tbx": "tbx", ".xml": "tbx", ".martif": "tbx"}
_DIALECTS = {"tbx2": tbxwrite.TBX2, "tbx3": tbxwrite.TBX3, "tbx3-core": tbxwrite.TBX3_CORE}


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is read.

    Attributes:
        columns: our columns and what a table calls them, over the names that are known.
        desks: subject fields of foreign TBX files that are desks.
    """

    columns: Mapping[str, str] | None = None
    desks: Collection[str] = ()


NO_OPTIONS, NO_DEFAULTS = Options(), Defaults()


def input_format(path: str, given: str | None = None) -> str:
    """The format of a file to read, by name or extension.

    Raises:
        ConfigError: an unknown name or extension.
    """
    return _format(path, given, INPUT, "--from")


def output_format(path: str, given: str | None = None) -> str:
    """The format of a file to write; ".tbx" is TBX 3. Raises ConfigError as `input_format`."""
    name = _format(path, given, (*OUTPUT, "tbx"), "--to")
    return "tbx3" if name == "tbx" else name


def _format(path: str, given: str | None, known: Sequence[str], option: str) -> str:
    if given is not None:
        if given not in known:
            raise ConfigError(f"no glossary format {given!r}{nearest(given, known)}; there are: {', '.join(known)}")
        return given
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    if suffix not in _EXTENSIONS:
        raise ConfigError(f"{path}: unknown extension {suffix!r}; name the format with {option}: {', '.join(known)}")
    return _EXTENSIONS[suffix]


def read(name: str, data: bytes | str, path: str, losses: Losses, options: Options = NO_OPTIONS) -> list[Record]:
    """The entries of a file.

    Args:
        name: one of `INPUT`.
        data: the file; decoded where it is a table ("csv"), which does not say its encoding.
        path: how errors name it.
        losses: gets what is not carried over.
        options: see `Options`.

    Raises:
        GlossaryError: a file that cannot be read, with the line.
    """
    if isinstance(data, str):
        return tabular.read(data, path, losses, options.columns)
    return tsv.read(data, path, losses) if name == "tsv" else tbxread.read(data, path, losses, options.desks)


def write(records: Sequence[Record], name: str, losses: Losses, defaults: Defaults = NO_DEFAULTS) -> bytes:
    """A file in one of the formats `OUTPUT`.

    Raises:
        GlossaryError: terms and names for one TSV file.
    """
    if name == "tsv":
        return tsv.write(records, losses, defaults)
    if name == "csv":
        return tabular.write(records, losses)
    return tbxwrite.write(records, losses, _DIALECTS[name])
