"""Small glossaries for tests: entries from the cells that matter, the others at their defaults."""

from __future__ import annotations

from tanqih.document import Document
from tanqih.formats.plain import document_from_text
from tanqih.glossary import Glossary
from tanqih.glossary.entries import NAME_COLUMNS, TERM_COLUMNS
from tanqih.glossary.glossary import of
from tanqih.glossary.match import Match
from tanqih.text import Page

ARABIC = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH}"
TERM = {
    "arabic": ARABIC, "english": "account", "wrong": "official [novel]", "pos": "noun", "class": "term/false-sense", "desk": "any",
    "evidence": "alone", "near": "", "far": "", "profile": "any", "note": "",
}  # fmt: skip
NAME = {
    "arabic": ARABIC, "english": "Jenin", "variants": "", "wrong": "[fetal] camp", "kind": "place", "evidence": "alone", "near": "",
    "far": "", "note": "",
}  # fmt: skip


def term_line(**cells: str) -> str:
    row = TERM | {name.removesuffix("_"): cell for name, cell in cells.items()}
    return "\t".join(row[column] for column in TERM_COLUMNS)


def name_line(**cells: str) -> str:
    return "\t".join((NAME | cells)[column] for column in NAME_COLUMNS)


def term_file(*lines: str) -> str:
    return "\n".join(("\t".join(TERM_COLUMNS), *lines)) + "\n"


def name_file(*lines: str) -> str:
    return "\n".join(("\t".join(NAME_COLUMNS), *lines)) + "\n"


def book(*terms: dict[str, str]) -> Glossary:
    """A glossary of one file with these entries."""
    return of({"desk.tsv": term_file(*(term_line(**cells) for cells in terms))})


def found(glossary: Glossary, text: str, source: str | None = None) -> list[Match]:
    """All matches of a text, in order of place."""
    document: Document = document_from_text(text)
    if source is not None:
        document = document.with_source(source)
    matches = [match for some in Page(document, glossary).matches.values() for match in some]
    return sorted(matches, key=lambda match: (match.block.index, match.start))


def mended(glossary: Glossary, text: str) -> str:
    """The text with the first replacement of every match."""
    for match in reversed(found(glossary, text)):
        start, end, new = match.replacements[0]
        text = text[:start] + new + text[end:]
    return text
