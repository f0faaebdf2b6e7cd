"""How fast the review screen answers: `python -m tests.benchmarks.review` builds a session of 500 articles and 10,000 issues.

Prints the time from a key to the next issue on the screen (median and 95th percentile), the time from starting the program to the
first issue, and the largest resident set: the real screen, without a terminal, with the real rules and a store on disk.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from tests.support import ROOT, SAMPLES

if TYPE_CHECKING:
    from tanqih.review.opening import Opening
    from tanqih.review.result import Result

ARTICLES, PARAGRAPHS, KEYS = 500, 22, 140
SIZE = (120, 40)
PATTERN = ("a", "a", "r", "a", "s", "n", "a", "p", "a", "u", "U", "j", "a", "a")
PAUSES = (0.1, 0.15, 0.2, 0.5, 0.8)
"""Seconds between an answer and the next key; a person who reads takes longer."""
MOST_SECONDS = 10.0
P95_MS, FIRST_SCREEN_S, MEMORY_MB = 50, 1.0, 300


def write_articles(folder: Path, articles: int = ARTICLES) -> list[str]:
    """Articles of paragraphs drawn from the project's own damaged samples; about twenty issues each."""
    texts = [path.read_text(encoding="utf8") for path in sorted(SAMPLES.glob("*.txt")) if path.stem.count(".") == 0]
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n")]
    draw = random.Random(4)
    names = []
    for number in range(articles):
        path = folder / f"article-{number:03}.txt"
        path.write_text("\n\n".join(draw.sample(paragraphs, PARAGRAPHS)), encoding="utf8")
        names.append(str(path))
    return names


def timed_app(opening: Opening, result: Result) -> Any:
    """The program, with the moment of the first picture in `painted`, of the one that answered the last key in `answered`."""
    from tanqih.review.tui.app import ReviewApp

    class Timed(ReviewApp):
        acted = painted = answered = 0.0

        def on_mount(self) -> None:
            act = self._screen.action_do

            def action_do(name: str) -> None:
                act(name)
                self.acted = time.perf_counter()

            self._screen.action_do = action_do  # type: ignore[method-assign]

        def _display(self, screen: Screen[Any], renderable: Any) -> None:
            super()._display(screen, renderable)
            self.painted = time.perf_counter()
            if self.acted:
                self.answered, self.acted = self.painted, 0.0

    return Timed(opening, result)


async def pressed(app: Any, key: str, pause: float = PAUSES[0]) -> float:
    """Press a key; seconds until its answer is on the screen. Returns after a pause, as a person would make."""
    event = events.Key(key, key if len(key) == 1 else None)
    event.set_sender(app)
    begin = time.perf_counter()
    app.post_message(event)
    while app.answered < begin:
        await asyncio.sleep(0)
        if time.perf_counter() - begin > MOST_SECONDS:
            raise RuntimeError(f"no answer to {key!r} within {MOST_SECONDS} seconds")
    await asyncio.sleep(pause)
    return float(app.answered - begin)


async def session(folder: Path, started: float, keys: int, pattern: tuple[str, ...] = PATTERN) -> dict[str, float]:
    """Open the screen on the articles of a folder, press keys, and measure.

    Args:
        folder: of the articles.
        started: when the process was started, seconds since the epoch.
        keys: how many are pressed.
        pattern: which, over and over.
    """
    from tanqih.config import Config
    from tanqih.review.opening import open_review
    from tanqih.review.result import Result

    opening = open_review(sorted(map(str, folder.glob("*.txt"))), Config(), store=folder / "review.db")
    app = timed_app(opening, Result(opening))
    queue = opening.session.queue
    async with app.run_test(size=SIZE):
        while not app.painted:
            await asyncio.sleep(0.001)
        first = time.time() - started
        draw = random.Random(5)
        busy = [await pressed(app, pattern[number % len(pattern)], draw.choice(PAUSES)) for number in range(keys)]
        begin = time.perf_counter()
        while queue.left()[1]:
            await asyncio.sleep(0.1)
        known = time.perf_counter() - begin
        quiet = [await pressed(app, pattern[number % len(pattern)]) for number in range(keys)]
        issues = queue.counts().total()
    return {
        "issues": issues,
        "first": first,
        "known": known,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **{
            f"{name} {what}": 1000 * value for name, times in (("busy", busy), ("quiet", quiet)) for what, value in _spread(times)
        },
    }


def _spread(times: list[float]) -> list[tuple[str, float]]:
    return [("p50", statistics.median(times)), ("p95", statistics.quantiles(times, n=20)[-1]), ("worst", max(times))]


def measure(folder: Path, keys: int) -> dict[str, float]:
    """The figures of a session in a process of its own, so that its start and its memory count."""
    path = os.pathsep.join(filter(None, (str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "tests.benchmarks.review", "--session", str(folder), "--keys", str(keys)]
    command += ["--started", repr(time.time())]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path})
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(argv: list[str] | None = None) -> int:
    """Build the session, measure it, print the table; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--keys", type=int, default=KEYS, help="pressed twice: while texts are still being checked, and after")
    parser.add_argument("--session", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--started", type=float, default=0.0, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.session:
        print(json.dumps(asyncio.run(session(args.session, args.started, args.keys))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder), args.articles)
        found = measure(Path(folder), args.keys)
    print(f"| a session of {args.articles:,} articles | {found['issues']:,.0f} issues |")
    for name, what in (("busy", "while further texts are checked"), ("quiet", "when all are")):
        p50, p95, worst = (found[f"{name} {key}"] for key in ("p50", "p95", "worst"))
        print(f"| key to next issue on screen, {what} | median {p50:.0f} ms, 95% within {p95:.0f} ms, slowest {worst:.0f} ms |")
    print(f"| start of the program to first issue | {found['first']:.2f} s |")
    print(f"| peak memory | {found['memory']:.0f} MB |")
    p95 = max(found["busy p95"], found["quiet p95"])
    return int(p95 >= P95_MS or found["first"] >= FIRST_SCREEN_S or found["memory"] >= MEMORY_MB)


if __name__ == "__main__":
    sys.exit(main())
