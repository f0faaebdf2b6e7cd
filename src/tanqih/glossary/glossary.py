"""The glossary as a whole: files in, entries and matches out. Immutable, loaded once, shared by all checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tanqih._version import __version__
from tanqih.glossary import cache
from tanqih.glossary.entries import (
    MAX_ENTRIES,
    NAME_COLUMNS,
    TERM_COLUMNS,
    AnyEntry,
    Entry,
    GlossaryError,
    load_bytes,
    name_from_cells,
    term_from_cells,
)
from tanqih.glossary.index import Index, compile_index
from tanqih.glossary.look import NameLook, looker_of
from tanqih.glossary.match import Match, find
from tanqih.glossary.names import compile_names
from tanqih.glossary.topic import Topics, compile_topics
from tanqih.resources import glossaries_folder

if TYPE_CHECKING:
    from tanqih.text import Page

COMPILED_VERSION = f"{__version__}.22"
"""Part of the cache key; the last number goes up whenever the compiled form changes."""
SECTIONS: tuple[Callable[[Sequence[AnyEntry]], dict[str, str]], ...] = (compile_index, compile_topics, compile_names)
"""What makes the compiled sections; each takes the entries in order and returns sections by name."""


class Glossary:
    """Term and name entries with their compiled form.

    Attributes:
        files: the TSV files, in order.
        key: hash of what the files hold.
        store: compiled sections, for the modules that made them.
    """

    def __init__(self, files: Sequence[Path], key: str, store: cache.Store) -> None:
        """Use `load`, `shipped` or `of` instead."""
        self.files, self.key, self.store = tuple(files), key, store
        self.index, self.topics = Index(store), Topics(store)
        self._entries: dict[int, AnyEntry] = {}
        self._shipped = sum(path.parent == glossaries_folder() for path in files)
        self._accepted: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self.store.lines("entries"))

    def entry(self, number: int) -> AnyEntry:
        """An entry by its number."""
        found = self._entries.get(number)
        if found is None:
            file, line, *cells = self.store.lines("entries")[number].split("\t")
            path = str(self.files[int(file)])
            if len(cells) == len(TERM_COLUMNS):
                found = term_from_cells(dict(zip(TERM_COLUMNS, cells, strict=True)), path, int(line))
            else:
                found = name_from_cells(dict(zip(NAME_COLUMNS, cells, strict=True)), path, int(line))
            self._entries[number] = found
        return found

    @property
    def entries(self) -> list[AnyEntry]:
        """All entries; made on demand, so prefer `entry` where a few will do."""
        return [self.entry(number) for number in range(len(self))]

    def is_house(self, number: int) -> bool:
        """True for an entry of a file of the user's own, which goes before the shipped ones."""
        return int(self.store.lines("entries")[number].partition("\t")[0]) >= self._shipped

    @property
    def house_forms(self) -> frozenset[str]:
        """What the user's own entries accept, in lower case: no shipped entry reports it."""
        if self._accepted is None:
            own = [self.entry(number) for number in range(len(self)) if self._shipped < len(self.files) and self.is_house(number)]
            forms = (entry.english if isinstance(entry, Entry) else (entry.english, *entry.variants) for entry in own)
            self._accepted = frozenset(form.lower() for some in forms for form in some)
        return self._accepted

    def renderings(self, number: int) -> list[dict[str, str]]:
        """English forms of an entry, best first, each by inflected form ("" for the dictionary form)."""
        found: list[dict[str, str]] = json.loads(self.store.lines("renderings")[number])
        return found

    def matches(self, page: Page) -> dict[str, list[Match]]:
        """What the glossary finds on a page, by rule id; see `match.find`."""
        return find(self, page)

    def look(self, page: Page) -> NameLook:
        """What a quick look at the names of a page tells."""
        return looker_of(self.store).look(block.text for block in page.blocks)


def load(paths: Iterable[Path] = (), *, shipped: bool = True) -> Glossary:
    """The shipped glossaries and any further files, compiled or from the cache.

    Args:
        paths: TSV files, or folders whose TSV files are all taken.
        shipped: False to leave the shipped ones out.

    Raises:
        GlossaryError: a file that is missing or wrong.
    """
    files = [*(sorted(glossaries_folder().glob("*.tsv")) if shipped else ()), *_files(paths)]
    stamps = []
    for path in files:
        try:
            stat = path.stat()
        except OSError as error:
            raise GlossaryError(f"cannot be read ({error.strerror})", path=str(path)) from None
        stamps.append((path, stat.st_mtime_ns, stat.st_size))
    return _loaded(tuple(stamps))


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found.extend(sorted(path.glob("*.tsv")) if path.is_dir() else [path])
    return found


@lru_cache(maxsize=8)
def _loaded(stamps: tuple[tuple[Path, int, int], ...]) -> Glossary:
    files = [path for path, _, _ in stamps]
    try:
        contents = [(str(number), path.read_bytes()) for number, path in enumerate(files)]
    except OSError as error:
        raise GlossaryError(f"cannot be read ({error.strerror})", path=str(error.filename)) from None
    key = cache.content_key(contents, COMPILED_VERSION)
    store = cache.load(key, lambda: _compiled(files, [data for _, data in contents]))
    return Glossary(files, key, store)


def of(entries_by_file: dict[str, str]) -> Glossary:
    """A glossary from the texts of TSV files by name; nothing is cached. For tests and tools.

    Raises:
        GlossaryError: as for `load`.
    """
    files = [Path(name) for name in entries_by_file]
    contents = [text.encode() for text in entries_by_file.values()]
    sections = _compiled(files, contents)
    return Glossary(files, "", cache.Store({name: text.encode() for name, text in sections.items()}))


def _compiled(files: Sequence[Path], contents: Sequence[bytes]) -> dict[str, str]:
    entries: list[AnyEntry] = []
    rows: list[str] = []
    for number, (path, data) in enumerate(zip(files, contents, strict=True)):
        lines = data.decode("utf-8-sig", "replace").split("\n")
        for entry in load_bytes(data, str(path)):
            entries.append(entry)
            cells = (cell.strip() for cell in lines[entry.line - 1].split("\t"))
            rows.append("\t".join((str(number), str(entry.line), *cells)))
        if len(entries) > MAX_ENTRIES:
            line = entries[MAX_ENTRIES].line
            raise GlossaryError(f"more than {MAX_ENTRIES:,} entries in all files; leave some out", path=str(path), line=line)
    sections = {"entries": "\n".join(rows)}
    for compile_sections in SECTIONS:
        sections |= compile_sections(entries)
    return sections
