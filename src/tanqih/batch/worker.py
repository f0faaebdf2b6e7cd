"""A worker process of the local engine: takes shards from a pipe, writes their parts, and says so."""

from __future__ import annotations

import errno
import os
import signal
import time
from ctypes import c_longlong
from multiprocessing.connection import Connection
from typing import NamedTuple

from tanqih.batch.engine import Bench
from tanqih.batch.parts import Carried, Done, noted, packed, write_part
from tanqih.batch.work import Task, Worker

ORPHANED = 3


class Trouble(NamedTuple):
    """Why a worker cannot go on: an error's text, and whether the disk is full."""

    text: str
    full: bool


def serve(bench: Bench, connection: Connection, marker: c_longlong, parent: int) -> None:
    """Work until the pipe ends or None comes.

    Args:
        bench: what is needed.
        connection: `Task`s come in; `Done` (or `Carried`) and `Trouble` go out.
        marker: shared with the parent; holds the number of the record that is tried.
        parent: process id of the parent; a worker whose parent is gone stops at the next record.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-c goes to all processes of a terminal; the parent decides

    def begins(number: int) -> None:
        if os.getppid() != parent:
            os._exit(ORPHANED)
        marker.value = number

    worker: Worker | None = None
    while True:
        try:
            task: Task | None = connection.recv()
        except EOFError:
            return
        if task is None:
            return
        try:
            worker = worker or Worker(bench.settings, bench.codec)
            started = time.process_time()
            result = worker.run(task, begins)
            done: Done | Carried
            if bench.carried:
                done = Carried(noted(bench.token, result, time.process_time() - started), packed(result))
            else:
                done = write_part(bench.parts, bench.token, result, time.process_time() - started)
        except Exception as error:
            full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
            connection.send(Trouble(f"{type(error).__name__}: {error}", full))
            return
        connection.send(done)
