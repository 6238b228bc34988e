"""What does an agent see and write who finds that somebody's notice was manifestly unfounded?"""

import pytest

from ombud.core.vocabulary import Lang
from ombud.store.models import UnfoundedRow
from tests.cast import JUN, MEI
from tests.usecases.sorting.scene import video
from tests.usecases.stories import Work
from tests.workbench.scene import at
from tests.workbench.test_pages import page

SPAM = "This account posts the same spam link under every video again and again"
WHY = "The picture shows another video, as it did the last four times."


@pytest.fixture
def work(floor):
    return Work(house=floor.house, now=floor.now, mint=floor.mint).staffed()


def notice(work, no):
    """A notice of 兰 Lan's about an ordinary matter, every step before the decision done."""
    case = work.ready(text=SPAM, about=f"v-{no}", lang=Lang.EN)
    work.proves(case)
    return case


def form(work, case, **said):
    seen = work.case(case)
    from ombud.store import packs

    mine = str(work.complaint(case))
    return {
        "seen": seen.seq,
        "outcome": "no_violation",
        "clause": packs.of_case(seen).clauses_for(seen.code)[0].id,
        "finding_1": "Nothing there.",
        "proof_1": [mine],
        "for_complainant": "We found nothing against the rules.",
        "unfounded": mine,
        "unfounded_why": WHY,
        "unfounded_proof": [mine],
        "unfounded_answer": "noted",
        **said,
    }


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("举报明显没有根据", "默认大家都是善意举报", "365 天内 2 件", "再有一件，可以警告")),
        ("en", ("manifestly unfounded", "Good faith is presumed", "2 found manifestly unfounded within 365 days", "may be warned")),
    ],
)  # fmt: skip
def test_who_decides_finds_it_with_a_reason_and_sees_what_stands_against_them(work, lang, words):
    for no in (1, 2):
        case = notice(work, no)
        shown = at(MEI, lang).post(page(case, "decide/"), form(work, case)).text
        assert WHY in shown
        assert UnfoundedRow.objects.count() == no - 1
        done = at(MEI, lang).post(page(case, "decide/"), form(work, case, confirm="1"))
        assert (done.status_code, UnfoundedRow.objects.count()) == (302, no)
    case = notice(work, 3)
    seen = at(MEI, lang).get(page(case, "decide/")).text
    for said in words:
        assert said in seen
    early = form(work, case, unfounded_answer="suspended", unfounded_until="2026-12-01")
    refused = at(MEI, lang).post(page(case, "decide/"), early)
    assert (refused.status_code, WHY in refused.text) == (409, True)
    assert UnfoundedRow.objects.count() == 2


def test_who_signs_reads_the_finding(work):
    case = notice(work, 1)
    whole = form(work, case, confirm="1", declares=["complainant_is_company"])
    assert at(MEI).post(page(case, "decide/"), whole).status_code == 302
    from ombud.usecases.take import take

    assert work.act(take, to_sign=True, by=JUN) == case
    assert WHY in at(JUN).get(page(case)).text


def test_what_was_decided_is_listed_once_until_its_last_steps_are_done(work):
    case = notice(work, 1)
    at(MEI).post(page(case, "decide/"), form(work, case, confirm="1"))
    listed = at(MEI).get("/work/").text
    assert listed.count(f'href="{page(case)}"') == 1
    assert "decided, steps left" in listed


def test_nobody_is_asked_whether_a_report_about_a_child_was_unfounded(work):
    case = work.file("有人私信我女儿要照片,她12岁", subject=video("v-9"), lang=Lang.ZH)
    work.give(case, MEI)
    assert "unfounded_why" not in at(MEI).get(page(case, "decide/")).text
