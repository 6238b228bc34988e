"""What was kept in a case beside it comes with a record only where it is the same person's, and something was found."""

import pytest

from ombud.core import facts, kin
from ombud.core.refusals import No, Refused
from tests.cast import ACCOUNT, CASE, COMPLAINT, LETTER, MEI, a_case, opened, pack, proposed

TAKEN = facts.Assigned(agent=MEI, how="next")
DECIDED = facts.Decided(no=1, outcome="violation", orders=())
FOUND = (TAKEN, proposed(), DECIDED)
APPEAL = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=proposed().for_complainant)


def first(kinship: str = "cluster", *, beside=CASE):
    said = facts.SetBeside(case=beside, kinship=kinship, how="leads")
    return a_case(TAKEN, said, first=opened("MN.BULLY"))


def other(*then, code: str = "MN.BULLY"):
    return a_case(*then, first=opened(code))


def lends(one, two, *, others=(), strangers=()) -> None:
    kin.check_same_victim(one, two, others=others, strangers=strangers, pack=pack())


@pytest.mark.parametrize("kinship", ["cluster", "copy", "part", "again"])
def test_what_the_same_hands_did_to_the_same_person_comes_with_it(kinship) -> None:
    lends(first(kinship), other(*FOUND))


@pytest.mark.parametrize(
    ("one", "two", "more", "code"),
    [
        pytest.param(first(beside=LETTER), other(*FOUND), {}, No.NOT_FOUND, id="it does not stand beside it"),
        pytest.param(first("redress"), other(*FOUND), {}, No.RECORD_APART, id="another victim of a rule"),
        pytest.param(first("incident"), other(*FOUND), {}, No.RECORD_APART, id="another victim of a leak"),
        pytest.param(first("sister"), other(*FOUND), {}, No.RECORD_APART, id="a sister"),
        pytest.param(first(), other(*FOUND), {"others": (COMPLAINT,)}, No.RECORD_APART, id="somebody else complained there"),
        pytest.param(first(), other(*FOUND), {"strangers": (ACCOUNT,)}, No.RECORD_APART, id="another account was shielded there"),
        pytest.param(first(), other(TAKEN), {}, No.RECORD_APART, id="nobody has decided"),
        pytest.param(first(), other(TAKEN, proposed(outcome="no_violation"), facts.Decided(no=1, outcome="no_violation", orders=())), {}, No.RECORD_APART, id="nothing was found"),
        pytest.param(first(), other(*FOUND, APPEAL), {}, No.RECORD_APART, id="it is looked at again"),
        pytest.param(first(), other(*FOUND, code="MN.SEX.GROOM"), {}, No.MEASURE_NOT_ALLOWED, id="a kind that hands no record to its own"),
    ],
)  # fmt: skip
def test_everything_else_stays_where_it_is(one, two, more, code) -> None:
    with pytest.raises(Refused) as no:
        lends(one, two, **more)
    assert no.value.code is code
