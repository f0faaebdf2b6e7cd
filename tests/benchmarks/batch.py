"""The benchmark of the batch: `python -m tests.benchmarks batch [--large] [--only WHAT …] [--bad [N]] [--kills N]`.

Makes dumps of 10^3 and 10^4 articles (with --large 10^5) of about 3 kB from the project's own samples and cleans them with the command, in
processes of its own. Speeds are given by the clock and by processor time, for a machine that does other work at the same time slows the
clock down. `--only` chooses among speed, driver, ray, model and peers.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from tanqih.errors import TanqihError
from tests.batch.cluster import cluster
from tests.benchmarks import driver, dumps, peers, trouble
from tests.support import ROOT

PARTS = ("speed", "driver", "ray", "model", "peers")
RAY_ARTICLES, MODEL_ARTICLES, PEER_ARTICLES = 1_000, 100, 100
_TICK = os.sysconf("SC_CLK_TCK")


class Usage(NamedTuple):
    """What the processes of a run used.

    Attributes:
        wall: seconds by the clock.
        main: processor seconds of the process that cuts, notes and puts together.
        others: processor seconds of all other processes, their start included.
        work: processor seconds of the work on shards (report.json).
        peak: resident megabytes of the largest worker.
    """

    wall: float
    main: float
    others: float
    work: float
    peak: float


class Watch:
    """Looks at the descendants of some processes twice a second: processor time and peak memory of each.

    Args:
        roots: process ids; they themselves count too.
    """

    def __init__(self, *roots: int) -> None:
        self.roots = set(roots)
        self.first: dict[int, float] = {}
        self.seconds: dict[int, float] = {}
        self.peaks: dict[int, float] = {}
        self._over = threading.Event()
        self._look()
        self._thread = threading.Thread(target=self._go, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()

    def used(self, pid: int) -> float:
        """Processor seconds of a process since the watch began."""
        return self.seconds.get(pid, 0.0) - self.first.get(pid, 0.0)

    def _go(self) -> None:
        while not self._over.wait(0.5):
            self._look(later=True)

    def _look(self, *, later: bool = False) -> None:
        found: dict[int, tuple[int, float]] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                values = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            found[int(path.parent.name)] = int(values[1]), (int(values[11]) + int(values[12])) / _TICK
        for pid, (_, seconds) in found.items():
            if self._ours(pid, found):
                self.first.setdefault(pid, 0.0 if later else seconds)
                self.seconds[pid] = seconds
                self._peak(pid)

    def _ours(self, pid: int, found: Mapping[int, tuple[int, float]]) -> bool:
        while pid in found and pid not in self.roots:
            pid = found[pid][0]
        return pid in self.roots

    def _peak(self, pid: int) -> None:
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        _, _, rest = status.partition("VmHWM:")
        if rest:
            self.peaks[pid] = max(self.peaks.get(pid, 0.0), int(rest.split()[0]) / 1024)


def command(source: Path, output: Path, *more: str) -> list[str]:
    """The command line of a run."""
    return [sys.executable, "-m", "tanqih", "batch", str(source), "-o", str(output), "--quiet", "--fresh", *more]


def cleaned(source: Path, output: Path, *more: str, keeper: int = 0, joining: Mapping[str, str] | None = None) -> Usage:
    """Clean a dump and watch it; `keeper` and `joining` are those of a Ray that is used."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **(joining or {})}
    began = time.perf_counter()
    with subprocess.Popen(command(source, output, *more), env=environment, cwd=output.parent) as process:
        watch = Watch(process.pid, *([keeper] if keeper else []))
        watch.first[process.pid] = 0.0
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    watch.end()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"the run ended with {process.returncode}")
    report = json.loads(output.with_name(output.name + ".report.json").read_text())
    everything = used.ru_utime + used.ru_stime  # with the workers that it waited for
    others = (
        sum(watch.used(pid) for pid in watch.seconds if pid != process.pid) if keeper else everything - watch.used(process.pid)
    )
    peaks = [peak for pid, peak in watch.peaks.items() if pid not in (process.pid, keeper)]
    return Usage(wall, watch.used(process.pid), others, report["processor_seconds"], max(peaks, default=0.0))


def row(name: str, articles: int, size: int, used: Usage) -> None:
    """A row of the table of runs."""
    total = used.main + used.others
    print(
        f"| {name} | {used.wall:.1f} | {articles / used.wall:,.0f} | {size / 1e6 / used.wall:.2f} | {articles / used.work:,.0f} | "
        f"{size / 1e6 / used.work:.2f} | {1000 * total / articles:.2f} | {1000 * used.main / articles:.3f} | {used.peak:.0f} |",
        flush=True,
    )


HEAD = """
| run | s | articles/s | MB/s | articles per CPU second of work | MB per CPU second | CPU ms an article, all in | of it main process | largest worker, MB |
|---|---|---|---|---|---|---|---|---|"""


def speed(folder: Path, sizes: list[int]) -> None:
    """Local runs with one worker and two."""
    print(HEAD)
    for count in sizes:
        source = dumps.write(folder / f"{count}.jsonl", count)
        size = source.stat().st_size
        found = {}
        for workers in (1, 2):
            found[workers] = cleaned(source, folder / f"local{workers}.jsonl", "--workers", str(workers))
            row(f"{count:,} articles, {workers} worker{'s' * (workers > 1)}", count, size, found[workers])
        one, two = found[1], found[2]
        print(
            f"\n{count:,} articles: from 1 to 2 workers {one.wall / two.wall:.2f} times as fast by the clock; processor time of the work "
            f"{two.work / one.work:.2f} times (1.00: nothing is lost by sharing)\n"
        )


def ray(folder: Path) -> None:
    """The same dump on both engines; a Ray that is there already, so that its start does not count."""
    if find_spec("ray") is None:
        print("\nray is not installed: no figures of its engine")
        return
    source = dumps.write(folder / f"{RAY_ARTICLES}.jsonl", RAY_ARTICLES)
    size = source.stat().st_size
    print(HEAD)
    local = cleaned(source, folder / "local.jsonl", "--workers", "2")
    row(f"local, {RAY_ARTICLES:,} articles, 2 workers", RAY_ARTICLES, size, local)
    with cluster(2) as started:
        more = ("--workers", "2", "--engine", "ray")
        used = cleaned(source, folder / "ray.jsonl", *more, keeper=started.keeper, joining=started.environment)
    row("ray, the same", RAY_ARTICLES, size, used)
    same = (folder / "ray.jsonl").read_bytes() == (folder / "local.jsonl").read_bytes()
    ratio = (used.main + used.others) / (local.main + local.others)
    print(
        f"\nray costs {ratio:.2f} times the processor time of local, {used.wall / local.wall:.2f} times by the clock (start of actors"
    )
    print(f"included, of the cluster not); its output is {'the same to the byte' if same else 'NOT THE SAME'}")


def model(folder: Path) -> None:
    """A run with the embedded model, where its weights are."""
    from tanqih.models.registry import load

    try:
        load("embedded")
    except TanqihError as error:
        print(f"\nno figure with the embedded model: {error}")
        return
    source = dumps.write(folder / f"{MODEL_ARTICLES}.jsonl", MODEL_ARTICLES)
    print(HEAD)
    used = cleaned(source, folder / "model.jsonl", "--workers", "2", "--model", "embedded", "--shard-size", "10")
    row(f"embedded model, {MODEL_ARTICLES} articles, 2 workers", MODEL_ARTICLES, source.stat().st_size, used)


def main(given: list[str]) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks batch", description=__doc__)
    parser.add_argument("--large", action="store_true", help="also 10^5 articles")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="articles of the dumps, instead")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="parts that are run")
    parser.add_argument("--bad", type=int, nargs="?", const=100_000, metavar="N", help="only: N records with 1 %% bad ones")
    parser.add_argument("--kills", type=int, metavar="N", help="only: kill -9 at N random moments, on each engine")
    parser.add_argument("--engine", nargs="+", choices=("local", "ray"), default=["local", "ray"], help="of --kills")
    parser.add_argument("--folder", type=Path, help="where dumps are kept; default: a temporary one")
    args = parser.parse_args(given)
    keep = nullcontext(str(args.folder)) if args.folder else tempfile.TemporaryDirectory()
    with keep as name:
        folder = Path(name).resolve()
        folder.mkdir(exist_ok=True)
        if args.bad or args.kills:
            if args.bad:
                trouble.bad(folder, args.bad)
            for engine in args.engine if args.kills else ():
                trouble.kills(folder, args.kills, engine)
            return
        parts: dict[str, Any] = {
            "speed": lambda: speed(folder, args.sizes or [1_000, 10_000, *([100_000] if args.large else [])]),
            "driver": lambda: driver.main(folder),
            "ray": lambda: ray(folder),
            "model": lambda: model(folder),
            "peers": lambda: peers.main(folder, PEER_ARTICLES),
        }
        for part in args.only:
            parts[part]()


if __name__ == "__main__":
    main(sys.argv[1:])
