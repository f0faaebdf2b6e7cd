"""HTML that cannot be broken by what stands in it: a tree is built and then written, and every text goes through one door.

The standard library's serialiser escapes text and attributes; characters that a browser would obey or not show (bidi controls, other
format and control characters) are written as their code point. Source: html.spec.whatwg.org, "Serializing HTML fragments".
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

from tanqih.arabic import ARABIC_LETTER, JOINERS
from tanqih.commands.terminal import visible

_LETTER, _MARK = ARABIC_LETTER.pattern, "[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}]"
_ARABIC = re.compile(f"{_LETTER}(?:{_LETTER}|{_MARK}| (?={_LETTER}))*")


class Markup:
    """An HTML page that is written from top to bottom."""

    def __init__(self) -> None:
        self._tree = ElementTree.TreeBuilder()

    @contextmanager
    def tag(self, name: str, /, **attributes: str) -> Iterator[None]:
        """An element around what is written inside; `class_="x"` and `aria_label="x"` give `class` and `aria-label`."""
        self._tree.start(name, {key.strip("_").replace("_", "-"): visible(value) for key, value in attributes.items() if value})
        yield
        self._tree.end(name)

    def text(self, text: str) -> None:
        """Text in a left-to-right language. Its line breaks stay; Arabic words are isolated, so they do not reorder what is around."""
        at = 0
        for words in _ARABIC.finditer(text):
            self._data(text[at : words.start()])
            with self.tag("bdi", lang="ar"):
                self._data(words.group())
            at = words.end()
        self._data(text[at:])

    def arabic(self, text: str) -> None:
        """Text in Arabic script; the joiners stay, for letters take their shape by them."""
        self._data(text, JOINERS)

    def _data(self, text: str, keep: str = "") -> None:
        self._tree.data(visible(text.replace("\r\n", "\n").replace("\r", "\n"), keep=f"\n\t{keep}"))

    def title(self, text: str) -> None:
        """The title of the page, which holds no elements."""
        with self.tag("title"):
            self._data(text)

    def leaf(self, name: str, text: str = "", /, **attributes: str) -> None:
        """An element that holds only text."""
        with self.tag(name, **attributes):
            if text:
                self.text(text)

    def style(self, css: str) -> None:
        """A style sheet of our own, without a "<" in it."""
        with self.tag("style"):
            self._tree.data(css)

    def head(self, title: str, css: str, generator: str) -> None:
        """What stands in the head of every page of ours: a title, one style sheet, and a policy that allows nothing else.

        Args:
            title: of the page.
            css: the style sheet.
            generator: command and version that wrote the page.
        """
        self.leaf("meta", charset="utf-8")
        self.leaf("meta", http_equiv="Content-Security-Policy", content=policy(css))
        self.leaf("meta", name="viewport", content="width=device-width, initial-scale=1")
        self.leaf("meta", name="color-scheme", content="light dark")
        self.leaf("meta", name="referrer", content="no-referrer")
        self.leaf("meta", name="generator", content=generator)
        self.title(title)
        self.style(css)

    def close(self) -> str:
        """The page. Nothing can be written after that."""
        return f"<!DOCTYPE html>\n{ElementTree.tostring(self._tree.close(), encoding='unicode', method='html')}\n"


def policy(css: str) -> str:
    """A content security policy that allows this style sheet and nothing else: no script, no request (CSP level 3)."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
