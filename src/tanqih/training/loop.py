"""The training loop: seeded chunks, a schedule over words seen, checkpoints from which the next piece goes on.

Every step draws from its own seed and the place in the chunk is part of a checkpoint, so a run that was killed and resumed ends with the
weights of one that nothing disturbed.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import torch

from tanqih.models.labels import INDEX, KEEP, LABELS
from tanqih.training.recipes import QUALITY, Recipe
from tanqih.training.samples import Mixture, Sample, chunk, vocabulary
from tanqih.training.tagger import Batch, Tagger, batch_of, loss_of, quality_loss_of

KEEP_WEIGHT = 0.6
WARM_UP = 0.015
LEAST_RATE = 0.03
_PLACE = {"device": "", "threads": 0}
"""Values of a recipe that say where it runs, not what it is."""


class Training:
    """A run that can stop and go on.

    Attributes:
        seen, steps: words and optimizer steps so far.
        curve: words seen and mean loss of each chunk.
        checks: words seen and loss on the held-out texts.
    """

    def __init__(
        self,
        model: Tagger,
        tokenizer: Any,
        recipe: Recipe,
        mixture: Mixture,
        texts: Sequence[str],
        edits: Sequence[Sample],
        held: Sequence[Sample] = (),
        data: str = "",
    ) -> None:
        """Args:
        model: new, or to be filled by `load`.
        tokenizer: see `tagger.batch_of`.
        recipe: sizes and rates.
        mixture: shares of the data.
        texts: clean prose.
        edits: samples of post-edits.
        held: samples that are never trained on, for `checks`.
        data: digest of texts and edits; a checkpoint of other data is refused.
        """
        self.model, self.tokenizer, self.recipe, self.mixture = model.to(recipe.device), tokenizer, recipe, mixture
        self.texts, self.edits, self.held, self.data, self.vocabulary = texts, edits, held, data, vocabulary(texts)
        model.drop(recipe.dropout)
        if recipe.part == QUALITY:
            model.train_branch_only()
        wanted = [parameter for parameter in model.parameters() if parameter.requires_grad]
        self.optimizer = torch.optim.AdamW(wanted, lr=recipe.rate, weight_decay=recipe.decay, fused=True)
        self.weight = torch.ones(len(LABELS), device=recipe.device)
        self.weight[INDEX[KEEP]] = KEEP_WEIGHT
        self.chunks = self.seen = self.steps = 0
        self.curve: list[tuple[int, float]] = []
        self.checks: list[tuple[int, float]] = []
        self._begun_at = 0
        self._losses: list[float] = []

    @property
    def progress(self) -> float:
        """Share of the words that were seen, 0 to 1."""
        return self._share(self.seen)

    def _share(self, seen: int) -> float:
        return min(1.0, seen / self.recipe.words)

    @property
    def loss(self) -> float:
        """Mean loss of the last steps; 0 before the first."""
        last = self._losses[-20:] or [loss for _, loss in self.curve[-1:]]
        return sum(last) / max(1, len(last))

    @property
    def stopped_early(self) -> bool:
        """True when the loss on the held-out texts has not fallen for so long that the recipe ends the run."""
        best = min(range(len(self.checks)), key=lambda at: self.checks[at][1], default=0)
        return 0 < self.recipe.patience < len(self.checks) - best

    @property
    def done(self) -> bool:
        """True when there is nothing left to do: the words are seen, to the end of their chunk, or the run ends early."""
        return not self._losses and (self.progress >= 1.0 or self.stopped_early)

    def run(
        self,
        seconds: float,
        every: float = 300.0,
        save: Callable[[], None] | None = None,
        *,
        better: Callable[[], None] | None = None,
        stop: Callable[[], bool] = lambda: False,
        tell: Callable[[], None] = lambda: None,
    ) -> bool:
        """Train until the recipe is done or the time is up; True when it is done.

        Args:
            seconds: of this piece.
            every: seconds between checkpoints.
            save: makes a checkpoint.
            better: called when the loss on the held-out texts is the lowest so far.
            stop: asked after every step; True ends the piece.
            tell: called after every step.
        """
        if self.recipe.threads:
            torch.set_num_threads(self.recipe.threads)
        end = time.monotonic() + seconds
        due = time.monotonic() + every
        self.model.train()
        while not self.done and time.monotonic() < end and not stop():
            for group in self._groups():
                self._losses.append(self._step(group))
                tell()
                if time.monotonic() >= end or stop():
                    break
                if save and time.monotonic() > due:
                    save()
                    due = time.monotonic() + every
            else:
                self._end_chunk(better)
        if save:
            save()
        return self.done

    def _end_chunk(self, better: Callable[[], None] | None) -> None:
        self.curve.append((self.seen, sum(self._losses) / max(1, len(self._losses))))
        self.chunks += 1
        last = self.checks[-1][0] if self.checks else 0
        self._begun_at, self._losses = self.seen, []
        if self.held and (self.seen - last >= self.recipe.check_words or self.progress >= 1.0):
            loss = self.held_out_loss()
            lowest = min((known for _, known in self.checks), default=float("inf"))
            self.checks.append((self.seen, loss))
            if better and loss < lowest:
                better()

    def _groups(self) -> Iterator[list[tuple[Batch, int]]]:
        """What is left of the current chunk: batches that make a step, each with its words.

        The chunk's number seeds its draws, so that a resumed run sees what an undisturbed one sees.
        """
        rng = Random(f"{self.recipe.seed}-{self.chunks}")
        progress = self._share(self._begun_at)
        samples = chunk(self.texts, self.edits, self.mixture, rng, self.recipe.chunk, self.vocabulary, progress)
        batches = batched(samples, self.recipe.batch_words)
        rng.shuffle(batches)
        size = self.recipe.accumulate
        for at in range(len(self._losses) * size, len(batches), size):
            yield [
                (batch_of(self.tokenizer, held), sum(len(sample.words) for sample in held)) for held in batches[at : at + size]
            ]

    def _step(self, group: Sequence[tuple[Batch, int]]) -> float:
        torch.manual_seed(self.recipe.seed * 1_000_003 + self.steps)  # of the dropout
        rate = self.recipe.rate * min(1.0, self.progress / WARM_UP + 0.01) * max(LEAST_RATE, 1.0 - self.progress)
        for held in self.optimizer.param_groups:
            held["lr"] = rate
        self.optimizer.zero_grad(set_to_none=True)
        total = 0.0
        for batch, words in group:
            loss = self._loss(batch) / len(group)
            loss.backward()
            total += float(loss.detach())
            self.seen += words
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.steps += 1
        return total

    def _loss(self, batch: Batch) -> Any:
        batch = Batch(*(tensor.to(self.recipe.device) for tensor in batch))
        mixed = torch.autocast(self.recipe.device, dtype=torch.bfloat16)
        with mixed if self.recipe.precision == "bf16" else contextlib.nullcontext():
            logits = self.model(batch.ids, batch.mask, batch.features)
        if self.recipe.part == QUALITY:
            return quality_loss_of(logits, batch)
        return loss_of(logits, batch, self.weight)

    def held_out_loss(self) -> float:
        """Mean loss of a word of the held-out texts, without dropout."""
        self.model.eval()
        total = words = 0.0
        with torch.no_grad():
            for held in batched(self.held, 4 * self.recipe.batch_words):
                count = sum(len(sample.words) for sample in held)
                total += float(self._loss(batch_of(self.tokenizer, held))) * count
                words += count
        self.model.train()
        return total / max(1.0, words)

    def save(self, path: Path) -> None:
        """Write a checkpoint in one stroke: weights and optimizer by torch (read back with weights_only), numbers as JSON inside."""
        state = {"chunks": self.chunks, "seen": self.seen, "steps": self.steps, "curve": self.curve}
        state |= {"checks": self.checks, "begun_at": self._begun_at, "losses": self._losses}
        about = {"recipe": asdict(self.recipe), "mixture": asdict(self.mixture), "data": self.data, "state": state}
        found = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "about": json.dumps(about)}
        temporary = path.with_suffix(".tmp")
        torch.save(found, temporary)
        temporary.replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            ValueError: it belongs to another recipe or mixture, or to other data.
        """
        found = torch.load(path, map_location=self.recipe.device, weights_only=True)
        about = json.loads(found["about"])
        recipe = {**asdict(Recipe()), **about["recipe"], **_PLACE}
        if about["mixture"] != asdict(self.mixture) or recipe != {**asdict(self.recipe), **_PLACE}:
            raise ValueError(f"{path} is a checkpoint of another recipe; remove it to start anew")
        if about.get("data", "") not in ("", self.data):
            raise ValueError(f"{path} is a checkpoint of other data; remove it to start anew")
        self.model.load_state_dict(found["model"])
        self.optimizer.load_state_dict(found["optimizer"])
        state = about["state"]
        self.chunks, self.seen, self.steps = state["chunks"], state["seen"], state["steps"]
        self.curve = [(int(seen), float(loss)) for seen, loss in state["curve"]]
        self.checks = [(int(seen), float(loss)) for seen, loss in state.get("checks", ())]
        self._begun_at = state.get("begun_at", self.seen)
        self._losses = list(state.get("losses", ()))


def batched(samples: Sequence[Sample], words: int) -> list[list[Sample]]:
    """Samples of about one length together, at most so many words a batch with the padding counted, shortest first."""
    groups: list[list[Sample]] = [[]]
    for sample in sorted(samples, key=lambda sample: len(sample.words)):
        if (len(groups[-1]) + 1) * len(sample.words) > words and groups[-1]:
            groups.append([])
        groups[-1].append(sample)
    return groups
