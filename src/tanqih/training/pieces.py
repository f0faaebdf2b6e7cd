"""Large files in pieces: for machines that hand back only small files. The pieces join to the same bytes, which a hash proves.

`NAME.pieces.json` lists the pieces `NAME.000`, `NAME.001`, … with the hash of each and of the whole. It is written last, so pieces of a
copy that was cut short are never joined.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from tanqih.errors import InputError
from tanqih.formats.files import replace_file

PIECE_BYTES = 15 * 1024 * 1024
"""Of a piece at most: under the 16 MiB that such machines take."""
LIST = ".pieces.json"
_AGAIN = "copy all of its pieces and the list again"


def forget(path: Path) -> None:
    """Take back the list of a file's pieces: before the file changes, so that old pieces never replace it."""
    path.with_name(path.name + LIST).unlink(missing_ok=True)


def split(path: Path, size: int = PIECE_BYTES) -> list[Path]:
    """Write a file in pieces beside it, and their list; pieces of an earlier state are removed.

    Returns:
        The pieces.

    Raises:
        InputError: a piece cannot be written.
    """
    forget(path)
    names, whole = {}, hashlib.sha256()
    for number, piece in enumerate(_read(path, size)):
        name = f"{path.name}.{number:03}"
        replace_file(path.with_name(name), [piece])
        names[name] = hashlib.sha256(piece).hexdigest()
        whole.update(piece)
    for old in path.parent.glob(f"{path.name}.[0-9][0-9][0-9]"):
        if old.name not in names:
            old.unlink()
    listed = path.with_name(path.name + LIST)
    replace_file(listed, [json.dumps({"pieces": names, "sha256": whole.hexdigest()}, indent=1).encode() + b"\n"])
    return [path.with_name(name) for name in names]


def joined(path: Path) -> bool:
    """Make a file of its pieces where they hold another state of it; True when it was made.

    Raises:
        InputError: a piece is missing or damaged; the file stays as it is.
    """
    listed = path.with_name(path.name + LIST)
    if not listed.is_file():
        return False
    try:
        table = json.loads(listed.read_text(encoding="utf8"))
        pieces, wanted = dict(table["pieces"]), str(table["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError("not a list of pieces", _AGAIN, path=str(listed)) from None
    if path.is_file() and _digest(path) == wanted:
        return False
    for name, digest in pieces.items():
        piece = path.parent / Path(name).name  # never outside of the folder, whatever the list says
        if piece.name != name or not piece.is_file() or _digest(piece) != digest:
            raise InputError("a piece that is missing or damaged", _AGAIN, path=str(piece))
    replace_file(path, ((path.parent / name).read_bytes() for name in pieces))
    return True


def _read(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(size):
            yield piece


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
