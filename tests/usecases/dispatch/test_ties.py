"""Is nobody handed a case about themselves, although the account behind it is known only to the host?"""

from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import (
    Account,
    HostDecision,
    HostEffect,
    HostSubject,
    RefusedByHost,
    Unreachable,
    Why,
)
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.intake import SubjectRef
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SubjectKind
from ombud.store import queue, staff, subjects
from ombud.store.models import Subject
from ombud.usecases.cosign import cosign
from ombud.usecases.decline import decline
from ombud.usecases.find_accounts import find_accounts
from ombud.usecases.give_back import give_back
from ombud.usecases.look_up import look_up
from ombud.usecases.recuse import recuse
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests import cast
from tests.cast import JUN, MEI
from tests.usecases.sorting.scene import SHOWS_NAKED, video

VIDEO = HostSubject("clips", "video", "v-1")


@pytest.fixture
def host() -> MemoryPlatform:
    """A host that knows who is behind the video."""
    made = MemoryPlatform()
    made.know(VIDEO, account=Account("a-tao", name="涛"))
    return made


@pytest.fixture
def case(floor):
    """A complaint about 涛 Tao's video; 梅 Mei is his sister and said so, 君 Jun is nobody's."""
    case = floor.file(SHOWS_NAKED, subject=video("v-1"))
    floor.hire(MEI, ties=[subjects.keep("clips", "account", "a-tao")])
    return case


def _find(floor, host) -> int:
    return find_accounts(platform=host, mint=floor.mint, now=floor.now)


def test_the_account_is_looked_up_before_the_case_is_handed_out_and_the_tie_refuses(floor, host, case):
    assert _find(floor, host) == 1
    assert _find(floor, host) == 0
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now)
    assert no.value.facts["because"] == No.CONFLICT
    floor.hire(JUN)
    assert take(by=JUN, now=floor.now) == case
    assert recuse(now=floor.now) == 0


def test_a_host_that_hangs_delays_nobody_and_the_case_goes_back_when_the_tie_is_known(floor, host, case):
    host.outages.append(Unreachable(Why.TIMED_OUT))
    assert _find(floor, host) == 1
    assert take(by=MEI, now=floor.now) == case
    assert recuse(now=floor.now) == 0
    floor.now += timedelta(minutes=1)
    assert _find(floor, host) == 1
    assert recuse(now=floor.now) == 1
    assert recuse(now=floor.now) == 0
    after = floor.case(case)
    assert (after.status, after.agent) == (Status.QUEUED, None)
    assert _last(case) == facts.Returned(agent=MEI, why="conflict")
    with pytest.raises(Refused) as no:
        take(by=MEI, now=floor.now)
    assert no.value.facts["because"] == No.CONFLICT


def test_a_tie_that_the_agents_own_look_up_shows_takes_the_case_back_too(floor, host, case):
    take(by=MEI, now=floor.now)
    look_up(case, by=MEI, platform=host, mint=floor.mint, now=floor.now)
    assert recuse(now=floor.now) == 1
    assert floor.case(case).agent is None
    assert _find(floor, host) == 0, "what is known is not asked again"


@pytest.mark.parametrize(
    "vain",
    [
        pytest.param((RefusedByHost("", "not for you"), "not for you"), id="it will not say"),
        pytest.param((Unreachable(Why.TIMED_OUT), "timed_out"), id="it does not answer"),
    ],
)
def test_a_look_up_in_vain_says_why_and_keeps_nothing(floor, host, case, vain):
    answer, why = vain
    take(by=MEI, now=floor.now)
    host.outages.append(answer)
    with pytest.raises(Refused) as no:
        look_up(case, by=MEI, platform=host, mint=floor.mint, now=floor.now)
    assert (no.value.code, no.value.facts) == (No.NOT_FOUND, {"field": "host", "why": why})
    assert floor.case(case).evidence == ()


def test_a_case_about_nothing_on_the_host_is_not_looked_up(floor, host):
    floor.hire(MEI)
    asked = floor.file("How do I change my email address?")
    assert take(by=MEI, now=floor.now) == asked
    with pytest.raises(Refused) as no:
        look_up(asked, by=MEI, platform=host, mint=floor.mint, now=floor.now)
    assert (no.value.code, no.value.facts["field"]) == (No.NOT_FOUND, "subject")


def test_somebody_tied_who_was_given_a_proposal_to_sign_loses_that_and_the_proposal_stays(floor, host, case):
    floor.hire(JUN)
    floor.give(case, JUN)
    floor.write(case, cast.proposed(agent=JUN, signers=1, level="A2"), by=f"agent:{JUN}")
    floor.write(case, facts.OfferedToSign(agent=MEI), by=f"agent:{MEI}")
    _find(floor, host)
    assert recuse(now=floor.now) == 1
    after = floor.case(case)
    assert (after.status, after.signer, after.proposal.agent) == (Status.COSIGNING, None, JUN)
    assert recuse(now=floor.now) == 0


def test_somebody_tied_who_is_quicker_than_the_chore_neither_signs_nor_turns_down(floor, host, case):
    floor.hire(JUN)
    floor.give(case, JUN)
    floor.write(case, cast.proposed(agent=JUN, signers=1, level="A2"), by=f"agent:{JUN}")
    floor.write(case, facts.OfferedToSign(agent=MEI), by=f"agent:{MEI}")
    _find(floor, host)
    seen = floor.case(case).seq
    for sign in (
        lambda: cosign(case, seen=seen, by=MEI, now=floor.now),
        lambda: decline(case, reason="不同意", seen=seen, by=MEI, mint=floor.mint, now=floor.now),
    ):
        with pytest.raises(Refused) as no:
            sign()
        assert no.value.code is No.CONFLICT
    assert recuse(now=floor.now) == 1
    assert staff.spent(MEI, now=floor.now), "what they looked at counts all the same"
    assert floor.case(case).signatures == (JUN,)


def test_an_account_stands_for_itself_and_is_asked_about_once(floor, host):
    floor.file(SHOWS_NAKED, subject=SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-tao"))
    assert [_find(floor, host) for _ in range(2)] == [1, 0]
    assert Subject.objects.get(kind="account", external="a-tao").account is None


def test_what_the_host_does_not_know_is_asked_about_once(floor, host):
    floor.file(SHOWS_NAKED, subject=video("v-gone"))
    assert _find(floor, host) == 1
    floor.now += timedelta(days=1)
    assert _find(floor, host) == 0


def test_two_workers_never_ask_twice_and_one_that_dies_leaves_the_question_due(floor, host, case):
    (named,) = subjects.to_look_up(now=floor.now, limit=9)
    assert subjects.lease_look(named, now=floor.now)
    assert not subjects.lease_look(named, now=floor.now)
    assert _find(floor, host) == 0
    floor.now += timedelta(minutes=1)
    assert _find(floor, host) == 1
    assert Subject.objects.get(id=named.id).account == subjects.keep("clips", "account", "a-tao")


def test_two_workers_that_looked_in_the_same_moment_ask_once(floor, host, case, monkeypatch):
    looked = subjects.to_look_up(now=floor.now, limit=9)
    assert _find(floor, host) == 1
    monkeypatch.setattr(subjects, "to_look_up", lambda **_: looked)
    assert _find(floor, host) == 0


def test_a_round_asks_about_no_more_than_it_may(floor, host, case):
    floor.file(SHOWS_NAKED, subject=video("v-2"))
    assert [find_accounts(platform=host, mint=floor.mint, now=floor.now, limit=1) for _ in range(3)] == [
        1,
        1,
        0,
    ]


def test_a_case_whose_book_somebody_writes_in_right_now_goes_back_the_next_time(floor, host, case, owner):
    take(by=MEI, now=floor.now)
    _find(floor, host)
    with owner.transaction():
        owner.execute("SELECT FROM case_row WHERE id = %s FOR UPDATE", (case,))
        assert recuse(now=floor.now) == 0
    assert recuse(now=floor.now) == 1


def test_a_case_she_gave_back_in_the_same_moment_is_not_taken_from_who_has_it_now(
    floor, host, case, monkeypatch
):
    floor.hire(JUN)
    take(by=MEI, now=floor.now)
    _find(floor, host)
    ((tied, agent),) = queue.tied(limit=9)
    assert (tied, agent) == (case, MEI)
    give_back(case, why="not_this_one", by=MEI, now=floor.now)
    assert take(by=JUN, now=floor.now) == case
    monkeypatch.setattr(queue, "tied", lambda **_: ((tied, agent),))
    assert recuse(now=floor.now) == 0
    assert floor.case(case).agent == JUN


def _last(case) -> facts.Fact:
    from ombud.store.ledger import read_lines

    return read_lines(case)[-1].fact


# ---- a decision of the host's that it never told us of

WRONGED = "我的视频被你们误判下架,还给了处罚,我不服,请人工复核恢复。"
HD = HostSubject("clips", "decision", "hd-88")


def ruled(floor, **said):
    effects = (HostEffect("L4", VIDEO),)
    whole = {"id": "hd-88", "at": floor.now, "subject": VIDEO, "account": "a-tao", "effects": effects}
    return HostDecision(**{**whole, **said})


def wronged(floor):
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external="hd-88")
    return floor.file(WRONGED, subject=about, contact={"email": "tao@example.org"})


def test_a_decision_that_was_never_imported_is_asked_for_until_the_host_answers(floor, host):
    case = wronged(floor)
    subject = floor.case(case).subject
    host.outages.append(Unreachable(Why.TIMED_OUT))
    assert _find(floor, host) == 1
    assert subjects.decision_of(subject) is None
    floor.now += timedelta(minutes=2)
    others = ruled(floor, id="hd-89")
    host.know(HD, account=Account("a-tao", name="涛"), decisions=(others, ruled(floor)))
    assert _find(floor, host) == 1
    kept = subjects.decision_of(subject)
    assert (kept["external"], kept["effects"][0]["measure"]) == ("hd-88", "L4")
    assert subjects.decision_of(subjects.known_as("clips", "decision", "hd-89")) is None, "nobody asked"
    assert verify(now=floor.now).is_clean


def test_one_that_cannot_be_true_is_not_kept_and_a_look_up_by_hand_keeps_it_later(floor, host):
    case = wronged(floor)
    tomorrow = ruled(floor, at=floor.now + timedelta(days=1))
    host.know(HD, account=Account("a-tao", name="涛"), decisions=(tomorrow,))
    assert _find(floor, host) == 1
    assert subjects.decision_of(floor.case(case).subject) is None
    floor.hire(JUN)
    assert take(by=JUN, now=floor.now) == case
    host.know(HD, account=Account("a-tao", name="涛"), decisions=(ruled(floor),))
    look_up(case, by=JUN, platform=host, mint=floor.mint, now=floor.now)
    assert subjects.decision_of(floor.case(case).subject)["external"] == "hd-88"
    assert verify(now=floor.now).is_clean
