"""Does the operator make the first log-in and the first key from the command line?"""

import io

import pytest

from ombud.interfaces.cli import main
from tests.usecases.sorting.scene import furnish

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


def test_who_is_hired_with_an_address_and_an_account_is_reached_there_and_never_gets_its_cases(typed, capsys):
    from ombud.store.models import Staff, TeamMove, Tie
    from ombud.store.vault import vault

    said = ["hire", "mei", "--role", "agent", "--email", "mei@example.org", "--phone", "138 0000 0000"]
    typed(GOOD)
    assert main([*said, "--account", "clips:u-mei"]) == 0
    mei = Staff.objects.get(username="mei")
    assert (mei.email, mei.phone) == ("mei@example.org", "13800000000")
    (tie,) = Tie.objects.filter(agent=mei.id)
    assert (tie.subject, tie.bond) == (vault().subject_id("clips", "account", "u-mei"), "self")
    typed(GOOD)
    assert main([*said, "--team", "一组"]) == 0
    assert list(TeamMove.objects.values_list("agent", "team", "by")) == [(mei.id, "一组", None)]
    typed(GOOD)
    assert main([*said, "--account", "u-mei"]) == 2
    assert "account" in capsys.readouterr().err
    assert Tie.objects.count() == 1


def test_who_works_in_one_language_keeps_it_when_hired_again_without_a_word_of_it(typed):
    from ombud.store.models import Staff

    for said, languages in (([], ["en", "zh"]), (["--speaks", "en"], ["en"]), ([], ["en"])):
        typed(GOOD)
        assert main(["hire", "mei", "--role", "agent", *said]) == 0
        assert Staff.objects.get(username="mei").languages == languages


def test_a_certificate_is_good_through_the_day_that_is_named(typed, capsys):
    from django.utils import timezone

    from ombud.store.models import Certificate, Staff

    typed(GOOD)
    hired = ["hire", "mei", "--role", "agent", "--lane", "minors.zh.general", "--until"]
    assert main([*hired, "next spring"]) == 2
    assert "bad_time" in capsys.readouterr().err
    assert not Staff.objects.exists()
    typed(GOOD)
    assert main([*hired, "2199-03-31"]) == 0
    until = timezone.localtime(Certificate.objects.get().until)
    assert until.isoformat(timespec="minutes").startswith("2199-03-31T23:59")


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


def test_keys_are_listed_without_themselves_and_one_is_ended(typed, capsys):
    for name in ("Clips", "Other"):
        assert main(["key", name, "--scope", "file", "--scope", "host"]) == 0
    keys = capsys.readouterr().out.split()
    assert main(["key", "--list"]) == 0
    listed = capsys.readouterr().out
    assert not [key for key in keys if key in listed]
    (line,) = (line for line in listed.splitlines() if "Clips" in line)
    assert main(["key", "--end", line.split()[0]]) == 0
    assert "Clips" in capsys.readouterr().out
    main(["key", "--list"])
    assert [("ended" in line, line.split()[3]) for line in capsys.readouterr().out.splitlines()] == [
        (True, "Clips"),
        (False, "Other"),
    ]
    assert main(["key", "--end", line.split()[0]]) == 2
    assert line.split()[0] in capsys.readouterr().err


def test_whoever_lost_their_second_factor_sets_up_a_new_one_at_the_next_log_in(typed, client, capsys):
    from allauth.mfa.models import Authenticator

    from ombud.store.models import Staff

    typed(GOOD)
    main(["hire", "zhou", "--role", "lead"])
    client.post("/staff/login/", {"login": "zhou", "password": GOOD})
    assert client.get("/staff/sessions/").status_code == 200
    Authenticator.objects.create(user=Staff.objects.get(), type="totp", data={})
    assert main(["forget-factor", "zhou"]) == 0
    assert "zhou" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert client.get("/staff/sessions/").status_code == 302
    client.post("/staff/login/", {"login": "zhou", "password": GOOD})
    assert client.get("/staff/sessions/").status_code == 200
    assert main(["forget-factor", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


@pytest.fixture
def house(typed, app_link, now, mint):
    """The house is open, with its packs in force."""
    return furnish(app_link, now=now, mint=mint)


@pytest.mark.usefixtures("house")
def test_an_operator_lets_a_trusted_flaggers_notices_come_first_and_ends_it(capsys):
    main(["key", "Hotline", "--scope", "file"])
    capsys.readouterr()
    main(["key", "--list"])
    shown = capsys.readouterr().out.split()[0]
    said = ["--for", "MN", "--by", "Coimisiún na Meán, TF-12"]
    assert main(["key", "--trust", shown, *said, "--until", "2099-01-31"]) == 0
    assert "Hotline" in capsys.readouterr().out
    main(["key", "--list"])
    listed = capsys.readouterr().out
    assert "MN  Coimisiún na Meán, TF-12" in listed
    assert "until 2099-02-01" in listed or "until 2099-01-31" in listed
    assert listed.strip().endswith("0")
    assert main(["key", "--distrust", shown]) == 0
    assert main(["key", "--distrust", shown]) == 2
    assert main(["key", "--trust", shown, "--for", "ZZ", "--by", "x"]) == 2
    assert main(["key", "--trust", "000000000000", *said]) == 2


@pytest.mark.parametrize("said", [["key"], ["key", "Clips"], ["key", "", "--scope", "file"]], ids=" ".join)
def test_a_key_for_nobody_or_for_nothing_is_asked_about(said, capsys):
    assert main(said) == 2
    assert "ombud key" in capsys.readouterr().err


def test_a_name_that_is_too_long_is_refused(typed, capsys):
    assert main(["key", "x" * 81, "--scope", "host"]) == 2
    assert "name" in capsys.readouterr().err
