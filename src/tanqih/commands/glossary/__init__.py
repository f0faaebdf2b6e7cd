"""`tanqih glossary`: check, look up, add to, convert and count the glossaries; names across files."""

from __future__ import annotations

import argparse


def run(args: argparse.Namespace) -> int:
    """Run `tanqih glossary …` and return its exit code."""
    if args.action == "check":
        from tanqih.commands.glossary.check import check

        return check(args)
    if args.action == "lookup":
        from tanqih.commands.glossary.lookup import look_up

        return look_up(args)
    if args.action == "add":
        from tanqih.commands.glossary.add import add

        return add(args)
    if args.action == "convert":
        from tanqih.commands.glossary.convert import convert

        return convert(args)
    if args.action == "names":
        from tanqih.commands.glossary.names import names

        return names(args)
    from tanqih.commands.glossary.stats import stats

    return stats(args)
