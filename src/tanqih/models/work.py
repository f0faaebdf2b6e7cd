"""The models of one checker at work: what they say of a page before the rules' findings become issues, and what they propose after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tanqih.config import Config
from tanqih.document import Document
from tanqih.errors import ModelError
from tanqih.glossary import Glossary
from tanqih.issue import Issue, RuleFailure
from tanqih.models.choose import Guard, merged, requests, with_candidates
from tanqih.models.registry import Models, load
from tanqih.models.stage import Stage
from tanqih.models.terms import required_terms
from tanqih.text import Page


class ModelWork:
    """Runs models and never fails: what goes wrong is reported as the failure of a rule, and the rules go on."""

    def __init__(self, models: Models, rules: Iterable[str]) -> None:
        """Args:
        models: what was loaded.
        rules: ids of the `model/…` rules that run.
        """
        self.models = models
        self._stage = Stage(models.detector, models.calibration, rules) if models.detector else None

    @property
    def key(self) -> str:
        """For the score's signature."""
        return self.models.key

    def warm_up(self) -> None:
        """Load the weights of the detector. ModelError when they cannot be used."""
        if self._stage is not None:
            self._stage.prepare(["Ready."])

    def prepare(self, texts: Iterable[str]) -> None:
        """Read texts ahead, in batches over several documents. What fails here fails again, and is reported, where it is needed."""
        if self._stage is None:
            return
        try:
            self._stage.prepare(texts)
        except ModelError:
            return

    def label(self, page: Page, failures: list[RuleFailure]) -> float | None:
        """Label a page (`Page.labelled`); the estimated share of words that a post-editor would change, None where there is none."""
        if self._stage is None:
            return None
        try:
            return self._stage.label(page)
        except ModelError as error:
            failures.append(RuleFailure(self._stage.origin, str(error)))
            return None

    def choose(
        self, document: Document, issues: Sequence[Issue], guard: Guard, glossary: Glossary | None, failures: list[RuleFailure]
    ) -> tuple[Issue, ...]:
        """The issues of rules and models together, with what the models propose for them."""
        found = merged(document, issues)
        for proposer in self.models.proposers:
            asked = requests(document, found, lambda segment: required_terms(segment, glossary))
            if not asked:
                break
            try:
                answers = proposer.propose(list(asked.values()))
            except ModelError as error:
                failures.append(RuleFailure(f"model:{proposer.name}", str(error)))
                continue
            found = with_candidates(document, found, asked, dict(zip(asked, answers, strict=True)), guard)
        return found


def work_of(config: Config, given: Models | None, rules: Iterable[str]) -> ModelWork | None:
    """The models that are given, or that a configuration names; None when it names none. Raises what `registry.load` raises."""
    models = given or load(config.model, config)
    return None if models is None else ModelWork(models, rules)
