"""A Ray of several processes on this machine, held by a process of its own, so that whoever uses it can be killed."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.support import ROOT

ATTEMPTS = 4
_KEEPER = """
import sys, ray
ray.init(address="local", num_cpus=int(sys.argv[1]), object_store_memory=200 * 1024**2, include_dashboard=False, log_to_driver=False)
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""


class Cluster(NamedTuple):
    """A Ray that runs.

    Attributes:
        address: for `RAY_ADDRESS`.
        keeper: id of the process that holds it.
        environment: variables with which a process may join it, set before it imports Ray.
    """

    address: str
    keeper: int
    environment: dict[str, str]


@contextmanager
def cluster(processors: int) -> Iterator[Cluster]:
    """A Ray for actors on so many processors; it ends with the context.

    Raises:
        RuntimeError: it cannot be started.
    """
    # A token of its own, so that nobody's settings matter (docs.ray.io, "Ray token authentication").
    joining = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    environment = {**os.environ, **joining, "PYTHONPATH": str(ROOT / "src"), "RAY_USAGE_STATS_ENABLED": "0"}
    keeper, address = _started(processors, environment)
    try:
        yield Cluster(address, keeper.pid, {**joining, "RAY_ADDRESS": address})
    finally:
        assert keeper.stdin is not None
        keeper.stdin.close()
        keeper.wait(60)


def _started(processors: int, environment: dict[str, str]) -> tuple[subprocess.Popen[str], str]:
    """The keeper and its address. On a busy machine a Ray may not be up within its own 30 s, so there are some attempts."""
    command = [sys.executable, "-W", "ignore", "-c", _KEEPER, str(processors)]
    for _ in range(ATTEMPTS):
        keeper = subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert keeper.stdout is not None
        with keeper.stdout:
            address = keeper.stdout.readline().strip()
        if address:
            return keeper, address
        assert keeper.stdin is not None
        keeper.stdin.close()
        keeper.wait()
    raise RuntimeError("no Ray could be started")


def stations(keeper: int) -> list[int]:
    """Process ids of the actors of the engine on a Ray: the parent of their parent is its keeper."""

    def parent(pid: str) -> str:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]

    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        pid = path.parent.name
        try:
            if path.read_bytes().startswith(b"ray::Station") and parent(parent(pid)) == str(keeper):
                found.append(int(pid))
        except OSError:  # it ended just now
            continue
    return found
