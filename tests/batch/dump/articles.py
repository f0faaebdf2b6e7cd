"""Dumps that tests learn from: articles of invented words, so that nothing is alike by chance."""

from __future__ import annotations

import json
import random
from pathlib import Path

WORDS = [
    f"{first}{second}"
    for first in ("ba", "de", "fi", "go", "lu", "ma", "ne", "po")
    for second in ("ran", "tel", "mis", "dor", "kun", "lev")
]


def article(seed: int, paragraphs: int = 5) -> list[str]:
    """Paragraphs of 40 words."""
    drawn = random.Random(seed)
    return [f"{' '.join(drawn.choice(WORDS) for _ in range(40)).capitalize()}." for _ in range(paragraphs)]


def generated() -> list[tuple[str, list[str]]]:
    """60 articles of four sites, 6 exact and 4 near duplicates (numbers 51 to 56 and 57 to 60); a line at the end of most articles of one."""
    found = []
    for seed in range(50):
        site = "a.example" if seed % 2 else "b.example"
        text = article(seed)
        if site == "a.example":
            text = [*text, f"Tune in to frequency {seed} tonight."]
        found.append((f"https://www.{site}/{seed}", text))
    found += [(f"https://c.example/{seed}", [line.upper() for line in article(seed * 2)]) for seed in range(6)]
    for seed in range(4):
        first, *rest = article(seed * 2 + 20)
        found.append((f"https://d.example/{seed}", [first.replace(" ", " new ", 1), *rest]))
    return found


def dump(path: Path, articles: list[tuple[str, list[str]]]) -> Path:
    """A JSONL dump of articles (id and paragraphs), and a bad record at its end."""
    lines = [json.dumps({"id": key, "text": "\n\n".join(text)}) for key, text in articles]
    path.write_text("\n".join([*lines, '{"text": 3}', ""]))
    return path
