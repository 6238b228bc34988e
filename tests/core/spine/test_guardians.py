"""Does a pack that is careless about guardians put no child in danger?"""

from dataclasses import replace

import pytest

from ombud.core import facts, guardians
from ombud.core.refusals import No, Refused
from tests.cast import COMPLAINT, JUN, LETTER, MEI, a_case, opened, pack, proposed, words

CODE = "MN.SEX"
DECIDED = facts.Decided(no=1, outcome="violation", orders=())
APPEALED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())
RULED = (
    (facts.Assigned(agent=JUN, how="next"), f"agent:{JUN}"),
    (proposed(no=2, agent=JUN, signers=1, appeal=1, ruling="upheld"), f"agent:{JUN}"),
    (facts.Decided(no=2, outcome="violation", orders=(), appeal=1, ruling="upheld"), f"agent:{JUN}"),
)


def careless(**said):
    """The pack that ships, but for one careless line in the kind."""
    whole = pack()
    kind = replace(whole.category(CODE), **said)
    return replace(whole, categories={**whole.categories, CODE: kind})


def refused(pack, step):
    with pytest.raises(Refused) as no:
        guardians.check_safe(a_case(first=opened(CODE)), step, pack=pack)
    return no.value.code


def step(whole):
    """The step of the shipped playbook that writes to a guardian."""
    return next(one for one in whole.playbook(CODE).steps if one.letter == guardians.LETTER)


def test_a_kind_whose_guardians_are_written_to_asks_for_a_decision_first():
    assert refused(careless(), step(careless())) is No.NOT_DECIDED


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"letters": ("receipt",)}, id="no such letter in this kind"),
        pytest.param({"never": (guardians.NEVER,)}, id="home may be the danger"),
    ],
)
def test_no_guardian_is_written_to_where_the_kind_does_not_provide_for_it(said):
    assert refused(careless(**said), step(careless())) is No.MEASURE_NOT_ALLOWED


def test_the_look_at_the_danger_at_home_counts_although_somebody_appealed_since():
    looked = facts.StepDone(step="guardian_risk")
    whole, first = pack(), opened("MN.BULLY")
    tell = whole.playbook("MN.BULLY").step("tell_guardian")
    told = (facts.Assigned(agent=MEI, how="next"), proposed(signers=1), DECIDED, APPEALED, *RULED)
    guardians.check_safe(a_case(told[0], looked, *told[1:], first=first), tell, pack=whole)
    with pytest.raises(Refused) as no:
        guardians.check_safe(a_case(*told, first=first), tell, pack=whole)
    assert (no.value.code, no.value.facts["steps"]) == (No.STEPS_OPEN, ("guardian_risk",))


def test_no_guardian_is_written_to_where_no_step_looks_at_the_danger_at_home():
    whole = careless()
    book = whole.playbook(CODE)
    blind = tuple(replace(one, forbids=(), evidence=False) for one in book.steps)
    whole = replace(whole, playbooks={**whole.playbooks, book.id: replace(book, steps=blind)})
    assert refused(whole, step(whole)) is No.MEASURE_NOT_ALLOWED


# --- whose the record is


def proved(level, *signals, by=COMPLAINT):
    return facts.Verified(complaint=by, level=level, method="signals", signals=signals)


OWNER = proved("V2", "old_device", "payment")


@pytest.mark.parametrize(
    ("code", "relation", "book", "own"),
    [
        pytest.param("MN.BULLY", "affected", (proved("V2"),), True, id="a child whose account it is"),
        pytest.param("MN.BULLY", "affected", (proved("V1"),), False, id="a child who proved nothing"),
        pytest.param("MN.BULLY", "guardian", (proved("V4"),), False, id="a guardian is none of these"),
        pytest.param("PR.DOX", "affected", (proved("V2"),), True, id="whoever was made public"),
        pytest.param("PR.NCII", "affected", (proved("V2"),), False, id="an intimate image takes more"),
        pytest.param("PR.NCII", "affected", (proved("V3"),), True, id="whoever is shown, by statement and proof"),
        pytest.param("AS.TAKEOVER", "affected", (OWNER,), True, id="the owner of a stolen account"),
        pytest.param("AS.TAKEOVER", "affected", (proved("V2"),), False, id="an owner by somebody's word alone"),
        pytest.param("AS.BIZ", "affected", (proved("V3", "old_device", "payment"),), True, id="a company, once it is its own"),
    ],
)  # fmt: skip
def test_a_record_is_whose_matter_it_was_and_who_proved_what_the_kind_asks(code, relation, book, own):
    case = a_case(*book, first=opened(code))
    assert guardians.is_own(case, COMPLAINT, relation=relation, pack=pack()) is own


def test_of_two_who_claim_an_account_the_record_is_whose_it_became():
    gives = replace(proposed(outcome="granted"), gives_to=COMPLAINT)
    given = facts.Decided(no=1, outcome="granted", orders=())
    first, other = (
        (facts.Assigned(agent=MEI, how="next"), OWNER),
        proved("V2", "old_device", "creation", by=LETTER),
    )
    case = a_case(*first, other, gives, given, first=opened("AS.TAKEOVER"))
    both = [guardians.is_own(case, one, relation="affected", pack=pack()) for one in (COMPLAINT, LETTER)]
    assert both == [True, False]
