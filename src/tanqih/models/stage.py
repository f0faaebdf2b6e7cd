"""The model's part of a check: reads the paragraphs of a page in one batch and puts what it finds where the rules of `rules.model` report it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

from tanqih.config import CHECK_MIN_CONFIDENCE
from tanqih.document import Span
from tanqih.issue import Edit
from tanqih.models.calibration import Calibration
from tanqih.models.doubts import doubted
from tanqih.models.groups import Group, groups_of
from tanqih.models.interface import Detector, Reading
from tanqih.text import Block, Labelled, Page

MAX_CHARACTERS = 40_000
"""Code points of a paragraph that are read; what is longer is no prose."""
KEPT_READINGS = 2_048
"""Readings that are kept: `fix` and a review check a text several times, and most paragraphs stay the same."""
STEP = 0.05
"""Neighbouring suspect words whose confidence lies in the same step are one issue."""
LONGEST_SUSPECT = 8
_SUSPECT = "model/suspect"


class Stage:
    """A detector at work for one checker."""

    def __init__(self, detector: Detector, calibration: Calibration, rules: Iterable[str]) -> None:
        """Args:
        detector: reads the texts.
        calibration: of the detector.
        rules: ids of the `model/…` rules that run.
        """
        self._detector, self._calibration = detector, calibration
        self._rules = frozenset(rules)
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self.origin = f"model:{detector.name}"

    def prepare(self, texts: Iterable[str]) -> None:
        """Read texts that are not read yet, all in one go. ModelError when the model fails."""
        wanted = dict.fromkeys(text[:MAX_CHARACTERS] for text in texts)
        new = [text for text in wanted if text not in self._readings]
        if not new:
            return
        found = self._detector.read(new)
        for old in list(self._readings)[: max(0, len(self._readings) + len(new) - KEPT_READINGS)]:
            if old not in wanted:
                del self._readings[old]
        self._readings.update(zip(new, found, strict=True))

    def label(self, page: Page) -> float | None:
        """Put what the model says of a page into `page.labelled`.

        Returns:
            The share of the page's words that a post-editor would change, as estimated; None for a page without words.

        Raises:
            ModelError: the model fails.
        """
        self.prepare(block.text for block in page.blocks)
        found: dict[str, list[Labelled]] = {}
        bad, words = 0.0, 0
        for block in page.blocks:
            reading = self._reading(block.text)
            bad += sum(reading.bad)
            words += len(reading.words)
            for rule, labelled in self._of(block, reading):
                found.setdefault(rule, []).append(labelled)
        page.labelled = found
        return bad / words if words else None

    def _reading(self, text: str) -> Reading:
        text = text[:MAX_CHARACTERS]
        self._readings.move_to_end(text)
        return self._readings[text]

    def _of(self, block: Block, reading: Reading) -> Iterator[tuple[str, Labelled]]:
        """What is reported of a block: edits and flags, and suspect words where neither says more."""
        said: list[Labelled] = []
        for group in groups_of(block.text, reading):
            labelled = self._labelled(block, group)
            if labelled.confidence < CHECK_MIN_CONFIDENCE or doubted(block, group):
                continue
            said.append(labelled)
            if group.rule in self._rules:
                yield group.rule, labelled
        if _SUSPECT in self._rules:
            for suspect in _together(list(self._suspects(block, reading))):
                if not any(other.span.overlaps(suspect.span) and other.confidence >= suspect.confidence for other in said):
                    yield _SUSPECT, suspect

    def _suspects(self, block: Block, reading: Reading) -> Iterator[Labelled]:
        """The words of a block that a post-editor would perhaps change."""
        for word, bad in zip(reading.words, reading.bad, strict=True):
            confidence = self._calibration.confidence(_SUSPECT, bad)
            if confidence >= CHECK_MIN_CONFIDENCE:
                yield Labelled(block.index, block.text, Span(word.start, word.end), None, confidence, self.origin)

    def _labelled(self, block: Block, group: Group) -> Labelled:
        confidence = self._calibration.confidence(group.scale, group.score)
        change = group.change
        edit = Edit(block.index, Span(change.start, change.end), change.text) if change else None
        return Labelled(block.index, block.text, Span(group.start, group.end), edit, confidence, self.origin)


def _together(words: Sequence[Labelled]) -> Iterator[Labelled]:
    """Suspect words in order, neighbours of like confidence as one."""
    run: list[Labelled] = []
    for word in words:
        if run and not (
            len(run) < LONGEST_SUSPECT
            and not word.text[run[-1].span.end : word.span.start].strip()
            and int(word.confidence / STEP) == int(run[-1].confidence / STEP)
        ):
            yield _joined(run)
            run = []
        run.append(word)
    if run:
        yield _joined(run)


def _joined(run: Sequence[Labelled]) -> Labelled:
    first, last = run[0], run[-1]
    return first._replace(span=Span(first.span.start, last.span.end), confidence=max(word.confidence for word in run))
