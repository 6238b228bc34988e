"""What does whoever is on duty see while a danger waits that nobody took?"""

from datetime import timedelta

import pytest
from django.test import Client

from ombud.adapters import here
from ombud.site.shifts import USED
from ombud.usecases.page import page
from tests.cast import JUN, MEI, ZHOU
from tests.workbench.scene import at

WAITS = "A danger was not taken and waits for you."
ASKS = 'hx-get="/staff/paged/"'


@pytest.fixture
def danger(floor):
    """周 Zhou and 君 Jun are on duty, 梅 Mei is not; nobody takes a danger."""
    floor.hire(ZHOU, "lead", duty="lead")
    floor.hire(JUN, "agent", duty="deputy")
    floor.hire(MEI)
    case = floor.open("MN.SEX.GROOM", "S0")
    assert page(now=floor.now + timedelta(minutes=2)) == 1
    return case


def test_every_page_of_who_is_paged_shows_it_and_asks_again_by_itself(floor, danger):
    for address in ("/work/", "/office/", "/office/staff/"):
        seen = at(ZHOU).get(address).text
        assert WAITS in seen
        assert ASKS in seen
        assert 'href="/office/alarms/"' in seen
    for other, asks in ((JUN, True), (MEI, False)):
        seen = at(other).get("/work/").text
        assert (WAITS in seen, ASKS in seen) == (False, asks)
    assert page(now=floor.now + timedelta(minutes=5)) == 1
    seen = at(JUN).get("/staff/paged/").text
    assert WAITS in seen
    assert 'href="/work/"' in seen
    floor.give(danger, MEI)
    assert WAITS not in at(ZHOU).get("/staff/paged/").text


def test_a_page_left_open_does_not_keep_anybody_logged_in_and_says_when_it_stops_calling(floor, danger):
    zhou = at(ZHOU)
    zhou.get("/work/")
    session = zhou.session
    session[USED] = used = here.now().timestamp() - 29 * 60
    session.save()
    assert WAITS in zhou.get("/staff/paged/").text
    assert zhou.session[USED] == used
    answer = Client(headers={"accept-language": "en"}).get("/staff/paged/")
    assert (answer.status_code, "does not call you any more" in answer.text) == (286, True)
    assert ASKS not in answer.text
