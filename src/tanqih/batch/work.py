"""The unit of work, the same for every engine: a shard of raw records in; rendered records, ledger, dead letters and figures out.

Pure and deterministic: what comes out depends on the records, the settings and the codec alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tanqih.batch import ledger
from tanqih.batch.dump.blocks import LearnedBlocks, LearnedChecker
from tanqih.batch.dump.note import note_of
from tanqih.batch.dump.note import packed as packed_note
from tanqih.batch.hunks import TextEdit
from tanqih.batch.limits import OverTime, processor_time, seconds_for
from tanqih.batch.mend import checked, document_of, mended
from tanqih.batch.records import BadRecord, Codec, Fields, Record
from tanqih.batch.statistics import SHARD_CHANGES, Statistics
from tanqih.check import Checker
from tanqih.commands.ignores import IgnoringChecker
from tanqih.commands.ignores import load as load_ignores
from tanqih.config import Config
from tanqih.decide import LEVELS
from tanqih.issue import Report, issue_as_json

TIME_LIMIT = 30.0
_OF_THE_CONTAINER = ("document", "path", "line", "column")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is done to each record. Picklable.

    Attributes:
        config: of the checker.
        mode: "safe" applies what is right without asking; "review" also the first suggestion of review issues; "annotate" changes no
            text and stores the issues; "learn" gives notes for an index (`dump.note`) in place of records.
        min_confidence: least confidence of a review issue that is applied, and of an issue that is stored or counted.
        time_limit: seconds of processor time per record, for each megabyte begun.
        learned: blocks that recur in the dump, for the rule `boilerplate/learned`.
    """

    config: Config
    mode: str = "safe"
    min_confidence: float = 0.5
    time_limit: float = TIME_LIMIT
    learned: LearnedBlocks | None = None


class Task(NamedTuple):
    """A shard that is to be worked on.

    Attributes:
        number: of the shard, from 0.
        records: in order.
        given_up: reasons of records that are not to be tried (again), by their number.
        duplicates: the first record like it, by the number of a duplicate (`dump.marks`).
    """

    number: int
    records: tuple[Record, ...]
    given_up: Mapping[int, str]
    duplicates: Mapping[int, Mapping[str, Any]] = {}


@dataclass(slots=True)
class ShardResult:
    """What became of a shard.

    Attributes:
        number: of the shard.
        first, count: number of its first record, and how many there were, headers included.
        input: hash of its raw records.
        rendered: place and bytes of each record that goes to the output, in order.
        ledger, dead, notes: lines for the side files.
        statistics: its figures.
    """

    number: int
    first: int
    count: int
    input: str
    rendered: list[tuple[str, bytes]] = field(default_factory=list)
    ledger: list[bytes] = field(default_factory=list)
    dead: list[bytes] = field(default_factory=list)
    notes: list[bytes] = field(default_factory=list)
    statistics: Statistics = field(default_factory=Statistics)


class Worker:
    """Works on shards; the checker is set up once."""

    def __init__(self, settings: Settings, codec: Codec) -> None:
        """Args:
        settings: what is done.
        codec: of the container.

        Raises:
            TanqihError: settings that do not fit (`Checker`).
        """
        self.settings, self.codec = settings, codec
        ignores = load_ignores(settings.config)
        learned = settings.learned
        self.checker: Checker = (
            LearnedChecker(settings.config, ignores, learned) if learned else IgnoringChecker(settings.config, ignores)
        )

    def run(self, task: Task, begins: Callable[[int], None] | None = None) -> ShardResult:
        """Work on a shard.

        Args:
            task: the shard.
            begins: told the number of each record before it is tried, so that a watcher knows where a worker hangs.
        """
        result = ShardResult(task.number, task.records[0].number, len(task.records), input_hash(task.records))
        for record in task.records:
            if begins:
                begins(record.number)
            if record.header:
                self._header(record, result)
                continue
            result.statistics.records += 1
            result.statistics.bytes_in += record.size or len(record.raw)
            try:
                self._one(record, task.given_up.get(record.number, record.bad), task.duplicates.get(record.number), result)
            except BadRecord as bad:
                reason = str(bad)
            except OverTime:
                reason = f"took more than {seconds_for(len(record.raw), self.settings.time_limit):g} s of processor time"
            except MemoryError:
                reason = "needs more memory than there is"
            except Exception as error:
                reason = f"internal error: {type(error).__name__}: {error}"
            else:
                continue
            result.statistics.bad(reason)
            result.dead.append(ledger.dead_letter(record, reason))
            result.ledger.append(ledger.dead_line(record, reason))
        result.statistics.trim(SHARD_CHANGES)
        return result

    def _header(self, record: Record, result: ShardResult) -> None:
        if self.settings.mode == "learn":
            return
        out = self.codec.header(record, annotated=self._into_records)
        if self.codec.exact and out != record.raw:
            result.ledger.append(ledger.header_line(record, out))
        result.rendered.append((record.place, out))

    @property
    def _into_records(self) -> bool:
        """True when annotations go into the records themselves."""
        return self.settings.mode == "annotate" and self.codec.annotates

    def _one(self, record: Record, bad: str, duplicate: Mapping[str, Any] | None, result: ShardResult) -> None:
        """Work on one record; the result is touched only when all went well."""
        if bad:
            raise BadRecord(bad)
        least, mode = self.settings.min_confidence, self.settings.mode
        note, line = None, b""
        with processor_time(seconds_for(len(record.raw), self.settings.time_limit)):
            fields = self.codec.parse(record)
            document = document_of(fields, record.place, record.number)
            found = mended(self.checker, document, mode, least) if mode in LEVELS else checked(self.checker, document)
            if mode == "learn":
                issues = (issue for issue in found.before.issues if issue.confidence >= least)
                out = packed_note(note_of(record, fields.id, document, issues))
            else:
                note = annotation(found.before, least, duplicate) if mode == "annotate" else None
                out, line = self._rendered(record, fields, found.text, note, found.edits)
        result.rendered.append((record.place, out))
        result.statistics.bytes_out += len(out)
        result.statistics.duplicates += duplicate is not None
        if line:
            result.ledger.append(line)
            result.statistics.changed += 1
        if note is not None and not self.codec.annotates:
            result.notes.append(_note_line(record, fields, note))
        result.statistics.good(record.place, found, fields.text, least)

    def _rendered(
        self, record: Record, fields: Fields, text: str, note: dict[str, Any] | None, edits: Sequence[TextEdit]
    ) -> tuple[bytes, bytes]:
        """The record's bytes and its line for the ledger; b"" when nothing changed."""
        annotated = note is not None and self.codec.annotates
        if not edits and not annotated:
            return record.raw if self.codec.exact else self.codec.render(record, text), b""
        changed = [(edit.start, edit.end, edit.after) for edit in edits]
        out = self.codec.render(record, text, note if annotated else None, changed)
        return out, ledger.change_line(record, fields.id, fields.text, text, edits, out, self.codec, annotated=annotated)


def annotation(report: Report, least: float, duplicate: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What is stored beside a text: its score, its issues of the least confidence and up, as in docs/json.md without their place in a
    file, and what it is a duplicate of.
    """
    issues = [issue_as_json(issue) for issue in report.issues if issue.confidence >= least]
    return {
        "score": round(report.score, 2),
        "issues": [{key: value for key, value in issue.items() if key not in _OF_THE_CONTAINER} for issue in issues],
        **({"duplicate_of": duplicate} if duplicate else {}),
    }


def _note_line(record: Record, fields: Fields, note: dict[str, Any]) -> bytes:
    name = {"id": fields.id} if fields.id else {}
    return ledger.as_line({"record": record.number, "place": record.place, **name, **note})


def input_hash(records: Iterable[Record]) -> str:
    """32 hex digits of the raw records of a shard."""
    found = hashlib.blake2b(digest_size=16)
    for record in records:
        found.update(b"%d:%d:" % (record.size, len(record.raw)))
        found.update(record.raw)
    return found.hexdigest()
