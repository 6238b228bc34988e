"""梅 Mei takes more time for an answer: 兰 Lan is told until when and why, and every date follows."""

from datetime import timedelta

import pytest

from ombud.adapters.sending import TryLater
from ombud.core import facts
from ombud.core.complaint import Standing
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Side
from ombud.store import mailroom, packs
from ombud.store.ledger import read_case, read_complaint, read_lines
from ombud.store.models import ClockRow, Letter, Staff
from ombud.usecases.expire_leases import expire_leases
from ombud.usecases.extend import extend
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.look_at_receipt import look_at_receipt
from ombud.usecases.sweep import sweep
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.sorting.scene import video

WHY = "要等另一个平台答复，已经问了两次。"
TARGET = "decide_target"
DAYS = timedelta(days=3)
"""How long the house takes for a film of this severity, and how much it may take on top."""


@pytest.fixture
def case(stage):
    made = stage.case()
    stage.tell()
    return made


def more(stage, case, *, clock=TARGET, text=WHY, by=cast.MEI):
    return extend(case, clock=clock, text=text, by=by, mint=stage.mint, now=stage.now)


def promised(stage):
    seen = look_at_complaint(stage.lan, now=stage.now)
    assert look_at_receipt(stage.lan).decide_by == seen.next.by
    return seen.next.by


def due(case):
    return ClockRow.objects.get(owner=case, rule=TARGET).due_at


def test_more_time_moves_the_clock_and_everybody_who_complained_reads_until_when_and_why(stage, case):
    (hua,) = stage.house.file("裸露的视频。", subject=video("v-1"), contact={"email": "hua@example.org"})
    stage.house.drain(now=stage.now)
    until = read_complaint(stage.lan).received_at + 2 * DAYS
    stage.later(days=2)
    assert more(stage, case) == until
    assert due(case) == until
    stage.tell()
    assert promised(stage) == until
    for complaint in (stage.lan, hua):
        (letter,) = (one for one in mailroom.of_complaint(complaint) if one.template == "put_off")
        said = stage.read(letter)
        assert WHY in said
        assert "依据" not in said, "the house's own promise needs no law"
        told = [
            happened
            for happened in look_at_complaint(complaint, now=stage.now).timeline
            if happened.what == "put_off"
        ]
        assert [happened.values for happened in told] == [{"until": until}]
    assert [line.by for line in read_lines(case) if isinstance(line.fact, facts.ClockExtended)] == [
        f"agent:{cast.MEI}"
    ]
    assert verify(now=stage.now).is_clean


def test_what_was_nearly_late_has_time_again_and_is_marked_anew(stage, case):
    stage.later(days=2, hours=20)
    sweep(now=stage.now)
    assert (TARGET, "escalate") in read_case(case).marks
    more(stage, case)
    assert not [mark for mark in read_case(case).marks if mark[0] == TARGET]
    stage.later(days=2, hours=20)
    sweep(now=stage.now)
    assert (TARGET, "escalate") in read_case(case).marks
    expire_leases(now=stage.now)
    assert verify(now=stage.now).is_clean


def test_a_law_is_named_in_the_letter(stage):
    case = stage.case("请删除我的个人信息，我要行使删除权。", jurisdiction="EU", lang=Lang.EN, about="v-9")
    assert "eu_gdpr_answer" in {rule.id for rule in packs.in_force("EU").clocks_for(read_case(case).code)}
    until = more(stage, case, clock="eu_gdpr_answer")
    assert until > stage.now + timedelta(days=80)
    stage.tell()
    (letter,) = (one for one in mailroom.of_complaint(stage.lan) if one.template == "put_off")
    assert "GDPR, Regulation (EU) 2016/679 Art. 12(3)" in stage.read(letter)
    assert promised(stage) == until


def test_the_complaint_s_book_learns_of_it_once_when_the_letter_first_goes_out(stage, case, monkeypatch):
    more(stage, case)
    with monkeypatch.context() as patched:
        patched.setattr(stage.post, "send", lambda mail: TryLater(mail.key, "down"), raising=False)
        stage.tell()
    stage.later(minutes=1)
    stage.tell()
    told = [type(line.fact).__name__ for line in read_lines(stage.lan)][-2:]
    assert told == ["PutOff", "Told"]


def test_who_has_the_answer_already_is_put_off_no_more(stage, case):
    until = more(stage, case)
    stage.decide(case, "L4")
    stage.tell()
    complaint = read_complaint(stage.lan)
    assert (complaint.standing, complaint.parts[0].put_off) == (Standing.ENDED, None)
    assert until > stage.now
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"by": cast.JUN}, No.NOT_YOURS, id="somebody who does not hold the case"),
        pytest.param({"text": "  "}, No.NEEDS_REASON, id="without a reason"),
        pytest.param(
            {"text": "请耐心等待，我们会尽快处理。"}, No.LETTER_PHRASE, id="words that no letter says"
        ),
        pytest.param({"clock": "protect_target"}, No.NOT_EXTENDABLE, id="what protects somebody"),
    ],
)
def test_more_time_is_not_taken(stage, case, change, code):
    Staff(id=cast.JUN, username="jun", name="jun", roles=["agent"], present=True).save(force_insert=True)
    assert refused(stage, case, **change) is code


def refused(stage, case, **change) -> No:
    """Ask in vain, and see that nothing was written to anybody."""
    before = len(read_lines(case)), len(mailroom.of_complaint(stage.lan))
    with pytest.raises(Refused) as no:
        more(stage, case, **change)
    assert (len(read_lines(case)), len(mailroom.of_complaint(stage.lan))) == before
    return no.value.code


def test_it_is_taken_once_and_in_time(stage, case):
    stage.later(days=3, seconds=1)
    assert refused(stage, case) is No.TIME_IS_UP
    stage.later(days=-1)
    more(stage, case)
    assert refused(stage, case) is No.ALREADY_DONE


def test_where_nobody_may_be_told_no_time_is_taken(stage, case):
    withheld = facts.Withheld(side=Side.COMPLAINANT.value, ground="x", approver=None, review_at=stage.now)
    stage.write(case, withheld)
    assert refused(stage, case) is No.NOT_EXTENDABLE


def test_a_lead_may_too_and_each_sees_only_what_they_may_extend(stage, case):
    seen = {
        who: look_at_case(case, by=who, mint=stage.mint, now=stage.now).extensions
        for who in (cast.MEI, cast.ZHOU)
    }
    until = read_complaint(stage.lan).received_at + 2 * DAYS
    assert seen == {cast.MEI: {TARGET: until}, cast.ZHOU: {TARGET: until}}
    stage.write(case, facts.Returned(agent=cast.MEI, why="break"))
    more(stage, case, by=cast.ZHOU)
    assert look_at_case(case, by=cast.ZHOU, mint=stage.mint, now=stage.now).extensions == {}
    stage.write(case, facts.Assigned(agent=cast.MEI, how="next"))
    stage.decide(case, "L4")
    assert look_at_case(case, by=cast.MEI, mint=stage.mint, now=stage.now).extensions == {}


def test_verify_misses_a_letter_that_an_extension_owes(stage, case):
    more(stage, case)
    assert verify(now=stage.now).is_clean
    Letter.objects.filter(template="put_off").delete()
    assert {fault.code for fault in verify(now=stage.now).faults} >= {"letter_missing"}
