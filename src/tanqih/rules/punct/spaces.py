"""Spaces: before a mark, missing after one, or between two words that ran together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import LEFT, RIGHT, RIGHT_SINGLE
from tanqih.rules._rule import Finding, finding, replace, review, rule, safe
from tanqih.text import Block

NBSP = "\N{NO-BREAK SPACE}"
_OPENERS = "The|He|She|They|It|We|But|This|That|These|Those|For|As|After|When|While|Police|According|Meanwhile"
_SHOWN = 24
_DOMAINS = frozenset("com net org info gov edu io js py ts tv co uk html php asp aspx".split())


class _Gap(NamedTuple):
    """A pattern whose group `gap` is replaced by `text`."""

    pattern: re.Pattern[str]
    text: str
    message: str
    confidence: float = 0.93
    safe: bool = True


_GAPS = (
    _Gap(regex(r"(?<=[\w\)\]%\"" + RIGHT + RIGHT_SINGLE + r"'])(?P<gap>[ \t" + NBSP + r"]+)(?=[,;:!?.](?:[\s\"" + RIGHT + r")]|$)|[,;][a-z]{2})"), "", "A space stands before the mark."),
    _Gap(regex(r"(?<=,)(?P<gap>[ ]?,)(?=\s)"), "", "Two commas stand where one belongs.", 0.85),
    _Gap(regex(r"(?<=[a-z]{2}[.!?])(?P<gap>)(?=(?P<next>[A-Z][a-z]*)(?:[\s,']|$))"), " ", "A space is missing after the full stop."),
    _Gap(regex(r"(?<=\d\.)(?P<gap>)(?=(?:The|He|She|They|It|We|This|That|These|But|His|Her|Their|Its|In|On|At|After|Before|When|While|For|As|And|An?)[ \n][A-Za-z])"), " ", "A space is missing after the full stop."),
    _Gap(regex(r"(?<=[a-z]{2}[,;])(?P<gap>)(?=[A-Za-z]{2,})"), " ", "A space is missing after the mark."),
    _Gap(regex(rf"(?<=[a-z]{{2}}[.!?,]{RIGHT})(?P<gap>)(?=[A-Za-z]{{2,}})"), " ", "A space is missing after the quotation mark."),
    _Gap(regex(r"(?<=[a-z]{2}:)(?P<gap>)(?=[A-Z][a-z]|" + LEFT + ")"), " ", "A space is missing after the colon.", 0.7, safe=False),
    _Gap(regex(r"(?<=[a-z]{2}\))(?P<gap>)(?=[A-Za-z]{3,})"), " ", "A space is missing after the bracket.", 0.7, safe=False),
    _Gap(regex(r"\((?P<gap> +)(?=\w)"), "", "A space stands inside the bracket."),
    _Gap(regex(r"(?<=\w)(?P<gap> +)(?=\)(?:\W|$))"), "", "A space stands inside the bracket."),
    _Gap(regex(rf"(?<=[A-Za-z])(?P<gap> )(?=['{RIGHT_SINGLE}]s (?!own\b)[a-z])"), "", "A space parts the word from its ending."),
    _Gap(regex(rf"\b[a-z]{{3,}}(?P<gap>)(?=(?:{_OPENERS})\b)"), " ", "Two words have run together.", 0.85),
    _Gap(regex(r"\b(?:of|in|to|for|on|from|with|by|at|and|that)(?P<gap>)(?=the\b)(?<!ba)(?<!la)"), " ", "Two words have run together."),
)  # fmt: skip
_TRIGGER = (
    rf"[A-Za-z0-9)%\]\"{RIGHT}{RIGHT_SINGLE}'][ \t{NBSP}]+[,;:!?.]|,,|, ,|[0-9][.][A-Z]|[^\x01-\x7f][ \t]+[,;:!?.]|[a-z][.!?][A-Z]|[a-z][,;][A-Za-z]"
    rf"|[.!?,]{RIGHT}[A-Za-z]|[a-z]:[A-Z{LEFT}]|\)[A-Za-z]|\( | \)| ['{RIGHT_SINGLE}]s |[a-z](?:{_OPENERS})|(?:of|in|to|for|on|from|with|by|at|and|that)the[^a-z]"
    r"|(?:of|in|to|for|on|from|with|by|at|and|that)the$"
)


@rule("linguistic-conventions/punctuation", Severity.MINOR, trigger=_TRIGGER)
def spacing(block: Block) -> Iterator[Finding]:
    """A space before a mark, no space after one, or two words run together.

    Links that lose their tags and right-to-left spacing habits leave these behind. They are mended without asking. Abbreviations, decimals,
    times, web addresses and product names such as ASP.NET are left alone.
    """
    text = block.text
    taken: set[int] = set()
    for gap in _GAPS:
        for m in gap.pattern.finditer(text):
            start, end = m.span("gap")
            if start in taken or _is_address(text, start, m) or (gap.text == "" and text[end : end + 2] == ".."):
                continue
            taken.add(start)
            first, last = _around(text, start, end)
            make = safe if gap.safe else review
            yield finding(
                block, first, last, gap.message, gap.confidence, make("mend the space", replace(block, start, end, gap.text))
            )


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span shown: the word before the gap, the gap and the character behind it."""
    first = start
    while first > 0 and not text[first - 1].isspace() and start - first < _SHOWN:
        first -= 1
    return first, min(len(text), end + 1)


def _is_address(text: str, at: int, m: re.Match[str]) -> bool:
    """True inside a web address, a mail address, a path, a domain or a list without spaces."""
    first = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [i for i in (text.find(" ", at), text.find("\n", at)) if i >= 0]
    chunk = text[first : min(ends, default=len(text))]
    if any(sign in chunk for sign in ("://", "@", "www.", "\\", "_", "&")) or chunk.count("/") > 1 or chunk.count(",") > 2:
        return True
    following = m.groupdict().get("next")
    return following is not None and following.lower() in _DOMAINS
