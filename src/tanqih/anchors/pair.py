"""A segment and its Arabic source, word by word: what of either side has a counterpart on the other.

Everything is worked out on first use and once for each segment: words that the lexicon joins, words that sound alike, words and figures in
the same letters. A word without a counterpart proves nothing, for the lexicon is small and translators are free; runs of such words, and
names, are evidence.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from tanqih.anchors import sounds, words
from tanqih.anchors.words import GLUED, Word, opaque, rarity
from tanqih.arabic import folded
from tanqih.document import Span
from tanqih.quotation import RIGHT_SINGLE

__all__ = ["MAX_WORDS", "Pair", "Word", "opaque", "pair_of", "rarity"]
_GLUED_SHARE = 5
"""One in how many words of the source may be several written as one."""
_TWO_WORDS, _MAY_BE_GLUED = 7, 7
"""Letters from which an English name may be two Arabic words, and an unknown Arabic word two that lack the space between them."""
_REACH, _NEAR, _RARE_ENOUGH = 0.45, 3, 0.6
"""Share of the text, or words, within which words may be matched, unless the English one is rare."""
MAX_WORDS = 400
"""Words of a side from which a segment is no longer one sentence or paragraph: nothing is said of it."""


class Pair:
    """The words of a target and its source, and which of them stand for each other."""

    def __init__(self, target: str, source: str) -> None:
        self.target, self.source = target, source
        self.folded = folded(source)

    @cached_property
    def arabic(self) -> list[Word]:
        """The words of the source, with offsets in its folded spelling."""
        return words.of_arabic(self.folded.text)

    @cached_property
    def english(self) -> list[Word]:
        """The words of the target."""
        return words.of_english(self.target)

    def source_span(self, first: int, last: int) -> Span:
        """The span in the source, as it is written, of its words from one index to another, both included."""
        return self.folded.span(self.arabic[first].start, self.arabic[last].end)

    @cached_property
    def comparable(self) -> bool:
        """False where a side is empty or too long, the source is not in Arabic, or it runs its words together."""
        if not self.english or not self.arabic or max(len(self.arabic), len(self.english)) > MAX_WORDS:
            return False
        return _GLUED_SHARE * sum(map(opaque, self.arabic)) < len(self.arabic) and any(
            not word.text[0].isascii() for word in self.arabic
        )

    @cached_property
    def english_by_key(self) -> dict[str, list[int]]:
        """Indexes of English words by key."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.english):
            for one in word.keys:
                found.setdefault(one, []).append(i)
        return found

    @cached_property
    def links(self) -> list[list[int]]:
        """For each Arabic word the indexes of the English words that it can stand for; empty for none."""
        by_key = self.english_by_key
        present = frozenset(by_key)
        found: list[list[int]] = []
        for word in self.arabic:
            shared = word.keys & present
            if not shared:
                found.append([])
            elif len(shared) == 1:
                found.append(list(by_key[next(iter(shared))]))
            else:
                found.append(sorted({i for one in shared for i in by_key[one]}))
        self._link_sounds(found)
        return found

    def _link_sounds(self, links: list[list[int]]) -> None:
        """Add what sounds alike among the words that nothing else links."""
        linked = {i for places in links for i in places}
        heard: dict[str, list[int]] = {}
        names = False
        for i, word in enumerate(self.english):
            if (
                i in linked
                or word.neutral
                or len(word.text) <= 2
                or not (word.text[0].isupper() or rarity(word.text) > _RARE_ENOUGH)
            ):
                continue
            names = names or word.text[0].isupper()
            for sound in sounds.of_latin(word.text):
                heard.setdefault(sound.consonants, []).append(i)
        if not heard:
            return
        for k, word in enumerate(self.arabic):
            # A word of the lists is a name only beside one: Arabic names are ordinary words.
            if links[k] or word.neutral or len(word.text) <= 2 or (word.known and not names):
                continue
            for sound in sounds.of_arabic(word.text):
                for i in heard.get(sound.consonants, ()):
                    english = self.english[i].text
                    if i in links[k] or (word.known and not english[0].isupper()):
                        continue
                    if sounds.likeness((sound,), sounds.of_latin(english)) >= sounds.LIKE:
                        links[k].append(i)

    @cached_property
    def linked(self) -> frozenset[int]:
        """Indexes of the English words that some Arabic word can stand for."""
        return frozenset(i for places in self.links for i in places)

    @cached_property
    def matched(self) -> tuple[list[int], dict[int, int]]:
        """One English word at most for every Arabic one, and each used once: the nearest to where it is expected, those with the fewest
        choices first. Given for each Arabic word as the index of its English word or -1, and the other way round.
        """
        links, arabic, english = self.links, len(self.arabic), len(self.english)
        found = [-1] * arabic
        used: dict[int, int] = {}
        for i in sorted((i for i, places in enumerate(links) if places), key=lambda i: len(links[i])):
            expected = (i + 0.5) / arabic * english
            free = [(abs(j - expected), j) for j in links[i] if j not in used]
            if free:
                away, j = min(free)
                if away <= max(_NEAR, _REACH * english) or rarity(self.english[j].text.lower()) > _RARE_ENOUGH:
                    used[j], found[i] = i, j
        return found, used

    @cached_property
    def coverage(self) -> float:
        """Share of the Arabic content words that an English word can stand for; 1 without any."""
        content = [bool(places) for word, places in zip(self.arabic, self.links, strict=True) if not word.neutral]
        return sum(content) / len(content) if content else 1.0

    def heard(self, i: int) -> float:
        """How much like an Arabic word, or two in a row, an English word sounds at best, 0..1; 1 where the source has it in Latin letters."""
        text = self.english[i].text
        bare = text.removesuffix("'s").removesuffix(f"{RIGHT_SINGLE}s")
        if i in self.linked or bare in self.source:
            return 1.0
        latin = sounds.of_latin(text)
        best = 0.0
        for k, word in enumerate(self.arabic):
            if len(word.text) < 2:
                continue
            if word.text[0].isascii():
                best = max(best, sounds.likeness(sounds.of_latin(word.text), latin))
                continue
            best = max(best, sounds.likeness(sounds.of_arabic(word.text), latin))
            if k and best < sounds.LIKE and (len(text) >= _TWO_WORDS or not (word.known or self.arabic[k - 1].known)):
                best = max(best, sounds.likeness(sounds.of_arabic(self.arabic[k - 1].text + word.text), latin))
            if best < sounds.LIKE and len(word.text) >= (GLUED if word.known else _MAY_BE_GLUED):
                best = 1.0 if sounds.within(word.text, latin) or sounds.in_glued(word.text, latin) >= sounds.LIKE else best
            if best >= sounds.LIKE:
                break
        return best


@lru_cache(maxsize=16)
def pair_of(target: str, source: str) -> Pair:
    """The pair of a target and a source, shared by all rules that look at the segment."""
    return Pair(target, source)
