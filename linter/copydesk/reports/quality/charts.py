"""Charts as inline SVG: a histogram and a line over time. Colours come from the page's style sheet."""

from __future__ import annotations

import html
from collections.abc import Sequence

from copydesk.typed import NamedTuple

_WIDTH, _HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 10, 24, 44
_LABEL = 95
"""Room that a date takes."""


class Bar(NamedTuple):
    """One bar of a histogram.

    Attributes:
        label: What stands under it; empty for none.
        name: What it stands for, in words.
        value: How many.
        style: Class in the style sheet.
    """

    label: str
    name: str
    value: int
    style: str = "bar"


class Point(NamedTuple):
    """One point of a line: its name in words, what stands under it, and its value from 0 to 100."""

    name: str
    label: str
    value: float


def histogram(name: str, bars: Sequence[Bar], axis: str) -> str:
    """Bars side by side.

    Args:
        name: What a screen reader says of the chart.
        bars: From left to right.
        axis: What stands under the axis.
    """
    most = max((bar.value for bar in bars), default=0) or 1
    room, step = _HEIGHT - _TOP - _BOTTOM, (_WIDTH - _LEFT - _RIGHT) / max(len(bars), 1)
    parts = [_open(name)]
    for at, bar in enumerate(bars):
        left = _LEFT + at * step
        # What is there must be seen, however few.
        height = max(2.0, bar.value / most * room) if bar.value else 0.0
        top = _HEIGHT - _BOTTOM - height
        middle = left + step / 2
        if bar.value:
            parts.append(
                f'<rect class="{bar.style}" x="{left + 2:.1f}" y="{top:.1f}" width="{step - 4:.1f}" '
                f'height="{height:.1f}"><title>{html.escape(bar.name)}: {bar.value:,}</title></rect>'
                f'<text class="value" x="{middle:.1f}" y="{top - 5:.1f}">{bar.value:,}</text>'
            )
        if bar.label:
            parts.append(f'<text x="{middle:.1f}" y="{_HEIGHT - _BOTTOM + 17}">{html.escape(bar.label)}</text>')
    return "".join([*parts, _axis(axis), "</svg>"])


def line(name: str, points: Sequence[Point], axis: str) -> str:
    """A line over time, in the order of the points.

    Args:
        name: What a screen reader says of the chart.
        points: From left to right.
        axis: What stands under the axis.
    """
    low = min((point.value for point in points), default=0.0)
    high = max((point.value for point in points), default=100.0)
    # Small changes are to be seen, but noise is not to look like a landslide.
    bottom = max(0.0, min(low - 1, high - 5))
    top = min(100.0, max(high + 1, bottom + 5))
    room = _HEIGHT - _TOP - _BOTTOM
    step = (_WIDTH - _LEFT - _RIGHT - 20) / max(len(points) - 1, 1)
    places = [
        (_LEFT + 10 + at * step, _TOP + (top - point.value) / (top - bottom) * room) for at, point in enumerate(points)
    ]
    parts = [_open(name)]
    for value in (bottom, top):
        height = _TOP + (top - value) / (top - bottom) * room
        parts.append(
            f'<line class="grid" x1="{_LEFT}" y1="{height:.1f}" x2="{_WIDTH - _RIGHT}" y2="{height:.1f}"/>'
            f'<text class="left" x="{_LEFT - 4}" y="{height + 4:.1f}">{value:.0f}</text>'
        )
    parts.append(f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>')
    named = ""
    last_label = -1e9
    for (x, y), point in zip(places, points, strict=True):
        parts.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{html.escape(point.name)}: '
            f"{point.value:.1f}</title></circle>"
        )
        if x - last_label > _LABEL and point.label != named:
            style = ' class="end"' if x > _WIDTH - _RIGHT - _LABEL / 2 else ' class="start"' if x < _LABEL else ""
            parts.append(f'<text{style} x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 17}">{html.escape(point.label)}</text>')
            last_label, named = x, point.label
    if places:
        x, y = places[-1]
        parts.append(f'<text class="value end" x="{x:.1f}" y="{y - 9:.1f}">{points[-1].value:.1f}</text>')
    return "".join([*parts, _axis(axis), "</svg>"])


def _open(name: str) -> str:
    return f'<svg class="chart" role="img" aria-label="{html.escape(name)}" viewBox="0 0 {_WIDTH} {_HEIGHT}">'


def _axis(name: str) -> str:
    height = _HEIGHT - _BOTTOM
    return (
        f'<line class="axis" x1="{_LEFT}" y1="{height}" x2="{_WIDTH - _RIGHT}" y2="{height}"/>'
        f'<text class="axis-name" x="{(_WIDTH + _LEFT - _RIGHT) / 2:.1f}" y="{_HEIGHT - 6}">{html.escape(name)}</text>'
    )
