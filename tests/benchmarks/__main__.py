"""Print every figure that the README quotes: speed, start-up, memory, quality, the review screen. `python -m tests.benchmarks [speed|quality|review]`,
and, only when asked for, `batch` (with options of its own)."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import pyperf

from tests.benchmarks import batch, review
from tests.benchmarks.machine import machine
from tests.support import ROOT, SAMPLES, SHARED


def speed() -> None:
    """The table of speed and start-up, by pyperf."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "speed.json"
        command = [sys.executable, "-m", "tests.benchmarks.speed", "--quiet", "--inherit-environ=PYTHONPATH", "-o", str(out)]
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path})
        for bench in pyperf.BenchmarkSuite.load(str(out)):
            mean, spread = bench.mean(), bench.stdev()
            if bench.get_name().endswith("a sentence"):
                print(f"| {bench.get_name()} | {1 / mean:,.0f} sentences/s | {1e6 * mean:.0f} ± {1e6 * spread:.0f} µs |")
            else:
                print(f"| {bench.get_name()} | {1000 * mean:.0f} ms | ± {1000 * spread:.0f} ms |")
    print(f"| peak memory of `tanqih check` on the samples | {peak_memory():.0f} MB | |")


def peak_memory() -> float:
    """Largest resident set of the command over all samples, in MB."""
    command = [sys.executable, "-m", "tanqih", "check", "--quiet", *(str(path) for path in sorted(SAMPLES.glob("*.txt")))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as running:
        _, _, used = os.wait4(running.pid, 0)  # of this process alone: other benchmarks had children as well
        running.returncode = 0
    return used.ru_maxrss / 1024


def measure() -> ModuleType | None:
    """../shared/measure.py, the way independent checks compute the figures."""
    path = SHARED / "measure.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("measure", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def quality() -> None:
    """The figures on gold items, look-alikes, the sample article and clean news."""
    module = measure()
    if module is None:
        print("../shared is absent: no quality figures")
        return
    for figure in ("gold", "articles", "sample", "clean"):
        getattr(module, figure)()


def main(what: list[str]) -> None:
    """Run what is asked for, or everything but the batch."""
    print(f"Machine: {machine()}\n")
    if what[:1] == ["batch"]:
        batch.main(what[1:])
        return
    if not what or "speed" in what:
        speed()
    if not what or "quality" in what:
        quality()
    if not what or "review" in what:
        review.main([])


if __name__ == "__main__":
    main(sys.argv[1:])
