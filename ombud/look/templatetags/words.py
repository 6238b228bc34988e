"""Tags that say: `{% say %}`, `{% when %}`, `{% duration %}`, `{% lang_url %}`."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import Urlizer, conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ombud.core.pack.words import to_a_child
from ombud.look.dates import length, moment
from ombud.look.words import FALLBACK, LANGS, key_for, template_of
from ombud.look.words import listed as listed_plain
from ombud.look.words import say as say_plain

register = template.Library()


def reading(context: Context | None = None) -> str:
    """Return the language of this page: said by the context, else the one in force."""
    said = (context.get("lang") if context else None) or get_language() or FALLBACK
    short = str(said)[:2]
    return short if short in LANGS else FALLBACK


@register.simple_tag(takes_context=True)
def say(context: Context, *key: object, lang: str = "", **values: object) -> SafeString:
    """Return the words of a key, whose parts are joined by dots, as its reader is spoken to; values are escaped."""
    child = bool(context.get("child"))
    name = key_for(".".join(str(part) for part in key), child=child)
    text = template_of(name, lang or reading(context), values.get("n"))
    text = to_a_child(text) if child else text
    return format_html(conditional_escape(text), **values) if values else conditional_escape(text.format())


@register.filter(name="say")
def say_filter(key: str) -> str:
    """Return the words of a key without values, for use inside another tag's parameters."""
    return say_plain(key, reading())


class _Linker(Urlizer):
    """Makes addresses links, and knows that no address goes on after the marks of a Chinese sentence."""

    word_split_re = re.compile("([\\s<>\"'，。；：！？、（）“”《》]+)")


_LINKER = _Linker()


@register.filter(is_safe=True)
def linked(text: object) -> SafeString:
    """Return a text with its addresses as links; everything else in it is escaped."""
    return mark_safe(_LINKER(str(text), nofollow=True, autoescape=True))  # noqa: S308 - escaped by the linker itself


@register.filter
def say_in(part: object, prefix: str) -> str:
    """Return the words of `prefix.part`."""
    return say_plain(f"{prefix}.{part}", reading())


@register.filter
def listed(parts: Iterable[object]) -> str:
    """Return several things as one, with the reader's comma between them."""
    return listed_plain(parts, reading())


def _moment_of(at: date) -> datetime:
    if isinstance(at, datetime):
        return at
    return datetime.combine(at, time(), tzinfo=timezone.get_current_timezone())


@register.simple_tag(takes_context=True)
def when(context: Context, at: date | None, style: str = "full") -> SafeString | str:
    """Return a `<time>`: absolute, in the reader's zone, the whole of it on hover."""
    if at is None:
        return ""
    whole, lang = _moment_of(at), reading(context)
    if not isinstance(at, datetime) and style == "full":
        style = "day"
    shown, title = moment(whole, lang, style=style), moment(whole, lang)
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), title, shown)


@register.filter
def when_text(at: date | None, style: str = "full") -> str:
    """Return the same as text."""
    return "" if at is None else moment(_moment_of(at), reading(), style=style)


@register.simple_tag(takes_context=True)
def duration(context: Context, span: timedelta) -> str:
    """Return a length of time in words."""
    return length(span, reading(context))


@register.filter
def duration_text(span: timedelta) -> str:
    """Return a length of time in words."""
    return length(span, reading())


def _switched(context: Context, name: str, value: str) -> str:
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return f"?{name}={value}"
    query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def lang_url(context: Context, lang: str) -> str:
    """Return this page's address in another language."""
    return _switched(context, "lang", lang)


@register.simple_tag(takes_context=True)
def theme_url(context: Context, theme: str) -> str:
    """Return this page's address in another theme."""
    return _switched(context, "theme", theme)
