"""What a model wrote in place of a passage: whether it may be looked at, and the smallest edits that turn the one into the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tanqih.english import FUNCTION_WORDS
from tanqih.models.interface import Change
from tanqih.models.words import Word, words_of

LENGTHS = (0.4, 1.6)
"""How much shorter or longer a rewriting may be, as a share of the passage."""
SLACK = 30
"""Code points by which it may always be shorter or longer: short passages vary more."""
ENGLISH_WORDS = 8
"""Fewer words than this say nothing of a text's language."""
ENGLISH_SHARE = 0.5
"""Least share of function words in a rewriting, measured in that of the passage."""
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_PLAIN = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
        "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
        "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{NO-BREAK SPACE}": " ",
    }
)
_FUNCTION_WORD = re.compile("[a-z]+(?:'[a-z]+)?")


def plain(text: str) -> str:
    """The text with straight quotation marks and hyphens, of the same length: what tokenizers often make of it anyway."""
    return text.translate(_PLAIN)


def tidied(after: str) -> str:
    """What a model wrote on one line, one space between two words."""
    return " ".join(after.split())


def objection(before: str, after: str) -> str:
    """Why a rewriting of a passage is turned down as a whole; "" when it may be compared with it.

    It must be of similar length, in Latin script as far as the passage is, in English, and without control, format and private characters.
    """
    strange = {char for char in set(after) - set(before) if unicodedata.category(char) in _FORBIDDEN}
    if strange:
        return f"it holds the control character U+{ord(min(strange)):04X}"
    least, most = (share * len(before) for share in LENGTHS)
    if not min(least, len(before) - SLACK) <= len(after) <= max(most, len(before) + SLACK):
        return f"it is {len(after)} characters long where the passage has {len(before)}"
    known = set(before)
    if any(char.isalpha() and char not in known and not unicodedata.name(char, "").startswith("LATIN") for char in set(after)):
        return "it is not in Latin script"
    words = _words(after)
    if len(words) >= ENGLISH_WORDS and _function_share(words) < ENGLISH_SHARE * _function_share(_words(before)):
        return "it is not in English"
    return ""


def _words(text: str) -> list[str]:
    return _FUNCTION_WORD.findall(plain(text).lower())


def _function_share(words: Sequence[str]) -> float:
    return sum(word in FUNCTION_WORDS for word in words) / len(words) if words else 0.0


def changes(before: str, after: str) -> list[Change]:
    """The smallest word-level edits that turn one text into another, in order; offsets count code points of `before`.

    White space differs only where there is none on one side; straight and typographic marks are the same, and stay as they are.
    """
    from rapidfuzz.distance import Levenshtein

    old, new = words_of(before), words_of(after)
    steps = Levenshtein.opcodes([_compared(word) for word in old], [_compared(word) for word in new])
    found: list[Change] = []
    for step in steps:
        if step.tag == "equal":
            continue
        start, end = _ends(old, step.src_start), _ends(old, step.src_end)
        text = after[_ends(new, step.dest_start) : _ends(new, step.dest_end)]
        if found and found[-1].end == start:
            start, text = found[-1].start, found[-1].text + text
            found.pop()
        found.append(Change(start, end, text))
    smallest = (_smallest(before, change) for change in found)
    return [change for change in smallest if _compatible(before[change.start : change.end]) != _compatible(change.text)]


def _compatible(text: str) -> str:
    """The text as tokenizers normalise it: an ellipsis is three full stops."""
    return unicodedata.normalize("NFKC", plain(text))


def _ends(words: Sequence[Word], number: int) -> int:
    """Offset behind the first so many words."""
    return words[number - 1].end if number else 0


def _compared(word: Word) -> tuple[str, bool]:
    return plain(word.text), word.space and word.start > 0


def _smallest(before: str, change: Change) -> Change:
    """The change without the white space and the words that it takes out and puts back at its ends."""
    start, end, text = change
    old, new = before[start:end], " ".join(text.split()) if text.strip() else ""
    new = (" " if text[:1].isspace() and new else "") + new
    head = _common(old, new)
    head -= _in_word(old, new, head)
    old, new, start = old[head:], new[head:], start + head
    tail = _common(old[::-1], new[::-1])
    tail -= _in_word(old[::-1], new[::-1], tail)
    return Change(start, end - tail, new[: len(new) - tail])


def _common(one: str, other: str) -> int:
    """Characters at the beginning of two texts that are the same; white space is."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b and not (a.isspace() and b.isspace()):
            break
        length += 1
    return length


def _in_word(one: str, other: str, length: int) -> int:
    """Characters by which a common beginning is too long, because it ends within a word of either text."""
    inside = any(text[length - 1 : length].isalnum() and text[length : length + 1].isalnum() for text in (one, other))
    if not inside:
        return 0
    back = 0
    while back < length and one[length - back - 1].isalnum():
        back += 1
    return back


def applied(text: str, row: Sequence[Change]) -> str:
    """The text with changes made; they are in order and do not overlap."""
    for change in reversed(row):
        text = text[: change.start] + change.text + text[change.end :]
    return text
