"""What the edit tagger finds. A model labels the words (`tanqih.models`); these rules say it in plain words, with its calibrated confidence.

They run where a model does (`--model`), and what they suggest is never applied without asking.
"""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.issue import Applicability, Severity, Suggestion
from tanqih.rules import Finding, model_rule
from tanqih.text import Labelled, Page

_EXCERPT = 60
_SHOWN = 0.5


@model_rule("accuracy/addition", Severity.MINOR)
def delete(page: Page) -> Iterator[Finding]:
    """Words that do not belong: a tail left over from another sentence, a word said twice, a needless article or pronoun.

    Machine translation leaves words behind when it moves a clause, and says Arabic's resumptive pronouns and articles that English
    leaves out. The suggestion deletes them, with the marks that go with them.
    """
    for found in page.labelled.get("model/delete", ()):
        yield _finding(found, f"“{_words(found)}” does not belong here.", f"delete “{_words(found)}”")


@model_rule("linguistic-conventions/grammar", Severity.MAJOR)
def join(page: Page) -> Iterator[Finding]:
    """A full stop in the middle of a sentence: what follows it goes on with the sentence before.

    Long Arabic sentences are cut by length before they are translated, and the rest comes out as a sentence of its own without a verb
    or a subject. The suggestion takes the stop away and writes the next word in lower case, with a comma where English wants one.
    """
    for found in page.labelled.get("model/join", ()):
        yield _finding(found, f"“{_after(found)}” goes on with the sentence before it.", "join to the sentence before")


@model_rule("linguistic-conventions/spelling", Severity.MINOR)
def case(page: Page) -> Iterator[Finding]:
    """A capital inside a sentence, or a sentence that begins without one.

    Pieces of text that were translated apart bring their capitals along, and pieces that were put together lose them.
    """
    for found in page.labelled.get("model/case", ()):
        yield _finding(found, f"“{_words(found)}” has a capital too many, or lacks one.", f"write “{_new(found)}”")


@model_rule("linguistic-conventions/grammar", Severity.MINOR)
def word(page: Page) -> Iterator[Finding]:
    """A small word that is missing, or another one than it should be: an article, a preposition, a pronoun, an auxiliary.

    Arabic has no indefinite article and no verb “to be” in the present, and its prepositions do not match those of English. Only small words
    of a closed list are suggested, never a word with content.
    """
    for found in page.labelled.get("model/word", ()):
        lost = found.edit is not None and len(found.edit.text.split()) > len(_old(found).split())
        message = f"A small word is missing at “{_words(found)}”." if lost else f"“{_words(found)}” is the wrong word here."
        yield _finding(found, message, f"write “{_new(found)}”")


@model_rule("linguistic-conventions/punctuation", Severity.MINOR)
def mark(page: Page) -> Iterator[Finding]:
    """A punctuation mark that is missing, too many or the wrong one: a lone quotation mark, a comma between subject and verb.

    Quotation marks move when a translation reorders a sentence, and Arabic parts clauses with commas where English has none.
    """
    for found in page.labelled.get("model/mark", ()):
        yield _finding(found, f"The punctuation at “{_words(found)}” is wrong.", _mark_label(found))


@model_rule("linguistic-conventions/grammar", Severity.MINOR)
def form(page: Page) -> Iterator[Finding]:
    """The right word in the wrong form: a verb without its ending, a singular where several are meant.

    The suggestion is another form of the same word, from tables of inflection.
    """
    for found in page.labelled.get("model/form", ()):
        yield _finding(found, f"“{_words(found)}” is the wrong form of the word.", f"write “{_new(found)}”")


@model_rule("linguistic-conventions/grammar", Severity.MINOR)
def order(page: Page) -> Iterator[Finding]:
    """Two neighbouring words in the wrong order.

    Arabic puts the adjective behind its noun and the verb before its subject, and some of that comes through.
    """
    for found in page.labelled.get("model/order", ()):
        yield _finding(found, f"“{_words(found)}” stands in the wrong order.", f"write “{_new(found)}”")


@model_rule("accuracy/omission", Severity.MAJOR)
def truncated(page: Page) -> Iterator[Finding]:
    """The text breaks off: the end of the sentence is missing.

    What is missing is in the source alone, so nothing is suggested.
    """
    for found in page.labelled.get("model/truncated", ()):
        yield _finding(found, f"The sentence breaks off at “{_words(found)}”; something is missing.", "")


@model_rule("accuracy/mistranslation", Severity.MINOR)
def suspect(page: Page) -> Iterator[Finding]:
    """A word that post-editors would probably change, without a small edit that mends it.

    The quality estimate of the model, learned from real post-edits of machine translation. Most of these are below the confidence that commands
    show; they tell how good the text is as a whole (`Report.estimate`), and where to look first (`--min-confidence 0.3`).
    """
    for found in page.labelled.get("model/suspect", ()):
        severity = Severity.MINOR if found.confidence >= _SHOWN else Severity.NEUTRAL
        yield _finding(found, f"“{_words(found)}” is probably not what was meant.", "", severity)


def _finding(found: Labelled, message: str, label: str, severity: Severity | None = None) -> Finding:
    suggestions: tuple[Suggestion, ...] = ()
    if found.edit is not None:
        suggestions = (Suggestion((found.edit,), label, found.origin, Applicability.REVIEW, found.confidence),)
    return Finding(found.block, found.span, message, found.confidence, suggestions, severity)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: text.rfind(" ", 0, _EXCERPT)] + "\N{HORIZONTAL ELLIPSIS}"


def _words(found: Labelled) -> str:
    """The words of a group, as they stand in the text."""
    return _cut(found.text[found.span.start : found.span.end])


def _old(found: Labelled) -> str:
    return found.text[found.edit.span.start : found.edit.span.end] if found.edit else ""


def _new(found: Labelled) -> str:
    """The words of a group as they would be."""
    if found.edit is None:
        return _words(found)
    edited, text = found.edit.span, found.text
    start, end = min(found.span.start, edited.start), max(found.span.end, edited.end)
    return _cut(text[start : edited.start] + found.edit.text + text[edited.end : end])


def _after(found: Labelled) -> str:
    """What follows the stop that goes."""
    return _cut(found.text[found.span.start : found.span.end].lstrip(".!? ") or _words(found))


def _mark_label(found: Labelled) -> str:
    old, new = _old(found).strip(), found.edit.text.strip() if found.edit else ""
    return f"delete {old}" if not new else f"put in {new}" if not old else f"write {new}"
