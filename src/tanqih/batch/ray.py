"""The ray engine: the local engine's watched workers, as actors on the machines of a Ray cluster.

Ray Data was weighed and left: its operators fight with the journal. Its input is a data set that it reads itself and reads again when a
block is lost, while shards are cut by the one process that numbers them, also from standard input, which gives its bytes once. A stage of
actors restarts and retries without end (`ActorPoolMapOperator`: `max_restarts` and `max_task_retries` are -1), so that a record on which
workers die would hold up the run for ever instead of becoming a dead letter. And it has no way to take nothing further and finish what is
in hand (ctrl-c). So shards go to plain Ray actors; order, resume and output are the run's, the same as for the local engine.

An actor has one worker process of the local engine, which holds the checker and the model: what dies or hangs there is found out, cut off
and told in the same words, so that dead letters are the same too. Parts come back as bytes and are written by the process that has the
journal: machines need no common disk. An actor or machine that is lost costs the shards that it had in hand, which are done again.
Source: docs.ray.io, "Actor Fault Tolerance".
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from tanqih.batch.assembly import disk
from tanqih.batch.engine import Bench
from tanqih.batch.identity import program_hash
from tanqih.batch.local import LOOK, LocalEngine
from tanqih.batch.parts import Carried, Done, write_file
from tanqih.batch.work import Task
from tanqih.config import Config
from tanqih.errors import ConfigError, MissingExtraError, TanqihError

AHEAD = 2
"""Shards that an actor has in hand, so that it need not wait for the next one."""
LOSSES = 4
"""Actors that may be lost on one shard, or before they begin, in a row."""
START_LIMIT = 300.0
"""Seconds within which the cluster must give the first actor."""
_OBJECT_STORE = 512 * 1024**2


class Refused(NamedTuple):
    """Why a worker cannot go on: one line."""

    text: str


class _Alone(LocalEngine):
    """One worker process that is given its shards one by one."""

    def one(self, task: Task) -> Carried:
        """Work on a shard, in as many processes one after the other as it takes.

        Raises:
            TanqihError: as `LocalEngine.run`.
        """
        (hand,) = self._hands
        hand.give(task)
        while True:
            for said in self._finished([hand]):
                if isinstance(said, Carried):
                    return said
            if self._again:
                hand.give(self._again.popleft())


class Station:
    """The actor."""

    def __init__(self, bench: Bench, folder: str) -> None:
        """Args:
        bench: what its worker needs, with `carried`.
        folder: working directory of the run, for paths in its settings; where this machine has none of that name, it stays where it is.
        """
        with suppress(OSError):
            os.chdir(folder)
        # A process that is spawned loads the main module of its parent; here that would be the whole of Ray.
        sys.modules["__main__"].__dict__.pop("__file__", None)
        self._config = bench.settings.config
        self._alone = _Alone(bench, 1)

    def about(self) -> str:
        """What the results depend on besides the settings (`surroundings`)."""
        return surroundings(self._config)

    def work(self, task: Task) -> Carried | Refused:
        """Work on a shard."""
        try:
            return self._alone.one(task)
        except TanqihError as error:
            return Refused(str(error))


class _Seat:
    """An actor, as the run sees it: usable from `ready` on."""

    def __init__(self, actor: Any) -> None:
        self.actor, self.ready = actor, False


class RayEngine:
    """Actors on the cluster of `RAY_ADDRESS`, or on a Ray that is started on this machine for the run."""

    def __init__(self, bench: Bench, workers: int | None = None, *, address: str | None = None) -> None:
        """Args:
        bench: what the workers need.
        workers: number of actors; None: one for each processor of the cluster, or with a model for each GPU where it has any.
        address: of the cluster; None: `RAY_ADDRESS`; "local": a Ray of its own.

        Raises:
            ConfigError: there is no such cluster.
            MissingExtraError: Ray is not installed.
        """
        self._ray = _imported()
        self._own = _connect(self._ray, workers, address or os.environ.get("RAY_ADDRESS") or "local")
        config = bench.settings.config
        config = replace(config, folder=(config.folder or Path()).resolve())
        self._bench = bench._replace(settings=replace(bench.settings, config=config), carried=True)
        self._about = surroundings(config)
        known = self._ray.cluster_resources()
        gpus = int(known.get("GPU", 0)) if config.has_model else 0
        workers = workers or gpus or int(known.get("CPU", 1))
        self._options = {"num_cpus": 1, "num_gpus": gpu_share(workers, gpus), "max_restarts": 0, "max_task_retries": 0}
        self._seats: list[_Seat] = []
        self._greetings: dict[Any, _Seat] = {}
        self._in_hand: dict[Any, tuple[_Seat, Task]] = {}
        self._again: deque[Task] = deque()
        self._losses: Counter[int] = Counter()
        self._draining = self._ended = False
        for _ in range(workers):
            self._hire()

    def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
        """As `Engine.run`."""
        deadline = time.monotonic() + START_LIMIT
        while True:
            self._hand_out(tasks)
            if not self._in_hand and not self._again and (self._ended or self._draining):
                return
            if not any(seat.ready for seat in self._seats) and time.monotonic() > deadline:
                raise TanqihError(
                    f"the Ray cluster gave no worker in {START_LIMIT:g} s; look at `ray status`, or give fewer --workers"
                )
            ready, _ = self._ray.wait([*self._greetings, *self._in_hand], num_returns=1, timeout=LOOK)
            for ref in ready:
                if ref in self._greetings:
                    self._greeted(ref)
                elif ref in self._in_hand:  # not lost together with another one
                    yield self._heard(ref)
            yield None

    def drain(self) -> None:
        """As `Engine.drain`."""
        self._draining = True

    def close(self) -> None:
        """As `Engine.close`; a Ray that was started for the run ends with it, a cluster is left."""
        for seat in self._seats:
            with suppress(Exception):  # it may be gone, and the cluster too
                self._ray.kill(seat.actor)
        if self._own:
            self._ray.shutdown()

    def _hire(self) -> None:
        seat = _Seat(self._ray.remote(Station).options(**self._options).remote(self._bench, str(Path.cwd())))
        self._seats.append(seat)
        self._greetings[seat.actor.about.remote()] = seat

    def _hand_out(self, tasks: Iterator[Task]) -> None:
        """Give shards to those who have the fewest."""
        held = Counter(id(seat) for seat, _ in self._in_hand.values())
        for most in range(AHEAD):
            for seat in self._seats:
                if seat.ready and held[id(seat)] <= most:
                    task = self._next(tasks)
                    if task is None:
                        return
                    held[id(seat)] += 1
                    self._in_hand[seat.actor.work.remote(task)] = seat, task

    def _next(self, tasks: Iterator[Task]) -> Task | None:
        if self._again:
            return self._again.popleft()
        task = None if self._draining or self._ended else next(tasks, None)
        self._ended = self._ended or (task is None and not self._draining)
        return task

    def _greeted(self, ref: Any) -> None:
        """An actor is ready, or could not begin."""
        seat = self._greetings.pop(ref)
        try:
            about = self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            self._lost(seat, -1, error)
            return
        if about != self._about:
            raise TanqihError(
                "a machine of the Ray cluster has another tanqih, or other glossaries or another ignore file, than this one; "
                "install the same there, and put such files where all machines see them"
            )
        seat.ready = True
        del self._losses[-1]

    def _heard(self, ref: Any) -> Done | None:
        """The answer to a shard, its part brought to the disk; None when the actor was lost."""
        seat, task = self._in_hand[ref]
        try:
            said = self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            self._lost(seat, task.number, error)
            return None
        del self._in_hand[ref]
        if isinstance(said, Refused):
            raise TanqihError(said.text)
        carried: Carried = said
        with disk(self._bench.parts):
            write_file(self._bench.parts / carried.done.part, carried.data)
        return carried.done

    def _lost(self, seat: _Seat, number: int, error: Exception) -> None:
        """An actor is gone: another one takes its place, and what it had in hand is done again.

        Raises:
            TanqihError: too many were lost on this shard (-1: before they began).
        """
        self._losses[number] += 1
        if self._losses[number] > LOSSES:
            when = "before they begin" if number < 0 else f"on shard {number}"
            said = str(error).strip().splitlines()[0]
            raise TanqihError(f"workers on the Ray cluster are lost {when}, {LOSSES + 1} times ({said}); see the logs of Ray")
        self._seats.remove(seat)
        for ref, (other, task) in list(self._in_hand.items()):
            if other is seat:
                del self._in_hand[ref]
                self._again.append(task)
        with suppress(Exception):
            self._ray.kill(seat.actor)
        self._hire()


def surroundings(config: Config) -> str:
    """Hash of what a machine of the cluster has itself: the program, the user's glossaries and the ignore file."""
    found = blake2b(program_hash().encode(), digest_size=16)
    folder = config.folder or Path()
    for path in (folder / name for name in (*config.glossaries, config.ignore_file)):
        for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
            found.update(one.read_bytes() if one.is_file() else b"")
            found.update(b"\0")
    return found.hexdigest()


def gpu_share(workers: int, gpus: int) -> float:
    """GPUs for each of so many workers: one, or the part of one that each gets when several share it."""
    if not gpus:
        return 0
    sharing = -(-workers // gpus)
    return 1 if sharing == 1 else int(10_000 / sharing) / 10_000


def _imported() -> Any:
    try:
        import ray
    except ImportError:
        raise MissingExtraError("--engine ray", "ray") from None
    return ray


def _connect(ray: Any, workers: int | None, address: str) -> bool:
    """Join a cluster, or start a Ray on this machine; gives False when this process was connected already.

    Raises:
        ConfigError: there is no such cluster.
        TanqihError: none could be started.
    """
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    if ray.is_initialized():
        return False
    if address == "local":
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing about the user's work is sent anywhere
        processors = workers or os.cpu_count()
        try:
            ray.init(address="local", num_cpus=processors, object_store_memory=_OBJECT_STORE, include_dashboard=False, **quiet)
        except Exception as error:  # Ray raises plain ones, after 30 s on a machine that is too busy, say
            ray.shutdown()
            said = str(error).strip().splitlines()[0]
            raise TanqihError(
                f"no Ray could be started on this machine ({said}); give the same command again, or --engine local"
            ) from None
        return True
    try:
        ray.init(address=address, **quiet)
    except (ConnectionError, ValueError, RuntimeError) as error:
        said = str(error).strip().splitlines()[0]
        raise ConfigError(
            f"cannot join the Ray cluster {address!r} ({said}); mend RAY_ADDRESS, set RAY_AUTH_MODE=token where it asks for a token, "
            "or unset RAY_ADDRESS for a Ray on this machine"
        ) from None
    return True
