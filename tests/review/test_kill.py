"""kill -9 after any keys: no decision that was on the screen is lost, and the database is sound."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tanqih.config import Config
from tanqih.review.opening import Opening
from tanqih.review.result import Result
from tanqih.review.session import Session
from tanqih.review.store import Store
from tanqih.review.tui.app import ReviewApp
from tests.review.fakes import check, document
from tests.support import ROOT

KEYS = (
    "a",
    "a",
    "a",
    "2",
    "r",
    "s",
    "n",
    "p",
    "j",
    "k",
    "u",
    "u",
    "U",
    "A enter",
    "X enter",
    "equals_sign enter",
    "o",
    "m w h y enter",
)
TEXTS = (
    "A bad start.. And so on.\n\nThe bad end, bad luck..",
    "odd, bad..\n\nbad, odd\n\nbad bad bad",
    "A long bad list.. of odd things.. is bad",
)


def session(store: Store) -> Session:
    return Session([document(text, f"text{n}") for n, text in enumerate(TEXTS)], check, store)


def seen(review: Session) -> dict[str, object]:
    """What a person has seen: how long the log is, and what the texts read like."""
    texts = "\n".join(document.text for document in review.queue.previews())
    (line,) = review.queue.store.one("SELECT coalesce(max(id), 0) FROM decisions")
    return {"line": line, "texts": hashlib.blake2b(texts.encode()).hexdigest()}


async def press_keys(store: Path, seed: int) -> None:
    """Press random keys for ever, and say after each what is on the screen."""
    draw = random.Random(seed)
    review = session(Store(store))
    opening = Opening(review, (), Config())
    app = ReviewApp(opening, Result(opening))
    async with app.run_test(size=(80, 24)) as pilot:
        while True:
            await pilot.press(*draw.choice(KEYS).split())
            sys.__stdout__.write(json.dumps(seen(review)) + "\n")  # type: ignore[union-attr]
            sys.__stdout__.flush()  # type: ignore[union-attr]


def killed(store: Path, seed: int) -> dict[str, object]:
    """Start a review, kill it after some keys, and return what was seen last."""
    draw = random.Random(seed)
    code = f"import asyncio, pathlib; from tests.review.test_kill import press_keys; asyncio.run(press_keys(pathlib.Path({str(store)!r}), {seed}))"
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}
    )
    assert process.stdout is not None
    last = ""
    for _ in range(draw.randint(1, 25)):
        last = process.stdout.readline()
    time.sleep(draw.uniform(0, 0.04))
    process.send_signal(signal.SIGKILL)
    rest = [line for line in process.stdout.read().split("\n") if line.endswith("}")]
    process.wait()
    process.stdout.close()
    found: dict[str, object] = json.loads((rest or [last])[-1])
    return found


def check_nothing_is_lost(folder: Path, seed: int) -> None:
    path = folder / f"review-{seed}.db"
    last = killed(path, seed)
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    with Store(path) as store:
        review = session(store)
        now = seen(review)
        assert isinstance(now["line"], int)
        assert isinstance(last["line"], int)
        assert now["line"] >= last["line"]
        assert (now["texts"] == last["texts"]) or now["line"] > last["line"]
        assert review.queue.notes == []
        while review.undo() != "nothing to undo":
            pass
        assert tuple(one.text for one in review.queue.previews()) == tuple(one.text for one in review.queue.documents)


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_review_loses_nothing(tmp_path: Path, seed: int) -> None:
    check_nothing_is_lost(tmp_path, seed)


@pytest.mark.slow
def test_two_hundred_killed_reviews_lose_nothing(tmp_path: Path) -> None:
    for seed in range(100, 300):
        check_nothing_is_lost(tmp_path, seed)
