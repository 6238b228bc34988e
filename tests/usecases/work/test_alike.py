"""What the host finds alike is shown to whoever may set it beside, with the case that is open on it."""

import pytest

from ombud.adapters.platform.contract import (
    Alike,
    HostSubject,
    Likeness,
    RefusedByHost,
    Unreachable,
    Why,
)
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.usecases.do_step import do_step
from ombud.usecases.find_alike import find_alike
from ombud.usecases.grant import grant
from ombud.usecases.open_beside import Beside, open_beside
from ombud.usecases.verify import verify
from tests.cast import AN, JUN, MEI, ZHOU

FIRST = HostSubject("clips", "video", "v-1")


def a_host() -> MemoryPlatform:
    host = MemoryPlatform()
    host.likes[FIRST] = tuple(
        Alike(HostSubject("clips", "video", f"v-{no}"), why)
        for no, why in ((37, Likeness.HASH), (38, Likeness.NEAR), (39, Likeness.DEVICE))
    )
    return host


def ask(work, case, host, **said):
    return work.act(find_alike, case, platform=host, **{"whys": (), **said})


def test_each_is_shown_with_the_case_that_is_open_on_it(work):
    there = work.filed(about="v-38")
    case = work.filed(about="v-1")
    work.give(case, MEI)
    [beside] = work.act(
        open_beside, case, beside=Beside(named=("video:v-37",), kinship="copy", reason="副本")
    )
    page = ask(work, case, a_host())
    assert [(one.named, one.number, one.kin) for one in page.items] == [
        ("video:v-37", number_of(beside.case, "K"), True),
        ("video:v-38", number_of(there, "K"), False),
        ("video:v-39", "", False),
    ]
    assert [one.named for one in ask(work, case, a_host(), whys=("near",)).items] == ["video:v-38"]
    assert ask(work, case, a_host(), by=ZHOU).items


def test_who_may_not_ask_and_what_nobody_can_be_asked_is_refused(work):
    case = work.in_hand(about="v-1")
    for other in (JUN, AN):
        assert work.refused(find_alike, case, whys=(), platform=a_host(), by=other) is No.NOT_YOURS
    assert work.refused(find_alike, case, whys=("smell",), platform=a_host()) is No.UNKNOWN_WORD
    service = work.file("客服电话一直没人接,怎么办?")
    work.give(service, MEI)
    assert work.refused(find_alike, service, whys=(), platform=a_host()) is No.NOT_FOUND


def test_a_step_that_searches_rests_on_a_search_that_is_kept(work):
    case = work.in_hand(about="v-1")
    assert work.refused(do_step, case, step="known_before") is No.STEP_NEEDS_EVIDENCE
    ask(work, case, a_host())
    assert work.refused(do_step, case, step="known_before") is No.STEP_NEEDS_EVIDENCE, (
        "looked at, and not kept"
    )
    with pytest.raises(Refused) as no:
        ask(work, case, a_host(), keep=work.mint, by=ZHOU)
    assert no.value.code is No.NOT_YOURS, "a lead may look, and works on it no more than before"
    ask(work, case, a_host(), keep=work.mint)
    work.act(do_step, case, step="known_before")
    assert "known_before" in work.case(case).steps_done
    assert [one.source for one in work.case(case).evidence] == ["search"]
    assert verify(now=work.now).is_clean


def test_what_is_the_same_and_still_seen_is_counted_on_to_the_last_page_once_each(work, monkeypatch):
    case, host = work.in_hand(about="v-1"), MemoryPlatform()
    told = [(no, Likeness.HASH, "public") for no in range(30, 55)]
    told += [(30, Likeness.HASH, "public"), (60, Likeness.HASH, ""), (61, Likeness.HASH, "removed")]
    told += [(62, Likeness.NEAR, "public"), (63, Likeness.CUT, "public")]
    host.likes[FIRST] = tuple(
        Alike(HostSubject("clips", "video", f"v-{no}"), why, state=state) for no, why, state in told
    )
    assert len(ask(work, case, host, keep=work.mint).items) == 20, "one page is shown"
    (kept,) = work.case(case).evidence
    assert (kept.copies, work.case(case).copies) == (26, 26)
    assert verify(now=work.now).is_clean
    pages = MemoryPlatform.alike

    def breaks_off(self, *asked, after="", **said):
        return Unreachable(Why.TIMED_OUT) if after else pages(self, *asked, after=after, **said)

    monkeypatch.setattr(MemoryPlatform, "alike", breaks_off)
    with pytest.raises(Refused) as no:
        ask(work, case, host, keep=work.mint)
    assert (no.value.code, len(work.case(case).evidence)) == (No.NOT_FOUND, 1), "half an answer is none"


def test_to_which_other_children_an_account_wrote_is_asked_where_a_child_may_be_harmed_alone_and_kept(work):
    plain = work.in_hand(about="v-2")
    groomed = work.in_hand(text="有陌生人私信我女儿要照片,她11岁。", about="v-1")
    work.act(grant, groomed, to=MEI, reason="要看写给过谁", by=ZHOU)
    host, opens = a_host(), {"opened_for": "看写给过谁"}
    wrote = (Alike(HostSubject("clips", "message", f"m-{no}"), Likeness.WROTE) for no in (7, 8))
    host.likes[FIRST] = (*host.likes[FIRST], *wrote)
    found = ask(work, groomed, host, **opens).items
    assert not [one for one in found if one.it.why is Likeness.WROTE], "not by itself"
    both = {"whys": ("wrote", "hash"), "platform": host, **opens}
    assert work.refused(find_alike, groomed, **both) is No.UNKNOWN_WORD
    assert work.refused(find_alike, plain, whys=("wrote",), platform=host) is No.UNKNOWN_WORD
    host.knows_not = frozenset({"wrote"})
    with pytest.raises(Refused) as no:
        ask(work, groomed, host, whys=("wrote",), keep=work.mint, **opens)
    assert (no.value.code, work.case(groomed).others) == (No.ASK_HOST, None), "no word of it is not none"
    host.knows_not = frozenset()
    asked = ask(work, groomed, host, whys=("wrote",), keep=work.mint, **opens)
    assert [one.named for one in asked.items] == ["message:m-7", "message:m-8"]
    told = work.case(groomed)
    assert (told.others, [one.source for one in told.evidence]) == (2, ["others_at_risk"])
    assert verify(now=work.now).is_clean


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Unreachable(Why.TIMED_OUT), id="it hangs"),
        pytest.param(RefusedByHost("", "not_offered"), id="it cannot search"),
    ],
)
def test_a_host_that_does_not_tell_is_said_to_be_one(work, monkeypatch, answer):
    case = work.in_hand(about="v-1")
    monkeypatch.setattr(MemoryPlatform, "alike", lambda *_, **__: answer)
    with pytest.raises(Refused) as no:
        ask(work, case, a_host())
    assert (no.value.code, no.value.facts["field"]) == (No.NOT_FOUND, "host")
