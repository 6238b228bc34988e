"""How is HTML written so that nothing a person typed can become markup?"""

from html import escape
from typing import Final

VOID: Final = frozenset({"img", "meta", "link", "br", "hr"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def safe(part: object) -> str:
    """Return a part as markup: escaped, unless it is markup."""
    return part if isinstance(part, Html) else escape(str(part))


def el(tag: str, /, *inside: object, **attributes: object) -> Html:
    """Return an element; `class_` writes class, `aria_label` writes aria-label, None leaves an attribute out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if tag in VOID:
        return Html(f"<{tag}{written}>")
    return Html(f"<{tag}{written}>{''.join(safe(part) for part in inside if part is not None)}</{tag}>")


def row(*inside: object) -> Html:
    """Return several parts one after another."""
    return Html("".join(safe(part) for part in inside if part is not None))
