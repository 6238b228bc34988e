"""Is each side told once, in its own words, and never who complained?"""

from datetime import timedelta

import pytest
from django.db import transaction

from ombud.adapters.platform.contract import Unreachable, Why
from ombud.adapters.sending import TryLater, Undeliverable
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.clocks import State
from ombud.core.closing import Kept
from ombud.core.complaint import Standing
from ombud.core.ids import bucket_of
from ombud.core.notices import letter_id
from ombud.core.pack.letters import Rendered
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Side
from ombud.store import closing, mailroom, members, packs, penning, rows, statements, texts
from ombud.store.ledger import open_complaint, read_case, read_complaint, read_lines
from ombud.store.letters import review_by
from ombud.store.models import Alarm, Letter, Member, Staff
from ombud.store.vault import vault
from ombud.usecases.answer import answer
from ombud.usecases.appeal import appeal
from ombud.usecases.ask import ask
from ombud.usecases.deliver import deliver
from ombud.usecases.expire_waits import expire_waits
from ombud.usecases.fan_out import _finish, _one_bucket, _tell, fan_out
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.look_at_withheld import look_at_withheld
from ombud.usecases.override_order import override_order
from ombud.usecases.read_letter import read_letter
from ombud.usecases.release import release
from ombud.usecases.verify import verify
from ombud.usecases.withhold import withhold
from tests import cast
from tests.usecases.sorting.scene import video

CANARY = "金丝雀七三一九八六四二兰的邻居在三单元"
SHOWS_NAKED = f"这个视频里有人裸露,全是色情内容,请删除。{CANARY}"
TWO_MATTERS = "这个视频里有人裸露,全是色情内容。还泄露了我的身份证号和家庭住址。"


def _decided(stage, **said):
    case = stage.case(SHOWS_NAKED)
    stage.decide(case, "L4", **said)
    return case


def _overturned(stage, case):
    stage.write(case, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    stage.overturn(case)


def test_both_sides_are_told_and_the_case_closes(stage):
    case = _decided(stage)
    stage.all()
    (told,) = stage.host.tells
    assert told.account == "a-tao"
    (statement,) = mailroom.of_case(case)
    assert (statement.template, statement.state) == ("statement_of_reasons", "delivered")
    assert {letter.template for letter in mailroom.of_complaint(stage.lan)} == {
        "receipt",
        "decision_complainant",
    }
    assert [mail.to for mail in stage.post.mails] == ["lan@example.org"] * 2
    assert read_case(case).status is Status.CLOSED
    assert read_complaint(stage.lan).standing is Standing.ENDED
    assert not verify(now=stage.now).faults


def test_no_letter_order_or_message_to_the_account_tells_who_complained(stage):
    case = _decided(stage)
    stage.all()
    seen = [stage.read(letter) for letter in mailroom.of_case(case)]
    seen += [told.text + told.link for told in stage.host.tells]
    seen += [repr(order) for order in stage.host.effects]
    for text in seen:
        assert CANARY not in text
        assert "lan@example.org" not in text
        assert read_complaint(stage.lan).id.hex not in text


def test_reasons_that_quote_the_complaint_are_refused_and_nothing_is_decided(stage):
    with pytest.raises(Refused) as no:
        _decided(stage, why=f"举报人说:{CANARY}")
    assert no.value.code is No.LETTER_NAMES_REPORTER
    with pytest.raises(Refused) as no:
        _decided(stage, why="举报人 LAN@example.org 说您违规")
    assert no.value.code is No.LETTER_NAMES_REPORTER


@pytest.mark.parametrize("where", ["in an answer", "later"])
def test_reasons_quote_nothing_that_a_complainant_wrote_elsewhere_either(stage, where):
    wrote = "我就住在视频里那栋楼的三单元七零二"
    case = stage.case(SHOWS_NAKED, answers={"work": wrote} if where == "in an answer" else {})
    if where == "later":
        answer(stage.lan, text=wrote, mint=stage.mint, now=stage.now)
    with pytest.raises(Refused) as no:
        stage.decide(case, "L4", why=f"举报人说:{wrote}")
    assert no.value.code is No.LETTER_NAMES_REPORTER


SHORTLY = "楼上老王拍的"


def test_reasons_are_held_against_everybody_in_a_case_however_many_and_however_little_they_wrote(
    stage, monkeypatch
):
    monkeypatch.setattr("ombud.store.overhearing.PAGE", 2)
    case = stage.case("这个视频里有人裸露,全是色情内容,请删除。")
    for no in range(4):
        contact = {"email": f"wei{no}@example.org"}
        assert stage.case("这个视频里有人裸露,全是色情内容,请删除。", contact=contact) == case
    answer(stage.lan, text=SHORTLY, mint=stage.mint, now=stage.now)
    answer(stage.lan, text=CANARY, mint=stage.mint, now=stage.now)
    for said in (f"有人说，{SHORTLY}。", f"有人说，{CANARY}。", "举报人 wei3@example.org"):
        with pytest.raises(Refused) as no:
            stage.decide(case, "L4", why=said)
        assert no.value.code is No.LETTER_NAMES_REPORTER
    with pytest.raises(Refused) as no:
        stage.decide(case, "L4", for_complainant=stage.words(case, f"有人说，{SHORTLY}。"))
    assert no.value.facts == {"field": "for_complainant"}
    stage.decide(case, "L4", why="您发布的视频含色情内容，老王不在其中。")


def test_word_of_a_letter_says_nothing_of_the_case(stage):
    _decided(stage)
    stage.all()
    for mail in stage.post.mails:
        assert "v-1" not in mail.text + mail.subject
        assert "色情" not in mail.text + mail.subject


def test_every_mandatory_field_is_filled_in_both_languages(stage):
    case = stage.case(SHOWS_NAKED, locale=Lang.EN)
    stage.decide(case, "L4")
    stage.all()
    letter = next(one for one in mailroom.of_complaint(stage.lan) if one.template == "decision_complainant")
    said = stage.read(letter)
    assert letter.lang == "en"
    assert "{" not in said
    assert "No pornography" in said
    assert "you can appeal until" in said
    assert "people's court" in said


def test_somebody_without_a_contact_keeps_the_letter_to_be_read_with_number_and_code(stage):
    case = stage.case(SHOWS_NAKED, contact={})
    stage.decide(case, "L4")
    stage.all()
    letter = next(one for one in mailroom.of_complaint(stage.lan) if one.template == "decision_complainant")
    assert letter.state == "kept"
    assert stage.post.mails == []
    code = vault().code(letter.id, letter.key_version)
    read = read_letter(letter.number, code=code, now=stage.now)
    assert read.can_appeal
    assert mailroom.find(letter.id).read_at == stage.now


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(None, "AAAA-AAAA-AAAA-AAAA-AAAA-A", id="right number, wrong code"),
        pytest.param("L-0000-0000-0000-0", None, id="wrong number"),
        pytest.param("nonsense", "x", id="no number at all"),
    ],
)
def test_a_wrong_number_and_a_wrong_code_are_refused_alike(stage, number, code):
    case = _decided(stage)
    stage.all()
    (letter,) = mailroom.of_case(case)
    right = vault().code(letter.id, letter.key_version)
    with pytest.raises(Refused) as no:
        read_letter(number or letter.number, code=code or right, now=stage.now)
    assert (no.value.code, no.value.facts) == (No.WRONG_CODE, {})


def test_an_account_s_link_opens_until_nobody_can_appeal_and_the_code_goes_on_opening(stage):
    case = _decided(stage)
    stage.all()
    (letter,) = mailroom.of_case(case)
    token = stage.host.tells[0].link.partition("?t=")[2]
    for now in (stage.now, letter.appeal_until):
        assert read_letter(letter.number, token=token, now=now).side == "account"
    over = letter.appeal_until + timedelta(days=9)
    with pytest.raises(Refused) as no:
        read_letter(letter.number, token=token, now=over)
    assert no.value.code is No.WRONG_CODE
    code = vault().code(letter.id, letter.key_version)
    assert read_letter(letter.number, code=code, now=over).id == letter.id


def test_of_a_case_that_was_opened_again_in_between_nobody_says_that_all_are_told(stage):
    case = _decided(stage)
    stage.all()
    stage.appeal(case)
    before = read_case(case)
    _finish(case, silent=frozenset(), now=stage.now)
    assert read_case(case) == before


def test_a_crash_between_the_letters_and_the_mark_tells_nobody_twice(stage):
    case = _decided(stage)
    state = read_case(case)
    joined = members.first(case, limit=9)
    _tell(state, state.decision, joined=joined, now=stage.now)
    seq = read_complaint(stage.lan).seq
    assert Member.objects.get().told == 0
    stage.all()
    assert len(mailroom.of_complaint(stage.lan)) == 2
    assert Member.objects.get().told == 1
    assert read_complaint(stage.lan).seq == seq + 1, "that it arrived"
    assert len(stage.post.mails) == 2


def test_many_complainants_are_told_five_hundred_at_a_time_and_late_joiners_too(stage, monkeypatch):
    monkeypatch.setattr("ombud.usecases.fan_out.TOGETHER", 2)
    case = stage.case(SHOWS_NAKED)
    for _ in range(4):
        assert stage.case(SHOWS_NAKED) == case
    stage.decide(case, "L4")
    assert fan_out(now=stage.now) == 2
    late = stage.case(SHOWS_NAKED)
    assert late == case
    turns = 0
    while fan_out(now=stage.now):
        turns += 1
    fan_out(now=stage.now)
    assert turns == 3, "what is written of all being told counts too"
    assert read_case(case).fanned == {1}
    assert read_complaint(stage.lan).standing is Standing.ENDED


def test_an_account_that_cannot_be_told_holds_the_case_open_until_a_lead_says_so(stage):
    case = _decided(stage)
    stage.carry()
    stage.host.outages.extend([Unreachable(Why.TIMED_OUT)] * 40)
    while mailroom.of_case(case)[0].state != "dead":
        deliver(doors=stage.doors, now=stage.now)
        stage.now = mailroom.of_case(case)[0].due_at or stage.now
    stage.host.outages.clear()
    stage.all()
    assert read_case(case).status is Status.DECIDED
    letter = mailroom.of_case(case)[0].id.hex
    override_order(case, key=letter, reason="账号已注销", by=cast.ZHOU, mint=stage.mint, now=stage.now)
    assert read_case(case).told == ()
    stage.all()
    assert read_case(case).status is Status.CLOSED
    assert verify(now=stage.now).faults == []


def test_reasons_that_were_given_up_keep_no_promise_of_the_law_and_say_why_not(stage):
    """A lesser product writes "told" of a letter that nobody got, and the clock of law reads as kept (F22)."""
    case = stage.case(jurisdiction="EU")
    stage.decide(case, "L4")
    stage.carry()
    letter = Letter.objects.get(case_id=case, side="account", decision=1)
    override_order(case, key=letter.id.hex, reason="账号已注销", by=cast.ZHOU, mint=stage.mint, now=stage.now)
    book = read_case(case)
    read = {one.rule_id: one for one in rows.case_clocks(book, now=stage.now) if one.party == "affected"}
    assert {one.state for one in read.values()} == {State.LATE}
    assert read["eu_dsa_reasons"].breached_at == stage.now
    assert "eu_dsa_reasons" in book.causes
    assert {one.reason for one in closing.keeps_open(book, now=stage.now)} == {"steps", "letters"}
    assert book.decision.told_at is None
    assert verify(now=stage.now).faults == []


@pytest.mark.parametrize("state", ["due", "dead"])
@pytest.mark.parametrize(
    "template", ["breach", "forwarded_counter", "guardian", "kept_record", "interim_measure"]
)
def test_a_letter_that_says_nothing_of_a_decision_keeps_its_case_open_too(stage, template, state):
    """A leak that was owed to somebody who complained was let go with the case (F14)."""
    case = stage.case()
    stage.decide(case, "L4")
    stage.carry()
    stage.tell()
    stage.finish(case)
    letter = Letter.objects.filter(case_id=case, complaint=stage.lan).first()
    if template == "interim_measure":
        letter = Letter.objects.filter(case_id=case, side="account").first()
    Letter.objects.filter(id=letter.id).update(
        template=template, decision=None, state=state, delivered_at=None, read_at=None
    )
    assert closing.awaited(case) == (letter.number,)
    assert stage.close() == 0
    act = {"key": letter.id.hex, "by": cast.ZHOU, "mint": stage.mint, "now": stage.now}
    with pytest.raises(Refused) as no:
        override_order(case, reason=" ", **act)
    assert no.value.code is No.NEEDS_REASON
    override_order(case, reason="三个地址都退回，已公开说明", **act)
    assert (closing.awaited(case), stage.close()) == ((), 1)


def test_outcomes_that_bounce_hold_the_case_open_until_one_is_read_and_a_lead_gives_the_others_up(
    stage, monkeypatch
):
    case = stage.case()
    for name in ("hua", "ming"):
        contact = {"email": f"{name}@example.org"}
        stage.house.file(SHOWS_NAKED, subject=video("v-1"), contact=contact, key=name)
    stage.house.file(SHOWS_NAKED, subject=video("v-1"), contact={}, anonymous=True, key="nobody")
    stage.house.drain(now=stage.now)
    monkeypatch.setattr(
        stage.post, "send", lambda mail: Undeliverable(mail.key, "bad_address"), raising=False
    )
    stage.decide(case, "L4")
    stage.all()
    told = {
        row.number: row for row in Letter.objects.filter(case_id=case, complaint__isnull=False, decision=1)
    }
    assert sorted(row.state for row in told.values()) == ["dead", "dead", "dead", "kept"]
    dead = sorted(number for number, row in told.items() if row.state == "dead")
    assert closing.keeps_open(read_case(case), now=stage.now) == (Kept(reason="letters", of=tuple(dead)),)
    assert {one.about for one in Alarm.objects.filter(kind="letter_dead")} == {*dead}
    read_letter(letter=told[dead[0]].id, now=stage.now)  # she looked it up with her number and code
    assert closing.awaited(case) == tuple(dead[1:])
    act = {"reason": "邮箱已失效", "mint": stage.mint, "now": stage.now}
    letter = told[dead[1]]
    with pytest.raises(Refused) as no:
        override_order(case, key=letter.id.hex, by=cast.MEI, **act)
    assert no.value.code is No.NOT_ALLOWED
    override_order(case, key=letter.id.hex, by=cast.ZHOU, **act)
    assert {row.id for row in told.values() if row.state == "dead"} == read_case(case).given_up
    stage.close()
    assert read_case(case).status is Status.CLOSED
    assert read_letter(letter=letter.id, now=stage.now).title  # it still lies there
    assert verify(now=stage.now).faults == []


def test_a_provisional_measure_is_told_without_saying_why_somebody_looked(stage):
    case = stage.case(SHOWS_NAKED)
    stage.protect(case)
    stage.all()
    (letter,) = mailroom.of_case(case)
    assert (letter.template, letter.state) == ("interim_measure", "delivered")
    assert CANARY not in stage.read(letter)
    assert [told.template for told in read_case(case).told] == ["interim_measure"]


def test_a_withheld_side_is_told_when_it_is_released(stage):
    case = stage.case(SHOWS_NAKED)
    act = {"side": Side.ACCOUNT, "ground": "danger_to_person", "mint": stage.mint, "now": stage.now}
    with pytest.raises(Refused) as no:
        withhold(case, approver=cast.MEI, **act)
    assert no.value.code is No.SIGNER_ROLE
    with pytest.raises(Refused) as no:
        withhold(case, approver=cast.ZHOU, **{**act, "ground": "because"})
    assert no.value.code is No.GROUND_UNKNOWN
    assert withhold(case, approver=cast.ZHOU, **act) > stage.now
    with pytest.raises(Refused) as no:
        withhold(case, approver=cast.ZHOU, why=" ", **act)
    assert no.value.code is No.NEEDS_REASON, "a ground is reason enough to begin, and none to go on"
    assert withhold(case, approver=cast.ZHOU, why="她还没有搬走。", **act) > stage.now
    stage.decide(case, "L4")
    stage.all()
    assert stage.host.tells == []
    (letter,) = mailroom.of_case(case)
    assert [(one.number, waits.why) for one, waits in look_at_withheld()] == [
        (letter.number, "她还没有搬走。")
    ]
    with pytest.raises(Refused):
        read_letter(letter.number, code=vault().code(letter.id, letter.key_version), now=stage.now)
    release(case, side=Side.ACCOUNT, by=cast.ZHOU, now=stage.now)
    stage.all()
    assert len(stage.host.tells) == 1
    with pytest.raises(Refused) as no:
        release(case, side=Side.ACCOUNT, by=cast.ZHOU, now=stage.now)
    assert no.value.code is No.ALREADY_DONE


def test_withheld_complainants_are_told_only_when_released(stage):
    case = stage.case(SHOWS_NAKED)
    withhold(
        case,
        side=Side.COMPLAINANT,
        ground="danger_to_person",
        approver=cast.ZHOU,
        mint=stage.mint,
        now=stage.now,
    )
    stage.decide(case, "L4")
    stage.tell()
    assert {letter.template for letter in mailroom.of_complaint(stage.lan)} == {"receipt"}
    release(case, side=Side.COMPLAINANT, by=cast.ZHOU, now=stage.now)
    stage.tell()
    assert len(mailroom.of_complaint(stage.lan)) == 2


def _asks(stage, case, *, by=cast.MEI):
    ask(case, complaint=stage.lan, text="是第几秒?", by=by, mint=stage.mint, now=stage.now)


def test_asking_for_more_reaches_the_complaint_once_when_the_letter_first_goes_out(stage, monkeypatch):
    case = stage.case(SHOWS_NAKED)
    stage.tell()
    _asks(stage, case)
    with monkeypatch.context() as patched:
        patched.setattr(stage.post, "send", lambda mail: TryLater(mail.key, "down"), raising=False)
        stage.tell()
    assert read_complaint(stage.lan).standing is Standing.WAITING
    stage.later(minutes=1)
    stage.tell()
    complaint = read_complaint(stage.lan)
    assert complaint.standing is Standing.WAITING
    assert [told.template for _, told in complaint.told] == ["receipt", "need_more"]
    assert len(stage.post.mails) == 2


def test_a_question_that_could_not_go_out_before_its_time_was_up_makes_nobody_wait(stage):
    case = stage.case(SHOWS_NAKED)
    _asks(stage, case)
    stage.later(days=8)
    expire_waits(now=stage.now)
    stage.tell()
    complaint = read_complaint(stage.lan)
    assert (complaint.standing, complaint.asked) == (Standing.OPEN, None)
    assert verify(now=stage.now).is_clean


def test_an_appeal_opens_again_the_part_it_is_about_and_no_other(stage):
    case = stage.case(TWO_MATTERS)
    first, other = read_complaint(stage.lan).parts
    assert first.case == case != other.case
    stage.decide(case, "L4")
    stage.all()
    complaint = read_complaint(stage.lan)
    assert [part.outcome for part in complaint.parts] == ["violation", None]
    assert complaint.standing is Standing.OPEN, "its other matter is not decided"
    letter = next(one for one in mailroom.of_complaint(stage.lan) if one.decision)
    appeal(letter.id, text="还有别的视频", mint=stage.mint, now=stage.now)
    stage.tell()
    after = read_complaint(stage.lan)
    assert [part.outcome for part in after.parts] == [None, None]
    reopened = [line.fact for line in read_lines(stage.lan) if isinstance(line.fact, facts.PartReopened)]
    assert reopened == [facts.PartReopened(part=first.no, case=case)]
    held = read_case(case)
    seen = look_at_complaint(stage.lan, now=stage.now).next
    assert (seen.what, seen.by) == ("review", review_by(held, pack=packs.of_case(held), since=stage.now))
    assert look_at_complaint(stage.lan, now=seen.by + timedelta(seconds=1)).next.what == "late"
    assert verify(now=stage.now).is_clean


def test_who_is_asked_again_while_the_other_side_appeals_is_heard(stage):
    case = stage.case(SHOWS_NAKED)
    stage.decide(case, "L4")
    stage.all()
    assert read_complaint(stage.lan).standing is Standing.ENDED
    stage.appeal(case)
    Staff(id=cast.JUN, username="jun", name="jun", roles=["agent"]).save(force_insert=True)
    _asks(stage, case, by=cast.JUN)
    stage.tell()
    assert read_complaint(stage.lan).standing is Standing.WAITING
    assert look_at_complaint(stage.lan, now=stage.now).next.what == "answer"
    answer(stage.lan, text="第十二秒。", mint=stage.mint, now=stage.now)
    stage.house.join(now=stage.now)
    assert read_case(case).waiting_for is None
    stage.write(case, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    stage.decide(case, "L4", by=cast.JUN, ruling="upheld", appeal=1)
    stage.all()
    assert read_complaint(stage.lan).standing is Standing.ENDED
    assert verify(now=stage.now).is_clean


def test_whoever_was_erased_gets_no_letter_and_their_complaint_ends_all_the_same(stage):
    case = stage.case(SHOWS_NAKED)
    stage.tell()
    texts.destroy(read_complaint(stage.lan).received.person, stage.lan)
    stage.decide(case, "L4")
    stage.all()
    complaint = read_complaint(stage.lan)
    assert complaint.standing is Standing.ENDED
    assert [told.template for _, told in complaint.told] == ["receipt"]
    assert [one.template for one in mailroom.of_complaint(stage.lan)] == ["receipt"]
    assert read_case(case).status is Status.CLOSED


def test_a_complaint_with_two_parts_in_a_case_is_told_of_both_at_once(monkeypatch):
    monkeypatch.setattr("ombud.usecases.fan_out.LOOKED_AT", 3)
    one, two = cast.LAN, cast.WEI
    looked_at = [
        members.Joiner(complaint=one, part=1),
        *(members.Joiner(complaint=two, part=no) for no in (1, 2)),
    ]
    assert _one_bucket(looked_at) == (looked_at[0],), "a third part may lie beyond what was looked at"
    assert _one_bucket(looked_at[1:]) == tuple(looked_at[1:])


def test_a_letter_of_a_decision_that_another_has_replaced_opens_no_appeal(stage):
    case = stage.case("我做菜的视频被误判成危险动作下架了。")
    same = {"outcome": "refused", "clause": None, "why": None}
    stage.decide(case, **same)
    stage.all()
    first = next(one for one in mailroom.of_complaint(stage.lan) if one.decision)
    assert appeal(first.id, text="请再看看", mint=stage.mint, now=stage.now) == 1
    stage.write(case, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    stage.decide(case, by=cast.JUN, ruling="upheld", appeal=1, **same)
    stage.all()
    with pytest.raises(Refused) as no:
        appeal(first.id, text="请再看看", mint=stage.mint, now=stage.now)
    assert (no.value.code, no.value.facts["why"]) == (No.APPEAL_CLOSED, "superseded")
    last = max(mailroom.of_complaint(stage.lan), key=lambda one: one.decision or 0)
    assert appeal(last.id, text="请再看看", mint=stage.mint, now=stage.now) == 2


def test_an_appeal_opens_its_case_beside_a_newer_one_on_the_same_matter(stage):
    old = _decided(stage)
    stage.all()
    (statement,) = mailroom.of_case(old)
    new = stage.case(key="later")
    assert new != old
    appeal(statement.id, text="我没有违规", mint=stage.mint, now=stage.now)
    assert read_case(old).on_appeal
    assert stage.case(key="later still") == new
    _overturned(stage, old)
    stage.all()
    assert read_case(old).status is Status.CLOSED
    assert not verify(now=stage.now).faults


def test_a_receipt_of_an_appeal_that_goes_out_after_it_was_judged_opens_nothing_again(stage):
    case = _decided(stage)
    stage.all()
    first = next(one for one in mailroom.of_complaint(stage.lan) if one.decision)
    appeal(first.id, text="请再看看", mint=stage.mint, now=stage.now)
    _overturned(stage, case)
    stage.all()
    assert "appeal_receipt" in {told.template for _, told in read_complaint(stage.lan).told}
    assert read_case(case).status is Status.CLOSED
    assert read_complaint(stage.lan).standing is Standing.ENDED
    assert not verify(now=stage.now).faults


def test_a_complaint_that_was_opened_again_for_nothing_is_named(stage):
    case = _decided(stage)
    stage.all()
    with transaction.atomic(), open_complaint(stage.lan) as book:
        book.write(facts.PartReopened(part=1, case=case), by="chore:deliver", now=stage.now)
    assert [fault.code for fault in verify(now=stage.now).faults] == ["complaint_lost"]


def test_after_an_appeal_both_sides_hear_how_it_ended(stage):
    case = _decided(stage)
    stage.all()
    (statement,) = mailroom.of_case(case)
    appeal(statement.id, text="我没有违规", mint=stage.mint, now=stage.now)
    stage.tell()
    _overturned(stage, case)
    stage.all()
    said = {one.template: one for one in mailroom.of_case(case)}
    assert set(said) == {"statement_of_reasons", "appeal_receipt", "appeal_outcome_appellant"}
    assert "appeal_outcome_other" in {one.template for one in mailroom.of_complaint(stage.lan)}
    assert "已撤销" in stage.read(said["appeal_outcome_appellant"])
    assert read_case(case).status is Status.CLOSED
    assert not verify(now=stage.now).faults


@pytest.mark.parametrize(("measure", "hours"), [("L8", 72), ("L9", 72), ("L5", 168)])
def test_who_lost_their_account_is_answered_within_72_hours_and_letter_and_clock_say_the_same(
    stage, measure, hours
):
    case = stage.case("这个账号一直发垃圾广告。", kind="CV.SPAM")
    until = stage.now + timedelta(days=30) if measure == "L8" else None
    taken = facts.Chosen(measure=measure, target=stage.subject("account", "a-tao"), until=until)
    stage.decide(case, taken, why_not_lower=stage.words(case, "x"), signers=2)
    stage.all()
    assert read_case(case).severity == "S4", "of itself seven days"
    told = next(one for one in mailroom.of_complaint(stage.lan) if one.decision)
    appeal(told.id, text="我不同意。", mint=stage.mint, now=stage.now)
    held = read_case(case)
    promised = review_by(held, pack=packs.of_case(held), since=stage.now)
    assert promised == stage.now + timedelta(hours=hours)
    running = [
        one.due_at for one in rows.case_clocks(held) if one.kind == "appeal" and one.stopped_at is None
    ]
    assert min(running) == promised
    assert read_letter(letter=told.id, now=stage.now).review_by == promised


def test_beside_a_childs_letter_lies_a_grown_ups_and_it_says_by_when_its_no_is_answered(stage):
    case = stage.case("我今年11岁,同学在视频里嘲笑我。")
    stage.decide(case, "L4", signers=1)
    stage.all()
    (told,) = (one for one in mailroom.of_complaint(stage.lan) if one.template == "decision_complainant")
    before = read_letter(letter=told.id, now=stage.now)
    assert (before.child, before.review_by) == (True, None)
    assert "您" not in before.body
    assert "适用的规则" not in before.body
    assert "适用的规则" in before.grown_up.body
    stage.later(hours=5)
    appeal(told.id, text="我不同意。", mint=stage.mint, now=stage.now)
    seen = read_letter(letter=told.id, now=stage.now)
    case_now = read_case(case)
    assert seen.review_by == review_by(case_now, pack=packs.of_case(case_now), since=stage.now)
    receipt = mailroom.of_complaint(stage.lan)[-1]
    assert read_letter(letter=receipt.id, now=stage.now).grown_up is None


def reasons_of(case):
    return Letter.objects.get(case_id=case, side="account", decision=1)


@pytest.mark.parametrize("notice", [False, True])
def test_whoever_is_told_late_has_the_whole_time_to_appeal_from_then(stage, notice):
    """A lesser product counts from the day the letter was written, and lets it go out with a day that is over (F21)."""
    case = stage.case(SHOWS_NAKED)
    withhold(
        case, side=Side.ACCOUNT, ground="danger_to_person", approver=cast.ZHOU, mint=stage.mint, now=stage.now
    )
    stage.decide(case, "L4")
    window = packs.of_case(read_case(case)).appeal("CV.SEX.ADULT").window
    stage.carry()
    stage.tell()
    held = reasons_of(case)
    pen = penning.pen_to_account(read_case(case), pack=packs.of_case(read_case(case)))
    old, passed = pen.moment(held.appeal_until), letter_id(bucket_of(case), "forwarded_notice", case.hex, "1")
    assert (held.state, held.appeal_until) == ("withheld", held.made_at + window)
    if notice:
        said = Rendered(title="通知", body=f"请在{old}前答复")
        passed_on = statements.draft(
            read_case(case), passed, "forwarded_notice", said=said, lang="zh", account=held.account
        )
        transaction.atomic(mailroom.post)((passed_on,), now=stage.now)
    stage.later(days=185)
    release(case, side=Side.ACCOUNT, by=cast.ZHOU, now=stage.now)
    let_go = stage.now
    freed = mailroom.find(held.id)
    new = pen.moment(let_go + window)
    assert new in mailroom.body(freed).body
    assert old not in mailroom.body(freed).body
    if notice:
        assert mailroom.body(mailroom.find(passed)).body == f"请在{new}前答复"
        return
    stage.host.outages.extend([Unreachable(Why.TIMED_OUT)] * 3)
    while reasons_of(case).state != "delivered":
        stage.later(hours=1)
        deliver(doors=stage.doors, now=stage.now)
    told = reasons_of(case)
    assert told.delivered_at > let_go
    assert told.appeal_until == told.delivered_at + window
    faults = verify(now=stage.now).faults
    assert [one for one in faults if one.code.startswith("letter")] == []
    stage.now = told.appeal_until
    assert appeal(told.id, text="我没有违规", mint=stage.mint, now=stage.now) == 1


def test_nobody_writes_anew_to_a_reader_who_was_erased(stage):
    case = stage.case(SHOWS_NAKED)
    withhold(
        case, side=Side.ACCOUNT, ground="danger_to_person", approver=cast.ZHOU, mint=stage.mint, now=stage.now
    )
    stage.decide(case, "L4")
    stage.carry()
    held = reasons_of(case)
    assert not mailroom.say_anew(held.id, Rendered(title="-", body="-"), person=cast.LETTER, now=stage.now)
    release(case, side=Side.ACCOUNT, by=cast.ZHOU, now=stage.now)
    assert mailroom.find(held.id).state == "due"


def test_a_day_to_appeal_that_is_not_reckoned_from_arrival_is_named(stage):
    case = stage.case(SHOWS_NAKED)
    stage.decide(case, "L4")
    stage.later(hours=5)
    stage.all()
    told = reasons_of(case)
    assert told.delivered_at > told.made_at
    Letter.objects.filter(id=told.id).update(
        appeal_until=told.appeal_until - (told.delivered_at - told.made_at)
    )
    assert [one.code for one in verify(now=stage.now).faults] == ["letter_differs"]


def test_whoever_lost_the_inbox_reads_from_the_letter_that_they_had_what_became_of_their_appeal(stage):
    case = stage.case()
    stage.decide(case, "L4")
    stage.tell()
    told = Letter.objects.get(case_id=case, side="account", decision=1).id
    lan = Letter.objects.get(case_id=case, complaint=stage.lan, decision=1).id
    assert read_letter(letter=told, now=stage.now).goes_on is None, "there is no result yet"
    stage.appeal(case)
    stage.overturn(case)
    stage.tell()
    ended = Letter.objects.get(case_id=case, side="account", decision=2)
    assert read_letter(letter=told, now=stage.now).goes_on == (ended.number, ended.id)
    assert read_letter(letter=ended.id, now=stage.now).goes_on is None
    assert read_letter(letter=lan, now=stage.now).goes_on is None, "who complained has a page of their own"
    Letter.objects.filter(id=ended.id).update(state="withheld")
    assert read_letter(letter=told, now=stage.now).goes_on is None
