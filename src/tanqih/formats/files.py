"""Opening input, and replacing a file without ever leaving half of it."""

from __future__ import annotations

import io
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tanqih.errors import InputError

MAX_LINE_BYTES = 16 * 1024 * 1024
"""Longest line that is read unless asked otherwise: a minute or so of checking, and about a gigabyte of memory."""


def check_length(line: bytes, limit: int, path: str | None, number: int) -> None:
    """Refuse a line over the limit.

    Raises:
        InputError: it is longer; names the line.
    """
    if len(line) > limit:
        raise InputError(
            f"a line of more than {limit:,} bytes", "split the record or raise --max-line-bytes", path=path, line=number
        )


def whole(stream: BinaryIO, limit: int, path: str | None) -> BinaryIO:
    """A stream with all of a file's bytes, none of its lines over the limit (InputError as `check_length`)."""
    data = stream.read()
    if len(data) > limit:
        for number, line in enumerate(io.BytesIO(data), 1):
            check_length(line, limit, path, number)
    return io.BytesIO(data)


def open_input(path: str) -> BinaryIO:
    """A file for reading.

    Raises:
        InputError: missing, a directory, or not readable.
    """
    try:
        return Path(path).open("rb")  # the caller closes it
    except FileNotFoundError:
        raise InputError("no such file", "check the path", path=path) from None
    except IsADirectoryError:
        raise InputError("is a directory", "name the files in it", path=path) from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({_reason(error)})", "check its permissions", path=path) from None


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Reports a read that fails half-way as an InputError that names the file."""
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be read ({_reason(error)})", "check the file and its disk", path=path) from None


def replace_file(path: str | os.PathLike[str], parts: Iterable[bytes]) -> None:
    """Write the parts to `path` through a temporary file beside it and a rename.

    A link is followed to its file, the mode of an existing file is kept, and when anything raises, `path` is as it was. What is
    not a regular file (a pipe, a terminal) is written straight.

    Raises:
        InputError: the place cannot be written; whatever `parts` raises passes through.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            if stat.S_ISDIR(mode):
                raise InputError("is a directory", "name a file", path=str(path))
            with target.open("wb") as plain:
                plain.writelines(parts)
            return
        temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.tmp")
        # Created with the mode 0666 so that the user's umask decides about a new file.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise InputError(
            f"cannot be written ({_reason(error)})", "check the folder and its permissions", path=str(path)
        ) from None
    _fill(temporary, handle, target, mode, parts)


def _fill(temporary: Path, handle: int, target: Path, mode: int | None, parts: Iterable[bytes]) -> None:
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(parts)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise InputError(f"cannot be written ({_reason(error)})", "check the disk", path=str(target)) from None
        raise


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
