"""Training samples: damaged and clean prose, and real post-edits, as words with labels."""

from __future__ import annotations

import difflib
import gzip
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from tanqih.models.labels import APPEND, DELETE, INDEX, INSERTED, KEEP, LEFT, LOWER, REPLACE, RIGHT, UPPER
from tanqih.models.words import words_of
from tanqih.training.damage import damage, grammar, labelled, pieces_of
from tanqih.training.damage.recipe import Operator, wrong_word

IGNORE = -100
"""Label of what is not to be learned (torch.nn.CrossEntropyLoss, ignore_index)."""
UNKNOWN = -1.0
"""HTER of what nobody post-edited."""
SHORTEST, LONGEST = 60, 700
SOURCES: dict[str, tuple[int, int]] = {
    "frus": (0, 30_000),
    "congress-releases": (5_000, 60_000),
    "congress-releases-2": (0, 20_000),
    "senate-releases-2005-07": (0, 30_000),
    "state-department": (0, 12_000),
    "white-house-2021-22": (0, 15_000),
    "white-house-2025-26": (0, 5_000),
    "wikipedia-current-events": (5_000, 77_000),
    "digital-gov": (0, 10_000),
    "crs": (0, 9_000),
    "factbook": (0, 5_000),
}
"""Prose files and which of their paragraphs train; the rest of SOURCES.md is kept for measuring."""


class Sample(NamedTuple):
    """Words of a paragraph with what is to be learned of each.

    Attributes:
        words: text and space before.
        labels: number in `models.labels.LABELS`, or IGNORE.
        bad: 1 for a word that a post-editor changed, 0 for one that was kept, IGNORE for damage of our own.
        hter: edits by length that the post-editor made, at most 1; UNKNOWN for damage of our own.
    """

    words: list[tuple[str, bool]]
    labels: list[int]
    bad: list[int]
    hter: float = UNKNOWN


@dataclass(frozen=True)
class Mixture:
    """How a chunk of samples is put together.

    Attributes:
        post_edits: share of real post-edits.
        clean: share of the prose that stays clean.
        rate: mean number of damages of the rest when training begins: dense, since every damage teaches something.
        late_rate: the same when it ends: as rare as they are, so that the probabilities fit.
        curly: share of the prose whose quotation marks are curly.
        wrong_words: weight of the operator that puts in wrong words.
        lost_words, swapped: weights of these operators: of all labels theirs are the hardest to learn, so they are drawn oftener than they occur.
    """

    post_edits: float = 0.12
    clean: float = 0.2
    rate: float = 8.0
    late_rate: float = 1.2
    curly: float = 0.7
    wrong_words: float = 0.8
    lost_words: float = 12.0
    swapped: float = 4.0

    def rate_at(self, progress: float) -> float:
        """Mean number of damages at a share of the training, 0 to 1."""
        return self.rate + (self.late_rate - self.rate) * progress


def paragraphs(folder: Path) -> list[str]:
    """Clean prose that may train, in a fixed order.

    Args:
        folder: `corpora/prose`.
    """
    found: list[str] = []
    for name, (first, last) in SOURCES.items():
        with gzip.open(folder / f"{name}.txt.gz", "rt", encoding="utf8") as file:
            for number, line in enumerate(file):
                if number >= last:
                    break
                text = line.strip()
                if number >= first and SHORTEST <= len(text) <= LONGEST and text[-1] in '.!?"' + RIGHT:
                    found.append(text)
    return found


_STRAIGHT = re.compile('"')


def curled(text: str) -> str:
    """Straight double quotation marks as curly ones, where they pair."""
    if text.count('"') % 2:
        return text
    marks = iter((LEFT, RIGHT) * (text.count('"') // 2))
    return _STRAIGHT.sub(lambda _: next(marks), text)


def vocabulary(texts: Sequence[str], size: int = 6_000) -> list[str]:
    """Frequent content words of the prose, in lower case, most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts[:20_000]:
        counts.update(word for word in text.split() if word.isalpha() and word.islower() and len(word) > 4)
    return [word for word, _ in counts.most_common(size)]


def chunk(
    texts: Sequence[str],
    edits: Sequence[Sample],
    mixture: Mixture,
    rng: Random,
    size: int,
    words: list[str],
    progress: float = 0.0,
) -> list[Sample]:
    """One chunk of samples.

    Args:
        texts: clean prose.
        edits: samples of real post-edits.
        mixture: shares.
        rng: draws; the same state gives the same chunk.
        size: number of samples.
        words: for wrong words, see `vocabulary`.
        progress: of the training, 0 to 1.
    """
    count = round(size * mixture.post_edits) if edits else 0
    found = [edits[rng.randrange(len(edits))] for _ in range(count)]
    more: dict[str, tuple[Operator, float]] = {
        "wrong-word": (wrong_word(words), mixture.wrong_words),
        "lost-word": (grammar.lost_word, mixture.lost_words),
        "swapped": (grammar.swapped, mixture.swapped),
    }
    while len(found) < size:
        text = texts[rng.randrange(len(texts))]
        pieces = pieces_of(curled(text) if rng.random() < mixture.curly else text)
        if rng.random() >= mixture.clean:
            damage(pieces, rng, mixture.rate_at(progress), more)
        rows = labelled(pieces)
        found.append(Sample([(t, s) for t, s, _ in rows], [INDEX[label] for _, _, label in rows], [IGNORE] * len(rows)))
    return found


_ENTITIES = {"&quot;": '"', "&apos;": "'", "&amp;": "&", "&#91;": "[", "&#93;": "]"}
_CLOSERS = frozenset(", . ; : ! ? ) ] % ...".split()) | {"\N{HORIZONTAL ELLIPSIS}", RIGHT, "\N{RIGHT SINGLE QUOTATION MARK}"}
_OPENERS = frozenset(("(", "[", "$", LEFT, "\N{LEFT SINGLE QUOTATION MARK}"))


def detokenised(tokens: Sequence[str]) -> list[tuple[str, bool]]:
    """Tokens of a tokenised text with whether white space stands before each in running text."""
    found: list[tuple[str, bool]] = []
    glue, quote = True, False
    for given in tokens:
        word = _ENTITIES.get(given, given)
        closes = word in _CLOSERS or word.startswith(("'", "n't", "\N{RIGHT SINGLE QUOTATION MARK}")) or (word == '"' and quote)
        found.append((word, not glue and not closes))
        quote = quote != (word == '"')
        glue = word in _OPENERS or (word == '"' and quote)
    return found


def post_edits(path: Path) -> Iterator[tuple[str, Sample]]:
    """Real machine translations with what a post-editor made of them: source language and sample, in order.

    Args:
        path: a gzipped TSV with the columns source_language, mt, post_edit, hter, word_and_gap_tags (MLQE-PE, Fomicheva et al. 2022).
    """
    with gzip.open(path, "rt", encoding="utf8") as file:
        header = next(file).rstrip("\n").split("\t")
        for line in file:
            row = dict(zip(header, line.rstrip("\n").split("\t"), strict=True))
            tokens = row["mt"].split()
            tags = row["word_and_gap_tags"].split()[1::2]
            if len(tokens) == len(tags):
                edited = _edited(tokens, tags, row["post_edit"].split())
                yield row["source_language"], edited._replace(hter=min(1.0, float(row["hter"])))


def _edited(tokens: list[str], tags: list[str], edited: list[str]) -> Sample:
    wanted = edit_labels(tokens, edited)
    words: list[tuple[str, bool]] = []
    labels: list[int] = []
    bad: list[int] = []
    for (token, space), tag, label in zip(detokenised(tokens), tags, wanted, strict=True):
        pieces = words_of(token) or []
        for n, piece in enumerate(pieces):
            words.append((piece.text, space and not n))
            last = n == len(pieces) - 1
            whole = label == DELETE or (label is not None and len(pieces) == 1)
            appended = label is not None and label.startswith(APPEND)
            if label is None:
                labels.append(IGNORE)
            else:
                labels.append(INDEX[label] if whole or (appended and last) else INDEX[KEEP])
            bad.append(int(tag == "BAD"))
    return Sample(words, labels, bad)


def edit_labels(tokens: Sequence[str], edited: Sequence[str]) -> list[str | None]:
    """The small edit that brings each token to the edited text; None where it takes more than the labels can say."""
    found: list[str | None] = [KEEP] * len(tokens)
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, tokens, edited, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if kind == "delete" and i2 - i1 <= 3:
            found[i1:i2] = [DELETE] * (i2 - i1)
        elif kind == "insert" and j2 - j1 == 1 and i1 and edited[j1].lower() in INSERTED and found[i1 - 1] == KEEP:
            found[i1 - 1] = APPEND + edited[j1].lower()
        elif kind == "replace" and i2 - i1 == j2 - j1 == 1:
            found[i1] = _replaced(tokens[i1], edited[j1])
        else:
            found[i1:i2] = [None] * (i2 - i1)
            if i1 and kind == "insert":
                found[i1 - 1] = None
    return found


def _replaced(token: str, new: str) -> str | None:
    if token.lower() == new.lower():
        return (
            UPPER if new[:1].isupper() and not token[:1].isupper() else LOWER if token[:1].isupper() and new.islower() else None
        )
    return REPLACE + new.lower() if new.lower() in INSERTED and token.lower() in INSERTED else None
