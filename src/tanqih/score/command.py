"""The command `score`: read, score, hold to the limits, report, say why."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tanqih.commands.ignores import load as load_ignores
from tanqih.commands.job import Job, say
from tanqih.commands.output import count
from tanqih.commands.paths import Input
from tanqih.commands.score import LIMITS
from tanqih.errors import ConfigError, InputError
from tanqih.score import baseline, history
from tanqih.score.changed import changed_since
from tanqih.score.compare import check, compare, mark
from tanqih.score.corpus import Judge, gather, signature, total
from tanqih.score.inputs import arguments, common_names, items
from tanqih.score.measuring import Measuring
from tanqih.score.output import Reports
from tanqih.score.reference import Texts
from tanqih.score.result import CorpusScore, Gate
from tanqih.score.settings import Limits, from_config
from tanqih.score.spool import Spool
from tanqih.score.work import Scorer, measure

PASSED, FAILED = 0, 1


def score(args: argparse.Namespace) -> int:
    """Run `score`.

    Returns:
        0 when the gate passed, 1 when it failed.

    Raises:
        TanqihError: anything wrong with settings or input; then no report is written.
    """
    _refuse_unclear(args)
    reports = Reports(args.format, args.output, args.report or [])
    with ExitStack() as stack:
        if args.compare:
            args = arguments(args, args.compare[1])
        job = stack.enter_context(Job(args))
        run = _Run(job, reports.placed, stack)
        known = baseline.read(args.baseline) if args.baseline is not None else None
        past = history.read(args.history) if args.history is not None else None
        corpus = run.compared(args.compare[0]) if args.compare else run.scored(known)
        if past:
            entry = history.entry_of(corpus)
            corpus = replace(corpus, history=(*past[1], entry))
            history_bytes = past[0]
        reports.write(job, corpus)
        if args.write_baseline is not None:
            baseline.write(args.write_baseline, corpus.signature, baseline.entries(run.spool))
        if past:
            history.append(args.history, history_bytes, entry)
        return _verdict(corpus)


def _refuse_unclear(args: argparse.Namespace) -> None:
    if bool(args.paths) == bool(args.compare):
        raise ConfigError("name the texts to score, or two versions with --compare OLD NEW (see tanqih score --help)")
    if args.workers < 1:
        raise ConfigError(f"--workers must be 1 or more, not {args.workers}")
    if args.compare and any(given is not None for given in (args.baseline, args.changed_since, args.source)):
        raise ConfigError("--compare takes neither --baseline, --changed-since nor --source; leave them out")
    if args.changed_since is not None and args.write_baseline is not None:
        raise ConfigError("--write-baseline needs all files, not those of --changed-since; leave that out")
    if args.max_drop is not None and not args.compare:
        raise ConfigError("--max-drop goes with --compare OLD NEW")
    if args.max_new is not None and not args.compare and args.baseline is None:
        raise ConfigError("--max-new goes with --baseline FILE or --compare OLD NEW")


def _flags(args: argparse.Namespace) -> Limits:
    """The limits of the command line.

    Raises:
        ConfigError: one that makes no sense.
    """
    try:
        given = {name: getattr(args, name) for name in (flag[2:].replace("-", "_") for flag in LIMITS)}
        return Limits(**given, budgets=tuple(sorted(dict(map(_budget, args.budget or [])).items())))
    except ConfigError as error:
        raise ConfigError(f"--{error}" if not str(error).startswith("--") else str(error)) from None


def _budget(given: str) -> tuple[str, int]:
    name, _, number = given.rpartition("=")
    if not name or not number.isdecimal():
        raise ConfigError(f"--budget {given}: say how many issues of a rule or family are allowed, as in --budget quotes=3")
    return name.strip(), int(number)


class _Run:
    """One run: its settings and where its documents are kept.

    Attributes:
        spool: the documents.
    """

    def __init__(self, job: Job, placed: bool, stack: ExitStack) -> None:
        self._job, self._args, self._stack = job, job.args, stack
        table = from_config(job.config)
        limits = table.limits.under(_flags(job.args))
        if job.args.baseline is not None and limits == Limits() and not table.overrides:
            limits = Limits(max_new=0)  # what a baseline is for
        self._settings = replace(table, limits=limits)
        self._measuring = Measuring(job.args, job.note)
        self._scorer = Scorer(job.config, load_ignores(job.config), table.scale, placed)
        self._signature = signature(self._scorer.checker, table.scale)
        self.spool = self._spool()

    def _spool(self) -> Spool:
        return self._stack.enter_context(Spool(self._job.config.min_confidence))

    def scored(self, known: baseline.Baseline | None) -> CorpusScore:
        """The score of the files, against a baseline if there is one."""
        inputs: Sequence[Input] = self._job.inputs
        if self._args.changed_since is not None:
            inputs = changed_since(self._args.changed_since, inputs)
            self._job.note(f"{count(len(inputs), 'file')} changed since {self._args.changed_since}")
            known = known and _without(known, {self._job.label(item) for item in self._job.inputs if item not in inputs})
        texts = self._measuring.texts()
        failures = self._gathered(self._job, inputs, texts, self.spool)
        gone = [one.gone() for one in baseline.match(self.spool, known)] if known else []
        if known and known.signature != self._signature:
            self._job.note(
                f"{self._args.baseline}: made with other settings ({known.signature}); issues may differ for that reason"
            )
        corpus = total(
            self.spool, self._judge(judges_new=known is not None), self._settings.scale, self._signature, gone, failures
        )
        if not corpus.words and (inputs or self._args.changed_since is None):
            raise InputError("there are no words to score", "check the paths, and the field of the text with --text-field")
        return replace(corpus, metrics=self._measuring.metrics(texts)) if inputs else corpus

    def compared(self, older: str) -> CorpusScore:
        """The score of the files, compared with an older version of them."""
        spool = self._spool()
        before, after = self._measuring.texts(), self._measuring.texts()
        with Job(arguments(self._args, older)) as job:
            names = common_names(job.inputs, self._job.inputs)
            self._gathered(job, job.inputs, before, spool, names[0])
        failures = self._gathered(self._job, self._job.inputs, after, self.spool, names[1])
        gone = mark(spool, self.spool)
        scale = self._settings.scale
        corpus = total(self.spool, self._judge(judges_new=False), scale, self._signature, gone, failures)
        if not corpus.words or not any(one.score.words for one in spool.measured()):
            raise InputError("one of the versions has no words to score", "check both paths of --compare")
        found = compare(spool, self.spool, gone, scale)
        found = replace(found, metrics=self._measuring.changes(before, after))
        gate = Gate((check(found, self._settings.limits.max_drop), *corpus.gate.checks))
        return replace(corpus, comparison=found, gate=gate, metrics=self._measuring.metrics(after))

    def _gathered(
        self, job: Job, inputs: Sequence[Input], texts: Texts, spool: Spool, names: dict[str, str] | None = None
    ) -> tuple[tuple[str, str, str], ...]:
        return gather(measure(items(job, inputs, texts, names), self._scorer, self._args.workers), spool)

    def _judge(self, *, judges_new: bool) -> Judge:
        return Judge(self._settings, self._job.config.folder or Path.cwd(), judges_new=judges_new)


def _without(known: baseline.Baseline, paths: set[str]) -> baseline.Baseline:
    """The baseline without the issues of files that were not looked at: those are neither gone nor moved."""
    return known._replace(issues=tuple(one for one in known.issues if one.path not in paths))


def _verdict(corpus: CorpusScore) -> int:
    """Say what failed, and why the run ends as it does on the last line; returns the exit code."""
    for rule, document, error in corpus.failures:
        say(f"rule {rule} failed on {document} ({error}); the other rules went on")
    about = f"score {corpus.score:.2f} of {count(len(corpus.documents), 'document')}"
    checks = corpus.gate.checks
    if not corpus.gate.passed:
        say(f"gate failed, {about}: {'; '.join(corpus.gate.failures)}")
        return FAILED
    kept = f"{count(len(checks), 'limit')} kept" if checks else "no limits were set"
    say(f"gate passed, {about}: {kept}" if len(corpus.documents) else "gate passed: no file changed, there was nothing to score")
    return PASSED
