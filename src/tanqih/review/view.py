"""What a screen shows of one issue: its paragraph now, the words in it, and what each suggestion would do. No screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tanqih.apply import apply_to_segment
from tanqih.diff import Piece
from tanqih.document import Segment, Span
from tanqih.errors import EditError
from tanqih.issue import Edit, Issue, Suggestion
from tanqih.review.article import Article
from tanqih.review.rounds import moved_span
from tanqih.review.wording import changed_pieces


@dataclass(frozen=True, slots=True)
class Option:
    """A suggestion as it can be chosen.

    Attributes:
        number: from 0.
        suggestion: as the rule gave it.
        pieces: what it changes in the paragraphs as they read now, word by word.
        after: the issue's paragraph as it would read.
        refusal: why it cannot be taken beside the earlier decisions, or "".
    """

    number: int
    suggestion: Suggestion
    pieces: tuple[Piece, ...]
    after: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """An issue in its paragraph.

    Attributes:
        issue: what was found; its offsets refer to the round's base.
        segment: the paragraph as it reads with the other decisions.
        mark: the issue's words in it.
        options: the suggestions that change something, best first.
    """

    issue: Issue
    segment: Segment
    mark: Span
    options: tuple[Option, ...]

    @property
    def best(self) -> Option | None:
        """The first option that can be taken."""
        return next((option for option in self.options if not option.refusal), None)


def view(article: Article, issue: Issue) -> View:
    """What to show of an issue of the article's current round."""
    others = article.round.edits(without=issue.key)
    segment = _edited(article, issue.segment, others)
    offered = [(n, suggestion) for n, suggestion in enumerate(issue.suggestions) if suggestion.edits]
    options = tuple(_option(article, issue, n, suggestion, others) for n, suggestion in offered)
    return View(issue, segment, moved_span(issue.span, issue.segment, others), options)


def editable(article: Article, issue: Issue, choice: int | None) -> tuple[Span, str]:
    """The span (in the round's base) that an own text replaces, and the text to begin with.

    The span is the issue's, widened to what the chosen suggestion changes around it; the text is what would stand there.

    Raises:
        EditError: no suggestion with this number.
    """
    target = article.segment(issue.segment).target
    edits = [edit for edit in suggestion(issue, choice).edits if edit.segment == issue.segment] if choice is not None else []
    start = min([issue.span.start, *(edit.span.start for edit in edits)])
    end = max([issue.span.end, *(edit.span.end for edit in edits)])
    text = target[start:end]
    for edit in sorted(set(edits), reverse=True):
        text = text[: edit.span.start - start] + edit.text + text[edit.span.end - start :]
    return Span(start, end), text


def suggestion(issue: Issue, choice: int) -> Suggestion:
    """The suggestion with a number from 0.

    Raises:
        EditError: there is none, or it changes nothing.
    """
    if not 0 <= choice < len(issue.suggestions) or not issue.suggestions[choice].edits:
        raise EditError(f"there is no suggestion {choice + 1} here")
    return issue.suggestions[choice]


def _option(article: Article, issue: Issue, number: int, offered: Suggestion, others: set[Edit]) -> Option:
    if refusal := article.refusal(offered.edits, issue.key):
        return Option(number, offered, (), "", refusal)
    pieces: list[Piece] = []
    for index in sorted({edit.segment for edit in offered.edits}):
        if pieces:
            pieces.append(Piece("keep", " \N{PILCROW SIGN} "))
        now = _edited(article, index, others).target
        pieces += changed_pieces(now, _edited(article, index, others.union(offered.edits)).target)
    after = _edited(article, issue.segment, others.union(offered.edits)).target
    return Option(number, offered, tuple(pieces), after)


def _edited(article: Article, index: int, edits: Iterable[Edit]) -> Segment:
    return apply_to_segment(article.segment(index), [edit for edit in edits if edit.segment == index])
