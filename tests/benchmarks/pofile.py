"""PO files for `pairs.py`: pairs written as units, and what pofilter noted in those that failed a check."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n"Language: en\\n"\n'
)
_NOTE = re.compile(r"^# \(pofilter\) (?P<check>\w+):", re.MULTILINE)
_CONTEXT = re.compile(r'^msgctxt (?P<lines>"(?:[^"\\]|\\.)*"(?:\n"(?:[^"\\]|\\.)*")*)', re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def written(units: Mapping[str, tuple[str, str]]) -> str:
    """A PO file; each unit's name is its context."""
    blocks = [
        f'msgctxt "{name.translate(_ESCAPES)}"\nmsgid "{source.translate(_ESCAPES)}"\nmsgstr "{target.translate(_ESCAPES)}"\n'
        for name, (source, target) in units.items()
    ]
    return "\n".join([_HEADER, *blocks])


def failures(text: str) -> dict[str, frozenset[str]]:
    """The checks noted in the units of pofilter's output, by the units' names."""
    found = {}
    for block in re.split(r"\n{2,}", text):
        context = _CONTEXT.search(block)
        checks = frozenset(_NOTE.findall(block))
        if context and checks:
            found["".join(_QUOTED.findall(context["lines"]))] = checks
    return found
