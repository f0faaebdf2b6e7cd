"""Tanqih beside translate-toolkit's pofilter on the same pairs: `python -m tests.benchmarks.pairs [--flores] [--pofilter PATH | --no-pofilter]`.

One run prints false alarms on the clean pairs of ntrex-dev and tico19, the errors of `injected.py` that are found, and units a second; with
`--flores` the table of six engines as well (see `flores.py`). pofilter (GPL) runs as a process of its own on a PO file; it is taken from PATH or
installed into a virtual environment that is deleted at the end. An error counts as found by Tanqih when an issue of confidence 0.5 or more
touches it, by pofilter already when any check fails that passed before, for pofilter names no places.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import flores, pofile
from tests.benchmarks.damage import OPERATORS, Damaged, Pair
from tests.benchmarks.injected import CORPORA, checker, false_alarms, injected, outcome, pairs
from tests.benchmarks.machine import machine
from tests.support import ROOT

MOST_ALARMS = 0.02
"""Share of clean pairs that the quiet choice of pofilter's checks may flag, as Tanqih's rules may."""
PASSES, WARM = 3, 50
"""Processes whose best speed counts, and pairs that each begins with: the tables are read then."""


class Column(NamedTuple):
    """A tool's figures: pairs flagged by corpus, errors found by kind, pairs a second (processor time)."""

    name: str
    flagged: dict[str, int]
    found: dict[str, int]
    speed: float


def tanqih_column(clean: dict[str, list[Pair]], errors: dict[str, list[Damaged]]) -> Column:
    """The rules that read the source; the speed is the best of some processes, for other work on the machine slows them down."""
    with_rules = checker(every_rule=False)
    flagged = {corpus: false_alarms(with_rules, found)[0] for corpus, found in clean.items()}
    command = [sys.executable, "-m", "tests.benchmarks.pairs", "--speed"]
    speeds = [subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout for _ in range(PASSES)]
    found = {kind: sum(outcome(with_rules, kind, one).found for one in some) for kind, some in errors.items()}
    return Column("Tanqih, rules that read the source", flagged, found, max(map(float, speeds)))


def pairs_a_second() -> float:
    """Speed of one pass over pairs that have not been seen, set-up not counted."""
    with_rules = checker(every_rule=False)
    everything = [pair for corpus in CORPORA for pair in pairs(corpus)]
    false_alarms(with_rules, everything[:WARM])
    return false_alarms(with_rules, everything[WARM:])[1]


def pofilter_columns(command: str, clean: dict[str, list[Pair]], errors: dict[str, list[Damaged]], folder: Path) -> list[Column]:
    """All checks of pofilter, and those that together flag few clean pairs."""
    units = {f"{corpus}:{pair.row}": (pair.source, pair.target) for corpus, found in clean.items() for pair in found}
    broken = {f"{kind}:{number}": (one.source, one.target) for kind, some in errors.items() for number, one in enumerate(some)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    passed = failing(command, units, folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    speed = len(units) / (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    damaged = failing(command, broken, folder)
    columns = []
    for name, checks in (("pofilter, all checks", None), ("pofilter, its quietest checks", quietest(passed, len(units)))):
        kept = {key: some if checks is None else some & checks for key, some in passed.items()}
        flagged = {corpus: sum(bool(some) and key.startswith(f"{corpus}:") for key, some in kept.items()) for corpus in clean}
        found = {
            kind: sum(
                bool((damaged.get(f"{kind}:{number}", frozenset()) & (checks or damaged.get(f"{kind}:{number}", frozenset())))
                     - passed.get(f"{one.corpus}:{one.row}", frozenset()))
                for number, one in enumerate(some)
            )
            for kind, some in errors.items()
        }  # fmt: skip
        columns.append(Column(name, flagged, found, speed))
    return columns


def failing(command: str, units: dict[str, tuple[str, str]], folder: Path) -> dict[str, frozenset[str]]:
    """The names of the checks that each unit fails, by unit; units that pass all are left out."""
    path, out = folder / "pairs.po", folder / "failing.po"
    path.write_text(pofile.written(units), encoding="utf8")
    out.unlink(missing_ok=True)
    arguments = [command, "--progress=none", "--language=en", str(path), str(out)]
    subprocess.run(arguments, check=True, capture_output=True, text=True, timeout=900)
    return pofile.failures(out.read_text(encoding="utf8")) if out.exists() else {}


def quietest(passed: dict[str, frozenset[str]], pairs_in_all: int) -> frozenset[str]:
    """The checks that fail on the fewest clean pairs, as many as together flag no more than the share that is allowed."""
    counts = Counter(check for some in passed.values() for check in some)
    kept: frozenset[str] = frozenset()
    for check, _ in sorted(counts.items(), key=lambda item: item[1]):
        more = kept | {check}
        if sum(bool(some & more) for some in passed.values()) > MOST_ALARMS * pairs_in_all:
            break
        kept = more
    return kept


def found_or_installed(given: str | None, folder: Path) -> str | None:
    """The command pofilter: the one given, the one on PATH, or one installed for this run; None where that fails."""
    command = given or shutil.which("pofilter")
    if command:
        return command
    venv.create(folder / "venv", with_pip=True)
    pip = [str(folder / "venv" / "bin" / "pip"), "install", "--quiet", "translate-toolkit"]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or "no message").splitlines()[-1]
        sys.stderr.write(f"pofilter is not on PATH and cannot be installed: {last}\n")
        return None
    return str(folder / "venv" / "bin" / "pofilter")


def show(columns: Sequence[Column], clean: dict[str, list[Pair]], errors: dict[str, list[Damaged]]) -> None:
    """Print the table."""
    _row("", [column.name for column in columns])
    _row("---", ["---" for _ in columns])
    for corpus, found in clean.items():
        cells = [f"{column.flagged[corpus]} = {column.flagged[corpus] / len(found):.2%}" for column in columns]
        _row(f"clean pairs flagged, {corpus} ({len(found)})", cells)
    for kind, some in errors.items():
        cells = [f"{column.found[kind]} = {column.found[kind] / len(some):.1%}" for column in columns]
        _row(f"found: {kind} ({len(some)})", cells)
    _row("pairs/s on one core", [f"{column.speed:,.0f}" for column in columns])


def _row(head: str, cells: Iterable[str]) -> None:
    print(f"| {head} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pofilter", metavar="PATH", help="the command; default: from PATH, else installed for this run")
    parser.add_argument("--no-pofilter", action="store_true", help="Tanqih alone")
    parser.add_argument(
        "--flores", action="store_true", help="the table of six engines on flores-dev as well (needs sacrebleu; minutes)"
    )
    parser.add_argument("--speed", action="store_true", help="print Tanqih's pairs a second, once, and nothing else")
    chosen = parser.parse_args()
    if chosen.speed:
        print(pairs_a_second())
        return
    print(f"Machine: {machine()}\n")
    clean = {corpus: pairs(corpus) for corpus in CORPORA}
    everything = [pair for found in clean.values() for pair in found]
    errors = {kind: injected(kind, everything) for kind in OPERATORS}
    columns = [tanqih_column(clean, errors)]
    with tempfile.TemporaryDirectory() as folder:
        command = None if chosen.no_pofilter else found_or_installed(chosen.pofilter, Path(folder))
        if command:
            columns += pofilter_columns(command, clean, errors, Path(folder))
    show(columns, clean, errors)
    if chosen.flores:
        print()
        flores.main()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
