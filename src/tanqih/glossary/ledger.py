"""The ledger of a page: its names, clustered by what they romanise, with where each spelling stands.

One Arabic name is spelled one way in an article. Spellings are clustered by their consonants and compared vowel by vowel
(`skeleton`); the name files overrule both ways: listed variants belong together, two listed names do not. Two people who share a
name are told apart by the words before and after it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tanqih.glossary.look import APOSTROPHES, POSSESSIVE, SHORTEST, apart, is_everyday
from tanqih.glossary.names import Names, fold_name
from tanqih.glossary.skeleton import SAME_NAME, distance, keys

if TYPE_CHECKING:
    from tanqih.text import Block, Page

_MENTION = re.compile(
    rf"(?<![\w{APOSTROPHES}-])(?:(?P<article>[AaEe](?:[lnrtdz]|sh?|dh))(?P<join>-|(?<=[ln]) ))?"
    rf"(?P<core>[A-Z][^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*)"
)
_NEXT = re.compile(r"(?: (?:bin|ben|ibn|bint|abu|abou|ould|al|el))*[ ](?=[A-Za-z])")
_BEFORE = re.compile(rf"(?P<word>[A-Za-z][\w{APOSTROPHES}-]*)[ ]$")
LOOKS_ARABIC = re.compile(rf"(?i)kh|(?<![iur])gh(?!t)|dh|q(?!u)|iyy|[aeiou][{APOSTROPHES}][a-z]|[a-z][{APOSTROPHES}][aeiou]")
_LINKS = frozenset("al el bin ben ibn bint abu abou umm ould abdul abdel abd".split())
TITLES = frozenset(
    "mr mrs ms dr president minister premier governor general colonel major brigadier captain sheikh king prince emir sultan judge "
    "coach striker midfielder defender goalkeeper winger captain actor actress singer director mayor ambassador spokesman "
    "spokeswoman leader chief commander secretary professor engineer lawyer imam ayatollah cardinal pope senator deputy".split()
)


class Mention(NamedTuple):
    """A name word on the page.

    Attributes:
        block: where it stands.
        start, end: offsets of article and word, without a possessive ending.
        article: as written, "" without one.
        join: what stands between article and word.
        core: the word.
        before, after: the capitalised words on either side, "" where there is none.
    """

    block: Block
    start: int
    end: int
    article: str
    join: str
    core: str
    before: str
    after: str

    @property
    def core_start(self) -> int:
        """Offset of the word behind the article."""
        return self.end - len(self.core)


@dataclass
class Spelling:
    """A spelling and where it stands.

    Attributes:
        form: the word, as first written.
        article: the article before it, "" without one.
        order: how many other spellings the ledger met before it.
        mentions: in order of place; empty in a ledger that keeps none.
        counts: number of mentions by document id, in order.
        before, after: the words right before and after the mentions, without "".
    """

    form: str
    article: str
    order: int
    mentions: list[Mention] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)


class Cluster(NamedTuple):
    """Spellings of one name: the one to keep, the others, and how far they are apart."""

    keep: Spelling
    others: tuple[Spelling, ...]
    distance: float
    listed: bool


def mentions_of(block: Block, names: Names) -> Iterator[Mention]:
    """The words of a block that may be names: capitalised, not all capitals, not everyday English (unless the files hold them)."""
    text = block.text
    for m in _MENTION.finditer(text):
        core, end = m["core"], m.end("core")
        if possessive := POSSESSIVE.search(core):
            core, end = core[: possessive.start()], end - len(possessive.group())
        article = m["article"] or ""
        if len(core) < SHORTEST or core[1:].isupper() or (not article and is_everyday(core) and not names.places(core)):
            continue
        before = _BEFORE.search(text, max(0, m.start() - 30), m.start())
        link = _NEXT.match(text, m.end())
        after = _MENTION.match(text, link.end()) if link else None
        yield Mention(
            block,
            m.start(),
            end,
            article,
            m["join"] or "",
            core,
            before["word"] if before else "",
            after["core"] if after else "",
        )


class Ledger:
    """The name words of a page, or of a folder when the pages of several documents are added."""

    def __init__(self, names: Names, *, keep_mentions: bool = True) -> None:
        """Args:
        names: of the glossary.
        keep_mentions: False to count mentions only, so that memory grows with the names and not with the texts.
        """
        self._names, self._keep_mentions = names, keep_mentions
        self._spellings: dict[tuple[str, str], Spelling] = {}

    def add(self, page: Page) -> None:
        """Enter the names of a page."""
        for block in page.blocks:
            for mention in mentions_of(block, self._names):
                entry = (fold_name(mention.core), _article_key(mention))
                spelling = self._spellings.get(entry)
                if spelling is None:
                    spelling = self._spellings[entry] = Spelling(mention.core, mention.article, len(self._spellings))
                if self._keep_mentions:
                    spelling.mentions.append(mention)
                spelling.counts[page.document.id] += 1
                spelling.before.update((mention.before,) if mention.before else ())
                spelling.after.update((mention.after,) if mention.after else ())

    def clusters(self) -> list[Cluster]:
        """Names that are spelled more than one way, in order of their first deviating mention."""
        by_key: dict[str, list[Spelling]] = defaultdict(list)
        for spelling in self._spellings.values():
            for key in keys(spelling.form):
                by_key[key].append(spelling)
        joined: dict[int, list[Spelling]] = {}
        apart: dict[int, float] = {}
        for group in by_key.values():
            for i, one in enumerate(group):
                for other in group[i + 1 :]:
                    if id(other) in joined.get(id(one), ()) or one is other:
                        continue
                    far = self._apart(one, other)
                    if far is not None:
                        _join(joined, one, other)
                        apart[id(one)] = apart[id(other)] = max(far, apart.get(id(one), 0.0), apart.get(id(other), 0.0))
        return self._made(joined, apart)

    def _made(self, joined: dict[int, list[Spelling]], apart: dict[int, float]) -> list[Cluster]:
        found: dict[int, Cluster] = {}
        for group in joined.values():
            if id(group) in found:
                continue
            ordered = sorted(group, key=lambda spelling: spelling.order)
            keep = self._kept(ordered)
            others = tuple(spelling for spelling in ordered if spelling is not keep and _differs(spelling, keep))
            if others:
                listed = any(self._names.same(keep.form, other.form) for other in others)
                found[id(group)] = Cluster(keep, others, max(apart[id(s)] for s in ordered), listed)
        return sorted(found.values(), key=lambda cluster: cluster.others[0].order)

    def _kept(self, ordered: list[Spelling]) -> Spelling:
        """The spelling that the others are brought to: the house form where the page has it, else the first."""
        before = set().union(*(_names_among(spelling.before) for spelling in ordered))
        house = self._names.house(ordered[0].form, ordered[-1].form, before)
        return next((spelling for spelling in ordered if house and fold_name(spelling.form) == fold_name(house)), ordered[0])

    def _apart(self, one: Spelling, other: Spelling) -> float | None:
        """Distance of two spellings of one name; None for two names, or for names of two people."""
        if fold_name(one.form) == fold_name(other.form):
            far = 0.3 if _article_clash(one, other) else None
        else:
            far = apart(self._names, one.form, other.form)
        if far is None or not self._is_arabic(one, other) or self._two_people(one, other):
            return None
        return far

    def _is_arabic(self, one: Spelling, other: Spelling) -> bool:
        return any(
            spelling.article
            or LOOKS_ARABIC.search(spelling.form)
            or self._names.is_arabic(spelling.form)
            or any(self._names.is_given(word) or word.lower() in _LINKS for word in spelling.before)
            for spelling in (one, other)
        )

    def _two_people(self, one: Spelling, other: Spelling) -> bool:
        """True when the names on either side say that the spellings belong to different people."""
        if fold_name(other.form) in _words_beside(one) or fold_name(one.form) in _words_beside(other):
            return True
        given = self._names.is_given(one.form) or self._names.is_given(other.form)
        mine, theirs = _names_among(one.after), _names_among(other.after)
        if self._apart_by(mine, theirs) or (given and bool(mine) != bool(theirs)):
            return True
        return self._apart_by(_names_among(one.before), _names_among(other.before))

    def _apart_by(self, mine: set[str], theirs: set[str]) -> bool:
        """True when both sides have neighbours and no pair of them is one name."""
        return bool(mine) and bool(theirs) and not any(self._alike(a, b) for a in mine for b in theirs)

    def _alike(self, one: str, other: str) -> bool:
        if fold_name(one) == fold_name(other):
            return True
        listed = self._names.same(one, other)
        return listed if listed is not None else distance(one, other) <= SAME_NAME


def _article_key(mention: Mention) -> str:
    """What the article's spelling says: al and el differ, their case and the join do not."""
    return mention.article.lower()


def _article_clash(one: Spelling, other: Spelling) -> bool:
    """True for al- against el-; a name without its article is no other spelling, and neither is an assimilated one (ash-)."""
    return {one.article.lower(), other.article.lower()} == {"al", "el"}


def _differs(spelling: Spelling, keep: Spelling) -> bool:
    return fold_name(spelling.form) != fold_name(keep.form) or _article_clash(spelling, keep)


def _join(joined: dict[int, list[Spelling]], one: Spelling, other: Spelling) -> None:
    """Bring two spellings, and what either was joined with, into one group."""
    group = joined.setdefault(id(one), [one])
    theirs = joined.get(id(other), [other])
    if theirs is not group:
        for spelling in theirs:
            group.append(spelling)
            joined[id(spelling)] = group


def _words_beside(spelling: Spelling) -> set[str]:
    """Folded words right before and after the mentions: one name does not stand beside itself."""
    return {fold_name(word) for word in spelling.before | spelling.after}


def _names_among(words: set[str]) -> set[str]:
    """The words that are names: capitalised, no titles, no links."""
    return {
        word
        for word in words
        if word[0].isupper() and word.lower() not in TITLES and word.lower() not in _LINKS and not is_everyday(word)
    }
