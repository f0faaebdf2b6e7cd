"""The first pass over a dump: what only the whole dump can tell, in an index on disk, and as files for people beside it.

The pass is a batch run whose workers note articles and whose output is the index, so that it is fed, watched, stopped and gone on with
like any other. What is added depends on the records in their order alone: the files are the same on every engine.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from tanqih.batch.dump.blocks import FEWEST, SHARE, proposal
from tanqih.batch.dump.note import unpacked
from tanqih.batch.dump.store import Index, Mistake
from tanqih.batch.journal import Journal
from tanqih.batch.outputs import Outputs
from tanqih.batch.records import Container, Sink
from tanqih.errors import ConfigError, InputError
from tanqih.formats.files import replace_file

BLOCKS, DUPLICATES, MISTAKES = ".blocks.toml", ".duplicates.jsonl", ".mistakes.tsv"
"""What is put behind the index's name for the files beside it."""
OLD = ".old"
LISTED = 100_000
"""Mistakes that are listed; the index has all of them."""
_COLUMNS = "articles places rule words suggestion arabic entry example".split()
_NO_ENTRY = frozenset({"name/broken-prefix"})


class IndexSink:
    """Puts notes into an index. Its offset is the number of the last record; what the index has already is passed over."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._notes: list[bytes] = []
        self._last = 0

    @property
    def appendable(self) -> bool:
        """True: notes are added while the pass goes on."""
        return True

    def open(self, path: Path, resume_at: int | None = None) -> None:
        """Begin, or go on; see `Sink.open`."""
        if not resume_at:
            for suffix in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        self._index = Index(path, write=True)
        self._last = self._index.last
        if self._last < (resume_at or 0):
            raise InputError("the index is shorter than its journal says", "start over with --fresh", path=str(path))

    def write(self, place: str, data: bytes) -> None:  # noqa: ARG002 - as the protocol has it
        """Take the note of a record."""
        self._notes.append(data)

    def checkpoint(self) -> int:
        """Add the notes of a shard."""
        notes = [note for note in map(unpacked, self._notes) if note.number > self._last]
        self._notes = []
        if notes:
            self._opened.add(notes)
            self._last = notes[-1].number
        return self._last

    def sync(self) -> None:
        """Commit."""
        self._opened.commit()

    def close(self) -> None:
        """Commit, and leave one file."""
        self._opened.finish()
        self._index = None

    def drop(self) -> None:
        """Let go; what was not committed is not in the index."""
        if self._index:
            self._index.close()
            self._index = None

    @property
    def _opened(self) -> Index:
        if self._index is None:
            raise ValueError("the sink is not open")
        return self._index


class Learning:
    """What becomes of a pass: the index, and the files beside it. See `batch.target.Target`."""

    def sink(self, container: Container) -> Sink:  # noqa: ARG002 - as the protocol has it
        """As `Target.sink`."""
        return IndexSink()

    def place(self, outputs: Outputs, journal: Journal) -> None:
        """Write what was found beside the index, then put the index in place; may be done again after a kill.

        Raises:
            InputError: a file cannot be written.
        """
        made = outputs.folder / "output"
        if made.exists():
            index = Index(made, write=True)
            try:
                known = journal.progress.statistics
                identity = {**journal.fact("identity"), "fingerprint": journal.fact("fingerprint")}
                index.set_fact("identity", json.dumps(identity))
                index.set_fact("records", json.dumps([known.records, known.dead]))
                index.set_fact("duplicates", write_duplicates(index, beside(outputs.output, DUPLICATES)))
                write_blocks(index, beside(outputs.output, BLOCKS))
                write_mistakes(index, beside(outputs.output, MISTAKES))
                index.finish()
            finally:
                index.close()
        outputs.place_side("dead")
        outputs.place(made, outputs.output)


def beside(index: Path, suffix: str) -> Path:
    """A file beside the index."""
    return index.with_name(index.name + suffix)


def write_blocks(index: Index, path: Path, fewest: int = FEWEST, share: float = SHARE) -> None:
    """Write the blocks that recur as a list for review (TOML); another list that is there, perhaps edited, stays under another name.

    Raises:
        InputError: the place cannot be written.
    """
    text = "".join(proposal(index.blocks(fewest, share))).encode()
    if path.exists() and path.read_bytes() != text:
        path.replace(path.with_name(path.name + OLD))
    replace_file(path, [text])


def write_duplicates(index: Index, path: Path) -> str:
    """Write a line of JSON for each duplicate: its record, place and id, those of the first one like it, how alike they are.

    Returns:
        A hash of the file.
    """
    found = blake2b(digest_size=8)

    def lines() -> Iterator[bytes]:
        for one in index.duplicates():
            line = (json.dumps(one._asdict(), ensure_ascii=False) + "\n").encode()
            found.update(line)
            yield line

    replace_file(path, lines())
    return found.hexdigest()


def write_mistakes(index: Index, path: Path) -> None:
    """Write the mistakes that recur (TSV), the most frequent first: one entry of a glossary may mend a thousand articles."""
    replace_file(path, _mistake_lines(index))


def _mistake_lines(index: Index) -> Iterator[bytes]:
    yield ("\t".join(_COLUMNS) + "\n").encode()
    for one, _ in zip(index.mistakes(), range(LISTED), strict=False):
        cells = (one.articles, one.places, one.rule, one.text, one.suggestion, one.arabic, entry(one), one.example)
        yield ("\t".join(map(str, cells)) + "\n").encode()


def entry(mistake: Mistake) -> str:
    """The entry of a glossary that would settle a mistake, as a command; words in capitals are for a person to fill in.

    "" where no glossary helps (punctuation, grammar); where an entry finds it already, that entry's name.
    """
    known = next((one for one in mistake.origin.split("+") if one.startswith("glossary:")), "")
    if known:
        return known
    family = mistake.rule.partition("/")[0]
    words = mistake.text if any(sign.isalpha() for sign in mistake.text) else ""
    if not words or mistake.rule in _NO_ENTRY:
        return ""
    if family == "name":
        given = {"arabic": mistake.arabic or "ARABIC", "english": mistake.suggestion or "ENGLISH", "wrong": words}
        return _command("--name --kind KIND", given)
    if mistake.rule == "model/suspect" or (family == "encoding" and not words.isascii() and not mistake.suggestion):
        arabic = not words.isascii()
        given = {
            "arabic": words if arabic else mistake.arabic or "ARABIC",
            "english": mistake.suggestion or "ENGLISH",
            "wrong": "WRONG" if arabic else words,
        }
        return _command("", given)
    return ""


def _command(before: str, given: dict[str, str]) -> str:
    options = " ".join(f"--{name} {shlex.quote(value)}" for name, value in given.items())
    return " ".join(part for part in ("tanqih glossary add", before, options) if part)


class Given(NamedTuple):
    """What `--learned` named: the list of blocks, and the index with the duplicates where it is an index."""

    blocks: Path
    index: Path | None


def given(path: Path) -> Given:
    """What a path means: an index, with its list of blocks beside it, or a list alone.

    Raises:
        ConfigError: there is nothing, or an index without its list.
    """
    try:
        with path.open("rb") as stream:
            is_index = stream.read(16) == b"SQLite format 3\0"
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); make it with tanqih batch IN --learn {path}") from None
    if not is_index:
        return Given(path, None)
    if not beside(path, BLOCKS).exists():
        raise ConfigError(f"{beside(path, BLOCKS)}: the index's list of blocks is not there; learn again with --fresh")
    return Given(beside(path, BLOCKS), path)
