"""Percent and currencies beside a number, by the same names in both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from tanqih.arabic import LETTERS, folded
from tanqih.lazy import regex
from tanqih.quantities.digits import PERCENT

_BEFORE, _BEHIND = 4, 24
_SIGNS = {"$": "dollar", "\N{EURO SIGN}": "euro", "\N{POUND SIGN}": "pound", "\N{YEN SIGN}": "yen"}
_SIGN_BEFORE = regex(rf"(?P<sign>[{PERCENT}{''.join(_SIGNS)}]) ?$")
_WORD_BEHIND = regex(
    rf" ?(?P<sign>[{PERCENT}{''.join(_SIGNS)}])| ?-?(?P<word>[{LETTERS}A-Za-z]+)(?: (?P<second>[{LETTERS}A-Za-z]+))?"
)
_ENGLISH = {
    "percent": "%", "per": "%", "pc": "%", "pct": "%", "dollar": "dollar", "dollars": "dollar", "euro": "euro", "euros": "euro",
    "pound": "pound", "pounds": "pound", "lira": "pound", "liras": "pound", "yen": "yen", "yuan": "yuan", "dinar": "dinar",
    "dinars": "dinar", "dirham": "dirham", "dirhams": "dirham", "riyal": "riyal", "riyals": "riyal", "rial": "riyal", "rials": "riyal",
    "shekel": "shekel", "shekels": "shekel", "rupee": "rupee", "rupees": "rupee", "rouble": "rouble", "roubles": "rouble",
    "ruble": "rouble", "rubles": "rouble", "franc": "franc", "francs": "franc",
}  # fmt: skip
_ADJECTIVES = frozenset(
    "us u.s american egyptian saudi iraqi syrian lebanese kuwaiti jordanian emirati moroccan turkish qatari".split()
)


@cache
def _arabic() -> dict[str, str]:
    raw = tomllib.loads((files("tanqih.quantities") / "data" / "arabic.toml").read_text(encoding="utf8"))
    return {folded(word).text: unit for unit, words in raw["units_beside"].items() for word in words.split()}


@cache
def percent_words() -> frozenset[str]:
    """Folded words that mean percent by themselves or behind "in"; none of them is the number one hundred there."""
    return frozenset(word for word, unit in _arabic().items() if unit == "%")


def arabic_unit(text: str, start: int, end: int) -> str:
    """The unit beside `text[start:end]` of folded Arabic text, "" without one."""
    return _sign_before(text, start) or _behind(text, end, _arabic())


def english_unit(text: str, start: int, end: int) -> str:
    """The unit beside `text[start:end]` of English text, "" without one."""
    return _sign_before(text, start) or _behind(text, end, _ENGLISH)


def _sign_before(text: str, start: int) -> str:
    m = _SIGN_BEFORE.search(text, max(0, start - _BEFORE), start)
    return "" if m is None else _SIGNS.get(m["sign"], "%")


def _behind(text: str, end: int, words: dict[str, str]) -> str:
    m = _WORD_BEHIND.match(text, end, end + _BEHIND)
    if m is None:
        return ""
    if m["sign"]:
        return _SIGNS.get(m["sign"], "%")
    word = m["word"].lower()
    if word == "per":
        return "%" if (m["second"] or "").lower() == "cent" else ""
    if word in words:
        return words[word]
    second = (m["second"] or "").lower()
    if second in words and (word in _ADJECTIVES or words[second] == "%"):
        return words[second]
    return ""
