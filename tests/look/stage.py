"""A tiny stage: templates rendered with a request in a language, no database."""

from types import SimpleNamespace
from typing import Any

from django.http import QueryDict
from django.template import Context, engines
from django.utils import translation


def render(source: str, lang: str = "zh", query: str = "", **values: Any) -> str:
    request = SimpleNamespace(lang=lang, theme="system", GET=QueryDict(query), csp_nonce="n0nce")
    with translation.override({"zh": "zh-hans", "en": "en"}[lang]):
        django = engines["django"].engine
        template = django.from_string("{% load look words %}" + source)
        return template.render(Context({"request": request, **values}))
