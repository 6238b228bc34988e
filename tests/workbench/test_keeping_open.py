"""The page of a decided case says what keeps it open, what waits until when, and lets a lead leave out what waits."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from ombud.core import facts
from ombud.store.ledger import open_case
from ombud.store.models import Staff
from ombud.store.transactions import one_transaction
from tests import cast
from tests.cast import MEI, ZHOU
from tests.usecases.sorting.scene import SHOWS_NAKED, video

LAW = "in_resolve"


@one_transaction
def write(case: UUID, *several: facts.CaseFact, now) -> None:
    with open_case(case) as book:
        for fact in several:
            book.write(fact, by=f"agent:{MEI}", now=now)


def seen_by(who: UUID) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Staff.objects.get(id=who))
    return client


@pytest.fixture
def case(floor) -> UUID:
    """A pile-on that 梅 Mei decided: nothing is carried out or told, and a time of law was missed."""
    floor.hire(MEI, "agent", "senior", lang="en")
    floor.hire(ZHOU, "lead", lang="en")
    case = floor.file(SHOWS_NAKED, subject=video("v-1"))
    floor.give(case, MEI)
    order = cast.order("4" * 42, target=floor.case(case).subject)
    write(
        case,
        facts.Recoded(code="HA.INSULT", lane="content_violation.zh.general", words=cast.words()),
        cast.proposed(findings=(), measures=()),
        facts.Decided(no=1, outcome="violation", orders=(order,)),
        now=floor.now,
    )
    return case


def test_the_page_says_what_keeps_it_open_and_what_to_do(floor, case):
    page = seen_by(MEI).get(f"/work/case/{case}/").text
    for said in (
        "What keeps this case open",
        "Mandatory steps are open",
        "The host has not confirmed",
        "letters still being written",
        "The account has not had its reasons",
    ):
        assert said in page
    assert "A time was missed" not in page
    assert seen_by(ZHOU).get(f"/work/case/{case}/").text.count("What keeps this case open") == 1


def test_what_waits_is_shown_with_its_day_and_a_lead_leaves_it_out(floor, case):
    page = f"/work/case/{case}/"
    mine, hers = seen_by(MEI), seen_by(ZHOU)
    shown = mine.get(page).text
    for said in (
        "Not before",
        "After: Look again after 24 hours",
        "done by itself",
        "Only a lead leaves it out",
    ):
        assert said in shown
    form = {"step": "after_24h", "seen": floor.case(case).seq}
    early = mine.post(f"{page}step/", {**form, "do": "done", "shown_after_24h": "quiet"})
    assert (early.status_code, "waits until" in early.text) == (409, True)
    left = {**form, "do": "skip", "reason_after_24h": "The account is closed."}
    refused = mine.post(f"{page}step/", left)
    assert (refused.status_code, "Only a lead" in refused.text) == (409, True)
    assert 'name="reason_after_24h"' in hers.get(page).text
    assert hers.post(f"{page}step/", left).status_code == 302
    assert floor.case(case).steps_skipped == {"after_24h"}


def test_the_desk_says_that_a_follow_up_waits_and_then_that_it_is_due_now(floor, case):
    done = [facts.StepDone(step=name) for name in ("evidence_export",)]
    write(case, *done, now=floor.now)
    assert "waits until" in seen_by(MEI).get("/work/").text
    write(case, facts.StepSkipped(step="after_24h", words=cast.words()), now=floor.now - timedelta(days=9))
    assert "due now" not in seen_by(MEI).get("/work/").text


def test_why_a_time_of_law_was_missed_is_said_on_the_page_itself(floor):
    floor.hire(MEI, "agent", "senior", lang="en")
    case = floor.file(SHOWS_NAKED, subject=video("v-2"), jurisdiction="EU")
    floor.give(case, MEI)
    late = facts.ClockMarked(clock="eu_dsa_reasons", mark="breach", due_at=floor.now)
    decided = facts.Decided(no=1, outcome="violation", orders=())
    write(case, cast.proposed(findings=(), measures=()), decided, late, now=floor.now)
    page, mine = f"/work/case/{case}/", seen_by(MEI)
    assert "A time was missed" in mine.get(page).text
    form = {"clock": "eu_dsa_reasons", "cause_eu_dsa_reasons": "volume", "why_eu_dsa_reasons": " "}
    assert mine.post(f"{page}cause/", form).status_code == 409
    said = mine.post(f"{page}cause/", {**form, "why_eu_dsa_reasons": "A wave of complaints."})
    assert (said.status_code, "eu_dsa_reasons" in floor.case(case).causes) == (302, True)
    assert "A time was missed" not in mine.get(page).text
