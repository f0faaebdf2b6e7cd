"""The edit tagger in torch: a pretrained encoder that also sees case and white space, with a head for edits and one for quality."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from tanqih.models.labels import LABELS
from tanqih.models.words import FEATURES, feature
from tanqih.training.samples import IGNORE, Sample

MAX_PIECES = 192
"""Sub-words of a paragraph that the encoder sees in training."""


class Batch(NamedTuple):
    """Padded tensors, each of shape (samples, sub-words). Labels stand at the first sub-word of a word, else IGNORE."""

    ids: Tensor
    mask: Tensor
    features: Tensor
    labels: Tensor
    bad: Tensor


class Tagger(nn.Module):
    """Labels and quality of words."""

    def __init__(self, encoder: Any, hidden: int) -> None:
        """Args:
        encoder: a BERT-like encoder of transformers, without pooling.
        hidden: its width.
        """
        super().__init__()
        self.encoder = encoder
        self.feature = nn.Embedding(FEATURES, hidden)
        nn.init.zeros_(self.feature.weight)
        self.dropout = nn.Dropout(0.1)
        self.edit = nn.Linear(hidden, len(LABELS))
        self.quality = nn.Linear(hidden, 1)

    @classmethod
    def pretrained(cls, folder: Path) -> Tagger:
        """A new tagger on a pretrained encoder (a folder with config.json and model.safetensors)."""
        from transformers import AutoModel

        encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager"
        )  # on a CPU in bfloat16 several times faster than sdpa
        encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return cls(encoder, encoder.config.hidden_size)

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the edits, (samples, sub-words, labels), and of BAD, (samples, sub-words)."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.feature(features)
        states = self.dropout(self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state)
        return self.edit(states), self.quality(states).squeeze(-1)


def batch_of(tokenizer: Any, samples: Sequence[Sample]) -> Batch:
    """Samples as padded tensors.

    Args:
        tokenizer: a fast tokenizer of the `tokenizers` library, padding on, truncating at `MAX_PIECES`.
        samples: at least one.
    """
    encodings = tokenizer.encode_batch([[text for text, _ in sample.words] for sample in samples], is_pretokenized=True)
    shape = (len(samples), len(encodings[0].ids))
    features = torch.zeros(shape, dtype=torch.long)
    labels, bad = torch.full(shape, IGNORE), torch.full(shape, IGNORE)
    for row, (sample, encoding) in enumerate(zip(samples, encodings, strict=True)):
        known = [feature(text, space=space) for text, space in sample.words]
        seen = None
        for column, word in enumerate(encoding.word_ids):
            if word is None:
                continue
            features[row, column] = known[word]
            if word != seen:
                labels[row, column], bad[row, column] = sample.labels[word], sample.bad[word]
            seen = word
    ids = torch.tensor([encoding.ids for encoding in encodings])
    mask = torch.tensor([encoding.attention_mask for encoding in encodings])
    return Batch(ids, mask, features, labels, bad)


def loss_of(logits: tuple[Tensor, Tensor], batch: Batch, weight: Tensor) -> Tensor:
    """Cross-entropy of the edits, KEEP weighed down, plus half of that of BAD where it is known."""
    edits, quality = logits
    loss = nn.functional.cross_entropy(edits.float().flatten(0, 1), batch.labels.flatten(), weight=weight, ignore_index=IGNORE)
    known = batch.bad != IGNORE
    if known.any():
        loss = loss + 0.5 * nn.functional.binary_cross_entropy_with_logits(quality[known].float(), batch.bad[known].float())
    return loss
