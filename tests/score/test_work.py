"""The unit of work: lazy, in order, the same in a pool; what is kept of the documents."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from tanqih.commands.ignores import Ignores
from tanqih.config import Config
from tanqih.errors import InputError
from tanqih.formats.plain import document_from_text
from tanqih.score import work
from tanqih.score.points import Scale
from tanqih.score.spool import Spool
from tanqih.score.work import AHEAD, BATCH, Item, Scorer, measure

from .conftest import CLEAN, DAMAGED


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(Config(select=("punct", "encoding")), Ignores(), Scale())


class Source:
    """Documents made when they are asked for; counts them."""

    def __init__(self, number: int) -> None:
        self.number, self.taken = number, 0

    def __iter__(self) -> Iterator[Item]:
        for at in range(self.number):
            self.taken += 1
            yield Item(document_from_text(DAMAGED if at % 2 else CLEAN, id=f"{at}"), f"{at}.txt")


def test_documents_are_read_as_they_are_needed(scorer: Scorer) -> None:
    source = Source(100)
    found = measure(source, scorer)
    assert next(found).score.id == "0"
    assert source.taken == BATCH
    assert [one.score.id for one in found] == [f"{at}" for at in range(1, 100)]


def test_a_pool_runs_only_so_far_ahead_and_keeps_the_order(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_workers", [scorer])
    source = Source(200)
    with ThreadPoolExecutor(1) as pool:
        found = work._pooled(pool, iter(source), 1, BATCH)  # type: ignore[arg-type]
        assert next(found).score.id == "0"
        assert source.taken == (AHEAD + 1) * BATCH
        assert [one.score.id for one in found] == [f"{at}" for at in range(1, 200)]


def test_a_worker_that_dies_is_an_error(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> Iterator[work.Measured]:
        raise BrokenProcessPool
        yield

    monkeypatch.setattr(work, "_pooled", die)
    with pytest.raises(InputError, match="a worker process died; there may be too little memory"):
        list(measure(Source(3), scorer, workers=2))


def test_the_spool_gives_back_what_it_was_given(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tanqih.score.spool.MEMORY_BYTES", 100)  # onto the disk at once
    kept = list(measure(Source(5), scorer))
    with Spool(0.5) as spool:
        for one in kept:
            spool.append(one)
        assert len(spool) == 5
        assert list(spool.measured()) == kept
        assert [one.id for one, _ in zip(spool, spool, strict=True)] == ["0", "1", "2", "3", "4"]  # two at a time
        assert [len(one.issues) for one in spool] == [0, 2, 0, 2, 0]
    with Spool(0.99) as spool:
        spool.append(kept[1])
        assert [one.issues for one in spool] == [()]
        assert [len(one.issues) for one in spool.judged()] == [2]


def test_failures_of_rules_travel_with_the_document(scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from tanqih.issue import RuleFailure

    whole = scorer.checker.check
    monkeypatch.setattr(
        scorer.checker,
        "check",
        lambda document: replace(whole(document), failures=(RuleFailure("punct/double-dot", "ValueError: x"),)),
    )
    (found,) = measure(Source(1), scorer)
    assert found.failures == (("punct/double-dot", "ValueError: x"),)
