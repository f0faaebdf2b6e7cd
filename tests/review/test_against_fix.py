"""A review that accepts every first suggestion gives the text of `tanqih fix --unsafe`, as far as conflicts allow.

They may part where two suggestions change the same words: `fix` takes the surer one, a review the one that comes first.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tanqih import formats
from tanqih.check import Checker
from tanqih.config import Config
from tanqih.document import Document
from tanqih.fix import fix_document
from tanqih.review.opening import open_review
from tests.support import SAMPLES, shared

ARTICLES = sorted(path.name for path in SAMPLES.glob("*.txt") if path.stem.count(".") == 0)
CONFLICTS = 1
"""Paragraphs of an article that may differ."""


def accepted(path: Path) -> Document:
    """The article with every first suggestion accepted that keeps the facts; what has none is rejected."""
    session = open_review([path], Config(), store=":memory:").session
    while session.view:
        best = session.view.best
        if best is None or best.suggestion.guard:
            session.reject()
        else:
            session.accept(best.number)
    return session.article.preview


def differing(path: Path) -> list[tuple[str, str]]:
    mine = accepted(path)
    document = next(iter(formats.read(path, id=mine.id)))
    fixed = fix_document(Checker(Config()), document, "review", reread=formats.reread).document
    texts = [[segment.target for segment in one.segments if segment.target.strip()] for one in (mine, fixed)]
    assert len(texts[0]) == len(texts[1])
    return [(a, b) for a, b in zip(*texts, strict=True) if a != b]


@pytest.mark.parametrize("name", ARTICLES)
def test_accepting_everything_is_what_fix_does(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(SAMPLES / name, name)
    assert len(differing(Path(name))) <= CONFLICTS


def test_the_sample_article_comes_out_the_same() -> None:
    assert differing(shared("gold/sample-article.txt")) == []
