"""Tuning of the weights: a few steps at a low rate on what people decided, mixed with the data that the model was trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch

from tanqih.models.interface import Detector
from tanqih.models.labels import INDEX, KEEP
from tanqih.models.words import words_of
from tanqih.training.checkpoint import Checkpoint, tagger_of, tokenizer_of
from tanqih.training.decisions import Judged
from tanqih.training.heldout import held_out_samples, set_aside
from tanqih.training.loop import batched
from tanqih.training.samples import IGNORE, Mixture, Sample, chunk, edit_labels, vocabulary
from tanqih.training.tagger import MAX_PIECES, batch_of, loss_of
from tanqih.training.tune import is_wanted, repairs

RATE, EPOCHS, MOST_STEPS, BATCH_WORDS = 2e-5, 4, 400, 500
AROUND = 2
"""Words on either side of a decision that are learned with it: they were looked at and left alone."""
GENERAL_SLACK = 1.01
"""How much worse than before the loss on held-out prose may be."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """What tuning did.

    Attributes:
        before, after: loss on the decisions that were set aside.
        general_before, general_after: loss on held-out prose; None without corpora.
        steps: of the optimizer.
    """

    before: float
    after: float
    general_before: float | None
    general_after: float | None
    steps: int

    @property
    def better(self) -> bool:
        """True when the decisions fit better and the rest is not unlearned."""
        kept = (
            self.general_before is None or self.general_after is None or self.general_after <= GENERAL_SLACK * self.general_before
        )
        return self.after < self.before and kept


def samples_of(detector: Detector, judged: Sequence[Judged]) -> list[Sample]:
    """A sample for each paragraph that was decided on: labels where something was decided, nothing to be learned elsewhere."""
    by_text: dict[str, list[Judged]] = {}
    for one in judged:
        by_text.setdefault(one.text, []).append(one)
    readings = dict(zip(by_text, detector.read(list(by_text)), strict=True))
    found = []
    for text, decisions in by_text.items():
        words = words_of(text)
        sample = Sample([(word.text, word.space) for word in words], [IGNORE] * len(words), [IGNORE] * len(words))
        for one in decisions:
            groups = [group for group in repairs(one, readings[text]) if group.change and is_wanted(group, one)]
            at = [n for n, word in enumerate(words) if word.start < one.end and one.start < word.end]
            _learn(sample, at, _labels(one), not one.refused)
            for group in groups:
                _learn(
                    sample,
                    range(group.first, group.last),
                    dict(zip(range(group.first, group.last), group.labels, strict=True)),
                    True,
                )
        found.append(sample)
    return found


def _labels(one: Judged) -> dict[int, str | None]:
    """Labels that bring the words to what the decision made of them."""
    before, after = ([word.text for word in words_of(text)] for text in (one.text, one.after))
    return dict(enumerate(edit_labels(before, after)))


def _learn(sample: Sample, at: Iterable[int], labels: dict[int, str | None], changed: bool) -> None:
    numbers = list(at)
    if not numbers:
        return
    for n in range(max(0, numbers[0] - AROUND), min(len(sample.words), numbers[-1] + 1 + AROUND)):
        if n in numbers:
            label = labels[n]
            sample.labels[n] = IGNORE if label is None else INDEX[label]
            sample.bad[n] = int(changed and label != KEEP)
        elif sample.labels[n] == IGNORE:
            sample.labels[n] = INDEX[KEEP]


class WeightTuner:
    """A checkpoint that learns from samples of decisions."""

    def __init__(self, checkpoint: Checkpoint, data: Path | None) -> None:
        """Args:
        checkpoint: to begin with.
        data: corpora to mix in; None for none.

        Raises:
            InputError: checkpoint or corpora cannot be read.
        """
        weights, self.about = checkpoint.load()
        self.model = tagger_of(checkpoint.encoder)
        self.model.load(weights)
        self._tokenizer: Any = tokenizer_of(checkpoint.encoder, MAX_PIECES)
        self._texts: list[str] = []
        self._edits: list[Sample] = []
        self._held: list[Sample] = []
        self._mixture = Mixture(rate=Mixture().late_rate)
        if data:
            from tanqih.training.given import corpora

            texts, self._edits = corpora(data)
            self._texts, held = set_aside(texts)
            self._held = held_out_samples(held, self._mixture)

    def tune(self, learned: Sequence[Sample], held: Sequence[Sample], say: Callable[[str], None] = lambda _: None) -> Tuned:
        """Train on some samples and measure on the others; the weights stay changed."""
        before, general = self.loss(held), self.loss(self._held) if self._held else None
        optimizer = torch.optim.AdamW([p for p in self.model.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01)
        torch.manual_seed(3)
        rng, steps = Random("tune"), 0
        words = vocabulary(self._texts)
        self.model.train()
        for epoch in range(EPOCHS):
            batches = batched(learned, BATCH_WORDS)
            rng.shuffle(batches)
            for batch in batches[: max(0, MOST_STEPS - steps)]:
                mixed = chunk(self._texts, self._edits, self._mixture, rng, len(batch) + 4, words, 1.0) if self._texts else []
                losses = [loss for samples in (batch, mixed) if (loss := self._loss(samples)) is not None]
                if not losses:
                    continue
                optimizer.zero_grad(set_to_none=True)
                (sum(losses) / len(losses)).backward()
                torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                optimizer.step()
                steps += 1
            say(
                f"pass {epoch + 1} of {EPOCHS} over the decisions: loss on those set aside {self.loss(held):.4f}, before {before:.4f}"
            )
        return Tuned(before, self.loss(held), general, self.loss(self._held) if self._held else None, steps)

    def _loss(self, samples: Sequence[Sample]) -> Any:
        """Loss of a batch; None where nothing is to be learned of it (no samples, or only behind the sub-words that are read)."""
        batch = batch_of(self._tokenizer, samples) if samples else None
        if batch is None or not (batch.labels != IGNORE).any():
            return None
        return loss_of(self.model(batch.ids, batch.mask, batch.features), batch, torch.ones(len(INDEX)))

    def loss(self, samples: Sequence[Sample]) -> float:
        """Mean loss of a learned word, without dropout; 0 for no samples."""
        self.model.eval()
        total = count = 0.0
        with torch.no_grad():
            for held in batched(samples, 4 * BATCH_WORDS):
                known = sum(label != IGNORE for sample in held for label in sample.labels)
                if (loss := self._loss(held)) is not None:
                    total += float(loss) * known
                    count += known
        self.model.train()
        return total / max(1.0, count)

    def save(self, folder: Path, encoder: Path) -> Checkpoint:
        """Write the weights as the result of a run, so that they can be exported and tuned again."""
        import json
        import shutil

        from tanqih.training.checkpoint import FINISHED, RUN_ENCODER
        from tanqih.training.run import ENCODER_FILES

        (folder / RUN_ENCODER).mkdir(parents=True, exist_ok=True)
        for name in ENCODER_FILES:
            shutil.copyfile(encoder / name, folder / RUN_ENCODER / name)
        about = {**self.about, "tuned": True}
        torch.save({"model": self.model.state_dict(), "about": json.dumps(about)}, folder / f"{FINISHED}.tmp")
        (folder / f"{FINISHED}.tmp").replace(folder / FINISHED)
        return Checkpoint.find(folder)
