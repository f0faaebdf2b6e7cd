"""From the paths of a command line to the files they mean: files, folders searched to the bottom, glob patterns, standard input."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePath
from typing import NamedTuple

from tanqih.errors import InputError

STDIN = "-"
_MAGIC = re.compile(r"[*?\[]")


class Input(NamedTuple):
    """One file to read.

    Attributes:
        path: as it was given or found; `STDIN` for standard input.
        name: relative to the folder that was searched (a file of its own: its last part), for writing into another folder.
    """

    path: str
    name: str

    @property
    def is_stdin(self) -> bool:
        """True for standard input."""
        return self.path == STDIN


def expand(
    given: Sequence[str], extensions: Collection[str], exclude: Iterable[str] = (), base: Path | None = None
) -> list[Input]:
    """The files that paths, folders and patterns mean, in order, each once.

    Args:
        given: files, folders, glob patterns (`**` crosses folders), `-` for standard input. An existing path is never a pattern.
        extensions: lower-case, with the dot; what is taken from a folder.
        exclude: patterns of `matches`; they hold for searches only, a file that is named is always taken.
        base: folder that the patterns of `exclude` are relative to; None: the working directory.

    Raises:
        InputError: a path that does not exist, a folder or pattern without files, a folder that cannot be read.
    """
    exclude = tuple(exclude)
    found: dict[str, Input] = {}
    for path in given:
        for one in _expand_one(path, extensions, exclude, base or Path.cwd()):
            found.setdefault(one.path if one.is_stdin else os.path.realpath(one.path), one)
    return list(found.values())


def _expand_one(path: str, extensions: Collection[str], exclude: tuple[str, ...], base: Path) -> Iterator[Input]:
    if path == STDIN:
        yield Input(STDIN, STDIN)
        return
    there = Path(path)
    if there.is_dir():
        found = [one for one in _in_folder(path, extensions) if not matches(one.path, exclude, base)]
        if not found:
            raise InputError("no text files in this folder", f"it is searched for {', '.join(sorted(extensions))}", path=path)
        yield from found
    elif os.path.lexists(path) or not _MAGIC.search(path):
        if not there.exists():
            raise InputError("no such file", "check the path", path=path)
        yield Input(os.path.normpath(path), there.name)
    else:
        found = [one for one in _by_pattern(path) if not matches(one.path, exclude, base)]
        if not found:
            raise InputError("no file matches this pattern", "check it, ** crosses folders", path=path)
        yield from found


def _in_folder(folder: str, extensions: Collection[str]) -> Iterator[Input]:
    """Files with a known extension, sorted; hidden files and folders are passed over, links to folders not followed."""

    def fail(error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        raise InputError(f"folder cannot be read ({reason})", "check its permissions", path=str(error.filename or folder))

    for where, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and PurePath(name).suffix.lower() in extensions:
                path = os.path.join(where, name)  # noqa: PTH118 - a name that is no valid text must come through
                yield Input(os.path.normpath(path), os.path.relpath(path, folder))


def _by_pattern(pattern: str) -> Iterator[Input]:
    fixed = _MAGIC.split(pattern, maxsplit=1)[0]
    folder = fixed[: max(fixed.rfind(mark) for mark in (os.sep, "/")) + 1] or "."
    for path in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not Path(path).is_dir():
            yield Input(os.path.normpath(path), os.path.relpath(path, folder))


def matches(path: str, patterns: Iterable[str], base: Path) -> bool:
    """True when a path, or a folder it lies in, matches one of the patterns.

    A pattern without a slash is tried on every part of the path, one with a slash on the path from `base` down. `*` and `?` stay
    within a part, `**` crosses parts. Source: gitignore, "pattern format", without negation.
    """
    return any(_matches(relative(path, base), pattern.strip()) for pattern in patterns)


def relative(path: str, base: Path) -> str:
    """The path from `base` down with forward slashes; the whole path when it lies elsewhere."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - links stay what they are called
    try:
        return whole.relative_to(os.path.abspath(base)).as_posix()  # noqa: PTH100
    except ValueError:
        return whole.as_posix()


def _matches(path: str, pattern: str) -> bool:
    parts = path.split("/")
    inner = pattern.rstrip("/")
    if "/" not in inner:
        return any(_regex(inner).fullmatch(part) for part in parts)
    regex = _regex(inner.lstrip("/") if not path.startswith("/") else inner)
    return any(regex.fullmatch("/".join(parts[:end])) for end in range(1, len(parts) + 1))


@lru_cache(maxsize=256)
def _regex(pattern: str) -> re.Pattern[str]:
    out = ""
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            out, at = f"{out}(?:.*/)?", at + 3
        elif pattern.startswith("**", at):
            out, at = f"{out}.*", at + 2
        elif pattern[at] == "*":
            out, at = f"{out}[^/]*", at + 1
        elif pattern[at] == "?":
            out, at = f"{out}[^/]", at + 1
        elif pattern[at] == "[" and (close := pattern.find("]", at + 2)) > 0:
            inner = re.sub(r"([\\\[&~|])", r"\\\1", pattern[at + 1 : close])
            out, at = f"{out}[{'^' + inner[1:] if inner[0] == '!' else inner}]", close + 1
        else:
            out, at = out + re.escape(pattern[at]), at + 1
    return re.compile(out, re.DOTALL)
