"""Which of allauth's doors stay shut? Those that make accounts, and those whose mails believe any host name."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address", ["signup/", "password/reset/", "password/reset/key/1-set/", "confirm-email/", "email/"]
)
def test_what_nobody_needs_does_not_exist(db, address):
    assert Client().get(f"/staff/{address}").status_code == 404
    assert Client().post(f"/staff/{address}", {"email": "mei@example.org"}).status_code == 404


def test_the_staff_entrance_stays_open(db):
    assert Client().get("/staff/login/").status_code == 200
