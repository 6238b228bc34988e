"""Does whoever decides see that a business account is closed on a later day, and may they pick a reason of the law against that?"""

import pytest

from ombud.core import facts
from ombud.store import packs, subjects
from tests import cast
from tests.cast import AN, MEI
from tests.usecases.sorting.scene import video
from tests.workbench.scene import at
from tests.workbench.test_pages import a_clause, do_all_steps, draft, page

LAW = "eu_p2b_termination"


@pytest.fixture
def case(floor):
    """What a shop in the Union posts; 梅 Mei holds the case."""
    floor.hire(MEI)
    floor.hire(AN, "auditor")
    packs.store_pack(cast.pack("EU"), now=floor.now)
    made = floor.file(
        "这个视频里有人裸露,不该出现在这里",
        subject=video("v-7"),
        jurisdiction="EU",
        contact={"email": "lan@example.org"},
    )
    floor.give(made, MEI)
    subjects.link(floor.case(made).subject, account=subjects.keep("clips", "account", "a-shop"))
    return made


REPEATED = {"en": "infringed the terms repeatedly", "zh": "该商业用户屡次违反适用的条款"}


@pytest.mark.parametrize("lang", REPEATED)
def test_the_preview_says_that_it_is_announced_unless_a_reason_of_the_law_is_picked(floor, case, lang):
    client = at(MEI, lang)
    assert REPEATED[lang] in client.get(page(case, "decide/")).text
    do_all_steps(client, floor, case)
    form = draft(floor, case, clause=a_clause(floor, case), why_not_lower="No lower rung would do.")
    form |= {"measures": ["L9"], "declares": ["business_account"]}
    announced = client.post(page(case, "decide/"), form)
    assert (announced.status_code, announced.text.count("关闭账号，自2")) == (200, 2), "both read the day"
    assert {"en": "Announce", "zh": "预告"}[lang] in announced.text
    now = client.post(page(case, "decide/"), form | {"at_once": "repeated"})
    assert (now.status_code, "关闭账号，自2" in now.text) == (200, False)
    assert now.text.count(REPEATED["zh"]) == 1, "the account reads why, and nobody else"
    wrong = client.post(page(case, "decide/"), form | {"at_once": "because"})
    assert (wrong.status_code, "No lower rung would do." in wrong.text) == (409, True)


SAID = {
    "en": ("Takes effect on", "must have arrived by", "The day that was announced has come"),
    "zh": ("起生效", "理由最晚须在", "预告的日子到了"),
}
CITED = "P2B Reg (EU) 2019/1150"


@pytest.mark.parametrize("lang", SAID)
def test_the_case_shows_what_waits_for_which_day_and_the_timeline_when_it_came(floor, case, lang):
    waits, until, told = SAID[lang]
    shop = floor.case(case).subject
    order = cast.order("9" * 42, measure="L9", target=shop)
    waits_for = facts.Announced(
        orders=(order,), at=floor.now.replace(year=2027), tell_by=floor.now, laws=(LAW,)
    )
    decided = facts.Decided(no=1, outcome="violation", orders=(), announced=waits_for)
    floor.write(case, cast.proposed(announces=(LAW,)), decided, by=f"agent:{MEI}")
    seen = at(MEI, lang).get(page(case)).text
    assert all(one in seen for one in (waits, until, CITED))
    reason = facts.Told(letter=cast.LETTER, template="statement_of_reasons", side="account", decision=1)
    floor.write(
        case, reason, facts.Postponed(decision=1, at=floor.now.replace(year=2028)), by="chore:effects"
    )
    seen = at(MEI, lang).get(page(case)).text
    assert ("2028" in seen, until in seen) == (True, False)
    floor.write(case, facts.TookEffect(decision=1, orders=(order,)), by="chore:effects")
    seen = at(MEI, lang).get(page(case)).text
    assert (told in seen, CITED in seen) == (True, False)


def test_the_timeline_says_that_what_was_overturned_never_takes_effect(floor, case):
    order = cast.order("9" * 42, measure="L9", target=floor.case(case).subject)
    waits_for = facts.Announced(orders=(order,), at=floor.now, tell_by=floor.now, laws=(LAW,))
    decided = facts.Decided(no=1, outcome="violation", orders=(), announced=waits_for)
    dropped = facts.Reversed(decision=1, orders=(), dropped=(order.key,))
    floor.write(case, cast.proposed(announces=(LAW,)), decided, dropped, by=f"agent:{MEI}")
    assert "What was announced does not take effect" in at(MEI).get(page(case)).text
