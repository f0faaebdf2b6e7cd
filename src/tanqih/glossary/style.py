"""Suggestions written as a profile wants them: spelling, quotation marks, the article of names, small numbers."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from tanqih.glossary.profiles import Profile
from tanqih.issue import Edit, Suggestion
from tanqih.quotation import LEFT, RIGHT

_WORD = re.compile(r"[^\W\d_]+")
_ARTICLE = re.compile(r"(?<![\w-])[Aa]l(?=-[A-Z])")
_DIGIT = re.compile(r"(?<![\w$£€.,:/-])[2-9](?= [a-z])(?! (?:am|pm|percent|per cent|million|billion|thousand)\b)")
_STRAIGHT = re.compile('"')
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPELLED = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")


def in_style(suggestion: Suggestion, profile: Profile) -> Suggestion:
    """A suggestion with its new text as the profile wants it; the same object when nothing changes."""
    edits = tuple(_edit(edit, profile) for edit in suggestion.edits)
    return suggestion if edits == suggestion.edits else replace(suggestion, edits=edits)


def _edit(edit: Edit, profile: Profile) -> Edit:
    text = written(edit.text, profile)
    return edit if text == edit.text else replace(edit, text=text)


def written(text: str, profile: Profile) -> str:
    """A piece of new text as the profile wants it."""
    if profile.spelling != "keep":
        table = _spellings(profile.spelling)
        text = _WORD.sub(lambda m: _cased(m.group(), table), text)
    if profile.quotes == "curly":
        opened = iter(range(len(text)))
        text = _STRAIGHT.sub(lambda _: LEFT if next(opened) % 2 == 0 else RIGHT, text) if text.count('"') % 2 == 0 else text
    elif profile.quotes == "straight":
        text = text.replace(LEFT, '"').replace(RIGHT, '"')
    if profile.al_style != "keep":
        text = _ARTICLE.sub("al" if profile.al_style == "lower" else "Al", text)
    if profile.number_style == "words":
        text = _DIGIT.sub(lambda m: _NUMBERS[int(m.group()) - 2], text)
    elif profile.number_style == "digits":
        text = _SPELLED.sub(lambda m: str(_NUMBERS.index(m.group()) + 2), text)
    return text


@cache
def _spellings(variety: str) -> dict[str, str]:
    """Words of the other variety and what they are in this one."""
    pairs = tomllib.loads((files("tanqih.glossary") / "data" / "spelling.toml").read_text(encoding="utf8"))["words"]
    return {american: british for british, american in pairs.items()} if variety == "british" else dict(pairs)


def _cased(word: str, table: dict[str, str]) -> str:
    """The word in the chosen variety. A capitalised word is left alone: it may be part of an official name."""
    return table.get(word, word)
