"""One name spelled two ways on a page."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.glossary.ledger import Cluster, Ledger, Mention, Spelling, mentions_of
from tanqih.glossary.names import Names, fold_name, names_of
from tanqih.issue import Edit, Severity
from tanqih.rules._rule import Finding, finding, glossary_rule, replace, review
from tanqih.text import Page

LISTED, CLOSE, LIKELY = 0.8, 0.75, 0.6
CLOSE_DISTANCE = 0.3


def _may_vary(page: Page) -> bool:
    return bool(page.preferred_names) or (page.name_look is not None and page.name_look.varied)


@glossary_rule("terminology/inconsistent-use-of-terminology", Severity.MINOR, quick=_may_vary, changes={"names", "attribution"})
def inconsistent_spelling(page: Page) -> Iterator[Finding]:
    """One Arabic name spelled two ways in one article: Adib and Adeeb, El-Fasher and Al-Fashir.

    Every romanisation is a choice, and machine translation chooses afresh each time. The first spelling is kept, or the house form of the
    name files where the page has it, and one suggestion mends all the others. Two people with like names, a second mention without the
    article, and al- beside Al- are left alone. A profile may prefer its own romanisation of a name.
    """
    if page.glossary is None:
        return
    names = names_of(page.glossary.store)
    if page.preferred_names:
        yield from _preferred(page, names)
    if page.name_look is None or not page.name_look.varied:
        return
    ledger = Ledger(names)
    ledger.add(page)
    for cluster in ledger.clusters():
        if not any(fold_name(other.form) in page.preferred_names for other in (cluster.keep, *cluster.others)):
            yield _finding(cluster)


def _preferred(page: Page, names: Names) -> Iterator[Finding]:
    """Romanisations that the profile replaces by its own: one finding for each, with all its mentions."""
    mentions: dict[str, list[Mention]] = {}
    for block in page.blocks:
        for mention in mentions_of(block, names):
            if fold_name(mention.core) in page.preferred_names and not block.protected(mention.start, mention.end):
                mentions.setdefault(fold_name(mention.core), []).append(mention)
    for form, found in mentions.items():
        preferred, first = page.preferred_names[form], found[0]
        edits = [replace(mention.block, mention.core_start, mention.end, preferred) for mention in found]
        message = f"The profile writes {preferred} for “{first.core}”."
        suggestion = review(f"write {preferred} throughout", *edits, score=LISTED)
        yield finding(first.block, first.start, first.end, message, LISTED, suggestion)


def _finding(cluster: Cluster) -> Finding:
    keep = cluster.keep
    wrong = [mention for spelling in cluster.others for mention in spelling.mentions]
    first = min(wrong, key=lambda mention: (mention.block.position, mention.start))
    edits = tuple(edit for mention in wrong if (edit := _edit(mention, keep)) is not None)
    confidence = LISTED if cluster.listed else CLOSE if cluster.distance <= CLOSE_DISTANCE else LIKELY
    written = first.block.text[first.start : first.end]
    kept = keep.mentions[0]
    other = kept.block.text[kept.start : kept.end]
    message = f"“{written}” looks like the name that is spelled “{other}” elsewhere on this page."
    suggestion = review(f"write {other} throughout", *edits, score=confidence)
    return finding(first.block, first.start, first.end, message, confidence, suggestion)


def _edit(mention: Mention, keep: Spelling) -> Edit | None:
    """The edit that gives a mention the spelling to keep; its article too, where both have one and they differ by more than case."""
    block = mention.block
    if block.protected(mention.start, mention.end):
        return None
    kept = keep.mentions[0]
    clash = mention.article and keep.article and mention.article.lower() != keep.article.lower()
    if not clash:
        return replace(block, mention.core_start, mention.end, kept.core)
    article = keep.article
    if mention.article[0].islower():
        article = article.lower()
    return replace(block, mention.start, mention.end, f"{article}{kept.join}{kept.core}")
