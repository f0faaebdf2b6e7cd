"""One run of a batch from end to end: begin or go on, feed an engine, put the output together, stop without losing anything."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tanqih.batch import ledger
from tanqih.batch.assembly import Assembly
from tanqih.batch.dump.marks import Marks
from tanqih.batch.engine import Bench, Engine
from tanqih.batch.feed import SHARD_RECORDS, Feed
from tanqih.batch.identity import differences, identity_of
from tanqih.batch.interrupts import Interrupts
from tanqih.batch.journal import FORMAT, Journal
from tanqih.batch.lock import Lock
from tanqih.batch.outputs import Outputs
from tanqih.batch.parts import Done
from tanqih.batch.records import Container, Opening
from tanqih.batch.statistics import Statistics
from tanqih.batch.target import Cleaned, Target
from tanqih.batch.work import Settings
from tanqih.errors import ConfigError, InputError


@dataclass(frozen=True, slots=True)
class Plan:
    """What the user asked for.

    Attributes:
        inputs: paths, patterns or "-", as given.
        output: where the output goes.
        opening: how the container was opened.
        settings: what is done to each record.
        shard_size: records per shard.
        max_bad: bad records that are borne; None: any number.
        fresh: start over, whatever was done before.
        marks: of the dump's duplicates, where they are known.
    """

    inputs: Sequence[str]
    output: Path
    opening: Opening
    settings: Settings
    shard_size: int = SHARD_RECORDS
    max_bad: int | None = None
    fresh: bool = False
    marks: Marks | None = None


class Watcher(Protocol):
    """Sees what a run does; for people or logs."""

    def begins(self, *, done: int, at: int, size: int | None) -> None:
        """Work begins; `done` records were done before, `size` bytes are to be read and `at` of them were already."""

    def shard(self, done: Done) -> None:
        """A shard is done."""

    def look(self, position: int) -> None:
        """Some time has passed; so many bytes have been read."""

    def note(self, text: str) -> None:
        """Something that people should know."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    Attributes:
        statistics: of the output so far.
        seconds: processor time of all workers.
        stopped: signal that stopped it, 0 when it is finished.
        already: it was finished before.
        records: that are done, when it was stopped; headers included.
    """

    statistics: Statistics
    seconds: float
    stopped: int = 0
    already: bool = False
    records: int = 0


class TooManyBadError(InputError):
    """More bad records than are borne; what is done is kept."""


def clean(
    plan: Plan, container: Container, make_engine: Callable[[Bench], Engine], watcher: Watcher, target: Target | None = None
) -> Outcome:
    """Run a batch, or go on with one.

    Args:
        plan: what is asked for.
        container: the input, opened.
        make_engine: makes what does the work.
        watcher: sees it.
        target: what becomes of what the workers give; None: a clean dump.

    Raises:
        ConfigError: the output is part of the input; the options are not those that the run was begun with.
        InputError: the input has changed or cannot be read, the output is there already, the disk is full, another run is at work;
            what is done is kept.
        TooManyBadError: more bad records than `max_bad`.
    """
    outputs = Outputs(plan.output)
    outputs.refuse_inputs(plan.inputs)
    path = outputs.folder / "journal.db"
    if not plan.fresh and not path.exists() and plan.output.exists():
        raise InputError("is there already", "name another output, or replace it with --fresh", path=str(plan.output))
    outputs.make_folder()
    lock = Lock(outputs.folder / "lock", str(plan.output))
    try:
        if plan.fresh:
            outputs.clear()
        journal = Journal(path)
        try:
            return _Run(plan, container, outputs, journal, watcher, target or Cleaned(plan.settings)).go(make_engine)
        finally:
            journal.close()
    finally:
        lock.release()


class _Run:
    def __init__(
        self, plan: Plan, container: Container, outputs: Outputs, journal: Journal, watcher: Watcher, target: Target
    ) -> None:
        self._plan, self._container, self._outputs = plan, container, outputs
        self._journal, self._watcher, self._target = journal, watcher, target
        self._feed = Feed(container, journal, plan.shard_size, str(plan.output), plan.marks)
        self._at_once = False
        self._dead = 0
        self._begun = time.monotonic()

    def go(self, make_engine: Callable[[Bench], Engine]) -> Outcome:
        """From the state that the journal tells of to the end."""
        state = self._begin()
        if state == "finished":
            return self._nothing_to_do()
        if state == "assembled":
            return self._place()
        parts = self._outputs.folder / "parts"
        self._journal.tidy(parts)
        settings = self._plan.settings
        head = ledger.head(
            {"kind": self._container.kind, "mode": settings.mode, "signature": self._journal.fact("identity")["signature"]}
        )
        self._assembly = Assembly(self._outputs.folder, self._journal, self._target.sink(self._container), head)
        bench = Bench(settings, self._container.codec(), parts, secrets.token_hex(4))
        try:
            stopped = self._work(make_engine(bench))
            if stopped and (self._at_once or not self._all_done()):
                if not self._at_once:
                    self._assembly.fold(now=True)
                records = self._journal.totals()[1]
                return Outcome(self._assembly.statistics, self._assembly.seconds, stopped, records=records)
            about = {"skipped": dict(self._container.skipped), "describe": self._container.describe()}
            self._assembly.finish({**about, "state": "assembled", "wall": time.monotonic() - self._begun})
            self._journal.tidy(parts)
        finally:
            self._assembly.close()
        return self._place()

    def _begin(self) -> str:
        """The state of the run: "running", "assembled" or "finished".

        Raises:
            ConfigError: other options than those it was begun with.
            InputError: another input.
        """
        plan, journal = self._plan, self._journal
        identity = identity_of(plan.settings, plan.opening, plan.inputs, plan.shard_size, plan.marks.key if plan.marks else None)
        fingerprint = self._container.fingerprint()
        known = journal.fact("identity")
        if known is None:
            journal.note(format=FORMAT, identity=identity, fingerprint=fingerprint, state="running")
            return "running"
        way_out = "start over with --fresh"
        if changed := differences(known, identity):
            what = ", ".join(changed)
            raise ConfigError(f"{plan.output} was begun with other settings: {what}; give the same command as then, or {way_out}")
        if journal.fact("fingerprint") != fingerprint:
            raise InputError("the input has changed since this was begun", f"bring it back, or {way_out}", path=str(plan.output))
        return str(journal.fact("state"))

    def _nothing_to_do(self) -> Outcome:
        path = str(self._plan.output)
        if self._journal.fact("stamp") != self._outputs.stamp():
            raise InputError("has changed since it was made", "make it anew with --fresh", path=path)
        if self._container.fingerprint() is None and next(self._feed.tasks(None), None) is not None:
            raise InputError("was made of another input", "name another output, or replace it with --fresh", path=path)
        known = self._journal.progress
        return Outcome(known.statistics, known.seconds, already=True)

    def _all_done(self) -> bool:
        return self._feed.ended and not self._feed.tokens

    def _work(self, engine: Engine) -> int:
        """Feed the engine until the input ends or something stops it; gives the signal that did, 0 for none."""
        _, records, self._dead = self._journal.totals()
        self._refuse_bad()
        start = self._container.position
        self._watcher.begins(done=records, at=start, size=self._container.size)
        with Interrupts(self._stopping) as interrupts:
            try:
                for done in engine.run(self._feed.tasks(interrupts)):
                    if done is not None:
                        self._journal.done(done, self._feed.tokens.pop(done.number))
                        self._dead += done.dead
                        self._watcher.shard(done)
                    self._assembly.fold()
                    self._watcher.look(self._container.position)
                    if interrupts.signal or self._too_many():
                        engine.drain()
            except KeyboardInterrupt:  # the second one
                self._at_once = True
                return interrupts.signal
            finally:
                engine.close()
            if self._too_many():
                self._assembly.fold(now=True)
                self._assembly.show_dead()
            self._refuse_bad()
            return interrupts.signal

    def _stopping(self) -> None:
        self._watcher.note("stopping: finishing the shards in hand; press ctrl-c again to stop at once (nothing is lost)")

    def _too_many(self) -> bool:
        return self._plan.max_bad is not None and self._dead > self._plan.max_bad

    def _refuse_bad(self) -> None:
        if self._too_many():
            raise TooManyBadError(
                f"{self._dead:,} bad records, more than --max-bad {self._plan.max_bad}",
                "look at them, then give a higher limit to go on",
                path=str(self._outputs.folder / "dead.jsonl"),
            )

    def _place(self) -> Outcome:
        """Put all files where they belong; may be done again after a kill."""
        outputs, journal = self._outputs, self._journal
        known = journal.progress
        self._target.place(outputs, journal)
        journal.note(state="finished", stamp=outputs.stamp())
        return Outcome(known.statistics, known.seconds)
