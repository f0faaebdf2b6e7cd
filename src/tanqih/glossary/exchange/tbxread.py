"""TBX files as records: ISO 30042:2008 (`martif`), ISO 30042:2019 (`tbx`) in both styles, data categories as attributes or as tags.

Elements are known by their local names and categories by the `type` attribute (DCA) or the element's own name (DCT), so that the
dialects Core, Min, Basic and those above them are all read; categories that a glossary has no place for are counted as lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from tanqih.arabic import ARABIC_LETTER
from tanqih.glossary.exchange import safexml
from tanqih.glossary.exchange.record import COLUMNS, Losses, Record, Skipped, clean, of_cells, pattern_of
from tanqih.glossary.exchange.safexml import Node
from tanqih.glossary.patterns import PatternError

MARK = "tanqih:"
"""What begins a note that holds a field of ours: `tanqih:near=court|judge`."""
ROOTS = frozenset({"martif", "tbx"})
ENTRIES = frozenset({"termEntry", "conceptEntry"})
LANGUAGES = frozenset({"langSet", "langSec"})
TERMS = frozenset({"tig", "ntig", "termSec"})
_GROUPS = frozenset({"termGrp", "descripGrp", "adminGrp", "termNoteGrp", "transacGrp"})
_TYPED = frozenset({"descrip", "termNote", "admin", "transac", "xref", "ref", "descripNote", "adminNote", "transacNote"})
_STATUS = frozenset({"administrativeStatus", "normativeAuthorization"})
_REFUSED = frozenset("deprecated superseded notrecommended obsolete forbidden".split())
_ACCEPTED = frozenset("preferred admitted standardized legal regulated".split())
POS = {"noun": "noun", "properNoun": "noun", "verb": "verb", "adjective": "adj", "adverb": "adv", "other": "phrase"}


class _Term(NamedTuple):
    """A term of one language: its text, its status ("" for none), its part of speech, and the pattern that its note holds."""

    text: str
    status: str
    pos: str
    pattern: str


def read(data: bytes, path: str, losses: Losses, desks: Collection[str]) -> list[Record]:
    """The entries of a file that have Arabic and English; the others are counted as skipped, with their lines.

    Args:
        data: the file.
        path: how errors name it.
        losses: gets what is not carried over.
        desks: subject fields that are desks; those of files that we wrote are all taken.

    Raises:
        GlossaryError: as `safexml.read`.
    """
    records: list[Record] = []

    def take(node: Node) -> None:
        found = _Concept(node, losses, desks).record()
        if isinstance(found, Record):
            records.append(found)
        else:
            losses.skipped.append(Skipped(node.line, found))

    safexml.read(data, path, ROOTS, ENTRIES, take)
    return records


class _Concept:
    """One entry of a file."""

    def __init__(self, node: Node, losses: Losses, desks: Collection[str]) -> None:
        self.node, self.losses, self.desks = node, losses, desks
        self.lost: set[str] = set()
        self.fields: dict[str, str] = {}
        self.notes: list[str] = []
        self.subjects: list[str] = []

    def record(self) -> Record | str:
        """The record, or why there is none."""
        terms = self._terms()
        for category, text in _categories(self.node, LANGUAGES):
            self._take(category, text)
        arabic = [term.text for term in terms["ar"] if ARABIC_LETTER.search(term.text)]
        english = [term for term in terms["en"] if not _is_refused(term)]
        if not arabic or not english:
            have = ", ".join(sorted(language for language, found in terms.items() if found)) or "no term"
            return f"has no accepted {'English' if arabic else 'Arabic'} term ({have})"
        english.sort(key=lambda term: not term.status.startswith("preferred"))
        wrong = self._patterns(term for term in terms["en"] if _is_refused(term))
        ours = {"desk": "any", "profile": "any"} if "class" in self.fields else {}
        cells = ours | {"note": " ".join(self.notes), "pos": next((term.pos for term in english if term.pos), "")}
        record = of_cells(cells | self.fields, self.node.line)
        record = replace(record, wrong=(*wrong, *record.wrong), desks=self._desks() or record.desks)
        self.lost.update(f"note {MARK}{name}" for name in self.fields if name not in COLUMNS)
        self.losses.lost.update(self.lost)
        preferred, *others = (term.text for term in english)
        record = replace(record, arabic=tuple(arabic))
        if record.kind:
            return replace(record, english=(preferred,), variants=tuple(others), pos="")
        return replace(record, english=(preferred, *others))

    def _terms(self) -> dict[str, list[_Term]]:
        """The terms by language, regions left out."""
        found: dict[str, list[_Term]] = {"ar": [], "en": []}
        for section in self.node.children:
            if section.name not in LANGUAGES:
                continue
            language = (
                (section.attributes.get(safexml.XML_LANG) or section.attributes.get("lang", ""))
                .lower()
                .split("-")[0]
                .split("_")[0]
            )
            terms = found.setdefault(language, [])
            if language not in ("ar", "en"):
                self.lost.add(f"language {language or '?'}")
            else:
                for category, text in _categories(section, TERMS):
                    self._take(category, text)
            for node in section.children:
                if node.name in TERMS and (term := self._term(node, known=language in ("ar", "en"))):
                    terms.append(term)
        return found

    def _term(self, node: Node, *, known: bool) -> _Term | None:
        text = next((clean(child.text, self.losses) for child in _inside(node) if child.name == "term"), "")
        status = pos = pattern = ""
        for category, value in _categories(node, frozenset({"term"})) if known else ():
            if category in _STATUS:
                status = value.removesuffix("-admn-sts").removesuffix("Term").lower()
                if status not in _REFUSED | _ACCEPTED:
                    self.lost.add(f"{category} {value!r}")
            elif category == "partOfSpeech":
                pos = POS.get(value, "")
            elif category == "note" and value.startswith(f"{MARK}pattern="):
                pattern = value.removeprefix(f"{MARK}pattern=")
            elif category == "note" and status not in _REFUSED:
                self._take(category, value)
            else:
                self.lost.add(category)
        return _Term(text, status, pos, pattern) if text else None

    def _take(self, category: str, text: str) -> None:
        """Take a category of the entry or of a language."""
        if category == "note" and text.startswith(MARK):
            name, _, value = text.removeprefix(MARK).partition("=")
            self.fields[name] = value
        elif category == "note":
            if text and text not in self.notes:
                self.notes.append(text)
        elif category == "subjectField":
            self.subjects.append(text)
        else:
            self.lost.add(category)

    def _desks(self) -> tuple[str, ...]:
        ours = "class" in self.fields
        known = [text for text in self.subjects if ours or text.lower() in self.desks]
        self.lost.update(f"subjectField {text!r}" for text in self.subjects if text not in known)
        return tuple(dict.fromkeys(text if ours else text.lower() for text in known))

    def _patterns(self, terms: Iterator[_Term]) -> list[str]:
        found: dict[str, None] = {}
        for term in terms:
            try:
                found[term.pattern or pattern_of(term.text)] = None
            except PatternError as error:
                self.losses.skipped.append(Skipped(self.node.line, str(error), whole=False))
        return list(found)


def _is_refused(term: _Term) -> bool:
    return bool(term.pattern) or term.status in _REFUSED


def _inside(node: Node) -> Iterator[Node]:
    """The children of a node, those of groups included."""
    for child in node.children:
        if child.name in _GROUPS:
            yield from _inside(child)
        else:
            yield child


def _categories(node: Node, apart: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Data categories and their text in a node, without what stands in the elements `apart`; a date counts as one."""
    for child in _inside(node):
        if child.name not in apart:
            yield child.attributes.get("type", child.name) if child.name in _TYPED else child.name, clean(child.text)
