"""Everything Tanqih raises on purpose.

TanqihError
 ├── InputError          a file, a record or a text that cannot be read; names the place
 ├── ConfigError         a configuration key or value that is wrong; names the nearest known one
 ├── UnknownRuleError    a rule id or family that does not exist
 ├── ModelError          a model that cannot be loaded or fails at work; names the folder or address
 ├── EditError           edits that overlap, leave their segment or cross a protected span
 └── MissingExtraError   a part that needs a package which is not installed; names the install command

The text of each is one line: what is wrong, where, and what to do next. The command line prints it and exits with 2.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class TanqihError(Exception):
    """Base of all errors of this package."""


class InputError(TanqihError):
    """Text that cannot be read.

    Args:
        what: what is wrong, without a full stop.
        hint: what to do next.
        path: file, if any.
        line: 1-based line or record, if known.
    """

    def __init__(self, what: str, hint: str = "", *, path: str | None = None, line: int | None = None) -> None:
        self.path, self.line = path, line
        place = f"{path or '<text>'}{f':{line}' if line else ''}: " if path or line else ""
        super().__init__(f"{place}{what}{f'; {hint}' if hint else ''}")


class ConfigError(TanqihError):
    """A wrong key or value in a configuration file or an argument."""


class UnknownRuleError(TanqihError):
    """A rule id or family that does not exist."""


class ModelError(TanqihError):
    """A model that cannot be loaded, or that fails at its work."""


class EditError(TanqihError):
    """Edits that cannot be applied together, or at all."""


class MissingExtraError(TanqihError):
    """An optional part whose package is not installed."""

    def __init__(self, part: str, extra: str) -> None:
        super().__init__(f"{part} needs a package that is not installed; run: pip install 'tanqih[{extra}]'")


def nearest(word: str, known: Iterable[str]) -> str:
    """A phrase ", did you mean 'x'?" for the closest known word, or nothing when none is close."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f", did you mean {close[0]!r}?" if close else ""
