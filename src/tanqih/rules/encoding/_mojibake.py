"""What UTF-8 looks like when it is read as another code page: a table made from the code pages themselves."""

from __future__ import annotations

import re
from functools import cache

from tanqih.lazy import regex

_CODE_PAGES = ("cp1252", "latin-1", "cp1256")
_TYPOGRAPHIC = (
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{BULLET}\N{TRADE MARK SIGN}\N{EURO SIGN}\N{POUND SIGN}\N{DEGREE SIGN}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{COPYRIGHT SIGN}\N{REGISTERED SIGN}"
    "\N{ACUTE ACCENT}\N{SECTION SIGN}\N{MIDDLE DOT}\N{VULGAR FRACTION ONE HALF}\N{VULGAR FRACTION ONE QUARTER}\N{MULTIPLICATION SIGN}"
    "\N{NO-BREAK SPACE}\N{REPLACEMENT CHARACTER}\N{ZERO WIDTH NO-BREAK SPACE}\N{DOUBLE LOW-9 QUOTATION MARK}"
)
_LATIN = "".join(chr(c) for c in range(0xC0, 0x17F) if c not in (0xD7, 0xF7))


def _seen_as(text: str, code_page: str) -> str:
    """The UTF-8 bytes of a text read as a code page; bytes it does not define become C1 controls."""
    read = (bytes([byte]).decode(code_page, errors="replace") for byte in text.encode())
    return "".join(chr(byte) if c == "\N{REPLACEMENT CHARACTER}" else c for c, byte in zip(read, text.encode(), strict=True))


@cache
def table() -> dict[str, str]:
    """What is seen to what was meant, once and twice broken."""
    found: dict[str, str] = {}
    for char in _TYPOGRAPHIC + _LATIN:
        for code_page in _CODE_PAGES:
            if code_page == "cp1256" and char not in _TYPOGRAPHIC:
                continue
            once = _seen_as(char, code_page)
            found.setdefault(once, char)
            if code_page == "cp1252" and char in _TYPOGRAPHIC:
                found.setdefault(_seen_as(once, code_page), char)
    found["\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}\N{EURO SIGN}"] = "\N{RIGHT DOUBLE QUOTATION MARK}"
    return found


@cache
def pattern() -> re.Pattern[str]:
    """Matches any key of the table, the longest first."""
    return regex("|".join(re.escape(key) for key in sorted(table(), key=len, reverse=True)))


@cache
def leads() -> str:
    """The first characters of all keys, for a trigger."""
    return "".join(sorted({key[0] for key in table()}))
