"""Is anything lost of what somebody typed into a form of the office that was refused?"""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from ombud.core.vocabulary import Role
from ombud.interfaces.office.urls import urlpatterns
from ombud.usecases.keep_packs import keep_packs
from ombud.wire.doors import Csrf, door_of
from tests.cast import packs

ACTS = [
    one
    for one in urlpatterns
    if (door := door_of(one.callback)) and door.csrf is Csrf.FORM and one.name not in {"run", "count"}
]
"""Every act into whose form somebody can type."""
LONG = "我写了很久的一段话 & <b>with marks</b>。\n" * 300
NOTICE = re.compile(r'id="trouble".*?</div></div>', re.DOTALL)
FIELDS = (
    "reason",
    "text",
    "why_zh",
    "why_en",
    "silent_until",
    "since",
    "until",
    "account",
    "email",
    "phone",
    "once_more",
)


@pytest.fixture
def client(db, mint, now):
    keep_packs(packs(), now=now)
    member = get_user_model().objects.create_user(
        "all", "x" * 12, id=mint(), name="all", roles=[role.value for role in Role]
    )
    client = Client(headers={"accept-language": "en"})
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.member = member
    return client


def address(act, client) -> str:
    named = act.pattern.converters
    said = {name: {"agent": client.member.id, "place": "CN"}[name] for name in named}
    return reverse(f"office:{act.name}", kwargs=said)


@pytest.mark.parametrize("act", ACTS, ids=lambda one: one.name)
def test_every_act_that_is_refused_gives_back_every_word(client, mint, act):
    """Whatever it is refused for: here no row is there any more, and every field holds too much."""
    ids = {name: str(mint()) for name in ("case", "alarm", "to", "owner", "hold", "subject", "proposal")}
    said = {**ids, **{name: f"{name}: {LONG}" for name in FIELDS}, "number": "C-NOWHERE", "key": "none"}
    answer = client.post(address(act, client), said)
    assert answer.status_code in {404, 409, 422}, answer.status_code
    notice = NOTICE.search(answer.text)
    assert notice, "no word of what is wrong"
    there = unescape(answer.text).replace("\r", "")
    for name in FIELDS:
        assert f"{name}: {LONG.rstrip()}" in there, name


def test_the_person_whose_form_was_refused_is_still_there_and_their_form_as_it_was_sent(client):
    there = f"/office/staff/{client.member.id}/"
    said = {"email": "no@where@ever", "phone": "七 七 七"}
    answer = client.post(f"{there}reach/", said)
    assert answer.status_code == 422
    assert f"<h1>{client.member.name}</h1>" in answer.text
    for value in said.values():
        assert re.search(rf'<input[^>]*value="{value}"', answer.text), value
    assert "readonly" not in answer.text
    assert 'id="trouble"' not in client.get(there).text


def test_a_list_comes_back_as_far_down_as_it_lay_open(client, mint):
    came = "http://testserver/office/alarms/?after=someday"
    said = {"case": str(mint()), "reason": "words of mine"}
    assert client.post("/office/alarms/stop/", said, headers={"referer": came}).status_code == 404
    elsewhere = client.post("/office/alarms/stop/", said, headers={"referer": "http://x/work/?after=someday"})
    assert "words of mine" in elsewhere.text
