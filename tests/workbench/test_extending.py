"""Does whoever holds a case find how to take more time, and does a refusal give their words back?"""

from tests.cast import AN, MEI, ZHOU
from tests.usecases.sorting.scene import SHOWS_NAKED
from tests.workbench.scene import at


def test_more_time_is_taken_on_the_page_by_the_holder_or_a_lead_and_read_there(floor):
    for agent, role in {MEI: "agent", ZHOU: "lead", AN: "auditor"}.items():
        floor.hire(agent, role)
    case = floor.file(SHOWS_NAKED, contact={"email": "lan@example.org"})
    floor.give(case, MEI)
    page = f"/work/case/{case}/"
    assert "extend_clock" not in at(AN).get(page).text
    assert "extend_clock" in at(ZHOU).get(page).text
    assert 'value="decide_target"' in at(MEI).get(page).text
    form = {
        "seen": floor.case(case).seq,
        "extend_clock": "decide_target",
        "extend_text": "You hear from us as soon as possible.",
    }
    refused = at(MEI).post(f"{page}extend/", form)
    assert refused.status_code == 409
    assert "You hear from us as soon as possible." in refused.text
    assert (
        at(MEI).post(f"{page}extend/", {**form, "extend_text": "The host has not answered."}).status_code
        == 302
    )
    for who, lang, words in ((MEI, "en", "extended to"), (ZHOU, "zh", "已延期")):
        seen = at(who, lang).get(page).text
        assert words in seen
        assert "The host has not answered." in seen
        assert "extend_clock" not in seen
