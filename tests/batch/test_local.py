"""The local engine: processes that are fed, watched and replaced. Everything here starts processes, so there is little of it."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.batch.support import OddContainer, Serial, cleaned, dump, lines, side

from tanqih.batch import local
from tanqih.batch.containers import open_container
from tanqih.batch.engine import Bench
from tanqih.batch.local import LocalEngine
from tanqih.batch.parts import Done
from tanqih.batch.records import Opening
from tanqih.batch.work import Task
from tanqih.errors import InputError

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs POSIX timers")


def odd(tmp_path: Path, *texts: str) -> tuple[Path, OddContainer]:
    """A dump with odd records after the third line, and its container."""
    path = tmp_path / "dump.jsonl"
    good = lines(12)
    path.write_bytes(b"".join([*good[:3], *(json.dumps({"text": text}).encode() + b"\n" for text in texts), *good[3:]]))
    return path, OddContainer(open_container([str(path)], Opening(output="clean.jsonl")), str(tmp_path / "mark"))


def crew(number: int) -> object:
    return lambda bench: LocalEngine(bench, number)


def test_the_output_is_the_same_to_the_byte_whatever_the_workers(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", 60)
    found = []
    for name, engine in (("serial", Serial), ("one", crew(1)), ("two", crew(2)), ("three", crew(3))):
        (tmp_path / name).mkdir()
        cleaned(source, tmp_path / name / "clean.jsonl", engine=engine)
        found.append([(tmp_path / name / f"clean.jsonl{end}").read_bytes() for end in ("", ".ledger.jsonl")])
    assert found[1:] == found[:1] * 3


def test_a_worker_that_dies_is_replaced_and_its_shard_done_again(tmp_path: Path) -> None:
    source, container = odd(tmp_path, "The talks ended ONCE .")
    outcome = cleaned(source, tmp_path / "clean.jsonl", container=container, engine=crew(2))
    assert outcome.statistics.dead == 0
    assert outcome.statistics.records == 13


def test_a_record_on_which_workers_die_is_given_up(tmp_path: Path) -> None:
    source, container = odd(tmp_path, "CRASH here.")
    outcome = cleaned(source, tmp_path / "clean.jsonl", container=container, engine=crew(1))
    (letter,) = side(tmp_path / "clean.jsonl", "dead")
    assert letter["reason"] == "a worker process died on it 3 times (signal 9)"
    assert letter["record"] == 4
    assert outcome.statistics.records == 13


def test_what_hangs_in_c_code_is_cut_off_by_the_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_SLACK", 0.2)
    source, container = odd(tmp_path, "STUCK here.", "LOOP for ever.")
    cleaned(source, tmp_path / "clean.jsonl", container=container, engine=crew(2), time_limit=0.4)
    letters = side(tmp_path / "clean.jsonl", "dead")
    assert [(one["record"], one["reason"]) for one in letters] == [
        (number, "took more than 0.4 s of processor time") for number in (4, 5)
    ]


def test_a_worker_that_is_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", 60)
    (tmp_path / "calm").mkdir()
    cleaned(source, tmp_path / "calm" / "clean.jsonl")
    killed: list[int] = []

    class Attacked(LocalEngine):
        def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
            for done in super().run(tasks):
                if done is not None and len(killed) < 2:
                    killed.append(self.pids[0])
                    os.kill(self.pids[0], signal.SIGKILL)
                yield done

    cleaned(source, tmp_path / "clean.jsonl", engine=lambda bench: Attacked(bench, 2))
    assert len(killed) == 2
    assert (tmp_path / "clean.jsonl").read_bytes() == (tmp_path / "calm" / "clean.jsonl").read_bytes()
    assert side(tmp_path / "clean.jsonl", "dead") == []


def test_workers_stop_when_their_parent_is_gone_or_closes(tmp_path: Path) -> None:
    source, container = odd(tmp_path, *["SLOW record."] * 50)
    bench_of: list[Bench] = []

    class Watched(LocalEngine):
        def __init__(self, bench: Bench) -> None:
            super().__init__(bench, 1)
            bench_of.append(bench)

        def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
            for done in super().run(tasks):
                yield done
                pids.extend(self.pids)
                os.kill(os.getpid(), signal.SIGINT)
                os.kill(os.getpid(), signal.SIGINT)

    pids: list[int] = []
    assert cleaned(source, tmp_path / "clean.jsonl", container=container, engine=Watched).stopped
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_worker_that_cannot_write_stops_the_run(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", 12)

    def engine(bench: Bench) -> LocalEngine:
        return LocalEngine(bench._replace(parts=tmp_path / "nowhere"), 1)

    with pytest.raises(InputError, match="a worker cannot go on"):
        cleaned(source, tmp_path / "clean.jsonl", engine=engine)
    cleaned(source, tmp_path / "clean.jsonl", engine=crew(1))
    assert len((tmp_path / "clean.jsonl").read_bytes().splitlines()) == 12
