"""Which patterns of the glossary can occur in a text: a look-up of pairs of neighbouring words.

Every pattern is filed under its rarest pair of neighbouring words (or its rarest word, where it has no such pair). A text is clean
when none of its pairs and words is a key, and finding that out is two set look-ups without a loop in Python: about 5 microseconds
for a sentence. A plain dictionary was chosen over an Aho-Corasick automaton, which scans in 2 microseconds but must be built at
every start: 60 ms for 10,000 phrases and 500 ms for 100,000, where a dictionary of the keys is there in 1 ms and 10 ms.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import add

from tanqih.glossary.cache import Store
from tanqih.glossary.entries import AnyEntry, Entry, GlossaryError
from tanqih.glossary.patterns import Forms, Pattern, PatternError, head_slot, inflect, parse, renderings
from tanqih.resources import frequency_file

UNSEEN = 2e-6
"""Share of running words that a word outside the frequency list is taken to have."""
PAIR_LIFT = 5.0
"""How much likelier neighbours are than their frequencies say."""
KEY_COST = 2e-8
"""What a further key weighs against the share of words at which a key makes us look closer."""
MAX_RENDERINGS = 4
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"


class _Folding(dict[int, int | None]):
    """Translation table from text to tokens: apostrophes go, everything but letters and digits becomes a space."""

    def __missing__(self, code: int) -> int | None:
        c = chr(code)
        self[code] = found = code if c.isalnum() else None if c in _APOSTROPHES else 32
        return found


_FOLDING = _Folding()


def tokens_of(text: str) -> list[str]:
    """The tokens of a text, as patterns hold them. Nearly what `patterns.TOKEN` finds; stray apostrophes make the difference."""
    return text.lower().translate(_FOLDING).split()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready to be compared.

    Attributes:
        number: its own.
        entry: number of its entry.
        slots: per word the tokens it accepts; empty for any word.
        start, end: the slots to be replaced.
        head: slot that says which form was used; -1 for none.
        anchor: first slot of the key it is filed under.
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


class Index:
    """Patterns by key."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words, self._hints, self._pairs = (_table(store, name) for name in ("words", "hints", "pairs"))
        self._no_word, self._no_hint = self._words.keys().isdisjoint, self._hints.keys().isdisjoint
        self._no_pair = self._pairs.keys().isdisjoint
        self._compiled: dict[int, Compiled] = {}

    def __len__(self) -> int:
        return len(self._store.lines("patterns"))

    def candidates(self, tokens: list[str], *, hints: bool) -> list[tuple[Compiled, int]]:
        """Patterns that fit, each with the index of its first token.

        Args:
            tokens: of one block.
            hints: True to look for single words that only the Arabic can prove wrong.
        """
        found: list[tuple[Compiled, int]] = []
        if not self._no_word(tokens):
            self._look_up(self._words, tokens, tokens, found)
        if hints and not self._no_hint(tokens):
            self._look_up(self._hints, tokens, tokens, found)
        if not self._no_pair(map(add, tokens, tokens[1:])):
            self._look_up(self._pairs, list(map(add, tokens, tokens[1:])), tokens, found)
        return found

    def _look_up(self, table: dict[str, str], keys: list[str], tokens: list[str], found: list[tuple[Compiled, int]]) -> None:
        for i, key in enumerate(keys):
            if key in table:
                for number in table[key].split():
                    pattern = self.pattern(int(number))
                    if pattern.fits(tokens, i - pattern.anchor):
                        found.append((pattern, i - pattern.anchor))

    def pattern(self, number: int) -> Compiled:
        """A pattern by its number."""
        found = self._compiled.get(number)
        if found is None:
            entry, slots, start, end, head, anchor, replacement, text = json.loads(self._store.lines("patterns")[number])
            found = Compiled(number, entry, tuple(slots), start, end, head, anchor, replacement, text)
            self._compiled[number] = found
        return found


def _table(store: Store, name: str) -> dict[str, str]:
    keys, _, numbers = store.text(name).partition("\n")
    return dict(zip(keys.split(" "), numbers.split("\t"), strict=True)) if keys else {}


def compile_index(entries: Sequence[AnyEntry]) -> dict[str, str]:
    """The sections `patterns`, `pairs`, `words`, `hints` and `renderings` of a compiled glossary.

    Raises:
        GlossaryError: a pattern that cannot be read, with file, line and column.
    """
    tables: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in ("pairs", "words", "hints")}
    lines: list[str] = []
    for number, entry in enumerate(entries):
        pos = entry.pos if isinstance(entry, Entry) else "phrase"
        for pattern in patterns_of(entry):
            slots = inflect(pattern, pos)
            name, anchor, keys = _filing(slots, {pattern.end - 1, len(slots) - 1})
            if name == "words" and entry.evidence == "source":
                name = "hints"
            for key in keys:
                tables[name][key].append(len(lines))
            line = [
                number,
                slots,
                pattern.start,
                pattern.end,
                _head(pattern, pos),
                anchor,
                _replacement(pattern, pos),
                pattern.text,
            ]
            lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    sections = {name: _table_text(table) for name, table in tables.items()}
    sections["patterns"] = "\n".join(lines)
    sections["renderings"] = "\n".join(_renderings(entry) for entry in entries)
    return sections


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


def _table_text(table: dict[str, list[int]]) -> str:
    """One line of keys, separated by spaces, and one of numbers, separated by tabs."""
    return " ".join(table) + "\n" + "\t".join(" ".join(map(str, sorted(set(found)))) for found in table.values())


def _filing(slots: list[Forms], ends: set[int]) -> tuple[str, int, Iterable[str]]:
    """Table, anchor slot and keys of a pattern: the pair of neighbours, else the word, that occurs least.

    A pair's key is its two tokens run together: two pairs can have one key, so a key says only where to look closer. Slots in `ends` may
    be possessive.
    """
    best: tuple[float, str, int] | None = None
    known = [sum(frequency(token) for token in forms) for forms in slots]
    for i in range(len(slots) - 1):
        if slots[i] and slots[i + 1]:
            keys = len(slots[i]) * len(slots[i + 1]) << ((i in ends) + (i + 1 in ends))
            cost = PAIR_LIFT * known[i] * known[i + 1] + KEY_COST * keys
            best = min(best or (cost, "pairs", i), (cost, "pairs", i))
    if best is None:
        best = min((known[i], "words", i) for i in range(len(slots)) if slots[i])
    _, table, at = best
    first = _keys(slots[at], at in ends)
    if table == "words":
        return table, at, first
    return table, at, [a + b for a in first for b in _keys(slots[at + 1], at + 1 in ends)]


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
