"""A case becomes graver when a fact arrives, in the same commit; the book proves it, and a crowd only brings a look."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from ombud.adapters.platform.contract import Account, HostSubject, Reach, RefusedByHost, Unreachable, Why
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.intake import SubjectRef
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Severity, SubjectKind
from ombud.store import ledger, packs
from ombud.store.ledger import read_complaint
from ombud.store.models import Case as Row
from ombud.usecases.establish import establish
from ombud.usecases.find_accounts import find_accounts
from ombud.usecases.look_up import look_up
from ombud.usecases.recode import recode
from ombud.usecases.recuse import recuse
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import JUN, LIN, MEI, ZHOU
from tests.usecases.sorting.scene import video

INSULTS = "有人在评论区天天辱骂我，说得很难听"
LOCKED_OUT = "我换了手机号，忘记密码，登录不上账号了"
SPAM = "这视频是垃圾广告，一直刷屏"
CHILDS = ("childs_account", "child_behind_it")


def _all_done(work, case):
    steps = open_steps(work.case(case), packs.of_case(work.case(case)), before="decision")
    return (facts.StepDone(step=one.id) for one in steps)


def test_whoever_may_not_see_a_childs_matter_gives_it_back_once_it_is_known_to_be_one(work):
    work.hire(LIN, "agent")
    case = work.filed(text=SPAM)
    assert take(by=LIN, now=work.now) == case
    assert work.act(recuse) == 0
    work.act(establish, case, found=["minor_confirmed"], by=LIN)
    row = Row.objects.get(id=case)
    assert (row.sealed, row.asks, row.severity) == (True, "minors sealed", "S3")
    work.write(case, *_all_done(work, case), by=f"agent:{LIN}")
    with pytest.raises(Refused) as no:
        work.propose(case, by=LIN)
    assert no.value.code is No.NO_CLEARANCE
    assert work.act(recuse) == 1
    assert (work.case(case).status, work.case(case).agent) == (Status.QUEUED, None)
    assert ledger.read_lines(case)[-1].fact == facts.Returned(agent=LIN, why="unfit")
    with pytest.raises(Refused) as no:
        take(by=LIN, now=work.now)
    assert no.value.facts["because"] == No.NO_CLEARANCE
    assert take(by=MEI, now=work.now) == case
    assert work.act(recuse) == 0
    assert verify(now=work.now).is_clean


def test_a_fact_that_asks_for_the_experienced_moves_the_case_to_their_lane_whatever_it_is_called_then(work):
    work.hire(LIN, "agent", lanes=("content_violation.zh.general", "privacy.zh.general"))
    case = work.filed(text=SPAM)
    assert take(by=LIN, now=work.now) == case
    work.write(case, facts.Weighed(rules=(), asks=("senior",)), by=ledger.WEIGHS)
    assert Row.objects.get(id=case).lane == "content_violation.zh.senior"
    assert work.act(recuse) == 1
    assert take(by=MEI, now=work.now) == case
    work.act(recode, case, code="PR.POST", reason="其实是泄露住址")
    assert (work.case(case).lane, work.case(case).status) == ("privacy.zh.senior", Status.QUEUED)
    assert verify(now=work.now).is_clean


def test_what_mei_found_out_makes_the_case_graver_and_a_lead_apart_who_takes_it_back_makes_it_no_less_so(
    work,
):
    case = work.in_hand(text=INSULTS)
    assert work.refused(establish, case, found=["minor_confirmed"], by=JUN) is No.NOT_YOURS
    assert work.refused(establish, case, found=["moon"]) is No.UNKNOWN_WORD
    assert work.refused(establish, case, found=[]) is No.ALREADY_DONE
    work.act(establish, case, found=["minor_confirmed"])
    assert work.case(case).severity is Severity.S1
    assert work.told(case)[-2:] == ["Established", "Weighed"]
    why = "看错了:资料写的是成年人"
    assert work.refused(establish, case, found=[], reason=why) is No.NOT_ALLOWED, "nobody unsays alone"
    assert work.refused(establish, case, found=["loss_confirmed"], reason=why) is No.NOT_ALLOWED
    assert work.refused(establish, case, found=[], by=ZHOU) is No.NEEDS_REASON
    assert work.refused(establish, case, found=["minor_confirmed", "loss_confirmed"], by=ZHOU) is No.NOT_YOURS
    work.act(establish, case, found=[], reason=why, by=ZHOU)
    assert (work.case(case).severity, work.case(case).weighed) == (Severity.S1, ())
    assert work.told(case)[-3:] == ["Noted", "Established", "Weighed"]
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


def about_an_account(work, text: str):
    return work.file(text, subject=SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-xiao"))


def host_with_a_child(place: str = "") -> MemoryPlatform:
    host = MemoryPlatform()
    host.know(HostSubject("clips", "account", "a-xiao"), account=Account("a-xiao", minor=True, place=place))
    return host


def test_a_case_about_a_childs_account_becomes_graver_without_anybody_looking_it_up(work):
    case, host = about_an_account(work, LOCKED_OUT), host_with_a_child()
    assert work.case(case).severity is Severity.S3
    host.outages.append(Unreachable(Why.TIMED_OUT))
    assert work.act(find_accounts, platform=host) == 1
    assert work.case(case).severity is Severity.S3
    work.later(minutes=1)
    assert work.act(find_accounts, platform=host) == 1
    assert (work.case(case).severity, work.case(case).weighed) == (Severity.S2, CHILDS)
    assert work.case(case).sealed
    assert Row.objects.get(id=case).severity == "S2"
    assert work.told(case)[-2:] == ["Established", "Weighed"]
    assert verify(now=work.now).is_clean


def test_what_the_host_told_is_written_once_a_case_and_into_each_that_is_opened_later(work):
    case, host = about_an_account(work, LOCKED_OUT), host_with_a_child()
    work.act(find_accounts, platform=host)
    assert work.act(find_accounts, platform=host) == 0
    before = work.told(case)
    other = about_an_account(work, "我的账号无缘无故被封号，我要申诉")
    assert work.act(find_accounts, platform=host) == 1
    assert (work.case(other).weighed, work.told(case)) == (CHILDS, before)
    assert verify(now=work.now).is_clean


def test_whose_law_protects_the_account_is_known_before_anybody_looks_it_up(work):
    case = about_an_account(work, LOCKED_OUT)
    work.act(find_accounts, platform=host_with_a_child(place="EU"))
    assert work.case(case).placed.jurisdiction == "EU"
    assert work.told(case)[-3:] == ["Established", "AccountPlaced", "Weighed"]
    assert verify(now=work.now).is_clean


def test_what_mei_looked_up_herself_is_not_overwritten(work):
    case, host = work.in_hand(about_an_account(work, LOCKED_OUT)), host_with_a_child()
    look_up(case, by=MEI, platform=host, mint=work.mint, now=work.now)
    before = work.told(case)
    assert work.act(find_accounts, platform=host) == 1
    assert work.told(case) == before


def test_nobody_is_asked_about_the_platform_itself(work):
    work.file(LOCKED_OUT, subject=SubjectRef(platform="clips", kind=SubjectKind.PLATFORM, external="clips"))
    assert work.act(find_accounts, platform=MemoryPlatform()) == 0


@pytest.mark.parametrize(
    "answers", [(), (RefusedByHost("", "not for you"),)], ids=["it knows nothing", "it will not say"]
)
def test_a_host_that_tells_nothing_is_asked_once_and_leaves_no_line(work, answers):
    case, host = about_an_account(work, LOCKED_OUT), MemoryPlatform()
    host.outages.extend(answers)
    assert [work.act(find_accounts, platform=host) for _ in range(2)] == [1, 0]
    assert "Established" not in work.told(case)


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
    assert work.case(case).severity is Severity.S2
    (fault,) = verify(now=work.now).faults
    assert (fault.code, fault.where) == ("severity_differs", f"case {case}")


def test_a_question_recoded_to_a_danger_has_the_clocks_of_that_danger(work):
    case = work.in_hand(text="怎么把昵称改成中文?")
    assert work.case(case).severity == "S4"
    recode(case, code="PR.NCII", reason="其实是私密影像被传播", by=MEI, mint=work.mint, now=work.now)
    row = Row.objects.get(id=case)
    assert (row.severity, row.sealed) == ("S1", work.case(case).sealed)
    assert row.due_by <= work.now + timedelta(hours=24)
    assert verify(now=work.now).is_clean
