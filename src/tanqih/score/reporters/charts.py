"""Charts as SVG in a page: bars of a distribution, stacked bars by family, a line over time. No script; each says its numbers in a title.

Colours come from the classes of the style sheet, so that they follow light and dark; shape and order say the same as colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import pairwise

from tanqih.issue import Severity
from tanqih.review.report.markup import Markup
from tanqih.score.reporters.common import SEVERITIES, number
from tanqih.score.result import HistoryEntry

WIDTH = 640
"""Units of the view box; the page scales it."""
_BAR, _ROW, _LEFT, _TOP = 130, 24, 130, 18


def distribution(out: Markup, bins: Sequence[int]) -> None:
    """Documents by score, one bar per class of ten points."""
    most, step = max(*bins, 1), WIDTH / len(bins)
    with _svg(out, _BAR + _TOP + 20, "Documents by score"):
        for at, documents in enumerate(bins):
            low, high = at * 100 // len(bins), (at + 1) * 100 // len(bins)
            height = _BAR * documents / most
            label = f"{low} to {high}: {documents:,}"
            _rect(out, at * step + 2, _TOP + _BAR - height, step - 4, height, "bar", label)
            _text(out, (at + 0.5) * step, _TOP + _BAR + 15, f"{low}\N{EN DASH}{high}")
            if documents:
                _text(out, (at + 0.5) * step, _TOP + _BAR - height - 4, f"{documents:,}")


def families(out: Markup, counts: Sequence[tuple[str, Mapping[Severity, int]]]) -> None:
    """Issues by family, worst severity first in each bar."""
    most = max((sum(of.values()) for _, of in counts), default=1)
    with _svg(out, _ROW * len(counts), "Issues by family and severity"):
        for row, (family, of) in enumerate(counts):
            _text(out, _LEFT - 8, row * _ROW + 16, family, "end")
            at = float(_LEFT)
            for severity in SEVERITIES:
                if of.get(severity):
                    width = (WIDTH - _LEFT - 60) * of[severity] / most
                    _rect(out, at, row * _ROW + 3, width, _ROW - 6, str(severity), f"{family}: {of[severity]:,} {severity}")
                    at += width
            _text(out, at + 6, row * _ROW + 16, f"{sum(of.values()):,}", "start")


def trend(out: Markup, history: Sequence[HistoryEntry]) -> None:
    """The score over the runs of a history; the line is broken where the signature changes, for such scores do not compare."""
    step = WIDTH / max(1, len(history) - 1)
    low = min(90.0, *(entry.score for entry in history)) // 10 * 10 if history else 0.0
    places = [
        (at * step * 0.94 + WIDTH * 0.03, _TOP + _BAR * (100 - entry.score) / (100 - low)) for at, entry in enumerate(history)
    ]
    with _svg(out, _BAR + _TOP + 24, "Score over time"):
        for value in (100.0, low):
            height = _TOP + _BAR * (100 - value) / (100 - low)
            out.leaf("line", class_="grid", x1="0", x2=str(WIDTH), y1=f"{height:.1f}", y2=f"{height:.1f}")
            _text(out, 0, height - 3, f"{value:g}", "start")
        for (a, b), (start, end) in zip(pairwise(history), pairwise(places), strict=True):
            if a.signature == b.signature:
                ends = {"x1": f"{start[0]:.1f}", "y1": f"{start[1]:.1f}", "x2": f"{end[0]:.1f}", "y2": f"{end[1]:.1f}"}
                out.leaf("line", class_="line", **ends)
        for entry, (x, y) in zip(history, places, strict=True):
            with out.tag("circle", class_="point" if entry.passed else "point failed", cx=f"{x:.1f}", cy=f"{y:.1f}", r="4"):
                out.title(f"{entry.time}: {number(entry.score)}{'' if entry.passed else ', gate failed'}")
        if history:
            _text(out, 0, _TOP + _BAR + 18, history[0].time[:10], "start")
            _text(out, WIDTH, _TOP + _BAR + 18, history[-1].time[:10], "end")


def _svg(out: Markup, height: int, label: str) -> AbstractContextManager[None]:
    return out.tag("svg", viewBox=f"0 0 {WIDTH} {height}", role="img", aria_label=label)


def _rect(out: Markup, x: float, y: float, width: float, height: float, kind: str, label: str) -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{max(0.0, width):.1f}", "height": f"{max(0.0, height):.1f}"}
    with out.tag("rect", class_=kind, **place):
        out.title(label)


def _text(out: Markup, x: float, y: float, text: str, anchor: str = "middle") -> None:
    out.leaf("text", text, class_=anchor, x=f"{x:.1f}", y=f"{y:.1f}")
