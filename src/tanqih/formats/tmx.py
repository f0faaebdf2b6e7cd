"""TMX 1.4 (translation memories): one document per `tu`, its English variant the target, its Arabic one the source.

Inline elements are marks; every byte but the edited words comes back. Units are read and written one at a time. Source: TMX 1.4b
Specification (LISA OSCAR, 2005).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tanqih.document import Document
from tanqih.formats.files import MAX_LINE_BYTES
from tanqih.formats.ignores import Ignores
from tanqih.formats.xmlsplice import Assembly, render, reread
from tanqih.formats.xmltext import Content, Inline
from tanqih.formats.xmltokens import XmlSource
from tanqih.formats.xmlwalk import ARABIC, ENGLISH, XML, closed, is_language, walk

__all__ = ["read", "render", "reread"]

INLINE = Inline("http://www.lisa.org/tmx14", frozenset(("bpt", "ept", "it", "ph", "ut")), frozenset(("ph", "ut")))


class _Variant(NamedTuple):
    """A `tuv`: its language and its text."""

    language: str
    content: Content


class _Unit(NamedTuple):
    """A `tu`: the line where it begins, its id, its variants, and what its notes and comments switch off."""

    line: int
    name: str
    variants: list[_Variant]
    ignores: Ignores


def read(
    stream: BinaryIO,
    *,
    path: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002
    text_field: str | None = None,
    source_field: str | None = None,
    max_line_bytes: int = MAX_LINE_BYTES,
) -> Iterator[Document]:
    """One document per unit that has English in it, lazily; an empty file gives one document without segments.

    Args:
        stream: binary; read in parts (UTF-16 as a whole).
        path: name of the file, for ids and messages.
        encoding: overrides what the file declares; a byte order mark overrides it.
        id: stands for the path in the ids of units without `tuid`.
        text_field: language tag of the English variant, where a unit has several (`en-GB`).
        source_field: language tag of the Arabic variant, where a unit has several.
        max_line_bytes: longest line that is read.

    Raises:
        InputError: not TMX, not well-formed, several variants of a language in a unit, no English in any unit; names the line.
    """
    source = XmlSource(stream, path, encoding, max_line_bytes)
    reader = _Reader(source, path, id or path or "text", text_field, source_field)
    yield from closed(reader.documents(), source, reader.empty)


class _Reader:
    """Reads one memory."""

    def __init__(self, source: XmlSource, path: str | None, base: str, english: str | None, arabic: str | None) -> None:
        self._source, self._path, self._base, self._english, self._arabic = source, path, base, english, arabic
        self._languages: set[str] = set()
        self._units = 0
        self._first_line = 1

    def empty(self) -> Document:
        """The document of a memory without English.

        Raises:
            InputError: it has units all the same.
        """
        if self._units:
            listed = ", ".join(sorted(self._languages)[:20]) or "none"
            hint = "name the tag of the English with --text-field" if self._english else "a memory needs an English variant"
            raise self._source.error(
                f"no unit has {self._english or 'English'} in it (languages: {listed})", hint, line=self._first_line
            )
        return Assembly(0).document(self._source, 0, self._base, self._path, format="tmx")

    def documents(self) -> Iterator[Document]:
        """The units with English."""
        unit = _Unit(0, "", [], Ignores())
        language = ""
        for step in walk(self._source, INLINE, "tmx", frozenset(("seg", "note"))):
            if step.kind == "start" and step.name == "tu":
                self._units += 1
                line = self._source.line_of(step.token.start)
                self._first_line = self._first_line if self._units > 1 else line
                unit = _Unit(line, step.attributes.get("tuid", ""), [], Ignores())
            elif step.kind == "start" and step.name == "tuv":
                language = step.attributes.get(f"{XML} lang") or step.attributes.get("lang", "")
                self._languages.add(language)
            elif step.kind == "comment":
                unit.ignores.comment(f"<!--{step.token.text}-->")
            elif step.content and step.name == "note":
                unit.ignores.comment(f"<!--{step.content.text()}-->")
            elif step.content:
                unit.variants.append(_Variant(language, step.content))
                for comment in step.content.comments:
                    unit.ignores.comment(f"<!--{comment}-->")
            elif step.kind == "end" and step.name == "tu" and (document := self._document(unit, step.token.end)):
                yield document

    def _document(self, unit: _Unit, end: int) -> Document | None:
        """The document of a unit; None when it has no English."""
        target = self._one(unit, self._english, ENGLISH, "English", "--text-field")
        source = self._one(unit, self._arabic, ARABIC, "Arabic", "--source-field")
        if target is None:
            return None
        assembly = Assembly(self._source.base)
        ignored = unit.ignores.take()
        assembly.add(target.content, source.content.text() if source else None, None, ignored)
        subs = source.content.parts if source else []
        for number, (_, _, part) in enumerate(target.content.parts):
            paired = subs[number][2].text() if len(subs) == len(target.content.parts) else None
            assembly.add(part, paired, None, ignored)
        other = source or next((variant for variant in unit.variants if variant is not target), None)
        languages = (other.language if other else "und", target.language)
        name = unit.name or f"{self._base}:{self._units}"
        return assembly.document(self._source, end, name, self._path, format="tmx", record=self._units, languages=languages)

    def _one(self, unit: _Unit, wanted: str | None, language: frozenset[str], called: str, option: str) -> _Variant | None:
        """The variant in a language; InputError when there are several."""
        found = [variant for variant in unit.variants if is_language(variant.language, wanted, language)]
        if len(found) > 1:
            listed = ", ".join(variant.language for variant in found)
            hint = f"name one with {option}, for example {option} {found[0].language}" if wanted is None else "keep one of them"
            raise self._source.error(f"a unit with several {called} variants ({listed})", hint, line=unit.line)
        return found[0] if found else None
