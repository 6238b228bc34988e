"""Who looks up how long something is kept, holds it and answers who asks; and what every page says of what is gone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ombud.core.receipts import number_of
from ombud.look.words import say
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Staff
from ombud.store.readings import log_read
from ombud.store.vault import vault
from ombud.usecases.retain import retain
from tests import cast
from tests.portal.conftest import Browser

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def stage(app_link, mint):
    """A case of 兰 Lan's that ended long ago."""
    from ombud.adapters import here
    from tests.usecases.orders.scene import Stage
    from tests.usecases.sorting.scene import furnish

    then = here.now() - timedelta(days=1200)
    stage = Stage(furnish(app_link, now=then, mint=mint), now=then, mint=mint)
    stage.over = stage.case()
    stage.decide(stage.over, "L4")
    stage.all()
    assert read_case(stage.over).status.value == "closed"
    for who, name, roles in ((cast.LIN, "lin", ["legal", "privacy"]), (cast.AN, "an", ["auditor"])):
        Staff(id=who, username=name, name=name, roles=roles, present=True).save(force_insert=True)
    return stage


def at(who):
    client = Client(headers={"accept-language": "en"})
    client.force_login(Staff.objects.get(id=who), backend=BACKEND)
    return client


def test_privacy_looks_a_number_up_holds_it_and_lets_it_go(stage):
    number = number_of(stage.lan, "C")
    lin = at(cast.LIN)
    page = lin.get("/office/keeping/", {"number": number}).text
    assert "The words of complaint and case" in page
    assert "The person asks for erasure" in page
    held = lin.post("/office/keeping/hold/", {"number": number, "reason": "a court asks"}, follow=True).text
    assert "a court asks" in held
    assert "Everything that is held" in held
    assert retain(now=stage.now + timedelta(days=1100)) == 1  # the case, not the complaint
    (hold,) = read_complaint(stage.lan).holds
    lin.post("/office/keeping/lift/", {"number": number, "hold": hold, "reason": "over"})
    assert read_complaint(stage.lan).holds == frozenset()


def test_who_asks_gets_an_answer_and_the_page_says_so(stage):
    number = number_of(stage.lan, "C")
    page = at(cast.LIN).post("/office/keeping/erase/", {"number": number}, follow=True).text
    assert "Erasure was promised for" in page
    assert read_complaint(stage.lan).erase_on is not None
    assert "The person asks for erasure" not in page


def test_an_auditor_looks_and_changes_nothing_and_a_number_nobody_has_is_said(stage):
    number = number_of(stage.lan, "C")
    an = at(cast.AN)
    page = an.get("/office/keeping/", {"number": number}).text
    assert "keeping/hold" not in page
    assert "The words of complaint and case" in page
    assert an.post("/office/keeping/hold/", {"number": number, "reason": "x"}).status_code == 403
    assert read_complaint(stage.lan).holds == frozenset()
    assert an.get("/office/keeping/", {"number": "nonsense"}).status_code == 200


def test_every_page_of_what_was_erased_still_opens_and_says_when(stage):
    letter = next(one.number for one in _letters(stage))
    retain(now=stage.now + timedelta(days=1100))
    assert read_complaint(stage.lan).erased
    number, code = number_of(stage.lan, "C"), vault().code(stage.lan, vault().code_version)
    lan = Browser("en")
    assert lan.enter(number, code).status_code == 303
    status = lan.get(f"/c/{number}").text
    assert "Nobody can read it any more" in status
    assert lan.post(f"/c/{number}", do="letter", letter=letter).status_code == 303
    paper = lan.get(f"/l/{letter}")
    assert (paper.status_code, "Erased on" in paper.text) == (200, True)
    assert say("portal.letter.appeal", "en") not in paper.text
    case = at(cast.AN).get(reverse("workbench:case", args=[stage.over]))
    assert case.status_code == 200
    assert "notes, findings and letters were erased" in case.text
    assert "What the complainant sent was erased on" in case.text
    keeping = at(cast.LIN).get("/office/keeping/", {"number": number}).text
    assert "Erased" in keeping


def _letters(stage):
    from ombud.store import mailroom

    return [one for one in mailroom.of_complaint(stage.lan) if one.decision]


def test_the_log_says_in_words_which_case_was_opened_by_whom_and_why(stage, mint):
    for what in ("case", "page", "form", "file", "record", "outside"):
        log_read(
            stage.over, by=cast.LIN, what=what, reason="a court asks", grant=None, mint=mint, now=stage.now
        )
    page = at(cast.AN).get("/office/reads/").text
    for said in (
        "Opened the case",
        "A page of the case",
        "A form of the case",
        "A file of the case",
        "lin",
        "a court asks",
    ):
        assert said in page
    assert page.count(number_of(stage.over, "K")) == 6
