"""One run at a time on one output: a lock that goes when its process goes, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tanqih.errors import InputError


class Lock:
    """An advisory lock of the operating system on a file."""

    def __init__(self, path: Path, output: str) -> None:
        """Take the lock.

        Args:
            path: of the lock file.
            output: what is locked, for the message.

        Raises:
            InputError: another run has it; the file cannot be made.
        """
        try:
            # The handle is not passed on to workers (PEP 446), so the lock ends with this process.
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise InputError(f"cannot be written ({error.strerror})", "check the folder", path=str(path)) from None
        try:
            _take(self._handle)
        except OSError:
            os.close(self._handle)
            raise InputError(
                "another run is at work on this output", "wait for it, or stop it and give the same command", path=output
            ) from None

    def release(self) -> None:
        """Let go."""
        os.close(self._handle)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
