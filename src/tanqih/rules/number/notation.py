"""Numbers, money and dates as Arabic writes them: scores, sums, Levantine and Hijri dates (house style, but for a stray space)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tanqih.calendars import LEVANTINE, MONTHS
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule, safe
from tanqih.text import Block

_SMALL = {w: n for n, w in enumerate("no one two three four five six seven eight nine ten eleven twelve".split())} | {
    "a": 1, "an": 1, "nothing": 0, "nil": 0, "zero": 0, "none": 0, "single": 1,
}  # fmt: skip
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_N = r"(?:\d{1,2}|" + "|".join(sorted(_SMALL, key=len, reverse=True)) + ")"
_GOALS = regex(
    rf"\b(?:(?:with|by|with a score of|with a result of) )?(?P<a>{_N}) (?:clean )?goals? (?:for|against|versus|to) "
    rf"(?P<b>nothing|nil|zero|no goals?|{_N} goals?|(?:one|two|three|four|five)(?= (?:in|on|at|to|against|after|over|thanks|during|and|away|last)\b|[.,;]|$))\b(?! each)",
    re.IGNORECASE,
)
_FEW = ("one", "two", "three", "four", "five")
_WON = regex(
    r"\b(?:wins?|won|winning|victory|lost|loss|loses?|losing|beat|beats|beating|defeated|defeating|defeat|drew|draw|triumphed|overcame|fell|ended|finished|led|leading|trailed)\b"
    r"(?: (?!.*\b(?:scored|conceded)\b)[^,.;]{0,30})? $"
)
_UNANSWERED = regex(
    rf"\b(?:(?:with|by) )?(?P<a>{_N}) (?:clean goals?|(?:clean )?goals? (?:without (?:a |any )?(?:reply|response|answer)|for no (?:reply|response)))\b|"
    rf"\b(?:with|by) a clean (?P<one>goal)\b",
    re.IGNORECASE,
)
_ADDED_MINUTE = regex(
    r"\b(?P<in>in |at )?(?:the )?minute \(?(?:(?P<x>\d{1,2}) ?\+ ?(?P<half>90|45)|(?P<half2>90|45) ?\+ ?(?P<x2>\d{1,2}))\)?",
    re.IGNORECASE,
)
_MINUTE = regex(r"\b(?P<in>in|at) (?:the )?minute \(?(?P<n>\d{1,3})\)?(?![\d+]| ?\+)")
_PENALTY = regex(r"\((?P<n>\d{1,3}(?:\+\d)?) (?:from (?:a |the )?penalty(?: kick| spot)?|penalty kick)\)")
_SIGN_GAP = regex(
    r"(?<![\w])(?:US|A|C)?(?P<sign>[$\N{EURO SIGN}\N{POUND SIGN}\N{YEN SIGN}])(?P<gap>[ \N{NO-BREAK SPACE}]+)(?=\d)"
)
_CURRENCIES = (
    "dollars?|US dollars?|U\\.S\\. dollars?|euros?|pounds?|Egyptian pounds?|Lebanese pounds?|Syrian pounds?|Sudanese pounds?|dinars?|dirhams?|riyals?|rials?|liras?|"
    "shekels?|rupees?|pounds sterling|yen|yuan|roubles?|(?:Iraqi|Kuwaiti|Jordanian|Bahraini|Libyan|Algerian|Tunisian) dinars?|"
    "(?:Emirati|UAE|Moroccan) dirhams?|(?:Saudi|Qatari|Omani|Yemeni) ri[ya]als?"
)
_COUNT = rf"(?:\d{{1,3}}(?:[.,]\d{{1,3}})?|{_N})"
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
_TWO_SCALES = regex(
    rf"\b(?P<a>{_COUNT}) (?P<big>trillion|billion|million) and (?P<b>\d{{1,3}}) (?P<small>billion|million|thousand) (?P<cur>{_CURRENCIES})\b"
)
_THOUSAND_AND = regex(rf"(?<![\d.,])\b(?P<a>\d{{1,3}}|{_N}) thousand(?: and|,) (?P<b>\d{{1,3}}) (?P<cur>{_CURRENCIES})\b")
_THOUSANDS = regex(rf"(?<![\d.,])(?P<a>\d{{1,3}}) thousand (?P<cur>{_CURRENCIES})\b")
_LEVANTINE = dict(zip(MONTHS, LEVANTINE, strict=True))
_LEVANTINE_ANY = "|".join(_LEVANTINE.values())
_GREGORIAN = "|".join(MONTHS)
_DOUBLE_MONTH = regex(
    rf"\b(?P<lev>{_LEVANTINE_ANY})(?P<gap> ?/ ?| ?\()(?P<greg>{_GREGORIAN})\b\)?|\b(?P<greg2>{_GREGORIAN}) ?(?:/ ?(?:{_LEVANTINE_ANY})\b|\((?:{_LEVANTINE_ANY})\))"
)
_LONE_LEVANTINE = regex(rf"(?P<day>\b\d{{1,2}} |\bin |\bof |\bsince |\buntil )(?P<lev>{_LEVANTINE_ANY})(?P<year>,? \d{{4}})\b")
_HIJRI_MONTH = (
    "Muharram|Safar|Rabi[\N{RIGHT SINGLE QUOTATION MARK}']? (?:al-|al |Al-|II?|I)?(?:[Aa]wwal|[Aa]wal|[Tt]h?ani|[Aa]khir|II?)?|Jumada (?:al-|al |Al-)?(?:[Uu]la|[Aa]wwal|[Tt]h?ani|[Aa]khir(?:a|ah)?|II?)|Rajab|"
    "Sha[\N{RIGHT SINGLE QUOTATION MARK}']?ban|Ramadan|Shawwal|Dh?u[l]? ?(?:al-|al |l-|Al-)?(?:[Qq]i[\N{RIGHT SINGLE QUOTATION MARK}']?dah?|[Qq]a[\N{RIGHT SINGLE QUOTATION MARK}']?dah?|[Hh]ijjah?)"
)
_HIJRI_DATE = rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_HIJRI_MONTH})|(?:{_HIJRI_MONTH}) \d{{1,2}}),? \d{{4}}(?: ?(?:AH|A\.H\.|H|Hijri))?"
_GREGORIAN_DATE = rf"(?:(?:{_GREGORIAN}) \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_GREGORIAN})),? \d{{4}}"
_CORRESPONDING = regex(
    rf"(?P<hijri>{_HIJRI_DATE}),? (?:corresponding to|which corresponds to|equivalent to|coinciding with)(?: the)? (?=(?P<greg>{_GREGORIAN_DATE}))"
    rf"|(?P<before>{_HIJRI_DATE}) ?(?:\(|/ ?|- )(?:corresponding to )?(?P<inside>{_GREGORIAN_DATE})(?: ?(?:AD|CE|A\.D\.|G))?\)?"
    rf"|(?P<greg3>{_GREGORIAN_DATE}) ?(?:\(|/ ?)(?:corresponding to )?{_HIJRI_DATE}\)?"
    rf"|(?P<greg2>{_GREGORIAN_DATE})(?P<tail>,? (?:corresponding to|equivalent to)(?: the)? {_HIJRI_DATE})"
)
_ABOUT_CALENDAR = regex(r"(?i)\bcalendars?\b|\bmanuscript|\bcopied in\b|\blunar year")


@rule(
    "locale-conventions/number-format",
    Severity.MINOR,
    trigger=r"[Gg]oals? |[Mm]inute \(?[0-9]|penalty|clean goal",
    wire=True,
    changes={"numbers", "negation"},
)
def score_notation(block: Block) -> Iterator[Finding]:
    """A score or minute in the notation of Arabic sports pages.

    "Two goals for nothing" is 2-0, "the minute (1 + 90)" is the first minute of stoppage time. A person confirms. Aggregate scores and
    minutes in brackets are left alone.
    """
    text = block.text
    for m in _GOALS.finditer(text):
        first, second = _small(m["a"]), _small(m["b"])
        if (
            (m["b"].lower() in _FEW and " for " not in m.group().lower() and not _is_result(text, m))
            or second is None
            or first is None
            or (re.search(r" to ", m.group()) and second and "goal" in m["b"] and not _is_result(text, m))
        ):
            continue
        yield _shown(block, *m.span(), f"{first}-{second}", "A score is spelled out the Arabic way.", 0.8)
    for m in _UNANSWERED.finditer(text):
        first = 1 if m["one"] else _small(m["a"])
        if not any(g.start() <= m.start() < g.end() for g in _GOALS.finditer(text)):
            yield _shown(block, *m.span(), f"{first}-0", "A score is spelled out the Arabic way.", 0.7)
    for m in _ADDED_MINUTE.finditer(text):
        extra, half = int(m["x"] or m["x2"]), m["half"] or m["half2"]
        ordinal = _ORDINALS[extra] if extra < len(_ORDINALS) else f"{extra}th"
        words = f"{m['in'] or 'in '}the {ordinal} minute of {'first-half ' if half == '45' else ''}stoppage time"
        yield _shown(block, *m.span(), words, "A minute of stoppage time is written the Arabic way.", 0.85)
    for m in _MINUTE.finditer(text):
        yield _shown(block, *m.span(), f"{m['in']} the {_nth(int(m['n']))} minute", "A minute is written the Arabic way.", 0.75)
    for m in _PENALTY.finditer(text):
        yield _shown(block, *m.span(), f"({m['n']}, penalty)", "A penalty is written the Arabic way.", 0.75)


def _is_result(text: str, m: re.Match[str]) -> bool:
    """True when the goals are the result of a match: behind "with", which is no English, or right behind a verb of winning."""
    if m.group().lower().startswith("by"):
        return False
    return m.group().lower().startswith("with") or _WON.search(text, max(0, m.start() - 40), m.start()) is not None


def _shown(block: Block, start: int, end: int, text: str, message: str, confidence: float) -> Finding:
    return finding(block, start, end, message, confidence, review(f"write {text}", replace(block, start, end, text)), wire=True)


def _small(words: str) -> int | None:
    word = words.lower().split()[0]
    return int(word) if word.isdigit() else _SMALL.get(word)


def _nth(n: int) -> str:
    if n % 100 in (11, 12, 13):
        return f"{n}th"
    return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th') }"


@rule(
    "locale-conventions/currency-format",
    Severity.MINOR,
    trigger="[$\N{EURO SIGN}\N{POUND SIGN}\N{YEN SIGN}][ \N{NO-BREAK SPACE}]|illion and [0-9]|[0-9] thousand |thousand(?: and|,) [0-9]",
    changes={"numbers"},
)
def currency_scale(block: Block) -> Iterator[Finding]:
    """A sum of money in the order of spoken Arabic, or a space after a currency sign.

    "11 million and 97 thousand dirhams" is 11.097 million dirhams. The space after the sign goes without asking, in every profile; the rest is
    house style for a person to confirm. Two sums joined by "and", figures in quotations and "one million and one" are left alone.
    """
    text = block.text
    for m in _SIGN_GAP.finditer(text):
        message = "A space stands between the currency sign and the sum."
        end = m.end()
        while end < len(text) and (text[end].isdigit() or (text[end] in ".," and text[end + 1 : end + 2].isdigit())):
            end += 1
        yield finding(block, m.start(), end, message, 0.93, safe("close up", replace(block, *m.span("gap"), "")))
    for m in _TWO_SCALES.finditer(text):
        if block.quoted(m.start()) or _SCALES[m["small"]] >= _SCALES[m["big"]]:
            continue
        word = _small(m["a"])
        first = Decimal(m["a"].replace(",", "")) if m["a"][0].isdigit() else Decimal(word or 0)
        total = (first * _SCALES[m["big"]] + int(m["b"]) * _SCALES[m["small"]]) / _SCALES[m["big"]]
        yield _money(block, m, f"{total.normalize():f} {m['big']}", 0.8)
    for m in _THOUSAND_AND.finditer(text):
        count = _small(m["a"])
        if count and not block.quoted(m.start()) and not text.endswith("illion and ", 0, m.start()):
            yield _money(block, m, f"{count * 1000 + int(m['b']):,}", 0.75)
    for m in _THOUSANDS.finditer(text):
        if not block.quoted(m.start()) and not text.endswith("illion and ", 0, m.start()):
            yield _money(block, m, f"{m['a']},000", 0.7)


def _money(block: Block, m: re.Match[str], amount: str, confidence: float) -> Finding:
    dollars = m["cur"].lower().replace("u.s.", "us").rstrip("s") in ("dollar", "us dollar")
    return _shown(
        block,
        *m.span(),
        f"${amount}" if dollars else f"{amount} {m['cur']}",
        "The sum follows the order of spoken Arabic.",
        confidence,
    )


@rule(
    "locale-conventions/date-format",
    Severity.MINOR,
    trigger=r"(?i)kano?u?n|sh[uo]?bat|shabat|adhar|azar|athar|nis+an|naysan|a[iy]+ar|ran[ /(,]|tamm?[uo]+z|aab|aob|ab ?[/(]|[/(] ?ab|ab,? [0-9]|[ae][iy]l[uo]+l|shr[ei]+n|(?:harram|safar|rabi|jumada|rajab|ban|ramadan|shawwal|hij|qi|qa)[^.;]{0,30}[0-9]{4}(?: ?(?:ah|a\.h\.|h|hijri))? ?[(/-]|[0-9]{4} ?[(/] ?(?:the )?(?:[0-9]|muharram|safar|rabi|jumada|rajab|sha|ramadan|shawwal|dh?u)|corresponding to|corresponds to|equivalent to|coinciding with",
    wire=True,
    changes={"numbers", "names"},
)
def hijri_levantine(block: Block) -> Iterator[Finding]:
    """A Levantine month beside or in place of the Gregorian one, or a Hijri date with its Gregorian counterpart.

    The Gregorian date alone is kept. A story about the calendar, the year of a manuscript and a newspaper called Tishreen are left alone.
    """
    text = block.text
    if _ABOUT_CALENDAR.search(text):
        return
    taken: list[tuple[int, int]] = []
    for m in _DOUBLE_MONTH.finditer(text):
        taken.append(m.span())
        yield _shown(block, *m.span(), m["greg"] or m["greg2"], "The month stands in two calendars.", 0.85)
    for m in _LONE_LEVANTINE.finditer(text):
        if any(a <= m.start("lev") < b for a, b in taken):
            continue
        month = next(name for name, names in _LEVANTINE.items() if re.fullmatch(names, m["lev"]))
        yield _shown(block, *m.span("lev"), month, f"{m['lev']} is {month}.", 0.65)
    for m in _CORRESPONDING.finditer(text):
        if m["hijri"]:
            end = m.end("greg")
            yield _shown(block, m.start(), end, m["greg"], "The date stands in two calendars.", 0.85)
        else:
            date = m["inside"] or m["greg3"] or m["greg2"]
            yield _shown(block, *m.span(), date, "The date stands in two calendars.", 0.85)
