"""Every letter that tells of a lock is owed: a complainant's, too."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Account, Change, HostSubject
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.vocabulary import SubjectKind
from ombud.store import texts
from ombud.store.ledger import open_complaint, read_case, read_complaint
from ombud.store.models import Letter
from ombud.store.transactions import one_transaction
from ombud.usecases.approve import approve
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.follow import follow
from ombud.usecases.take_effect import take_effect
from ombud.usecases.verify import verify
from ombud.usecases.watch_accounts import watch_accounts
from tests import cast
from tests.usecases.orders.scene import Stage
from tests.verify.noticing import told

STOLEN = "我的账号昨晚被盗了,手机号也被改了,登录不上。"
HAO = HostSubject("clips", "account", "a-hao")
ABOUT = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")


@pytest.fixture
def stage(house):
    """浩 Hao's account is locked while it waits to go back, once longer than seven days, then it is back and watched; locked again, and lifted."""
    stage = Stage(house, now=house.now, mint=house.mint)
    stage.host.know(HAO, account=Account("a-hao", name="浩"))
    case = stage.case(STOLEN, subject=ABOUT, kind="AS.TAKEOVER")
    hao = read_case(case).subject
    one_transaction(stage.protect)(case, "P5")
    watch = facts.Chosen(measure="W", target=hao, until=stage.now + timedelta(days=30))
    gives = {"outcome": "granted", "gives_to": stage.lan, "announces": ("account_cooling",)}
    stage.decide(case, facts.Chosen(measure="R", target=hao), watch, **gives)
    stage.tell()
    stage.later(days=2, hours=23)
    assert expire_protections(now=stage.now) == 1
    stage.tell()
    assert take_effect(now=stage.now) == 1
    stage.carry()
    stage.later(hours=5)
    seen = stage.host.seen[HAO]
    stage.host.seen[HAO] = replace(seen, changes=(Change("c-1", stage.now, "payee"),))
    assert watch_accounts(platform=stage.host, mint=stage.mint, now=stage.now) == 1
    other = read_case(case).kin[-1].case
    [held] = read_case(other).protections
    said = {"by": cast.ZHOU, "mint": stage.mint, "now": stage.now}
    approve(other, key=held.order.key, agrees=False, reason="机主自己的新手机", **said)
    stage.carry()
    stage.tell()
    follow(now=stage.now)
    house.now = stage.now
    return stage


@pytest.mark.parametrize(
    "template",
    [
        "still_locked",
        "still_locked_asked",
        "locked_again",
        "locked_again_asked",
        "lock_lifted",
        "lock_lifted_asked",
    ],
)
def test_a_letter_of_a_lock_that_is_gone_is_named(stage, house, root, template):
    assert verify(now=stage.now).is_clean
    assert Letter.objects.filter(template=template).count() == 1
    assert told(root, house, f"DELETE FROM letter WHERE template = '{template}'") is True


def test_nobody_owes_a_letter_to_whoever_was_erased_before_it_was_written(house):
    """Two claim it; one is erased before the lock is taken anew, and only the other is written to."""
    stage = Stage(house, now=house.now, mint=house.mint)
    stage.host.know(HAO, account=Account("a-hao", name="浩"))
    case = stage.case(STOLEN, subject=ABOUT, kind="AS.TAKEOVER")
    [gone] = house.file(
        "账号是我的", subject=ABOUT, kind="AS.TAKEOVER", key="two", contact={"email": "two@example.org"}
    )
    house.drain(now=stage.now)
    one_transaction(stage.protect)(case, "P5")
    gives = {"outcome": "granted", "gives_to": stage.lan, "announces": ("account_cooling",)}
    stage.decide(case, facts.Chosen(measure="R", target=read_case(case).subject), **gives)
    _erase(gone, now=stage.now)
    stage.later(days=2, hours=23)
    assert expire_protections(now=stage.now) == 1
    assert Letter.objects.filter(template="still_locked_asked").count() == 1
    assert [one for one in verify(now=stage.now).faults if one.code == "letter_missing"] == []


@one_transaction
def _erase(complaint, *, now):
    person = read_complaint(complaint).received.person
    digest = texts.destroy(person)
    with open_complaint(complaint) as book:
        book.write(facts.Erased(person=person, why="asked", proof=digest), by="chore:retain", now=now)
