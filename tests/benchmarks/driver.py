"""What the one process costs that cuts a dump, sends shards out, takes parts in, notes them and puts the output together.

It bounds a cluster. Here its engine gives every record back as it came; what stands for the workers is not counted.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator
from pathlib import Path

from tanqih.batch.containers import open_container
from tanqih.batch.engine import Bench
from tanqih.batch.parts import Carried, Done, noted, packed, write_file
from tanqih.batch.records import Opening
from tanqih.batch.run import Plan, clean
from tanqih.batch.work import Settings, ShardResult, Task, input_hash
from tanqih.config import Config
from tests.batch.support import Silent
from tests.benchmarks import dumps

ARTICLES = 4_000


class Idle:
    """An engine without work; shards and parts are pickled as for Ray."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.theirs, self.sent, self.taken = 0.0, 0, 0

    def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
        """As `Engine.run`."""
        for task in tasks:
            out = pickle.dumps(task, protocol=5)
            began = time.process_time()
            back = self._answer(pickle.loads(out))
            self.theirs += time.process_time() - began
            carried: Carried = pickle.loads(back)
            write_file(self._bench.parts / carried.done.part, carried.data)
            self.sent += len(out)
            self.taken += len(back)
            yield carried.done

    def _answer(self, task: Task) -> bytes:
        result = ShardResult(task.number, task.records[0].number, len(task.records), input_hash(task.records))
        result.rendered = [(record.place, record.raw) for record in task.records]
        result.statistics.records = len(task.records)
        return pickle.dumps(Carried(noted(self._bench.token, result, 0.0), packed(result)), protocol=5)

    def drain(self) -> None:
        """As `Engine.drain`."""

    def close(self) -> None:
        """As `Engine.close`."""


def main(folder: Path) -> None:
    """Print the figures."""
    source = dumps.write(folder / f"{ARTICLES}.jsonl", ARTICLES)
    size = source.stat().st_size
    engines: list[Idle] = []

    def engine(bench: Bench) -> Idle:
        engines.append(Idle(bench))
        return engines[0]

    output = folder / "idle.jsonl"
    opening = Opening(output=str(output))
    container = open_container([str(source)], opening)
    plan = Plan([str(source)], output, opening, Settings(Config()), fresh=True)
    started: list[float] = []

    class Started(Silent):
        def begins(self, *, done: int, at: int, size: int | None) -> None:  # noqa: ARG002 - as the protocol has it
            started.append(time.process_time())

    clean(plan, container, engine, Started())
    used = time.process_time() - started[0] - engines[0].theirs
    print(
        f"\nmain process, {ARTICLES:,} articles, {size / 1e6:.1f} MB: {1e6 * used / ARTICLES:.0f} µs of processor time an article, "
    )
    print(
        f"{size / 1e6 / used:.0f} MB per CPU second; sent {engines[0].sent / size:.3f} and taken back {engines[0].taken / size:.3f}"
    )
    print("bytes for each byte of the dump; output the same:", output.read_bytes() == source.read_bytes())
