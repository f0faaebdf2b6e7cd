"""Foreign names that came back from Arabic letters."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.glossary.ledger import mentions_of
from tanqih.glossary.names import Names, names_of
from tanqih.issue import Severity
from tanqih.rules._rule import Finding, finding, glossary_rule, replace, review
from tanqih.rules.name._matches import match_findings, word_after, word_before
from tanqih.text import Block, Page

ALIKE, ALIKE_PLACE = 0.25, 0.2
"""Distance up to which an unlisted word may be a listed foreign name (`skeleton.distance`)."""
_OTHER_PLACES = frozenset(
    "malacca melaka grenada sidney montpelier boulogne bethel basil geneseo milano torun lyons vienne valence valencia vence parana "
    "hannover florenz granada warsow oxnard manila manilla lahr larnach dover davis davos salerno cannes basle brest breslau bergen "
    "hanau halle venlo lucca bonn turin tyrone toledo austin boston newcastle kingston".split()
)
"""Real places that sound like listed ones."""
SHORTEST, CONFIDENCE, WITH_FIRST_NAME = 5, 0.55, 0.7
_PLACE_WORDS = frozenset(
    "in to from at near of via towards toward outside around capital city port town mayor university airport".split()
)
_COMPANY_WORDS = frozenset(
    "company firm giant group corporation engineers shares shareholders ceo executive plane planes aircraft jet jets car cars "
    "vaccine vaccines phone phones agency newspaper application app platform manufacturer maker conglomerate".split()
)


def _may_be_foreign(page: Page) -> bool:
    return page.name_look is not None and page.name_look.foreign


@glossary_rule("linguistic-conventions/spelling", Severity.MAJOR, quick=_may_be_foreign, changes={"names", "attribution"})
def foreign_backtranslit(page: Page) -> Iterator[Finding]:
    """A foreign name spelled as its Arabic letters sound: Hambourg, Semens, Boing.

    Arabic writes no p, g or v and few vowels, so a European or American name that goes through it comes back changed. Listed forms are
    mended wherever they stand; a word that only sounds like a listed name is proposed where its place in the sentence fits (in Shtuttgart,
    Vladimir Botin). French text, and people and firms that really have the name, are left alone.
    """
    if page.glossary is None:
        return
    matches = page.matches.get("name/foreign-backtranslit", ())
    yield from match_findings(matches)
    if not _may_be_foreign(page):
        return
    names = names_of(page.glossary.store)
    for block in page.blocks:
        taken = [(match.start, match.end) for match in matches if match.block is block]
        for found in _unlisted(block, names):
            if not any(start < found.span.end and found.span.start < end for start, end in taken):
                yield found


def _unlisted(block: Block, names: Names) -> Iterator[Finding]:
    """Words that sound like a listed foreign name and stand where one could."""
    for mention in mentions_of(block, names):
        if mention.article or len(mention.core) < SHORTEST or names.places(mention.core):
            continue
        if block.protected(mention.start, mention.end) or mention.core.lower() in block.text:
            continue
        if fit := _fit(block, mention.start, mention.end, mention.core, names):
            house, confidence = fit
            message = f"“{mention.core}” looks like {house} written after its Arabic letters."
            yield finding(
                block,
                mention.start,
                mention.end,
                message,
                confidence,
                review(f"write {house}", replace(block, mention.start, mention.end, house), score=confidence),
            )


def _fit(block: Block, start: int, end: int, core: str, names: Names) -> tuple[str, float] | None:
    before, gap_before = word_before(block, start)
    after, gap_after = word_after(block, end)
    if gap_after == " " and after[:1].isupper():
        return None
    if gap_before == " " and before[:1].isupper() and (house := names.foreign_like(core, "P", ALIKE)):
        return (house, WITH_FIRST_NAME) if names.first_name_of(before, house, ALIKE) else None
    is_place = gap_before == " " and before.lower() in _PLACE_WORDS and core.lower() not in _OTHER_PLACES
    if is_place and (house := names.foreign_like(core, "L", ALIKE_PLACE)):
        return house, CONFIDENCE
    beside = {before.lower() if gap_before == " " else "", after.lower() if gap_after == " " else ""}
    if beside & _COMPANY_WORDS and (house := names.foreign_like(core, "C", ALIKE)):
        return house, CONFIDENCE
    return None
