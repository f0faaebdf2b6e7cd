"""XLIFF 1.x and 2.x: one document per `file`, one segment per translated segment, its `source` the Arabic.

Inline tags are marks; states, notes, alternative translations, metadata and elements of other namespaces come back byte for byte, and so
does all else but the edited words. `translate="no"` (also ITS 2.0's, also on `mrk`, `sm` to `em` and `mtype="protected"`) is obeyed.
Sources: XLIFF 1.2, 2.0 and 2.1 (OASIS); ITS 2.0 (W3C), 8.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from tanqih.document import Document, Role
from tanqih.formats.files import MAX_LINE_BYTES
from tanqih.formats.ignores import Ignores
from tanqih.formats.xmlsplice import Assembly, render, reread
from tanqih.formats.xmltext import Content, Inline
from tanqih.formats.xmltokens import XmlSource
from tanqih.formats.xmlwalk import ARABIC, ENGLISH, Step, closed, is_language, walk

__all__ = ["read", "render", "reread"]

INLINE = Inline(
    "urn:oasis:names:tc:xliff:document:",
    frozenset(("x", "bx", "ex", "ph", "bpt", "ept", "it", "cp", "sc", "ec", "sm", "em")),
    frozenset(("x", "ph", "it", "cp")),
    ("mtype", "seg"),
)
_TEXTS = frozenset(("source", "target", "seg-source", "note"))
_UNITS = frozenset(("trans-unit", "unit"))
_ROLES = {
    **dict.fromkeys(("h1", "title", "headline"), Role.HEADLINE),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "header", "heading"), Role.SUBHEADING),
    **dict.fromkeys(("li", "listitem"), Role.LIST_ITEM),
    **dict.fromkeys(("caption", "figcaption"), Role.CAPTION),
    **dict.fromkeys(("p", "paragraph"), Role.PARAGRAPH),
}
_FORMAT_STYLE = "urn:oasis:names:tc:xliff:fs:2.0 fs"


@dataclass(slots=True)
class _Pair:
    """What stands in a `trans-unit` (1.x) or a `segment` (2.x)."""

    source: Content | None = None
    cut_source: Content | None = None  # `seg-source`
    target: Content | None = None


@dataclass(slots=True)
class _Unit:
    """A `trans-unit` or a `unit`."""

    role: Role | None = None
    pairs: list[_Pair] = field(default_factory=list)


def read(
    stream: BinaryIO,
    *,
    path: str | None = None,
    encoding: str | None = None,
    id: str | None = None,  # noqa: A002
    max_line_bytes: int = MAX_LINE_BYTES,
) -> Iterator[Document]:
    """One document per `file`, lazily; an empty file gives one document without segments.

    Units without a target, or with an empty one, are passed over.

    Args:
        stream: binary; read in parts (UTF-16 as a whole).
        path: name of the file, for ids and messages.
        encoding: overrides what the file declares; a byte order mark overrides it.
        id: of the first document; the others add their number. Default the path, else "text".
        max_line_bytes: longest line that is read.

    Raises:
        InputError: not XLIFF, not well-formed, a target language other than English; names the line.
    """
    source = XmlSource(stream, path, encoding, max_line_bytes)
    base = id or path or "text"
    yield from closed(_documents(source, base, path), source, lambda: Assembly(0).document(source, 0, base, path, format="xliff"))


def _documents(source: XmlSource, base: str, path: str | None) -> Iterator[Document]:
    ignores, assembly, unit = Ignores(), Assembly(0), _Unit()
    languages = ("", "")
    inside = False  # a unit
    number = 0
    for step in walk(source, INLINE, "xliff", _TEXTS):
        if step.kind == "comment":
            ignores.comment(f"<!--{step.token.text}-->")
        elif step.content:
            if step.name == "note" and inside:
                ignores.comment(f"<!--{step.content.text()}-->")
            for comment in step.content.comments:
                ignores.comment(f"<!--{comment}-->")
            _text(unit, step)
        elif step.kind == "start" and step.name in ("xliff", "file"):
            languages = _languages(source, step, languages)
            if step.name == "file":
                number += 1
                assembly = Assembly(source.base)
        elif step.kind == "start" and step.name in _UNITS:
            unit, inside = _Unit(_role(step.attributes), [_Pair()]), True
        elif step.kind == "start" and step.name == "segment":
            unit.pairs.append(_Pair())
        elif step.kind == "end" and step.name in _UNITS:
            _finish(unit, assembly, ignores.take(), step, arabic=not languages[0] or is_language(languages[0], None, ARABIC))
            inside = False
        elif step.kind == "end" and step.name == "file":
            name = base if number == 1 else f"{base}:{number}"
            tags = (languages[0] or "ar", languages[1] or "en")
            yield assembly.document(source, step.token.end, name, path, format="xliff", record=number, languages=tags)


def _text(unit: _Unit, step: Step) -> None:
    """Put a text where it belongs; those of alternative translations and of other namespaces belong nowhere."""
    if step.parent not in ("trans-unit", "segment") or not unit.pairs:
        return
    if step.name == "source":
        unit.pairs[-1].source = step.content
    elif step.name == "seg-source":
        unit.pairs[-1].cut_source = step.content
    elif step.name == "target":
        unit.pairs[-1].target = step.content


def _languages(source: XmlSource, step: Step, before: tuple[str, str]) -> tuple[str, str]:
    """Source and target language as the root (2.x) or the file (1.x) says; InputError when it is not translated into English."""
    names = ("source-language", "target-language") if step.name == "file" else ("srcLang", "trgLang")
    found = tuple(step.attributes.get(name) or old for name, old in zip(names, before, strict=True))
    if found[1] and not is_language(found[1], None, ENGLISH):
        swapped = (
            "the two sides are swapped, " if is_language(found[0], None, ENGLISH) and is_language(found[1], None, ARABIC) else ""
        )
        what = f"a translation from {found[0] or 'an unnamed language'} into {found[1]}"
        hint = f"{swapped}Tanqih reads translations into English"
        raise source.error(what, hint, line=source.line_of(step.token.start))
    return found[0], found[1]


def _role(attributes: Mapping[str, str]) -> Role | None:
    """The role that a unit names; None when it names none."""
    named = attributes.get("restype") or attributes.get(_FORMAT_STYLE) or ""
    return _ROLES.get(named.lower().removeprefix("x-").removeprefix("html-"))


def _finish(unit: _Unit, assembly: Assembly, ignored: frozenset[str], step: Step, *, arabic: bool) -> None:
    """Add the segments of a unit."""
    if not step.here.translate:
        return
    for pair in unit.pairs:
        if pair.target is None:
            continue
        source = pair.source if arabic else None
        if not pair.target.is_segmented:
            _add(assembly, pair.target, source, unit.role, ignored)
            continue
        cut = (pair.cut_source or source) if arabic else None
        sources = {name: part for kind, name, part in cut.parts if kind == "seg"} if cut else {}
        segments = [(name, part) for kind, name, part in pair.target.parts if kind == "seg"]
        for name, part in segments:
            whole = source if len(segments) == 1 else None
            _add(assembly, part, sources.get(name, whole), unit.role, ignored)


def _add(assembly: Assembly, target: Content, source: Content | None, role: Role | None, ignored: frozenset[str]) -> None:
    """Add a text, and the texts inside its codes."""
    assembly.add(target, source.text() if source else None, role, ignored)
    inside = [part for kind, _, part in target.parts if kind == "sub"]
    subs = [part for kind, _, part in source.parts if kind == "sub"] if source else []
    for number, part in enumerate(inside):
        _add(assembly, part, subs[number] if len(subs) == len(inside) else None, None, ignored)
