"""Character references: `&amp;`, `&rsquo;`, `&#8217;`, `&copy` without its semicolon.

Source: WHATWG HTML 13.2.5.72 (character reference state) and the names of 13.5, as the standard library ships them.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*;?)")
_LONGEST = max(map(len, html5))


def decoded(reference: str, *, strict: bool = False) -> tuple[str, int]:
    """What a match of `REFERENCE` shows, and how many of its characters make the reference; ("", 0) when it is literal text.

    `strict` asks for the semicolon, as Markdown does.
    """
    if reference[1] == "#":
        if strict and not reference.endswith(";"):
            return "", 0
        digits = reference[2:].rstrip(";")
        if len(digits) > 9:  # beyond Unicode whatever the digits are, unless they are padded
            digits = digits[0].lower().replace("0", "") + digits[1:].lstrip("0") if digits[0] in "xX" else digits.lstrip("0")
            if len(digits) > 9:
                return "\N{REPLACEMENT CHARACTER}", len(reference)
        number = int(digits[1:] or "0", 16) if digits[:1] in ("x", "X") else int(digits or "0")
        # The library drops control characters and non-characters; browsers show them as they are.
        return html.unescape(f"&#{number};") or chr(number), len(reference)
    name = reference[1 : _LONGEST + 1]
    if name.endswith(";") and name in html5:
        return html5[name], len(name) + 1
    if strict:
        return "", 0
    for length in range(len(name), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 0


def escaped(text: str) -> str:
    """Text as HTML: `&`, `<` and `>` as references."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
