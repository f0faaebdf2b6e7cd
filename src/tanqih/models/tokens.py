"""From words to what the encoder takes: sub-words in windows, batches of like length, and the way back to the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tanqih.models.words import Word, feature

MAX_WORD_PIECES = 24
"""Sub-words of one word that are looked at: an endless string is one word."""
OVERLAP = 48
"""Sub-words, about, that two windows of a long text share, so that every word is read with words on both sides."""


class Window(NamedTuple):
    """A stretch of a text that is read at one go.

    Attributes:
        text: number of the text.
        ids, features: of its sub-words, the two at the ends included.
        first: for each word whose reading counts, its number in the text and the place of its first sub-word.
    """

    text: int
    ids: list[int]
    features: list[int]
    first: list[tuple[int, int]]


def windows_of(tokenizer: Any, texts: Sequence[Sequence[Word]], pieces: int, begin: int, end: int) -> list[Window]:
    """The windows of some texts, in order.

    Args:
        tokenizer: of the `tokenizers` library, neither padding nor truncating.
        texts: the words of each.
        pieces: sub-words of a window at most.
        begin, end: ids of what stands at its ends.
    """
    encodings = tokenizer.encode_batch(
        [[word.text for word in words] for words in texts], is_pretokenized=True, add_special_tokens=False
    )
    found = []
    for number, (words, encoding) in enumerate(zip(texts, encodings, strict=True)):
        parts: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None and len(parts[word]) < MAX_WORD_PIECES:
                parts[word].append(piece)
        shapes = [feature(word.text, space=word.space) for word in words]
        for (start, stop), (counted, done) in _stretches([len(part) for part in parts], pieces - 2):
            found.append(_window(number, parts, shapes, (start, stop), (counted, done), (begin, end)))
    return found


def _window(
    number: int,
    parts: list[list[int]],
    shapes: list[int],
    stretch: tuple[int, int],
    counted: tuple[int, int],
    ends: tuple[int, int],
) -> Window:
    ids, features, first = [ends[0]], [0], []
    for word in range(*stretch):
        if parts[word] and counted[0] <= word < counted[1]:
            first.append((word, len(ids)))
        ids += parts[word]
        features += [shapes[word]] * len(parts[word])
    return Window(number, [*ids, ends[1]], [*features, 0], first)


def _stretches(counts: Sequence[int], room: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Half-open ranges of words that fit into a window, each with the range of those whose reading counts; these part the text."""
    start = counted = 0
    while start < len(counts):
        stop, used = start, 0
        while stop < len(counts) and used + counts[stop] <= room:
            used += counts[stop]
            stop += 1
        if stop == len(counts):
            yield (start, stop), (counted, stop)
            return
        back, shared = stop, 0
        while back > start + 1 and shared + counts[back - 1] <= OVERLAP:
            back -= 1
            shared += counts[back]
        middle = (back + stop) // 2
        yield (start, stop), (counted, middle)
        start, counted = back, middle


def batches(windows: Sequence[Window], most: int) -> Iterator[list[Window]]:
    """Windows of like length together, shortest first, at most so many sub-words with padding (but at least one window)."""
    found: list[Window] = []
    for window in sorted(windows, key=lambda one: len(one.ids)):
        if found and (len(found) + 1) * len(window.ids) > most:
            yield found
            found = []
        found.append(window)
    if found:
        yield found
