"""Who may come into which room of the office?"""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from ombud.core.vocabulary import Role
from ombud.interfaces.office.room import ROOMS
from ombud.interfaces.office.urls import urlpatterns
from ombud.wire.doors import door_of


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(role.value for role in Role))
def test_a_room_lets_in_its_roles_and_nobody_else(role, mint, now):
    member = get_user_model().objects.create_user("somebody", "x" * 12, id=mint(), name="x", roles=[role])
    for name, who in ROOMS.items():
        if role not in who:
            client = Client()
            client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
            answer = client.get(reverse(f"office:{name}"), headers={"accept-language": "en"})
            assert answer.status_code == 403, name
            assert "Your role does not open this page" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROOMS))
def test_a_stranger_is_asked_to_log_in(name):
    answer = Client().get(reverse(f"office:{name}"))
    assert (answer.status_code, "login" in answer["Location"]) == (302, True)


def test_every_address_declares_its_door():
    assert all(door_of(pattern.callback) for pattern in urlpatterns)
