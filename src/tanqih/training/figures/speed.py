"""How fast the model reads, how long the first suggestion takes, and how much memory it needs. On the machine it runs on, as it is loaded."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from tanqih.check import Checker
from tanqih.errors import InputError
from tanqih.formats.plain import document_from_text
from tanqih.training.corpora import rows
from tanqih.training.figures import Asked, Line

PASSES = 3
WARM = 21
BROKEN = "The talks in the capital ended on Sunday. After two days of of meetings. ” Has ended. Nobody knew what would come next."
_COLD = """
import json, pathlib, resource, sys, time
begun = time.perf_counter()
import tanqih
found = tanqih.check(sys.argv[2], model=sys.argv[1]).issues
first = time.perf_counter() - begun
for text in json.loads(sys.stdin.read()):
    tanqih.check(text, model=sys.argv[1])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
status = pathlib.Path("/proc/self/status")  # where there is one: the other figure begins with what the parent held
held = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.is_file() else []
print(json.dumps([first, int(held[0]) if held else peak]))
"""


def speed(asked: Asked) -> Iterator[Line]:
    """Sentences per second of the bare model and of `check`, latencies warm and cold, and the largest resident set."""
    texts = [row["english"] for row in asked.some(list(rows(asked.file("corpora/ar-en/ntrex-dev.tsv.gz"))))]
    asked.say(f"speed: {len(texts)} sentences, best of {PASSES} passes")
    yield Line(
        "speed",
        "sentences per second, the model alone",
        _rate(texts, asked.detector.read),
        None,
        None,
        300,
        digits=0,
    )
    checker = asked.with_model("preserve")
    if checker is None:
        return
    rates = [_rate(texts, _checking(one)) for one in (asked.rules("preserve"), checker)]
    yield Line("speed", "sentences per second, check", rates[1], None, rates[0], digits=0)
    warm = [_warm(one) for one in (asked.rules("preserve"), checker)]
    yield Line("speed", "first suggestion, warm, s", warm[1], None, warm[0], 0.3, at_most=True)
    cold = [_cold(name, texts) for name in ("off", asked.model)]
    yield Line("speed", "first suggestion from a cold start, s", cold[1][0], None, cold[0][0], 2.0, at_most=True, digits=2)
    yield Line("speed", "largest resident set, MB", cold[1][1], None, cold[0][1], 1500, at_most=True, digits=0)


def _checking(checker: Checker) -> Callable[[Sequence[str]], object]:
    return lambda given: list(checker.check_many(given))


def _rate(texts: Sequence[str], work: Callable[[Sequence[str]], object]) -> float:
    """Texts per second, best of several passes, each with other texts, so that nothing is remembered."""
    best = 0.0
    for number in range(PASSES):
        given = [f"{text} Pass {number}." for text in texts]
        begun = time.perf_counter()
        work(given)
        best = max(best, len(given) / (time.perf_counter() - begun))
    return best


def _warm(checker: Checker) -> float:
    """Median seconds of a check of a short broken paragraph that was not seen before."""
    times = []
    for number in range(WARM):
        document = document_from_text(f"{BROKEN} It was round {number}.")
        begun = time.perf_counter()
        checker.check(document)
        times.append(time.perf_counter() - begun)
    return statistics.median(times[1:])


def _cold(model: str, texts: Sequence[str]) -> tuple[float, float]:
    """Seconds from the start of `import tanqih` in a new process to the first issues, and the largest resident set in MB after all texts.

    Raises:
        InputError: the process failed.
    """
    command = [sys.executable, "-c", _COLD, model, BROKEN]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise InputError(f"the check in a new process failed ({said})", "try it with tanqih check --model", path=model)
    first, kilobytes = json.loads(done.stdout)
    return first, kilobytes / 1024
