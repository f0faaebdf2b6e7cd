"""`tanqih model tune`: a new model folder that has learned from decisions, if it is better on decisions that were set aside."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tanqih.commands.job import say
from tanqih.commands.paths import expand
from tanqih.errors import ConfigError, InputError
from tanqih.formats import SEARCHED
from tanqih.formats.files import replace_file
from tanqih.models.embedded import EMBEDDED_FOLDER, Tagger
from tanqih.models.manifest import MANIFEST, TOKENIZER, WEIGHTS, Manifest
from tanqih.models.registry import EMBEDDED
from tanqih.training.decisions import Judged, read_evidence
from tanqih.training.tune import LEAST, Fit, fit, recalibrated, set_apart, verdicts

NOT_BETTER = 1
RUN = "run"
"""Folder in a tuned model with the weights that it was exported from, for tuning it again."""
Tell = Callable[[str], None]


def tune(args: argparse.Namespace) -> int:
    """Learn from decisions; 1 when the new model is not better, and then nothing is written.

    Raises:
        InputError: decisions or texts cannot be read, or are too few. ConfigError: a folder that must not be written. ModelError: no such
            model. MissingExtraError: a package is not installed.
    """
    tell: Tell = (lambda _: None) if args.quiet else say
    old = Tagger(EMBEDDED_FOLDER if args.model == EMBEDDED else Path(args.model))
    folder = Path(args.out)
    if folder.resolve() in (EMBEDDED_FOLDER.resolve(), old.folder.resolve()):
        raise ConfigError(f"--out {args.out}: is the model itself, which is left as it is; name another folder")
    texts = [one.path for one in expand(args.texts, SEARCHED)] if args.texts else []
    evidence = read_evidence(args.decisions, texts)
    if evidence.lost:
        tell(f"{evidence.lost} text(s) with decisions are not here, or have changed since; name their files with --texts")
    learned, held = set_apart(evidence.judged)
    tell(f"{len(learned)} decisions to learn from, {len(held)} set aside")
    with TemporaryDirectory(prefix="tanqih-") as scratch:
        base = _tuned_weights(args, Path(scratch), old, learned, held, tell) if args.checkpoint else old
        done = _tuned_margins(base, old, folder, learned, held, tell)
        if done == 0 and base is not old:
            shutil.copytree(Path(scratch, RUN), folder / RUN, dirs_exist_ok=True)
    return done


def _tuned_margins(base: Tagger, old: Tagger, folder: Path, learned: list[Judged], held: list[Judged], tell: Tell) -> int:
    """Fit the margins of a model to decisions, and write it when it is better than the old one."""
    measured, before = verdicts(base, held), fit(old.manifest.calibration, verdicts(old, held))
    if before.judged < LEAST // 4:
        raise InputError(f"too few decisions to measure on: {before.judged} repairs of the model", "review more texts first")
    calibration = recalibrated(base.manifest.calibration, verdicts(base, learned))
    after = fit(calibration, measured)
    for name, one in (("before", before), ("after", after)):
        tell(_said(name, one))
    if after.loss >= before.loss:
        tell("not better on the decisions that were set aside; nothing was written, the old model stays")
        return NOT_BETTER
    for rule, scale in sorted(calibration.scales.items()):
        was = base.manifest.calibration.scales[rule].margin
        if scale.margin != was:
            tell(f"{rule}: shown from {_margin(scale.margin)}, before from {_margin(was)}")
    facts = {"decisions": len(learned), "held_out": after.judged, "loss_before": before.loss, "loss_after": after.loss}
    manifest = replace(base.manifest, calibration=calibration, training={**base.manifest.training, "tuned": facts})
    _write(base.folder, old.folder, folder, manifest)
    tell(f"{folder} is the new model: tanqih review FILE --model {folder}")
    return 0


def _tuned_weights(
    args: argparse.Namespace, scratch: Path, old: Tagger, learned: list[Judged], held: list[Judged], tell: Tell
) -> Tagger:
    """A model whose weights have learned from decisions, in a folder of `scratch`; the old one when they are not better."""
    from tanqih.training.checkpoint import Checkpoint, need_export

    need_export()
    from tanqih.training.package import package
    from tanqih.training.tune_weights import WeightTuner, samples_of

    checkpoint = Checkpoint.find(Path(args.checkpoint), Path(args.encoder) if args.encoder else None)
    data = Path(args.data) if args.data else None
    tuner = WeightTuner(checkpoint, data)
    tuned = tuner.tune(samples_of(old, learned), samples_of(old, held), tell)
    tell(f"loss on the decisions set aside {tuned.before:.4f}, then {tuned.after:.4f}, after {tuned.steps} steps")
    if tuned.general_before is not None and tuned.general_after is not None:
        tell(f"loss on held-out prose {tuned.general_before:.4f}, then {tuned.general_after:.4f}")
    if not tuned.better:
        tell("the weights are not better; they stay as they were, and only the margins are fitted")
        return old
    saved = tuner.save(scratch / RUN, checkpoint.encoder)
    calibration = package(saved, scratch / "model", name=Path(args.out).resolve().name, data=data, say=tell)
    found = Tagger(scratch / "model")
    if not calibration.scales:  # without corpora: as sure as the old one, until the decisions say otherwise
        found.manifest = replace(found.manifest, calibration=old.manifest.calibration)
    return found


def _write(source: Path, old: Path, folder: Path, manifest: Manifest) -> None:
    """Write a model folder: weights and tokenizer of one, licence notices of another, and the list of it all last."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (source / WEIGHTS, source / TOKENIZER, *old.glob("NOTICE*"), *old.glob("LICENSE*")):
        replace_file(folder / path.name, [path.read_bytes()])
    replace_file(folder / MANIFEST, [manifest.as_json().encode()])


def _said(name: str, one: Fit) -> str:
    return f"{name}: loss {one.loss:.4f} on {one.judged} repairs set aside; {one.shown} shown, {one.right} of them wanted"


def _margin(value: float) -> Any:
    return "never" if value > 1 else f"{value:.3f}"
