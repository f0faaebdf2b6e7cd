"""Wrong words in fluent English: what the glossary's term entries find, one rule for each kind of mistake."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.glossary.match import SHOWN, Match
from tanqih.issue import Severity, Suggestion
from tanqih.rules._rule import Finding, finding, flag, glossary_rule, replace, review
from tanqih.text import Page

WRONG_TERM = "terminology/wrong-term"
MISTRANSLATION = "accuracy/mistranslation"
LOADED = "audience-appropriateness"
_NAMES = frozenset({"names", "attribution"})
"""An entry says on purpose which name stands where a common noun stood ("the Belt" -> "the Strip", "the enemy said" -> "Israel said")."""


@glossary_rule(WRONG_TERM, Severity.MAJOR, changes=_NAMES)
def strip(page: Page) -> Iterator[Finding]:
    """Belt, sector or cover where the Gaza Strip or the area round it is meant.

    The Arabic word for the Strip also means a sector and the one for the communities round it a cover. The words are found where Gaza
    stands near, so a banking sector, Gaza's health sector, a green belt and the Gaza belt of Israeli communities are left alone.
    """
    yield from _findings(page, "term/strip")


@glossary_rule(WRONG_TERM, Severity.MINOR, changes=_NAMES)
def file(page: Page) -> Iterator[Finding]:
    """A file that is an issue, a question or a portfolio.

    Arabic news calls every matter that somebody deals with a file. The word is replaced by issue, portfolio or question, as the entry says;
    court files, files in an archive and computer files are left alone.
    """
    yield from _findings(page, "term/file")


@glossary_rule(LOADED, Severity.MAJOR, wire=True, changes=_NAMES)
def loaded_actor(page: Page) -> Iterator[Finding]:
    """A partisan name for a party to a conflict, in the reporter's own voice.

    Outlets keep the terms of their side (the occupation, the entity, the enemy, the coup militias). A neutral name of the actor is
    proposed and never put in unasked. Words inside quotations are the speaker's and are left alone, and so are legal terms
    (the occupied West Bank) and names that hold such a word.
    """
    yield from _findings(page, "term/loaded-actor")


@glossary_rule(LOADED, Severity.MAJOR, wire=True, changes=_NAMES)
def martyr(page: Page) -> Iterator[Finding]:
    """Martyr, martyrdom or martyred for somebody who was killed, in the reporter's own voice.

    The word takes a side; news agencies write killed or dead. It is proposed and never put in unasked. Quotations, names of
    squares and brigades and saints are left alone.
    """
    yield from _findings(page, "term/martyr")


@glossary_rule(MISTRANSLATION, Severity.MAJOR, changes=_NAMES)
def idiom_literal(page: Page) -> Iterator[Finding]:
    """An idiom or a metaphor of the Arabic press, word for word.

    Dead metaphors come to life in translation (the street, torpedo the talks, cast its shadows). What the idiom means is proposed; weapons,
    real streets and English idioms of the same shape are left alone.
    """
    yield from _findings(page, "term/idiom-literal")


@glossary_rule(WRONG_TERM, Severity.MAJOR, changes=_NAMES)
def sports_calque(page: Page) -> Iterator[Finding]:
    """A term of sport word for word: technical director, arbitration, balance, golden square.

    Arabic sports pages have their own terms for coach, referees, points and semi-finals. Terms that could be something else elsewhere
    are only looked at on sports pages.
    """
    yield from _findings(page, "term/sports-calque")


@glossary_rule(WRONG_TERM, Severity.MAJOR, changes=_NAMES)
def legal_calque(page: Page) -> Iterator[Finding]:
    """A term of the courts or the police word for word: obligated, communication, first degree.

    The term that English court reports use is proposed. Official communications and contracts that oblige somebody are left alone.
    """
    yield from _findings(page, "term/legal-calque")


@glossary_rule(WRONG_TERM, Severity.MINOR, changes=_NAMES)
def domain_calque(page: Page) -> Iterator[Finding]:
    """A fixed term of a desk word for word: water fog, caliber 21, throwing the Jamarat.

    Politics, markets, weather, religion and health have set terms; the one that English news uses is proposed. Some entries are a matter of
    house style and are found under the `wire` profile only.
    """
    yield from _findings(page, "term/domain-calque")


@glossary_rule(MISTRANSLATION, Severity.CRITICAL, changes=_NAMES)
def false_sense(page: Page) -> Iterator[Finding]:
    """The wrong sense of an Arabic word with several: novel for account, rulers for referees, tribal for Qibli.

    Arabic is written without short vowels, and one root has many senses. The result is fluent and says something else. Where English alone
    cannot tell, the entry waits for a telling word nearby or for the Arabic.
    """
    yield from _findings(page, "term/false-sense")


def _findings(page: Page, rule: str) -> Iterator[Finding]:
    for match in page.matches.get(rule, ()):
        message, wire = _message(match), bool(getattr(match.entry, "wire", False))
        yield finding(match.block, match.start, match.end, message, match.confidence, *_suggestions(match), wire=wire)


def _message(match: Match) -> str:
    said = f"“{match.text}” looks like a wrong rendering of {match.entry.arabic[0]}."
    return f"{said} {match.entry.note}".strip()


def _suggestions(match: Match) -> Iterator[Suggestion]:
    make = review if match.confidence >= SHOWN else flag
    for rank, (start, end, new) in enumerate(match.replacements):
        label = f"write {new}" if new else "delete it"
        made = make(label, replace(match.block, start, end, new), score=round(match.confidence - 0.1 * rank, 2))
        yield Suggestion(made.edits, made.label, match.entry.origin, made.applicability, made.score)
