"""Which of allauth's doors stay shut? Those that make accounts, and those whose mails believe any host name."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.mark.parametrize(
    "address", ["signup/", "password/reset/", "password/reset/key/1-set/", "confirm-email/", "email/"]
)
def test_what_nobody_needs_does_not_exist(db, address):
    assert Client().get(f"/staff/{address}").status_code == 404
    assert Client().post(f"/staff/{address}", {"email": "mei@example.org"}).status_code == 404


def test_staff_see_where_they_are_logged_in_and_log_the_others_out(db, mint):
    user = get_user_model().objects.create_user(
        "mei", "a long secret of Mei", id=mint(), name="梅 Mei", roles=["agent"]
    )
    here, there = Client(headers={"accept-language": "en"}), Client()
    for one in (here, there):
        one.post("/staff/login/", {"login": user.username, "password": "a long secret of Mei"})
        one.get("/staff/password/change/")
    page = here.get("/staff/sessions/").content.decode()
    assert page.count("Since <time") == 2
    assert page.count("This device") == 1
    here.post("/staff/sessions/")
    assert here.get("/staff/password/change/").status_code == 200
    assert there.get("/staff/password/change/").status_code == 302


def test_the_staff_entrance_stays_open(db):
    assert Client().get("/staff/login/").status_code == 200


def test_a_password_is_kept_by_the_slow_hasher_that_ships():
    from ombud.site import settings

    assert settings.PASSWORD_HASHERS[0].endswith(".Argon2PasswordHasher")
