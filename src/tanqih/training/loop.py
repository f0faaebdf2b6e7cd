"""The training loop: seeded chunks, a schedule over words seen, checkpoints from which the next piece goes on."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch

from tanqih.models.labels import INDEX, KEEP, LABELS
from tanqih.training.samples import Mixture, Sample, chunk, vocabulary
from tanqih.training.tagger import Batch, Tagger, batch_of, loss_of

KEEP_WEIGHT = 0.6
WARM_UP = 0.015
LEAST_RATE = 0.03


@dataclass(frozen=True)
class Recipe:
    """What a run is made of.

    Attributes:
        words: words to be seen in all.
        rate: highest learning rate.
        batch_words: words of a batch, padding not counted.
        chunk: samples that are drawn, sorted by length and shuffled as batches at a time.
        seed: of damage, order and weights.
        decay: weight decay.
        device: "cpu" or "cuda".
        threads: of torch on a CPU; 0 leaves them alone.
    """

    words: int = 9_000_000
    rate: float = 2e-4
    batch_words: int = 1_000
    chunk: int = 960
    seed: int = 3
    decay: float = 0.01
    device: str = "cpu"
    threads: int = 2


class Training:
    """A run that can stop and go on."""

    def __init__(
        self, model: Tagger, tokenizer: Any, recipe: Recipe, mixture: Mixture, texts: Sequence[str], edits: Sequence[Sample]
    ) -> None:
        """Args:
        model: new, or to be filled by `load`.
        tokenizer: see `tagger.batch_of`.
        recipe: sizes and rates.
        mixture: shares of the data.
        texts: clean prose.
        edits: samples of post-edits.
        """
        self.model, self.tokenizer, self.recipe, self.mixture = model.to(recipe.device), tokenizer, recipe, mixture
        self.texts, self.edits, self.vocabulary = texts, edits, vocabulary(texts)
        wanted = [parameter for parameter in model.parameters() if parameter.requires_grad]
        self.optimizer = torch.optim.AdamW(wanted, lr=recipe.rate, weight_decay=recipe.decay, fused=True)
        self.weight = torch.ones(len(LABELS), device=recipe.device)
        self.weight[INDEX[KEEP]] = KEEP_WEIGHT
        self.chunks = self.seen = self.steps = 0
        self.curve: list[tuple[int, float]] = []

    @property
    def progress(self) -> float:
        """Share of the words that were seen, 0 to 1."""
        return min(1.0, self.seen / self.recipe.words)

    def run(self, seconds: float, every: float = 300.0, save: Callable[[], None] | None = None) -> bool:
        """Train until the recipe is done or the time is up; True when it is done.

        Args:
            seconds: of this piece.
            every: seconds between checkpoints.
            save: makes a checkpoint.
        """
        if self.recipe.threads:
            torch.set_num_threads(self.recipe.threads)
        end = time.monotonic() + seconds
        due = time.monotonic() + every
        self.model.train()
        while self.progress < 1.0 and time.monotonic() < end:
            losses = [self._step(batch, words) for batch, words in self._batches()]
            self.chunks += 1
            self.curve.append((self.seen, sum(losses) / len(losses)))
            if save and time.monotonic() > due:
                save()
                due = time.monotonic() + every
        if save:
            save()
        return self.progress >= 1.0

    def _batches(self) -> Iterator[tuple[Batch, int]]:
        """Batches of the next chunk; the chunk's number seeds its draws, so that a resumed run sees what an undisturbed one sees."""
        rng = Random(f"{self.recipe.seed}-{self.chunks}")
        samples = sorted(
            chunk(self.texts, self.edits, self.mixture, rng, self.recipe.chunk, self.vocabulary, self.progress),
            key=lambda sample: len(sample.words),
        )
        groups: list[list[Sample]] = [[]]
        for sample in samples:
            if (len(groups[-1]) + 1) * len(sample.words) > self.recipe.batch_words and groups[-1]:
                groups.append([])
            groups[-1].append(sample)
        rng.shuffle(groups)
        for group in groups:
            yield batch_of(self.tokenizer, group), sum(len(sample.words) for sample in group)

    def _step(self, batch: Batch, words: int) -> float:
        rate = self.recipe.rate * min(1.0, self.progress / WARM_UP + 0.01) * max(LEAST_RATE, 1.0 - self.progress)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        batch = Batch(*(tensor.to(self.recipe.device) for tensor in batch))
        with torch.autocast(self.recipe.device, dtype=torch.bfloat16):
            logits = self.model(batch.ids, batch.mask, batch.features)
        loss = loss_of(logits, batch, self.weight)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.steps += 1
        self.seen += words
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """Write a checkpoint in one stroke: weights and optimizer by torch (read back with weights_only), numbers as JSON inside."""
        state = {"chunks": self.chunks, "seen": self.seen, "steps": self.steps, "curve": self.curve}
        about = json.dumps({"recipe": asdict(self.recipe), "mixture": asdict(self.mixture), "state": state})
        temporary = path.with_suffix(".tmp")
        torch.save({"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "about": about}, temporary)
        temporary.replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            ValueError: it belongs to another recipe or mixture.
        """
        found = torch.load(path, map_location=self.recipe.device, weights_only=True)
        about = json.loads(found["about"])
        if about["mixture"] != asdict(self.mixture) or {**about["recipe"], "device": "", "threads": 0} != {
            **asdict(self.recipe),
            "device": "",
            "threads": 0,
        }:
            raise ValueError(f"{path} is a checkpoint of another recipe; remove it to start anew")
        self.model.load_state_dict(found["model"])
        self.optimizer.load_state_dict(found["optimizer"])
        state = about["state"]
        self.chunks, self.seen, self.steps = state["chunks"], state["seen"], state["steps"]
        self.curve = [(int(seen), float(loss)) for seen, loss in state["curve"]]
