"""Tags that draw: one for each component of `ombud.look.parts`, and the small ones that need no template."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from django import template
from django.forms import BoundField, Form
from django.forms.utils import flatatt
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from ombud.look import charts, icons
from ombud.look.parts import PARTS, Part
from ombud.look.qr import qr as qr_of
from ombud.look.templatetags.words import reading
from ombud.usecases.look_at_pages import look_at_pages

register = template.Library()
_NUMBER: Final = re.compile(r"[A-Z](?:-[0-9A-Z]{4}){3}-[0-9A-Z]")
_WIDGETS = {
    "PasswordInput": "password", "EmailInput": "email", "URLInput": "url", "NumberInput": "number",
    "Textarea": "textarea", "Select": "select", "RadioSelect": "radios", "CheckboxSelectMultiple": "checkboxes",
    "CheckboxInput": "checkbox", "HiddenInput": "hidden", "FileInput": "file", "DateInput": "date",
}  # fmt: skip


def draw(context: Context, name: str, values: dict[str, Any]) -> SafeString:
    """Render a component's template with its values, the reader's language and nothing else of the page."""
    engine = context.template.engine  # type: ignore[union-attr]
    shared = {key: context.get(key) for key in ("request", "csrf_token", "lang")}
    inner = context.new({**shared, "lang": reading(context), **values})
    return engine.get_template(f"look/parts/{name}.html").render(inner)


def _tag(name: str, part: Part) -> Callable[..., SafeString]:
    def tag(context: Context, *said: Any, **named: Any) -> SafeString:
        return draw(context, name, part.bind(name, said, named))

    return tag


def _block_tag(name: str, part: Part) -> Callable[..., SafeString]:
    def tag(context: Context, content: SafeString, *said: Any, **named: Any) -> SafeString:
        return draw(context, name, {**part.bind(name, said, named), "content": content})

    return tag


for _name, _part in PARTS.items():
    if _part.body:
        register.simple_block_tag(_block_tag(_name, _part), takes_context=True, name=_name)
    else:
        register.simple_tag(_tag(_name, _part), takes_context=True, name=_name)


@register.filter
def attributes(attrs: dict[str, Any]) -> SafeString:
    """Write extra attributes: `hx_post` becomes `hx-post`, true stands alone, false and None vanish."""
    return mark_safe(flatatt({k.replace("_", "-"): v for k, v in attrs.items() if v not in {None, False}}))  # noqa: S308 - flatatt escapes


@register.filter
def unbroken(text: str) -> SafeString:
    """Keep each number in a heading on one line."""
    return mark_safe(_NUMBER.sub(r'<span class="nowrap">\g<0></span>', escape(text)))  # noqa: S308 - escaped


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon."""
    return icons.icon(name, label=label)


@register.simple_tag
def mark() -> SafeString:
    """Draw the sign of the house."""
    return icons.mark()


@register.simple_tag(takes_context=True)
def waits_for_me(context: Context) -> list[tuple[str, int]]:
    """Return how many pages of each kind wait for the reader's duty, danger first."""
    kinds = look_at_pages(context["request"].user.duty)
    return sorted(Counter(kinds).items(), key=lambda one: one[0] != "page")


@register.simple_tag
def kbd(key: str) -> SafeString:
    """Draw a key of the keyboard."""
    return format_html("<kbd>{}</kbd>", key)


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """Draw a QR code."""
    return qr_of(text, label=label)


@register.simple_tag
def bars(rows: Sequence[charts.Row], title: str, desc: str = "", unit: str = "") -> SafeString:
    """Draw horizontal bars."""
    return charts.bars(rows, title=title, desc=desc, unit=unit)


@register.simple_tag
def layered(rows: Sequence[tuple[str, Sequence[charts.Share], str]], title: str) -> SafeString:
    """Draw horizontal bars of several tones."""
    return charts.layered(rows, title=title)


@register.simple_tag
def columns(days: Sequence[tuple[str, Sequence[charts.Share]]], title: str, desc: str) -> SafeString:
    """Draw upright bars, one a day."""
    return charts.columns(days, title=title, desc=desc)


@register.simple_tag
def sparkline(points: Sequence[float], title: str, desc: str = "") -> SafeString:
    """Draw a line of the last days."""
    return charts.sparkline(points, title=title, desc=desc)


@register.simple_tag
def stacked(parts: Sequence[charts.Row], title: str, desc: str = "") -> SafeString:
    """Draw shares of a whole."""
    return charts.stacked(parts, title=title, desc=desc)


def _values_of(field: BoundField) -> dict[str, Any]:
    widget = field.field.widget
    kind = _WIDGETS.get(type(widget).__name__) or getattr(widget, "input_type", "text")
    passed = ("autocomplete", "inputmode", "maxlength", "pattern", "autofocus")
    return {
        "name": field.html_name,
        "label": field.label,
        "kind": kind,
        "value": "" if kind == "password" else field.value(),
        "hint": field.help_text,
        "error": next(iter(field.errors), ""),
        "options": getattr(widget, "choices", ()),
        "required": field.field.required,
        **{key: widget.attrs[key] for key in passed if key in widget.attrs},
    }


@register.simple_tag(takes_context=True)
def bound(context: Context, field: BoundField, **changed: Any) -> SafeString:
    """Draw a field of a Django form."""
    return draw(context, "field", PARTS["field"].bind("field", (), {**_values_of(field), **changed}))


@register.simple_tag(takes_context=True)
def form_fields(context: Context, form: Form) -> SafeString:
    """Draw every field of a Django form, after a summary of its errors."""
    errors = {field.html_name: field.errors for field in form if field.errors} | (
        {"": form.non_field_errors()} if form.non_field_errors() else {}
    )
    summary = draw(context, "error_summary", PARTS["error_summary"].bind("error_summary", (errors,), {}))
    return mark_safe(summary + "".join(bound(context, field) for field in form))  # noqa: S308 - each drawn escaped
