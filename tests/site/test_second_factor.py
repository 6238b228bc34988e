"""Who needs a second factor, and what opens without one? Nothing but the page where it is set up."""

import re
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from ombud.core.vocabulary import Role
from ombud.site import roles

SECRET = "a long secret of everybody"
STEP = 30


@pytest.fixture
def hire(db, mint, monkeypatch):
    monkeypatch.setattr(settings, "OMBUD_SECOND_FACTOR", roles.named("", demo=False))

    def one(name, role):
        get_user_model().objects.create_user(name, SECRET, id=mint(), name=name, roles=[role], present=True)
        return log_in(name)

    return one


def log_in(name):
    client = Client(headers={"accept-language": "en"})
    client.post("/staff/login/", {"login": name, "password": SECRET})
    return client


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP))


def set_up(client):
    asked = client.get("/staff/2fa/totp/activate/")["Location"]
    assert asked.startswith("/staff/reauthenticate/")
    page = client.post(asked, {"password": SECRET}, follow=True)
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.text)[0]
    answer = client.post("/staff/2fa/totp/activate/", {"code": code(secret)})
    assert answer.status_code == 302


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_without_a_second_factor_no_page_opens_but_the_one_to_set_it_up(hire, role):
    mei = hire("mei", role)
    for address in ("/work/", "/office/", "/staff/sessions/", "/staff/password/change/"):
        assert mei.get(address)["Location"] == "/staff/2fa/"
        assert mei.post(address)["Location"] == "/staff/2fa/"
    page = mei.get("/staff/2fa/")
    assert page.status_code == 200
    assert "Your role needs a second factor." in page.text
    assert mei.get("/staff/logout/").status_code == 200


def test_with_one_everything_opens_and_the_next_log_in_asks_for_it(hire):
    zhou = hire("zhou", "agent")
    set_up(zhou)
    assert zhou.get("/staff/sessions/").status_code == 200
    elsewhere = log_in("zhou")
    assert elsewhere.get("/work/").status_code == 302
    assert "/staff/login/" in elsewhere.get("/work/")["Location"]
    assert elsewhere.post("/staff/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert elsewhere.get("/work/").status_code == 302


def test_recovery_codes_alone_are_no_second_factor(hire):
    mei = hire("mei", "agent")
    RecoveryCodes.activate(get_user_model().objects.get(username="mei"))
    assert mei.get("/work/")["Location"] == "/staff/2fa/"


def test_the_portal_asks_nobody_for_one(hire):
    mei = hire("mei", "agent")
    assert mei.get("/status/").status_code == 200


@pytest.mark.parametrize(
    ("said", "demo", "role", "opens"),
    [
        pytest.param("", False, "agent", False, id="everybody, where nothing is said"),
        pytest.param("", True, "lead", True, id="nobody in the demo"),
        pytest.param("auditor", True, "auditor", False, id="who is named, in the demo too"),
        pytest.param("lead, privacy", False, "agent", True, id="a role that is not named"),
        pytest.param("none", False, "privacy", True, id="nobody"),
    ],
)
def test_the_setting_names_the_roles(hire, monkeypatch, said, demo, role, opens):  # noqa: PLR0917 - a table
    monkeypatch.setattr(settings, "OMBUD_SECOND_FACTOR", roles.named(said, demo=demo))
    assert (hire("an", role).get("/staff/sessions/").status_code == 200) == opens


def test_a_role_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="OMBUD_SECOND_FACTOR names auditors"):
        roles.named("lead,auditors", demo=False)
