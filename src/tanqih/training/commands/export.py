"""`tanqih model export`: the model folder of a checkpoint."""

from __future__ import annotations

import argparse
from pathlib import Path

from tanqih.commands.job import say
from tanqih.training.checkpoint import Checkpoint


def export(args: argparse.Namespace) -> int:
    """Write the folder, and say what became of it.

    Raises:
        InputError, ModelError, MissingExtraError: as `training.package.package`.
    """
    checkpoint = Checkpoint.find(Path(args.checkpoint), Path(args.encoder) if args.encoder else None)
    from tanqih.training.package import package

    folder = Path(args.out)
    tell = (lambda _: None) if args.quiet else say
    calibration = package(checkpoint, folder, name=folder.resolve().name, data=Path(args.data) if args.data else None, say=tell)
    if not args.data:
        tell("not calibrated: give --data for confidences that mean something")
    for rule, scale in sorted(calibration.scales.items()):
        tell(
            f"{rule}: shown from {scale.margin:.3f}"
            if scale.margin <= 1
            else f"{rule}: never shown; it is not right often enough"
        )
    tell(f"{folder} is a model: tanqih check FILE --model {folder}")
    return 0
