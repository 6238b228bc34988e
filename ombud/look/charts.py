"""Small charts, drawn by the server as SVG: readable without colour, without script and without a style attribute."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_WIDE: Final = 320.0
_LINE: Final = 28.0
_BAR: Final = 10.0
_TONES: Final = ("blue", "green", "amber", "red", "violet", "neutral")

Row = tuple[str, float] | tuple[str, float, str]


def _tone(row: Row, place: int = 0) -> str:
    said = row[2] if len(row) > 2 else _TONES[place % len(_TONES)]  # noqa: PLR2004 - label, number, tone
    return said if said in _TONES else "neutral"


def _number(n: float) -> str:
    return f"{n:,.0f}" if float(n).is_integer() else f"{n:,.1f}"


def _said(rows: Sequence[Row], unit: str = "") -> str:
    return "; ".join(f"{row[0]}: {_number(row[1])}{unit}" for row in rows)


def bars(rows: Sequence[Row], *, title: str, desc: str = "", unit: str = "") -> SafeString:
    """Return horizontal bars, one a row, each with its label and number in words."""
    top = max((row[1] for row in rows), default=0) or 1
    lines = format_html_join(
        "",
        '<g transform="translate(0 {})"><text class="chart-label" x="0" y="11">{}</text>'
        '<text class="chart-number" x="{}" y="11">{}</text>'
        '<rect class="chart-track" y="16" width="{}" height="{}" rx="3"/>'
        '<rect class="chart-{}" y="16" width="{}" height="{}" rx="3"/></g>',
        (
            (
                f"{place * (_LINE + 8):.0f}",
                row[0],
                f"{_WIDE:.0f}",
                _number(row[1]) + unit,
                f"{_WIDE:.0f}",
                f"{_BAR - 2:.0f}",
                _tone(row),
                f"{max(row[1] / top * _WIDE, 2 if row[1] else 0):.1f}",
                f"{_BAR - 2:.0f}",
            )
            for place, row in enumerate(rows)
        ),
    )
    return _framed(lines, title=title, desc=desc or _said(rows, unit), high=max(len(rows) * (_LINE + 8) - 8, 1), kind="bars")


def sparkline(points: Sequence[float], *, title: str, desc: str = "") -> SafeString:
    """Return a line without axes, oldest first, with a dot at today."""
    wide, high = 120.0, 32.0
    low, top = (min(points), max(points)) if points else (0, 0)
    span, step = (top - low) or 1, (wide - 6) / max(len(points) - 1, 1)
    at = [(3 + i * step, high - 4 - (p - low) / span * (high - 8)) for i, p in enumerate(points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    area = f"3,{high:.0f} {path} {at[-1][0]:.1f},{high:.0f}" if at else ""
    end = at[-1] if at else (0.0, 0.0)
    lines = format_html(
        '<polygon class="chart-area" points="{}"/><polyline class="chart-line" points="{}"/>'
        '<circle class="chart-dot" cx="{}" cy="{}" r="2.5"/>',
        area,
        path,
        f"{end[0]:.1f}",
        f"{end[1]:.1f}",
    )
    return _framed(lines, title=title, desc=desc or ", ".join(map(_number, points)), high=high, wide=wide, kind="spark")


def stacked(parts: Sequence[Row], *, title: str, desc: str = "") -> SafeString:
    """Return one bar of shares with a legend in words below it."""
    whole = sum(part[1] for part in parts) or 1
    left, shares = 0.0, []
    for place, part in enumerate(parts):
        share = part[1] / whole * _WIDE
        shares.append((_tone(part, place), f"{left:.1f}", f"{max(share - 1.5, 0):.1f}"))
        left += share
    lines = format_html_join("", '<rect class="chart-{}" x="{}" width="{}" height="14" rx="2"/>', shares)
    legend = format_html_join(
        "",
        '<li><span class="chart-key tone-{}"></span>{} <b>{}</b></li>',
        ((_tone(part, place), part[0], _number(part[1])) for place, part in enumerate(parts)),
    )
    drawn = _framed(lines, title=title, desc=desc or _said(parts), high=14, kind="stacked")
    return format_html('<div class="chart-with-legend">{}<ul class="chart-legend">{}</ul></div>', drawn, legend)


def _framed(lines: SafeString, *, title: str, desc: str, high: float, kind: str, wide: float = _WIDE) -> SafeString:
    return format_html(
        '<svg class="chart chart-{}" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        kind,
        f"{wide:.0f}",
        f"{high:.0f}",
        f"{title}: {desc}",
        title,
        desc,
        lines,
    )
