"""Prose that is set aside: never trained on, always the same for the same corpora, and damaged the same way in every look at it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random

from tanqih.models.labels import INDEX
from tanqih.training.damage import damage, labelled, pieces_of
from tanqih.training.damage.recipe import wrong_word
from tanqih.training.samples import IGNORE, Mixture, Sample, curled, vocabulary

COUNT = 300
"""Paragraphs that are set aside."""
_SEED = "held-out prose"


def digest(text: str) -> bytes:
    """Hash of a paragraph, 8 bytes: the paragraphs with the lowest are set aside."""
    return hashlib.blake2b(text.encode(), digest_size=8, person=b"held-out").digest()


def set_aside(texts: Sequence[str], count: int = COUNT) -> tuple[list[str], list[str]]:
    """The texts to train on, in their order, and the held-out ones, each once. Equal texts stay together, whatever file they are in.

    Args:
        texts: clean prose.
        count: paragraphs to set aside; a tenth of the texts at most.
    """
    wanted = sorted({digest(text): text for text in texts}.items())[: min(count, len(texts) // 10)]
    held = {text for _, text in wanted}
    return [text for text in texts if text not in held], [text for _, text in wanted]


def held_out_samples(texts: Sequence[str], mixture: Mixture) -> list[Sample]:
    """Held-out prose with damage as rare as at the end of the training, always the same; what is not drawn stays clean."""
    rng = Random(_SEED)
    more = {"wrong-word": (wrong_word(vocabulary(texts)), mixture.wrong_words)}
    found = []
    for text in texts:
        pieces = pieces_of(curled(text) if rng.random() < mixture.curly else text)
        damage(pieces, rng, mixture.late_rate, more)
        rows = labelled(pieces)
        found.append(Sample([row[:2] for row in rows], [INDEX[label] for *_, label in rows], [IGNORE] * len(rows)))
    return found


def digest_of(texts: Sequence[str], edits: Sequence[Sample]) -> str:
    """Digest of all that is trained on: 16 hex digits."""
    found = hashlib.blake2b(digest_size=8)
    for text in texts:
        found.update(text.encode() + b"\n")
    for sample in edits:
        found.update(repr(sample).encode())
    return found.hexdigest()
