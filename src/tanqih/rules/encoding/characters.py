"""Entities, mojibake and invisible controls."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator

from tanqih.arabic import ARABIC_LETTER, BIDI_CONTROLS, JOINERS
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import RIGHT_SINGLE
from tanqih.rules._rule import Finding, delete, finding, replace, review, rule, safe
from tanqih.rules.encoding import _mojibake
from tanqih.text import Block

ENCODING = "linguistic-conventions/character-encoding"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_INVISIBLE = BIDI_CONTROLS + JOINERS + "\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{WORD JOINER}"
_INVISIBLES = regex(f"[{_INVISIBLE}]+")
_ENTITY = regex(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ABOUT_CODE = regex(r"(?i)\b(?:html|xml|entity|entities|source code|markup|tag)\b|<[a-z/]")
_PERCENT = regex(r"(?:%[0-9A-Fa-f]{2}){3,}")
_LOST_APOSTROPHE = regex(rf"(?<=[a-z])(?P<lost>{REPLACEMENT}|\?)(?=(?:s|t|re|ve|ll|d|m)\b(?![=&/]))")
_LOST = regex(rf"{REPLACEMENT}+|(?<=[a-z])\?\?(?=[a-z])")
_PAIRS = {"\N{LEFT-TO-RIGHT EMBEDDING}", "\N{RIGHT-TO-LEFT EMBEDDING}", "\N{LEFT-TO-RIGHT OVERRIDE}", "\N{RIGHT-TO-LEFT OVERRIDE}",
          "\N{LEFT-TO-RIGHT ISOLATE}", "\N{RIGHT-TO-LEFT ISOLATE}", "\N{FIRST STRONG ISOLATE}"}  # fmt: skip
_PAIR_REACH = 40
_DECODED = ("numbers", "names", "negation", "attribution")
"""What decoding may seem to change: a name, a figure or a "not" is spelled with the damaged characters before it."""


@rule(ENCODING, Severity.MINOR, trigger=r"&#?[A-Za-z0-9]+;|%[0-9A-Fa-f][0-9A-Fa-f]%", changes=_DECODED)
def html_entity(block: Block) -> Iterator[Finding]:
    """A character reference or a percent-encoded word shown as text.

    The site escaped the text twice. The reference is decoded without asking; angle brackets and percent codes are for a person. A story
    that prints code is left alone.
    """
    text = block.text
    about_code = bool(_ABOUT_CODE.search(text))
    for m in _ENTITY.finditer(text):
        meant = m.group()
        for _ in range(3):
            meant = html.unescape(meant)
        if meant == m.group() or "&" in meant[1:] or any(unicodedata.category(c) in ("Cc", "Cs", "Cn") for c in meant):
            continue
        meant = meant.replace("\N{NO-BREAK SPACE}", " ")
        edit = replace(block, m.start(), m.end(), meant)
        shown = f"The character reference {m.group()} stands for {meant}"
        if about_code or meant in "<>":
            yield finding(block, m.start(), m.end(), shown, 0.3 if about_code else 0.6, review("decode it", edit))
        else:
            yield finding(block, m.start(), m.end(), shown, 0.95, safe("decode it", edit))
    for m in _PERCENT.finditer(text):
        try:
            meant = bytes.fromhex(m.group().replace("%", "")).decode()
        except UnicodeDecodeError:
            continue
        if meant.isprintable():
            edit = replace(block, m.start(), m.end(), meant)
            yield finding(block, m.start(), m.end(), "A percent-encoded word is shown as text.", 0.5, review("decode it", edit))


@rule(
    ENCODING,
    Severity.MINOR,
    trigger=f"[{_mojibake.leads()}][^\x01-\x7f]|{REPLACEMENT}|\\?\\?|[a-z]\\?(?:s|t|re|ve|ll|d|m)",
    changes=_DECODED,
)
def mojibake(block: Block) -> Iterator[Finding]:
    """UTF-8 that was read as another code page, or characters lost to a replacement mark.

    A known pair is restored without asking; a lost character is restored by its context, for a person to confirm. Names with real
    accents are left alone.
    """
    text = block.text
    known = _mojibake.table()
    taken: set[tuple[int, int]] = set()
    for m in _mojibake.pattern().finditer(text):
        meant = known[m.group()]
        taken.add(m.span())
        if meant == REPLACEMENT:
            apostrophe = text[m.end() : m.end() + 1] in "stdm" and text[m.start() - 1 : m.start()].isalpha()
            fixes = [review("restore the apostrophe", replace(block, *m.span(), RIGHT_SINGLE))] if apostrophe else []
            yield finding(block, *m.span(), "A character was lost here.", 0.85, *fixes)
            continue
        meant = {"\N{NO-BREAK SPACE}": " ", "\N{ZERO WIDTH NO-BREAK SPACE}": ""}.get(meant, meant)
        message = f"{m.group()} is what {meant or 'a byte order mark'} looks like in the wrong code page."
        yield finding(block, *m.span(), message, 0.95, safe("restore it", replace(block, *m.span(), meant)))
    for m in _LOST_APOSTROPHE.finditer(text):
        taken.add(m.span())
        sure = m.group() == REPLACEMENT
        edit = replace(block, *m.span(), RIGHT_SINGLE)
        yield finding(
            block, *m.span(), "An apostrophe was lost here.", 0.9 if sure else 0.7, review("restore the apostrophe", edit)
        )
    for m in _LOST.finditer(text):
        if m.span() not in taken:
            yield finding(block, *m.span(), "A character was lost here.", 0.8 if REPLACEMENT in m.group() else 0.5)


@rule(ENCODING, Severity.NEUTRAL, trigger=f"[{_INVISIBLE}]", supersedes={"punct/spacing"}, changes=_DECODED)
def bidi_control(block: Block) -> Iterator[Finding]:
    """An invisible direction mark, joiner or byte order mark inside English text.

    It was copied from right-to-left text and breaks search and matching. It is removed without asking; inside an Arabic phrase that is kept,
    and as a joiner in an emoji, it is left alone.
    """
    text = block.text
    at = [i for m in _INVISIBLES.finditer(text) for i in range(*m.span()) if not _needed(text, i, *m.span())]
    places, done = set(at), set[int]()
    for i in at:
        if i in done:
            continue
        group = [i]
        while group[-1] + 1 in places:
            group.append(group[-1] + 1)
        close = next((j for j in range(group[-1] + 1, i + _PAIR_REACH + 1) if j in places and text[j] not in _PAIRS), None)
        if text[i] in _PAIRS and close is not None:
            group.append(close)
        done.update(group)
        names = ", ".join(sorted({f"U+{ord(text[j]):04X}" for j in group}))
        edits = [delete(block, j, j + 1) for j in group]
        message = f"Invisible control characters stand in English text ({names})."
        yield finding(block, group[0], group[-1] + 1, message, 0.9, safe("remove them", *edits))


def _needed(text: str, at: int, before: int, after: int) -> bool:
    """True inside an Arabic phrase or an emoji; `before` and `after` bound the run of invisible characters."""
    before_it, after_it = text[before - 1 : before] if before else "", text[after : after + 1]
    if text[at] in JOINERS and any(
        c and (ord(c) > 0x2190 and unicodedata.category(c) in ("So", "Sk", "Mn")) for c in (before_it, after_it)
    ):
        return True
    return any(c and (ARABIC_LETTER.match(c) or "\u0900" <= c <= "\u0dff") for c in (before_it, after_it))
