"""What the commands share: settings from arguments, files to documents, the checker, diagnostics on standard error."""

from __future__ import annotations

import argparse
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path, PurePath
from types import TracebackType
from typing import IO, Any

from tanqih import formats
from tanqih.commands.bilingual import Bilingual
from tanqih.commands.ignores import IgnoringChecker
from tanqih.commands.ignores import load as load_ignores
from tanqih.commands.paths import Input, expand, relative
from tanqih.commands.terminal import Screen, standard_screen, visible
from tanqih.config import Config, load, load_file, merged
from tanqih.document import Document
from tanqih.errors import ConfigError, InputError
from tanqih.formats.encoding import decode
from tanqih.formats.files import open_input
from tanqih.issue import Report

STDIN_NAME = "<stdin>"
_SPOOL_BYTES = 16 * 1024 * 1024


def settings(args: argparse.Namespace, beside: Path | None = None) -> Config:
    """The configuration of a command: defaults < file (looked for from `beside` upwards, default the working folder) < command line.

    Raises:
        ConfigError: as `tanqih.config.load`.
    """
    config = load_file(Path(args.config)) if args.config else load(beside)
    return merged(
        config,
        profile=args.profile,
        model=args.model,
        model_prompt=args.model_prompt,
        endpoint=args.endpoint,
        endpoint_model=args.endpoint_model,
        endpoint_insecure=args.endpoint_insecure,
        select=names(args.select),
        ignore=names(args.ignore),
        min_confidence=args.min_confidence,
        fail_on=getattr(args, "fail_on", None),
        private=getattr(args, "private", None),
    )


def names(given: list[str] | None) -> tuple[str, ...] | None:
    """The names of a repeated option whose values are separated by commas; None when it was not given."""
    return None if given is None else tuple(name for text in given for part in text.split(",") if (name := part.strip()))


def say(text: str) -> None:
    """Write one line of diagnostics; hidden characters are made visible."""
    sys.stderr.write(f"tanqih: {visible(text)}\n")


class Job:
    """One run of a command over its files.

    Attributes:
        args: the parsed arguments.
        config: the settings.
        inputs: the files, in order.
        screen: standard output.
        failed: True when a file could not be read.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        """Args:
        args: of a command that takes paths.

        Raises:
            TanqihError: wrong settings or paths.
        """
        self.args = args
        self.config = settings(args)
        base = self.config.folder or Path.cwd()
        self.inputs = expand(args.paths, self._extensions(), self.config.exclude, base)
        self.screen: Screen = standard_screen(args.color)
        self.failed = False
        self._base = base
        self._spools: dict[str, IO[bytes]] = {}
        self._bilingual = Bilingual(self.note, partial(self.note, verbose=True))
        if args.source and len(self.inputs) > 1:
            raise ConfigError(f"--source goes with one text, not with {len(self.inputs)} files")
        self.note(f"settings from {self.config.folder or 'defaults'}; {len(self.inputs)} file(s)", verbose=True)

    def __enter__(self) -> Job:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def _extensions(self) -> tuple[str, ...]:
        name = self.args.read_as
        return formats.FORMATS[formats.format_of("", name)].extensions if name else formats.SEARCHED

    def note(self, text: str, *, verbose: bool = False) -> None:
        """A line on standard error; not with --quiet, and only with --verbose when it is for the curious."""
        if not self.args.quiet and (self.args.verbose or not verbose):
            say(text)

    @cached_property
    def checker(self) -> IgnoringChecker:
        """The checker of the settings."""
        return IgnoringChecker(self.config, load_ignores(self.config))

    @property
    def read_options(self) -> dict[str, Any]:
        """Options of `tanqih.formats.read`, but the id."""
        args = self.args
        return {
            "format": args.read_as,
            "encoding": args.encoding,
            "text_field": args.text_field,
            "source_field": args.source_field,
            "id_field": args.id_field,
            "reference_field": args.reference_field,
            "max_line_bytes": args.max_line_bytes,
        }

    @property
    def source(self) -> str | None:
        """The Arabic text that --source names, if any; InputError when it cannot be read."""
        return _source_text(self.args.source, self.args.encoding) if self.args.source else None

    def label(self, item: Input) -> str:
        """What a file is called in reports."""
        return STDIN_NAME if item.is_stdin else item.path

    def documents(self, item: Input) -> Iterator[Document]:
        """The documents of a file, lazily; may be called again. Standard input and pipes are kept aside on first use.

        Raises:
            InputError: as `tanqih.formats.read`; a source for more than one document.
        """
        suffix = PurePath(item.path).suffix.lower()
        if not self.args.read_as and suffix and suffix not in formats.EXTENSIONS and not item.is_stdin:
            kinds = ", ".join(formats.FORMATS)
            raise InputError(f"unknown file type {suffix!r}", f"say what it is with --read-as: {kinds}", path=item.path)
        name = "stdin" if item.is_stdin else relative(item.path, self._base)
        where: Any = item.path
        if item.is_stdin or not _is_regular(item.path):
            where = self._spool(item)
            where.seek(0)
        found = formats.read(where, path=self.label(item), id=name, **self.read_options)
        if self.args.source:
            found = self._bilingual.with_source(found, self.source or "", self.args.source, self.label(item))
        yield from self._bilingual.paired(found, self.label(item))

    def _spool(self, item: Input) -> IO[bytes]:
        if item.path not in self._spools:
            spool = tempfile.SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115 - lives as long as the job
            if item.is_stdin:
                shutil.copyfileobj(sys.stdin.buffer, spool)
            else:
                with open_input(item.path) as stream:
                    shutil.copyfileobj(stream, spool)
            self._spools[item.path] = spool
        return self._spools[item.path]

    def each(self, work: Callable[[Input], None]) -> None:
        """Do some work per file; a file that cannot be read is reported, the others go on, and `failed` is set."""
        for item in self.inputs:
            try:
                work(item)
            except InputError as error:
                self.failed = True
                self.screen.stream.flush()
                say(f"error: {error}")

    def readable(self) -> bool:
        """True when every file can be read to its end; errors are reported. For commands that write nothing unless all is well."""

        def read_through(item: Input) -> None:
            for _ in self.documents(item):
                pass

        self.each(read_through)
        return not self.failed

    def shown(self, report: Report) -> Report:
        """The report without issues below the least confidence."""
        return replace(report, issues=tuple(i for i in report.issues if i.confidence >= self.config.min_confidence))

    def _close(self) -> None:
        """Report rules that failed, and let go of what was kept aside."""
        for spool in self._spools.values():
            spool.close()
        if "checker" in self.__dict__:
            for rule, (document, failure) in self.checker.failures.items():
                say(f"rule {rule} failed on {document} ({failure.error}); the other rules went on")


def _is_regular(path: str) -> bool:
    """True for a file, or when there is none: reading reports that."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - a path that is no valid text must come through
    except (OSError, ValueError):
        return True


def _source_text(path: str, encoding: str | None) -> str:
    """The Arabic text of a file.

    Raises:
        InputError: it cannot be read.
    """
    with open_input(path) as stream:
        return decode(stream.read(), path=path, encoding=encoding)[0]
