"""Where every lead is kept out of a complaint: who reads of it on which page, and does there what a lead does?"""

import pytest

from ombud.usecases.keep_line_out import keep_line_out
from ombud.usecases.take_off_line import take_off_line
from tests.cast import AN, JUN, LIN, ZHOU
from tests.usecases.stories import Work
from tests.workbench.scene import at
from tests.workbench.test_pages import page

CALLED = "Every lead is kept out of a complaint"


@pytest.fixture
def work(floor):
    return Work(house=floor.house, now=floor.now, mint=floor.mint).staffed()


def test_whoever_was_called_reads_of_it_opens_it_and_assigns_it_and_no_lead_hears_of_it(work):
    work.hire(LIN, "legal")
    case = work.file("客服态度太差,组长 Zhou 也这样说。", kind="UF.SUPPORT")
    keep_line_out(known={}, mint=work.mint, now=work.now)
    take_off_line(mint=work.mint, now=work.now)
    seen = at(AN).get("/office/alarms/").text
    assert CALLED in seen
    assert page(case) in seen
    for other in (ZHOU, LIN):
        assert CALLED not in at(other).get("/office/alarms/").text
    assert at(ZHOU).get(page(case)).status_code == 404
    shown = at(AN).get(page(case))
    assert "the auditor was called and leads here" in shown.text
    alarm = work.house.rows("SELECT id FROM alarm WHERE kind = 'line_out'")[0][0]
    said = {"alarm": alarm, "case": case, "to": JUN, "reason": "Nobody of the line."}
    assert at(AN).post("/office/alarms/assign/", said).status_code == 302
    assert work.case(case).agent == JUN
    assert CALLED not in at(AN).get("/office/alarms/").text
