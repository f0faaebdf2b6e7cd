"""From a checkpoint to a model folder: eight bits, the probabilities fitted to held-out text, the facts for its card.

The text for this is never trained on (SOURCES.md of the corpora), and no figure of `tanqih model eval` is measured on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tanqih.models.calibration import Calibration
from tanqih.models.embedded import Tagger
from tanqih.models.manifest import read_manifest
from tanqih.training.calibrate import best_temperature, calibrate
from tanqih.training.checkpoint import Checkpoint, need_export, tagger_of
from tanqih.training.corpora import lines
from tanqih.training.damage import damage, pieces_of
from tanqih.training.damage.paragraph import Pieces
from tanqih.training.damage.recipe import wrong_word
from tanqih.training.figures.words import read
from tanqih.training.samples import LONGEST, SHORTEST, Mixture, curled, vocabulary

KEPT_BACK = {"congress-releases": 5_000, "wikipedia-current-events": 5_000}
"""Prose files whose first paragraphs are never trained on."""
DAMAGED, CLEAN = 3_000, 4_000
"""Paragraphs to calibrate on."""
FOR_TEMPERATURE = 800
"""Damaged paragraphs on which the one number of the temperature is fitted."""
COMPARED = 100
"""Paragraphs on which the quantised weights are compared with the original."""
_SEED = "calibration"


class HeldOut(NamedTuple):
    """Text to calibrate on: damaged paragraphs, clean ones, and post-edited texts with what was changed of their words."""

    damaged: list[Pieces]
    clean: list[str]
    post_edits: list[tuple[str, list[bool]]]


def held_out(data: Path) -> HeldOut:
    """The text of the corpora that calibration may use.

    Args:
        data: corpora, with prose/ and post-edits/.

    Raises:
        InputError: a file is missing or cannot be read.
    """
    texts: list[str] = []
    for name, count in KEPT_BACK.items():
        found = [text.strip() for _, text in zip(range(count), lines(data / "prose" / f"{name}.txt.gz"), strict=False)]
        texts += [text for text in found if SHORTEST <= len(text) <= LONGEST]
    rng, mixture = Random(_SEED), Mixture()
    rng.shuffle(texts)
    texts = [curled(text) if rng.random() < mixture.curly else text for text in texts]
    broken = [pieces_of(text) for text in texts[: min(DAMAGED, len(texts) // 2)]]
    more = {"wrong-word": (wrong_word(vocabulary(texts)), mixture.wrong_words)}
    for pieces in broken:
        damage(pieces, rng, mixture.late_rate, more)
    return HeldOut(broken, texts[len(broken) :][:CLEAN], _post_edits(data / "post-edits" / "dev.tsv.gz"))


def _post_edits(path: Path) -> list[tuple[str, list[bool]]]:
    """The first half of each language's segments; figures are measured on the second."""
    from tanqih.models.words import words_of

    by_language: dict[str, list[tuple[str, list[bool]]]] = {}
    for segment in read(path):
        words = words_of(segment.text.text)
        bad = [False] * len(words)
        for changed, at in zip(segment.bad, segment.text.tokens_in(words), strict=True):
            for word in at:
                bad[word] = bad[word] or changed
        by_language.setdefault(segment.language, []).append((segment.text.text, bad))
    return [one for segments in by_language.values() for one in segments[: len(segments) // 2]]


def package(
    checkpoint: Checkpoint,
    folder: Path,
    *,
    name: str,
    data: Path | None,
    say: Callable[[str], None] = lambda _: None,
) -> Calibration:
    """Write the model folder of a checkpoint.

    Args:
        checkpoint: of a run.
        folder: to write.
        name: of the model.
        data: corpora to calibrate on; None leaves the model without calibration, which makes it cautious.
        say: takes lines of progress.

    Raises:
        InputError: checkpoint or corpora cannot be read. ModelError: the quantised weights differ too much. MissingExtraError: torch,
            onnx or onnxruntime is not installed.
    """
    need_export()
    from tanqih.training.export import export

    weights, about = checkpoint.load()
    model = tagger_of(checkpoint.encoder)
    model.load(weights)
    text = held_out(data) if data else None
    compared: Sequence[str] = text.clean[:COMPARED] if text else _OWN
    say("quantising the weights")
    agreement = export(
        model, checkpoint.encoder / "tokenizer.json", folder, name=name, texts=compared, training=facts(about, checkpoint)
    )
    say(f"{agreement.labels:.2%} of {agreement.words:,} words are labelled as before")
    if text is None:
        return Calibration()
    return fitted(folder, text, say)


_OWN = (
    "The talks ended on Sunday, the minister said. A second round is planned for next week.",
    "The committee, which met on Monday. Has approved the plan, according to to a statement.",
)


def fitted(folder: Path, text: HeldOut, say: Callable[[str], None] = lambda _: None) -> Calibration:
    """Fit temperature and scales of a model folder, and write them into its `model.json`."""
    from tanqih.training.export import write_manifest

    manifest = replace(read_manifest(folder), calibration=Calibration())
    write_manifest(folder, manifest)
    sample = text.damaged[:FOR_TEMPERATURE]
    say(f"fitting the temperature on {len(sample):,} damaged paragraphs")
    temperature = best_temperature(Tagger(folder), sample)
    write_manifest(folder, replace(manifest, calibration=Calibration(temperature)))
    say(f"temperature {temperature:.2f}; fitting the margins on {len(text.clean):,} clean paragraphs and the damaged ones")
    calibration = calibrate(Tagger(folder), text.damaged, text.clean, text.post_edits, temperature=temperature)
    write_manifest(folder, replace(manifest, calibration=calibration))
    return calibration


def facts(about: Mapping[str, Any], checkpoint: Checkpoint) -> dict[str, Any]:
    """What the card says of the training: of all that a run notes of itself, without its curves."""
    state = about.get("state", {})
    checks = state.get("checks") or [[0, None]]
    found = {key: value for key, value in about.items() if key != "state"}
    return {
        **found,
        "words": state.get("seen"),
        "steps": state.get("steps"),
        "held_out_loss": min((loss for _, loss in checks if loss is not None), default=None),
        "checkpoint": checkpoint.key,
    }
