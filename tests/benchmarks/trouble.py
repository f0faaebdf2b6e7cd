"""What a run of the batch must survive: bad records in a large dump (`--bad`), kill -9 at random moments on both engines (`--kills N`)."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from random import Random

from tests.batch.cluster import cluster, stations
from tests.benchmarks import dumps
from tests.support import ROOT

KILL_RECORDS = 200
ENDS = ("", ".ledger.jsonl", ".dead.jsonl")


def run(source: Path, output: Path, more: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """The command, started in a process group of its own."""
    command = [sys.executable, "-m", "tanqih", "batch", str(source), "-o", str(output), "--quiet", *more]
    path = {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(command, env={**os.environ, **path, **environment}, stderr=subprocess.DEVNULL, start_new_session=True)


def hashes(output: Path) -> list[str]:
    """Of the output and the files beside it."""
    return [hashlib.sha256(output.with_name(output.name + end).read_bytes()).hexdigest() for end in ENDS]


def bad(folder: Path, count: int) -> None:
    """A dump with one bad record in a hundred: each must be in the dead letters with its reason, all others in the output."""
    source, output = folder / "bad.jsonl", folder / "bad.clean.jsonl"
    kinds = dumps.write_bad(source, count)
    more = ["--fresh", "--max-record", str(dumps.MAX_RECORD), "--workers", "2"]
    began = time.perf_counter()
    code = run(source, output, more, {}).wait()
    seconds = time.perf_counter() - began
    dead = {}
    with output.with_name(output.name + ".dead.jsonl").open("rb") as stream:
        for line in stream:
            letter = json.loads(line)
            dead[letter["record"]] = letter["reason"]
    with output.open("rb") as stream:
        done = [json.loads(line)["id"] for line in stream]
    wanted = [f"a{number}" for number in range(1, count + 1) if number not in kinds]
    reasons = [number for number, kind in kinds.items() if dumps.BAD[kind].lower() not in dead.get(number, "").lower()]
    print(f"\n{count:,} records, {len(kinds):,} of them bad ({dict(Counter(kinds.values()))}), {seconds:.0f} s, exit code {code}")
    print(
        f"dead letters: {len(dead):,}; of these not bad: {len(dead.keys() - kinds.keys())}; bad ones missing: {len(kinds.keys() - dead.keys())}"
    )
    print(f"reasons that do not say what it is: {len(reasons)} {[(kinds[n], dead.get(n)) for n in reasons[:3]]}")
    print(f"good records: {len(done):,} of {len(wanted):,}, in order and each once: {done == wanted}")


def kills(folder: Path, times: int, engine: str) -> None:
    """Kill runs at random moments, several in a row before one may end, and compare what comes out with an undisturbed run.

    On ray every third kill is of an actor and not of the run; the cluster itself stays.
    """
    if engine == "ray":
        from importlib.util import find_spec

        if find_spec("ray") is None:
            print("ray is not installed: no kills of its engine")
            return
    source = folder / "kills.jsonl"
    dumps.write_bad(source, KILL_RECORDS)
    more = ["--workers", "2", "--shard-size", "20", "--max-record", str(dumps.MAX_RECORD), "--engine"]
    calm = folder / "calm.jsonl"
    with cluster(2) if engine == "ray" else nullcontext() as held:
        environment = held.environment if held else {}
        began = time.perf_counter()
        code = run(source, calm, [*more, engine, "--fresh"], environment).wait()
        seconds = time.perf_counter() - began
        local = folder / "calm.local.jsonl"
        run(source, local, [*more, "local", "--fresh"], {}).wait()
        wanted = hashes(calm)
        print(
            f"\n{engine}: an undisturbed run takes {seconds:.1f} s, exit code {code}, same as local: {wanted == hashes(local)}",
            flush=True,
        )
        _kills(folder, source, [*more, engine], times, seconds, wanted, environment, held.keeper if held else 0)


def _kills(
    folder: Path,
    source: Path,
    more: list[str],
    times: int,
    seconds: float,
    wanted: list[str],
    environment: dict[str, str],
    keeper: int,
) -> None:
    chance, counts, began = Random(11), Counter[str](), time.perf_counter()
    while counts["kills"] < times:
        output, left = folder / f"killed-{counts['outputs']}.jsonl", chance.randint(1, 4)
        while left and counts["kills"] < times:
            process = run(source, output, more, environment)
            time.sleep(chance.uniform(0.02, 1.0) * seconds)
            if process.poll() is not None:
                break
            actors = stations(keeper) if keeper and counts["kills"] % 3 == 2 else []
            os.kill(chance.choice(actors) if actors else process.pid, signal.SIGKILL)
            counts["of actors" if actors else "of runs"] += 1
            counts["kills"] += 1
            left -= 1
            process.wait()
        code = run(source, output, more, environment).wait()
        counts["outputs"] += 1
        if code != 1:  # there are bad records
            print(f"{output.name}: the last run ended with exit code {code}")
            continue
        counts["same"] += hashes(output) == wanted
    print(f"{dict(counts)} in {time.perf_counter() - began:.0f} s")
    lines = len(output.read_bytes().splitlines()) if output.exists() else 0
    print(
        f"all outputs the same: {counts['same'] == counts['outputs']}; records of the last: {lines}, wanted {KILL_RECORDS - KILL_RECORDS // 100}"
    )
