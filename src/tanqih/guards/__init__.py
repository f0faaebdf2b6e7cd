"""The fact lock: what a suggestion may not change, whoever made it.

Numbers, dates, names, negation, who is quoted and what is quoted are read off the text before and after the edits of one suggestion and compared. A
rule says which kinds its repairs change on purpose (`Rule.changes`); a model may say nothing. Everything else that differs is an objection,
and the suggestion is then shown only, with the reason; unless the Arabic source speaks for the change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tanqih.guards.facts import DECIMAL, FACTS, THOUSANDS
from tanqih.guards.stretch import stretch, suspects

__all__ = ["DECIMAL", "FACTS", "THOUSANDS", "Verdict", "objection", "verdict"]

UNSAFE = frozenset({"numbers", "dates", "negation", "attribution"})
"""Kinds whose change makes a suggestion a matter for a person, even where the rule means it: value, polarity, attribution."""
_IMPLIED = {"dates": frozenset({"names", "numbers"}), "quotation": frozenset({"attribution"})}
"""Declaring all of the second allows the first: a rule for dates declares numbers and names."""
_MODEL = "model:"


class Verdict(NamedTuple):
    """What the lock says about one suggestion.

    Attributes:
        objection: "" when it may pass, else what differs, as in "numbers: 35 is lost".
        changed: the kinds of facts that do change, with leave: declared by the rule, or in agreement with the source.
        agrees: True when something changed that was not declared, and the source speaks for it.
    """

    objection: str
    changed: frozenset[str] = frozenset()
    agrees: bool = False

    @property
    def may_be_safe(self) -> bool:
        """Whether the suggestion may be applied without asking: it passes, and changes no value, polarity or attribution."""
        return not self.objection and not self.changed & UNSAFE


def verdict(before: str, after: str, changes: Iterable[str] = (), *, origin: str = "", source: str = "") -> Verdict:
    """Compare the facts of two versions of a text.

    Args:
        before: the text as it is (all segments that the edits touch, joined).
        after: the text as it would be.
        changes: kinds of facts that may change: the keys of `FACTS`, or "all" for what is taken out as a whole (a template, a copy).
        origin: of the suggestion; one of a model may change nothing whatever `changes` says.
        source: the Arabic of the segments, "" where there is none.
    """
    allowed = frozenset() if origin.startswith(_MODEL) else frozenset(changes)
    if "all" in allowed or before == after:
        return Verdict("")
    before, after = _decoded(before), _decoded(after)
    changed: set[str] = set()
    agrees = False
    for kind in suspects(*stretch(before, after)):
        lost, gained = FACTS[kind](before, after)
        if not lost and not gained:
            continue
        if kind not in allowed and not (kind in _IMPLIED and _IMPLIED[kind] <= allowed):
            if not (source and _agrees(kind, lost, gained, before, after, source)):
                return Verdict(f"{kind}: {_described(lost, gained)}")
            agrees = True
        changed.add(kind)
    return Verdict("", frozenset(changed), agrees)


def objection(before: str, after: str, changes: Iterable[str] = (), source: str = "") -> str:
    """What differs in the facts of two versions of a text; "" when nothing does that may not. See `verdict`."""
    return verdict(before, after, changes, source=source).objection


def _decoded(text: str) -> str:
    """A text with its character references as characters: how a fact is encoded is no part of it."""
    if "&" not in text:
        return text
    from html import unescape  # a millisecond of tables, for texts that hold references only

    return unescape(text)


def _described(lost: set[str], gained: set[str]) -> str:
    return ", ".join([f"{fact} is lost" for fact in sorted(lost)] + [f"{fact} is new" for fact in sorted(gained)])


def _agrees(kind: str, lost: set[str], gained: set[str], before: str, after: str, source: str) -> bool:
    from tanqih.guards.agreement import agrees  # only suggestions that would fail need the reading of the Arabic

    return agrees(kind, lost, gained, before, after, source)
