"""Entries of a PO file: their lines, their strings, and where each character of a string stands.

Source: GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tanqih.errors import InputError

_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]+\])?|domain)(?=[\s\"]|\Z)")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9a-fA-F]+)|(?P<sign>.))")
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ASCII = 128


class PoString(NamedTuple):
    """A string of an entry: its text, where each character of it stands in the entry's raw text, and where its last literal closes."""

    text: str
    ranges: tuple[tuple[int, int], ...]
    end: int

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw range of a stretch of the text."""
        first = self.ranges[start][0] if start < len(self.ranges) else self.ranges[-1][1] if self.ranges else self.end
        return first, self.ranges[end - 1][1] if end > start else first


@dataclass(slots=True)
class Entry:
    """A message: the line it begins on (1-based), its raw text with the blank lines behind it, its strings by keyword, its comments."""

    line: int
    raw: str = ""
    literals: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    @property
    def has_translation(self) -> bool:
        """True when a `msgstr` has been read."""
        return any(keyword.startswith("msgstr") for keyword in self.literals)

    def string(self, keyword: str) -> PoString:
        """A string; empty when the entry has none of that name."""
        text: list[str] = []
        ranges: list[tuple[int, int]] = []
        end = len(self.raw)
        for start, stop in self.literals.get(keyword, ()):
            at, end = start + 1, stop - 1
            while at < end:
                found = _ESCAPE.match(self.raw, at, end)
                text.append(_decoded(found) if found else self.raw[at])
                ranges.append((at, found.end() if found else at + 1))
                at = ranges[-1][1]
        return PoString("".join(text), tuple(ranges), end)

    def line_of(self, offset: int) -> int:
        """The line of a place in the raw text."""
        return self.line + self.raw.count("\n", 0, offset)


def _decoded(found: re.Match[str]) -> str:
    """What an escape stands for; U+FFFD for a byte beyond ASCII, which alone means nothing."""
    if sign := found.group("sign"):
        return _SIGNS.get(sign, sign)
    number = int(found.group("octal"), 8) if found.group("octal") else int(found.group("hex")[:8], 16)
    return chr(number) if number < _ASCII else "\N{REPLACEMENT CHARACTER}"


def escaped(text: str) -> str:
    """Text as it stands inside a literal."""
    signs = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    return "".join(signs.get(c) or (f"\\{ord(c):03o}" if c < " " else c) for c in text)


def entries(lines: Iterable[tuple[int, str]], path: str | None) -> Iterator[Entry]:
    """The entries of numbered lines; together their raw texts are all lines.

    Raises:
        InputError: a line that is none of PO, a wrong quotation mark, an entry without `msgid` or `msgstr`; names the line.
    """
    entry, keyword = Entry(1), ""
    for number, line in lines:
        body = line.strip()
        starts = _KEYWORD.match(body)
        if entry.has_translation and ((starts and starts.group(1) in ("msgctxt", "msgid", "domain")) or body.startswith("#")):
            yield _complete(entry, path)
            entry, keyword = Entry(number), ""
        at = len(entry.raw) + line.find(body)
        entry.raw += line
        if starts:
            keyword = starts.group(1)
            if keyword in entry.literals and keyword != "domain":
                raise InputError(f"a second {keyword} in one entry", "begin a new entry with msgid", path=path, line=number)
            entry.literals[keyword] = []
            _add(entry.literals[keyword], body, starts.end(), at, path, number)
        elif body.startswith('"') and keyword:
            _add(entry.literals[keyword], body, 0, at, path, number)
        elif body.startswith("#"):
            _comment(entry, body)
        elif body:
            raise InputError(f"this line is not PO: {body[:24]!r}", "a string stands in quotation marks", path=path, line=number)
    yield _complete(entry, path) if entry.literals else entry


def _comment(entry: Entry, body: str) -> None:
    if body.startswith("#,"):
        entry.flags.update(flag.strip() for flag in body[2:].split(","))
    elif body[1:2] not in ("~", "|", ":"):
        entry.comments.append(body[1:].lstrip(".").strip())


def _add(found: list[tuple[int, int]], body: str, at: int, shift: int, path: str | None, number: int) -> None:
    """Note the literals of a line; InputError when something else stands between or behind them."""
    while at < len(body):
        if body[at].isspace():
            at += 1
            continue
        literal = _LITERAL.match(body, at)
        if not literal:
            what = "a string that is not closed" if body[at] == '"' else f"text outside the quotation marks: {body[at:][:24]!r}"
            raise InputError(what, 'a quotation mark inside a string is written \\"', path=path, line=number)
        found.append((shift + literal.start(), shift + literal.end()))
        at = literal.end()


def _complete(entry: Entry, path: str | None) -> Entry:
    """The entry; InputError when it lacks something."""
    if "domain" not in entry.literals and not ("msgid" in entry.literals and entry.has_translation):
        missing = "msgstr" if "msgid" in entry.literals else "msgid"
        raise InputError(f"an entry without {missing}", "mend it, no entry is skipped", path=path, line=entry.line)
    return entry
