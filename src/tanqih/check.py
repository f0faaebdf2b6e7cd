"""From a Document to its Issues: run the rules that can fire, then place, guard, rank and key what they found."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tanqih._version import __version__
from tanqih.apply import apply_to_segment, crosses_protected
from tanqih.config import CHECK_MIN_CONFIDENCE, Config
from tanqih.document import Document, Segment, Span
from tanqih.glossary import Glossary, load, profiles
from tanqih.glossary.profiles import Profile
from tanqih.glossary.style import in_style
from tanqih.guards import Verdict, verdict
from tanqih.issue import SCORE_WEIGHTS, Applicability, Edit, Issue, Report, RuleFailure, Suggestion, issue_key
from tanqih.rules import Finding, Rule, chosen
from tanqih.rules._prefilter import Prefilter
from tanqih.text import Block, Page

if TYPE_CHECKING:
    from tanqih.models.registry import Models
    from tanqih.models.work import ModelWork

SUPERSEDING_CONFIDENCE = 0.5
SHORT_SPAN = 300
"""Longest span of an issue that is looked up by its place; the few longer ones are tried one by one."""
GUARD_REACH = 200
"""Code points each side of an edit in which the guards compare facts."""
GLOSSARY_FAMILIES = frozenset({"term", "name"})
"""Families whose rules read the glossary."""
READ_AHEAD = 32
"""Documents whose paragraphs a model reads in one go (`check_many`)."""
_HELD_BACK = {Applicability.SAFE: Applicability.FLAG, Applicability.REVIEW: Applicability.FLAG}


class Checker:
    """Checks many documents with one set-up.

    Use it as a context manager, or not: it holds no files or processes, only the chosen rules and their prefilter.
    """

    def __init__(self, config: Config | None = None, *, models: Models | None = None) -> None:
        """Args:
        config: settings; None for the defaults.
        models: what to use in place of the model that the configuration names (`tanqih.models.fake` for tests).

        Raises:
            UnknownRuleError: the configuration or the profile names a rule that does not exist.
            GlossaryError: a glossary file is missing or wrong.
            ConfigError, ModelError, MissingExtraError: the model is not there, broken, or needs a package.
        """
        self.config = config or Config()
        self._with_model = models is not None or self.config.has_model
        self.profile = profiles.load(self.config.profile)
        self.rules = self._chosen_rules()
        scanned = [rule for rule in self.rules if not rule.source and not rule.model and (not rule.glossary or rule.trigger)]
        self._prefilter = Prefilter(scanned, engine=self.config.prefilter)
        self._source_rules = [rule for rule in self.rules if rule.source]
        self._glossary_rules = {rule.id: rule for rule in self.rules if rule.glossary}
        self._quick_rules = [rule for rule in self.rules if rule.quick]
        self.glossary = self._load_glossary()
        self._model_rules = [rule for rule in self.rules if rule.model]
        self._model = self._load_model(models) if self._with_model else None

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None

    def _chosen_rules(self) -> tuple[Rule, ...]:
        """The rules of configuration and profile; the configuration's `select` and `ignore` have the last word."""
        ignore = (*self.config.ignore, *self.profile.off)
        rules = {rule.id: rule for rule in chosen(self.config.select, ignore, wire=self.profile.house_style)}
        if self.profile.on and not self.config.select:
            rules.update((rule.id, rule) for rule in chosen(self.profile.on, self.config.ignore, wire=True))
        return tuple(rules[key] for key in sorted(rules) if self._with_model or not rules[key].model)

    def _load_glossary(self) -> Glossary | None:
        """The glossary, unless no rule that runs has a use for it."""
        if not any(rule.family in GLOSSARY_FAMILIES for rule in self.rules):
            return None
        folder = self.config.folder or Path()
        return load([folder / path for path in self.config.glossaries])

    def _load_model(self, models: Models | None) -> ModelWork | None:
        """The models at work; nothing of them is imported where there are none."""
        from tanqih.models.work import work_of

        return work_of(self.config, models, (rule.id for rule in self._model_rules))

    def warm_up(self) -> None:
        """Load the model's weights now, if there is a model, and not at the first text.

        Raises:
            ModelError: they cannot be used.
        """
        if self._model:
            self._model.warm_up()

    @cached_property
    def signature(self) -> str:
        """What a score depends on, as `key:value` pairs joined by bars (sacreBLEU, `Signature`)."""
        rules = hashlib.blake2b("\n".join(rule.id for rule in self.rules).encode(), digest_size=4).hexdigest()
        weights = "/".join(f"{weight:g}" for weight in SCORE_WEIGHTS.values())
        glossary = self.glossary.key[:8] if self.glossary else "none"
        profile = f"profile:{self.profile.label}|rules:{rules}|glossary:{glossary}"
        return f"tanqih:{__version__}|{profile}|weights:{weights}|model:{self._model.key if self._model else 'off'}"

    def check(self, document: Document) -> Report:
        """All issues of one document, from confidence 0.1 up, ordered by place. A rule that raises is reported, the others go on."""
        page = Page(document, self.glossary, self.profile.names)
        findings: list[tuple[Rule, Finding]] = []
        failures: list[RuleFailure] = []
        page_rules: dict[str, Rule] = {}
        # A rule sees all its blocks in a row, and the scan comes first: what each of them works with stays in the processor's cache.
        for rule, blocks in self._by_rule(page):
            if rule.page:
                page_rules[rule.id] = rule
                continue
            for block in blocks:
                try:
                    findings.extend([(rule, finding) for finding in rule.check(block)])
                except Exception as error:
                    failures.append(_failure(rule, error))
        estimate = None
        if self._model:
            estimate = self._model.label(page, failures)
            page_rules.update((rule.id, rule) for rule in self._model_rules if rule.id in page.labelled)
        if self._glossary_rules:
            page_rules.update((rule.id, rule) for rule in self._called_for(page, failures))
        for rule in page_rules.values():
            try:
                findings.extend((rule, finding) for finding in rule.check(page))
            except Exception as error:
                failures.append(_failure(rule, error))
        if not self.profile.house_style:
            on = self.profile.on
            findings = [(rule, found) for rule, found in findings if not found.wire or rule.id in on or rule.family in on]
        if self.profile.rewrites:
            findings = [(rule, _in_style(found, self.profile)) for rule, found in findings]
        issues = _issues(document, findings) if findings else ()
        if self._model and issues:
            issues = self._model.choose(document, issues, partial(_candidate, document), self.glossary, failures)
        return Report(document, issues, tuple(failures), self.signature, estimate)

    def _by_rule(self, page: Page) -> Iterable[tuple[Rule, list[Block]]]:
        """The rules that can fire on some blocks of a page, each with the blocks."""
        found: dict[str, tuple[Rule, list[Block]]] = {}
        scan = self._prefilter.scan
        for block in page.blocks:
            called = scan(block.text)
            for rule in [*called, *self._source_rules] if block.segment.source else called:
                known = found.get(rule.id)
                if known is None:
                    found[rule.id] = rule, [block]
                else:
                    known[1].append(block)
        return found.values()

    def _called_for(self, page: Page, failures: list[RuleFailure]) -> list[Rule]:
        """Glossary rules with matches on the page or a reason to look closer. What raises is reported once, not for each rule."""
        try:
            found = [self._glossary_rules[name] for name in page.matches if name in self._glossary_rules]
            found += [rule for rule in self._quick_rules if rule.quick and rule.quick(page)]
        except Exception as error:
            failures.append(_failure(next(iter(self._glossary_rules.values())), error))
            return []
        return found

    def check_many(self, documents: Iterable[Document | str]) -> Iterator[Report]:
        """One report per document, in order. A `str` is read as plain text. With a model the texts are taken `READ_AHEAD` at a time."""
        from tanqih.formats.plain import document_from_text

        found = (
            document_from_text(given, id=f"text:{number}") if isinstance(given, str) else given
            for number, given in enumerate(documents, 1)
        )
        while self._model and (ahead := list(islice(found, READ_AHEAD))):
            self._model.prepare(segment.target for document in ahead for segment in document.segments if segment.target)
            yield from map(self.check, ahead)
        yield from map(self.check, found)


def _in_style(found: Finding, profile: Profile) -> Finding:
    """A finding whose suggestions are written as the profile wants them."""
    return replace(found, suggestions=tuple(in_style(suggestion, profile) for suggestion in found.suggestions))


def _failure(rule: Rule, error: Exception) -> RuleFailure:
    return RuleFailure(rule.id, f"{type(error).__name__}: {error}")


def _issues(document: Document, findings: list[tuple[Rule, Finding]]) -> tuple[Issue, ...]:
    segments = {segment.index: segment for segment in document.segments}
    issues: list[Issue] = []
    seen: Counter[str] = Counter()
    supersedes: dict[str, frozenset[str]] = {}
    for rule, finding in sorted(findings, key=lambda item: (item[1].block, item[1].span, item[0].id)):
        segment = segments[finding.block]
        if finding.confidence < CHECK_MIN_CONFIDENCE or segment.ignored & {"all", rule.family, rule.id}:
            continue
        issue = _issue(document, segment, segments, rule, finding)
        if issue is None:
            continue
        ordinal = seen[issue.key]
        seen[issue.key] += 1
        if ordinal:
            key = issue_key(document.id, rule.id, segment.target, issue.span.start, issue.span.end, ordinal)
            issue = replace(issue, key=key)
        issues.append(issue)
        if rule.supersedes:
            supersedes[rule.id] = rule.supersedes
    return tuple(_without_superseded(issues, supersedes))


def _issue(document: Document, segment: Segment, segments: dict[int, Segment], rule: Rule, finding: Finding) -> Issue | None:
    suggestions = tuple(
        _guarded(suggestion, rule, segments)
        for suggestion in finding.suggestions
        if not any(crosses_protected(segments[edit.segment], edit) for edit in suggestion.edits)
    )
    span = finding.span
    if any(span.overlaps(protected) for protected in segment.protected) and not suggestions:
        return None
    if suggestions:
        here = [edit.span for edit in suggestions[0].edits if edit.segment == segment.index]
        span = Span(min([span.start, *(s.start for s in here)]), max([span.end, *(s.end for s in here)]))
    place = segment.place(span.start)
    return Issue(
        rule=rule.id,
        category=rule.category,
        severity=rule.severity if finding.severity is None else finding.severity,
        confidence=finding.confidence,
        segment=segment.index,
        span=span,
        message=finding.message,
        suggestions=suggestions,
        key=issue_key(document.id, rule.id, segment.target, span.start, span.end),
        text=segment.target[span.start : span.end],
        document=document.id,
        offset=None if segment.offset is None else (segment.offset + span.start, segment.offset + span.end),
        line=place[0] if place else None,
        column=place[1] if place else None,
        source_span=finding.source,
    )


def _guarded(suggestion: Suggestion, rule: Rule | None, segments: dict[int, Segment]) -> Suggestion:
    """The suggestion with its origin and the guards' verdict; an objection makes it one that is shown only."""
    touched = sorted({edit.segment for edit in suggestion.edits})
    parts = [_around(segments[i].target, sorted(e for e in suggestion.edits if e.segment == i)) for i in touched]
    if any(part is None for part in parts):
        lock = Verdict("cannot be applied: its edits overlap or leave the text")
    else:
        before, after = ("\n".join(part[side] for part in parts if part) for side in (0, 1))
        source = "\n".join(segments[i].source or "" for i in touched).strip()
        lock = verdict(before, after, rule.changes if rule else (), origin=suggestion.origin, source=source)
    applicability = suggestion.applicability
    empties = not lock.objection and any(segments[i].source for i in touched) and _empties(suggestion, segments)
    if lock.objection:
        applicability = _HELD_BACK.get(applicability, applicability)
    elif applicability is Applicability.SAFE and (empties or not lock.may_be_safe):
        applicability = Applicability.REVIEW
    origin = suggestion.origin or (rule.origin if rule else "")
    return replace(suggestion, origin=origin, guard=lock.objection, applicability=applicability)


def _candidate(document: Document, suggestion: Suggestion) -> Suggestion:
    """A model's suggestion with the guards' verdict; without edits where they cross protected text."""
    segments = {segment.index: segment for segment in document.segments}
    if any(crosses_protected(segments[edit.segment], edit) for edit in suggestion.edits):
        return replace(suggestion, edits=())
    return _guarded(suggestion, None, segments)


def _around(target: str, edits: list[Edit]) -> tuple[str, str] | None:
    """The stretch of text about some edits before and after them; None when they conflict. Facts are compared there only."""
    before: list[str] = []
    after: list[str] = []
    at = max(0, edits[0].span.start - GUARD_REACH)
    for first, second in zip(edits, [*edits[1:], None], strict=True):
        start, end = first.span.start, first.span.end
        if start < at or end > len(target):
            return None
        kept = target[at:start]
        follow = min(len(target), end + GUARD_REACH)
        at = end
        before += (kept, target[start:end])
        after += (kept, first.text)
        if second is None or second.span.start > follow + GUARD_REACH:
            before.append(target[end:follow] + "\n")
            after.append(target[end:follow] + "\n")
            at = max(follow, second.span.start - GUARD_REACH) if second else at
    return "".join(before), "".join(after)


def _empties(suggestion: Suggestion, segments: dict[int, Segment]) -> bool:
    """True when the edits leave a segment without text."""
    touched = {edit.segment for edit in suggestion.edits}
    return any(not apply_to_segment(segments[i], [e for e in suggestion.edits if e.segment == i]).target.strip() for i in touched)


def _without_superseded(issues: list[Issue], supersedes: dict[str, frozenset[str]]) -> Iterator[Issue]:
    short: dict[int, list[Issue]] = {}
    long: dict[int, list[Issue]] = {}
    for issue in issues:
        if issue.rule in supersedes and issue.confidence >= SUPERSEDING_CONFIDENCE:
            by_segment = short if len(issue.span) <= SHORT_SPAN else long
            by_segment.setdefault(issue.segment, []).append(issue)
    for issue in issues:
        near = _near(short.get(issue.segment, []), issue.span)
        if not any(_superseded(issue, other, supersedes[other.rule]) for other in chain(near, long.get(issue.segment, []))):
            yield issue


def _near(found: list[Issue], span: Span) -> Iterator[Issue]:
    """Issues with short spans, ordered by place, that can touch a span."""
    for i in range(bisect_left(found, span.start - SHORT_SPAN, key=lambda other: other.span.start), len(found)):
        if found[i].span.start > span.end:
            return
        yield found[i]


def _superseded(issue: Issue, other: Issue, names: frozenset[str]) -> bool:
    return (
        other is not issue
        and bool({issue.rule, issue.family} & names)
        and (other.span.overlaps(issue.span) or other.span == issue.span)
    )
