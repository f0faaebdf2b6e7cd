"""Real models, very small, made where they are needed: they learn a few pairs by heart in a second or two, on one core."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ALSO = "\" ' - ? The a"
"""Words and marks that the vocabularies know besides those of the text."""


def pieces(lines: Sequence[str], **settings: Any) -> bytes:
    """A SentencePiece model of at most 200 pieces, and the words of the lines as one piece each, which keeps outputs short."""
    import sentencepiece
    from sentencepiece.sentencepiece_model_pb2 import ModelProto

    words = " ".join([*lines, ALSO]).replace(".", " .").split()
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(words * 20),
        model_writer=model,
        vocab_size=200,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
        num_threads=1,
        **settings,
    )
    found = ModelProto.FromString(model.getvalue())
    known = {piece.piece for piece in found.pieces}
    for word in dict.fromkeys(words):
        if f"\u2581{word}" not in known:
            found.pieces.add(piece=f"\u2581{word}", score=0.0)
    return bytes(found.SerializeToString())


def t5(folder: Path, pairs: Sequence[tuple[str, str]], *, steps: int = 60, embeddings: int = 256) -> Path:
    """A T5 in a folder, as the hub has it: config.json, model.safetensors, spiece.model."""
    from transformers import AutoTokenizer, T5Config, T5ForConditionalGeneration

    folder.mkdir(parents=True)
    lines = [text for pair in pairs for text in pair]
    (folder / "spiece.model").write_bytes(pieces(lines, pad_id=0, eos_id=1, unk_id=2, bos_id=-1))
    size = {"d_model": 64, "d_kv": 16, "d_ff": 128, "num_layers": 2, "num_heads": 4, "dropout_rate": 0.0}
    model = T5ForConditionalGeneration(T5Config(vocab_size=embeddings, decoder_start_token_id=0, **size))
    model.save_pretrained(folder)
    if steps:
        _learn(model, AutoTokenizer.from_pretrained(folder), pairs, steps)
        model.save_pretrained(folder)
    return folder


def marian(folder: Path, pairs: Sequence[tuple[str, str]], *, source: str = "ar", target: str = "en", steps: int = 100) -> Path:
    """A Marian translator in a folder: source.spm, target.spm, vocab.json and the rest."""
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    folder.mkdir(parents=True)
    names: dict[str, int] = {"</s>": 0, "<unk>": 1}
    for side, name in enumerate(("source.spm", "target.spm")):
        model = pieces([pair[side] for pair in pairs], unk_id=1, bos_id=-1, eos_id=0, pad_id=-1)
        (folder / name).write_bytes(model)
        for piece in _spelled(model):
            names.setdefault(piece, len(names))
    names["<pad>"] = len(names)
    (folder / "vocab.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf8")
    made = MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
        source_lang="ar",
        target_lang="en",
    )
    pad = names["<pad>"]
    ids = {"pad_token_id": pad, "decoder_start_token_id": pad, "eos_token_id": 0, "forced_eos_token_id": None}
    return _saved(folder, MarianMTModel(MarianConfig(vocab_size=len(names), **_size(), **ids)), made, pairs, steps)


def bart(folder: Path, pairs: Sequence[tuple[str, str]], *, steps: int = 60) -> Path:
    """A BART in a folder, with a vocabulary of bytes: it can write everything."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig, BartForConditionalGeneration, BartTokenizer

    folder.mkdir(parents=True)
    vocabulary = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    vocabulary.train_from_iterator([text for pair in pairs for text in pair] * 5, vocab_size=400, special_tokens=special)
    vocabulary.save_model(str(folder))
    tokenizer = BartTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))
    model = BartForConditionalGeneration(BartConfig(vocab_size=len(tokenizer), **_size(), forced_bos_token_id=0))
    return _saved(folder, model, tokenizer, pairs, steps)


def nllb(folder: Path, pairs: Sequence[tuple[str, str]], *, steps: int = 80) -> Path:
    """An NLLB in a folder: a translator of many languages that are tokens of its vocabulary."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    folder.mkdir(parents=True)
    trained = Tokenizer(models.BPE(unk_token="<unk>"))
    trained.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.BpeTrainer(vocab_size=300, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False)
    trained.train_from_iterator([text for pair in pairs for text in pair] * 5, trainer)
    told = json.loads(trained.to_str())["model"]
    merges = [tuple(pair) for pair in told["merges"]]
    tokenizer = NllbTokenizer(vocab=told["vocab"], merges=merges, src_lang="arb_Arab", tgt_lang="eng_Latn")
    config = M2M100Config(vocab_size=len(tokenizer), **_size(), encoder_layerdrop=0.0, decoder_layerdrop=0.0)
    return _saved(folder, M2M100ForConditionalGeneration(config), tokenizer, pairs, steps)


def _size() -> dict[str, Any]:
    """Settings of a small encoder and decoder."""
    size: dict[str, Any] = {"d_model": 64, "max_position_embeddings": 128, "dropout": 0.0, "attention_dropout": 0.0}
    for part in ("encoder", "decoder"):
        size |= {f"{part}_layers": 2, f"{part}_attention_heads": 4, f"{part}_ffn_dim": 128}
    return size


def _saved(folder: Path, model: Any, tokenizer: Any, pairs: Sequence[tuple[str, str]], steps: int) -> Path:
    tokenizer.save_pretrained(folder)
    _learn(model, tokenizer, pairs, steps)
    model.save_pretrained(folder)
    return folder


def _spelled(model: bytes) -> list[str]:
    import sentencepiece

    found = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [found.id_to_piece(n) for n in range(found.get_piece_size())]


def _learn(model: Any, tokenizer: Any, pairs: Sequence[tuple[str, str]], steps: int) -> None:
    """Teach a model some pairs by heart."""
    import torch

    given = tokenizer([before for before, _ in pairs], return_tensors="pt", padding=True)
    wanted = tokenizer(text_target=[after for _, after in pairs], return_tensors="pt", padding=True).input_ids
    wanted = wanted.masked_fill(wanted == tokenizer.pad_token_id, -100)
    optimizer = torch.optim.Adam(model.parameters(), 5e-3)
    for _ in range(steps):
        model(**given, labels=wanted).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
