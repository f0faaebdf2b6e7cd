"""Word lists of this package that are no lexicon: read on first use."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from tanqih.anchors.stems import key
from tanqih.arabic import folded
from tanqih.english import FUNCTION_WORDS


def _lines(name: str) -> list[str]:
    lines = (files("tanqih.anchors") / "data" / name).read_text(encoding="utf8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def neutral() -> frozenset[str]:
    """Folded Arabic words that a translation need not carry over by a word of its own."""
    return frozenset(word for line in _lines("neutral.txt") for word in folded(line).text.split())


@cache
def acronyms() -> dict[str, frozenset[str]]:
    """English short forms in lower case to the keys of what they stand for."""
    rows = (line.split() for line in _lines("acronyms.txt"))
    return {row[0]: frozenset(map(key, row[1:])) for row in rows}


@cache
def titles() -> frozenset[str]:
    """Keys of English words of which names of offices, bodies and places are made: ministry, united, university."""
    return frozenset(key(word) for line in _lines("titles.txt") for word in line.split())


_MORE = frozenset(
    "be been being am having doing done get gets got let one ones also too very more most much many other others another such same so just only "
    "even still yet now then here well however therefore thus hence whose what where when how why all both each either neither said says "
    "it's he's she's that's there's i'm i've i'd i'll we're we've we'll they're they've you're don't didn't doesn't can't won't isn't wasn't "
    "aren't weren't hasn't haven't hadn't couldn't wouldn't shouldn't like including going go goes went make makes made take takes took get "
    "back down per cent percent right way ways thing things time own himself herself itself themselves myself".split()
)


@cache
def unheard() -> frozenset[str]:
    """English words in lower case that need no counterpart: function words and the like."""
    return FUNCTION_WORDS | _MORE
