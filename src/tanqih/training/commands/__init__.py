"""`tanqih model`: train, export, evaluate, describe and tune models."""

from __future__ import annotations

import argparse


def run(args: argparse.Namespace) -> int:
    """Run `tanqih model …` and return its exit code."""
    if args.action == "train":
        from tanqih.training.commands.train import train

        return train(args)
    if args.action == "export":
        from tanqih.training.commands.export import export

        return export(args)
    if args.action == "eval":
        from tanqih.training.commands.evaluate import evaluate

        return evaluate(args)
    if args.action == "tune":
        from tanqih.training.commands.tune import tune

        return tune(args)
    from tanqih.training.commands.info import info

    return info(args)
