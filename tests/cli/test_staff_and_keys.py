"""Does the operator make the first log-in and the first key from the command line?"""

import io

import pytest

from ombud.interfaces.cli import main

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = "a lead with a long pass phrase"


@pytest.fixture
def typed(monkeypatch):
    """What is piped in as the password; the house is open already."""
    from contextlib import nullcontext

    monkeypatch.setattr("ombud.interfaces.cli.house.opened", nullcontext)

    def say(password: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))

    return say


def test_a_lead_is_hired_certified_and_can_log_in(typed, client, capsys):
    from ombud.store.models import Certificate, Staff

    typed(GOOD)
    assert (
        main(["hire", "zhou", "--name", "周 Zhou", "--role", "lead", "--role", "senior", "--duty", "lead"])
        == 0
    )
    zhou = Staff.objects.get(username="zhou")
    assert (zhou.name, sorted(zhou.roles), zhou.duty) == ("周 Zhou", ["lead", "senior"], "lead")
    assert Certificate.objects.filter(agent=zhou.id).exists()
    assert client.login(username="zhou", password=GOOD)
    assert GOOD not in capsys.readouterr().out


def test_an_auditor_needs_no_lane(typed):
    from ombud.store.models import Certificate

    typed(GOOD)
    assert main(["hire", "an", "--role", "auditor"]) == 0
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(
    ("password", "role"), [("short", "lead"), (GOOD, "emperor")], ids=["a weak password", "no such role"]
)
def test_what_cannot_be_is_refused_and_makes_nobody(typed, capsys, password, role):
    from ombud.store.models import Staff

    typed(password)
    assert main(["hire", "zhou", "--role", role]) == 2
    assert capsys.readouterr().err
    assert not Staff.objects.exists()


def test_a_key_is_shown_once_and_works(typed, capsys, now):
    from ombud.core.receipts import key_hash
    from ombud.store.models import ApiKey
    from ombud.store.vault import vault

    assert main(["key", "Clips", "--scope", "file"]) == 0
    key = capsys.readouterr().out.strip()
    row = ApiKey.objects.get()
    assert (row.name, row.scopes, bytes(row.hash)) == ("Clips", ["file"], key_hash(vault().tokens, key))


def test_a_key_without_a_name_is_refused(typed, capsys):
    assert main(["key", "", "--scope", "host"]) == 2
    assert "name" in capsys.readouterr().err
