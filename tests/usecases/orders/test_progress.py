"""梅 Mei tells 兰 Lan and 华 Hua how far it is: the law's clock begins again once both can read it."""

from datetime import timedelta

import pytest

from ombud.adapters.sending import TryLater
from ombud.core import facts
from ombud.core.clocks import State
from ombud.core.notices import Progress
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Side
from ombud.store import mailroom, packs, rows
from ombud.store.ledger import read_case, read_complaint, read_lines
from ombud.store.models import ClockRow, Letter, Staff
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.sweep import sweep
from ombud.usecases.tell_progress import tell_progress
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.sorting.scene import video

INTIMATE = "My ex posted an intimate video of me without my consent."
DONE, FOLLOWS = "We asked the host for its copies.", "We compare them with yours."
LAW = "us_ca_identity_update"


@pytest.fixture
def case(stage):
    packs.store_pack(cast.pack("US"), now=stage.now)
    return stage.case(INTIMATE, kind="PR.NCII", jurisdiction="US", locale=Lang.EN, lang=Lang.EN)


def tells(stage, case, *, by=cast.MEI, days=3, **said):
    until = None if days is None else stage.now + timedelta(days=days)
    progress = Progress(**{"done": DONE, "next": FOLLOWS, "until": until, **said})
    tell_progress(case, progress=progress, seen=read_case(case).seq, by=by, mint=stage.mint, now=stage.now)


def runs(case):
    return [(one.state, one.started_at) for one in rows.case_clocks(read_case(case)) if one.rule_id == LAW]


def test_the_law_s_clock_begins_again_once_everybody_can_read_how_far_it_is(stage, case, monkeypatch):
    (hua,) = stage.house.file(INTIMATE, kind="PR.NCII", jurisdiction="US", subject=video("v-1"))
    stage.house.drain(now=stage.now)
    began = read_complaint(stage.lan).received_at
    assert read_case(case).members == 2
    stage.later(days=5)
    tells(stage, case)
    assert runs(case) == [(State.RUNNING, began)], "nothing has arrived"
    with monkeypatch.context() as patched:
        patched.setattr(stage.post, "send", lambda mail: TryLater(mail.key, "down"), raising=False)
        stage.tell()
    assert runs(case) == [(State.RUNNING, began)], "兰 Lan's has not, though 华 Hua's waits for its reader"
    stage.later(minutes=1)
    stage.tell()
    assert runs(case) == [(State.MET, began), (State.RUNNING, stage.now)]
    assert ClockRow.objects.get(owner=case, rule=LAW).due_at == stage.now + timedelta(days=7)
    assert [line.fact.side for line in read_lines(case) if isinstance(line.fact, facts.Told)] == [
        "complainant"
    ]
    for complaint in (stage.lan, hua):
        seen = look_at_complaint(complaint, now=stage.now)
        assert [one.what for one in seen.timeline].count("progress") == 1
        (letter,) = (one for one in mailroom.of_complaint(complaint) if one.template == "progress")
        assert DONE in stage.read(letter)
        assert FOLLOWS in stage.read(letter)
    assert not mailroom.of_case(case), "the account hears nothing"
    assert verify(now=stage.now).is_clean


def test_each_run_is_marked_and_a_decision_ends_it(stage, case):
    stage.later(days=8)
    sweep(now=stage.now)
    assert (LAW, "breach") in read_case(case).marks
    stage.later(minutes=5)
    tells(stage, case)
    stage.tell()
    assert ClockRow.objects.get(owner=case, rule=LAW).state == "running"
    stage.later(days=6)
    sweep(now=stage.now)
    assert (LAW, "warn") in read_case(case).marks
    stage.decide(case, "L4")
    assert runs(case)[-1][0] is State.MET
    assert not ClockRow.objects.filter(owner=case, rule=LAW)
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"by": cast.JUN}, No.NOT_YOURS, id="somebody who does not hold the case"),
        pytest.param({"done": " "}, No.LETTER_FIELD_EMPTY, id="without what was done"),
        pytest.param({"next": ""}, No.LETTER_FIELD_EMPTY, id="without what comes next"),
        pytest.param({"days": None}, No.BAD_TIME, id="without a date"),
        pytest.param({"days": -1}, No.BAD_TIME, id="with a day that is over"),
        pytest.param(
            {"next": "We will reply as soon as possible."}, No.LETTER_PHRASE, id="words that no letter says"
        ),
    ],
)
def test_half_a_letter_is_not_sent(stage, case, change, code):
    Staff(id=cast.JUN, username="jun", name="jun", roles=["agent"], present=True).save(force_insert=True)
    assert refused(stage, case, **change) is code


def refused(stage, case, **change) -> No:
    """Tell in vain, and see that nothing was written to anybody."""
    before = len(read_lines(case)), len(mailroom.of_complaint(stage.lan))
    with pytest.raises(Refused) as no:
        tells(stage, case, **change)
    assert (len(read_lines(case)), len(mailroom.of_complaint(stage.lan))) == before
    return no.value.code


def test_nobody_is_told_how_far_it_is_who_may_not_be_told(stage, case):
    withheld = facts.Withheld(side=Side.COMPLAINANT.value, ground="x", approver=None, review_at=stage.now)
    stage.write(case, withheld)
    assert refused(stage, case) is No.NOT_IN_THIS_STATE


def test_a_lead_may_tell_while_it_waits_and_nobody_does_after_a_decision(stage, case):
    def may(who):
        return look_at_case(case, by=who, mint=stage.mint, now=stage.now).tells

    stage.write(case, facts.Returned(agent=cast.MEI, why="break"))
    tells(stage, case, by=cast.ZHOU)
    stage.write(case, facts.Assigned(agent=cast.MEI, how="next"))
    assert (may(cast.MEI), may(cast.ZHOU)) == (True, True)
    stage.decide(case, "L4")
    stage.all()
    stage.appeal(case)
    assert (may(cast.ZHOU), refused(stage, case, by=cast.ZHOU)) == (False, No.NOT_YOURS)


def test_verify_misses_a_letter_that_tells_how_far_it_is(stage, case):
    tells(stage, case)
    assert verify(now=stage.now).is_clean
    Letter.objects.filter(template="progress").delete()
    assert {fault.code for fault in verify(now=stage.now).faults} >= {"letter_missing"}
