"""Translated names in quotation marks beside the word for what they are: “The Seventh Day” newspaper, the newspaper “Al-Ahram”."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.glossary.names import Names
from tanqih.issue import Suggestion
from tanqih.lazy import regex
from tanqih.quotation import LEFT, LEFT_GUILLEMETS, LEFT_SINGLE, RIGHT, RIGHT_GUILLEMETS, RIGHT_SINGLE
from tanqih.rules._rule import Finding, finding, replace, review
from tanqih.text import Block, Page

CONFIDENCE, TOLD = 0.8, 0.7
_OPEN, _CLOSE = f'"{LEFT}{RIGHT}{LEFT_GUILLEMETS}{LEFT_SINGLE}', f'"{RIGHT}{LEFT}{RIGHT_GUILLEMETS}{RIGHT_SINGLE}'
KINDS = {
    "outlet": "newspaper|daily newspaper|daily|weekly|paper|channel|satellite channel|TV channel|news agency|agency|website|news website|"
    "news site|site|magazine|network|radio station|radio|television|TV|platform|portal",
    "club": "club|team|football club|side",
    "group": "movement|group|militia|organization|organisation|faction|brigades|brigade",
    "party": "party|movement|coalition|alliance|bloc|current|list",
}
_NOUN = "|".join(sorted((noun for nouns in KINDS.values() for noun in nouns.split("|")), key=len, reverse=True))
_QUOTED = rf"[{_OPEN}](?P<name>[A-Z\[][^{_OPEN}{_CLOSE}\n]{{2,40}}?)[,.]?[{_CLOSE}]"
_BEFORE_NOUN = regex(rf"(?P<the>\b[Tt]he )?{_QUOTED} (?P<noun>{_NOUN})\b(?!-)")
_AFTER_NOUN = regex(rf"\b(?P<noun>{_NOUN})s? (?P<mark>){_QUOTED}")
_TOLD = regex(rf"\b(?:told|to|by|with|from|quoted) (?P<mark>){_QUOTED}(?= (?:that|on|in|yesterday|today)\b|[,.])")
_IN_MARKS = rf"[{_OPEN}][A-Z\[][^{_OPEN}{_CLOSE}\n]+[{_CLOSE}]"
QUOTED_ENTITY = rf"{_IN_MARKS} (?:{_NOUN})|(?:{_NOUN})s? {_IN_MARKS}|(?:told|to|by|with|from|quoted) {_IN_MARKS}(?: (?:that|on|in|yesterday|today)|[,.])"
"""Trigger: what may be a name in quotation marks beside the word for what it is."""


def quoted_entities(page: Page, names: Names) -> Iterator[Finding]:
    """Quoted names that the name files know as translations, with the noun that says what they are."""
    for block in page.blocks:
        yield from _in_block(block, names)


def _in_block(block: Block, names: Names) -> Iterator[Finding]:
    text = block.text
    for m in _BEFORE_NOUN.finditer(text):
        if entry := _entry(names, m["name"], m["noun"]):
            house, origin = entry
            article = m["the"] or ""
            first = f"{article}{house} {m['noun']}" if article else f"the {m['noun']} {house}"
            yield _finding(block, *m.span(), m["name"], origin, CONFIDENCE, first, f"the {house} {m['noun']}", house)
    for m in _AFTER_NOUN.finditer(text):
        if entry := _entry(names, m["name"], m["noun"]):
            yield _finding(block, m.start("mark"), m.end(), m["name"], entry[1], CONFIDENCE, entry[0])
    for m in _TOLD.finditer(text):
        if (entry := _entry(names, m["name"], "newspaper")) and " " in m["name"]:
            yield _finding(block, m.start("mark"), m.end(), m["name"], entry[1], TOLD, entry[0])


def _entry(names: Names, name: str, noun: str) -> tuple[str, str] | None:
    """House form and origin of the entry whose translated name this is, of a kind that goes with the noun."""
    kinds = (kind for kind, nouns in KINDS.items() if noun in nouns.split("|"))
    return next((found for kind in kinds if (found := names.entity(name, kind))), None)


def _finding(block: Block, start: int, end: int, name: str, origin: str, confidence: float, *texts: str) -> Finding:
    suggestions = []
    for rank, text in enumerate(dict.fromkeys(texts)):
        made = review(f"write {text}", replace(block, start, end, text), score=round(confidence - 0.1 * rank, 2))
        suggestions.append(Suggestion(made.edits, made.label, origin, made.applicability, made.score))
    return finding(block, start, end, f"“{name}” is a translated name; in English it is {texts[-1]}.", confidence, *suggestions)
