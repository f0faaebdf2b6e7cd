"""What the paths of a command line mean for a batch: one dump, several dumps of a kind, folders of texts, standard input."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BufferedReader
from pathlib import Path, PurePath
from typing import NamedTuple

from tanqih.batch.containers.compression import plain_name, unpacked
from tanqih.commands.paths import STDIN, Input, expand
from tanqih.errors import ConfigError, InputError, nearest
from tanqih.formats.files import open_input, reading

TEXTS = ("txt", "md", "html")
KINDS = ("jsonl", "csv", "tsv", "parquet", "warc", *TEXTS)
"""Names that `--read-as` takes."""
_EXTENSIONS = {
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv",), "csv"),
    **dict.fromkeys((".tsv", ".tab"), "tsv"),
    **dict.fromkeys((".parquet", ".pq", ".parq"), "parquet"),
    **dict.fromkeys((".warc",), "warc"),
    **dict.fromkeys((".txt", ".text"), "txt"),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), "md"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
}
_PEEKED = 64
_HEAD_TAIL = 64 * 1024
_HASHED_FILES = 1000
"""Of more files than these only names, sizes and times are compared."""


class Inputs(NamedTuple):
    """What is to be cleaned.

    Attributes:
        given: as the user wrote it.
        chosen: the kind that the user named, and that of texts of one kind.
        kind: of all of the files: one of `KINDS` that is a dump, or "folder" for texts.
        many: True when the output is a folder.
    """

    given: tuple[str, ...]
    chosen: str | None
    kind: str
    many: bool

    @property
    def shown(self) -> str:
        """The inputs, for messages."""
        return " ".join(self.given)

    def files(self) -> Iterator[Input]:
        """The files in order, found while they are asked for: a folder of texts may hold millions."""
        return _files(self.given, self.chosen)


def inputs_of(given: Sequence[str], kind: str | None) -> Inputs:
    """The inputs that paths, folders and patterns mean.

    Args:
        given: files, folders, glob patterns, `-` for standard input.
        kind: what the user says they are; None: by their names, and for one without a telling name by its first bytes.

    Raises:
        InputError: nothing there; inputs of several kinds; a kind that cannot be told.
        ConfigError: no such kind.
    """
    if kind is not None and kind not in KINDS:
        raise ConfigError(f"unknown format {kind!r}{nearest(kind, KINDS)}; known: {', '.join(KINDS)}")
    found = Inputs(tuple(given), kind, "", len(given) > 1 or any(Path(path).is_dir() for path in given))
    kinds: Counter[str] = Counter()
    for file in found.files():
        kinds[kind or kind_of(file.name) or _sniffed(file)] += 1
    if not kinds:
        raise InputError("no dumps and no texts in this folder", f"known: {', '.join(sorted(_EXTENSIONS))}", path=found.shown)
    if STDIN in given and len(given) > 1:
        raise InputError("standard input and files at once", "clean them one after the other", path=found.shown)
    if kinds.keys() <= set(TEXTS):
        chosen = next(iter(kinds)) if len(kinds) == 1 else None
        return found._replace(kind="folder", chosen=chosen, many=found.many or kinds.total() > 1)
    if len(kinds) > 1:
        counts = ", ".join(f"{count:,} {name}" for name, count in sorted(kinds.items()))
        raise InputError(f"files of several kinds ({counts})", "choose one with --read-as, or name the files", path=found.shown)
    return found._replace(kind=next(iter(kinds)), many=found.many or kinds.total() > 1)


def kind_of(name: str) -> str | None:
    """The kind of a file by its name, whether it is compressed or not; None when the name does not tell."""
    return _EXTENSIONS.get(PurePath(plain_name(name)).suffix.lower())


def _files(given: Sequence[str], kind: str | None) -> Iterator[Input]:
    """All files that are meant, each once; InputError when two of them would become one in the output folder."""
    seen: set[str] = set()
    names: set[str] = set()
    for path in given:
        found = _in_folder(path, kind) if path != STDIN and Path(path).is_dir() else iter(expand([path], ()))
        if len(given) == 1:
            yield from found
            return
        for one in found:
            if (real := one.path if one.is_stdin else os.path.realpath(one.path)) not in seen:
                if one.name in names:
                    raise InputError("another input has the same name", "clean them one after the other", path=one.path)
                seen.add(real)
                names.add(one.name)
                yield one


def _in_folder(folder: str, kind: str | None) -> Iterator[Input]:
    """Files of a known kind, in order; hidden files and folders are passed over, links to folders not followed."""

    def fail(error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        raise InputError(f"folder cannot be read ({reason})", "check its permissions", path=str(error.filename or folder))

    wanted = {kind} if kind else set(KINDS)
    for where, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and kind_of(name) in wanted:
                path = os.path.join(where, name)  # noqa: PTH118 - a name that is no valid text must come through
                yield Input(os.path.normpath(path), PurePath(os.path.relpath(path, folder)).as_posix())


def _sniffed(file: Input) -> str:
    """The kind of a file whose name does not tell, by its first bytes.

    Raises:
        InputError: it cannot be told.
    """
    if file.is_stdin:
        return ""  # looked at when it is opened: what is read from it is gone
    with open_input(file.path) as stream:
        kind = kind_of_content(unpacked(stream, file.path)[0])
    if kind is None:
        raise InputError("cannot tell what this is", f"say it with --read-as, one of {', '.join(KINDS)}", path=file.path)
    return kind


def kind_of_content(stream: BufferedReader) -> str | None:
    """The kind of a stream by its first bytes, which stay in it.

    Raises:
        InputError: a JSON array.
    """
    head = stream.peek(_PEEKED)[:_PEEKED].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"["):
        raise InputError("a JSON array", "write one object on each line: jq -c '.[]'")
    starts = ((b"{", "jsonl"), (b"WARC/", "warc"), (b"PAR1", "parquet"), (b"<", "html"))
    return next((kind for start, kind in starts if head.startswith(start)), None)


def fingerprint(files: Iterable[Input]) -> str:
    """Identity of files: names, sizes, times, and of the first thousand the head and the tail.

    Raises:
        InputError: a file that cannot be read.
    """
    found = hashlib.sha256()
    for number, file in enumerate(files):
        with open_input(file.path) as stream, reading(file.path):
            about = os.fstat(stream.fileno())
            found.update(f"{file.name}\0{about.st_size}\0{about.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
            if number < _HASHED_FILES:
                found.update(stream.read(_HEAD_TAIL))
                stream.seek(max(0, about.st_size - _HEAD_TAIL))
                found.update(stream.read(_HEAD_TAIL))
    return found.hexdigest()
