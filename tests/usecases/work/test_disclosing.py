"""Somebody's life is in danger: one person tells the least at once, a second answers for it, whoever it was about learns of it later."""

from dataclasses import replace

from ombud.core import learning
from ombud.core.disclosing import Given
from ombud.core.refusals import No
from ombud.core.vocabulary import Side
from ombud.store import lessons, texts
from ombud.store.models import Alarm, Letter
from ombud.usecases.answer_disclosure import answer_disclosure
from ombud.usecases.disclose import disclose
from ombud.usecases.find_fault import Cause, find_fault
from ombud.usecases.release import release
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests import cast
from tests.cast import JUN, MEI, ZHOU
from tests.usecases.sorting.scene import video

GIVEN = Given(kinds=("name", "place"), to="rescue", channel="emergency_number", note="接警员 8 号")
LEAPS = "她说今晚就要跳楼,窗户开着,快救人!"


def danger(work, **said):
    case = work.file(LEAPS, kind="SH.IMMINENT", **said)
    assert take(by=MEI, now=work.now) == case
    return case


def test_it_is_told_at_once_answered_for_by_another_and_the_letter_waits_for_its_day(work):
    case = danger(work, subject=video("v-1"))
    assert work.act(disclose, case, given=GIVEN) == 1
    assert "rescue" in work.case(case).steps_done
    assert Alarm.objects.filter(kind="approval", to_role="lead").count() == 1
    letter = Letter.objects.get(template="disclosed")
    assert letter.state == "withheld"
    assert verify(now=work.now).is_clean
    for by, no in ((MEI, No.HAND_IN_IT), (JUN, No.NOT_FOUND)):
        assert work.refused(answer_disclosure, case, no=1, agrees=True, by=by) is no
    assert work.refused(answer_disclosure, case, no=1, agrees=False, by=ZHOU) is No.NEEDS_REASON
    work.act(answer_disclosure, case, no=1, agrees=True, by=ZHOU)
    assert work.case(case).unanswered_disclosures == ()
    work.act(release, case, side=Side.ACCOUNT, by=ZHOU)
    assert Letter.objects.get(template="disclosed").state == "due"
    assert not Alarm.objects.filter(kind="told_wrongly").exists()
    assert verify(now=work.now).is_clean


def test_a_no_says_why_and_the_privacy_officer_hears_of_it(work):
    case = danger(work)
    work.act(disclose, case, given=GIVEN)
    work.act(disclose, case, given=GIVEN)
    assert not Letter.objects.filter(template="disclosed").exists(), "nobody said whom it was about"
    work.act(answer_disclosure, case, no=1, agrees=False, reason="位置就够了", by=ZHOU)
    (first, second) = work.case(case).disclosures
    assert (first.agreed, second.agreed) == (False, None)
    assert texts.read(case, second.fact.words.id) == GIVEN.note
    assert Alarm.objects.filter(kind="told_wrongly", to_role="privacy").count() == 1
    assert learning.prevention_owed(work.case(case), cast.pack()) == ("disclosed",), (
        "somebody is to prevent it"
    )
    why = Cause(cause="training", clause="", text="只要位置时不报姓名。", lapse="late")
    assert work.refused(find_fault, case, found=why) is No.UNKNOWN_WORD
    work.act(find_fault, case, found=replace(why, lapse="disclosed"))
    assert learning.prevention_owed(work.case(case), cast.pack()) == ()
    assert lessons.by_lapse(since=work.now) == (("disclosed", 1),)
    assert verify(now=work.now).is_clean
