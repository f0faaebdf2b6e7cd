"""From trained weights to a folder that the runtime reads: ONNX, quantised to eight bits, with the tokenizer and `model.json`.

Needs torch, transformers, onnx, onnxruntime and tokenizers.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import torch

from tanqih.errors import ModelError
from tanqih.formats.files import replace_file
from tanqih.models.calibration import Calibration
from tanqih.models.manifest import MANIFEST, TOKENIZER, WEIGHTS, Manifest
from tanqih.models.tokens import batches, windows_of
from tanqih.models.words import words_of
from tanqih.training.tagger import MAX_PIECES, Tagger

OPSET = 17
INPUTS, OUTPUTS = ("ids", "mask", "features"), ("labels", "quality")
MAX_BYTES = 40_000_000
"""Largest file of weights that goes into the repository."""
LEAST_AGREEMENT = 0.99
PROBE = "The talks in Geneva, ended Sunday. Didn\N{RIGHT SINGLE QUOTATION MARK}t resume 2,500 kilometres north-east of Tripoli."
"""Text whose sub-words tell one tokenizer from another."""


class Agreement(NamedTuple):
    """How the quantised model compares with the one it was made from, over the words of some texts.

    Attributes:
        words: how many were compared.
        labels: share of words with the same likeliest label.
        edits: the same among words that the original would change.
        quality: mean absolute difference of P(BAD).
    """

    words: int
    labels: float
    edits: float
    quality: float


def export(
    model: Tagger,
    tokenizer: Path,
    folder: Path,
    *,
    name: str,
    texts: Sequence[str],
    calibration: Calibration | None = None,
    training: Mapping[str, Any] | None = None,
) -> Agreement:
    """Write a model folder; nothing is replaced before the new weights are known to be good.

    Args:
        model: trained, on the CPU.
        tokenizer: its `tokenizer.json`.
        folder: to write; made when it is missing.
        name: of the model.
        texts: paragraphs on which the quantised model is compared with the original; a hundred will do.
        calibration: from `calibrate`, which wants an exported model, so usually None at first.
        training: facts for the model card.

    Raises:
        ModelError: the quantised model differs too much, or is too large.
        InputError: a file cannot be written.
    """
    model = model.eval()
    with tempfile.TemporaryDirectory() as temporary:
        plain, small = Path(temporary) / "plain.onnx", Path(temporary) / WEIGHTS
        _to_onnx(model, plain)
        _quantised(plain, small)
        agreement = compare(model, tokenizer, small, texts)
        size = small.stat().st_size
        if agreement.labels < LEAST_AGREEMENT:
            raise ModelError(
                f"the quantised model agrees with the original on {agreement.labels:.1%} of words; nothing was written"
            )
        if size > MAX_BYTES:
            raise ModelError(f"the quantised model has {size} bytes and may have {MAX_BYTES}; nothing was written")
        shutil.copyfile(tokenizer, Path(temporary) / TOKENIZER)
        facts = {**(training or {}), "agreement": agreement._asdict(), "bytes": size}
        manifest = replace(_manifest(Path(temporary), name, calibration or Calibration()), training=facts)
        folder.mkdir(parents=True, exist_ok=True)
        for file in (WEIGHTS, TOKENIZER):
            replace_file(str(folder / file), [(Path(temporary) / file).read_bytes()])
        write_manifest(folder, manifest)
    return agreement


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the `model.json` of a folder in one stroke; InputError when it cannot be written."""
    replace_file(str(folder / MANIFEST), [manifest.as_json().encode()])


def _to_onnx(model: Tagger, path: Path) -> None:
    """The model as ONNX with free batch and length. Traced with two rows, one padded, so that nothing depends on their shape."""
    ids = torch.ones((2, 9), dtype=torch.long)
    mask = torch.ones_like(ids)
    mask[1, 6:] = 0
    free = {name: {0: "texts", 1: "pieces"} for name in (*INPUTS, *OUTPUTS)}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer warns of shapes that become constants; `compare` shows that none matters
        torch.onnx.export(
            model,
            (ids, mask, torch.zeros_like(ids)),
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=free,
            opset_version=OPSET,
            dynamo=False,  # the newer exporter needs one more package and gives the same graph
        )


def _quantised(plain: Path, small: Path) -> None:
    """Weights in eight bits: matrices with a scale per column, embeddings with one per table; activations are scaled at run time."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().addFilter(_not_about_preprocessing)
    try:
        quantize_dynamic(
            str(plain),
            str(small),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    finally:
        logging.getLogger().removeFilter(_not_about_preprocessing)


def _not_about_preprocessing(record: logging.LogRecord) -> bool:
    return "pre-processing" not in record.getMessage()


def _manifest(folder: Path, name: str, calibration: Calibration) -> Manifest:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    words = tuple(word.text for word in words_of(PROBE))
    probe = tuple(tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False).ids)
    begin, end = tokenizer.encode("", add_special_tokens=True).ids
    return Manifest(
        name=name,
        files={file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in (WEIGHTS, TOKENIZER)},
        vocabulary=tokenizer.get_vocab_size(),
        pieces=MAX_PIECES,
        begin=begin,
        end=end,
        pad=tokenizer.token_to_id("[PAD]") or 0,
        probe=(words, probe),
        calibration=calibration,
    )


def compare(model: Tagger, tokenizer: Path, small: Path, texts: Sequence[str]) -> Agreement:
    """How an ONNX file compares with the model in torch.

    Args:
        model: the original.
        tokenizer: a `tokenizer.json`.
        small: the ONNX file.
        texts: at least one with words.
    """
    import onnxruntime as ort
    from tokenizers import Tokenizer

    read = Tokenizer.from_file(str(tokenizer))
    read.no_padding()
    read.no_truncation()
    begin, end = read.encode("", add_special_tokens=True).ids
    session = ort.InferenceSession(str(small), providers=["CPUExecutionProvider"])
    words = same = edits = same_edits = 0
    apart = 0.0
    for batch in batches(windows_of(read, [words_of(text) for text in texts], MAX_PIECES, begin, end), 2_048):
        length = max(len(window.ids) for window in batch)
        rows = [(w.ids + [0] * (length - len(w.ids)), w.features + [0] * (length - len(w.ids)), len(w.ids)) for w in batch]
        ids, features = torch.tensor([row[0] for row in rows]), torch.tensor([row[1] for row in rows])
        mask = (torch.arange(length)[None] < torch.tensor([row[2] for row in rows])[:, None]).long()
        with torch.no_grad():
            wanted, quality = model(ids, mask, features)
        found, bad = session.run(list(OUTPUTS), {"ids": ids.numpy(), "mask": mask.numpy(), "features": features.numpy()})
        for row, window in enumerate(batch):
            at = [column for _, column in window.first]
            original = wanted[row, at].argmax(-1)
            equal = original == torch.from_numpy(found)[row, at].argmax(-1)
            words += len(at)
            same += int(equal.sum())
            edits += int((original != 0).sum())
            same_edits += int((equal & (original != 0)).sum())
            apart += float((quality[row, at].sigmoid() - torch.from_numpy(bad)[row, at].sigmoid()).abs().sum())
    return Agreement(words, same / max(1, words), same_edits / max(1, edits), apart / max(1, words))
