"""Furniture that no template knows: blocks that recur across the articles of a site, from a list that was learned from a dump."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from functools import partial

from tanqih.issue import Severity
from tanqih.rules._rule import Finding, Rule, page_rule
from tanqih.rules.boilerplate._lines import whole_line
from tanqih.text import Page

_NO_TEXT_HAS = r"\x00"
"""Trigger of the rule without a list: it costs nothing then, and finds nothing."""
_SPACE, _DIGITS = re.compile(r"\s+"), re.compile(r"\d+")
_CONFIDENCE = 0.9


@page_rule(
    "accuracy/addition",
    Severity.MINOR,
    trigger=_NO_TEXT_HAS,
    changes={"all"},
    supersedes={"encoding", "fragment", "grammar", "meaning", "model", "name", "number", "punct", "quotes", "style", "term"},
)
def learned(page: Page) -> Iterator[Finding]:
    """A paragraph that many articles of one site have, the same but for its numbers: a signature, a slogan, a notice.

    Every site has furniture of its own, which only a whole dump can tell. `tanqih batch --learn` reads one and proposes a list of such
    blocks; the rule runs where a person gives that list back, in `tanqih batch --learned`, and finds nothing elsewhere. Deleting the
    paragraph always waits for a person (`--apply review`): a formula that every article of a site has may still be news. The same
    words in the middle of a longer paragraph, or on another site, are left alone.
    """
    yield from recurring(page, ())


def recurring(page: Page, blocks: Container[tuple[str, str]]) -> Iterator[Finding]:
    """The blocks of a page that are in a list of pairs: site (`site_of`) and text (`folded`)."""
    site = site_of(page.document.id)
    for block in page.blocks:
        if (site, folded(block.text)) in blocks:
            yield whole_line(block, "This paragraph recurs across the articles of the site.", _CONFIDENCE, sure=False)


def with_blocks(blocks: Container[tuple[str, str]]) -> Rule:
    """The rule with a list, as `recurring` takes it."""
    return replace(learned, check=partial(recurring, blocks=blocks), trigger=None)


def site_of(name: str) -> str:
    """The site of an article by its id or place: the host of an address, else the first folder, else ""."""
    if "://" in name:
        from urllib.parse import urlsplit  # slow, and only dumps have addresses

        try:
            return (urlsplit(name).hostname or "").removeprefix("www.")
        except ValueError:  # a broken IPv6 address
            return ""
    folder, slash, _ = name.partition("/")
    return folder if slash else ""


def folded(text: str) -> str:
    """A block as it is compared: lower case, single spaces, every number as 0."""
    return _DIGITS.sub("0", _SPACE.sub(" ", text.strip()).casefold())
