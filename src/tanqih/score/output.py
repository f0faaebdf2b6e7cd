"""Where the reports of a run go: standard output, a file, further files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tanqih.commands.job import Job
from tanqih.commands.terminal import writable
from tanqih.errors import ConfigError
from tanqih.formats.files import replace_file
from tanqih.score.reporters import FORMATS, reporter
from tanqih.score.result import CorpusScore, Reporter


class Report(NamedTuple):
    """One report: its format, and its file (None for standard output)."""

    format: str
    path: str | None
    write: Reporter


class Reports:
    """The reports that a run was asked for."""

    def __init__(self, format_name: str, output: str | None, further: Sequence[str]) -> None:
        """Args:
        format_name: of the main report.
        output: its file; None for standard output.
        further: others, as NAME=FILE.

        Raises:
            ConfigError: an unknown format, a report without a file, or two reports in one.
        """
        self.all = [_report(format_name, output), *(_further(given) for given in further)]
        paths = [report.path for report in self.all if report.path is not None]
        for path in paths:
            if paths.count(path) > 1:
                raise ConfigError(f"{path}: two reports would be written to it; name another file")

    @property
    def placed(self) -> bool:
        """True when one of them shows exact places in files."""
        return any(FORMATS[report.format].placed for report in self.all)

    def write(self, job: Job, corpus: CorpusScore) -> None:
        """Write them all.

        Raises:
            InputError: a file that cannot be written; it is as it was.
        """
        for name, path, write in self.all:
            if path is not None:
                replace_file(path, _encoded(write(corpus)))
                job.note(f"{path}: written", verbose=True)
            elif name == "text":
                from tanqih.score.text import show

                show(job.screen, corpus, verbose=job.args.verbose)
            else:
                writable(job.screen.stream, "utf-8").writelines(write(corpus))
        job.screen.stream.flush()


def _report(name: str, path: str | None) -> Report:
    return Report(name, None if path == "-" else path, reporter(name))


def _further(given: str) -> Report:
    name, _, path = given.partition("=")
    if not path:
        raise ConfigError(f"--report {given}: say where it goes, as in --report {name or 'html'}=score.{name or 'html'}")
    return _report(name, path)


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    return (piece.encode("utf8", "backslashreplace") for piece in pieces)
