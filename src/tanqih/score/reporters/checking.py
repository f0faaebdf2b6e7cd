"""`tanqih check` in the formats that list issues for other programs: what is set aside is told too, so a run is measured as for a score."""

from __future__ import annotations

import argparse
from pathlib import Path

from tanqih.commands.ignores import load
from tanqih.commands.job import Job, say
from tanqih.commands.paths import Input
from tanqih.commands.terminal import writable
from tanqih.issue import Severity
from tanqih.score.corpus import Judge, gather, signature, total
from tanqih.score.points import Scale
from tanqih.score.reporters import FORMATS, reporter
from tanqih.score.settings import Settings
from tanqih.score.spool import Spool
from tanqih.score.work import Item, Scorer

FINDINGS, WRONG = 1, 2


def check(args: argparse.Namespace) -> int:
    """Run `check` with `args.format` from `output.FOREIGN`; 1 when an issue that counts is at or above --fail-on.

    Raises:
        TanqihError: wrong settings or paths. A file that cannot be read is reported, and the others go on.
    """
    write = reporter(args.format)
    with Job(args) as job, Spool(job.config.min_confidence) as spool:
        scale = Scale()
        scorer = Scorer(job.config, load(job.config), scale, FORMATS[args.format].placed)
        failures: dict[str, tuple[str, str, str]] = {}

        def one_file(item: Input) -> None:
            measured = (scorer(Item(document, job.label(item))) for document in job.documents(item))
            for failure in gather(measured, spool):
                failures.setdefault(failure[0], failure)

        job.each(one_file)
        judge = Judge(Settings(scale), job.config.folder or Path.cwd(), judges_new=False)
        corpus = total(spool, judge, scale, signature(scorer.checker, scale), failures=tuple(failures.values()))
        stream = writable(job.screen.stream, "utf-8")
        for piece in write(corpus):
            stream.write(piece)
        for rule, document, error in failures.values():
            say(f"rule {rule} failed on {document} ({error}); the other rules went on")
    least = Severity[job.config.fail_on.upper()]
    found = any(number and Severity[name.upper()] >= least for name, number in corpus.counts.severity.items())
    return WRONG if job.failed else FINDINGS if found else 0
