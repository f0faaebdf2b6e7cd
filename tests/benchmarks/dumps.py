"""Dumps for the benchmark of the batch: articles of about 3 kB from the project's own samples, damaged now and then; and bad records.

The same seed gives the same bytes. Paragraphs are those of the corrected samples, with other numbers and names, so that no two are alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tanqih.training.damage.paragraph import pieces_of, text_of
from tanqih.training.damage.recipe import damage
from tests.support import SAMPLES

LENGTH = 2_950
"""Characters of an article, about."""
DAMAGES = 0.12
"""Mean number of damages of a paragraph: about two an article, drawn from the taxonomy's classes as for training."""
MAX_RECORD = 1_000_000
"""Limit of a record in runs with bad ones, in bytes."""
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBER = re.compile(rf"(?:{_MONTHS}) \d+|\d+ (?:{_MONTHS})|(?<![\w.,-])\d{{2,3}}(?![\w-]|[.,]\d)")
"""Numbers that may be others, and dates, which stay."""
_NAMES = (
    ("Rihana", "Port Nadir", "Beit Zahran", "Deir Qamran", "Wadi Sarim", "Umm Dukhan"),
    ("Samer", "Karim", "Nadim", "Hisham", "Yasin", "Ghassan", "Fadi", "Ziad"),
    ("Maysa", "Rima", "Khadija", "Lubna", "Salwa", "Dina", "Amal", "Hanan"),
    ("Sarraf", "Rizk", "Khalifa", "Haddad", "Najm", "Qasim", "Ramzi", "Hilal", "Barhoum", "Sabbagh"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
_CLASS = {name: names for names in _NAMES for name in names}
_NAME = re.compile(rf"\b(?:{'|'.join(_CLASS)})\b")


def templates() -> tuple[list[str], list[str]]:
    """Headlines and longer paragraphs of the corrected samples."""
    texts = [path.read_text(encoding="utf8").split("\n\n") for path in sorted(SAMPLES.glob("*.fixed.txt"))]
    paragraphs = [one.strip() for text in texts for one in text[1:]]
    return [text[0].strip() for text in texts], [one for one in paragraphs if len(one) > 80]


def article(number: int, seed: int, headlines: list[str], paragraphs: list[str], damages: float = DAMAGES) -> str:
    """One article."""
    rng = Random(seed * 1_000_003 + number)
    names = {name: rng.choice(others) for name, others in _CLASS.items()}
    found = [rng.choice(headlines)]
    for paragraph in rng.sample(paragraphs, len(paragraphs)):
        if sum(map(len, found)) >= LENGTH:
            break
        pieces = pieces_of(_varied(paragraph, rng, names))
        damage(pieces, Random(rng.random()), damages)
        found.append(text_of(pieces))
    return "\n\n".join(found)


def _varied(text: str, rng: Random, names: dict[str, str]) -> str:
    text = _NAME.sub(lambda m: names[m.group()], text)
    return _NUMBER.sub(lambda m: _another(m.group(), rng), text)


def _another(number: str, rng: Random) -> str:
    return number if not number.isdigit() else str(rng.randint(12, 98) if len(number) == 2 else rng.randint(102, 987))


def lines(count: int, seed: int = 5) -> Iterator[bytes]:
    """Lines of a JSONL dump."""
    made = templates()
    for number in range(1, count + 1):
        record = {"id": f"a{number}", "url": f"https://news.example/{number}", "text": article(number, seed, *made)}
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


def texts(count: int, seed: int = 5, damages: float = DAMAGES) -> list[str]:
    """The texts of such a dump."""
    made = templates()
    return [article(number, seed, *made, damages) for number in range(1, count + 1)]


def write(path: Path, count: int, seed: int = 5) -> Path:
    """Write a dump, unless it is there; gives its path."""
    if not path.exists():
        with path.open("wb") as stream:
            stream.writelines(lines(count, seed))
    return path


def bad(kind: str, line: bytes) -> bytes:
    """A good line turned into a bad one: of `BAD`."""
    record = json.loads(line)
    if kind == "truncated":
        return line[: len(line) // 2] + b"\n"
    if kind == "encoding":
        return line.replace(b"said", b"sa\xefd", 1) if b"said" in line else line.replace(b"t", b"\xff", 1)
    if kind == "field":
        del record["text"]
    elif kind == "nul":
        record["text"] = record["text"][:40] + "\0" + record["text"][40:]
    elif kind == "surrogate":
        record["text"] = record["text"][:40] + "\ud835" + record["text"][40:]
    else:
        record["text"] *= MAX_RECORD // len(record["text"]) + 1
    return json.dumps(record).encode() + b"\n"


BAD = {
    "truncated": "JSON",
    "encoding": "UTF-8",
    "field": "field",
    "nul": "NUL",
    "surrogate": "surrogate",
    "over": "limit",
}
"""Kinds of bad records, and a word of the reason that each must be given."""


def write_bad(path: Path, count: int, seed: int = 5) -> dict[int, str]:
    """Write a dump with one bad record in a hundred, one of these over the limit; gives the kind of each by its number."""
    rng = Random(seed)
    numbers = rng.sample(range(1, count + 1), count // 100)
    kinds = [kind for kind in BAD if kind != "over"]
    found = {number: kinds[at % len(kinds)] for at, number in enumerate(numbers)}
    found[numbers[0]] = "over"
    with path.open("wb") as stream:
        for number, line in enumerate(lines(count, seed), 1):
            stream.write(bad(found[number], line) if number in found else line)
    return found
