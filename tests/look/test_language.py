"""The reader's language: asked for, remembered, else guessed; and a switch never sends a form."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ombud.look.language import LanguageMiddleware, spoken


def answer(request):
    seen = {}

    def view(inner):
        seen.update(lang=inner.lang, theme=inner.theme, redraw=inner.redraw, zone=str(inner.zone))
        return HttpResponse("ok")

    return seen, LanguageMiddleware(view)(request)


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        pytest.param("en-GB,en;q=0.9,zh;q=0.5", "en", id="English first"),
        pytest.param("fr,zh-TW;q=0.7,en;q=0.3", "zh", id="Chinese before English"),
        pytest.param("de", "zh", id="neither"),
        pytest.param("", "zh", id="nothing said"),
        pytest.param("en;q=x,zh", "zh", id="nonsense"),
    ],
)
def test_the_browser_s_wish_is_the_first_guess(header, lang):
    assert spoken(header) == lang


def test_a_choice_is_taken_and_remembered():
    seen, response = answer(RequestFactory().get("/?lang=en&theme=dark", headers={"accept-language": "zh"}))
    assert (seen["lang"], seen["theme"], seen["redraw"]) == ("en", "dark", False)
    assert response.cookies["lang"].value == "en"
    assert response.cookies["theme"]["samesite"] == "Lax"
    assert response.headers["Content-Language"] == "en"
    assert "Accept-Language" in response.headers["Vary"]


def test_a_cookie_beats_the_browser_and_nonsense_is_ignored():
    request = RequestFactory().get("/?lang=xx")
    request.COOKIES.update(lang="en", theme="loud", zone="../../etc/passwd")
    seen, response = answer(request)
    assert (seen["lang"], seen["theme"]) == ("en", "system")
    assert "lang" not in response.cookies
    assert "passwd" not in seen["zone"]


def test_switching_a_half_filled_form_is_a_redraw_and_sending_it_is_not():
    assert answer(RequestFactory().post("/file?lang=en", {"text": "…"}))[0]["redraw"]
    assert not answer(RequestFactory().post("/file", {"text": "…"}))[0]["redraw"]
