"""`python -m tanqih` is the command `tanqih`."""

from __future__ import annotations

import sys

from tanqih.cli import main

if __name__ == "__main__":
    sys.exit(main())
