"""XML that nothing in a text can break: the standard library escapes it, and characters that XML 1.0 forbids are shown as code points."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from tanqih.score.reporters.common import visible

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def opening(name: str, attributes: Mapping[str, object], *, empty: bool = False) -> str:
    """A start tag, or an empty element; an attribute of None is left out."""
    given = "".join(f" {key}={_value(value)}" for key, value in attributes.items() if value is not None)
    return f"<{name}{given}{'/' if empty else ''}>"


def _value(value: object) -> str:
    return quoteattr(visible(str(value), keep="\n\t"), {"\n": "&#10;", "\t": "&#9;"})


def content(text: str) -> str:
    """Text of an element."""
    return escape(visible(text, keep="\n\t"))
