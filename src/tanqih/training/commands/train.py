"""`tanqih model train`: a run, or its next piece."""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import replace
from pathlib import Path

from tanqih.batch.interrupts import Interrupts
from tanqih.commands.job import say
from tanqih.errors import ConfigError
from tanqih.training.checkpoint import Checkpoint, need_torch
from tanqih.training.recipes import GPU_MINUTES, RECIPES, Recipe

CHECKPOINT_SECONDS = 300.0
INTERRUPTED = 130


def train(args: argparse.Namespace) -> int:
    """Train until the recipe is done, the minutes are over, or someone interrupts; 130 when someone did.

    Raises:
        MissingExtraError: torch is not installed. ConfigError, InputError: as `training.run.Run`, or a number that is none.
    """
    recipe = _recipe(args)
    minutes = args.minutes if args.minutes is not None else GPU_MINUTES if args.recipe == "gpu" else math.inf
    if not minutes > 0:
        raise ConfigError("--minutes takes a number above 0")
    need_torch()
    from tanqih.training.progress import Progress
    from tanqih.training.run import Run

    def tell(text: str) -> None:
        if not args.quiet:
            say(text)

    start = Checkpoint.find(Path(args.start), alone=True) if args.start else None
    run = Run(Path(args.out), Path(args.data), Path(args.encoder), recipe, start=start, in_pieces=args.recipe == "gpu")
    training = run.training
    if training.seen:
        tell(f"going on at {training.seen:,} of {recipe.words:,} words")
    progress = Progress(training, sys.stderr, quiet=args.quiet)
    with Interrupts(lambda: say("stopping: writing a checkpoint; interrupt again to stop without one")) as interrupts:
        done = training.run(
            minutes * 60,
            CHECKPOINT_SECONDS,
            run.save,
            better=run.save_best,
            stop=lambda: interrupts.signal != 0,
            tell=progress,
        )
    progress.close()
    if done:
        why = "the loss on held-out texts no longer falls" if training.stopped_early else "all words are seen"
        tell(f"done, {why}; the weights are in {run.finish()}")
        return 0
    tell(f"{100 * training.progress:.1f} % done; the same command goes on from the checkpoint in {args.out}")
    return INTERRUPTED if interrupts.signal else 0


def _recipe(args: argparse.Namespace) -> Recipe:
    """The recipe with what the command line says otherwise.

    Raises:
        ConfigError: a number that is none.
    """
    for name in ("words", "seed", "threads"):
        value = getattr(args, name)
        if value is not None and value < (name == "words"):
            raise ConfigError(f"--{name} takes a number of {int(name == 'words')} or more, not {value}")
    given = {name: getattr(args, name) for name in ("words", "seed", "threads") if getattr(args, name) is not None}
    recipe = RECIPES[args.recipe]
    if "words" in given:
        given["check_words"] = min(recipe.check_words, max(1, given["words"] // 10))
    return replace(recipe, **given)
