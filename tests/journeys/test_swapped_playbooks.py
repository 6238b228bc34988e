"""The kinds differ in substance: give one of them another's playbook, and its story cannot be told.

Each story is told shortly and by the book; with the playbooks that ship it ends well, with that of another kind it is
refused on the way: a step it takes is unknown, or one it never heard of is open.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from itertools import combinations
from types import MappingProxyType
from typing import Any

import pytest

from ombud.adapters.policies import read_layers
from ombud.core.case import Status
from ombud.core.pack.parse import parse
from tests.journeys import test_content as content
from tests.journeys import test_minors as minors
from tests.journeys import test_privacy as privacy
from tests.journeys import test_stolen_account as account
from tests.journeys import test_unfair_treatment as unfair
from tests.journeys.house import House
from tests.journeys.staff import SaysNo

ALL = bool(os.environ.get("OMBUD_TEST_ALL"))


def _content(house: House) -> None:
    house.files("这个视频里有人裸露,全是色情内容,请删除。", about=content.VIDEO)
    house.turn()
    content.mei_removes_it(house)
    content.mei_finishes(house)


def _privacy(house: House) -> None:
    house.files("视频里公布了我家的住址和身份证,侵犯隐私,请下架。", about=privacy.VIDEO, relation="affected")
    house.turn()
    privacy.mei_hides_it(house)
    privacy.mei_removes_it(house)
    privacy.mei_finishes(house)


def _minors(house: House) -> None:
    house.files(
        "有陌生人私信我女儿要照片,还叫她别告诉爸妈,她11岁。", about=minors.MESSAGE, relation="guardian"
    )
    house.turn()
    case = next(case for case in house.cases() if case.sealed)
    house.later(minutes=2, seconds=1)
    house.zhou.assigns(case.id, to=house.mei, reason="S0")
    house.mei.opens("判断危险程度")
    house.mei.looks_up()
    minors.mei_protects(house)
    minors.mei_closes_the_account(house)
    house.jun.takes_to_sign()
    house.jun.signs()
    minors.finishes(house)


def _account(house: House) -> None:
    house.files(
        "我的账号被盗了,手机号和密码都被改了,我登录不了。", about=account.ACCOUNT, relation="affected"
    )
    house.turn()
    account.mei_secures_it(house)
    account.mei_gives_it_back(house)
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    account.finishes(house)


def _unfair(house: House) -> None:
    house.files(
        "我的视频被你们误判下架,我不服,请人工复核恢复。",
        about=unfair.DECISION,
        relation="affected",
        contact={"account": "u-tao"},
    )
    house.turn()
    unfair.looks_again(house.jun)
    unfair.grants_it(house.jun)
    unfair.finishes(house.jun)
    house.jun.puts_down("host_rule", "模型误判")


STORIES: Mapping[str, Callable[[House], None]] = MappingProxyType(
    {
        "content": _content,
        "privacy_posted": _privacy,
        "child_sexual_safety": _minors,
        "account_takeover": _account,
        "unfair_review": _unfair,
    }
)
"""The playbook of each of the five kinds, and its story."""


@pytest.mark.skipif(
    not ALL, reason="each is told at length by a journey of its own: ./test --all tells them shortly, too"
)
@pytest.mark.parametrize("kind", STORIES)
def test_with_its_own_playbook_the_story_ends_well(house, kind):
    STORIES[kind](house)
    house.turn()
    assert house.only_case().status is Status.CLOSED


def in_a_ring(kinds: Sequence[str]) -> Mapping[str, str]:
    """Each gets the playbook of the next."""
    return dict(zip(kinds, (*kinds[1:], kinds[0]), strict=True))


RINGS = tuple(combinations(STORIES, 2)) if ALL else (tuple(STORIES),)
"""Any two in `./test --all`; else all at once."""


@pytest.mark.parametrize("ring", RINGS)
def test_with_anothers_playbook_no_story_can_be_told(built, ring):
    with built(packs=[parse(exchanged(in_a_ring(ring)), jurisdiction="CN")]) as house:
        house.turn()
        for kind in ring:  # what the one before leaves stays in somebody's hands, and in nobody's way
            begun = {case.id for case in house.cases()}
            with pytest.raises(SaysNo, match=r"no such step|still open|may not be taken"):
                STORIES[kind](house)
            house.turn()
            (case,) = (case for case in house.cases() if case.id not in begun)
            assert case.decision is None
        assert all(did.startswith("apply P") for did in house.did())  # nothing but protection happened
        house.is_sound()


def exchanged(instead: Mapping[str, str]) -> tuple[Mapping[str, Any], ...]:
    """The layers that ship, some playbooks with the steps of another."""
    layers = deepcopy(read_layers())
    books = [file["playbooks"] for layer in layers for file in layer["files"].values() if "playbooks" in file]
    steps = {name: book[name] for book in books for name in book}
    for book in books:
        book.update({name: steps[instead[name]] for name in book if name in instead})
    return layers
