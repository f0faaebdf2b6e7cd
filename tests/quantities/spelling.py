"""Numbers spelled out by the rules of school grammars, to be read back: for tests only."""

from __future__ import annotations

_AR_UNITS = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_AR_FEMININE = ("", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_AR_TENS = ("", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_AR_HUNDREDS = ("", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_AR_SCALES = ((10**12, "تريليون", "تريليونان", "تريليونين", "تريليونات"), (10**9, "مليار", "ملياران", "مليارين", "مليارات"),
              (10**6, "مليون", "مليونان", "مليونين", "ملايين"), (1000, "ألف", "ألفان", "ألفين", "آلاف"))  # fmt: skip
_EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_EN_TENS = " . twenty thirty forty fifty sixty seventy eighty ninety".split(" ")
_EN_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def arabic_words(number: int, *, feminine: bool, oblique: bool, old_hundred: bool) -> str:
    """A number in Arabic words.

    Args:
        number: 1 to below 10**15.
        feminine: whether a feminine noun is counted.
        oblique: genitive and accusative instead of nominative.
        old_hundred: the old spelling of one hundred, with an alef.
    """
    parts = []
    for scale, one, two, two_oblique, many in _AR_SCALES:
        count, number = divmod(number, scale)
        if count == 1:
            parts.append(one)
        elif count == 2:
            parts.append(two_oblique if oblique else two)
        elif count:
            words = _below_thousand(count, feminine=False, oblique=oblique, old_hundred=old_hundred)
            parts.append(f"{words} {many if 3 <= count % 100 <= 10 else one}")
    if number:
        parts.append(_below_thousand(number, feminine=feminine, oblique=oblique, old_hundred=old_hundred))
    return " و".join(parts)


def _below_thousand(number: int, *, feminine: bool, oblique: bool, old_hundred: bool) -> str:
    hundred = "مائة" if old_hundred else "مئة"
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds == 2:
        parts.append(hundred[:-1] + ("تين" if oblique else "تان"))
    elif hundreds:
        parts.append(_AR_HUNDREDS[hundreds] + hundred)
    units = _AR_FEMININE if feminine else _AR_UNITS
    if 10 < rest < 20:
        first = {
            11: "إحدى" if feminine else "أحد",
            12: ("اثنتي" if oblique else "اثنتا") if feminine else ("اثني" if oblique else "اثنا"),
        }
        parts.append(f"{first.get(rest, units[rest % 10])} {'عشرة' if feminine else 'عشر'}")
    elif rest <= 10:
        parts.extend([units[rest]] if rest else [])
    else:
        tens = _AR_TENS[rest // 10] + ("ين" if oblique else "ون")
        parts.append(f"{units[rest % 10]} و{tens}" if rest % 10 else tens)
    return " و".join(parts)


def english_words(number: int, *, conjunction: bool) -> str:
    """A number in English words, with "and" before its tens and units or without."""
    parts = []
    for scale, name in _EN_SCALES:
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{_english_below_thousand(count, conjunction=conjunction)} {name}")
    if number:
        last = _english_below_thousand(number, conjunction=conjunction)
        parts.append(f"and {last}" if conjunction and parts and number < 100 else last)
    return " ".join(parts)


def _english_below_thousand(number: int, *, conjunction: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens = _EN_UNITS[rest] if rest < 20 else _EN_TENS[rest // 10] + (f"-{_EN_UNITS[rest % 10]}" if rest % 10 else "")
    if not hundreds:
        return tens
    start = f"{_EN_UNITS[hundreds]} hundred"
    return f"{start} {'and ' if conjunction else ''}{tens}" if rest else start
