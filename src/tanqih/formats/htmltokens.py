"""A tokenizer for HTML that keeps positions: the states of the WHATWG standard (13.2.5) that decide where text begins and ends.

Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_WS = r"\t\n\f\r "
_TAG_NAME = re.compile(rf"[^{_WS}/>]+")
_ATTRIBUTE = re.compile(
    rf"[{_WS}/]*+(?:(>)|=?[^{_WS}/>=]*+"
    rf"(?:[{_WS}]*+=[{_WS}]*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{_WS}>]*+))?+)"
)
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT = re.compile(rf"<!--|-->|<(/?)script(?=[{_WS}/>])", re.IGNORECASE)

RAW_TEXT = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "title", "textarea", "plaintext"})
"""Elements in which a tag is text until their own end tag (noscript as with scripts switched on)."""

_INTEGRATION = frozenset({"foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"})
_BREAKOUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s "
    "small span strong strike sub sup table tt u ul var".split()
)
_HTML_ENDS = _BREAKOUT | frozenset(
    "a article aside button figure footer form header html main nav section tbody td th thead tr".split()
)


class Token(NamedTuple):
    """`text[start:end]`. kind: text, raw (text of a raw text element), start, end, comment, other; name: of a tag, lower case.

    `foreign` is true inside SVG and MathML, their outermost tags included.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    foreign: bool = False


def tokens(text: str) -> Iterator[Token]:
    """Cut a page into tokens that follow each other without gaps, up to the end."""
    at, length = 0, len(text)
    foreign = _Foreign()
    while at < length:
        token = _next(text, at, foreign)
        if token.kind == "start":
            token = token._replace(foreign=foreign.start(token.name, text[token.end - 2] == "/"))
        elif token.kind == "end":
            token = token._replace(foreign=foreign.end(token.name))
        elif foreign.open:
            token = token._replace(foreign=True)
        yield token
        at = token.end
        if token.kind == "start" and token.name in RAW_TEXT and not (foreign.open and foreign.strict):
            end = raw_text_end(text, at, token.name)
            if end > at:
                yield Token("raw", at, end, token.name, token.foreign)
            at = end


class _Foreign:
    """Which SVG or MathML elements are open; inside their integration points HTML rules hold again."""

    def __init__(self) -> None:
        self.open: list[str] = []

    @property
    def strict(self) -> bool:
        return bool(self.open) and self.open[-1] not in _INTEGRATION

    def start(self, name: str, closed: bool) -> bool:
        """Take in a start tag; True when it belongs to foreign content."""
        if self.strict and name in _BREAKOUT:
            while self.strict:
                self.open.pop()
        elif self.strict or name in ("svg", "math"):
            if not closed:
                self.open.append(name)
            return True
        return bool(self.open)

    def end(self, name: str) -> bool:
        """Take in an end tag; True when it belongs to foreign content."""
        if name in self.open[-512:]:
            while self.open.pop() != name:
                pass
            return True
        if self.strict and name in _HTML_ENDS:
            self.open.clear()
        return bool(self.open)


def _next(text: str, at: int, foreign: _Foreign) -> Token:
    """The token that starts at an offset (data state)."""
    if text[at] != "<" or not _is_markup(text, at):
        end = text.find("<", at + 1)
        while end >= 0 and not _is_markup(text, end):
            end = text.find("<", end + 1)
        return Token("text", at, len(text) if end < 0 else end)
    sign = text[at + 1]
    if sign == "!":
        return _declaration(text, at, foreign.strict)
    if sign == "?" or (sign == "/" and not _is_letter(text[at + 2 : at + 3])):
        return Token("comment", at, _after(text, ">", at + 2))
    name_start = at + 1 + (sign == "/")
    found = _TAG_NAME.match(text, name_start)
    name_end = found.end() if found else name_start
    end = _tag_end(text, name_end)
    if end < 0:  # a tag that the end of the file cuts off is dropped by browsers
        return Token("other", at, len(text))
    return Token("end" if sign == "/" else "start", at, end, text[name_start:name_end].lower())


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_markup(text: str, at: int) -> bool:
    """True when the "<" at an offset opens markup and is not text."""
    sign = text[at + 1 : at + 2]
    return _is_letter(sign) or sign in ("!", "?") or (sign == "/" and at + 2 < len(text))


def _declaration(text: str, at: int, foreign: bool) -> Token:
    """Comment, doctype, CDATA section, or what browsers read as a comment."""
    if text.startswith("<!--", at):
        if text.startswith(">", at + 4) or text.startswith("->", at + 4):
            return Token("comment", at, text.index(">", at) + 1)
        found = _COMMENT_END.search(text, at + 4)
        return Token("comment", at, found.end() if found else len(text))
    if foreign and text.startswith("<![CDATA[", at):
        return Token("other", at, _after(text, "]]>", at + 9))
    kind = "other" if text[at + 2 : at + 9].lower() == "doctype" else "comment"
    return Token(kind, at, _after(text, ">", at + 2))


def _after(text: str, end: str, start: int) -> int:
    at = text.find(end, start)
    return len(text) if at < 0 else at + len(end)


def _tag_end(text: str, at: int) -> int:
    """Offset behind the ">" of a tag whose name ends at `at`; -1 when the file ends before."""
    while at < len(text):
        found = _ATTRIBUTE.match(text, at)
        if found is None or found.end() == at:
            return -1
        at = found.end()
        if found.group(1):
            return at
    return -1


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[{_WS}/>])", re.IGNORECASE)


def raw_text_end(text: str, at: int, name: str) -> int:
    """Where the end tag of a raw text element starts, or the end of the text."""
    if name == "plaintext":
        return len(text)
    if name == "script":
        return _script_end(text, at)
    found = _end_tag(name).search(text, at)
    return found.start() if found else len(text)


def _script_end(text: str, at: int) -> int:
    """End of a script, past end tags that are hidden in `<!-- <script> </script> -->` (script data double escaped)."""
    escaped = doubled = False
    for found in _SCRIPT.finditer(text, at):
        what = found.group()
        if what == "<!--":
            escaped = True
        elif what == "-->":
            escaped = doubled = False
        elif not found.group(1):
            doubled = escaped
        elif not doubled:
            return found.start()
        else:
            doubled = False
    return len(text)
