"""Months of four calendars, weekdays, halves of the day and offsets from UTC in either language."""

from __future__ import annotations

import re
import tomllib
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from tanqih.arabic import LETTERS, folded
from tanqih.calendars import HIJRI, LEVANTINE, MONTHS, WEEKDAYS
from tanqih.document import Span
from tanqih.lazy import regex
from tanqih.quantities.digits import western


class Kind(Enum):
    """What a date word names."""

    MONTH = "month"
    HIJRI = "Hijri month"
    WEEKDAY = "weekday"
    HALF = "half of the day"


class DateWord(NamedTuple):
    """A month, weekday or half of the day: its place, its number (from 1; 1 and 2 for a.m. and p.m.), and False when it may be another word."""

    kind: Kind
    value: int
    start: int
    end: int
    sure: bool = True

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def name(self) -> str:
        """Its English name."""
        if self.kind is Kind.MONTH:
            return MONTHS[self.value - 1]
        if self.kind is Kind.WEEKDAY:
            return WEEKDAYS[self.value - 1]
        return ("a.m.", "p.m.")[self.value - 1] if self.kind is Kind.HALF else f"month {self.value} of the Hijri year"


SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split()
_NUMBER_OF = {name: n for names in (MONTHS, SHORT_MONTHS) for n, name in enumerate(names, 1)} | {"Sep": 9}
_SHORT_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_DAY_OF = {name: n for names in (WEEKDAYS, _SHORT_DAYS) for n, name in enumerate(names, 1)} | {"Tues": 2, "Thur": 4, "Thurs": 4}
_ENGLISH = regex(
    rf"\b(?:(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})|(?P<day>{'|'.join(sorted(_DAY_OF, key=len, reverse=True))})s?)\b"
    r"|\b(?P<half>[ap]\.?m\b\.?)|(?<=\d)(?P<glued>[ap]\.?m\b\.?)"
)
_ROMANISED = regex("|".join(rf"\b(?:{names})\b" for names in (*LEVANTINE, *HIJRI)))
_BESIDE, _LAST_DAY = 12, 31
_BEHIND_NUMBER = regex(r"\d(?:st|nd|rd|th)?(?: of)?[ ,/-]*$")
_BEFORE_NUMBER = regex(r"\.?,?[ /-]*\d")


@lru_cache(maxsize=64)
def read_english(text: str) -> tuple[DateWord, ...]:
    """The date words of an English text, in order of place. Short names, May and March are unsure without a number beside them."""
    found = []
    for m in _ENGLISH.finditer(text):
        if half := m["half"] or m["glued"]:
            found.append(DateWord(Kind.HALF, 1 if half[0] == "a" else 2, *m.span()))
            continue
        month, day = m["month"], m["day"]
        sure = len(month or day) > 4 or month in ("June", "July")
        if month in ("May", "March") or not sure:
            sure = _beside_number(text, *m.span())
        number = _NUMBER_OF[month] if month else _DAY_OF[day]
        found.append(DateWord(Kind.MONTH if month else Kind.WEEKDAY, number, m.start(), m.end(), sure))
    return tuple(found)


def romanised(text: str) -> tuple[DateWord, ...]:
    """Levantine and Hijri months in Latin letters, in order of place."""
    found = []
    for m in _ROMANISED.finditer(text):
        number = next(i for i, names in enumerate((*LEVANTINE, *HIJRI)) if re.fullmatch(names, m.group()))
        kind, value = (Kind.MONTH, number + 1) if number < len(MONTHS) else (Kind.HIJRI, number - len(MONTHS) + 1)
        found.append(DateWord(kind, value, m.start(), m.end(), sure=False))
    return tuple(found)


def _beside_number(text: str, start: int, end: int) -> bool:
    return bool(_BEHIND_NUMBER.search(text, max(0, start - _BESIDE), start) or _BEFORE_NUMBER.match(text, end))


_DAY_BEFORE = regex(r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? ?[/-]? ?$")
_DAY_BEHIND = regex(r"\.? (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|:|[.,]\d)")


def day_beside(text: str, month: DateWord) -> int | None:
    """The day of the month beside a month of a text in either language, None without one in digits."""
    plain = western(text)
    m = _DAY_BEFORE.search(plain, max(0, month.start - _BESIDE), month.start) or _DAY_BEHIND.match(plain, month.end)
    day = int(m["day"]) if m else 0
    return day if 0 < day <= _LAST_DAY else None


class _Name(NamedTuple):
    """An Arabic name by its first word: the second word of a name of two, "" for one of one."""

    second: str
    kind: Kind
    value: int
    sure: bool


@cache
def _arabic_names() -> dict[str, list[_Name]]:
    raw = tomllib.loads((files("tanqih.quantities") / "data" / "dates.toml").read_text(encoding="utf8"))
    doubtful = {folded(word).text for word in raw["doubtful"]["words"]}
    tables = [(Kind.MONTH, raw["months"]), (Kind.HIJRI, raw["hijri"]), (Kind.WEEKDAY, raw["weekdays"])]
    tables.append((Kind.HALF, {"1": raw["half"]["am"], "2": raw["half"]["pm"]}))
    found: dict[str, list[_Name]] = {}
    for kind, table in tables:
        for value, names in table.items():
            for name in names:
                first, _, second = folded(name).text.partition(" ")
                found.setdefault(first, []).append(_Name(second, kind, int(value), folded(name).text not in doubtful))
    return found


_WORD = regex(f"[{LETTERS}]+")
_CLITICS = regex(
    "[\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}]?[\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}]?"
)


@lru_cache(maxsize=64)
def read_arabic(text: str) -> tuple[DateWord, ...]:
    """The date words of an Arabic text, in order of place; a name that is another word as well is sure beside a number only."""
    plain = folded(text)
    names = _arabic_names()
    found = []
    words = list(_WORD.finditer(plain.text))
    for i, m in enumerate(words):
        entries = names.get(m.group())
        start = m.start()
        if entries is None:
            clitics = _CLITICS.match(m.group())
            if not clitics or not clitics.end():
                continue
            start += clitics.end()
            entries = names.get(m.group()[clitics.end() :])
            if entries is None:
                continue
        following = words[i + 1] if i + 1 < len(words) and plain.text[m.end() : words[i + 1].start()] == " " else None
        for name in sorted(entries, key=lambda entry: not entry.second):
            if name.second and (following is None or following.group() != name.second):
                continue
            end = following.end() if name.second and following else m.end()
            sure = name.sure or _beside_number(plain.text, start, end)
            span = plain.span(start, end)
            found.append(DateWord(name.kind, name.value, span.start, span.end, sure))
            break
    return tuple(found)


_OFFSET = regex(
    r"\b(?:UTC|GMT)[ \N{NO-BREAK SPACE}]?(?P<sign>[+\N{MINUS SIGN}\N{EN DASH}-])[ \N{NO-BREAK SPACE}]?(?P<hours>\d{1,2})(?:[:.](?P<minutes>\d{2}))?"
)


def offsets(text: str) -> list[tuple[int, Span]]:
    """Offsets from UTC in minutes, with their places in the text: UTC+3, GMT-05:30. Digits of any script."""
    found = []
    for m in _OFFSET.finditer(folded(text).text):
        minutes = 60 * int(m["hours"]) + int(m["minutes"] or 0)
        found.append((minutes if m["sign"] == "+" else -minutes, folded(text).span(*m.span())))
    return found
