"""Fields of a record (columns of a table, keys of a JSON object): which one holds the English, the Arabic, a reference, an id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from tanqih.document import Document, Segment
from tanqih.formats.plain import PlainText

TEXT_FIELDS = (
    *("text", "content", "body", "article", "target", "mt", "translation", "english", "en", "target_text", "english_text"),
    *("text_en", "en_text", "target_en", "en_target", "translated_text", "translated", "machine_translation", "mt_output", "hypothesis"),
)  # fmt: skip
"""Names of the English text, tried in this order; one whose value is not Arabic goes first."""
SOURCE_FIELDS = (
    *("source", "src", "arabic", "ar", "source_text", "source_ar", "ar_source", "arabic_text", "text_ar", "ar_text", "original"),
    *("source_arabic", "arabic_source", "text", "content", "body"),
)  # fmt: skip
"""Names of the Arabic text; the value must be Arabic, for a field `source` may as well name a newspaper."""
REFERENCE_FIELDS = ("reference", "ref", "reference_text", "human_translation", "post_edit", "postedit", "post_edited", "pe")
ID_FIELDS = (
    "id",
    "document",
    "doc",
    "document_id",
    "doc_id",
    "article_id",
    "segment_id",
    "seg_id",
    "sid",
    "key",
    "uid",
    "guid",
    "tuid",
)
_PUNCTUATION = re.compile(r"[\W_]+")
_REGION = re.compile(r"(ar|en)_[a-z]{2}|(?:ara|eng)")
_ARABIC = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}\N{ARABIC LETTER TTEH}-\N{ARABIC LETTER AE}"
                     "\N{ARABIC LETTER ALEF WASLA ISOLATED FORM}-\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}]")  # fmt: skip


class Fields(NamedTuple):
    """Names of the fields that a reader uses; None for those that the container lacks."""

    text: str | None = None
    source: str | None = None
    reference: str | None = None
    id: str | None = None

    def __str__(self) -> str:
        """What is read from where, in words for people; "" when nothing is."""
        named = (("English", self.text), ("Arabic", self.source), ("reference", self.reference), ("id", self.id))
        return ", ".join(f"{what} from {name!r}" for what, name in named if name is not None)


def is_arabic(text: str) -> bool:
    """True when at least a third of the letters are Arabic."""
    letters = sum(map(str.isalpha, text))
    return bool(letters) and 3 * len(_ARABIC.findall(text)) >= letters


def folded(name: str) -> str:
    """A field's name as it is compared: lower case, words joined by "_", `en-US` as `en`."""
    plain = _PUNCTUATION.sub("_", name.casefold()).strip("_")
    found = _REGION.fullmatch(plain)
    return (found.group(1) or plain[:2]) if found else plain


def guessed(names: Iterable[str], wanted: Sequence[str], accept: Callable[[str], bool]) -> str | None:
    """The first of the wanted names that is among the names given (compared folded) and is accepted; as it is spelled there."""
    by_folded: dict[str, list[str]] = {}
    for name in names:
        by_folded.setdefault(folded(name), []).append(name)
    return next((name for want in wanted for name in by_folded.get(want, ()) if accept(name)), None)


def with_reference(document: Document, reference: str) -> Document:
    """Pair a reference translation with the segments, paragraph by paragraph when the counts agree; else it is left out."""
    paragraphs = [line.strip() for line in reference.splitlines() if line.strip()]
    filled = [segment for segment in document.segments if segment.target]
    if len(paragraphs) != len(filled):
        return document
    paired: dict[int, Segment] = {s.index: replace(s, reference=text) for s, text in zip(filled, paragraphs, strict=True)}
    return document.with_targets(paired)


def part_of(document: Document, first: int, plain: PlainText) -> Document:
    """The segments that one of several texts of a document gave, `first` the index of its first, as the document of that text alone."""
    own = (segment for segment in document.segments if first <= segment.index < first + len(plain.spans))
    return Document(
        document.id, tuple(replace(segment, index=segment.index - first) for segment in own), document.path, skeleton=plain
    )
