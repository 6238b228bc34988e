"""Our own small icons: strokes on a 20-unit square, in the colour of the text around them."""

from types import MappingProxyType
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS: Final = MappingProxyType(
    {
        "alert": "M10 3 18 17H2ZM10 8.5v4M10 14.6v.2",
        "appeal": "M4 9.5 8 5.5M4 9.5l4 4M4 9.5h8a4 4 0 0 1 0 8h-2",
        "arrow": "M4 10h12M11 5l5 5-5 5",
        "back": "M16 10H4M9 5l-5 5 5 5",
        "bell": "M5 14V9a5 5 0 0 1 10 0v5l1.5 1h-13ZM8.5 17.5h3",
        "book": "M4 4.5A1.5 1.5 0 0 1 5.5 3H16v12H5.5A1.5 1.5 0 0 0 4 16.5Z"
        "M4 16.5A1.5 1.5 0 0 0 5.5 18H16v-3",
        "chart": "M3 17h14M5.5 17v-5M10 17V6M14.5 17V9",
        "check": "M4 10.5 8 14.5 16 6",
        "child": "M10 5.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM5 8.5l5 1 5-1M10 9.5v4M10 13l-2.5 4.5"
        "M10 13l2.5 4.5",
        "chevron": "M7.5 5l5 5-5 5",
        "clock": "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 6v4l2.5 2",
        "copy": "M7 7h9v10H7ZM13 7V3H4v10h3",
        "cross": "M5 5l10 10M15 5 5 15",
        "decide": "M10 3v14M6.5 17h7M4 6h12M4 6l-2 5h4ZM16 6l-2 5h4Z",
        "dot": "M10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
        "exit": "M8 3H4v14h4M8 10h9M13 6l4 4-4 4",
        "eye": "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Z"
        "M10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z",
        "eye-off": "M3 3l14 14M8 5a8 8 0 0 1 2-.5c5 0 8 5.5 8 5.5a14 14 0 0 1-2.2 2.8"
        "M5.2 6.5A13 13 0 0 0 2 10s3 5.5 8 5.5a8 8 0 0 0 3.5-.8",
        "file": "M5 2.5h7l3.5 3.5v11.5H5ZM12 2.5V6h3.5M7.5 10.5h5M7.5 13.5h5",
        "flag": "M5 18V3M5 3.5h10l-2 3.5 2 3.5H5",
        "globe": "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM2.5 10h15M10 2.5c2.5 2.5 2.5 12.5 0 15"
        "M10 2.5c-2.5 2.5-2.5 12.5 0 15",
        "heart": "M10 16.5S3 12.5 3 7.8A3.7 3.7 0 0 1 10 6a3.7 3.7 0 0 1 7 1.8c0 4.7-7 8.7-7 8.7Z",
        "home": "M3 9.5 10 3.5l7 6M5 8.5V17h10V8.5M8.5 17v-4.5h3V17",
        "inbox": "M3 11l2-7.5h10l2 7.5v5.5H3ZM3 11h4l1.2 2h3.6L13 11h4",
        "info": "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9v5M10 6v.2",
        "key": "M7 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10.5 10H18M15 10v3",
        "link": "M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1"
        "M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1",
        "lock": "M5 9h10v8H5ZM7 9V6.5a3 3 0 0 1 6 0V9",
        "mail": "M3 5h14v10.5H3ZM3 5.5l7 5.5 7-5.5",
        "menu": "M3 5.5h14M3 10h14M3 14.5h14",
        "message": "M3 4h14v10H9l-4 3.5V14H3Z",
        "moon": "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z",
        "more": "M4.5 10h.2M10 10h.2M15.5 10h.2",
        "note": "M4 3h12v9l-4.5 5H4ZM16 12h-4.5v5M7 7h6M7 10h3.5",
        "pause": "M7 5v10M13 5v10",
        "people": "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.5 16.5c0-3 2-4.5 5-4.5s5 1.5 5 4.5"
        "M13 4.2a2.8 2.8 0 0 1 0 5M14.5 12.2c2 .5 3 2 3 4.3",
        "person": "M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM4 17c0-3.5 2.5-5 6-5s6 1.5 6 5",
        "phone": "M4 3.5h3.5L9 7.5 7 9a9 9 0 0 0 4 4l1.5-2 4 1.5V16c0 1-1 1.5-2 1.5C8 17 3 11 2.8"
        " 5.5 2.8 4.3 3 3.5 4 3.5Z",
        "play": "M6 4l10 6-10 6Z",
        "plus": "M10 4v12M4 10h12",
        "print": "M6 7V3h8v4M6 14H3V7h14v7h-3M6 12h8v5.5H6Z",
        "search": "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12ZM13.5 13.5 17.5 17.5",
        "send": "M3 10 17.5 3 14 17l-4-5ZM10 12l7.5-9",
        "settings": "M3 6h7M14 6h3M3 14h3M10 14h7M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z"
        "M8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
        "shield": "M10 2.5l6.5 2.2V9c0 4-2.7 7-6.5 8.5C6.2 16 3.5 13 3.5 9V4.7Z",
        "sign": "M3 17h14M4 13.5 13 4l2.5 2.5-9 9H4Z",
        "sun": "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2"
        "M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4",
        "tag": "M3 3h7l7 7-7 7-7-7ZM6.5 6.5v.2",
        "undo": "M7 4 3.5 7.5 7 11M3.5 7.5H12a4.5 4.5 0 0 1 0 9H8",
        "video": "M2.5 5h10.5v10H2.5ZM13 8.5l4.5-2.5v8L13 11.5",
    }
)

# A level beam over an open hand of two pans: the balance, drawn as the strokes of 公.
_MARK: Final = (
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
    '<rect class="mark-seal" width="32" height="32" rx="8"/>'
    '<path class="mark-line" d="M16 6.5v17M10.5 25.5h11M6.5 10h19"/>'
    '<path class="mark-pan" d="M4.8 16.5a3.7 3.7 0 0 0 7.4 0ZM19.8 16.5a3.7 3.7 0 0 0 7.4 0Z"/>'
    '<path class="mark-thread" d="M8.5 10 5.5 16.5M8.5 10l3 6.5M23.5 10l-3 6.5M23.5 10l3 6.5"/>'
    '<circle class="mark-pin" cx="16" cy="7" r="2.1"/></svg>'
)


def icon(name: str, *, label: str = "") -> SafeString:
    """Return an icon; without a label it is decoration and screen readers pass over it."""
    heard = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" focusable="false" {}><path d="{}"/></svg>', heard, ICONS[name]
    )


def mark() -> SafeString:
    """Return the sign of the house."""
    return mark_safe(_MARK)  # noqa: S308 - a constant
