"""Arabic name prefixes that a tokeniser tore off."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule, safe
from tanqih.text import Block

_ARTICLE = regex(r"(?<![\w-])(?:[AE]l|al|el|As|Ash|An|Ar|At|Ad|Az)(?P<gap> -|- )(?=[A-Z][a-z])")
_ARTICLE_APART = regex(r"(?<![\w-])(?:Al|El|al|el)(?P<gap> - )(?=[A-Z][a-z])")
_KINSHIP = regex(
    r"\b(?P<first>Abu|Umm|Bin|bin|Ibn|ibn|Bint|Ben|Abd|Abdul|Abdel|Beit|Bab|Deir|Tel|Umm al|Ras)(?P<gap> -|- )(?=[A-Z][a-z])"
)
_SAFE_ARTICLES = ("Al", "El", "al", "el")


@rule(
    "linguistic-conventions/spelling",
    Severity.MINOR,
    trigger=r"[a-z](?: -|- )[A-Z]|[a-z] - [A-Z]",
    changes={"names"},
    supersedes={"punct/spacing"},
)
def broken_prefix(block: Block) -> Iterator[Finding]:
    """An Arabic prefix torn from its name by a space beside the hyphen: Al -Raed, Abu -Dhabi.

    After Al and El the hyphen is closed up without asking. After Abu, Bin and the like the usual form has a space and no hyphen, which a
    person confirms. A dash with a space on both sides may be a real dash and is for a person as well.
    """
    text = block.text
    message = "A space tears the prefix from its name."
    for m in _ARTICLE.finditer(text):
        article = text[m.start() : m.start("gap")]
        sure = article in _SAFE_ARTICLES
        edit = replace(block, *m.span("gap"), "-")
        yield finding(
            block,
            m.start(),
            _word_end(text, m.end()),
            message,
            0.9 if sure else 0.6,
            (safe if sure else review)("close up", edit),
        )
    for m in _ARTICLE_APART.finditer(text):
        edit = replace(block, *m.span("gap"), "-")
        yield finding(block, m.start(), _word_end(text, m.end()), message, 0.6, review("close up", edit))
    for m in _KINSHIP.finditer(text):
        spaced = review("use a space", replace(block, *m.span("gap"), " "), score=0.7)
        hyphen = review("close up", replace(block, *m.span("gap"), "-"), score=0.4)
        yield finding(block, m.start(), _word_end(text, m.end()), message, 0.8, spaced, hyphen)


def _word_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalpha():
        at += 1
    return at
