"""The command itself, killed at random moments: the same command goes on, and the output has the same hash."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.batch.support import dump
from tests.support import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
RECORDS = 400


def command(source: Path, output: Path, *more: str) -> list[str]:
    options = ["--workers", "2", "--shard-size", "20", "--quiet", *more]
    return [sys.executable, "-m", "tanqih", "batch", str(source), "-o", str(output), *options]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def hashes(output: Path) -> dict[str, str]:
    names = (output, output.with_name(f"{output.name}.ledger.jsonl"), output.with_name(f"{output.name}.dead.jsonl"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in names}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = dump(tmp_path_factory.mktemp("dump") / "dump.jsonl", RECORDS)
    lines = path.read_bytes().splitlines(keepends=True)
    for number in range(50, RECORDS, 100):
        lines[number] = lines[number][:40] + b"\n"
    path.write_bytes(b"".join(lines))
    return path


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], float]:
    """Hashes of a run without trouble, and the seconds that it took."""
    output = tmp_path_factory.mktemp("calm") / "clean.jsonl"
    began = time.monotonic()
    done = subprocess.run(command(source, output), env=environment(), check=False, timeout=300)
    assert done.returncode == 1  # bad records
    return hashes(output), time.monotonic() - began


def killed(source: Path, output: Path, after: float, number: int) -> int:
    """Start the command, kill it after some seconds; gives its exit code."""
    with subprocess.Popen(command(source, output), env=environment(), stderr=subprocess.DEVNULL) as process:
        try:
            return process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(number)
            return process.wait(60)


def survives(source: Path, folder: Path, undisturbed: tuple[dict[str, str], float], times: int, seed: int) -> int:
    """Kill runs at random moments until one comes to its end; gives the number of kills."""
    chance = random.Random(seed)
    calm, seconds = undisturbed
    output, kills = folder / "clean.jsonl", 0
    while kills < times:
        if killed(source, output, chance.uniform(0.05, 0.9) * seconds, signal.SIGKILL) != -signal.SIGKILL:
            break
        kills += 1
    done = subprocess.run(command(source, output), env=environment(), check=False, timeout=300)
    assert done.returncode == 1
    assert hashes(output) == calm
    assert list((folder / "clean.jsonl.tanqih" / "parts").iterdir()) == []
    return kills


def test_kill_9_at_some_moments(tmp_path: Path, source: Path, undisturbed: tuple[dict[str, str], float]) -> None:
    assert survives(source, tmp_path, undisturbed, 3, seed=1) >= 1


@pytest.mark.slow
def test_kill_9_at_100_random_moments(tmp_path: Path, source: Path, undisturbed: tuple[dict[str, str], float]) -> None:
    kills = 0
    for number in range(200):
        folder = tmp_path / str(number)
        folder.mkdir()
        kills += survives(source, folder, undisturbed, 3, seed=number)
        if kills >= 100:
            return
    pytest.fail(f"only {kills} runs could be killed")


def test_ctrl_c_says_how_to_go_on(tmp_path: Path, source: Path, undisturbed: tuple[dict[str, str], float]) -> None:
    output = tmp_path / "clean.jsonl"
    arguments = [word for word in command(source, output) if word != "--quiet"]
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        deadline = time.monotonic() + 120
        folder = tmp_path / "clean.jsonl.tanqih" / "parts"
        while time.monotonic() < deadline and not (folder.exists() and list(folder.iterdir())):
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        code = process.wait(60)
    assert code in (130, 1)  # it may have been at the end
    if code == 130:
        assert "the same command goes on" in said
        assert not output.exists()
    subprocess.run(command(source, output), env=environment(), check=False, timeout=300)
    assert hashes(output) == undisturbed[0]


@pytest.mark.parametrize("size", [4_000, 30_000])
def test_a_full_disk(tmp_path: Path, source: Path, undisturbed: tuple[dict[str, str], float], size: int) -> None:
    """No file may grow beyond a size, as on a disk that is full: in a part or the journal, or in the output."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    output = tmp_path / "clean.jsonl"
    done = subprocess.run(
        command(source, output), env=environment(), capture_output=True, text=True, check=False, preexec_fn=limited, timeout=300
    )
    assert done.returncode == 2, done.stderr
    assert "the same command" in done.stderr
    assert "Traceback" not in done.stderr
    assert not output.exists()
    subprocess.run(command(source, output), env=environment(), check=False, timeout=300)
    assert hashes(output) == undisturbed[0]
