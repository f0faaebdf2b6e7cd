"""The options of `lsp`. The server is `tanqih.lsp.server`."""

from __future__ import annotations

import argparse
from typing import TypeVar

P = TypeVar("P", bound=argparse.ArgumentParser)


def add_parser(sub: argparse._SubParsersAction[P], parents: list[P]) -> None:
    """Add the command to the tree."""
    parser = sub.add_parser(
        "lsp",
        parents=parents,
        allow_abbrev=False,
        help="serve an editor: diagnostics, quick fixes, explanations",
        description="A language server on standard input and output, for the editor to start. Settings come from the configuration found "
        "beside each text, the options here go over it. Needs: pip install 'tanqih[lsp]'.",
        epilog="Set-up for editors: docs/ci.md.",
    )
    parser.add_argument("--stdio", action="store_true", help="the only way there is; editors pass it")
    parser.add_argument("--delay", type=float, default=0.25, metavar="SECONDS", help="wait this long after a key (default 0.25)")
