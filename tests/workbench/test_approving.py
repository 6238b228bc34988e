"""Does a lead find what a colleague did at once, and answer for it on the page?"""

from uuid import UUID

import pytest

from ombud.core import facts
from tests.cast import AN, MEI, ZHOU
from tests.workbench.scene import at


@pytest.fixture
def case(floor) -> UUID:
    """A beating is shown live; 梅 Mei holds the case and knows the account."""
    for agent, role in {MEI: "agent", ZHOU: "lead", AN: "auditor"}.items():
        floor.hire(agent, role)
    account = floor.subject("account", name="tao")
    made = floor.open("CV.VIO.LIVE", "S0", subject=floor.subject(account=account))
    floor.give(made, MEI)
    floor.write(made, facts.StepDone(step="exceptions"), by=f"agent:{MEI}")
    return made


def _suspends(floor, case) -> str:
    page = f"/work/case/{case}/"
    assert 'value="L8"' in at(MEI).get(page).text
    form = {"seen": floor.case(case).seq, "protect_measure": "L8", "protect_target": "account"}
    assert at(MEI).post(f"{page}protect/", {**form, "protect_reason": "stop it"}).status_code == 302
    return floor.case(case).unanswered[0].order.key


def test_who_did_it_and_an_auditor_read_that_an_answer_is_due_and_only_the_lead_may_give_it(floor, case):
    key = _suspends(floor, case)
    page = f"/work/case/{case}/"
    for who, lang, words in (
        (MEI, "en", "A second person must approve it by"),
        (AN, "zh", "须由另一人批准"),
    ):
        seen = at(who, lang).get(page).text
        assert words in seen
        assert f"refuse_{key}" not in seen
    assert at(MEI).post(f"{page}approve/", {"key": key, "do": "approve"}).status_code == 409
    seen = at(ZHOU).get(page).text
    assert f"refuse_{key}" in seen
    assert "waits for your answer" in seen
    assert "An approval waits" in at(ZHOU).get("/office/alarms/").text
    assert at(ZHOU).post(f"{page}approve/", {"key": key, "do": "approve"}).status_code == 302
    assert "A second person must approve" not in at(ZHOU).get(page).text
    assert len(floor.case(case).protections) == 1


def test_a_no_wants_a_reason_and_undoes_it(floor, case):
    key = _suspends(floor, case)
    page = f"/work/case/{case}/"
    assert at(ZHOU).post(f"{page}approve/", {"key": key, "do": "refuse"}).status_code == 409
    assert floor.case(case).protections
    said = {"key": key, "do": "refuse", f"refuse_{key}": "it is a film set"}
    assert at(ZHOU).post(f"{page}approve/", said).status_code == 302
    assert not floor.case(case).protections
    seen = at(ZHOU).get(page).text
    assert "it was not approved" in seen
    assert "it is a film set" in seen
