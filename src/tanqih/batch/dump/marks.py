"""Marks for the duplicates of a dump that is cleaned: each shard gets those of its records, so that workers need no index."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tanqih.batch.dump.lists import BLOCKS, beside
from tanqih.batch.dump.note import raw_key
from tanqih.batch.dump.store import Index
from tanqih.batch.identity import differences
from tanqih.batch.records import Container, Opening, Record
from tanqih.errors import ConfigError, InputError

_READ_ALIKE = ("format", "text_field", "encoding", "max_record")
"""Options that decide which record has which number and words."""


class Marks:
    """The duplicates of an index.

    Attributes:
        key: hash of them.
    """

    def __init__(self, path: Path, container: Container, opening: Opening) -> None:
        """Args:
        path: of the index.
        container: the dump that is to be cleaned; it must be the one that the index was learned from.
        opening: how it is opened.

        Raises:
            ConfigError: another dump, or one that was read with other options.
            InputError: no index that can be used.
        """
        self._index = Index(path)
        try:
            self.key = self._index.fact("duplicates") or ""
            self._check(path, container, opening)
        except BaseException:
            self.close()
            raise

    def _check(self, path: Path, container: Container, opening: Opening) -> None:
        identity = json.loads(self._index.fact("identity") or "{}")
        way_out = f"give its list of blocks alone: --learned {beside(path, BLOCKS)}"
        was, now = identity.get("fingerprint"), container.fingerprint()
        if was and now and was != now:
            raise ConfigError(f"{path} was learned from another dump, or it has changed since; learn again, or {way_out}")
        here = {name: getattr(opening, name) for name in _READ_ALIKE}
        if changed := differences({name: identity.get(name) for name in _READ_ALIKE}, here):
            raise ConfigError(f"{path} was learned with other options: {', '.join(changed)}; give the same, or {way_out}")

    def of(self, records: Sequence[Record]) -> dict[int, Mapping[str, Any]]:
        """The marks of the duplicates among some records, by their number (`Duplicate.mark`).

        Raises:
            InputError: a record is not the one that the index tells of.
        """
        by_number = {record.number: record for record in records}
        found: dict[int, Mapping[str, Any]] = {}
        for one in self._index.duplicates(records[0].number, records[-1].number):
            if self._index.raw(one.number) != raw_key(by_number[one.number]):
                raise InputError(
                    f"record {one.number} is not the one that was learned from",
                    "clean the dump that was learned from, or give --learned the list of blocks alone",
                    path=str(self._index.path),
                )
            found[one.number] = one.mark
        return found

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()
