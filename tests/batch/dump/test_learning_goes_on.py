"""Learning that is killed, runs out of disk, or has other engines, workers and shards ends with the same lists."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.batch.dump.articles import article, dump, generated
from tests.batch.support import KilledError, Serial, Silent
from tests.support import ROOT

from tanqih.batch.containers import open_container
from tanqih.batch.dump.learning import Learning
from tanqih.batch.dump.store import Index
from tanqih.batch.engine import Bench
from tanqih.batch.records import Opening
from tanqih.batch.run import Plan, clean
from tanqih.batch.work import Settings
from tanqih.config import Config

LISTS = (".blocks.toml", ".duplicates.jsonl", ".mistakes.tsv")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def source() -> str:
    return dump(Path("d.jsonl"), generated()).name


def lists(index: Path) -> list[bytes]:
    return [index.with_name(index.name + end).read_bytes() for end in LISTS]


class Stopped(Serial):
    """Is killed after some shards."""

    after = 0

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, self.after)


def learned(path: Path, index: Path, shard_size: int, kills: list[int]) -> list[bytes]:
    """The lists of a pass that is killed after so many shards each time, and goes on."""
    opening = Opening()
    plan = Plan([str(path)], index, opening, Settings(Config(ignore=("all",)), "learn"), shard_size)
    for after in [*kills, None]:
        engine: Any = Serial if after is None else type("Killed", (Stopped,), {"after": after})
        try:
            clean(plan, open_container([str(path)], opening), engine, Silent(), Learning())
        except KilledError:
            continue
    return lists(index)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 30), st.lists(st.integers(0, 4), max_size=4), st.randoms(use_true_random=False))
def test_shards_and_kills_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, shard_size: int, kills: list[int], chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("learn")
    articles = generated()
    chance.shuffle(articles)
    path = dump(folder / "d.jsonl", articles)
    calm = learned(path, folder / "calm.index", 250, [])
    assert learned(path, folder / "i.index", shard_size, kills) == calm


def test_a_kill_between_index_and_journal_doubles_nothing(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index may know more than the journal does; it passes over what it has."""
    calm = learned(Path(source), Path("calm.index"), 5, [])
    with monkeypatch.context() as patch:
        patch.setattr("tanqih.batch.assembly.PAUSE", 0.0)
        patch.setattr("tanqih.batch.journal.Journal.advance", interrupted)
        with pytest.raises(KilledError):
            learned_once(source)
    ahead = Index(Path("i.index.tanqih/output"))
    assert ahead.last > 0
    ahead.close()
    assert learned(Path(source), Path("i.index"), 5, []) == calm


def interrupted(*_: Any) -> None:
    raise KilledError


def learned_once(source: str) -> None:
    plan = Plan([source], Path("i.index"), Opening(), Settings(Config(ignore=("all",)), "learn"), 5)
    clean(plan, open_container([source]), Serial, Silent(), Learning())


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "tanqih", "batch", *words]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def many() -> list[tuple[str, list[str]]]:
    """Articles enough for a pass to take a while."""
    return [(f"https://{seed % 3}.example/{seed}", [*article(seed % 300, 3), "The the end."]) for seed in range(700)]


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_kill_9_then_the_same_command_and_two_workers_give_the_same_lists(tmp_path: Path) -> None:
    source = dump(tmp_path / "d.jsonl", many())
    calm, index = tmp_path / "calm.index", tmp_path / "i.index"
    began = time.monotonic()
    alone = command(str(source), "--learn", str(calm), "--workers", "1", "--shard-size", "20", "-q")
    assert subprocess.run(alone, env=environment(), check=False, timeout=300).returncode == 1
    seconds = time.monotonic() - began
    words = command(str(source), "--learn", str(index), "--workers", "2", "--shard-size", "20", "-q")
    kills = 0
    for share in (0.4, 0.6, 0.5):
        with subprocess.Popen(words, env=environment()) as process:
            try:
                process.wait(share * seconds)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                kills += process.wait(60) == -signal.SIGKILL
    assert subprocess.run(words, env=environment(), check=False, timeout=300).returncode == 1
    assert kills
    assert lists(index) == lists(calm)
    clean = [command(str(source), "--learned", str(one), "--annotate", "-q", "-o") for one in (calm, index)]
    for number, one in enumerate(clean):
        words = [*one, str(tmp_path / f"m{number}.jsonl"), "--workers", str(number + 1)]
        assert subprocess.run(words, env=environment(), check=False, timeout=300).returncode == 1
    assert (tmp_path / "m0.jsonl").read_bytes() == (tmp_path / "m1.jsonl").read_bytes()
    assert (tmp_path / "m0.jsonl").read_text().count("duplicate_of") == 400


@pytest.mark.skipif(os.name != "posix", reason="needs limits")
def test_a_full_disk_loses_nothing(source: str, tmp_path: Path) -> None:
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))

    words = command(source, "--learn", "i.index", "--shard-size", "10", "--workers", "1", "--ignore", "all", "-q")
    done = subprocess.run(
        words, env=environment(), cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=limited, timeout=300
    )
    assert done.returncode == 2, done.stderr
    assert "then give the same command" in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path("i.index").exists()
    assert subprocess.run(words, env=environment(), cwd=tmp_path, check=False, timeout=300).returncode == 1
    assert lists(Path("i.index")) == learned(Path(source), Path("calm.index"), 250, [])


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # Ray's own
def test_a_real_ray_learns_and_marks_the_same(
    source: str, tmp_path: Path, ray_here: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ray_here.environment.items():
        monkeypatch.setenv(name, value)
    for engine in ("local", "ray"):
        words = ["--engine", engine, "--workers", "2", "--shard-size", "7", "-q"]
        for more in (["--learn", f"{engine}.index"], ["--learned", "local.index", "--annotate", "-o", f"{engine}.jsonl"]):
            done = subprocess.run(command(source, *more, *words), env=environment(), cwd=tmp_path, check=False, timeout=300)
            assert done.returncode == 1
    assert lists(tmp_path / "ray.index") == lists(tmp_path / "local.index")
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()


@pytest.fixture
def ray_here() -> Iterator[Any]:
    """A Ray of several processes on this machine."""
    pytest.importorskip("ray")
    from tests.batch.cluster import cluster

    with cluster(3) as started:
        yield started
