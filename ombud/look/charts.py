"""Small charts, drawn by the server as SVG: readable without colour, without script and without a style attribute."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_WIDE: Final = 100.0
_THOUSAND: Final = 1000
_TONES: Final = ("blue", "green", "amber", "red", "violet", "neutral")

Row = tuple[str, float] | tuple[str, float, str]
Share = tuple[float, str]
"""How much, and in which tone."""


def _tone(row: Row, place: int = 0) -> str:
    said = row[2] if len(row) > 2 else _TONES[place % len(_TONES)]  # noqa: PLR2004 - label, number, tone
    return said if said in _TONES else "neutral"


def _number(n: float) -> str:
    return f"{n:,.0f}" if float(n).is_integer() else f"{n:,.1f}"


def _said(rows: Sequence[Row], unit: str = "") -> str:
    return "; ".join(f"{row[0]}: {_number(row[1])}{unit}" for row in rows)


def bars(rows: Sequence[Row], *, title: str, desc: str = "", unit: str = "") -> SafeString:
    """Return horizontal bars, one a row; label and number stand beside each as text, the bar is decoration."""
    return layered([(row[0], [(row[1], _tone(row))], "") for row in rows], title=title, desc=desc, unit=unit)


def layered(
    rows: Sequence[tuple[str, Sequence[Share], str]], *, title: str, desc: str = "", unit: str = ""
) -> SafeString:
    """Return horizontal bars of several tones; a row's label, its sum and what the tones mean are text."""
    sums = [sum(n for n, _ in shares) for _, shares, _ in rows]
    top = max(sums, default=0) or 1
    lines = format_html_join(
        "",
        '<li><span>{}</span><b class="number">{}{}</b>'
        '<svg class="bar-line" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        "{}</svg>{}</li>",
        (
            (label, _number(whole), unit, _along(shares, top), _note(note))
            for (label, shares, note), whole in zip(rows, sums, strict=True)
        ),
    )
    more = format_html('<p class="small muted">{}</p>', desc) if desc else ""
    return format_html(
        '<div class="bars" role="group" aria-label="{}"><ul>{}</ul>{}</div>', title, lines, more
    )


def columns(days: Sequence[tuple[str, Sequence[Share]]], *, title: str, desc: str) -> SafeString:
    """Return upright bars, oldest first, each with its sum and its day; one sentence says the whole of it."""
    top = max((sum(n for n, _ in shares) for _, shares in days), default=0) or 1
    drawn = format_html_join(
        "",
        '<span class="column"><b>{}</b><svg viewBox="0 0 8 100" preserveAspectRatio="none">{}</svg>'
        "<span>{}</span></span>",
        ((_short(sum(n for n, _ in shares)), _upward(shares, top), label) for label, shares in days),
    )
    return format_html('<div class="columns" role="img" aria-label="{}: {}">{}</div>', title, desc, drawn)


def _note(note: str) -> SafeString:
    return format_html('<span class="bar-note">{}</span>', note) if note else SafeString()


def _along(shares: Sequence[Share], top: float) -> SafeString:
    left, drawn = 0.0, []
    for n, tone in shares:
        wide = max(n / top * _WIDE, 1 if n else 0)
        drawn.append((_tone(("", n, tone)), f"{left:.2f}", f"{wide:.2f}"))
        left += wide
    return format_html_join("", '<rect class="chart-{}" x="{}" width="{}" height="8"/>', drawn)


def _upward(shares: Sequence[Share], top: float) -> SafeString:
    foot, drawn = _WIDE, []
    for n, tone in shares:
        high = max(n / top * _WIDE, 2 if n else 0)
        foot -= high
        drawn.append((_tone(("", n, tone)), f"{foot:.2f}", f"{high:.2f}"))
    return format_html_join("", '<rect class="chart-{}" y="{}" width="8" height="{}"/>', drawn)


def _short(n: float) -> str:
    """Return a number that fits above a column, and nothing for nothing."""
    if not n:
        return ""
    return _number(n) if n < _THOUSAND else f"{n / _THOUSAND:.0f}k"


def sparkline(points: Sequence[float], *, title: str, desc: str = "") -> SafeString:
    """Return a line without axes, oldest first, with a dot at today."""
    wide, high = 120.0, 32.0
    low, top = (min(points), max(points)) if points else (0, 0)
    span, step = (top - low) or 1, (wide - 6) / max(len(points) - 1, 1)
    at = [(3 + i * step, high - 4 - (p - low) / span * (high - 8)) for i, p in enumerate(points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    lines = SafeString()
    if at:
        lines = format_html(
            '<polygon class="chart-area" points="3,32 {} {},32"/><polyline class="chart-line" points="{}"/>'
            '<circle class="chart-dot" cx="{}" cy="{}" r="2.5"/>',
            path,
            f"{at[-1][0]:.1f}",
            path,
            f"{at[-1][0]:.1f}",
            f"{at[-1][1]:.1f}",
        )
    said = desc or ", ".join(map(_number, points))
    return _framed(lines, title=title, desc=said, box="0 0 120 32", kind="spark")


def stacked(parts: Sequence[Row], *, title: str, desc: str = "") -> SafeString:
    """Return one bar of shares with a legend in words below it."""
    whole = sum(part[1] for part in parts) or 1
    left, shares = 0.0, []
    for place, part in enumerate(parts):
        share = part[1] / whole * _WIDE
        shares.append((_tone(part, place), f"{left:.2f}", f"{max(share - 0.4, 0):.2f}"))
        left += share
    lines = format_html_join("", '<rect class="chart-{}" x="{}" width="{}" height="8"/>', shares)
    legend = format_html_join(
        "",
        '<li><span class="chart-key tone-{}"></span>{} <b>{}</b></li>',
        ((_tone(part, place), part[0], _number(part[1])) for place, part in enumerate(parts)),
    )
    drawn = _framed(lines, title=title, desc=desc or _said(parts), box="0 0 100 8", kind="stacked")
    return format_html(
        '<div class="chart-with-legend">{}<ul class="chart-legend">{}</ul></div>', drawn, legend
    )


def _framed(lines: SafeString, *, title: str, desc: str, box: str, kind: str) -> SafeString:
    return format_html(
        '<svg class="chart chart-{}" viewBox="{}" preserveAspectRatio="none" role="img" aria-label="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        kind,
        box,
        f"{title}: {desc}",
        title,
        desc,
        lines,
    )
