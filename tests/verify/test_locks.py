"""Every letter that tells of a lock is owed: a complainant's, too."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest

from ombud.adapters.platform.contract import Account, Change, HostSubject
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.vocabulary import SubjectKind
from ombud.store import asking, texts
from ombud.store.ledger import open_complaint, read_case, read_complaint
from ombud.store.models import Letter
from ombud.store.transactions import one_transaction
from ombud.usecases.approve import approve
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.follow import follow
from ombud.usecases.prolong import prolong
from ombud.usecases.take_effect import take_effect
from ombud.usecases.unprotect import unprotect
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


TOLD = ("still_locked", "locked_again", "lock_lifted")


def gone(root, house, template: str) -> bool | None:
    return told(root, house, f"DELETE FROM letter WHERE template = '{template}'")


def test_a_letter_of_a_lock_that_is_gone_is_named(stage, house, root):
    assert verify(now=stage.now).is_clean
    both = [name for one in TOLD for name in (one, f"{one}_asked")]
    assert [Letter.objects.filter(template=one).count() for one in both] == [1] * 6
    assert {one: gone(root, house, one) for one in both} == dict.fromkeys(both, True)


def test_a_letter_of_a_lock_that_went_on_or_ended_before_anything_was_decided_is_named(house, root):
    stage = Stage(house, now=house.now, mint=house.mint)
    stage.host.know(HAO, account=Account("a-hao", name="浩"))
    case = stage.case(STOLEN, subject=ABOUT, kind="AS.TAKEOVER")
    stage.write(case, facts.Established(source="host", facts=("risk_signal",)))
    one_transaction(stage.protect)(case, "P5")
    stage.later(days=2, hours=1)
    [held] = read_case(case).protections
    said = {"by": cast.MEI, "mint": stage.mint, "now": stage.now}
    key = prolong(case, key=held.order.key, reason="还在他人手里", **said)
    approve(case, key=key, agrees=True, **{**said, "by": cast.ZHOU})
    [held] = read_case(case).protections
    stage.now = house.now = held.order.until
    assert expire_protections(now=stage.now) == 1
    both = ("lock_goes_on", "lock_goes_on_asked", "lock_ended", "lock_ended_asked")
    assert [Letter.objects.filter(template=one).count() for one in both] == [1] * 4
    faults = {one.code for one in verify(now=stage.now).faults}
    assert "letter_missing" not in faults
    for template in both:
        with root.transaction(force_rollback=True):
            root.execute("SET session_replication_role = replica")
            root.execute("DELETE FROM letter WHERE template = %s", [template])
            with patch.object(asking, "connection", root):
                found = [one for one in verify(now=stage.now).faults if one.code == "letter_missing"]
        assert len(found) == 1, template


@pytest.mark.parametrize("ends", ["lifted", "refused"])
def test_a_letter_of_a_lock_that_an_agent_took_or_that_fell_is_named(house, root, ends):
    stage = Stage(house, now=house.now, mint=house.mint)
    stage.host.know(HAO, account=Account("a-hao", name="浩"))
    case = stage.case(STOLEN, subject=ABOUT, kind="AS.TAKEOVER")
    one_transaction(stage.protect)(case, "P5")
    if ends == "lifted":
        stage.write(case, facts.Assigned(agent=cast.MEI, how="next"))
        [held] = read_case(case).protections
        said = {"by": cast.MEI, "mint": stage.mint, "now": stage.now}
        unprotect(case, key=held.order.key, reason="机主本人", **said)
    else:
        stage.decide(case, outcome="refused", clause=None)
    assert [one for one in verify(now=stage.now).faults if one.code == "letter_missing"] == []
    both = ("locked_first", "lock_over")
    assert {one: gone(root, house, one) for one in both} == dict.fromkeys(both, True)


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
