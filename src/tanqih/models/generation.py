"""A sequence-to-sequence model of transformers: loaded with everything off that could run code, asked for its best outputs.

transformers 5 has no text-to-text pipelines any more; this is `generate()` and one pass for the probabilities.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tanqih.errors import MissingExtraError, ModelError
from tanqih.models.folder import first_line
from tanqih.models.languages import languages

BATCH = 16
MOST_TOKENS = 512
"""Tokens of the longest input, where the model does not allow less."""
_LONGER, _MORE = 1.5, 16
"""An output may have so many times the tokens of the longer of input and text, and some more."""


class Output(NamedTuple):
    """An output of the model.

    Attributes:
        text: without special tokens.
        likelihood: the natural logarithm of its probability.
        tokens: how many it has, the end included.
    """

    text: str
    likelihood: float
    tokens: int


class Generator:
    """Model and tokenizer.

    Attributes:
        kind: `model_type` of the configuration.
        vocabulary: ids of the tokens.
    """

    def __init__(self, model: Any, tokenizer: Any, device: str) -> None:
        self._model, self._tokenizer, self._device = model, tokenizer, device
        self._first: int | None = None
        self.kind = str(model.config.model_type)
        self.vocabulary: dict[str, int] = tokenizer.get_vocab()
        self._limit = min(
            MOST_TOKENS,
            int(getattr(model.config, "max_position_embeddings", None) or MOST_TOKENS),
            int(getattr(tokenizer, "model_max_length", None) or MOST_TOKENS),
        )

    @classmethod
    def load(cls, folder: Path) -> Generator:
        """Load a folder that `folder.check` has passed, on the GPU when there is one.

        Raises:
            MissingExtraError: torch or transformers is not installed.
            ModelError: the model cannot be loaded, lacks weights, or its tokenizer disagrees with it.
        """
        try:
            import torch
            from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
        except ImportError:
            raise MissingExtraError(f"the model in {folder}", "models") from None
        safe = {"trust_remote_code": False, "local_files_only": True}
        with _quiet():
            try:
                tokenizer = AutoTokenizer.from_pretrained(folder, **safe)
                model, said = AutoModelForSeq2SeqLM.from_pretrained(
                    folder, use_safetensors=True, output_loading_info=True, **safe
                )
            except Exception as error:  # a broken file can make the libraries raise anything
                raise ModelError(f"{folder}: the model cannot be loaded ({first_line(error)})") from None
        if missing := sorted(said["missing_keys"]):
            raise ModelError(f"{folder}: the weights lack {len(missing)} of the model's tensors ({missing[0]}, …)")
        device = "cuda" if torch.cuda.is_available() else "cpu"
        half = device == "cuda" and torch.cuda.is_bf16_supported()
        model.to(device=device, dtype=torch.bfloat16 if half else torch.float32).eval()
        found = cls(model, tokenizer, device)
        found._check(folder)
        return found

    def _check(self, folder: Path) -> None:
        """Raises:
        ModelError: the tokenizer has ids that the model has no embedding for.
        """
        config, most = self._model.config, max(self.vocabulary.values(), default=0)
        special = [getattr(config, f"{name}_token_id", None) for name in ("pad", "eos", "decoder_start")]
        for side in (self._model.get_encoder(), self._model.get_decoder()):
            rows = side.get_input_embeddings().num_embeddings
            highest = max([most, *(number for number in special if isinstance(number, int))])
            if highest >= rows:
                raise ModelError(
                    f"{folder}: the tokenizer disagrees with the model: it has {highest + 1} tokens, the model knows {rows}; "
                    "fetch both from the same place"
                )

    def speak(self, *, translates: bool) -> bool:
        """Set the languages; True when this is a translation model.

        Args:
            translates: whether the input will be Arabic; with False a model of many languages goes from English to English.

        Raises:
            ModelError: it translates other languages.
        """
        found = languages(self.kind, self._tokenizer, self.vocabulary)
        if found is None or not found.first:
            return found is not None
        self._tokenizer.src_lang = found.source if translates else found.target
        self._tokenizer.tgt_lang = found.target
        self._first = self.vocabulary[found.first]
        return True

    def spells(self, text: str) -> bool:
        """False when the output vocabulary has no tokens for something in the text."""
        unknown = self._tokenizer.unk_token_id
        return unknown is None or unknown not in self._tokenizer(text_target=text)["input_ids"]

    def fits(self, text: str) -> bool:
        """True when the model can take the text as its input."""
        return len(self._tokenizer(text)["input_ids"]) <= self._limit

    def outputs(self, inputs: Sequence[str], standing: Sequence[str], *, beams: int) -> list[tuple[Output, list[Output]]]:
        """For each input what stands in the text now, as the model would write it, and the model's best outputs.

        Args:
            inputs: what `fits`.
            standing: the text that an output would replace.
            beams: width of the beam search and number of outputs.

        Raises:
            Exception: whatever the libraries raise when the model fails or memory runs out.
        """
        order = sorted(range(len(inputs)), key=lambda n: len(inputs[n]))
        done: dict[int, tuple[Output, list[Output]]] = {}
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            found = self._batch([inputs[n] for n in rows], [standing[n] for n in rows], beams)
            done.update(zip(rows, found, strict=True))
        return [done[n] for n in range(len(inputs))]

    def _batch(self, inputs: list[str], standing: list[str], beams: int) -> Iterator[tuple[Output, list[Output]]]:
        import torch

        with torch.inference_mode(), _quiet():
            given = self._tokenizer(inputs, return_tensors="pt", padding=True, return_token_type_ids=False).to(self._device)
            labels = [self._tokenizer(text_target=text)["input_ids"][: self._limit] for text in standing]
            longest = max(given["input_ids"].shape[1], *map(len, labels))
            made = self._model.generate(
                **given,
                num_beams=beams,
                num_return_sequences=beams,
                do_sample=False,
                max_new_tokens=min(self._limit, int(longest * _LONGER) + _MORE),
                **({} if self._first is None else {"forced_bos_token_id": self._first}),
            )
            sequences = [self._trimmed(row[1:]) for row in made.tolist()]
            texts = self._tokenizer.batch_decode(sequences, skip_special_tokens=True)
            for n, label in enumerate(labels):
                rows = [label, *sequences[n * beams : (n + 1) * beams]]
                some = {key: value[n : n + 1] for key, value in given.items()}
                scored = self._likelihoods(some, rows)
                found = [Output(text, *score) for text, score in zip([standing[n], *texts[n * beams :]], scored, strict=False)]
                yield found[0], found[1:]

    def _trimmed(self, row: list[int]) -> list[int]:
        """An output up to its end, without what fills it up: that is the padding, or the end again."""
        end = self._tokenizer.eos_token_id
        row = row[: row.index(end) + 1] if end in row else row
        return [token for token in row if token != self._tokenizer.pad_token_id]

    def _likelihoods(self, given: dict[str, Any], rows: list[list[int]]) -> list[tuple[float, int]]:
        """Log-probability and length of outputs for one input, by one pass over all of them."""
        import torch

        ignored = -100
        width = max(map(len, rows))
        labels = torch.tensor([row + [ignored] * (width - len(row)) for row in rows], device=self._device)
        if self._first is not None:
            labels[:, 0] = ignored  # the language that the output must begin with
        encoded = self._model.get_encoder()(**given)
        hidden = encoded.last_hidden_state.expand(len(rows), -1, -1)
        mask = given["attention_mask"].expand(len(rows), -1)
        logits = self._model(encoder_outputs=(hidden,), attention_mask=mask, labels=labels).logits.float()
        losses = torch.nn.functional.cross_entropy(logits.transpose(1, 2), labels, reduction="none", ignore_index=ignored)
        lengths = (labels != ignored).sum(1)
        return [(-float(loss), int(length)) for loss, length in zip(losses.sum(1), lengths, strict=True)]


@contextmanager
def _quiet() -> Iterator[None]:
    """Let the libraries say nothing: what goes wrong is told in one line of ours."""
    from transformers.utils import logging

    level = logging.get_verbosity()
    bars = logging.is_progress_bar_enabled()
    logging.set_verbosity(logging.CRITICAL)
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
