"""Text as bare tokens: what the glossary is looked up by, and a quick look at which words stand next to each other."""

from __future__ import annotations

_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"


class _Folding(dict[int, int | None]):
    """Translation table from text to tokens: apostrophes go, everything but letters and digits becomes a space."""

    def __missing__(self, code: int) -> int | None:
        c = chr(code)
        self[code] = found = code if c.isalnum() else None if c in _APOSTROPHES else 32
        return found


_FOLDING = _Folding()


def tokens_of(text: str) -> list[str]:
    """The tokens of a text in lower case. Nearly what `glossary.patterns.TOKEN` finds; stray apostrophes make the difference."""
    return text.lower().translate(_FOLDING).split()
