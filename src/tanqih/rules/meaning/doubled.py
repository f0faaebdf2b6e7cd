"""Denials that deny themselves, to be seen in the English alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, rule
from tanqih.text import Block

_REFUSING = r"refus(?:e|es|ed|ing|al)|reject(?:s|ed|ing|ion of)?|declin(?:e|es|ed|ing)|den(?:y|ies|ied|ying|ial of)"
_DOUBLED = regex(
    rf"\b(?:(?:{_REFUSING}) (?:not (?:to\b|[a-z]+ing\b)|(?:any|the) failure to\b)|(?:prevent|prevents|prevented|preventing|banned|barred) "
    r"(?:[\w-]+ ){1,3}from not [a-z]+ing\b|without not\b|(?:never|cannot|can't|not) (?:fail|refuse) not to\b)",
    re.IGNORECASE,
)


@rule(
    "accuracy/mistranslation",
    Severity.CRITICAL,
    trigger=r"(?i)(?:ing|s|d|e|al|of|fail|out|from) (?:not|any failure|the failure) ",
)
def double_negation(block: Block) -> Iterator[Finding]:
    """A verb of refusing with a "not" of its own: "refused not to sign".

    Arabic refuses a thing, English refuses to do it; on the way a negation is doubled and the sentence says the opposite. Only marked: which
    of the two is meant is in the source. Quotations and a "not" before another verb ("refused, not because") are left alone.
    """
    for m in _DOUBLED.finditer(block.text):
        if not block.quoted(m.start()):
            yield finding(block, *m.span(), f"“{m.group()}” denies twice; the source tells which is meant.", 0.7)
