"""How a replacement is put into a text: form, case, possessive, articles."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from tanqih.english import DETERMINERS, FUNCTION_WORDS, article_for, capitalise, tags
from tanqih.glossary.patterns import HEAD_ENDS
from tanqih.quotation import DOUBLE_MARKS, LEFT_SINGLE, RIGHT_SINGLE

_WORD_BEFORE = re.compile(rf"([^\W\d_]+(?:[{RIGHT_SINGLE}'][^\W\d_]+)*)[ \n\N{{NO-BREAK SPACE}}]+$")
_SENTENCE_START = re.compile(rf"(?:^|[.!?:\N{{HORIZONTAL ELLIPSIS}}][ \n]+|\n)[\"'({DOUBLE_MARKS}{LEFT_SINGLE}-]*[ ]*$")
_ARTICLE = re.compile(r"(?i)(?:the|an?) (?=\w)")
_POSSESSIVE = re.compile(rf"(?P<mark>['{RIGHT_SINGLE}])(?P<s>[sS]?)$")
_PERFECT_OR_PASSIVE = frozenset(
    "has have had having am is are was were be been being get gets got getting by not never also already reportedly since just".split()
)
_PLURAL_SUBJECTS = frozenset("they we you who people men women children police others both all many several civilians".split())
_LETTER_WORD = re.compile(r"[^\W\d_]+")


class Replacement(NamedTuple):
    """An edit that puts new words in: `text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


def form_of(tag: str, text: str, start: int) -> str:
    """Which form a replacement takes, for the form found in the text at an offset."""
    options = tag.split("|")
    before = [m.group().lower() for m in _LETTER_WORD.finditer(text[max(0, start - 30) : start])][-2:]
    if "VBD" in options and "VBN" in options:
        return "VBN" if before and before[-1] in _PERFECT_OR_PASSIVE else "VBD"
    if "VB" in options and len(options) > 1:
        return "VB" if not before or before[-1] != "has" else options[-1]
    return options[0]


def plural_subject(text: str, start: int) -> bool:
    """True when the word before an offset looks like a plural subject ("people", "They", "nurses")."""
    m = _WORD_BEFORE.search(text[max(0, start - 40) : start])
    word = m.group(1).lower() if m else ""
    return word in _PLURAL_SUBJECTS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def replacement(
    text: str, start: int, end: int, new: str, *, possessive: bool = True, proper: Container[str] = frozenset()
) -> Replacement:
    """Put `new` in the place of `text[start:end]`, with the case of what stood there and the article before it.

    Args:
        text: the paragraph.
        start, end: the words that go.
        new: the words that come.
        possessive: True to carry over an ending 's.
        proper: words of the old text, in lower case, that carry a capital of their own, which says nothing about the new words.
    """
    old = text[start:end]
    new = with_case(text, start, old, new, proper)
    if possessive and (m := _POSSESSIVE.search(old)) and not _POSSESSIVE.search(new):
        new += m["mark"] + ("" if new.endswith("s") else m["s"])
    return _with_article(text, start, end, new)


def with_case(text: str, start: int, old: str, new: str, proper: Container[str] = frozenset()) -> str:
    """The new words in the case of the old ones: all capitals, title case, or a capital at the start of a sentence; see `replacement`."""
    if old.isupper() and sum(c.isalpha() for c in old) > 3:
        return new.upper()
    opens = bool(_SENTENCE_START.search(text[max(0, start - 6) : start]))
    content = [
        word for word in (m.group() for m in _LETTER_WORD.finditer(old)) if word.lower() not in FUNCTION_WORDS and len(word) > 1
    ]
    titled = bool(content) and all(word[0].isupper() for word in content)
    tells = any(word.lower() not in proper for word in content) and (not opens or len(content) > 1)
    if titled and (tells or _title_case(text, end=start + len(old))):
        return _titled(new, first=opens)
    return capitalise(new) if opens and old[:1].isupper() and new[:1].isalpha() else new


def _title_case(text: str, end: int) -> bool:
    """True when the words after an offset, up to the end of the line, carry capitals as in a headline."""
    words = [m.group() for m in _LETTER_WORD.finditer(text[end : end + 80].split("\n", maxsplit=1)[0])]
    content = [word for word in words if word.lower() not in FUNCTION_WORDS and len(word) > 1]
    return len(content) > 1 and sum(word[0].isupper() for word in content) > 0.8 * len(content)


def _titled(new: str, *, first: bool) -> str:
    words = new.split(" ")
    return " ".join(capitalise(w) if w.lower() not in FUNCTION_WORDS or (first and i == 0) else w for i, w in enumerate(words))


def _with_article(text: str, start: int, end: int, new: str) -> Replacement:
    """Take the article before the words into the edit where it must change, and drop a second one."""
    m = _WORD_BEFORE.search(text[max(0, start - 40) : start])
    before = m.group(1) if m else ""
    lower = before.lower()
    if lower not in DETERMINERS and not before.endswith((f"{RIGHT_SINGLE}s", "'s")):
        return Replacement(start, end, new)
    if article := _ARTICLE.match(new):
        if lower in ("a", "an") and article.group().lower() == "the ":
            return Replacement(_word_start(text, start, before), end, capitalise(new) if before[0].isupper() else new)
        new = new[article.end() :]
    if lower not in ("a", "an") or not new[:1].isalnum():
        return Replacement(start, end, new)
    at = _word_start(text, start, before)
    if _is_plural(new):
        return Replacement(at, end, capitalise(new) if before[0].isupper() else new)
    right = article_for(new)
    if right == lower:
        return Replacement(start, end, new)
    return Replacement(at, end, f"{capitalise(right) if before[0].isupper() else right}{text[at + len(before) : start]}{new}")


def _is_plural(new: str) -> bool:
    """True when the new words can only be plural, so that no "a" may stand before them."""
    words = new.split(" ")
    head = next((i for i, word in enumerate(words) if i and word.lower() in HEAD_ENDS), len(words)) - 1
    known = tags(words[head].lower())
    return "NNS" in known and "NN" not in known


def _word_start(text: str, start: int, before: str) -> int:
    return text.rindex(before, 0, start)


def deletion(text: str, start: int, end: int) -> Replacement:
    """Delete `text[start:end]` with the white space that it leaves over; a sentence that loses its first word gets a new capital."""
    opens = bool(_SENTENCE_START.search(text[max(0, start - 6) : start]))
    if end < len(text) and text[end].isspace() and (opens or not start or text[start - 1].isspace()):
        end += 1
        if opens and text[end : end + 1].islower():
            return Replacement(start, end + 1, text[end].upper())
    elif start and text[start - 1].isspace():
        start -= 1
    return Replacement(start, end, "")
