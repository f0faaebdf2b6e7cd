"""Inline Markdown with positions: what is text, what is markup.

Follows CommonMark 0.31 chapter 6 closely enough to tell markup from text; what is in doubt is text that is protected. Linear.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from tanqih.formats.references import REFERENCE, decoded

_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_SPECIAL = re.compile(r"[\\`*_~\[\]!<&\n]")
_TICKS = re.compile(r"`+")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+)>")
_HTML = re.compile(
    r"""</?[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+(?:[^"'=<>`\s]++|'[^']*+'|"[^"]*+"))?+)*+\s*+/?>"""
)
_DESTINATION = re.compile(
    r"""\(\s*+(?:<(?:[^<>\n\\]|\\.)*+>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+\))*+)"""
    r"""(?:\s++(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?+\s*+\)""",
    re.DOTALL,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)


class Event(NamedTuple):
    """`text[start:end]`. kind: text, atom (shows `shown`), mark, code (shown and protected), break (hard line break), newline."""

    kind: str
    start: int
    end: int
    shown: str = ""


class Inline(NamedTuple):
    """Events without gaps, and pairs (opening, closing) of event numbers of emphasis marks."""

    events: list[Event]
    pairs: list[tuple[int, int]]


def scan(text: str, references: Collection[str] = ()) -> Inline:
    """Cut the inline content of a block, lines joined by line feeds, into events.

    Args:
        text: without the indents and prefixes of its lines.
        references: labels of the link definitions of the document, as `label` makes them.
    """
    scanner = _Scanner(text, references)
    scanner.run()
    return Inline(scanner.events, scanner.pairs)


def label(text: str) -> str:
    """A link label in the form that decides whether two are the same."""
    return " ".join(text.split()).casefold()


class _Scanner:
    def __init__(self, text: str, references: Collection[str]) -> None:
        self.text = text
        self.events: list[Event] = []
        self.pairs: list[tuple[int, int]] = []
        self._references = references
        self._at = 0
        self._openers: dict[str, list[int]] = defaultdict(list)  # emphasis run -> event numbers, rising
        self._brackets: list[int] = []  # event numbers of "[" and "!["
        self._runs: dict[int, list[int]] = defaultdict(list)  # length of a run of backticks -> its places
        self._unclosed: set[str] = set()  # ends of HTML constructs that do not come any more
        for found in _TICKS.finditer(text):
            self._runs[found.end() - found.start()].append(found.start())

    def run(self) -> None:
        text, length = self.text, len(self.text)
        while self._at < length:
            found = _SPECIAL.search(text, self._at)
            start = found.start() if found else length
            self._add("text", start)
            if not found:
                break
            sign = found.group()
            if sign in "*_~":
                self._emphasis(sign)
            elif sign == "[" or (sign == "!" and text.startswith("[", start + 1)):
                self._brackets.append(len(self.events))
                self._add("text", start + (2 if sign == "!" else 1))
            elif sign == "]":
                self._bracket()
            else:
                self._other(sign, start)

    def _add(self, kind: str, end: int, shown: str = "") -> None:
        if end > self._at:
            self.events.append(Event(kind, self._at, end, shown))
            self._at = end

    def _other(self, sign: str, start: int) -> None:
        text = self.text
        if sign == "\\":
            following = text[start + 1 : start + 2]
            if following == "\n":
                self._add("break", start + 2)
            elif following and following in _PUNCTUATION:
                self._add("atom", start + 2, following)
        elif sign == "\n":
            self._newline(start)
        elif sign == "`":
            self._code(start)
        elif sign == "&":
            found = REFERENCE.match(text, start)
            shown, length = decoded(found.group(), strict=True) if found else ("", 0)
            self._add("atom", start + length, shown)
        elif sign == "<":
            self._angle(start)
        if self._at == start:
            self._add("text", start + 1)

    def _newline(self, start: int) -> None:
        """A line end; with two or more spaces before it a hard break, which takes the spaces along."""
        last = self.events[-1] if self.events else None
        if last and last.kind == "text" and last.end == start and self.text.endswith(" ", 0, start):
            kept = last.start + len(self.text[last.start : start].rstrip(" "))
            self.events.pop()
            self._at = last.start
            self._add("text", kept)
            self._add("break" if start - kept > 1 else "newline", start + 1)
        else:
            self._add("newline", start + 1)

    def _code(self, start: int) -> None:
        found = _TICKS.match(self.text, start)
        end = found.end() if found else start + 1
        places = self._runs[end - start]
        number = bisect_left(places, end)
        if number < len(places):
            self._add("code", places[number] + end - start)
        else:
            self._add("text", end)

    def _angle(self, start: int) -> None:
        """Autolinks are shown and protected, HTML is a mark."""
        text = self.text
        if link := _AUTOLINK.match(text, start):
            self._add("code", link.end())
        elif text.startswith("<!--", start):
            self._until("-->", start + 4)
        elif text.startswith("<?", start):
            self._until("?>", start + 2)
        elif text.startswith("<![CDATA[", start):
            self._until("]]>", start + 9)
        elif text[start + 1 : start + 2] == "!" and text[start + 2 : start + 3].isalpha():
            self._until(">", start + 2)
        elif tag := _HTML.match(text, start):
            self._add("mark", tag.end())

    def _until(self, end: str, start: int) -> None:
        if end in self._unclosed:
            return
        at = self.text.find(end, start)
        if at < 0:
            self._unclosed.add(end)
        else:
            self._add("mark", at + len(end))

    def _emphasis(self, sign: str) -> None:
        """A run of delimiters: a mark when a run of the same length opens or closes it, else text."""
        text, start = self.text, self._at
        end = start
        while end < len(text) and text[end] == sign:
            end += 1
        opens, closes = _flanks(text, start, end, sign)
        run = text[start:end]
        number = len(self.events)
        self._add("text", end)
        if closes and self._openers[run]:
            first = self._openers[run].pop()
            self._forget(first)
            self.pairs.append((first, number))
            for at in (first, number):
                self.events[at] = self.events[at]._replace(kind="mark")
        elif opens:
            self._openers[run].append(number)

    def _forget(self, first: int) -> None:
        """Openers behind an event can no longer be closed."""
        for numbers in self._openers.values():
            while numbers and numbers[-1] > first:
                numbers.pop()

    def _bracket(self) -> None:
        """A closing bracket: the end of a link or an image, or text."""
        text, start = self.text, self._at
        self._add("text", start + 1)
        if not self._brackets:
            return
        first = self._brackets.pop()
        opening = self.events[first]
        inside = text[opening.end : start]
        end = self._target_end(start + 1, inside)
        if end < 0:
            return
        self._forget(first)
        self.events[first] = opening._replace(kind="mark")
        if opening.end - opening.start == 2 or inside.startswith("^"):  # an image or a footnote: nothing of it is text
            del self.events[first:]
            while self.pairs and self.pairs[-1][1] > first:
                self.pairs.pop()
            self._at = opening.start
            self._add("mark", end)
        else:
            self.events.pop()
            self._at = start
            self._add("mark", end)

    def _target_end(self, after: int, inside: str) -> int:
        """Where the markup ends that follows a link's text, or -1 when it is no link."""
        text = self.text
        if text.startswith("(", after) and (found := _DESTINATION.match(text, after)):
            return found.end()
        found = _LABEL.match(text, after)
        if found and label(found.group(1) or inside) in self._references:
            return found.end()
        return after if inside.startswith("^") or (len(inside) < 1000 and label(inside) in self._references) else -1


def _flanks(text: str, start: int, end: int, sign: str) -> tuple[bool, bool]:
    """Whether a run of delimiters can open and can close emphasis (CommonMark 6.2)."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    if sign == "_":
        return left and (not right or _is_punctuation(before)), right and (not left or _is_punctuation(after))
    return left, right


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
