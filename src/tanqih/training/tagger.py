"""The edit tagger in torch: a pretrained encoder that also sees case and white space, with a head for edits and one for quality.

What damage teaches about edits and what post-edits teach about quality pull the upper layers apart, so the quality can get copies of them
for itself (`Tagger.branch_off`), which are then trained alone; the lower layers and the vocabulary serve both.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
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
    """Padded tensors, each of shape (samples, sub-words), `hter` of (samples,). Labels stand at the first sub-word of a word, else IGNORE."""

    ids: Tensor
    mask: Tensor
    features: Tensor
    labels: Tensor
    bad: Tensor
    hter: Tensor


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
        self.branch = nn.ModuleList()
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

    def branch_off(self, layers: int) -> None:
        """Give the quality copies of the uppermost layers; what it has already goes."""
        self.branch = nn.ModuleList(copy.deepcopy(layer) for layer in list(self.encoder.encoder.layer)[-layers:] if layers)

    def train_branch_only(self) -> None:
        """Freeze all but the layers and the head of the quality."""
        for parameter in self.parameters():
            parameter.requires_grad_(False)
        for part in (self.branch, self.quality):
            part.requires_grad_(True)

    def drop(self, share: float) -> None:
        """Set the share of the states that are dropped in training."""
        for part in self.modules():
            if isinstance(part, nn.Dropout):
                part.p = share

    def load(self, weights: Mapping[str, Tensor]) -> None:
        """Take over weights, with or without layers of the quality.

        Raises:
            RuntimeError: they are those of another encoder or another list of labels.
        """
        self.branch_off(len({name.split(".")[1] for name in weights if name.startswith("branch.")}))
        self.load_state_dict(weights)

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the edits, (samples, sub-words, labels), and of BAD, (samples, sub-words)."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.feature(features)
        found = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=bool(self.branch))
        states = self.dropout(found.last_hidden_state)
        if not self.branch:
            return self.edit(states), self.quality(states).squeeze(-1)
        judged = found.hidden_states[-1 - len(self.branch)]
        hidden = (1.0 - mask[:, None, None, :].to(judged.dtype)) * torch.finfo(torch.float32).min
        for layer in self.branch:
            given = layer(judged, hidden)
            judged = given[0] if isinstance(given, tuple) else given  # a tuple before transformers 5
        return self.edit(states), self.quality(self.dropout(judged)).squeeze(-1)


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
    return Batch(ids, mask, features, labels, bad, torch.tensor([sample.hter for sample in samples]))


def loss_of(logits: tuple[Tensor, Tensor], batch: Batch, weight: Tensor) -> Tensor:
    """Cross-entropy of the edits, KEEP weighed down, plus half of that of BAD where it is known."""
    edits, quality = logits
    loss = nn.functional.cross_entropy(edits.float().flatten(0, 1), batch.labels.flatten(), weight=weight, ignore_index=IGNORE)
    known = batch.bad != IGNORE
    if known.any():
        loss = loss + 0.5 * nn.functional.binary_cross_entropy_with_logits(quality[known].float(), batch.bad[known].float())
    return loss


def quality_loss_of(logits: tuple[Tensor, Tensor], batch: Batch) -> Tensor:
    """Cross-entropy of BAD, plus half of that of a segment's mean with its HTER, which is what the estimate is."""
    quality, known = logits[1].float(), batch.bad != IGNORE
    words = nn.functional.binary_cross_entropy_with_logits(quality[known], batch.bad[known].float())
    told = batch.hter >= 0
    means = (quality.sigmoid() * known).sum(-1) / known.sum(-1).clamp(min=1)
    edge = 1e-4  # a mean of 0 or 1 would cost without end
    segments = nn.functional.binary_cross_entropy(means[told].clamp(edge, 1.0 - edge), batch.hter[told]) if told.any() else 0.0
    return words + 0.5 * segments
