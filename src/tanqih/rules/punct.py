"""Other punctuation: Arabic marks, doubled full stops, stray dashes and semicolons, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.arabic import ARABIC_LETTER, LATIN_MARKS
from tanqih.issue import Severity
from tanqih.rules._rule import Finding, finding, replace, rule, safe
from tanqih.text import Block

_ARABIC_MARK = re.compile(f"[{''.join(LATIN_MARKS)}]")


@rule("linguistic-conventions/punctuation", Severity.MINOR, trigger=_ARABIC_MARK.pattern)
def arabic_marks(block: Block) -> Iterator[Finding]:
    """An Arabic comma, semicolon or question mark left in English.

    The engine copies the mark through. It is replaced by the Latin one; a mark inside an Arabic phrase that is kept is left alone.
    """
    text = block.text
    for m in _ARABIC_MARK.finditer(text):
        before, after = text[: m.start()].rstrip()[-1:], text[m.end() :].lstrip()[:1]
        if ARABIC_LETTER.match(before) and (not after or not after.isascii()):
            continue
        latin = LATIN_MARKS[m.group()]
        message = f"The Arabic mark {m.group()} stands for {latin} in English."
        yield finding(block, m.start(), m.end(), message, 0.97, safe(f"use {latin}", replace(block, m.start(), m.end(), latin)))
