"""An encoder and corpora so small that training takes a second: for tests only, they learn nothing worth having."""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random

from tanqih.training.samples import SOURCES

WORDS = (
    "the minister said that talks in capital ended after two days and a new round will begin when council of region meets on friday "
    "because farmers who lost harvest asked for help from state while union told reporters it was not sure plan"
).split()
"""All different, so that no word stands twice in a sentence unless it is damaged."""


def paragraph(rng: Random) -> str:
    """Two or three sentences of the words, with a comma each."""
    sentences = []
    for _ in range(rng.randint(2, 3)):
        words = rng.sample(WORDS, rng.randint(8, 14))
        words[4] += ","
        sentences.append(f"{' '.join(words).capitalize()}.")
    return " ".join(sentences)


def corpora(folder: Path, count: int = 60) -> Path:
    """The corpora of a run: `count` paragraphs in each file that is read from its beginning, and 30 post-edits."""
    (folder / "prose").mkdir(parents=True)
    (folder / "post-edits").mkdir()
    for name in SOURCES:
        rng = Random(name)
        with gzip.open(folder / "prose" / f"{name}.txt.gz", "wt", encoding="utf8") as file:
            file.writelines(f"{paragraph(rng)}\n" for _ in range(count))
    write_post_edits(folder / "post-edits" / "train.tsv.gz", 30)
    return folder


def write_post_edits(path: Path, count: int) -> None:
    """Post-edits that delete a doubled word."""
    rng = Random(1)
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.write("source_language\tmt\tpost_edit\thter\tword_and_gap_tags\n")
        for number in range(count):
            tokens = rng.sample(WORDS, 8)
            doubled = [*tokens[:3], tokens[2], *tokens[3:], "."]
            tags = ["BAD" if at == 3 else "OK" for at in range(len(doubled))]
            gaps = " ".join(f"OK {tag}" for tag in tags)
            row = ("ro" if number % 2 else "et", " ".join(doubled), " ".join([*tokens, "."]), "0.1", f"{gaps} OK")
            file.write("\t".join(row) + "\n")


def encoder(folder: Path) -> Path:
    """A BERT of one layer and 16 dimensions with random weights, and its tokenizer. Needs torch, transformers and tokenizers."""
    import torch
    from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import WordPiece
    from transformers import BertConfig, BertModel

    letters = "abcdefghijklmnopqrstuvwxyz"
    known = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS, *letters, *(f"##{letter}" for letter in letters), *",.?!:;-'\"()“”’"]
    vocabulary = {word: number for number, word in enumerate(dict.fromkeys(known))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"]))
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=256,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder
