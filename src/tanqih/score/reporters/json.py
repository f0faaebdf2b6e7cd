"""JSON: one object with the score, the gate and every document; see docs/score.md for the keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tanqih.issue import JSON_VERSION, issue_as_json
from tanqih.score.reporters.common import as_json
from tanqih.score.result import Comparison, CorpusScore, DocumentScore, Interval, ScoredIssue


def write(corpus: CorpusScore) -> Iterator[str]:
    """The object, with `documents` at its end."""
    head = as_json({"version": JSON_VERSION, **corpus_as_json(corpus)})
    yield f'{head[:-1]}, "documents": ['
    separator = "\n"
    for document in corpus.documents:
        yield separator + as_json(document_as_json(document))
        separator = ",\n"
    yield "\n]}\n"


def corpus_as_json(corpus: CorpusScore) -> dict[str, Any]:
    """The figures of a corpus, without its documents."""
    counts = corpus.counts
    return {
        "score": round(corpus.score, 4),
        "interval": _interval(corpus.interval) if corpus.interval else None,
        "words": corpus.words,
        "points": round(corpus.points, 4),
        "per_1000": round(corpus.per_1000, 4),
        "estimate": _rounded(corpus.estimate),
        "signature": corpus.signature,
        "counts": {
            "issues": counts.issues,
            "rule": dict(sorted(counts.rule.items())),
            "family": dict(sorted(counts.family.items())),
            "severity": dict(sorted(counts.severity.items())),
            "suppressed": dict(sorted(counts.suppressed.items())),
            "state": dict(sorted(counts.state.items())),
        },
        "gate": {"passed": corpus.gate.passed, "checks": [check._asdict() for check in corpus.gate.checks]},
        "metrics": [{**metric._asdict(), "value": round(metric.value, 4)} for metric in corpus.metrics],
        "comparison": _comparison(corpus.comparison) if corpus.comparison else None,
        "history": [entry._asdict() for entry in corpus.history],
        "absent": [scored_as_json(scored) for scored in corpus.absent],
        "failures": [{"rule": rule, "document": document, "error": error} for rule, document, error in corpus.failures],
    }


def _comparison(found: Comparison) -> dict[str, Any]:
    """The comparison with an older version."""
    interval = found.interval
    return {
        "old": round(found.old, 4),
        "new": round(found.new, 4),
        "difference": round(found.difference, 4),
        "interval": _interval(interval) if interval else None,
        "p_value": round(found.p_value, 6),
        "documents": found.documents,
        "better": [one._asdict() for one in found.better],
        "worse": [one._asdict() for one in found.worse],
        "rules": [one._asdict() for one in found.rules],
        "only_old": list(found.only_old),
        "only_new": list(found.only_new),
        "metrics": [one._asdict() for one in found.metrics],
    }


def _interval(found: Interval) -> dict[str, Any]:
    return {"low": round(found.low, 4), "high": round(found.high, 4), "level": found.level, "samples": found.samples}


def document_as_json(document: DocumentScore) -> dict[str, Any]:
    """A document with its issues."""
    return {
        "path": document.path,
        "document": document.id,
        "record": document.record,
        "score": round(document.score, 4),
        "words": document.words,
        "segments": document.segments,
        "points": round(document.points, 4),
        "per_1000": round(document.per_1000, 4),
        "estimate": _rounded(document.estimate),
        "segment_scores": [
            {"segment": s.segment, "words": s.words, "points": round(s.points, 4), "score": round(s.score, 4)}
            for s in document.segment_scores
        ],
        "issues": [scored_as_json(scored) for scored in document.issues],
    }


def scored_as_json(scored: ScoredIssue) -> dict[str, Any]:
    """An issue as in docs/json.md, with its place in this run."""
    end = scored.end
    return {
        **issue_as_json(scored.issue, scored.path),
        "end_line": end.line if end else None,
        "end_column": end.column if end else None,
        "fingerprint": scored.fingerprint,
        "state": scored.state,
        "suppressed": scored.suppressed,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
