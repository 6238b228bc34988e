"""Notices that are manifestly unfounded: found by a person, counted, warned of, suspended by two, ended by an appeal."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from ombud.core.complaint import Standing
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Outcome, Ruling
from ombud.store import known_again, letters, mailroom, misuse, packs
from ombud.store.drafting import Fault, Unfounded
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Letter, Member, UnfoundedRow
from ombud.store.vault import vault
from ombud.usecases.answer import answer
from ombud.usecases.appeal import appeal
from ombud.usecases.cosign import cosign
from ombud.usecases.expire_waits import expire_waits
from ombud.usecases.fan_out import fan_out
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_at_complaint import Next, look_at_complaint
from ombud.usecases.look_at_suspended import look_at_suspended
from ombud.usecases.preview import preview
from ombud.usecases.propose import propose
from ombud.usecases.read_letter import read_letter
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import JUN, LIN, MEI, ZHOU
from tests.usecases.sorting.scene import SELF_HARM, video

SPAM = "This account posts the same spam link under every video again and again"
WHY = "The same picture as the last four times, and it shows another video."
HASTE = Fault(lapse="wrong_selection", cause="haste", text="Nobody watched it to the end.")
DAY = timedelta(days=1)


@pytest.fixture
def told(work):
    """Notices of somebody's about ordinary matters, one case each, dismissed and found unfounded."""
    return Told(work)


class Told:
    def __init__(self, work) -> None:
        self.work, self.no = work, 0

    def ready(self, *, proved=True, **said):
        self.no += 1
        whole = {"about": f"v-{self.no}", "lang": Lang.EN, **said}
        case = self.work.ready(text=SPAM, **whole)
        if proved:
            self.work.proves(case)
        return case

    def draft(self, case, **said):
        mine = self.work.complaint(case)
        found = said.pop("unfounded", {})
        return {
            "outcome": Outcome.NO_VIOLATION,
            "measures": (),
            "for_account": "",
            "for_complainant": "We looked at it and found nothing against the rules.",
            "unfounded": Unfounded(**{"complaint": mine, "text": WHY, "evidence": (mine,), **found}),
            **said,
        }

    def find(self, case=None, answer="noted", days=None, **said):
        case = case or self.ready(**said)
        until = None if days is None else self.work.now + days * DAY
        self.work.propose(case, **self.draft(case, unfounded={"answer": answer, "until": until}))
        return case

    def record(self, case):
        complaint = read_complaint(self.work.complaint(case))
        return misuse.record_of(complaint, pack=packs.of_case(read_case(case)), now=self.work.now)

    def letter(self, case):
        while fan_out(now=self.work.now):
            pass
        (one,) = Letter.objects.filter(case_id=case, decision=1, side="complainant")
        return one.template, letters.body(letters.find(one.id)).body


def test_a_notice_is_found_unfounded_by_a_person_and_who_sent_it_learns_why(work, told):
    case = told.find()
    found = read_case(case).decisions[0].proposal.unfounded
    assert (found.complaint, found.answer, found.until) == (work.complaint(case), "noted", None)
    assert (told.record(case).count, told.record(case).warned_at) == (1, None)
    template, said = told.letter(case)
    assert template == "unfounded"
    assert WHY in said
    assert "appeal" in said
    assert verify(now=work.now).is_clean


def test_to_be_dismissed_is_not_to_be_unfounded(work, told):
    case = told.ready()
    work.propose(case, **told.draft(case) | {"unfounded": None})
    assert UnfoundedRow.objects.count() == told.record(case).count == 0
    assert told.letter(case)[0] == "decision_complainant"


def test_whoever_gave_no_way_to_know_them_again_is_told_and_counted_nowhere(work, told):
    case = told.find(contact={})
    assert told.letter(case)[0] == "unfounded"
    assert UnfoundedRow.objects.count() == 0
    assert verify(now=work.now).is_clean


def test_it_counts_by_every_way_somebody_is_known_and_against_nobody_else(work, told):
    told.find(contact={"email": "Lan@Example.org", "phone": "+8613800000000"})
    second = told.find(contact={"email": "lan@example.org"})
    third = told.find(contact={"phone": "+8613800000001"})
    assert (told.record(second).count, told.record(third).count) == (2, 1)
    assert verify(now=work.now).is_clean


def test_who_writes_five_times_under_anothers_address_warns_nobody_and_holds_up_nothing_of_hers(work, told):
    """秋 Mallory gives 兰 Lan's address, and knows number and code; Lan reads her mail, and holds none of the complaints."""
    for _ in range(3):
        told.find(proved=False)
    case = told.ready(proved=False)
    work.proves(case, holds=uuid4())
    told.find(case)
    assert read_complaint(work.complaint(case)).proved == frozenset()
    last = told.ready(proved=False)
    for found in ({"answer": "warned"}, {"answer": "suspended", "until": work.now + 14 * DAY}):
        assert work.refused(propose, last, **_drafted(work, last, told, **found)) is No.UNFOUNDED
    told.find(last)
    assert UnfoundedRow.objects.count() == told.record(last).count == 0
    hers = files(work)
    assert read_complaint(hers).waits_until is None
    assert is_clean(work)


def test_her_own_record_warns_nobody_who_writes_under_her_address(work, told):
    first, second = told.find(), told.find()
    assert told.record(second).count == 2
    case = told.ready(proved=False)
    no = work.refused(propose, case, **_drafted(work, case, told, answer="warned"))
    assert (no, told.record(case).count) == (No.UNFOUNDED, 0)
    told.find(case)
    assert (told.record(first).count, UnfoundedRow.objects.count()) == (2, 2)


def test_an_account_is_proved_where_the_host_named_it_and_not_where_a_form_or_a_flagger_did(
    work, told, monkeypatch
):
    case = told.ready(contact={"account": "u-lan"}, proved=False)
    by_form = read_complaint(work.complaint(case))
    account = known_again.keys_of(by_form, proved=False)
    assert (len(account), known_again.keys_of(by_form, proved=True)) == (1, ())
    by_key = replace(by_form, received=replace(by_form.received, sender=uuid4()))
    assert known_again.keys_of(by_key, proved=True) == account
    monkeypatch.setattr(known_again.apikeys, "trusts", lambda senders: dict.fromkeys(senders, True))
    assert set(known_again.keys_of(by_key, proved=True)).isdisjoint(account)


def test_a_link_proves_once_and_a_letter_that_did_not_arrive_proves_nothing(work, told):
    case = told.ready(proved=False)
    complaint = work.complaint(case)
    letter = Letter.objects.get(complaint=complaint, template="receipt")
    code = vault().code(letter.id, letter.key_version)
    mailroom.over(letter.id, state="kept", now=work.now)
    token = vault().link(letter.id, mailroom.LINK)
    read_letter(letter.number, code=code, holds=complaint, now=work.now)
    read_letter(letter.number, token=token, holds=complaint, now=work.now)
    assert read_complaint(complaint).proved == frozenset()
    with pytest.raises(Refused):  # a complainant has number and code
        read_letter(letter.number, token=token, holds=complaint, now=work.now)


def test_a_preview_counts_nothing(work, told):
    case = told.ready()
    from ombud.usecases.propose import Draft

    said = told.draft(case)
    clause = packs.of_case(read_case(case)).clauses_for(read_case(case).code)[0].id
    draft = Draft(clause=clause, findings=((WHY, (work.complaint(case),)),), **said)
    shown = work.act(preview, case, draft=draft, seen=work.case(case).seq)
    assert WHY in shown.letters[0].body
    assert UnfoundedRow.objects.count() == 0


def warned(told):
    told.find(), told.find()
    return told.find(answer="warned")


def test_a_warning_comes_first_and_only_after_it_two_people_suspend_until_a_day(work, told):
    early = told.ready()
    no = work.refused(propose, early, **_drafted(work, early, told, answer="warned"))
    assert no is No.UNFOUNDED
    told.find(early), told.find()
    case = told.find(answer="warned")
    assert told.letter(case)[0] == "unfounded_warning"
    work.later(days=1)
    told.find()
    case = told.ready()
    told.find(case, answer="suspended", days=14)
    assert read_case(case).proposal.signers == 1
    assert told.record(case).until is None
    assert not misuse.suspends(now=work.now)
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(cosign, case, seen=work.case(case).seq, by=JUN)
    until = work.now + 14 * DAY
    assert (told.record(case).until, misuse.suspends(now=work.now)) == (until, True)
    assert told.letter(case)[0] == "unfounded_suspension"
    seen = look_at_case(case, by=MEI, mint=work.mint, now=work.now)
    assert [one.until for one in seen.records.values()] == [until]
    assert verify(now=work.now).is_clean
    work.later(days=14)
    assert told.record(case).until is None
    assert not misuse.suspends(now=work.now)


def _drafted(work, case, told, **found):
    from ombud.usecases.propose import Draft

    said = told.draft(case, unfounded=found)
    pack = packs.of_case(read_case(case))
    whole = {
        "clause": pack.clauses_for(read_case(case).code)[0].id,
        "findings": ((WHY, (work.complaint(case),)),),
    }
    return {"draft": Draft(**whole, **said), "seen": work.case(case).seq}


@pytest.mark.parametrize(
    ("found", "no"),
    [
        pytest.param({"text": " "}, No.FACTS_MISSING, id="without a reason"),
        pytest.param({"evidence": ()}, No.FACTS_MISSING, id="resting on nothing"),
    ],
)
def test_a_finding_has_a_reason_and_rests_on_something(work, told, found, no):
    case = told.ready()
    assert work.refused(propose, case, **_drafted(work, case, told, **found)) is no


def test_an_appeal_that_is_right_ends_the_finding_and_whatever_followed(work, told):
    case = warned(told)
    assert (told.record(case).count, told.record(case).warned_at) == (3, work.now)
    told.letter(case)
    letter = Letter.objects.get(case_id=case, decision=1, side="complainant")
    work.act(appeal, letter.id, text="It was another video, look again")
    assert work.act(take, by=JUN) == case
    _steps(work, case)
    work.propose(
        case,
        by=JUN,
        outcome=Outcome.NO_VIOLATION,
        measures=(),
        for_account="",
        for_complainant="Nothing against the rules, and an honest mistake.",
        ruling=Ruling.CHANGED,
        fault=HASTE,
    )
    assert (told.record(case).count, told.record(case).warned_at) == (2, None)
    assert verify(now=work.now).is_clean


def _steps(work, case, by=JUN):
    from ombud.core.playbooks import open_steps
    from ombud.usecases.do_step import do_step

    for step in open_steps(work.case(case), packs.of_case(work.case(case)), before="decision"):
        work.act(do_step, case, step=step.id, said={"note": "Seen."}, by=by)


def test_what_was_meddled_with_is_found(work, told):
    case = told.find()
    row = UnfoundedRow.objects.get(case_id=case)
    with pytest.raises(Exception, match="permission denied"):
        UnfoundedRow.objects.filter(case_id=case).update(answer="warned")
    assert row.answer == "noted"


# ---- while somebody is suspended

MORE = "These people sell fake followers and post spam links, again and again"


@pytest.fixture
def suspended(work, told):
    """The case by which 兰 Lan is suspended for two weeks."""
    warned(told)
    work.later(days=1)
    told.find()
    case = told.find(answer="suspended", days=14)
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(cosign, case, seen=work.case(case).seq, by=JUN)
    return case


def files(work, text=SPAM, **said):
    whole = {"subject": video("v-99"), "contact": {"email": "lan@example.org"}, "lang": Lang.EN, **said}
    [complaint] = work.house.file(text, at=work.now, **whole)
    work.house.drain(now=work.now)
    return complaint


def is_clean(work):
    return verify(now=work.now).faults == []


def in_force(work):
    return [(one.case, one.until) for one in look_at_suspended(now=work.now)]


def test_the_office_lists_whoever_is_suspended_until_the_day_or_an_appeal_that_is_right(
    work, suspended, told
):
    told.find(contact={"email": "wei@example.org"})
    until = work.now + 14 * DAY
    (seen,) = look_at_suspended(now=work.now)
    assert (seen.case, seen.since, seen.until) == (suspended, work.now, until)
    assert seen.complaint_number == number_of(work.complaint(suspended), "C")
    assert "lan" not in repr(seen)
    work.later(days=13, hours=23)
    assert in_force(work) == [(suspended, until)]
    work.later(hours=1)
    assert in_force(work) == []


def test_what_somebody_suspended_sends_is_kept_and_waits_until_a_day_and_they_are_told_so(work, suspended):
    until = work.now + 14 * DAY
    mine, other = files(work), files(work, contact={"email": "wei@example.org"}, subject=video("v-98"))
    assert read_complaint(mine).waits_until == until
    assert read_complaint(other).standing is Standing.OPEN
    assert (
        Member.objects.filter(complaint__in=(mine, other)).values_list("complaint", flat=True).get() == other
    )
    receipt = Letter.objects.get(complaint=mine, template="receipt")
    said = letters.body(letters.find(receipt.id)).body
    assert "您的一般举报暂停处理" in said
    seen = look_at_complaint(mine, now=work.now)
    assert (seen.held, seen.next) == (True, Next(what="held", by=until))
    assert [one.what for one in seen.timeline][-1] == "held_back"
    assert is_clean(work)
    work.act(answer, mine, text="Please hurry.")
    assert read_complaint(mine).waits_until == until
    work.later(days=13, hours=23)
    assert expire_waits(now=work.now) == 0
    work.later(hours=1)
    assert expire_waits(now=work.now) == 1
    work.house.drain(now=work.now)
    part = read_complaint(mine).parts[0]
    assert Member.objects.filter(complaint=mine, case_id=part.case).exists()
    assert ("received", until) in read_case(part.case).moved
    seen = look_at_complaint(mine, now=work.now)
    assert (seen.held, seen.standing, seen.timeline[-1].what) == (False, Standing.OPEN, "held_over")
    assert seen.next.by is not None
    assert seen.next.by > until


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"text": SELF_HARM, "lang": Lang.ZH}, id="a danger"),
        pytest.param({"text": "有人私信我女儿要照片,她12岁", "lang": Lang.ZH}, id="a child"),
        pytest.param(
            {"text": "有人发布了我的身份证照片和家庭住址", "lang": Lang.ZH, "kind": "PR.POST"}, id="a leak"
        ),
        pytest.param(
            {"text": "我的账号被盗了,密码被改了", "lang": Lang.ZH, "kind": "AS.TAKEOVER"}, id="a theft"
        ),
        pytest.param({"text": "我买的果子都坏了,商家不退款", "kind": "EC.REFUND"}, id="an own order"),
        pytest.param({"text": "充值的礼物没到账", "kind": "LV.MISSING"}, id="an own payment"),
        pytest.param({"text": "他拍视频说我偷公司的钱", "kind": "DF.PERSON"}, id="an own name"),
        pytest.param({"text": "几千条评论骂我", "kind": "HA.PILEON"}, id="hounded"),
        pytest.param({"text": MORE, "contact": {}}, id="nobody knows of whom"),
    ],
)
def test_dangers_and_what_is_somebodys_own_are_dealt_with_whoever_sends_them(work, suspended, said):
    complaint = files(work, **said)
    assert read_complaint(complaint).waits_until is None
    assert Member.objects.filter(complaint=complaint).exists()


def test_a_danger_that_is_written_later_is_dealt_with_at_once(work, suspended):
    mine = files(work)
    work.act(answer, mine, text=SELF_HARM)
    work.house.drain(now=work.now)
    assert Member.objects.filter(complaint=mine).exists()


def test_an_appeal_that_is_right_lets_through_what_waited(work, suspended):
    mine = files(work)
    assert expire_waits(now=work.now) == 0
    while fan_out(now=work.now):
        pass
    letter = Letter.objects.get(case_id=suspended, decision=1, side="complainant")
    work.act(appeal, letter.id, text="It was another video, look again")
    work.hire(LIN, "agent", "senior")
    assert work.act(take, by=LIN) == suspended
    _steps(work, suspended, by=LIN)
    work.propose(
        suspended,
        by=LIN,
        outcome=Outcome.NO_VIOLATION,
        measures=(),
        for_account="",
        for_complainant="An honest mistake.",
        ruling=Ruling.CHANGED,
        fault=HASTE,
    )
    if read_case(suspended).proposal is not None:
        assert work.act(take, to_sign=True, by=ZHOU) == suspended
        work.act(cosign, suspended, seen=work.case(suspended).seq, by=ZHOU)
    assert in_force(work) == []
    assert expire_waits(now=work.now) == 1
    work.house.drain(now=work.now)
    assert Member.objects.filter(complaint=mine).exists()
    assert look_at_complaint(mine, now=work.now).timeline[-1].what == "held_over"
    assert is_clean(work)
