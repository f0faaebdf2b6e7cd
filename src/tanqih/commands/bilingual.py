"""The Arabic beside the text, as the commands read it: from a file of its own or from fields, paired or aligned, and said so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tanqih import formats
from tanqih.document import Document
from tanqih.errors import InputError

Note = Callable[[str], None]


class Bilingual:
    """Pairs the documents of a run with their Arabic; says once per file what was done."""

    def __init__(self, note: Note, note_details: Note) -> None:
        """Args:
        note: writes a line of diagnostics.
        note_details: writes one for the curious.
        """
        self._note, self._details = note, note_details
        self._said: set[str] = set()

    def with_source(self, documents: Iterator[Document], source: str, source_path: str, label: str) -> Iterator[Document]:
        """The only document of a file with the Arabic of another file.

        Raises:
            InputError: there are more documents; the Arabic is none; the two files are swapped.
        """
        from tanqih.align.direction import is_not_arabic, is_swapped

        for number, document in enumerate(documents):
            if number:
                raise InputError("--source goes with one text", "name the field with --source-field", path=label)
            if is_swapped(source, document.text):
                hint = f"give {source_path} as the text and {label} with --source"
                raise InputError("the two files are swapped: this one is not Arabic, the text is", hint, path=source_path)
            if is_not_arabic(source):
                raise InputError("this is not Arabic", "--source names the Arabic that the text was made from", path=source_path)
            yield document.with_source(source)

    def paired(self, documents: Iterator[Document], label: str) -> Iterator[Document]:
        """The documents, those aligned whose paragraphs do not pair one by one.

        Raises:
            InputError: the languages of a document are swapped.
        """
        for document in documents:
            self._say_fields(document, label)
            if document.source is None and not any(segment.source for segment in document.segments):
                yield document
                continue
            from tanqih.align import alignment_of, check_direction

            check_direction(document)
            alignment = alignment_of(document)
            if alignment is None:
                yield document
                continue
            if document.record is None and len(alignment.pairs) > 1:
                self._once(f"{label}: {alignment}", self._note)
            for pair in alignment.pairs:
                arabic = "no Arabic" if pair.source is None else f"{len(pair.source.split())} Arabic words"
                self._once(
                    f"{document.id}: paragraph {pair.segment + 1}: {arabic}, confidence {pair.confidence:.2f}", self._details
                )
            yield alignment.document

    def _say_fields(self, document: Document, label: str) -> None:
        fields = formats.fields_of(document)
        if fields and (fields.source or fields.reference or formats.is_table(document)):
            self._once(f"{label}: {fields}", self._note, key=label)

    def _once(self, text: str, note: Note, key: str | None = None) -> None:
        if (key or text) not in self._said:
            self._said.add(key or text)
            note(text)
