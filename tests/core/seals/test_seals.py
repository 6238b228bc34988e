"""What opens sealed material, and what is said to be missing first?"""

import pytest

from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.core.seals import Seal, check, clearances, opens
from tests.cast import LETTER, MEI, START, pack, words

LEAVE = facts.Granted(grant=LETTER, agent=MEI, words=words(), until=START)
WHY = "to decide"


def seal(*, sealed: bool = True, cleared: bool = True, grant: facts.Granted | None = LEAVE) -> Seal:
    return Seal(sealed=sealed, clearance="minors", cleared=cleared, grant=grant)


@pytest.mark.parametrize(
    ("held", "reason", "no"),
    [
        pytest.param(seal(cleared=False, grant=None), "", No.NO_CLEARANCE, id="everything is missing"),
        pytest.param(seal(cleared=False), WHY, No.NO_CLEARANCE, id="a grant is no clearance"),
        pytest.param(seal(grant=None), "", No.NEEDS_GRANT, id="a grant before a reason"),
        pytest.param(seal(grant=None), WHY, No.NEEDS_GRANT, id="a reason is no grant"),
        pytest.param(seal(), " \n", No.NEEDS_REASON, id="a reason that says nothing"),
    ],
)
def test_it_stays_shut_and_the_same_thing_is_asked_for_first_at_every_door(held, reason, no):
    for reads in (True, False):
        with pytest.raises(Refused) as refused:
            check(held, reads=reads, reason=reason)
        assert refused.value.code is no
    said = opens(held, reason=reason)
    assert isinstance(said, Refused)
    assert said.code is no


def test_with_clearance_grant_and_reason_it_opens_under_that_grant():
    assert check(seal(), reason=WHY) == opens(seal(), reason=WHY) == LEAVE


@pytest.mark.parametrize("cleared", [True, False])
def test_what_is_not_sealed_asks_a_grant_of_nobody_but_a_reader(cleared):
    bare = seal(sealed=False, cleared=cleared, grant=None)
    assert check(bare, reason="") is None
    with pytest.raises(Refused) as refused:
        check(bare, reads=True, reason=WHY)
    assert refused.value.code is No.NEEDS_GRANT
    assert check(seal(sealed=False), reads=True, reason="") == LEAVE


def test_what_somebody_else_must_give_is_named_and_a_reason_is_ones_own():
    assert seal(cleared=False, grant=None).missing == ("clearance", "grant")
    assert seal(grant=None).missing == ("grant",)
    assert seal().missing == ()
    assert seal(sealed=False, cleared=False, grant=None).missing == ()


@pytest.mark.parametrize(
    ("code", "asks", "needed"),
    [
        pytest.param("CV.SPAM", (), set(), id="nothing"),
        pytest.param("CV.SPAM", ("minors", "sealed", "senior"), {"minors"}, id="what a fact asked for"),
        pytest.param("PR.NCII", ("minors", "sealed"), {"intimate", "minors"}, id="what the kind asks for as well"),
    ],
)  # fmt: skip
def test_whoever_opens_it_is_cleared_for_what_the_kind_and_what_the_facts_ask_for(code, asks, needed):
    assert clearances(pack().category(code), asks=asks) == needed
