"""Who may come into which room of the office?"""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from ombud.core.vocabulary import Role
from ombud.interfaces.office.room import ANYWHERE, ROOMS
from ombud.interfaces.office.urls import urlpatterns
from ombud.usecases.keep_packs import keep_packs
from ombud.wire.doors import door_of
from tests.cast import packs

LINK = re.compile(r'href="(/(?:work|office|staff)/[^"#]*)')


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(role.value for role in Role))
def test_a_room_lets_in_its_roles_and_nobody_else(role, mint, now):
    member = get_user_model().objects.create_user("somebody", "x" * 12, id=mint(), name="x", roles=[role])
    for name, who in ROOMS.items():
        if role not in (who if name != "home" else ANYWHERE):
            client = Client()
            client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
            answer = client.get(reverse(f"office:{name}"), headers={"accept-language": "en"})
            assert answer.status_code == 403, name
            assert "Your role does not open this page" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(role.value for role in Role))
def test_whoever_logs_in_comes_to_where_they_work_and_no_link_there_is_shut(role, mint, now):
    """Nobody begins with a page that says no; what the first page leads to opens."""
    keep_packs(packs(), now=now)
    member = get_user_model().objects.create_user("somebody", "x" * 12, id=mint(), name="x", roles=[role])
    client = Client()
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    for start in ("/work/", "/office/") if role in ANYWHERE else ("/work/",):
        page = client.get(start, follow=True)
        assert page.status_code == 200, start
        for link in sorted({one for one in LINK.findall(page.text) if not one.startswith("/staff/")}):
            assert client.get(link, follow=True).status_code == 200, link


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROOMS))
def test_a_stranger_is_asked_to_log_in(name):
    answer = Client().get(reverse(f"office:{name}"))
    assert (answer.status_code, "login" in answer["Location"]) == (302, True)


def test_every_address_declares_its_door():
    assert all(door_of(pattern.callback) for pattern in urlpatterns)
