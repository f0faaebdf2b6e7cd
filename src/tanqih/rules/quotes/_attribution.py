"""Attributions, and quotations closed too early: what the rules on single marks and on bounds share."""

from __future__ import annotations

import re

from tanqih.english import FINITE_AUXILIARIES, SAYING, SUBJECT_PRONOUNS
from tanqih.lazy import regex
from tanqih.quotation import RIGHT_SINGLE, QuoteMark
from tanqih.text import Block, skip_spaces

_VERBS = "|".join(sorted(SAYING - {"claims", "notes", "reports", "promised"} | {"tell", "read", "said"}))
_NAME = rf"[A-Z][\w{RIGHT_SINGLE}'.-]*(?: (?:al-|bin |abu |de )?[A-Z][\w{RIGHT_SINGLE}'.-]*){{0,3}}"
_NOUN_PHRASE = rf"(?:the|a|an|his|her|its|their|one|another) (?:[\w{RIGHT_SINGLE}'-]+ ){{0,5}}?[\w{RIGHT_SINGLE}'-]+"
_SUBJECT = rf"(?:he|she|it|they|we|I|{_NOUN_PHRASE}|{_NAME})"
_APPOSITION = rf"(?:, (?:{_NAME}|{_NOUN_PHRASE}),)?"
_ATTRIBUTION = regex(
    rf"(?:{_SUBJECT}{_APPOSITION}\s+(?:also |later |then )?(?:{_VERBS})\b|(?:{_VERBS})\s+(?=[A-Z]|the |a |an |his |her |one ))"
)
_MAX_REST_WORDS = 30
_STOP_INSIDE = regex(r"[.!?] +[A-Z]")
_SENTENCE_STOP = regex(r"[.!?](?=\s|\W?$)")
_ATTRIBUTION_REACH = 300
"""Code points that an attribution may fill."""
_LEADS_ON = frozenset({"that", "if", "whether"})


def attribution_at(text: str, at: int) -> re.Match[str] | None:
    """The attribution that starts at an offset: subject and verb of saying, or the verb and its subject."""
    return _ATTRIBUTION.match(text, at)


def is_bare_attribution(text: str, at: int, end: int) -> bool:
    """True when `text[at:end]` is an attribution and nothing else: no reported clause with a verb of its own follows it."""
    found = attribution_at(text, at)
    if found is None or found.end() > end:
        return False
    rest = text[found.end() : end].lower().split()
    main = rest
    for i, word in enumerate(rest):
        if word.endswith(",") or word == "who":
            main = rest[: i + 1]
            break
    if any(word.strip(",.;") in _LEADS_ON | (FINITE_AUXILIARIES - {"may", "will"}) for word in main):
        return False
    return len(main) <= 12 and not (main and main[0].strip(",.") in SUBJECT_PRONOUNS)


def find_comma_attribution(text: str, start: int, end: int) -> int | None:
    """Offset of the first comma in `text[start:end]` that is followed by a bare attribution up to the end of its sentence."""
    at = text.find(",", start, end)
    while at >= 0:
        if comma_attribution(text, at, end):
            return at
        at = text.find(",", at + 1, end)
    return None


def comma_attribution(text: str, at: int, end: int | None = None) -> bool:
    """True when a bare attribution follows the comma at an offset and fills the rest of its sentence."""
    end = len(text) if end is None else end
    following = skip_spaces(text, at + 1, end)
    if following == at + 1:
        return False
    stop = _SENTENCE_STOP.search(text, following, min(end, following + _ATTRIBUTION_REACH))
    return is_bare_attribution(text, following, stop.start() if stop else min(end, following + _ATTRIBUTION_REACH))


def closed_early(block: Block, stray: QuoteMark) -> int | None:
    """Offset of the closing mark that ends a quotation too early when `stray` is its real end, else None.

    The words between the two marks must be few and must not be the attribution of the quotation, and no semicolon may part them from it; a
    straight and a curly mark do not end one quotation.
    """
    text, quotations = block.text, block.quotations
    before = quotations.before(stray.at)
    if stray.apart or before is None or before.opens or before.partner is None:
        return None
    close = before.at
    if (text[before.partner] == '"') != (stray.char == '"') or text[close + 1 : close + 2] == ";":
        return None
    between = text[close + 1 : stray.at]
    begin = skip_spaces(text, close + 1)
    if not 1 <= len(between.split()) <= _MAX_REST_WORDS or _STOP_INSIDE.search(between.strip()) or _speaks(text, begin, close):
        return None
    return close


def _speaks(text: str, begin: int, close: int) -> bool:
    """True when the words after the quotation are its attribution: then the second mark lost its opening mark instead."""
    at = begin + (text[begin : begin + 1] == ",")
    at = skip_spaces(text, at)
    return attribution_at(text, at) is not None or (
        text[close - 1] == "," and text[begin].islower() and text.find(".", begin) > 0
    )
