"""What the glossary finds on a page: patterns in place, judged by context, the longest first.

Evidence decides how sure a match is (`Entry.evidence`): a pattern that is wrong wherever it stands, one that needs a near word, one that
only the Arabic can tell. Where the Arabic is there it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tanqih.english import NEVER_FINAL_ABBREVIATIONS
from tanqih.glossary.arabicside import contains
from tanqih.glossary.context import Context
from tanqih.glossary.entries import STANCE_RULES, AnyEntry, Entry
from tanqih.glossary.index import Compiled
from tanqih.glossary.patterns import APOSTROPHE, CAPITAL, DELETE, DEMANDS, GAP_MARKS, REPORT, TOKEN, token_of
from tanqih.glossary.render import Replacement, deletion, form_of, plural_subject, replacement
from tanqih.quotation import DOUBLE_MARKS, RIGHT_SINGLE

if TYPE_CHECKING:
    from tanqih.glossary.glossary import Glossary
    from tanqih.text import Block, Page

ALONE, CONTEXT, PROVEN = 0.75, 0.7, 0.85
NEAR_ON_PAGE, UNTOLD, WITHOUT_CONTEXT, HINT, BARE_HINT = 0.55, 0.4, 0.3, 0.35, 0.2
ALONE_NOT_IN_SOURCE, NOT_IN_SOURCE = 0.55, 0.3
"""At most, where the Arabic is there and the entry's term is not in it: a pattern that is wrong anywhere may have another origin."""
SHOWN = 0.5
"""Confidence from which a match outranks a longer one below it."""
_GAP = re.compile("[ \\n\\t\N{NO-BREAK SPACE}]+|-|\N{NON-BREAKING HYPHEN}|\\.[ \\n]?")
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s?$")
_APOSTROPHES = ("'", RIGHT_SINGLE)
_PROTECTIVE = "-_@/\\"


@dataclass(frozen=True)
class Match:
    """A wrong rendering in a block.

    Attributes:
        block: where it stands.
        number: number of its entry.
        entry: its entry.
        start, end: the words to be replaced.
        reach: offsets of the whole pattern, its context included.
        confidence: share of such matches that an editor would agree with.
        replacements: best first; empty where nothing is proposed.
        in_source: whether the Arabic term stands in the paired source; None when there is no source.
    """

    block: Block
    number: int
    entry: AnyEntry
    start: int
    end: int
    reach: tuple[int, int]
    confidence: float
    replacements: tuple[Replacement, ...]
    in_source: bool | None = None

    @property
    def text(self) -> str:
        """The wrong words."""
        return self.block.text[self.start : self.end]


def find(glossary: Glossary, page: Page) -> dict[str, list[Match]]:
    """All matches of a page by rule id, in order of place; no two of them overlap."""
    found: dict[str, list[Match]] = {}
    context: Context | None = None
    for block in page.blocks:
        source = block.segment.source is not None
        tokens = block.tokens
        candidates = glossary.index.candidates(tokens, hints=source)
        candidates = [(pattern, at) for pattern, at in candidates if _has_capitals(block.text, tokens, pattern, at)]
        if not candidates:
            continue
        context = context or Context(glossary, page)
        places = Places(block, tokens, candidates, glossary, hints=source)
        for match in _longest(judged(places, context), glossary):
            found.setdefault(match.entry.rule, []).append(match)
    return found


def _has_capitals(text: str, tokens: Sequence[str], pattern: Compiled, at: int) -> bool:
    """False when a word that must have a capital cannot have it: a quick look that rules out most ordinary words that are names too."""
    for i, slot in enumerate(pattern.slots):
        token = tokens[at + i]
        if CAPITAL in slot.get(token, ""):
            first = token[0].upper()
            if not any(first + second in text for second in (token[1:2], token[1:2].upper(), "'", RIGHT_SINGLE)):
                return False
    return True


class Places:
    """Candidates of one block with their offsets."""

    def __init__(
        self, block: Block, tokens: Sequence[str], candidates: list[tuple[Compiled, int]], glossary: Glossary, *, hints: bool
    ) -> None:
        self.block = block
        self.spans = [m.span() for m in TOKEN.finditer(block.text)]
        if len(self.spans) != len(tokens):  # stray apostrophes: tokens that stand together in one table and apart in the other
            tokens = [token_of(block.text[start:end]) for start, end in self.spans]
            candidates = glossary.index.candidates(tokens, hints=hints)
        self.tokens, self.candidates = tokens, candidates

    def __iter__(self) -> Iterator[tuple[Compiled, int]]:
        return (found for found in self.candidates if self.stands(*found))

    def stands(self, pattern: Compiled, at: int) -> bool:
        """True when capitals are where they must be and only white space or hyphens stand between the words."""
        text, last = self.block.text, at + len(pattern.slots) - 1
        marks = str.maketrans(
            "", "", "".join(mark for mark in GAP_MARKS if mark in pattern.text) + DOUBLE_MARKS * ('"' in pattern.text)
        )
        start, end = self.spans[at][0], self.spans[last][1]
        if (start and text[start - 1] in _PROTECTIVE) or (
            end < len(text) and text[end] in _PROTECTIVE and text[end + 1 : end + 2].isalnum()
        ):
            return False
        for i in range(at, last):
            gap = text[self.spans[i][1] : self.spans[i + 1][0]].translate(marks)
            if self.tokens[i][-1] == "s" and gap[:1] in _APOSTROPHES:
                gap = gap[1:]  # witnesses' evidence
            abbreviated = len(self.tokens[i]) == 1 or self.tokens[i] in NEVER_FINAL_ABBREVIATIONS
            if not _GAP.fullmatch(gap) or (gap[0] == "." and not abbreviated):
                return False
        return all(self.form(pattern, at, i) is not None for i, slot in enumerate(pattern.slots) if slot)

    def form(self, pattern: Compiled, at: int, i: int) -> str | None:
        """The form that a slot reports for the word in its place; None when the word does not fit it."""
        start, end = self.spans[at + i]
        word = self.block.text[start:end]
        token = self.tokens[at + i]
        slot = pattern.slots[i]
        apostrophe = not word.isalnum()
        tag = slot.get(token)
        if apostrophe and not (tag and APOSTROPHE in tag) and i in (pattern.end - 1, len(pattern.slots) - 1):
            tag = slot.get(token_of(_POSSESSIVE.sub("", word)), tag)
        if tag is None or (CAPITAL in tag and not word[0].isupper()) or (APOSTROPHE in tag and not apostrophe):
            return None
        return tag.lstrip(DEMANDS)

    def reach(self, pattern: Compiled, at: int) -> tuple[int, int]:
        """Offsets of the whole pattern."""
        return self.spans[at][0], self.spans[at + len(pattern.slots) - 1][1]

    def span(self, pattern: Compiled, at: int) -> tuple[int, int]:
        """Offsets of the words to be replaced."""
        end = self.spans[at + pattern.end - 1][1]
        text = self.block.text
        trailing = (
            end < len(text)
            and text[end] in "'\N{RIGHT SINGLE QUOTATION MARK}"
            and text[end - 1] == "s"
            and not self.block.quoted(end)
        )
        start, end = self.spans[at + pattern.start][0], end + trailing
        if '["' in pattern.text and start and text[start - 1] in DOUBLE_MARKS and text[end : end + 1] in tuple(DOUBLE_MARKS):
            return start - 1, end + 1
        return start, end


def judged(places: Places, context: Context) -> Iterator[Match]:
    """The matches of the places that are wrong there, as sure as the context makes them; where several overlap, all of them."""
    block = places.block
    for pattern, at in places:
        entry = context.glossary.entry(pattern.entry)
        start, end = places.span(pattern, at)
        if is_accepted(context.glossary, pattern.entry, block.text, start, end):
            continue
        if block.text[start:end].lower() in context.glossary.house_forms and not context.glossary.is_house(pattern.entry):
            continue
        if entry.far and context.sentence(block, start).holds(entry.far):
            continue
        if ((isinstance(entry, Entry) and entry.wire) or entry.rule in STANCE_RULES) and block.quoted(start, end):
            continue
        in_source = _in_source(context.glossary, block, pattern.entry)
        confidence = _confidence(pattern, block, context, in_source)
        if confidence:
            edits = tuple(_replacements(places, pattern, at, context.glossary))
            yield Match(block, pattern.entry, entry, start, end, places.reach(pattern, at), confidence, edits, in_source)


def _confidence(pattern: Compiled, block: Block, context: Context, in_source: bool | None) -> float:
    entry = context.glossary.entry(pattern.entry)
    near, desk = context.near(pattern.entry, block), context.on_desk(entry)
    asked = bool(entry.near) or bool(isinstance(entry, Entry) and entry.desks)
    told = near or (desk and isinstance(entry, Entry) and bool(entry.desks))
    if entry.evidence == "source":
        if in_source is not None:
            one_word = _is_one_word(pattern, entry)
            told = (
                near if one_word and entry.near else told
            )  # politicians, scientists and artists: the desk is right, the sense is not
            return 0.0 if not in_source else UNTOLD if not told and (asked or one_word) else PROVEN
        return HINT if told else BARE_HINT
    if in_source:
        return PROVEN if told or entry.evidence == "alone" else NEAR_ON_PAGE if isinstance(entry, Entry) else UNTOLD
    if entry.evidence == "context":
        confidence = CONTEXT if near else NEAR_ON_PAGE if context.near_on_page(entry) else WITHOUT_CONTEXT
    else:
        confidence = ALONE if near or desk else WITHOUT_CONTEXT
    if in_source is False and entry.rule not in STANCE_RULES:
        return min(confidence, ALONE_NOT_IN_SOURCE if entry.evidence == "alone" else NOT_IN_SOURCE)
    return confidence


def _is_one_word(pattern: Compiled, entry: AnyEntry) -> bool:
    """True when one Arabic word stands against one English word: both have other senses, so that neither proves anything."""
    return sum(bool(forms) for forms in pattern.slots) == 1 and any(" " not in form for form in entry.arabic)


def is_accepted(glossary: Glossary, number: int, text: str, start: int, end: int) -> bool:
    """True when the words are part of an accepted English form of their entry, in any number or tense, that stands there in full."""
    wrong, entry = text[start:end].lower(), glossary.entry(number)
    forms = set(entry.english) if isinstance(entry, Entry) else {entry.english, *entry.variants}
    for form in forms.union(*(option.values() for option in glossary.renderings(number))):
        at = form.lower().find(wrong)
        if at >= 0 and start >= at and text[start - at : start - at + len(form)].lower() == form.lower():
            return True
    return False


def _in_source(glossary: Glossary, block: Block, number: int) -> bool | None:
    """Whether the Arabic of an entry stands in the paired source; None without one."""
    source = block.segment.source
    if not source:
        return None
    return contains(source, glossary.entry(number))


def _replacements(places: Places, pattern: Compiled, at: int, glossary: Glossary) -> Iterator[Replacement]:
    block = places.block
    start, end = places.span(pattern, at)
    if pattern.replacement == REPORT:
        return
    if pattern.replacement == DELETE:
        yield deletion(block.text, start, end)
        return
    given = pattern.replacement
    options = [given] if isinstance(given, dict) else glossary.renderings(pattern.entry)
    tag = places.form(pattern, at, pattern.head) if pattern.head >= 0 else ""
    form = form_of(tag, block.text, start) if tag else ""
    if form == "VBD" and "were" in options[0] and plural_subject(block.text, start):
        form = "were"
    seen = {block.text[start:end]}
    inside = pattern.slots[pattern.start : pattern.end]
    proper = {token for slot in inside for token, tag in slot.items() if CAPITAL in tag}
    written = APOSTROPHE in pattern.slots[pattern.end - 1].get(places.tokens[at + pattern.end - 1], "")
    for option in options:
        made = replacement(block.text, start, end, option.get(form, option[""]), possessive=not written, proper=proper)
        if made.new not in seen:
            seen.add(made.new)
            yield made


def _longest(matches: Iterable[Match], glossary: Glossary) -> list[Match]:
    """Matches without those that overlap a better one.

    Shown goes before not shown, a pattern that reaches all round another before that one, then what replaces more, then an entry of
    the user's own, then what is surer.
    """
    kept: list[Match] = []
    for group in _touching(matches):
        best: list[Match] = []
        rank = partial(_rank, group=group, glossary=glossary)
        for match in sorted(group, key=rank):
            if not any(match.start < other.end and other.start < match.end for other in best):
                best.append(match)
        kept.extend(best)
    return sorted(kept, key=lambda m: m.start)


def _rank(match: Match, group: list[Match], glossary: Glossary) -> tuple[bool, bool, int, bool, float, int]:
    """What a match is sorted by among those that touch it: the best first."""
    shown, house = match.confidence >= SHOWN, glossary.is_house(match.number)
    return not shown, _is_inside(match, group), match.start - match.end, not house, -match.confidence, match.number


def _touching(matches: Iterable[Match]) -> Iterator[list[Match]]:
    """The matches in groups whose reaches touch one another, so that a long text costs no more than its matches."""
    group: list[Match] = []
    end = 0
    for match in sorted(matches, key=lambda m: m.reach):
        if group and match.reach[0] >= end:
            yield group
            group = []
        group.append(match)
        end = max(end, match.reach[1])
    if group:
        yield group


def _is_inside(match: Match, others: list[Match]) -> bool:
    (start, end), length = match.reach, match.reach[1] - match.reach[0]
    return any(
        other.reach[0] <= start
        and end <= other.reach[1]
        and length < other.reach[1] - other.reach[0]
        and other.confidence >= SHOWN
        for other in others
    )
