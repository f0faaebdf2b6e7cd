"""Names that machine translation took for ordinary words: people, places, clubs, papers, parties."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.english import DETERMINERS, FUNCTION_WORDS, tags
from tanqih.glossary.entries import NameEntry
from tanqih.glossary.index import UNSEEN, frequency
from tanqih.glossary.ledger import LOOKS_ARABIC, TITLES
from tanqih.glossary.match import Match
from tanqih.glossary.names import Names, names_of
from tanqih.glossary.skeleton import without_article
from tanqih.issue import Severity
from tanqih.rules._rule import Finding, glossary_rule
from tanqih.rules.name._matches import match_finding, word_after, word_before
from tanqih.rules.name._quoted import QUOTED_ENTITY, quoted_entities
from tanqih.text import Block, Page

MISTRANSLATION = "accuracy/mistranslation"
TITLED, NEXT_TO_NAME, BOTH = 0.65, 0.6, 0.8
IN_SOURCE, UNSOURCED = 0.85, 0.3
IN_SLOT = 0.7
_ENGLISH_GIVEN = frozenset(
    "hope faith grace joy victor rose dawn pearl amber summer april june may ruby ivy lily daisy violet iris olive angel christian "
    "noble rich frank ernest earnest mark bill pat guy dean earl duke king prince bishop abbot pope major general light free spring "
    "autumn winter easter noel sunday monday friday art ray sandy rusty rocky honey melody harmony serenity felicity charity "
    "mercy patience prudence verity constance clement good young strong wise safety relief rescue complete safe fair winner unique "
    "friend struggle rebel medal firm champion".split()
)
"""Translations that are English names or everyday titles as well: they need an Arabic name beside them."""
_FEASTS = frozenset("ramadan eid adha fitr islam".split())
_MORE_TITLES = frozenset(
    "artist star singer writer journalist presenter broadcaster minister lawyer doctor player researcher analyst activist student "
    "citizen poet novelist producer composer comedian announcer correspondent reporter scholar preacher officer lieutenant corporal "
    "soldier martyr prisoner detainee suspect defendant victim sister brother wife husband daughter son mother father".split()
)


@glossary_rule(MISTRANSLATION, Severity.CRITICAL, changes={"names", "attribution"})
def translated_name(page: Page) -> Iterator[Finding]:
    """A person's or place's name translated as an ordinary word: the actress Victory Fahmi, the fetal camp.

    Arabic names are ordinary words and Arabic has no capitals. A place is restored from the name files and a person confirms it; for
    a person only the source can tell which name it was, so the likely one is shown and nothing more. A translated given name is found
    where a title or an Arabic name stands beside it; English names (Hope, Victor) are left alone.
    """
    if page.glossary is None:
        return
    names = names_of(page.glossary.store)
    for match in page.matches.get("name/translated-name", ()):
        person = isinstance(match.entry, NameEntry) and match.entry.kind == "person"
        if person and _is_bare(match) and match.entry.evidence == "context":
            if confidence := _given_confidence(match, names):
                yield match_finding(match, confidence, show_only=True)
        else:
            yield match_finding(match, match.confidence, show_only=person)


def _is_bare(match: Match) -> bool:
    """True for a match of one word without any context in its pattern."""
    return match.reach == (match.start, match.end) and " " not in match.text


def _is_word(match: Match) -> bool:
    """True for one English word that may well be meant: Victory, and not Liverbool."""
    return _is_bare(match) and frequency(match.text.lower()) > UNSEEN


def _given_confidence(match: Match, names: Names) -> float:
    """How sure it is that a capitalised English word is a translated given name: by title and Arabic name beside it; 0 for no reason."""
    block = match.block
    before, gap_before = word_before(block, match.start)
    after, gap_after = word_after(block, match.end)
    if (
        not match.text.isalpha()
        or gap_after != " "
        or not (after[:1].isupper() or after.lower().startswith(("al-", "el-")) or after in ("bin", "al", "el"))
    ):
        return 0.0
    titled = gap_before == " " and before.lower() in TITLES | _MORE_TITLES
    if match.in_source is not None:
        return IN_SOURCE if match.in_source else UNSOURCED
    arabic = _arabic_person(after, names)
    if titled and arabic:
        return BOTH
    if arabic and (match.text[0].isupper() and (not before or gap_before != " " or before[0].islower())):
        return NEXT_TO_NAME
    return TITLED if titled and match.text.lower() not in _ENGLISH_GIVEN else 0.0


def _arabic_person(word: str, names: Names) -> bool:
    article, core = without_article(word)
    if core.lower() in _FEASTS:
        return False
    return bool(article) or word in ("bin", "al", "el") or names.is_given(core) or bool(LOOKS_ARABIC.search(core))


@glossary_rule(
    MISTRANSLATION, Severity.MAJOR, trigger=QUOTED_ENTITY, changes={"names", "attribution"}, supersedes={"quotes/scare-name"}
)
def translated_entity(page: Page) -> Iterator[Finding]:
    """A club, paper, party or body with its name translated: Youth, the Crescent, “The Seventh Day” newspaper.

    The name used in English is put back, as a person confirms. A club whose name is an ordinary word is found in football context where a
    team's name stands (Youth top the table), a paper where the word newspaper or channel stands beside it, in quotation marks or without.
    The Red Crescent, youth teams and Melbourne Victory are left alone.
    """
    if page.glossary is None:
        return
    quoted = list(quoted_entities(page, names_of(page.glossary.store)))
    yield from quoted
    for match in page.matches.get("name/translated-entity", ()):
        if any(
            found.block == match.block.index and found.span.start < match.end and match.start < found.span.end for found in quoted
        ):
            continue
        if _is_word(match) and isinstance(match.entry, NameEntry) and match.entry.kind == "club" and not match.in_source:
            if _about_football(match.block) and _in_team_slot(match.block, match.start, match.end):
                yield match_finding(match, min(match.confidence, IN_SLOT))
            continue
        yield match_finding(match, match.confidence)


_STRONG = frozenset(
    "league striker strikers midfielder defender goalkeeper derby football footballer footballers kick-off relegation standings "
    "offside semi-final semi-finals quarter-final quarter-finals equaliser equalised equalized coach stoppage premiership fixture fixtures".split()
)
_WIDE = frozenset(
    "goal goals point points match matches home away leaders leader behind top table lead dropped season round cup final penalty team "
    "teams player players fans stadium scored won lost drew beat side sides clash win draw defeat victory minute half club clubs".split()
)
ENOUGH_WIDE = 3
_TEAM_VERBS = frozenset(
    "lead leads led top tops topped face faces faced host hosts hosted play plays played beat beats visit visits visited draw draws "
    "drew lost lose loses won win wins need needs needed meet meets met remain remains sit sits climb climbs climbed moved move moves "
    "drop drops dropped score scores scored travel travels take takes took have has had are were is was stay stays stayed".split()
)
_JOINING = frozenset(
    "and or but who which while when as after before with at in on by to from for over against only also still".split()
)


def _about_football(block: Block) -> bool:
    """True when the paragraph, or the headline, speaks of football: one word that says so, or several that go with it."""
    texts = [block.text, block.page.headline.text if block.page.headline else ""]
    words = {word.strip(".,;:()\"'").lower() for text in texts for word in text.split()}
    return bool(words & _STRONG) or len(words & _WIDE) >= ENOUGH_WIDE


def _in_team_slot(block: Block, start: int, end: int) -> bool:
    """True where a capitalised ordinary word stands as a team's name does: alone, inside a sentence, no article, no noun after it."""
    before, gap_before = word_before(block, start)
    after, gap_after = word_after(block, end)
    sentence = block.sentence_at(start)
    opens = sentence is None or sentence.start == start or not before
    if not block.text[start].isupper() or (end < len(block.text) and block.text[end] in "-'\N{RIGHT SINGLE QUOTATION MARK}"):
        return False
    if not opens and (before.lower() in DETERMINERS or before[0].isupper() or gap_before not in (" ", ", ")):
        return False
    if (
        not opens
        and gap_before == " "
        and before.lower() not in FUNCTION_WORDS
        and not tags(before.lower()) & {"VBD", "VBG", "VBZ", "VBN"}
    ):
        return False
    if not opens and before.lower() in ("of", "for", "and") and _part_of_name(block, start - len(gap_before) - len(before)):
        return False
    if gap_after.strip() or not after:
        return not opens and gap_after[:1] in (",", ".", ";", ")", "")
    lower = after.lower()
    if after[0].isupper():
        return False
    return (
        lower in _JOINING | _TEAM_VERBS
        or (not opens and lower in FUNCTION_WORDS)
        or bool(tags(lower) & {"VBD", "VBZ", "VBP", "RB"} and "NN" not in tags(lower))
    )


def _part_of_name(block: Block, at: int) -> bool:
    """True when the word before an offset is capitalised inside its sentence: Organization for Security and …"""
    word, gap = word_before(block, at)
    sentence = block.sentence_at(at)
    return bool(word) and gap == " " and word[0].isupper() and sentence is not None and sentence.start < at - len(gap) - len(word)
