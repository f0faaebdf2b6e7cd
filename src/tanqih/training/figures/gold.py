"""Gold items of fragments and quotes, gold articles and the sample article: what the model closes of what rules and glossary leave."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tanqih.check import Checker
from tanqih.errors import InputError
from tanqih.fix import fix_document
from tanqih.formats.plain import document_from_text, text_of
from tanqih.models.words import words_of
from tanqih.training.figures import Asked, Line
from tanqih.training.figures.proposals import SHOWN

FAMILIES = frozenset(("fragment", "quotes"))
SCRAMBLED = frozenset("G05 G06 G07 G08 G09 G13 G17 G18 G19 G20 G32 G33".split())
"""Passages of the sample article that rules cannot rewrite."""
ARTICLE_CONFIDENCE = 0.3
"""From which the issues of the sample article count."""
PROFILE = "wire"
"""The gold set holds matters of house style too."""
_STRAIGHT = str.maketrans(
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}",
    "\"\"''",
)


def gold(asked: Asked) -> Iterator[Line]:
    """Exact repairs, distances to the post-edit, look-alikes that are flagged, scrambled passages with a suggestion."""
    checker = asked.with_model(PROFILE)
    if checker is None:
        asked.say("gold: needs a model folder; export the checkpoint first")
        return
    rules = asked.rules(PROFILE)
    yield from _items(_read(asked.file("gold/dev.jsonl")), rules, checker)
    yield from _articles(_read(asked.file("gold/articles_dev.jsonl")), rules, checker)
    alike = _read(asked.file("gold/clean_dev.jsonl"))
    flagged = [sum(bool(_shown(one, item["text"])) for item in alike) for one in (rules, checker)]
    yield Line("gold", f"correct look-alikes flagged, of {len(alike)}", flagged[1], 0, flagged[0], digits=0)
    yield from _sample(asked)


def folded(text: str) -> str:
    """A text with straight quotation marks and single spaces: what two texts are compared by."""
    return " ".join(text.translate(_STRAIGHT).split())


def distance(text: str, wanted: str) -> float:
    """Word-level Levenshtein distance over the words of the wanted text, marks counted as words."""
    from rapidfuzz.distance import Levenshtein

    one, other = ([word.text for word in words_of(folded(given))] for given in (text, wanted))
    return float(Levenshtein.distance(one, other)) / max(1, len(other))


def mended(checker: Checker, text: str, source: str | None = None) -> str:
    """A text with the first suggestion of every issue that is shown."""
    document = document_from_text(text)
    return fix_document(checker, document.with_source(source) if source else document, "review", render=text_of).text


def _items(items: Sequence[dict[str, Any]], rules: Checker, checker: Checker) -> Iterator[Line]:
    chosen = [item for item in items if item["class"].split("/")[0] in FAMILIES and item["applicability"] == "review"]
    exact, closed, left, farther = [0, 0, 0], 0, 0, 0
    for item in chosen:
        wanted = [item["fixed"], *item.get("also_ok", [])]
        texts = (item["text"], *(mended(one, item["text"], item.get("source_ar")) for one in (rules, checker)))
        done = [folded(text) in map(folded, wanted) for text in texts]
        exact = [count + one for count, one in zip(exact, done, strict=True)]
        left += not done[1]
        closed += done[2] and not done[1]
        near = [min(distance(text, one) for one in wanted) for text in texts]
        farther += near[2] > near[0] + 1e-9
    yield Line("gold", f"fragment and quotes items exact, of {len(chosen)}", exact[2], exact[0], exact[1], digits=0)
    share = closed / left if left else None
    yield Line("gold", f"share closed of the {left} items that rules and glossary leave", share, 0.0, 0.0, 1 / 3)
    yield Line("gold", "items further from the post-edit than before", farther, 0, None, 0, at_most=True, digits=0)


def _articles(articles: Sequence[dict[str, Any]], rules: Checker, checker: Checker) -> Iterator[Line]:
    sums, farther = [0.0, 0.0, 0.0], 0
    for article in articles:
        texts = (article["text"], mended(rules, article["text"]), mended(checker, article["text"]))
        near = [distance(text, article["fixed"]) for text in texts]
        sums = [total + one for total, one in zip(sums, near, strict=True)]
        farther += near[2] > near[0] + 1e-9
    nothing, alone, model = (total / max(1, len(articles)) for total in sums)
    yield Line("gold", "articles, distance to the post-edit", model, nothing, alone, 2 / 3 * alone, at_most=True)
    yield Line("gold", "articles further from the post-edit than before", farther, 0, None, 0, at_most=True, digits=0)


def _sample(asked: Asked) -> Iterator[Line]:
    text = asked.file("gold/sample-article.txt").read_text(encoding="utf8")
    items = [item for item in _read(asked.file("gold/sample-article.json")) if item["id"] in SCRAMBLED]
    counts = []
    for checker in (asked.rules("preserve"), asked.with_model("preserve")):
        edits = [
            (issue.offset[0] - issue.span.start + edit.span.start, issue.offset[0] - issue.span.start + edit.span.end)
            for issue in (_shown(checker, text, ARTICLE_CONFIDENCE) if checker else ())
            if issue.best and issue.offset
            for edit in issue.best.edits
            if edit.segment == issue.segment
        ]
        counts.append(sum(any(start <= item["end"] and item["start"] <= end for start, end in edits) for item in items))
    yield Line(
        "gold", f"scrambled passages of the sample article with a suggestion, of {len(items)}", counts[1], 0, counts[0], digits=0
    )


def _shown(checker: Checker, text: str, least: float = SHOWN) -> list[Any]:
    return [issue for issue in checker.check(document_from_text(text)).issues if issue.confidence >= least]


def _read(path: Path) -> list[dict[str, Any]]:
    """The items of a gold file: JSON lines, or JSON with a list of items.

    Raises:
        InputError: it is neither.
    """
    try:
        text = path.read_text(encoding="utf8")
        found = json.loads(text)["items"] if path.suffix == ".json" else [json.loads(line) for line in text.splitlines()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"not a gold file ({type(error).__name__})", "name its folder with --data", path=str(path)) from None
    return list(found)
