"""JSON text with positions: where the values of a record stand in its line, and the characters of a string in its literal.

The parsing itself is left to the standard library's scanner, value by value. Source: RFC 8259.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from json.decoder import JSONDecoder
from typing import Any

from tanqih.errors import InputError

_SPACE = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_DECODER = JSONDecoder()


class Values:
    """Values of a record by dotted path, each with the place of its JSON text in the line."""

    def __init__(self, line: str, path: str | None, number: int) -> None:
        self.line, self.path, self.number = line, path, number
        try:
            self._top = self._members(_space(line, 0))
            rest = self._end
        except RecursionError:
            raise self.error("JSON nested too deeply", "flatten the record") from None
        except ValueError as error:  # JSONDecodeError, and integers beyond Python's limit
            raise self.error(f"malformed JSON: {_reason(error)}", "mend the line; no record is skipped") from None
        if rest < len(line):
            raise self.error(f"malformed JSON: extra data at column {rest + 1}", "put one record on each line")

    def error(self, what: str, hint: str) -> InputError:
        """An error that names this record."""
        return InputError(what, hint, path=self.path, line=self.number)

    def _members(self, at: int) -> dict[str, tuple[Any, int, int]]:
        """Members of the object at an offset (the last of equal names wins, as everywhere): value, start, end of its JSON text."""
        line = self.line
        if line[at : at + 1] != "{":
            _DECODER.raw_decode(line, at)
            raise self.error("the record is not a JSON object", 'write {"text": "..."} on each line')
        members: dict[str, tuple[Any, int, int]] = {}
        at = _space(line, at + 1)
        mark = "" if line[at : at + 1] == "}" else ","
        while mark == ",":
            if line[at : at + 1] != '"':
                raise json.JSONDecodeError("expecting a property name in double quotes", line, at)
            name, at = _DECODER.raw_decode(line, at)
            at = _space(line, at)
            if line[at : at + 1] != ":":
                raise json.JSONDecodeError("expecting ':'", line, at)
            start = _space(line, at + 1)
            value, end = _DECODER.raw_decode(line, start)
            members[name] = (value, start, end)
            at = _space(line, end)
            mark = line[at : at + 1]
            if mark == ",":
                at = _space(line, at + 1)
            elif mark != "}":
                raise json.JSONDecodeError("expecting ',' or '}'", line, at)
        self._end = _space(line, at + 1)
        return members

    @property
    def names(self) -> list[str]:
        """Names of the record's fields."""
        return list(self._top)

    def find(self, field: str) -> tuple[Any, int, int] | None:
        """Value and place of a field; a name with dots in it is tried as it stands first."""
        members, rest = self._top, field
        while rest not in members:
            name, dot, rest = rest.partition(".")
            if not dot or not isinstance(members.get(name, (None,))[0], dict):
                return None
            members = self._members(members[name][1])
        return members[rest]

    def get(self, field: str, option: str) -> tuple[Any, int, int]:
        """Value and place of a field.

        Raises:
            InputError: the record has no such field; lists those it has.
        """
        found = self.find(field)
        if found is None:
            known = ", ".join(self.names[:20]) or "none"
            raise self.error(f"no field {field!r} in this record (fields: {known})", f"name it with {option}")
        return found


def _space(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    return found.end() if found else at


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[:1].lower()}{error.msg[1:]} at column {error.pos + 1}"
    return "an integer of too many digits"


class RawOffsets:
    """Maps offsets of a decoded string to offsets in its literal."""

    def __init__(self, literal: str) -> None:
        self._decoded: list[int] = []  # offsets of the escaped characters
        self._extra = [0]  # how much longer the literal is than the text, before each of them and at the end
        if "\\" in literal:
            for found in _ESCAPE.finditer(literal):
                self._decoded.append(found.start() - 1 - self._extra[-1])
                self._extra.append(self._extra[-1] + found.end() - found.start() - 1)

    def __getitem__(self, offset: int) -> int:
        return offset + 1 + self._extra[bisect_left(self._decoded, offset)]

    def after_escapes(self, start: int, end: int) -> list[int]:
        """Offsets in `start < offset < end` that stand right after an escaped character."""
        first = bisect_left(self._decoded, start)
        return [at + 1 for at in self._decoded[first : bisect_left(self._decoded, end - 1)]]
