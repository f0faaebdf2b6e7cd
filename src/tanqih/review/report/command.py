"""The command `report`: from a file and the review store to the page."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tanqih.commands.job import Job
from tanqih.commands.output import count
from tanqih.commands.paths import STDIN, Input
from tanqih.commands.terminal import visible, writable
from tanqih.decide import decide
from tanqih.errors import ConfigError
from tanqih.fix import MAX_PASSES
from tanqih.formats.files import replace_file
from tanqih.review.article import Article
from tanqih.review.database import IN_MEMORY, default_store
from tanqih.review.opening import UNPAIRED, Opening, open_review
from tanqih.review.report.findings import Account, account
from tanqih.review.report.page import GENERATOR, page
from tanqih.review.snapshot import snapshot

SUFFIX = ".report.html"
_HEAD_BYTES = 4096


def write(args: argparse.Namespace) -> int:
    """Run `report`; returns 0.

    Raises:
        TanqihError: the file, the store or a setting is wrong, or the page cannot be written.
    """
    with Job(args) as job:
        if len(job.inputs) != 1 or job.inputs[0].is_stdin:
            raise ConfigError("a report is about one file; name it")
        item = job.inputs[0]
        target = _target(item, args.output)
        with _opened(job, item, args.store) as opening:
            accounts = _accounts(opening)
            remarks = [note for note in opening.session.queue.notes if note != UNPAIRED]  # the page does show it, at the end
            text = page(item.name, accounts, remarks)
        if target is None:
            writable(job.screen.stream, "utf-8").write(text)
            return 0
        replace_file(target, [text.encode()])
        found = sum(len(one.findings) for one in accounts)
        what = "review" if any(one.reviewed for one in accounts) else "no review yet: what fix --unsafe would do"
        job.screen.line(visible(f"{target}: written ({what}, {count(found, 'finding')})"))
    return 0


def _target(item: Input, output: str | None) -> str | None:
    """Where the page goes; None for standard output.

    Raises:
        ConfigError: it would replace the text itself, or a file that is no report.
    """
    if output == STDIN:
        return None
    target = Path(output) if output else Path(item.path).with_name(f"{Path(item.path).stem}{SUFFIX}")
    if target.is_dir():
        target /= f"{Path(item.path).stem}{SUFFIX}"
    if os.path.realpath(target) == os.path.realpath(item.path):
        raise ConfigError(f"{target}: the report would replace the text; name another file with -o")
    if not output and target.is_file():
        with target.open("rb") as stream:
            if GENERATOR.encode() not in stream.read(_HEAD_BYTES):
                raise ConfigError(f"{target}: is there already and is no report of tanqih; name another file with -o")
    return str(target)


@contextmanager
def _opened(job: Job, item: Input, store: str | None) -> Iterator[Opening]:
    """The review of a file as it is now, to look at only; a review that was never begun when there is no store."""
    path = Path(store) if store else default_store()
    if store is None and not path.is_file():
        yield _open(job, item, IN_MEMORY)
        return
    with snapshot(path) as kept:
        opening = _open(job, item, kept.path)
        with opening.session.queue.store:
            yield opening


def _open(job: Job, item: Input, store: str) -> Opening:
    return open_review([item.path], job.config, store=store, source=job.source, read_options=job.read_options)


def _accounts(opening: Opening) -> list[Account]:
    """What there is to say of each document. In a file that nobody has reviewed, what `fix --unsafe` would do counts as decided."""
    queue = opening.session.queue
    notes = [queue.remarks(index) for index in range(len(queue))]
    reviewed = [not queue.untouched(index) and bool(queue[index].decisions or notes[index]) for index in range(len(queue))]
    accounts: list[Account] = []
    for index in range(len(queue)):
        article = queue[index]
        if not any(reviewed):
            mend(article, opening.config.min_confidence)
        accounts.append(account(article, notes[index], reviewed=any(reviewed)))
    return accounts


def mend(article: Article, min_confidence: float) -> None:
    """Decide as `fix --unsafe` does (`tanqih.fix`), pass by pass."""
    for _ in range(MAX_PASSES):
        decisions = decide(article.round.report.issues, "review", min_confidence)
        if not decisions:
            return
        for decision in decisions:
            article.add(decision)
        article.advance(force=True)
