"""Reference metrics through sacreBLEU: BLEU, chrF++ and TER against human translations, HTER against post-edits, each with its signature.

sacreBLEU and numpy are imported when a metric is computed. HTER is TER against the post-edit of the very text (Snover and others, "A
Study of Translation Edit Rate with Targeted Human Annotation", AMTA 2006). Significance between two versions is sacreBLEU's: paired
bootstrap ("bs", Koehn 2004) or approximate randomisation ("ar", Riezler and Maxwell 2005), seeded by SACREBLEU_SEED (default 12345).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tanqih.document import Document
from tanqih.errors import ConfigError, InputError, MissingExtraError, nearest
from tanqih.score.result import Metric, MetricChange

NAMES = {"bleu": "BLEU", "chrf": "chrF++", "ter": "TER", "hter": "HTER", "comet": "COMET"}
"""Metrics by the name of `--metric`."""
AGAINST_REFERENCES = ("bleu", "chrf", "ter")
TESTS = ("bs", "ar")
_ERROR_RATES = frozenset({"ter", "hter"})


def chosen(given: Sequence[str]) -> tuple[str, ...]:
    """The metrics that names mean; chrf++ and chrF++ are chrf.

    Raises:
        ConfigError: an unknown one; names the nearest.
    """
    names = [name.lower().removesuffix("++") for name in given]
    for name in names:
        if name not in NAMES:
            raise ConfigError(f"no metric {name!r}{nearest(name, NAMES)}; there are: {', '.join(NAMES)}")
    return tuple(name for name in NAMES if name in names)


def is_installed() -> bool:
    """True when sacreBLEU is there; it is not imported."""
    return find_spec("sacrebleu") is not None


@dataclass(slots=True)
class Texts:
    """Segments with what they are measured against, gathered while the documents are scored.

    Attributes:
        every: True for all segments, False for those that have a reference.
        targets: segments with text, in the order of the input.
        sources: Arabic of each, "" where there is none.
        references: human translation of each, None where there is none.
        documents: how many segments each document has, and how many lines.
    """

    every: bool = True
    targets: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    references: list[str | None] = field(default_factory=list)
    documents: list[tuple[str, int, int]] = field(default_factory=list)

    def add(self, document: Document) -> None:
        """Take the segments of a document."""
        segments = [segment for segment in document.segments if segment.target.strip() and (self.every or segment.reference)]
        self.targets += (segment.target for segment in segments)
        self.sources += (segment.source or "" for segment in segments)
        self.references += (segment.reference or None for segment in segments)
        self.documents.append((document.id, len(segments), sum(len(_lines(segment.target)) for segment in segments)))

    @property
    def paired(self) -> list[tuple[str, str, str]]:
        """Source, target and reference of the segments that have a reference, on one line each."""
        rows = zip(self.sources, self.targets, self.references, strict=True)
        return [(_flat(source), _flat(target), _flat(reference)) for source, target, reference in rows if reference]

    def against(self, others: Texts, what: str, path: str) -> Texts:
        """These segments with those of another file as their references, segment by segment, or line by line when that fits instead.

        Raises:
            InputError: another number of documents, or of segments in one of them.
        """
        if len(self.documents) != len(others.documents):
            counts = f"{len(others.documents):,} {what} documents for {len(self.documents):,} documents"
            raise InputError(counts, "one for each, in the same order", path=path)
        if [one for _, one, _ in self.documents] == [one for _, one, _ in others.documents]:
            return Texts(True, self.targets, self.sources, list(others.targets), self.documents)
        if [lines for _, _, lines in self.documents] == [lines for _, _, lines in others.documents]:
            targets = [line for target in self.targets for line in _lines(target)]
            references: list[str | None] = [line for target in others.targets for line in _lines(target)]
            return Texts(True, targets, [""] * len(targets), references, self.documents)
        pairs = zip(self.documents, others.documents, strict=True)
        name, mine, theirs = next((name, mine, theirs) for (name, mine, _), (_, theirs, _) in pairs if mine != theirs)
        wrong = f"{theirs:,} {what} paragraphs for the {mine:,} of {name}"
        raise InputError(wrong, "one for each, in the same order", path=path)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _metric(name: str) -> Any:
    """A metric of sacreBLEU with its defaults; chrF with word bigrams, which is chrF++.

    Raises:
        MissingExtraError: sacreBLEU is not installed.
    """
    if not is_installed():
        raise MissingExtraError(f"the metric {NAMES[name]}", "score")
    package = import_module("sacrebleu.metrics")  # its types are seen only where it is installed
    if name == "chrf":
        return package.CHRF(word_order=2)
    return package.BLEU(force=True) if name == "bleu" else package.TER()


def measure(name: str, pairs: Sequence[tuple[str, str, str]]) -> Metric:
    """A metric over (source, target, reference) rows.

    Raises:
        InputError: there are none.
        MissingExtraError: as for `_metric`.
    """
    if not pairs:
        kind = "post-edits" if name == "hter" else "references"
        raise InputError(f"no {kind} for {NAMES[name]}", f"give them with --{kind} or in the files (--reference-field)")
    metric = _metric(name)
    value = metric.corpus_score([target for _, target, _ in pairs], [[reference for _, _, reference in pairs]]).score
    return Metric(NAMES[name], float(value), str(metric.get_signature()), name not in _ERROR_RATES, len(pairs))


def significance(
    names: Iterable[str],
    old: Sequence[tuple[str, str, str]],
    new: Sequence[tuple[str, str, str]],
    test: str = "bs",
) -> tuple[MetricChange, ...]:
    """The metrics of two versions against the same references, with p-values.

    Args:
        names: of the metrics.
        old, new: rows as for `measure`; the references must be the same.
        test: "bs" or "ar".

    Raises:
        InputError: the references differ in number or words.
        MissingExtraError: as for `_metric`.
    """
    references = [reference for _, _, reference in new]
    if [reference for _, _, reference in old] != references:
        raise InputError("the two versions have other references", "compare versions of the same texts, or give --references")
    wanted = tuple(names)
    metrics = {NAMES[name]: _metric(name) for name in wanted}
    systems = [("old", [target for _, target, _ in old]), ("new", [target for _, target, _ in new])]
    signatures, found = import_module("sacrebleu.significance").PairedTest(systems, metrics, [references], test_type=test)()
    changes = []
    for name, (key, signed) in zip(
        wanted, signatures.items(), strict=True
    ):  # in the order of the metrics, under sacreBLEU's names
        was, now = found[key]
        p_value = 1.0 if was.score == now.score else float(now.p_value)
        changes.append(MetricChange(NAMES[name], was.score, now.score, p_value, str(signed), name not in _ERROR_RATES))
    return tuple(changes)
