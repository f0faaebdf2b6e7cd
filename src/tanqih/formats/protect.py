"""What must not change in any text: web addresses, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tanqih.document import Span

_ADDRESS = re.compile(
    r"""(?:https?://|ftp://|www\.)[^\s<>"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]+"""
    r"""|(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}""",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'*_~\N{RIGHT SINGLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}\N{ARABIC COMMA}"
_MOST_BRACKETS = 4


def addresses(text: str) -> tuple[Span, ...]:
    """Spans of web and e-mail addresses, without the punctuation of the sentence after them; ordered, disjoint."""
    if "://" not in text and "@" not in text and "www." not in text and "WWW." not in text:
        return ()
    return tuple(Span(found.start(), found.start() + _length(found.group())) for found in _ADDRESS.finditer(text))


def _length(address: str) -> int:
    """Length without closing punctuation; a closing bracket stays only when its opening one is inside."""
    kept = address.rstrip(_TRAILING)
    for _ in range(_MOST_BRACKETS):
        if not kept.endswith((")", "]")) or kept.count(kept[-1]) <= kept.count("(" if kept[-1] == ")" else "["):
            break
        kept = kept[:-1].rstrip(_TRAILING)
    return len(kept)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same places as ordered, disjoint spans."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
