"""A complaint about our own staff: whoever it is about, by number, by name or by the same matter, neither gets nor sees it."""

import pytest

from ombud.core import facts
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No
from ombud.core.vocabulary import Severity
from ombud.store import naming, packs, texts
from ombud.store.models import Alarm, Case, Member, Staff
from ombud.store.transactions import one_transaction
from ombud.usecases.assign import assign
from ombud.usecases.clear_alarm import clear_alarm
from ombud.usecases.grade import grade
from ombud.usecases.keep_line_out import keep_line_out
from ombud.usecases.let_in import let_in
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.take import take
from ombud.usecases.take_off_line import take_off_line
from ombud.usecases.verify import verify
from tests.cast import AN, JUN, LIN, MEI, ZHOU, proposed
from tests.usecases.sorting.scene import SHOWS_NAKED, video

RUDE = "客服态度太差,复制粘贴三遍就挂断了。"


def line(work, known=None):
    return keep_line_out(known={} if known is None else known, mint=work.mint, now=work.now)


def off(work):
    return take_off_line(mint=work.mint, now=work.now)


def test_whoever_handled_the_same_matter_is_out_without_any_number_and_another_gets_it(work):
    first = work.file(SHOWS_NAKED, subject=video("v-1"))
    assert take(by=MEI, now=work.now) == first
    case = work.file(RUDE, kind="UF.SUPPORT", subject=video("v-1"))
    assert line(work) == 1
    assert line(work) == 0, "once"
    assert work.case(case).kept_out == {MEI}
    assert work.refused(look_at_case, case, by=MEI) is No.NOT_FOUND
    assert take(by=JUN, now=work.now) == case
    assert verify(now=work.now).is_clean


def test_a_lead_who_is_named_neither_reads_it_nor_gives_it_to_anybody(work):
    case = work.file(f"{RUDE}组长 Zhou 也这样说。", kind="UF.SUPPORT")
    assert line(work) == 1
    assert work.case(case).kept_out == {ZHOU}
    assert work.refused(look_at_case, case, by=ZHOU) is No.NOT_FOUND
    assert work.refused(assign, [case], to=JUN, reason="换人", by=ZHOU) is No.KEPT_OUT
    assert take(by=MEI, now=work.now) == case


def test_who_names_nobody_and_nothing_keeps_nobody_out(work):
    case = work.file(RUDE, kind="UF.SUPPORT")
    assert Member.objects.filter(case_id=case).exists()
    assert line(work) == 0
    assert work.case(case).kept_out == frozenset()


def test_what_has_not_moved_on_is_not_read_again_and_what_has_is(work, monkeypatch):
    first = work.file(SHOWS_NAKED, subject=video("v-1"))
    case = work.file(RUDE, kind="UF.SUPPORT", subject=video("v-1"))
    known, reads = {}, []
    find = naming.about

    def about(state, **said):
        reads.append(state.id)
        return find(state, **said)

    monkeypatch.setattr(naming, "about", about)
    assert [line(work, known) for _ in range(4)] == [0, 0, 0, 0]
    assert reads == [case, case], "once to find the books, once more as they stood before"
    assert take(by=MEI, now=work.now) == first
    assert line(work, known) == 1
    assert work.case(case).kept_out == {MEI}
    for _ in range(3):
        assert line(work, known) == 0
    seen = len(reads)
    work.file("还有别人说同一个视频的事,也是裸露。", subject=video("v-1"), kind="PR.POST")
    assert line(work, known) == 0
    assert len(reads) == seen + 1, "another matter on the same thing began"
    Staff.objects.filter(id=JUN).update(name="客服")
    assert line(work, known) == 1, "who is called otherwise now is looked for anew"
    decide(case)
    assert line(work, known) == 0
    assert known == {}


@one_transaction
def decide(case):
    Case.objects.filter(id=case).update(status="decided")


# ---- other cases of the same complainant
SPAM = "这个账号到处刷广告引流"
LAN, OTHER = {"email": "lan@example.org"}, {"email": "hua@example.org"}


def hers(work, about="v-7", contact=LAN):
    case = work.file(SPAM, subject=video(about), contact=contact)
    assert take(by=MEI, now=work.now) == case
    return case


def rude(work, contact=LAN, text=RUDE):
    """A complaint about 梅 Mei, by name."""
    return work.file(f"{text}是 Mei 说的。", kind="UF.SUPPORT", contact=contact)


def test_other_open_cases_of_whoever_complained_go_to_somebody_else_until_that_is_decided(work):
    mine, anothers = hers(work), hers(work, about="v-8", contact=OTHER)
    case = rude(work)
    assert (line(work), off(work)) == (1, 1)
    assert (line(work), off(work)) == (0, 0), "once"
    assert (work.case(case).kept_out, work.case(mine).kept_out) == ({MEI}, {MEI})
    assert work.case(anothers).kept_out == frozenset(), "of hers alone"
    assert dict(work.case(mine).kept_for) == {MEI: case}
    assert (work.case(mine).agent, work.case(anothers).agent) == (None, MEI)
    assert work.refused(look_at_case, mine, by=MEI) is No.NOT_FOUND
    taken = {take(by=JUN, now=work.now) for _ in range(2)}
    assert taken == {mine, case}
    assert verify(now=work.now).is_clean
    settle(work, case)
    assert off(work) == 1
    assert (work.case(mine).kept_out, dict(work.case(mine).kept_for)) == (frozenset(), {})
    assert work.case(case).kept_out == {MEI}, "of the complaint about them they never see anything"
    assert (line(work), off(work)) == (0, 0)
    assert verify(now=work.now).is_clean


def settle(work, case):
    """It is decided, every step before it done."""
    open_now = work.case(case)
    for step in open_steps(open_now, packs.by_digest(open_now.pack), before="decision"):
        work.write(case, facts.StepDone(step=step.id), by=f"agent:{JUN}")
    with_words = one_transaction(texts.keep_for)(case, "对不起。", mint=work.mint)
    said = {
        "findings": (),
        "measures": (),
        "for_complainant": with_words,
        "for_account": None,
        "clause": None,
    }
    work.write(case, proposed(agent=JUN, outcome="answered", **said), by=f"agent:{JUN}")
    work.write(case, facts.Decided(no=1, outcome="answered", orders=()), by=f"agent:{JUN}")


def test_whoever_takes_such_a_case_meanwhile_keeps_it_though_they_now_have_a_hand_in_that_matter(work):
    work.hire(LIN, "lead")
    mine = hers(work)
    case = work.file(RUDE, kind="UF.SUPPORT", subject=video("v-7"), contact=LAN)
    assert (line(work), off(work)) == (1, 1)
    work.later(minutes=1)
    work.act(assign, [mine], to=JUN, reason="有人要接手", by=ZHOU)
    work.later(minutes=1)
    assert (line(work), off(work)) == (2, 0), "who has it now, and who gave it to them"
    assert work.case(case).kept_out == {MEI, JUN, ZHOU}
    assert work.case(mine).agent == JUN


def test_whom_it_is_about_gets_no_other_case_of_theirs_later_either(work):
    rude(work)
    assert line(work) == 1
    work.later(minutes=1)
    mine = hers(work, about="v-9")
    assert off(work) == 1
    assert work.case(mine).kept_out == {MEI}


def test_whom_a_lead_lets_in_again_is_not_kept_out_a_second_time_once_the_case_is_anothers(work):
    mine = hers(work)
    rude(work)
    assert (line(work), off(work)) == (1, 1)
    assert take(by=JUN, now=work.now)
    work.act(let_in, mine, agent=MEI, reason="弄错了人", by=ZHOU)
    assert (work.case(mine).kept_out, dict(work.case(mine).kept_for)) == (frozenset(), {})
    assert off(work) == 0
    assert verify(now=work.now).is_clean


def test_whoever_complains_without_any_contact_moves_nothing(work):
    mine = work.file(SPAM, subject=video("v-7"))
    assert take(by=MEI, now=work.now) == mine
    rude(work, contact={})
    assert (line(work), off(work)) == (1, 0)
    assert work.case(mine).agent == MEI


# ---- outside the line
def test_where_every_lead_is_kept_out_somebody_outside_the_line_is_called_and_leads_there(work):
    case = work.file(f"{RUDE}组长 Zhou 也这样说。", kind="UF.SUPPORT")
    assert line(work) == 1
    off(work)
    assert (work.case(case).led_by, work.told(case).count("LedOutside")) == ("auditor", 1)
    assert list(Alarm.objects.filter(kind="line_out").values_list("to_role", flat=True)) == ["auditor"]
    assert off(work) == 0
    assert work.told(case).count("LedOutside") == 1
    assert work.refused(assign, [case], to=JUN, reason="换人", by=ZHOU) is No.KEPT_OUT
    assert work.refused(assign, [case], to=JUN, reason="换人", by=MEI) is No.NOT_ALLOWED
    work.act(assign, [case], to=JUN, reason="由组外的人指派", by=AN)
    assert work.case(case).agent == JUN
    work.act(grade, case, severity=Severity.S2, why="repeated", by=AN)
    alarm = Alarm.objects.get(kind="line_out").id
    assert work.refused(clear_alarm, alarm, by=MEI) is No.NOT_ALLOWED
    work.act(clear_alarm, alarm, by=AN)
    assert verify(now=work.now).is_clean


@pytest.mark.parametrize(
    ("roles", "called"),
    [
        pytest.param(("privacy",), "privacy", id="nobody audits"),
        pytest.param((), "operator", id="nobody at all"),
    ],
)
def test_the_first_role_outside_the_line_that_somebody_has_is_called(work, roles, called):
    Staff.objects.filter(id=AN).update(is_active=False)
    if roles:
        work.hire(LIN, *roles)
    case = work.file(f"{RUDE}组长 Zhou 也这样说。", kind="UF.SUPPORT")
    assert line(work) == 1
    off(work)
    assert work.case(case).led_by == called


def test_while_one_lead_is_left_nobody_else_is_called(work):
    work.hire(LIN, "lead")
    case = work.file(f"{RUDE}组长 Zhou 也这样说。", kind="UF.SUPPORT")
    assert line(work) == 1
    off(work)
    assert work.case(case).led_by == ""
    assert not Alarm.objects.filter(kind="line_out").exists()
