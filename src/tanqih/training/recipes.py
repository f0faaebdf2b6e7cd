"""What a run is made of, and the runs that are kept: of the edits on a CPU in a few hours or on one GPU in twenty minutes, of the quality."""

from __future__ import annotations

from dataclasses import dataclass, replace

EDITS, QUALITY = "edits", "quality"
QUALITY_WORDS = 1_900_000
"""Three times the post-edits."""


@dataclass(frozen=True)
class Recipe:
    """What a run is made of.

    Attributes:
        part: what is learned: EDITS, all weights on damaged prose and post-edits; QUALITY, the layers of the quality alone on post-edits.
        words: words to be seen in all.
        rate: highest learning rate.
        batch_words: words of a batch, padding not counted.
        chunk: samples that are drawn, sorted by length and shuffled as batches at a time.
        seed: of damage, order and weights.
        decay: weight decay.
        layers: upper layers that the quality gets for itself.
        dropout: share of the states that are dropped; none for damage, which never comes twice.
        device: "cpu" or "cuda".
        threads: of torch on a CPU; 0 leaves them alone.
        accumulate: batches whose gradients make one step.
        precision: "bf16": matrix products in bfloat16, weights and sums in float32; "fp32": everything in float32.
        check_words: words seen between two looks at the held-out texts.
        patience: looks without a lower loss after which the run ends early; 0 for never.
    """

    part: str = EDITS
    words: int = 9_000_000
    rate: float = 2e-4
    batch_words: int = 1_000
    chunk: int = 960
    seed: int = 3
    decay: float = 0.01
    layers: int = 0
    dropout: float = 0.0
    device: str = "cpu"
    threads: int = 2
    accumulate: int = 1
    precision: str = "bf16"
    check_words: int = 300_000
    patience: int = 0


CPU = Recipe(patience=20)
GPU = replace(
    CPU,
    words=60_000_000,
    rate=4e-4,
    batch_words=8_000,
    accumulate=2,
    chunk=7_680,
    device="cuda",
    threads=0,
    check_words=1_500_000,
)
"""Larger steps, and more of them; two batches a step, so that a small card holds one."""
JUDGE = Recipe(part=QUALITY, words=QUALITY_WORDS, layers=4, dropout=0.1, check_words=300_000, patience=4)
"""Begins with the weights of a finished run; on a CPU in a quarter of an hour."""
RECIPES = {"cpu": CPU, "gpu": GPU, "quality": JUDGE}
GPU_MINUTES = 9.0
"""Of a piece of a run on a GPU, when nothing else is said: so that it ends, with its checkpoint written, within ten."""
