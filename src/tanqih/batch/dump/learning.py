"""The first pass over a dump: what only the whole dump can tell, kept in an index on disk.

Duplicates, blocks that recur across the articles of a site, and mistakes that recur. Articles are read one at a time, in order; memory
does not grow with the dump, and the index depends on nothing but the dump and the settings of the checker.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tanqih.batch.dump.blocks import FEWEST, SHARE, blocks_of, proposal, site_of
from tanqih.batch.dump.likeness import exact_key, signature, words_of
from tanqih.batch.dump.store import Index
from tanqih.batch.limits import OverTime, processor_time, seconds_for
from tanqih.batch.mend import document_of
from tanqih.batch.records import BadRecord, Container, Record
from tanqih.check import Checker
from tanqih.document import Document
from tanqih.errors import InputError
from tanqih.formats.files import replace_file
from tanqih.issue import Issue

AT_ONCE = 500
"""Records whose findings are committed together."""
TIME_LIMIT = 30.0
"""Seconds of processor time for the check of an article, for each megabyte begun."""
_LONGEST = 200
"""Characters of a mistake and its suggestion that are kept."""
_CONTROL = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


class Learned(NamedTuple):
    """What a pass found.

    Attributes:
        articles: that were read.
        bad: records that could not be; the cleaning writes them to the dead letters.
        exact: articles of the same words as an earlier one.
        near: articles nearly like an earlier one.
        blocks: that recur often enough to be proposed as boilerplate.
        mistakes: different ones that recur in more than one article.
    """

    articles: int
    bad: int
    exact: int
    near: int
    blocks: int
    mistakes: int

    def __str__(self) -> str:
        return (
            f"{self.articles:,} articles, {self.exact:,} of them exact and {self.near:,} near duplicates, {self.bad:,} bad records; "
            f"{self.blocks:,} recurring blocks, {self.mistakes:,} recurring mistakes"
        )


def learn(
    container: Container,
    index_path: Path,
    checker: Checker | None = None,
    *,
    min_confidence: float = 0.5,
    fresh: bool = False,
    watch: Callable[[int, int], None] | None = None,
) -> Learned:
    """Read a dump and note what recurs in it; a pass that was killed goes on where it was.

    Args:
        container: the dump.
        index_path: file of the index; made when it is not there.
        checker: counts mistakes with it; None leaves them out, which is many times faster.
        min_confidence: of the mistakes that are counted.
        fresh: start over.
        watch: called after every few records with how many there were and the container's position.

    Raises:
        InputError: an index of another dump or other settings; the dump cannot be read on.
    """
    if fresh:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{index_path}{suffix}").unlink(missing_ok=True)
    index = Index(index_path, create=True)
    try:
        identity = json.dumps([container.fingerprint(), checker.signature if checker else None, min_confidence])
        known = index.fact("identity")
        if known not in (None, identity):
            raise InputError(
                "this index is of another dump, or was made with other settings",
                "learn into another file, or with --fresh",
                path=str(index_path),
            )
        index.set_fact("identity", identity)
        _read(container, index, checker, min_confidence, watch)
        return learned(index)
    finally:
        index.close()


def learned(index: Index) -> Learned:
    """What an index tells."""
    counts = index.counts()
    blocks = sum(1 for _ in index.blocks(FEWEST, SHARE))
    return Learned(counts["articles"], counts["bad"], counts["exact"], counts["near"], blocks, sum(1 for _ in index.mistakes()))


def _read(
    container: Container, index: Index, checker: Checker | None, least: float, watch: Callable[[int, int], None] | None
) -> None:
    """Note all records that were not read yet."""
    codec = container.codec()
    start, token = index.next()
    counts = index.counts()
    index.begin()
    try:
        number = start - 1
        for record in container.records(start, token):
            number = record.number
            if not record.header:
                try:
                    if record.bad:
                        raise BadRecord(record.bad)
                    fields = codec.parse(record)
                    _note(index, record, document_of(fields, record.place, record.number), fields.id, counts, checker, least)
                except (BadRecord, OverTime):
                    counts["bad"] += 1
            if number % AT_ONCE == 0:
                index.commit(number + 1, container.token, counts)
                index.begin()
                if watch:
                    watch(number, container.position)
        index.commit(number + 1, container.token, counts)
    except BaseException:
        index.roll_back()
        raise


def _note(
    index: Index, record: Record, document: Document, name: str, counts: Counter[str], checker: Checker | None, least: float
) -> None:
    """Note one article."""
    counts["articles"] += 1
    words = words_of(" ".join(segment.target for segment in document.segments))
    if words:
        alike = index.add_article(record.number, record.place, name, exact_key(words), signature(words))
        if alike:
            # Its blocks recur because the article does.
            counts["exact" if alike == 1 else "near"] += 1
        else:
            index.add_blocks(site_of(document.id), blocks_of(document.segments))
    if checker:
        with processor_time(seconds_for(len(record.raw), TIME_LIMIT)):
            issues = [issue for issue in checker.check(document).issues if issue.confidence >= least]
        index.add_mistakes(Counter(map(_mistake, issues)), record.place)


def _mistake(issue: Issue) -> tuple[str, str, str]:
    """Rule, words and first suggestion, as they are counted."""
    suggestion = issue.best.text if issue.best else ""
    return issue.rule, issue.text[:_LONGEST].translate(_CONTROL), suggestion[:_LONGEST].translate(_CONTROL)


def write_blocks(index: Index, path: Path, fewest: int = FEWEST, share: float = SHARE) -> None:
    """Write the blocks that recur as a list for review (TOML); InputError when the place cannot be written."""
    replace_file(path, (line.encode() for line in proposal(index.blocks(fewest, share))))


def write_duplicates(index: Index, path: Path) -> None:
    """Write a line of JSON for each duplicate: its record, place and id, those of the first one like it, how alike they are."""
    replace_file(
        path, ((json.dumps(one._asdict(), ensure_ascii=False) + "\n").encode("utf-8", "replace") for one in index.duplicates())
    )


def write_mistakes(index: Index, path: Path) -> None:
    """Write the mistakes that recur (TSV), the most frequent first: one entry of a glossary may mend a thousand articles."""
    replace_file(path, _mistake_lines(index))


def _mistake_lines(index: Index) -> Iterator[bytes]:
    yield b"articles\tplaces\trule\twords\tsuggestion\texample\n"
    for one in index.mistakes():
        cells = (one.articles, one.places, one.rule, one.text, one.suggestion, one.example)
        yield ("\t".join(map(str, cells)) + "\n").encode("utf-8", "replace")
