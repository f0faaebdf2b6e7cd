"""The ray engine: its bookkeeping with a Ray that is only played, and (slow) a real Ray of several processes that are killed."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.batch.cluster import Cluster, cluster, stations
from tests.batch.support import KilledError, OddContainer, cleaned, dump, lines, side

from tanqih.batch import ray as engine_module
from tanqih.batch.containers import open_container
from tanqih.batch.engine import Bench
from tanqih.batch.parts import Carried, Done, noted, packed
from tanqih.batch.ray import AHEAD, RayEngine, gpu_share
from tanqih.batch.records import Opening
from tanqih.batch.work import Task, Worker
from tanqih.cli import main
from tanqih.errors import MissingExtraError, TanqihError

ENDS = ("", ".ledger.jsonl", ".dead.jsonl")


def written(output: Path) -> list[bytes | None]:
    paths = [output.with_name(output.name + end) for end in ENDS]
    return [path.read_bytes() if path.exists() else None for path in paths]


class PlayedError(Exception):
    """What the played Ray raises for a lost actor."""


class PlayedStation:
    """The actor in this process."""

    def __init__(self, bench: Bench, _folder: str) -> None:
        self._bench, self._worker = bench, Worker(bench.settings, bench.codec)

    def about(self) -> str:
        return engine_module.surroundings(self._bench.settings.config)

    def work(self, task: Task) -> Carried:
        result = self._worker.run(task)
        return Carried(noted(self._bench.token, result, 0.01), packed(result))


class Call:
    """A call of an actor that was not waited for yet."""

    def __init__(self, actor: Any, name: str, given: tuple[Any, ...]) -> None:
        self.actor, self.name, self.given = actor, name, given


class Played:
    """So much of Ray as the engine uses; calls are worked on when they are waited for, the last one first, and some lose their actor.

    Args:
        lose: numbers of the calls, from 0, whose actor is lost.
    """

    def __init__(self, lose: Sequence[int] = ()) -> None:
        self.exceptions = SimpleNamespace(RayError=PlayedError)
        self.lose, self.calls, self.most = set(lose), 0, 0
        self.gone: set[int] = set()

    def is_initialized(self) -> bool:
        return True

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 2.0}

    def remote(self, made: Any) -> Any:
        def method(actor: Any, name: str) -> Any:
            return SimpleNamespace(remote=lambda *given: Call(actor, name, given))

        def actor(*given: Any) -> Any:
            inside = made(*given)
            return SimpleNamespace(work=method(inside, "work"), about=method(inside, "about"), inside=inside)

        return SimpleNamespace(options=lambda **_: SimpleNamespace(remote=actor))

    def wait(self, refs: list[Call], **_given: float) -> tuple[list[Call], list[Call]]:
        self.most = max(self.most, len(refs))
        return refs[-1:], refs[:-1]

    def get(self, ref: Call) -> Any:
        number, self.calls = self.calls, self.calls + 1
        if number in self.lose:
            self.gone.add(id(ref.actor))
        if id(ref.actor) in self.gone:
            raise PlayedError("the actor died")
        return getattr(ref.actor, ref.name)(*ref.given)

    def kill(self, actor: Any) -> None:
        self.gone.add(id(actor.inside))

    def shutdown(self) -> None:
        raise AssertionError("it was not started by the engine")


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Played:
    made = Played()
    monkeypatch.setattr(engine_module, "_imported", lambda: made)
    monkeypatch.setattr(engine_module, "Station", PlayedStation)
    return made


@pytest.fixture
def calm(tmp_path: Path) -> list[bytes | None]:
    """What an engine in this process writes for `dump.jsonl`."""
    source = dump(tmp_path / "dump.jsonl", 40)
    (tmp_path / "calm").mkdir()
    cleaned(source, tmp_path / "calm" / "clean.jsonl")
    return written(tmp_path / "calm" / "clean.jsonl")


@pytest.mark.parametrize("lose", [(), (0,), (3,), (2, 5, 6)])
def test_shards_of_lost_actors_are_done_again(
    tmp_path: Path, played: Played, calm: list[bytes | None], lose: tuple[int, ...]
) -> None:
    played.lose = set(lose)
    cleaned(tmp_path / "dump.jsonl", tmp_path / "clean.jsonl", engine=RayEngine)
    assert written(tmp_path / "clean.jsonl") == calm
    assert played.most <= 2 + 2 * AHEAD  # greetings of new actors, and what the two have in hand


def test_a_shard_on_which_actors_are_always_lost_stops_the_run_and_nothing_is_lost(
    tmp_path: Path, played: Played, calm: list[bytes | None]
) -> None:
    played.lose = set(range(5, 200))
    with pytest.raises(TanqihError, match=r"are lost .*, 5 times \(the actor died\)"):
        cleaned(tmp_path / "dump.jsonl", tmp_path / "clean.jsonl", engine=RayEngine)
    played.lose = set()
    cleaned(tmp_path / "dump.jsonl", tmp_path / "clean.jsonl", engine=RayEngine)
    assert written(tmp_path / "clean.jsonl") == calm


def test_another_program_on_a_machine_is_refused(tmp_path: Path, played: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    source = dump(tmp_path / "dump.jsonl", 5)
    monkeypatch.setattr(PlayedStation, "about", lambda _: "other")
    with pytest.raises(TanqihError, match="another tanqih"):
        cleaned(source, tmp_path / "clean.jsonl", engine=RayEngine)


def test_without_ray_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = dump(tmp_path / "dump.jsonl", 5)
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"tanqih\[ray\]"):
        cleaned(source, tmp_path / "clean.jsonl", engine=RayEngine)


def test_the_engine_is_chosen_by_an_option_and_another_one_may_go_on(
    tmp_path: Path, played: Played, calm: list[bytes | None], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["batch", str(tmp_path / "dump.jsonl"), "-o", str(tmp_path / "clean.jsonl"), "--shard-size", "5", "--engine"]
    played.lose = set(range(5, 200))
    assert main([*words, "ray"]) == 2
    assert "are lost" in capsys.readouterr().err
    played.lose = set()
    assert main([*words, "local", "--workers", "1"]) == 0
    assert written(tmp_path / "clean.jsonl") == calm


@pytest.mark.parametrize(
    ("workers", "gpus", "share"), [(4, 0, 0), (2, 2, 1), (1, 8, 1), (3, 2, 0.5), (7, 2, 0.25), (6, 2, 0.3333)]
)
def test_gpus_are_shared_so_that_all_actors_find_room(workers: int, gpus: int, share: float) -> None:
    assert gpu_share(workers, gpus) == share


@pytest.fixture(scope="module")
def ray_here() -> Iterator[Cluster]:
    """A Ray of several processes on this machine, joined by this one."""
    if importlib.util.find_spec("ray") is None:
        pytest.skip("ray is not installed")
    with cluster(3) as started, pytest.MonkeyPatch.context() as patch:
        for name, value in started.environment.items():
            patch.setenv(name, value)
        import ray

        ray.init(address=started.address, log_to_driver=False, logging_level="ERROR")
        yield started
        ray.shutdown()


def crew(bench: Bench) -> RayEngine:
    return RayEngine(bench, 3)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # Ray's own
def test_a_real_ray_writes_the_same_bytes_with_actors_killed(tmp_path: Path, ray_here: Cluster, calm: list[bytes | None]) -> None:
    killed: list[int] = []

    class Attacked(RayEngine):
        def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
            for done in super().run(tasks):
                if done is not None and len(killed) < 2:
                    killed.append(stations(ray_here.keeper)[0])
                    os.kill(killed[-1], signal.SIGKILL)
                yield done

    cleaned(tmp_path / "dump.jsonl", tmp_path / "clean.jsonl", engine=lambda bench: Attacked(bench, 3))
    assert len(set(killed)) == 2
    assert written(tmp_path / "clean.jsonl") == calm


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_real_ray_goes_on_where_another_engine_was_killed(tmp_path: Path, ray_here: Cluster, calm: list[bytes | None]) -> None:
    class Stopped(RayEngine):
        def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
            for number, done in enumerate(one for one in super().run(tasks) if one is not None):
                yield done
                if number == 2:
                    raise KilledError

    with pytest.raises(KilledError):
        cleaned(tmp_path / "dump.jsonl", tmp_path / "clean.jsonl", engine=lambda bench: Stopped(bench, 2))
    assert not (tmp_path / "clean.jsonl").exists()
    cleaned(tmp_path / "dump.jsonl", tmp_path / "clean.jsonl", engine=crew)
    assert written(tmp_path / "clean.jsonl") == calm


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_on_a_real_ray_odd_records_become_the_same_dead_letters(tmp_path: Path, ray_here: Cluster) -> None:
    path = tmp_path / "dump.jsonl"
    texts = ("CRASH here.", "LOOP for ever.", "BROKEN here.")
    good = lines(12)
    path.write_bytes(b"".join([*good[:3], *(json.dumps({"text": text}).encode() + b"\n" for text in texts), *good[3:]]))
    container = OddContainer(open_container([str(path)], Opening(output="clean.jsonl")))
    outcome = cleaned(path, tmp_path / "clean.jsonl", container=container, engine=crew, time_limit=0.4)
    assert outcome.statistics.records == 15
    assert [(one["record"], one["reason"]) for one in side(tmp_path / "clean.jsonl", "dead")] == [
        (4, "a worker process died on it 3 times (signal 9)"),
        (5, "took more than 0.4 s of processor time"),
        (6, "internal error: ZeroDivisionError: a bug"),
    ]
