"""`tanqih review --export` and `--apply`: decisions out of the store, and onto a text, without a screen."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike, fspath
from typing import Any

from tanqih.commands.terminal import one_line, visible
from tanqih.config import Config
from tanqih.formats.files import replace_file
from tanqih.review.database import IN_MEMORY, default_store
from tanqih.review.exchange import exported, read_decisions
from tanqih.review.opening import open_review
from tanqih.review.result import Result
from tanqih.review.shelf import Lost
from tanqih.review.snapshot import snapshot

STDOUT = "-"
WORDS_SHOWN = 60


def export_decisions(
    paths: Sequence[str | PathLike[str]],
    config: Config,
    target: str,
    *,
    store: str | PathLike[str] | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> int:
    """Write the decisions on files that stand as JSON lines; also while they are under review.

    Args:
        paths: files.
        config: settings.
        target: file to write, "-" for standard output.
        store: where the decisions are.
        read_options: options of `tanqih.formats.read`.

    Returns:
        0.

    Raises:
        TanqihError: a file or the store cannot be read, or the target not be written.
    """
    with snapshot(fspath(store or default_store())) as copy:
        opening = open_review(paths, config, store=copy.path, read_options=read_options)
        queue = opening.session.queue
        for index in range(len(queue)):
            if queue.takes_over(index):
                queue[index]  # what was decided on another version of the text and still holds
        if target == STDOUT:
            sys.stdout.writelines(exported(opening))
        else:
            lines = [line.encode() for line in exported(opening)]
            count = len(lines)
            replace_file(target, lines)
            sys.stderr.write(f"tanqih: {visible(target)}: {count} decision{'s' * (count != 1)}\n")
        queue.store.close()
    return 0


def apply_decisions(
    paths: Sequence[str | PathLike[str]],
    config: Config,
    decisions: str,
    *,
    output: str | PathLike[str] | None = None,
    in_place: bool = False,
    backup: bool = False,
    source: str | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> int:
    """Replay exported decisions on files and write the result, as `w` on the review screen would.

    Args:
        paths: files.
        config: settings; only a text that has changed since is checked with them.
        decisions: file that `--export` wrote.
        output, in_place, backup: as for `Result`.
        source: the Arabic of the one text.
        read_options: options of `tanqih.formats.read`.

    Returns:
        0, or 1 when there are decisions that no longer apply; they are listed.

    Raises:
        TanqihError: a file cannot be read or written; then nothing is written.
    """
    foreign = read_decisions(decisions)
    opening = open_review(paths, config, store=IN_MEMORY, source=source, read_options=read_options, decisions=foreign)
    queue = opening.session.queue
    with queue.store:
        queue.previews()
        for written in Result(opening, output, in_place=in_place, backup=backup).write():
            sys.stderr.write(f"tanqih: {visible(written.line)}\n")
        for line in lost_lines(queue.lost):
            sys.stderr.write(f"tanqih: {line}\n")
        return 1 if queue.lost else 0


def lost_lines(lost: Iterable[Lost]) -> list[str]:
    """Decisions that no longer apply, a line for each, ready for a terminal."""
    return [f"no longer applies: {one_line(one.document)}: {describe(one)}" for one in lost]


def describe(one: Lost) -> str:
    """A decision that no longer applies: what was decided on which words, ready for a terminal."""
    decision = one.entry.decision
    words = one_line(one.entry.words)
    words = words if len(words) <= WORDS_SHOWN else f"{words[: WORDS_SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}"
    text = one_line(" ".join(edit.text for edit in decision.edits if edit.text))
    became = f" \N{RIGHTWARDS ARROW} \N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}" if text else ""
    rule = decision.rule or "paragraph"
    return f"{decision.verdict.value} ({rule}) of \N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}{became}"
