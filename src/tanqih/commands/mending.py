"""The command `fix`: where the mended text goes, and what is said about it."""

from __future__ import annotations

import argparse
import itertools
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from tanqih import formats
from tanqih.check import Checker
from tanqih.commands.job import Job
from tanqih.commands.output import count
from tanqih.commands.patch import header, hunks, show_words, unified
from tanqih.commands.paths import STDIN, Input
from tanqih.commands.terminal import Piece, visible
from tanqih.document import Document
from tanqih.errors import ConfigError, InputError
from tanqih.fix import fix_document
from tanqih.formats.export import Export
from tanqih.issue import Issue


class Mended(NamedTuple):
    """A document before and after, what was applied, and how many issues remain to be shown."""

    before: Document
    after: Document
    applied: tuple[Issue, ...]
    remaining: int

    @property
    def changed(self) -> bool:
        """True when the bytes differ."""
        return bool(self.applied) and formats.render(self.before) != formats.render(self.after)


def mend(args: argparse.Namespace) -> int:
    """Run `fix`; returns the exit code.

    Raises:
        TanqihError: wrong settings, paths or place to write; then nothing is written.
    """
    with Job(args) as job:
        _refuse_unclear(job)
        with Export(args.export) if args.export else nullcontext() as accepted:
            run = _Run(job, job.checker, accepted)
            if not job.readable():
                return 2
            work = run.diff if args.diff else run.look if args.check else run.in_place if args.in_place else run.write
            job.each(work)
            if job.failed:
                return 2
            run.summary()
        return 1 if args.check and run.changed else 0


def _refuse_unclear(job: Job) -> None:
    args, inputs = job.args, job.inputs
    if args.in_place and any(item.is_stdin for item in inputs):
        raise ConfigError("standard input has no place to write to; leave --in-place out")
    if args.check and (args.output or args.in_place):
        raise ConfigError("--check writes nothing; leave out -o or --in-place")
    if args.export and (args.check or args.diff):
        raise ConfigError("--check and --diff write nothing; leave out --export")
    if len(inputs) < 2 or args.in_place or args.diff or args.check:
        return
    if not args.output:
        raise ConfigError(f"{len(inputs)} files: say where to with --in-place or -o FOLDER, or look with --diff or --check")
    if Path(args.output).exists() and not Path(args.output).is_dir():
        raise ConfigError(f"{args.output}: {len(inputs)} files do not go into one; name a folder")
    names = [item.name for item in inputs]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"{args.output}: two files would be written to {name}; fix them one after the other")


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"folder cannot be made ({error.strerror})", "name another one", path=str(path)) from None


class _Run:
    """What `fix` does with each file, and what it has done so far."""

    def __init__(self, job: Job, checker: Checker, accepted: Export | None) -> None:
        self._job, self._checker, self._accepted = job, checker, accepted
        self._level = "review" if job.args.unsafe else "safe"
        self.changed = 0
        self._applied = 0
        self._remaining = 0

    def _mended(self, item: Input) -> Iterator[Mended]:
        least = self._job.config.min_confidence
        for document in self._job.documents(item):
            fixed = fix_document(self._checker, document, self._level, min_confidence=least)
            remaining = sum(issue.confidence >= least for issue in fixed.remaining)
            self._applied += len(fixed.applied)
            self._remaining += remaining
            for issue in fixed.applied:
                words = f"{self._job.label(item)}:{issue.line}:{issue.column}: {issue.rule}: {issue.suggestions[0].label}"
                self._job.note(words, verbose=True)
            if self._accepted:
                self._accepted.add(document, fixed.document)
            yield Mended(document, fixed.document, fixed.applied, remaining)

    def write(self, item: Input) -> None:
        """The mended text to standard output, a file, or a folder."""
        output = self._job.args.output
        documents = (mended.after for mended in self._mended(item))
        if output is None or output == STDIN:
            self._to_stdout(documents)
            return
        into_folder = len(self._job.inputs) > 1 or Path(output).is_dir() or output.endswith(("/", os.sep))
        path = Path(output, item.name if not item.is_stdin else "stdin.txt") if into_folder else Path(output)
        if into_folder:
            _make_folder(path.parent)
        formats.write(documents, path)

    def _to_stdout(self, documents: Iterator[Document]) -> None:
        screen = self._job.screen
        for document in documents:
            data = formats.render(document)
            if screen.is_terminal:
                text = data.decode(document.skeleton.coding.name, "replace").removeprefix("\N{BYTE ORDER MARK}")
                screen.stream.write(visible(text.replace("\r\n", "\n"), keep="\n\t"))
            else:
                sys.stdout.buffer.write(data)

    def in_place(self, item: Input) -> None:
        """The file itself, if it changes at all; up to the first change nothing is written."""
        mended = self._mended(item)
        unchanged = 0
        for first in mended:
            if first.changed:
                break
            unchanged += 1
        else:
            return
        self.changed += 1
        head = itertools.islice(self._job.documents(item), unchanged)
        formats.write(itertools.chain(head, [first.after], (one.after for one in mended)), item.path)

    def look(self, item: Input) -> None:
        """Only whether the file would change."""
        applied = [len(mended.applied) for mended in self._mended(item) if mended.changed]
        if applied:
            self.changed += 1
            self._job.screen.line(
                "would change: ", Piece("bold", visible(self._job.label(item))), f" ({count(sum(applied), 'fix')})"
            )

    def diff(self, item: Input) -> None:
        """What would change: words in colour, or a patch."""
        screen, label = self._job.screen, self._job.label(item)
        old_lines = new_lines = 0
        first = True
        for mended in self._mended(item):
            wide = mended.before.skeleton.coding.name.startswith(("utf-16", "utf-32"))
            coding = mended.before.skeleton.coding.name
            before, after = (formats.render(one).decode(coding) for one in (mended.before, mended.after))
            for hunk in hunks(before, after, (old_lines, new_lines)):
                if first:
                    self.changed += 1
                    first = False
                    screen.stream.flush()
                    self._patch(header(label), "utf-8") if not screen.color else screen.line(Piece("bold", visible(label)))
                if screen.color:
                    show_words(screen, hunk)
                else:
                    self._patch(unified(hunk), "utf-8" if wide else coding)
            old_lines += before.count("\n")
            new_lines += after.count("\n")

    def _patch(self, text: str, coding: str) -> None:
        if self._job.screen.is_terminal:
            self._job.screen.stream.write(visible(text.replace("\r\n", "\n"), keep="\n\t"))
        else:
            sys.stdout.buffer.write(text.encode(coding))

    def summary(self) -> None:
        """One line on standard error; the accepted work goes into its file."""
        args = self._job.args
        if self._accepted:
            self._accepted.write()
            self._job.note(f"{self._accepted.path}: {count(self._accepted.written, 'segment')} exported")
        would = "would apply" if args.check or args.diff else "applied"
        left = count(self._remaining, "issue")
        files = (
            f" in {self.changed:,} of {count(len(self._job.inputs), 'file')}" if args.in_place or args.check or args.diff else ""
        )
        self._job.note(f"{would} {count(self._applied, 'fix')}{files}; {left} remain{'s' if self._remaining == 1 else ''}")
