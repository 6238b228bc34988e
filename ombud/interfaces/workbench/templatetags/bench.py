"""Names of fields that belong to one of several, and what was typed in them."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def join_ids(name: str, part: object) -> str:
    """Return the name of a field that belongs to one step, finding or measure."""
    return f"{name}_{part}"


@register.simple_tag
def kept_of(kept: Mapping[str, Any], name: str, part: object) -> str:
    """Return what was typed in such a field before."""
    return str(kept.get(f"{name}_{part}", ""))
