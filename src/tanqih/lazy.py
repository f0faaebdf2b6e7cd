"""Regular expressions that are compiled when they are first used.

The rules hold some three hundred; compiling them all takes half a second, and a file that is clean needs a handful.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "groups", "groupindex")


class _Lazy:
    """Stands for a pattern until something but its source is asked for; then its methods are the compiled pattern's own."""

    __slots__ = ("flags", "pattern", *_METHODS)

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self.flags = source, flags

    def __getattr__(self, name: str) -> Any:
        # Called for a slot that is still empty.
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for a source, compiled on first use.

    An error in the source shows only then; a test compiles the patterns of all rules.
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))


def is_lazy(value: object) -> bool:
    """True for what `regex` returns, compiled or not yet."""
    return isinstance(value, _Lazy)
