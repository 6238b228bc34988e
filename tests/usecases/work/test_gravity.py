"""A case becomes graver when a fact arrives, in the same commit; the book proves it, and a crowd only brings a look."""

from datetime import timedelta
from unittest.mock import patch

from ombud.adapters.platform.contract import Account, HostSubject, Reach
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.refusals import No
from ombud.core.vocabulary import Severity, SubjectKind
from ombud.store import ledger
from ombud.store.ledger import read_complaint
from ombud.store.models import Case as Row
from ombud.usecases.establish import establish
from ombud.usecases.look_up import look_up
from ombud.usecases.verify import verify
from tests.cast import JUN, MEI
from tests.usecases.sorting.scene import video

INSULTS = "有人在评论区天天辱骂我，说得很难听"
SPAM = "这视频是垃圾广告，一直刷屏"


def test_what_mei_found_out_makes_the_case_graver_and_what_she_takes_back_does_not_make_it_less_so(work):
    case = work.in_hand(text=INSULTS)
    assert work.refused(establish, case, found=["minor_confirmed"], by=JUN) is No.NOT_YOURS
    assert work.refused(establish, case, found=["moon"]) is No.UNKNOWN_WORD
    assert work.refused(establish, case, found=[]) is No.ALREADY_DONE
    work.act(establish, case, found=["minor_confirmed"])
    assert work.case(case).severity is Severity.S1
    assert work.told(case)[-2:] == ["Established", "Weighed"]
    work.act(establish, case, found=[])
    assert (work.case(case).severity, work.case(case).weighed) == (Severity.S1, ())
    assert verify(now=work.now).is_clean


def test_the_host_says_how_far_it_reaches_in_first_digits_only(work):
    case = work.in_hand(text=INSULTS)
    host = MemoryPlatform()
    subject = HostSubject("clips", "video", "v-1")
    account = Account("a-tao", followers=123_456, livelihood=True)
    host.know(subject, account=account, reach=Reach(views_per_hour=10_500))
    look_up(case, by=MEI, platform=host, mint=work.mint, now=work.now)
    assert work.case(case).severity is Severity.S1
    assert work.case(case).weighed == ("spreading_person",)
    said = work.case(case).known["host"][1]
    assert said.counts == (
        facts.Counted(name="followers", n=100_000),
        facts.Counted(name="views_per_hour", n=10_000),
    )
    assert said.facts == ("livelihood",)


def test_twenty_reporters_bring_a_look_before_its_time_and_no_severity(work):
    case = work.filed(SPAM, about="v-7")
    before = Row.objects.get(id=case)
    work.house.file(*(f"{SPAM}{no}" for no in range(19)), subject=video("v-7"))
    work.house.drain()
    after = Row.objects.get(id=case)
    assert (after.members, after.severity) == (20, before.severity)
    assert before.start_by > after.start_by == work.now + timedelta(hours=2)
    assert verify(now=work.now).is_clean


def test_violence_on_a_live_stream_is_a_danger_from_the_door_on(work):
    stream = SubjectRef(platform="clips", kind=SubjectKind.LIVE, external="l-1")
    case = work.file("这个直播间里打得很凶，暴力画面太吓人了", subject=stream)
    part = read_complaint(work.complaint(case)).parts[0]
    assert (part.severity, part.said) == ("S0", ("claims_bystander", "subject_live"))
    assert (work.case(case).severity, work.case(case).weighed) == (Severity.S0, ("live_harm",))
    assert Row.objects.get(id=case).danger


def test_a_book_that_does_not_say_which_rules_hold_is_named(work):
    case = work.in_hand(text=INSULTS)
    with patch.object(ledger, "weigh"):
        work.act(establish, case, found=["minor_confirmed"])
    assert work.case(case).severity is Severity.S3
    (fault,) = verify(now=work.now).faults
    assert (fault.code, fault.where) == ("severity_differs", f"case {case}")
