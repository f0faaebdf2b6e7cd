"""From a Document to its Report: run the rules that can fire, and the models where there are some, and make issues of what they find."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tanqih._version import __version__
from tanqih.config import Config
from tanqih.document import Document
from tanqih.glossary import Glossary, load, profiles
from tanqih.glossary.profiles import Profile
from tanqih.glossary.style import in_style
from tanqih.issue import SCORE_WEIGHTS, Report, RuleFailure
from tanqih.placing import candidate, issues_of
from tanqih.rules import Finding, Rule, chosen
from tanqih.rules._prefilter import Prefilter
from tanqih.text import Block, Page

if TYPE_CHECKING:
    from tanqih.models.registry import Models
    from tanqih.models.work import ModelWork

GLOSSARY_FAMILIES = frozenset({"term", "name"})
"""Families whose rules read the glossary."""
READ_AHEAD = 32
"""Documents whose paragraphs a model reads in one go (`check_many`)."""


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
        issues = issues_of(document, findings) if findings else ()
        if self._model and issues:
            issues = self._model.choose(document, issues, partial(candidate, document), self.glossary, failures)
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
