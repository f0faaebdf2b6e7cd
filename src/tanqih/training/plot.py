"""The curves of a run as an SVG file: loss of training and of held-out texts over the words seen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

Points = Sequence[tuple[float, float]]
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 720, 400, 56, 44, 36, 24
_SMOOTH = 9
_COLOURS = ("#7a8794", "#0b5cad")


def smoothed(points: Points, size: int = _SMOOTH) -> list[tuple[float, float]]:
    """Each value as the mean of those about it, `size` at most."""
    half = size // 2
    values = [value for _, value in points]
    windows = [values[max(0, at - half) : at + half + 1] for at in range(len(values))]
    return [(place, sum(window) / len(window)) for (place, _), window in zip(points, windows, strict=True)]


def svg(title: str, series: Sequence[tuple[str, Points]]) -> str:
    """A line for each series, with axes that begin at 0.

    Args:
        title: of the picture.
        series: name and (words seen, loss) each, at most two.
    """
    everything = [point for _, points in series for point in points]
    across = max((x for x, _ in everything), default=1.0) or 1.0
    high = sorted(y for _, y in everything)[int(0.98 * (len(everything) - 1))] * 1.1 if everything else 1.0

    def place(x: float, y: float) -> str:
        right = _LEFT + (_WIDTH - _LEFT - _RIGHT) * x / across
        down = _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * min(1.0, y / (high or 1.0))
        return f"{right:.1f},{down:.1f}"

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<title>{escape(title)}</title><rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-size="14">{escape(title)}</text>',
    ]
    for step in range(5):
        x, y = across * step / 4, high * step / 4
        out.append(f'<polyline points="{place(0, y)} {place(across, y)}" stroke="#e3e7eb" fill="none"/>')
        left, down = place(x, 0).split(",")
        out.append(f'<text x="{left}" y="{float(down) + 18:.1f}" text-anchor="middle">{x / 1e6:.3g}M</text>')
        out.append(f'<text x="{_LEFT - 6}" y="{float(place(0, y).split(",")[1]) + 4:.1f}" text-anchor="end">{y:.2f}</text>')
    out.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 6}" text-anchor="middle">words seen</text>')
    for (name, points), colour, at in zip(series, _COLOURS, range(len(series)), strict=False):
        line = " ".join(place(x, y) for x, y in points)
        out.append(f'<polyline points="{line}" stroke="{colour}" stroke-width="1.5" fill="none"/>')
        top = _TOP + 12 + 18 * at
        out.append(f'<text x="{_WIDTH - _RIGHT}" y="{top}" text-anchor="end" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*out, "</svg>", ""])
