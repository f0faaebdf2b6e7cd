"""An SVG badge with the score, for a README. One file, no font or image from elsewhere.

The colour says what the gate says; without limits, how high the score is. The number is there to read as well, and as a title to hear.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tanqih.score.reporters.common import number
from tanqih.score.reporters.summary import verdict
from tanqih.score.result import CorpusScore

LABEL = "translation"
_GREEN, _YELLOW, _RED = "#15803d", "#a16207", "#b91c1c"
_CHARACTER, _PADDING, _HEIGHT = 6.6, 12, 20


def write(corpus: CorpusScore) -> Iterator[str]:
    """The picture."""
    said = verdict(corpus)
    value = f"{number(corpus.score)}{f' {said}' if said else ''}"
    color = {"passed": _GREEN, "failed": _RED}.get(said) or _color(corpus.score)
    left, right = (round(len(text) * _CHARACTER + _PADDING) for text in (LABEL, value))
    name = escape(f"{LABEL}: {value}")
    font = 'font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle" fill="#fff"'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{_HEIGHT}" role="img" aria-label="{name}">'
        f"<title>{name}</title>"
        f'<clipPath id="r"><rect width="{left + right}" height="{_HEIGHT}" rx="3"/></clipPath><g clip-path="url(#r)">'
        f'<rect width="{left}" height="{_HEIGHT}" fill="#444"/><rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{color}"/></g>'
        f'<g {font}><text x="{left / 2:g}" y="14">{escape(LABEL)}</text><text x="{left + right / 2:g}" y="14">{escape(value)}</text></g>'
        "</svg>\n"
    )


def _color(score: float) -> str:
    return _GREEN if score >= 90 else _YELLOW if score >= 70 else _RED
