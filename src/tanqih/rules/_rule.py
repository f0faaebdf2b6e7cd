"""What a rule is: a function that looks at a block or a page and yields findings, and the decorators that register it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tanqih.document import Span
from tanqih.issue import Applicability, Edit, Severity, Suggestion
from tanqih.text import Block, Page


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields; `check` turns it into an Issue (key, guards, places).

    Attributes:
        block: index of the block.
        span: the words that are wrong; `check` widens it to cover the first suggestion's edits in this block.
        message: one plain sentence that quotes what it speaks of.
        confidence: share of such findings that an editor would agree with, 0..1.
        suggestions: best first; origin and guard are filled in by `check`.
        severity: when it differs from the rule's usual one.
        wire: True for a matter of house style found by a rule that also finds errors; shown under the `wire` profile only.
        source: the words of the block's Arabic source that show it, when the rule reads them.
    """

    block: int
    span: Span
    message: str
    confidence: float
    suggestions: tuple[Suggestion, ...] = ()
    severity: Severity | None = None
    wire: bool = False
    source: Span | None = None


Check = Callable[[Any], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule.

    Attributes:
        id: `family/function-name`, from the module and the function.
        check: the function; takes a Block, or a Page for page rules.
        category: MQM core name in kebab case.
        severity: usual severity.
        trigger: regular expression without which in a block the rule cannot fire there (in no block: page rules); None: always runs.
        wire: True for house style, reported under the `wire` profile only.
        page: True when the function looks at the whole page.
        glossary: True when it reports what the glossary finds: runs on pages with matches under its id (`Page.matches`), and where
            its trigger is, if it has one.
        quick: for glossary rules that find more than matches: a quick look, False when the rest cannot fire on a page.
        changes: kinds of facts that its suggestions change on purpose: numbers, dates, names, negation, attribution, quotation, or "all".
        supersedes: rule ids or families whose issues are dropped where this rule's issue overlaps them.
        source: True when it compares a block with its Arabic source: runs on blocks that have one, and only there.
        model: True when it reports what a model labels (`Page.labelled`): runs where a model does.
    """

    id: str
    check: Check
    category: str
    severity: Severity
    trigger: str | None
    wire: bool
    page: bool
    changes: frozenset[str]
    supersedes: frozenset[str]
    glossary: bool = False
    quick: Callable[[Page], bool] | None = None
    source: bool = False
    model: bool = False

    @property
    def family(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def doc(self) -> str:
        """The rule's page: its docstring, dedented."""
        import inspect  # 10 ms, and only pages of rules need it

        return inspect.getdoc(self.check) or ""

    @property
    def origin(self) -> str:
        """What its suggestions name as their origin."""
        return f"rule:{self.id}"


def rule(
    category: str,
    severity: Severity,
    *,
    trigger: str | None,
    wire: bool = False,
    changes: Iterable[str] = (),
    supersedes: Iterable[str] = (),
) -> Callable[[Callable[[Block], Iterator[Finding]]], Rule]:
    """Register a function that looks at one block at a time. See `Rule` for the arguments."""
    return lambda check: _made(check, category, severity, trigger, wire, False, changes, supersedes)


def source_rule(
    category: str,
    severity: Severity,
    *,
    changes: Iterable[str] = (),
    supersedes: Iterable[str] = (),
) -> Callable[[Callable[[Block], Iterator[Finding]]], Rule]:
    """Register a function that compares one block with its source; it is called for no other block. See `Rule` for the arguments."""
    return lambda check: _made(check, category, severity, None, False, False, changes, supersedes, source=True)


def page_rule(
    category: str,
    severity: Severity,
    *,
    trigger: str | None,
    wire: bool = False,
    changes: Iterable[str] = (),
    supersedes: Iterable[str] = (),
) -> Callable[[Callable[[Page], Iterator[Finding]]], Rule]:
    """Register a function that looks at the whole page. See `Rule` for the arguments."""
    return lambda check: _made(check, category, severity, trigger, wire, True, changes, supersedes)


def glossary_rule(
    category: str,
    severity: Severity,
    *,
    trigger: str | None = None,
    quick: Callable[[Page], bool] | None = None,
    wire: bool = False,
    changes: Iterable[str] = (),
    supersedes: Iterable[str] = (),
) -> Callable[[Callable[[Page], Iterator[Finding]]], Rule]:
    """Register a function that reports the page's glossary matches under its id (`Page.matches`). See `Rule` for the arguments."""
    return lambda check: _made(check, category, severity, trigger, wire, True, changes, supersedes, glossary=True, quick=quick)


def model_rule(category: str, severity: Severity) -> Callable[[Callable[[Page], Iterator[Finding]]], Rule]:
    """Register a function that reports what a model labels under its id (`Page.labelled`). A model may change no facts."""
    return lambda check: _made(check, category, severity, None, False, True, (), (), model=True)


def _made(
    check: Check,
    category: str,
    severity: Severity,
    trigger: str | None,
    wire: bool,
    page: bool,
    changes: Iterable[str],
    supersedes: Iterable[str],
    *,
    glossary: bool = False,
    quick: Callable[[Page], bool] | None = None,
    source: bool = False,
    model: bool = False,
) -> Rule:
    family = check.__module__.removeprefix("tanqih.rules.").split(".")[0]
    name = f"{family}/{check.__name__.replace('_', '-')}"
    return Rule(
        name,
        check,
        category,
        severity,
        trigger,
        wire,
        page,
        frozenset(changes),
        frozenset(supersedes),
        glossary,
        quick,
        source,
        model,
    )


def finding(
    block: Block,
    start: int,
    end: int,
    message: str,
    confidence: float,
    *suggestions: Suggestion,
    severity: Severity | None = None,
    wire: bool = False,
    source: Span | None = None,
) -> Finding:
    """A finding over `block.text[start:end]`."""
    return Finding(block.index, Span(start, end), message, confidence, suggestions, severity, wire, source)


def replace(block: Block, start: int, end: int, text: str) -> Edit:
    """The edit that puts `text` in the place of `block.text[start:end]`."""
    return Edit(block.index, Span(start, end), text)


def delete(block: Block, start: int, end: int) -> Edit:
    """The edit that deletes `block.text[start:end]`."""
    return Edit(block.index, Span(start, end), "")


def insert(block: Block, at: int, text: str) -> Edit:
    """The edit that inserts `text` at an offset."""
    return Edit(block.index, Span(at, at), text)


def safe(label: str, *edits: Edit, score: float = 0.95) -> Suggestion:
    """A suggestion that is right without asking."""
    return Suggestion(edits, label, applicability=Applicability.SAFE, score=score)


def review(label: str, *edits: Edit, score: float = 0.7) -> Suggestion:
    """A suggestion that is probably right; a person decides."""
    return Suggestion(edits, label, applicability=Applicability.REVIEW, score=score)


def flag(label: str, *edits: Edit, score: float = 0.3) -> Suggestion:
    """A suggestion that is shown only."""
    return Suggestion(edits, label, applicability=Applicability.FLAG, score=score)
