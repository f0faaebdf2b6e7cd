"""New values in the text of a JSON object, every other character kept: a string's new words, and a field more or less.

Source: RFC 8259.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any, NamedTuple

from tanqih.batch.containers.sound import SURROGATE
from tanqih.batch.records import EXTRA_FIELD, BadRecord, Replacement
from tanqih.errors import InputError
from tanqih.formats.diffs import Change, changes
from tanqih.formats.encoding import Coding
from tanqih.formats.jsonvalues import RawOffsets, Values

_LONG = 200_000
"""Characters; longer texts are not compared word by word."""
_STYLED = 4096
"""Characters that show whether a dump has spaces behind its colons."""
_SENTENCE = re.compile(r"[^.\n]*+[.\n]++|[^.\n]++")
_BIG_HEX = re.compile(r"\\u(?=[0-9a-fA-F]*[A-F])[0-9A-F]{4}")
_HEX = re.compile(r"(?<!\\)((?:\\\\)*\\u)([0-9a-f]{4})")
_NAME_BEFORE = re.compile(r',\s*"' + EXTRA_FIELD + r'"\s*:\s*\Z')
_FIRST_NAME = re.compile(r'(?<=\{)\s*"' + EXTRA_FIELD + r'"\s*:\s*\Z')
_COMMA = re.compile(r"\s*,\s*")


class _BadValueError(InputError):
    """What `Values` finds, without place and hint."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Members(Values):
    """Values of a record; what is wrong with it is a `BadRecord` from `members`."""

    def error(self, what: str, hint: str) -> InputError:  # noqa: ARG002 - as the base has it
        """An error with the bare finding."""
        return _BadValueError(what.replace(" at at ", " at "))  # the scanner's own words may end with the first


def members(line: str) -> Members:
    """The values of a line.

    Raises:
        BadRecord: malformed JSON, or something else than an object.
    """
    try:
        return Members(line, None, 0)
    except _BadValueError as error:
        raise BadRecord(error.what) from None


class Style(NamedTuple):
    """How the strings of a dump are written: characters beyond ASCII as escapes, with capital digits; slashes escaped."""

    ascii_only: bool = False
    capitals: bool = False
    slashes: bool = False

    @classmethod
    def of(cls, literal: str, default: bool) -> Style:
        """The style of a string literal; `default` says whether the dump is ASCII when the literal does not tell."""
        ascii_only = (default or "\\u" in literal) if literal.isascii() else False
        return cls(ascii_only, bool(_BIG_HEX.search(literal)), "\\/" in literal)

    def written(self, text: str, coding: Coding) -> str:
        """Text as it stands inside a literal; characters that the encoding lacks are escaped."""
        new = json.dumps(text, ensure_ascii=self.ascii_only)[1:-1]
        if not self.ascii_only:
            new = SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", new)
            if not coding.name.startswith("utf") and new.encode(coding.name, "ignore").decode(coding.name) != new:
                new = json.dumps(text)[1:-1]
        if self.capitals:
            new = _HEX.sub(lambda found: found[1] + found[2].upper(), new)
        return new.replace("/", "\\/") if self.slashes else new


def respelled(
    literal: str, old: str, new: str, coding: Coding, *, ascii_only: bool, edits: Sequence[Replacement] | None = None
) -> str:
    """A string literal with a new text; the words that stay are written as they were.

    Args:
        literal: with its quotation marks.
        old: its text.
        new: the text that it gets.
        coding: of the dump.
        ascii_only: style of the dump.
        edits: that turn the old text into the new one, when they are known.
    """
    if edits is None:
        edits = changes(old, new) if len(old) + len(new) <= _LONG else list(_long_changes(old, new))
    style = Style.of(literal, ascii_only)
    at_raw = RawOffsets(literal)
    parts: list[str] = []
    done = 0
    for start, end, fresh in edits:
        parts += (literal[done : at_raw[start]], style.written(fresh, coding))
        done = at_raw[end]
    return f"{''.join(parts)}{literal[done:]}"


def _long_changes(old: str, new: str) -> Iterator[Change]:
    """The changes between long texts: sentence by sentence, then word by word."""
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    starts = [0, *accumulate(map(len, before))]
    for verb, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb != "equal":
            piece, fresh = "".join(before[i1:i2]), "".join(after[j1:j2])
            if len(piece) + len(fresh) > _LONG:
                yield Change(starts[i1], starts[i2], fresh)
                continue
            for change in changes(piece, fresh):
                yield Change(starts[i1] + change.start, starts[i1] + change.end, change.text)


def with_extra(line: str, extra: Mapping[str, Any]) -> str:
    """The line of an object with the field `EXTRA_FIELD` set as its last one; an empty value takes the field away.

    Raises:
        BadRecord: as `members`.
    """
    found = members(line).find(EXTRA_FIELD)
    if found:
        line = _without(line, found[1], found[2])
    if not extra:
        return line
    end = len(line[: line.rindex("}")].rstrip(" \t\r\n"))
    spaced = '": ' in line[:_STYLED]
    value = json.dumps(extra, ensure_ascii=line.isascii(), separators=(", ", ": ") if spaced else (",", ":"))
    value = SURROGATE.sub(lambda one: f"\\u{ord(one.group()):04x}", value)
    comma = "" if line[end - 1] == "{" else ", " if spaced else ","
    return f'{line[:end]}{comma}"{EXTRA_FIELD}":{" " if spaced else ""}{value}{line[end:]}'


def _without(line: str, start: int, end: int) -> str:
    """The line without the field whose value stands there."""
    if name := _NAME_BEFORE.search(line, 0, start):
        return line[: name.start()] + line[end:]
    if (name := _FIRST_NAME.search(line, 0, start)) and (comma := _COMMA.match(line, end)):
        return line[: name.start()] + line[comma.end() :]
    return line
