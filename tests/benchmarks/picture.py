"""Draw the README's picture of the review screen: `python -m tests.benchmarks.picture docs/review.svg`."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

from tanqih.config import Config, merged
from tanqih.review.opening import open_review
from tanqih.review.result import Result
from tanqih.review.tui.app import ReviewApp
from tests.support import SAMPLES

SIZE = (120, 36)
KEYS = ["a", "a", "n", "n"]


async def draw(target: Path) -> None:
    """Open the sample article, accept a few suggestions, and keep what the screen shows."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        shutil.copy(SAMPLES / "river-talks.txt", folder)
        source = (SAMPLES / "river-talks.ar.txt").read_text(encoding="utf8")
        # What shows an SVG turns Arabic round by itself, so the rows are left as they are.
        config = merged(Config(), theme="dark", bidi="terminal")
        opening = open_review(["river-talks.txt"], config, store=":memory:", source=source)
        app = ReviewApp(opening, Result(opening), ahead=False)
        async with app.run_test(size=SIZE) as pilot:
            for key in KEYS:
                await pilot.press(key)
            await pilot.pause()
            picture = app.export_screenshot(title="tanqih review river-talks.txt")
    target.write_text(picture, encoding="utf8")


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]).resolve()))
