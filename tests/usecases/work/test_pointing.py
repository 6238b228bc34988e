"""Whoever holds a case says what it is about: the host must know it, and it proves nothing."""

from uuid import UUID

import pytest

from ombud.adapters.platform.contract import Account, HostSubject, RefusedByHost, Seen, Unreachable, Why
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.facts import Sum
from ombud.core.ids import bucket_of
from ombud.core.intake import SubjectRef
from ombud.core.refusals import No
from ombud.core.vocabulary import HOST, Bond, Relation, SubjectKind
from ombud.store import claiming, kin, orders, packs, queue, subjects, ties
from ombud.store.charging import _of_same
from ombud.store.ledger import read_case, read_complaint, read_lines
from ombud.store.transactions import one_transaction
from ombud.usecases.find_accounts import find_accounts
from ombud.usecases.look_up import look_up
from ombud.usecases.name_subject import name_subject
from ombud.usecases.protect import protect
from ombud.usecases.recode import recode
from ombud.usecases.recuse import recuse
from ombud.usecases.verify import verify
from tests.cast import JUN, MEI, order
from tests.usecases.sorting.scene import SHOWS_NAKED, video

STOLEN = "我的账号被盗了,手机号和密码都被改了,登录不了。"
BOTH = "有人发布视频曝光我的身份证号和住址电话。另外,我的账号被盗了,密码被改,登录不了。"


def on_clips(kind: SubjectKind, name: str) -> SubjectRef:
    return SubjectRef(platform="clips", kind=kind, external=name)


@pytest.fixture
def host() -> MemoryPlatform:
    """A host that knows 浩 Hao's account, another, and a video."""
    made = MemoryPlatform()
    for name in ("a-hao", "a-rui"):
        made.know(
            HostSubject("clips", "account", name),
            account=Account(name, name=name, minor=name == "a-rui", place="EU"),
        )
    made.know(HostSubject("clips", "video", "v-1"), account=Account("a-tao"))
    return made


@pytest.fixture
def stolen(work) -> UUID:
    """A complaint of a stolen account that names none, in 梅 Mei's hands."""
    return work.in_hand(work.file(STOLEN, contact={"email": "hao@example.org"}, relation=Relation.AFFECTED))


def says(work, host, case, named="account:a-hao", **said):
    """梅 Mei says what it is about."""
    whole = {"named": named, "platform_name": "clips", "reason": "他答复的", "platform": host, **said}
    return work.act(name_subject, case, **whole)


def no_to(work, host, case, named="account:a-hao", **said):
    whole = {"named": named, "platform_name": "clips", "reason": "他答复的", "platform": host, **said}
    return work.refused(name_subject, case, **whole)


# ---- what a part of a complaint is about


def parts(work, **said):
    [filed] = work.house.file(BOTH, relation=Relation.AFFECTED, **said)
    work.house.drain(now=work.now)
    found = {part.code[:2]: part for part in read_complaint(filed).parts}
    return found, {family: read_case(part.case) for family, part in found.items()}


def test_a_case_about_a_stolen_account_is_not_about_the_video_that_another_part_is_about(work):
    found, cases = parts(work, subject=video("v-1"))
    shown = subjects.known_as("clips", "video", "v-1")
    assert (found["PR"].subject, cases["PR"].subject) == (shown, shown)
    assert (found["AS"].apart, found["AS"].subject, cases["AS"].subject) == (True, None, None)
    assert verify(now=work.now).faults == []


def elsewhere(name: str) -> str:
    """An account of such a name that lies in another bucket than the video."""
    there = bucket_of(subjects.known_as("clips", "video", "v-1"))
    names = (f"{name}-{no}" for no in range(99))
    return next(one for one in names if bucket_of(subjects.known_as("clips", "account", one)) != there)


def test_where_no_platform_is_named_an_account_to_write_to_is_nothing_that_it_is_about(work):
    case = work.file(STOLEN, contact={"account": "a-hao"}, relation=Relation.AFFECTED)
    assert work.case(case).subject is None


def test_it_is_about_the_account_over_which_whoever_complains_is_reached(work, host):
    name = elsewhere("a-lan")
    host.know(HostSubject("clips", "account", name), account=Account(name, minor=True, place="EU"))
    found, cases = parts(work, subject=video("v-1"), contact={"account": name})
    own = subjects.known_as("clips", "account", name)
    assert (found["AS"].subject, cases["AS"].subject) == (own, own)
    assert cases["PR"].subject == found["PR"].subject != own
    assert work.house.rows("SELECT far FROM case_row WHERE id = %s", cases["AS"].id) == [(True,)]
    find_accounts(platform=host, mint=work.mint, now=work.now)
    told = read_case(cases["AS"].id)
    assert "account_of_minor" in told.known[HOST][1].facts, "the host is asked about it, wherever it lies"
    assert told.placed.jurisdiction == "EU"
    assert find_accounts(platform=host, mint=work.mint, now=work.now) == 0
    assert verify(now=work.now).faults == []


@pytest.mark.parametrize(
    "answer", [RefusedByHost("k", "not_now"), None], ids=["the host refuses", "it knows nothing"]
)
def test_what_the_host_does_not_know_of_an_account_elsewhere_is_not_asked_for_ever(work, host, answer):
    _, cases = parts(work, subject=video("v-1"), contact={"account": elsewhere("a-nobody")})
    host.outages.append(Unreachable(Why.TIMED_OUT))
    host.outages.append(Unreachable(Why.TIMED_OUT))
    assert find_accounts(platform=host, mint=work.mint, now=work.now) == 2
    assert read_case(cases["AS"].id).known == {}
    work.later(minutes=2)
    host.outages.extend([answer, answer] if answer else [])
    assert find_accounts(platform=host, mint=work.mint, now=work.now) == 2
    assert read_case(cases["AS"].id).known[HOST][1] == facts.Established(source=HOST)
    assert find_accounts(platform=host, mint=work.mint, now=work.now) == 0


# ---- saying what it is about


def test_the_host_is_asked_and_what_it_tells_is_kept_and_proves_nothing(work, host, stolen):
    assert work.refused(look_up, stolen, platform=host) is No.NOT_FOUND
    assert says(work, host, stolen)
    case = work.case(stolen)
    assert case.subject == subjects.known_as("clips", "account", "a-hao")
    assert work.told(stolen)[-4:] == ["SubjectNamed", "EvidenceAdded", "Established", "AccountPlaced"]
    assert case.named.evidence == case.evidence[-1].evidence
    assert case.placed.jurisdiction == "EU"
    assert case.proved(work.complaint(stolen)) == "V0"
    assert no_to(work, host, stolen) is No.ALREADY_DONE
    work.act(look_up, stolen, platform=host)
    assert verify(now=work.now).faults == []


def test_what_may_not_be_said_is_refused_and_nothing_is_written(work, host, stolen):
    assert no_to(work, host, stolen, "account:a-nobody") is No.HOST_KNOWS_NONE
    assert no_to(work, host, stolen, "video:v-1") is No.NOT_AN_ACCOUNT
    assert no_to(work, host, stolen, "a-hao") is No.BAD_INPUT
    assert no_to(work, host, stolen, reason="") is No.NEEDS_REASON
    assert no_to(work, host, stolen, by=JUN) is No.NOT_YOURS
    for outage, code in (
        (Unreachable(Why.TIMED_OUT), No.NOT_FOUND),
        (RefusedByHost("k", "no"), No.HOST_KNOWS_NONE),
    ):
        host.outages.append(outage)
        assert no_to(work, host, stolen) is code


def test_a_wrong_one_is_corrected_until_something_follows_from_it(work, host):
    case = work.in_hand()
    says(work, host, case, "account:a-rui")
    says(work, host, case, "video:v-1")
    first, second = (line.fact for line in read_lines(case) if isinstance(line.fact, facts.SubjectNamed))
    assert (first.before, second.before) == (subjects.known_as("clips", "video", "v-1"), first.subject)
    work.act(protect, case, measure="P3", target=work.case(case).subject, reason="传播很快")
    assert no_to(work, host, case, "account:a-rui") is No.SUBJECT_STANDS
    late = work.filed(SHOWS_NAKED)
    assert late != case, "who complains of the video afterwards has a case that others can join"
    assert verify(now=work.now).faults == []


def test_what_was_given_to_a_case_and_is_about_what_it_was_about_before_goes_to_another(work, host):
    case = work.in_hand()
    [late] = work.house.file(SHOWS_NAKED, subject=video("v-1"))
    work.house.sort(now=work.now)
    assert read_complaint(late).parts[0].case == case
    says(work, host, case, "account:a-rui")
    work.house.drain(now=work.now)
    moved = read_complaint(late).parts[0].case
    assert moved != case
    assert read_case(moved).subject == subjects.known_as("clips", "video", "v-1")
    assert work.case(case).members == 1
    assert verify(now=work.now).faults == []


def test_whoever_is_tied_to_what_is_named_loses_the_case_in_the_same_commit(work, host, stolen):
    bond, hao = next(iter(Bond)), on_clips(SubjectKind.ACCOUNT, "a-hao")
    ties.declare(MEI, hao, bond=bond, by=None, now=work.now)
    assert not says(work, host, stolen)
    case = work.case(stolen)
    assert (case.agent, work.told(stolen)[-1]) == (None, "Returned")
    assert recuse(now=work.now) == 0


def test_another_open_case_on_the_matter_is_named_and_counts_as_a_claim_and_is_not_merged(work, host, stolen):
    other = work.file(
        STOLEN, subject=on_clips(SubjectKind.ACCOUNT, "a-hao"), kind="AS.TAKEOVER", relation=Relation.AFFECTED
    )
    assert other != stolen
    says(work, host, stolen)
    case, pack = work.case(stolen), packs.by_digest(work.case(stolen).pack)
    assert [one.id for one in kin.others_on(case)] == [other]
    assert [one.id for one in kin.others_on(read_case(other))] == [stolen]
    assert kin.others_on(read_case(work.filed("请问怎么改名?", about="v-9"))) == ()
    assert claiming.of(case, pack=pack, now=work.now) == claiming.of(
        read_case(other), pack=pack, now=work.now
    )
    assert kin.open_on(case.subject, "account_security") == other
    assert read_case(other).members == 1


def test_one_case_that_lies_elsewhere_is_drawn_in_and_not_doubled(work, host, stolen):
    says(work, host, stolen)
    assert kin.open_on(work.case(stolen).subject, "account_security") == stolen
    assert kin.open_on(work.case(stolen).subject, "content_violation") is None


def test_what_turns_out_to_be_about_an_account_is_no_longer_about_the_item_that_was_named(work, host):
    case = work.in_hand()
    work.act(recode, case, code="AS.TAKEOVER", reason="说的是账号被盗")
    assert (work.case(case).subject, work.case(case).code) == (None, "AS.TAKEOVER")
    work.in_hand(case)
    says(work, host, case)
    work.act(recode, case, code="AS.TAMPER", reason="资料被改")
    assert work.case(case).subject == subjects.known_as("clips", "account", "a-hao"), "an account stays"
    assert verify(now=work.now).faults == []


def test_of_something_without_an_account_behind_it_the_host_names_none(work, host):
    case, order = work.in_hand(), HostSubject("clips", "order", "o-1")
    host.seen[order] = Seen(order, found=True)
    says(work, host, case, "order:o-1")
    work.act(look_up, case, platform=host)
    assert queue.accounts_of([work.case(case).subject]) == {work.case(case).subject: None}


def test_what_a_case_that_lies_elsewhere_gave_back_of_an_order_is_counted(work, host):
    host.know(HostSubject("clips", "order", "o-1"), account=Account("a-shop"))
    text = "买的鞋子尺码不对,卖家不退款。"
    far = work.in_hand(work.file(text, kind="EC.REFUND"))
    says(work, host, far, "order:o-1")
    near = work.in_hand(work.file(text, kind="EC.REFUND", subject=on_clips(SubjectKind.ORDER, "o-1")))
    back = order(
        "9" * 42, measure="L7", target=read_case(far).subject, amount=Sum(minor=3000, currency="CNY")
    )
    one_transaction(orders.place)(far, (back,), cause="1", now=work.now)
    assert _of_same(read_case(near), currency="CNY") == 3000
    assert _of_same(read_case(far), currency="CNY") == 0, "what it gave itself is not counted twice"
