"""Words and segments of real post-edits: OK or BAD words by language, and the estimate of a segment against its HTER."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tanqih.formats.plain import document_from_text
from tanqih.models.interface import Reading
from tanqih.training.corpora import rows
from tanqih.training.figures import Asked, Line
from tanqih.training.metrics import best_threshold, mcc, pearson, spearman
from tanqih.training.running import Running, running


class Edited(NamedTuple):
    """A machine translation that was post-edited.

    Attributes:
        language: of the source.
        text: the translation.
        bad: whether the post-editor changed each token.
        hter: edits by words of the post-edit.
    """

    language: str
    text: Running
    bad: tuple[bool, ...]
    hter: float


Scored = list[tuple[bool, float]]
"""A segment's tokens: BAD in the data, and how surely the model says so."""


def words(asked: Asked) -> Iterator[Line]:
    """MCC of BAD words, threshold of the first half of a language measured on its second; Pearson and Spearman of the mean with HTER."""
    segments = asked.some(list(read(asked.file("corpora/post-edits/dev.tsv.gz"))))
    asked.say(f"words: {len(segments)} segments")
    readings = asked.detector.read([segment.text.text for segment in segments])
    by_rules = _by_rules(asked, segments)
    languages = list(dict.fromkeys(segment.language for segment in segments))
    found: dict[str, list[Line]] = {"MCC": [], "Pearson": [], "Spearman": []}
    for language in languages:
        numbers = [number for number, segment in enumerate(segments) if segment.language == language]
        scored = [_scored(segments[number], readings[number]) for number in numbers]
        plain = [by_rules[number] for number in numbers]
        threshold, value = halves(scored)
        asked.say(f"words: {language}: threshold {threshold}")
        found["MCC"].append(Line("words", f"words, MCC, {language}", value, 0.0, halves(plain)[1]))
        hter = [segments[number].hter for number in numbers]
        for name, measure in (("Pearson", pearson), ("Spearman", spearman)):
            mine, theirs = measure(_means(scored), hter), measure(_means(plain), hter)
            found[name].append(Line("words", f"segments, {name} with HTER, {language}", mine, 0.0, theirs))
    for name, target in (("MCC", 0.36), ("Pearson", 0.47), ("Spearman", None)):
        yield from found[name]
        what = "words, MCC, mean" if name == "MCC" else f"segments, {name} with HTER, mean"
        yield Line(
            "words", what, _mean([line.model for line in found[name]]), 0.0, _mean([line.rules for line in found[name]]), target
        )


def read(path: Path) -> Iterator[Edited]:
    """Segments of a file of post-edits (see `samples.post_edits`), those whose tags fit their tokens."""
    for row in rows(path):
        tokens, tags = row["mt"].split(), row["word_and_gap_tags"].split()[1::2]
        if len(tokens) == len(tags):
            yield Edited(row["source_language"], running(tokens), tuple(tag == "BAD" for tag in tags), float(row["hter"]))


def halves(segments: Sequence[Scored]) -> tuple[float, float]:
    """The threshold that is best on the first half of the segments, and its MCC on the second."""
    half = len(segments) // 2
    threshold = best_threshold([pair for segment in segments[:half] for pair in segment])
    return threshold, mcc((bad, value >= threshold) for segment in segments[half:] for bad, value in segment)


def _scored(segment: Edited, reading: Reading) -> Scored:
    places = segment.text.tokens_in(reading.words)
    return [(bad, max((reading.bad[n] for n in at), default=0.0)) for bad, at in zip(segment.bad, places, strict=True)]


def _by_rules(asked: Asked, segments: Sequence[Edited]) -> list[Scored]:
    """The same from the confidence of the issues that rules and glossary find."""
    checker = asked.rules("preserve")
    found = []
    for segment in segments:
        issues = checker.check(document_from_text(segment.text.text)).issues
        places = [(issue.offset, issue.confidence) for issue in issues if issue.offset]
        found.append(
            [
                (bad, max((sure for (a, b), sure in places if max(a, start) < min(b, end) or a == b == start), default=0.0))
                for bad, (start, end) in zip(segment.bad, segment.text.spans, strict=True)
            ]
        )
    return found


def _means(segments: Sequence[Scored]) -> list[float]:
    return [sum(value for _, value in segment) / max(1, len(segment)) for segment in segments]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
