"""Entries as other programs have them: a record may lack what an entry must have, and says what a conversion loses."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import islice, product
from typing import NamedTuple

from tanqih.glossary.entries import AnyEntry, Entry, parts
from tanqih.glossary.patterns import PatternError, parse

MAX_PLAIN = 12
"""Phrases of one pattern that are written out for programs that know no patterns."""
GAP = "\N{HORIZONTAL ELLIPSIS}"
"""What stands for any word where there are no patterns."""
_NOT_PLAIN = frozenset("[]*/|")


@dataclass(frozen=True, slots=True)
class Record:
    """An entry on its way from one format to another; "" and () where the format says nothing.

    Attributes:
        line: 1-based line that it comes from.
        arabic, english: forms, the preferred English first.
        variants: further romanisations of a name.
        wrong: patterns.
        pos: part of speech, one of `entries.PARTS_OF_SPEECH`.
        rule: id of a rule, the column `class`.
        desks: the column `desk`, "any" included.
        evidence, near, far, profile, note: the columns of these names.
        kind: kind of name; a record with a kind is a name.
    """

    line: int
    arabic: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    pos: str = ""
    rule: str = ""
    desks: tuple[str, ...] = ()
    evidence: str = ""
    near: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    profile: str = ""
    kind: str = ""
    note: str = ""


COLUMNS = {"class": "rule", "desk": "desks"} | {
    item.name: item.name for item in fields(Record) if item.name not in ("line", "rule", "desks")
}
"""Columns of the TSV files and the attributes that hold them."""


class Skipped(NamedTuple):
    """What was left out: its line, why, and whether it is the whole entry or one of its wrong renderings."""

    line: int
    why: str
    whole: bool = True


@dataclass(slots=True)
class Losses:
    """What a conversion could not carry over.

    Attributes:
        lost: for each field or data category the number of entries that lose it.
        in_notes: for each field the number of entries for which it is kept in notes, which other programs show and do not act on.
        filled: for each column the number of entries for which a default was put in.
        skipped: entries and wrong renderings that were left out.
        comments: comment lines that were left out.
        left_out: entries that nobody asked for.
        written: entries that were written.
    """

    lost: Counter[str] = field(default_factory=Counter)
    in_notes: Counter[str] = field(default_factory=Counter)
    filled: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    comments: int = 0
    left_out: int = 0
    written: int = 0

    @property
    def any(self) -> bool:
        """True when an entry or a field of one was lost."""
        return bool(self.lost or self.skipped)


class Defaults(NamedTuple):
    """What stands in for columns that an input lacks; `kind` makes names of records without wrong renderings."""

    pos: str = "phrase"
    rule: str = "term/domain-calque"
    desk: str = "any"
    evidence: str = "alone"
    profile: str = "any"
    kind: str = ""


def of_entry(entry: AnyEntry) -> Record:
    """An entry as a record."""
    common = Record(
        entry.line, entry.arabic, wrong=entry.wrong, evidence=entry.evidence, near=entry.near, far=entry.far, note=entry.note
    )
    if not isinstance(entry, Entry):
        return replace(common, english=(entry.english,), variants=entry.variants, kind=entry.kind)
    return replace(
        common,
        english=entry.english,
        pos=entry.pos,
        rule=entry.rule,
        desks=entry.desks or ("any",),
        profile="wire" if entry.wire else "any",
    )


def cells_of(record: Record) -> dict[str, str]:
    """The cells of a record by column, parts joined by bars."""
    found = {}
    for column, attribute in COLUMNS.items():
        value: str | tuple[str, ...] = getattr(record, attribute)
        found[column] = value if isinstance(value, str) else "|".join(value)
    return found


BAR = "a form or word holds a bar, which separates forms"
"""Why a record is left out that `holds_bar`."""


def holds_bar(record: Record) -> bool:
    """True when the parts of a cell could not be told apart again."""
    lists = (record.arabic, record.english, record.variants, record.wrong, record.desks, record.near, record.far)
    return any("|" in part for held in lists for part in held)


def of_cells(cells: Mapping[str, str], line: int) -> Record:
    """A record from cells by column, parts separated by bars; columns may be missing."""

    def many(column: str) -> tuple[str, ...]:
        return parts(cells.get(column, ""))

    def one(column: str) -> str:
        return cells.get(column, "").strip()

    return Record(
        line,
        arabic=many("arabic"),
        english=many("english"),
        variants=many("variants"),
        wrong=many("wrong"),
        pos=one("pos"),
        rule=one("class"),
        desks=many("desk"),
        evidence=one("evidence"),
        near=many("near"),
        far=many("far"),
        profile=one("profile"),
        kind=one("kind"),
        note=one("note"),
    )


def clean(text: str, losses: Losses | None = None) -> str:
    """A text on one line: white space collapsed, characters that nobody sees left out (and counted)."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(char if char.isprintable() or char.isspace() else " " * (unicodedata.category(char) == "Cc") for char in text)
    if len(kept) != len(text) and losses is not None:
        losses.lost["hidden characters"] += 1
    return " ".join(kept.split())


def pattern_of(text: str) -> str:
    """A plain phrase as a pattern.

    Raises:
        PatternError: it holds marks of the pattern language or others that no pattern holds, or nothing telling.
    """
    if marks := sorted(_NOT_PLAIN.intersection(text)) or (["=>"] if "=>" in text else []):
        raise PatternError(f"{text!r} holds {marks[0]!r}, which means something else in a pattern")
    parse(text)
    return text


def is_plain(pattern: str) -> bool:
    """True for a pattern that is the phrase it stands for."""
    return _NOT_PLAIN.isdisjoint(pattern) and "=>" not in pattern


def plain_phrases(pattern: str) -> list[str]:
    """The phrases that a pattern stands for, as they are written, brackets and replacement left out; at most `MAX_PLAIN`."""
    body = pattern.partition("=>")[0].replace("[", " ").replace("]", " ")
    choices = [[GAP] if chunk == "*" else chunk.split("/") for chunk in body.split()]
    found = (" ".join(words) for words in islice(product(*choices), MAX_PLAIN))
    return list(dict.fromkeys(found))


def filled(record: Record, defaults: Defaults, losses: Losses) -> Record:
    """A record with defaults for what it lacks, counted. One that names near words lacks no evidence: they are its context."""
    given = record
    if defaults.kind and not record.kind and not record.wrong:
        record = replace(record, kind=defaults.kind)
    if not record.evidence:
        record = replace(record, evidence="context" if record.near else defaults.evidence)
    if record.kind and len(record.english) > 1:
        record = replace(record, english=record.english[:1], variants=(*record.english[1:], *record.variants))
    elif not record.kind:
        record = replace(
            record,
            pos=record.pos or defaults.pos,
            rule=record.rule or defaults.rule,
            desks=record.desks or tuple(defaults.desk.split("|")),
            profile=record.profile or defaults.profile,
        )
    changed = (column for column, name in COLUMNS.items() if not getattr(given, name) and getattr(record, name))
    losses.filled.update(column for column in changed if column != "variants")
    return record
