"""Lints of entries against each other: duplicates, entries that fight, accepted forms that another entry reports.

Phrases and forms are looked up in tables, so that the work grows with the number of entries and not with its square: of the entries
that share a phrase only the first `MAX_SHARED` are compared with a later one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tanqih.folding import tokens_of
from tanqih.glossary.arabicwords import fold, plain
from tanqih.glossary.context import Text
from tanqih.glossary.entries import AnyEntry, Entry, NameEntry
from tanqih.glossary.lint.phrases import Phrase, Prepared, phrases
from tanqih.glossary.lint.problems import Problem
from tanqih.glossary.names import fold_name
from tanqih.glossary.patterns import CAPITAL, DEMANDS, MAX_SLOTS, REPORT, Forms, inflect
from tanqih.glossary.words import forms_of

_ARTICLE = re.compile("(?:the|an?) ")
MAX_SHARED = 4
MAX_FORM = 12
"""Words of an accepted form that are looked at; what people write is shorter."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A phrase of an entry."""

    prepared: Prepared
    phrase: Phrase


@dataclass(slots=True)
class _Tables:
    """Entries by what they hold."""

    phrases: dict[tuple[str, ...], list[_Use]] = field(default_factory=dict)
    arabic: dict[tuple[str, str], AnyEntry] = field(default_factory=dict)
    houses: dict[tuple[str, str], NameEntry] = field(default_factory=dict)


def check(entries: Sequence[Prepared], files: Container[str]) -> Iterator[Problem]:
    """Problems of entries against each other; each is reported once, on the later line, or on the entry whose form is reported.

    Args:
        entries: all of them, those to compare with first.
        files: paths of the files that are asked about; what is wrong among the others is left out.
    """
    tables = _Tables()
    for prepared in entries:
        entry = prepared.entry
        clash = _twin(entry, tables)
        if clash is not None:
            other, pattern = clash
            what = f"{pattern!r} for the same Arabic stands in {_at(other)} too; merge the two or remove one"
            yield _problem(entry, "duplicate", what, "wrong", other)
        else:
            yield from _fights(prepared, tables)
        if isinstance(entry, NameEntry):
            tables.houses.setdefault((entry.kind, fold_name(entry.english)), entry)
    for prepared in entries:
        yield from _reported_forms(prepared, tables, files)
        if isinstance(prepared.entry, NameEntry):
            yield from _name_conflicts(prepared.entry, tables)


def _problem(entry: AnyEntry, lint: str, message: str, column: str, other: AnyEntry) -> Problem:
    return Problem(entry.path, entry.line, lint, message, column, (other.path, other.line))


def _at(entry: AnyEntry) -> str:
    """Where an entry stands."""
    return f"{Path(entry.path).name}:{entry.line}"


def _twin(entry: AnyEntry, tables: _Tables) -> tuple[AnyEntry, str] | None:
    """An earlier entry with the same Arabic and a pattern in common, and that one; the entry is filed for those that come later."""
    found: tuple[AnyEntry, str] | None = None
    for arabic in entry.arabic:
        for pattern in entry.wrong:
            other = tables.arabic.setdefault((fold(plain(arabic)), pattern), entry)
            found = found or ((other, pattern) if other is not entry else None)
    return found


def _fights(prepared: Prepared, tables: _Tables) -> Iterator[Problem]:
    """Earlier entries that replace the same words by something else under conditions that can hold together."""
    told: set[int] = set()
    for pattern in prepared.patterns:
        for phrase in phrases(pattern):
            users = tables.phrases.setdefault(phrase.tokens, [])
            for use in users:
                other = use.prepared.entry
                if other is prepared.entry or id(other) in told or not _fight(prepared, phrase, use):
                    continue
                told.add(id(other))
                new, old = (_said(user.new_text(one.pattern)) for user, one in ((prepared, phrase), (use.prepared, use.phrase)))
                what = f"{phrase.text!r} becomes {new} here and {old} in {_at(other)}; tell them apart by desk, near or far"
                yield _problem(prepared.entry, "conflict" if other.evidence == "alone" else "ambiguous", what, "wrong", other)
            if len(users) < MAX_SHARED:
                users.append(_Use(prepared, phrase))


def _said(text: str) -> str:
    return repr(text) if text else "nothing"


def _fight(prepared: Prepared, phrase: Phrase, use: _Use) -> bool:
    """Whether two entries that share a phrase can both report it, with different replacements, and nothing decides between them."""
    one, other = prepared.entry, use.prepared.entry
    if REPORT in (phrase.pattern.replacement, use.phrase.pattern.replacement):
        return False
    if (phrase.start, phrase.end) != (use.phrase.start, use.phrase.end):
        return False
    texts = [
        _ARTICLE.sub("", text.lower()) for text in (prepared.new_text(phrase.pattern), use.prepared.new_text(use.phrase.pattern))
    ]
    if texts[0] == texts[1]:
        return False
    capitals = [[bool(word and word.capital) for word in words] for words in (phrase.words, use.phrase.words)]
    return capitals[0] == capitals[1] and _can_meet(one, other)


def _can_meet(one: AnyEntry, other: AnyEntry) -> bool:
    """Whether two entries can be equally sure in one place. Where the Arabic decides, or one is surer than the other, they cannot.

    Two people's names may translate as one word: such a name is shown and never replaced without a person, who knows whom the text is about.
    """
    if all(isinstance(entry, NameEntry) and entry.kind == "person" and entry.evidence == "context" for entry in (one, other)):
        return False
    if one.evidence != other.evidence or one.evidence == "source" or _is_wire(one) != _is_wire(other):
        return False
    desks = [frozenset(entry.desks) if isinstance(entry, Entry) else frozenset[str]() for entry in (one, other)]
    if all(desks) and desks[0].isdisjoint(desks[1]):
        return False
    return one.evidence == "alone" or not set(one.near).isdisjoint(other.near)


def _is_wire(entry: AnyEntry) -> bool:
    return isinstance(entry, Entry) and entry.wire


def _reported_forms(prepared: Prepared, tables: _Tables, files: Container[str]) -> Iterator[Problem]:
    """Accepted forms of an entry that a pattern of another one reports."""
    told: set[tuple[int, str]] = set()
    entry = prepared.entry
    for form in prepared.forms:
        tokens = tuple(tokens_of(form))
        for use, at in _uses(tokens[:MAX_FORM], tables):
            other = use.prepared.entry
            if other is entry or (id(other), form) in told or not _stands(form, at, use):
                continue
            lint = _risk(prepared, form, use)
            if not lint:
                continue
            told.add((id(other), form))
            how, pattern = "wherever it stands" if lint == "preferred-forbidden" else "in some contexts", use.phrase.pattern.text
            if entry.path in files:
                what = f"{form!r} is accepted here, but {pattern!r} of {_at(other)} reports it {how}"
                yield _problem(entry, lint, what, "english" if form == prepared.forms[0] else _others(entry), other)
            else:
                what = f"{pattern!r} reports {form!r} {how}, which {_at(entry)} accepts"
                yield _problem(other, lint, what, "wrong", entry)


def _others(entry: AnyEntry) -> str:
    """The column of the accepted forms behind the first."""
    return "english" if isinstance(entry, Entry) else "variants"


def _uses(tokens: Sequence[str], tables: _Tables) -> Iterator[tuple[_Use, int]]:
    """Phrases that may stand in a form, each with the index of its first token; words of the form are traced back to what they may
    be inflected from.
    """
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + MAX_SLOTS) + 1):
            readings = {tokens[start:end]}
            for i in {start, end - 1}:
                readings |= {
                    (*key[: i - start], form, *key[i - start + 1 :]) for key in tuple(readings) for form in forms_of(tokens[i])
                }
            for key in readings:
                for use in tables.phrases.get(tuple(key), ()):
                    yield use, start


def _stands(form: str, at: int, use: _Use) -> bool:
    """Whether a pattern really fits a form from a token on: inflection and capitals."""
    slots = _inflected(use)
    words = form.replace("-", " ").split()[at : at + len(slots)]
    if len(words) != len(slots):
        return False
    for word, forms in zip(words, slots, strict=True):
        token = "".join(tokens_of(word))
        tag = forms.get(
            token, forms.get(token.removesuffix("s")) if word.endswith(("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")) else None
        )
        if forms and (tag is None or (CAPITAL in tag[: len(DEMANDS)] and not word[0].isupper())):
            return False
    return True


def _inflected(use: _Use) -> list[Forms]:
    return inflect(use.phrase.pattern, use.prepared.pos)


def _risk(prepared: Prepared, form: str, use: _Use) -> str:
    """The lint that applies where an entry's form is reported by another entry; "" where the Arabic or a far word decides."""
    one, other = prepared.entry, use.prepared.entry
    if other.evidence == "source" or _is_wire(other) != _is_wire(one) or _accepts(use.prepared, form):
        return ""
    if other.far and Text(form).holds(other.far):
        return ""
    desks = frozenset(other.desks) if isinstance(other, Entry) else frozenset[str]()
    mine = frozenset(one.desks) if isinstance(one, Entry) else frozenset[str]()
    if desks and mine and desks.isdisjoint(mine):
        return ""
    if other.evidence == "alone" and (not desks or mine & desks):
        return "preferred-forbidden"
    return "preferred-at-risk" if other.evidence == "alone" or _near_together(one, other) else ""


def _near_together(one: AnyEntry, other: AnyEntry) -> bool:
    """Whether two entries are at home in the same articles: a near word or a desk in common."""
    desks = [set(entry.desks) if isinstance(entry, Entry) else set() for entry in (one, other)]
    return not set(one.near).isdisjoint(other.near) or bool(desks[0] & desks[1])


def _accepts(prepared: Prepared, form: str) -> bool:
    """Whether an entry accepts a form itself, as such or as part of a longer one."""
    return any(f" {accepted.lower()} " in f" {form.lower()} " for accepted in prepared.forms)


def _name_conflicts(entry: NameEntry, tables: _Tables) -> Iterator[Problem]:
    """Variants of a name that another name of its kind has as house form."""
    for variant in entry.variants:
        other = tables.houses.get((entry.kind, fold_name(variant)))
        houses = {f" {name.english.lower()} " for name in (entry, other) if name is not None}
        if other is not None and not any(one in two for one in houses for two in houses if one != two or len(houses) == 1):
            what = f"{variant!r} is a variant of {entry.english!r} here and the house form of {_at(other)}"
            yield _problem(entry, "name-conflict", what, "variants", other)
