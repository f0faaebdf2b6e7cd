"""Whether this process is the screen that `tanqih review --web` draws in a page. Imports nothing heavy."""

from __future__ import annotations

import os

SERVED = "TANQIH_SERVED"
"""Set in the environment of such a process."""


def is_served() -> bool:
    """True in a process that was started by the server of `--web`: its standard streams speak with that server."""
    return bool(os.environ.get(SERVED))
