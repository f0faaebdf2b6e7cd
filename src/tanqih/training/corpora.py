"""Gzipped corpora: texts with one paragraph a line, and tables with a header."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from tanqih.errors import InputError


def lines(path: Path) -> Iterator[str]:
    """The lines of a file, without their line feeds.

    Raises:
        InputError: missing, or not gzipped UTF-8; names the line.
    """
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf8") as file:
            for number, line in enumerate(file, 1):  # noqa: B007 - the error below names it
                yield line.rstrip("\n")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise InputError(f"cannot be read ({what})", "name the folder of the corpora", path=str(path), line=number + 1) from None


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table by the names of its header.

    Raises:
        InputError: as `lines`, or a row of another length.
    """
    found = lines(path)
    header = next(found, "").split("\t")
    for number, line in enumerate(found, 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise InputError(
                f"{len(cells)} cells under {len(header)} headings", "get the file again", path=str(path), line=number
            )
        yield dict(zip(header, cells, strict=True))
