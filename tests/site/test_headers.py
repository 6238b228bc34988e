"""Which headers protect every answer?"""

import pytest
from django.test import Client

from ombud.site.headers import HEADERS, policy


@pytest.fixture
def answer():
    return Client().get("/healthz")


def test_every_answer_carries_every_header(answer):
    assert answer.status_code == 200
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_a_page_without_inline_script_allows_none(answer):
    assert answer.headers["Content-Security-Policy"] == policy()
    assert "unsafe" not in policy()
    assert "nonce" not in policy()


def test_a_missing_page_is_protected_too(db):
    answer = Client().get("/no-such-page")
    assert answer.status_code == 404
    assert "Content-Security-Policy" in answer.headers
