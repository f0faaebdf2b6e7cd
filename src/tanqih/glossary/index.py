"""Which patterns of the glossary can occur in a text: a look-up of their rarest words and the words next to them.

Every pattern is filed under its rarest word, by the word that must stand next to it. Most words of a text are in no file, and most that
are have other neighbours, so a clean sentence costs about 4 microseconds and touches little memory. A plain dictionary was chosen
over an Aho-Corasick automaton, which scans in 2 microseconds but must be built at every start (60 ms for 10,000 phrases, 500 ms for
100,000): the dictionary is there in a millisecond, because what is filed under a word is read when the word first occurs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tanqih.glossary.cache import Store
from tanqih.glossary.entries import AnyEntry, Entry, GlossaryError
from tanqih.glossary.patterns import Forms, Pattern, PatternError, head_slot, inflect, parse, renderings
from tanqih.resources import frequency_file

UNSEEN = 2e-6
"""Share of running words that a word outside the frequency list is taken to have."""
MAX_RENDERINGS = 4


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready to be compared.

    Attributes:
        number: its own.
        entry: number of its entry.
        slots: per word the tokens it accepts; empty for any word.
        start, end: the slots to be replaced.
        head: slot that says which form was used; -1 for none.
        anchor: slot of the word it is filed under.
        replacement: per form the text that takes its place; "-" or "?" for `patterns.DELETE` and `REPORT`; None: the entry's forms.
        text: as written.
    """

    number: int
    entry: int
    slots: tuple[Forms, ...]
    start: int
    end: int
    head: int
    anchor: int
    replacement: dict[str, str] | str | None
    text: str

    def fits(self, tokens: Sequence[str], at: int) -> bool:
        """True when the slots accept the tokens from an index on; capitals and gaps are not looked at."""
        if at < 0 or at + len(self.slots) > len(tokens):
            return False
        last = {self.end - 1, len(self.slots) - 1}
        for i, forms in enumerate(self.slots):
            token = tokens[at + i]
            if forms and token not in forms and not (i in last and token[-1] == "s" and token[:-1] in forms):
                return False
        return True


class _Anchor(NamedTuple):
    """The patterns filed under a word, as numbers: by the token that must follow, by the one that must stand before, or by neither.

    `hints` are single words that only the Arabic can prove wrong.
    """

    after: dict[str, list[int]]
    before: dict[str, list[int]]
    alone: list[int]
    hints: list[int]


class Index:
    """Patterns by the words they are filed under. What is filed under a word is read when the word first occurs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        words, *lines = store.lines("anchors") or [""]
        self._lines: dict[str, str] = dict(zip(words.split(" "), lines, strict=True)) if words else {}
        self._anchors: dict[str, _Anchor] = {}
        self._compiled: dict[int, Compiled] = {}

    def __len__(self) -> int:
        return len(self._store.lines("patterns"))

    def candidates(self, tokens: list[str], *, hints: bool) -> list[tuple[Compiled, int]]:
        """Patterns that fit, each with the index of its first token.

        Args:
            tokens: of one block.
            hints: True to look for single words that only the Arabic can prove wrong.
        """
        known, anchors, last = self._lines, self._anchors, len(tokens) - 1
        numbers: list[tuple[int, int]] = []
        for i in [i for i, token in enumerate(tokens) if token in known]:
            after, before, alone, at_hints = anchors.get(tokens[i]) or self._anchor(tokens[i])
            if i < last and tokens[i + 1] in after:
                numbers += [(number, i) for number in after[tokens[i + 1]]]
            if i and tokens[i - 1] in before:
                numbers += [(number, i) for number in before[tokens[i - 1]]]
            if alone:
                numbers += [(number, i) for number in alone]
            if hints:
                numbers += [(number, i) for number in at_hints]
        return list(self._fitting(numbers, tokens)) if numbers else []

    def _anchor(self, token: str) -> _Anchor:
        self._anchors[token] = found = _Anchor(*json.loads(self._lines[token]))
        return found

    def _fitting(self, numbers: list[tuple[int, int]], tokens: list[str]) -> Iterator[tuple[Compiled, int]]:
        for number, i in numbers:
            pattern = self.pattern(number)
            if pattern.fits(tokens, i - pattern.anchor):
                yield pattern, i - pattern.anchor

    def pattern(self, number: int) -> Compiled:
        """A pattern by its number."""
        found = self._compiled.get(number)
        if found is None:
            entry, slots, start, end, head, anchor, replacement, text = json.loads(self._store.lines("patterns")[number])
            found = Compiled(number, entry, tuple(slots), start, end, head, anchor, replacement, text)
            self._compiled[number] = found
        return found


def compile_index(entries: Sequence[AnyEntry]) -> dict[str, str]:
    """The sections `patterns`, `anchors` and `renderings` of a compiled glossary.

    Raises:
        GlossaryError: a pattern that cannot be read, with file, line and column.
    """
    filing = _Filing()
    lines: list[str] = []
    for number, entry in enumerate(entries):
        pos = entry.pos if isinstance(entry, Entry) else "phrase"
        for pattern in patterns_of(entry):
            slots = inflect(pattern, pos)
            anchor = filing.add(len(lines), slots, {pattern.end - 1, len(slots) - 1}, hint=entry.evidence == "source")
            head, new = _head(pattern, pos), _replacement(pattern, pos)
            line = [number, slots, pattern.start, pattern.end, head, anchor, new, pattern.text]
            lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    renderings_of = (_renderings(entry) for entry in entries)
    return {"patterns": "\n".join(lines), "anchors": filing.section(), "renderings": "\n".join(renderings_of)}


def patterns_of(entry: AnyEntry) -> list[Pattern]:
    """The parsed patterns of an entry.

    Raises:
        GlossaryError: as for `compile_index`.
    """
    try:
        return [pattern for text in entry.wrong for pattern in parse(text)]
    except PatternError as error:
        raise GlossaryError(str(error), path=entry.path, line=entry.line, column="wrong") from None


def _head(pattern: Pattern, pos: str) -> int:
    """The slot whose form the replacement takes on."""
    if pos == "noun":
        return head_slot(pattern)
    return pattern.start if pos == "verb" else -1


def _replacement(pattern: Pattern, pos: str) -> dict[str, str] | str | None:
    given = pattern.replacement
    return renderings(given, pos) if given and given not in "-?" else given


def _renderings(entry: AnyEntry) -> str:
    if isinstance(entry, Entry):
        found = [renderings(text, entry.pos) for text in entry.english[:MAX_RENDERINGS]]
    else:
        found = [{"": entry.english}]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


class _Filing:
    """Files patterns under their rarest words, with a neighbour where they have one."""

    def __init__(self) -> None:
        self.anchors: dict[str, _Anchor] = {}

    def add(self, number: int, slots: list[Forms], ends: set[int], *, hint: bool) -> int:
        """File a pattern and say which of its slots is the anchor.

        Args:
            number: the pattern's.
            slots: its inflected words.
            ends: slots that may be possessive.
            hint: True for what only the Arabic can prove wrong.
        """
        shares = {i: sum(frequency(token) for token in forms) for i, forms in enumerate(slots) if forms}
        at = min(shares, key=lambda i: (shares[i], i))
        neighbour = min((i for i in (at - 1, at + 1) if i in shares), key=lambda i: shares[i], default=None)
        for token in _keys(slots[at], at in ends):
            anchor = self.anchors.setdefault(token, _Anchor({}, {}, [], []))
            if neighbour is None:
                (anchor.hints if hint and len(shares) == 1 else anchor.alone).append(number)
                continue
            side = anchor.after if neighbour > at else anchor.before
            for other in _keys(slots[neighbour], neighbour in ends):
                side.setdefault(other, []).append(number)
        return at

    def section(self) -> str:
        """A line of words, then what is filed under each, line by line."""
        lines = (json.dumps(anchor, ensure_ascii=False, separators=(",", ":")) for anchor in self.anchors.values())
        return "\n".join((" ".join(self.anchors), *lines)) if self.anchors else ""


def _keys(forms: Forms, possessive: bool) -> list[str]:
    """The tokens of a slot, and what each becomes with 's, since apostrophes are left out of tokens."""
    return list(dict.fromkeys((*forms, *(f"{form}s" for form in forms if possessive))))


def frequency(token: str) -> float:
    """Share of running words of English news that a token has."""
    return _frequencies().get(token, UNSEEN)


@cache
def _frequencies() -> dict[str, float]:
    rows = (line.split() for line in frequency_file().read_text(encoding="utf8").splitlines() if not line.startswith("#"))
    return {word: int(count) / 1e6 for word, count in rows}
