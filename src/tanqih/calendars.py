"""Months and weekdays in order: English names, and the romanised ones of the Levantine and Hijri calendars. Tables only."""

from __future__ import annotations

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_APOSTROPHE = "['\N{RIGHT SINGLE QUOTATION MARK}]?"
LEVANTINE = (
    "Kan[uo]+n (?:al-)?(?:[Tt]h?ani|[Ss]econd)|Second Kan[uo]+n", "Shu?bat|Shobat|Shabat", "Adhar|Azar|Athar", "Nisan|Nissan|Naysan", "A[iy]+ar",
    "Ha?[uz]i?[zy]?[aei]?ran|Haziran|Huzairan|Hozeiran", "Tam+[uo]+z|Tamouz", "Aab|Ab|Aob", "[AE][iy]l[uo]+l|Aylool",
    "Ti?shr[ei]+n (?:al-)?(?:[Aa]wwal|[Aa]wal|[Ff]irst)|First Ti?shr[ei]+n", "Ti?shr[ei]+n (?:al-)?(?:[Tt]h?ani|[Ss]econd)|Second Ti?shr[ei]+n",
    "Kan[uo]+n (?:al-)?(?:[Aa]wwal|[Aa]wal|[Ff]irst)|First Kan[uo]+n",
)  # fmt: skip
"""Romanised Levantine months, January first: patterns without groups."""
_SECOND = "(?:[Tt]h?ani|[Aa]khir(?:a|ah)?|II)"
HIJRI = (
    "Muharram", "Safar", f"Rabi{_APOSTROPHE} (?:al-|al |Al-)?(?:[Aa]wwal|[Aa]wal|I)", f"Rabi{_APOSTROPHE} (?:al-|al |Al-)?{_SECOND}",
    "Jumada (?:al-|al |Al-)?(?:[Uu]la|[Aa]wwal|I)", f"Jumada (?:al-|al |Al-)?{_SECOND}", "Rajab", f"Sha{_APOSTROPHE}ban", "Ramadan", "Shawwal",
    f"Dh?u[l]? ?(?:al-|al |l-|Al-)?[Qq][ia]{_APOSTROPHE}?dah?", "Dh?u[l]? ?(?:al-|al |l-|Al-)?[Hh]ijjah?",
)  # fmt: skip
"""Romanised Hijri months, Muharram first: patterns without groups."""
