"""An account that goes back while nobody says anything of what the host took from it for an intruder is named."""

from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Account, HostSubject
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.vocabulary import SubjectKind
from ombud.store import host_rulings, subjects
from ombud.store.ledger import read_case
from ombud.usecases.verify import verify
from tests.usecases.orders.scene import Stage

HAO = HostSubject("clips", "account", "a-hao")
ABOUT = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")
HOUR = timedelta(hours=1)


def rules(stage, name: str, *, at, told_at, until=None) -> None:
    """The host struck the account by itself, and tells of it."""
    account = {"platform": "clips", "kind": "account", "id": "a-hao"}
    told = {
        "id": name,
        "at": at,
        "subject": {"platform": "clips", "kind": "video", "id": f"of {name}"},
        "account": "a-hao",
        "clause": "5.1",
        "automation": {"used": True},
        "effects": [{"measure": "L5", "subject": account, "until": until}],
        "reasons": "spam",
    }
    host_rulings.keep(told, mint=stage.mint, now=told_at)


@pytest.fixture
def stage(house):
    """Somebody strange came two hours ago; the host struck before, since, and tells of one more after the account is given back."""
    stage = Stage(house, now=house.now, mint=house.mint)
    stage.host.know(HAO, account=Account("a-hao", name="浩"))
    now = stage.now
    case = stage.case("我的账号昨晚被盗了,手机号也被改了,登录不上。", subject=ABOUT, kind="AS.TAKEOVER")
    stage.write(case, facts.Established(source="host", facts=("risk_signal",), strange_since=now - 2 * HOUR))
    rules(stage, "d-before", at=now - 3 * HOUR, told_at=now)
    rules(stage, "d-over", at=now - HOUR, told_at=now, until=now)
    rules(stage, "d-since", at=now - HOUR, told_at=now)
    stage.at = case
    return stage


def gives_back(stage, *more, **said) -> list[str]:
    """The account goes back by a book that nobody's rules stood before; return what is named."""
    hao = read_case(stage.at).subject
    gives = {"outcome": "granted", "gives_to": stage.lan, "announces": ("account_cooling",), **said}
    stage.decide(stage.at, facts.Chosen(measure="R", target=hao), *more, **gives)
    rules(stage, "d-late", at=stage.now - HOUR, told_at=stage.now + HOUR)
    faults = verify(now=stage.now).faults
    return [one.detail.split(": ")[1] for one in faults if one.code == "strike_left_unsaid"]


def test_a_strike_since_somebody_strange_came_that_nobody_says_anything_of_is_named(stage):
    assert gives_back(stage) == ["d-since"]


def test_one_that_falls_or_that_stays_for_a_reason_is_none(stage):
    hao = read_case(stage.at).subject
    falls = facts.Chosen(measure="R.STRIKE", target=hao, host_decision="d-since")
    assert gives_back(stage, falls) == []


def test_one_that_another_case_gave_back_before_is_none(stage):
    hao = subjects.known_as("clips", "account", "a-hao")
    stage.host.know(HostSubject("clips", "video", "v-1"), account=Account("a-hao", name="浩"))
    other = stage.case(about="v-1")
    stage.decide(other, facts.Chosen(measure="R", target=hao, host_decision="d-since"), outcome="granted")
    stage.all()
    stage.later(hours=1)
    assert gives_back(stage) == []
