"""JSON Lines: an object per document, and one about the corpus as the last line; `type` tells them apart."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.issue import JSON_VERSION
from tanqih.score.reporters.common import as_json
from tanqih.score.reporters.json import corpus_as_json, document_as_json
from tanqih.score.result import CorpusScore


def write(corpus: CorpusScore) -> Iterator[str]:
    """The lines."""
    for document in corpus.documents:
        yield as_json({"type": "document", **document_as_json(document)}) + "\n"
    yield as_json({"type": "corpus", "version": JSON_VERSION, **corpus_as_json(corpus)}) + "\n"
