"""`python -m tanqih.review.tui PATH…` opens the review screen with the settings found here."""

from __future__ import annotations

import sys

from tanqih.commands.terminal import visible
from tanqih.config import load
from tanqih.errors import TanqihError
from tanqih.review.tui.app import run


def main() -> int:
    """Open the screen; errors go to standard error, with exit code 2."""
    try:
        return run(sys.argv[1:], load())
    except TanqihError as error:
        sys.stderr.write(f"tanqih: {visible(str(error))}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
