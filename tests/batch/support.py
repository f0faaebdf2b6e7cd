"""What tests of the batch share: small dumps with damage, an engine in this process, codecs that misbehave."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tanqih.batch.containers import open_container
from tanqih.batch.engine import Bench
from tanqih.batch.parts import Done, write_part
from tanqih.batch.records import Codec, Container, Fields, Opening, Record, Replacement
from tanqih.batch.run import Outcome, Plan, clean
from tanqih.batch.work import Settings, Task, Worker
from tanqih.config import Config

GOOD = (
    "The talks on the dam ended on Sunday without an agreement.",
    "Officials from both sides said that a new round would begin within two weeks.",
    "Prices rose by 3.5 percent in October, the highest rate since 2019.",
    "The ministry did not give the number of people who had left their homes.",
)
DAMAGED = (
    "The talks on the dam ended on Sunday .. without an agreement",
    "The minister said:\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}We will not leave\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}.",
    "About \N{ARABIC-INDIC DIGIT FOUR}\N{ARABIC-INDIC DIGIT TWO} families left \N{ARABIC COMMA} according to the council.",
    "It&#8217;s the third meeting , and the last one.",
)


def article(number: int, seed: int = 7) -> str:
    """A short article, with damage more often than not."""
    chance = random.Random(seed * 1_000_003 + number)
    lines = [chance.choice(GOOD if chance.random() < 0.6 else DAMAGED) for _ in range(chance.randint(2, 5))]
    return "\n\n".join([*lines, f"Report number {number}."])


def lines(count: int, seed: int = 7) -> list[bytes]:
    """Lines of a JSONL dump, some of them in ASCII with escapes."""
    return [
        json.dumps({"id": f"a{number}", "text": article(number, seed), "n": number}, ensure_ascii=bool(number % 3)).encode()
        + b"\n"
        for number in range(1, count + 1)
    ]


def dump(path: Path, count: int, seed: int = 7) -> Path:
    """A JSONL dump on the disk."""
    path.write_bytes(b"".join(lines(count, seed)))
    return path


class Serial:
    """An engine in this process, for tests of everything but processes.

    Args:
        bench: what is needed.
        stop_after: shards after which it raises `Killed`.
    """

    def __init__(self, bench: Bench, stop_after: int | None = None) -> None:
        self._bench, self._left = bench, stop_after
        self._worker = Worker(bench.settings, bench.codec)
        self._draining = False

    def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
        """As `Engine.run`."""
        for task in tasks:
            if self._left == 0:
                raise KilledError
            yield write_part(self._bench.parts, self._bench.token, self._worker.run(task), 0.01)
            self._left = None if self._left is None else self._left - 1
            if self._draining:
                return

    def drain(self) -> None:
        """As `Engine.drain`."""
        self._draining = True

    def close(self) -> None:
        """As `Engine.close`."""


class KilledError(Exception):
    """Stands for a process that ends in the middle."""


class Silent:
    """A watcher that remembers what was noted."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.before = 0

    def begins(self, *, done: int, at: int, size: int | None) -> None:  # noqa: ARG002 - as the protocol has it
        """As `Watcher.begins`."""
        self.before = done

    def shard(self, done: Done) -> None:
        """As `Watcher.shard`."""

    def look(self, position: int) -> None:
        """As `Watcher.look`."""

    def note(self, text: str) -> None:
        """As `Watcher.note`."""
        self.notes.append(text)


def cleaned(
    source: Path,
    output: Path,
    *,
    engine: Any = Serial,
    container: Container | None = None,
    watcher: Silent | None = None,
    **given: Any,
) -> Outcome:
    """Run a batch; `given` are fields of `Settings` and `Plan`."""
    of_settings = {name: given.pop(name) for name in ("mode", "min_confidence", "time_limit", "config") if name in given}
    opening = Opening(output=str(output))
    settings = Settings(**{"config": Config(), **of_settings})
    plan = Plan([str(source)], output, opening, settings, **{"shard_size": 5, **given})
    return clean(plan, container or open_container([str(source)], opening), engine, watcher or Silent())


@dataclass(frozen=True)
class OddCodec:
    """A codec that does something odd on records whose text holds a word, in the process that parses it."""

    inner: Codec
    mark: str = ""

    @property
    def exact(self) -> bool:
        """As the codec inside."""
        return self.inner.exact

    @property
    def annotates(self) -> bool:
        """As the codec inside."""
        return self.inner.annotates

    def parse(self, record: Record) -> Fields:
        """Misbehaves, or parses."""
        fields = self.inner.parse(record)
        if "LOOP" in fields.text:
            while True:
                pass
        if "STUCK" in fields.text:  # like C code that never looks for signals
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
            while True:
                pass
        if "CRASH" in fields.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "ONCE" in fields.text and not Path(self.mark).exists():
            Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "SLOW" in fields.text:
            time.sleep(0.2)
        if "BROKEN" in fields.text:
            raise ZeroDivisionError("a bug")
        return fields

    def render(
        self, record: Record, text: str, extra: Mapping[str, Any] | None = None, edits: Sequence[Replacement] | None = None
    ) -> bytes:
        """As the codec inside."""
        return self.inner.render(record, text, extra, edits)

    def header(self, record: Record, *, annotated: bool) -> bytes:
        """As the codec inside."""
        return self.inner.header(record, annotated=annotated)


class OddContainer:
    """A container with an odd codec.

    Args:
        inner: the container.
        mark: file by which a codec knows that it died before.
    """

    def __init__(self, inner: Container, mark: str = "") -> None:
        self._inner, self._mark = inner, mark

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def codec(self) -> OddCodec:
        """The odd codec."""
        return OddCodec(self._inner.codec(), self._mark)


def side(output: Path, name: str) -> list[dict[str, Any]]:
    """The lines of a file beside the output: "ledger", "dead", "annotations"."""
    path = output.with_name(f"{output.name}.{name}.jsonl")
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
