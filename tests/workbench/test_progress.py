"""Does whoever holds a case see by when people must hear how far it is, and tell them in one act?"""

import pytest

from ombud.store import packs
from tests import cast
from tests.cast import AN, MEI
from tests.workbench.scene import at

INTIMATE = "My ex posted an intimate video of me without my consent."


@pytest.mark.parametrize(
    ("lang", "due", "told"),
    [
        ("en", "Due to arrive by", "Everybody who complained is told how far it is"),
        ("zh", "应在", "已写信告知所有投诉人进展"),
    ],
)
def test_people_are_told_how_far_it_is_on_the_page_of_the_case(floor, lang, due, told):
    floor.hire(MEI, "agent")
    floor.hire(AN, "auditor")
    packs.store_pack(cast.pack("US"), now=floor.now)
    case = floor.file(INTIMATE, kind="PR.NCII", jurisdiction="US", contact={"email": "lan@example.org"})
    floor.give(case, MEI)
    page = f"/work/case/{case}/"
    assert "progress_done" not in at(AN, lang).get(page).text
    assert due in at(MEI, lang).get(page).text
    form = {
        "seen": floor.case(case).seq,
        "progress_done": "We asked the host.",
        "progress_next": "We compare.",
    }
    refused = at(MEI, lang).post(f"{page}progress/", form)
    assert (refused.status_code, "We asked the host." in refused.text) == (409, True)
    day = (floor.now.year + 1, "-01-01")
    sent = at(MEI, lang).post(f"{page}progress/", {**form, "progress_until": f"{day[0]}{day[1]}"})
    assert sent.status_code == 302
    seen = at(MEI, lang).get(page).text
    assert told in seen
