"""What may be told of somebody in danger to life, how little, over which channel, and who answers for it."""

from dataclasses import replace

import pytest

from ombud.core import calls, closing, disclosing, facts, playbooks
from ombud.core.disclosing import Given
from ombud.core.refusals import No, Refused
from tests import cast
from tests.cast import JUN, LETTER, MEI, START, ZHOU, a_case, words

GIVEN = Given(kinds=("name", "place"), to="police", channel="emergency_number", note="接警员 8 号")
PACK = cast.pack()
DANGER = cast.opened("SH.IMMINENT", "S0")
POLICE = cast.opened("GR.EMERGENCY", "S1")
TAKEN = facts.Assigned(agent=MEI, how="next")


def case(*more, first=DANGER):
    return a_case(TAKEN, *more, first=first)


def told(no=1, level="A2"):
    fact = facts.Disclosed(
        no=no,
        kinds=("name",),
        to="police",
        channel="emergency_number",
        ground=disclosing.GROUND,
        words=words(),
        level=level,
        answer_by=START + PACK.break_glass.within["S0"],
    )
    return fact, f"agent:{MEI}"


def refused(act, *what, **said):
    with pytest.raises(Refused) as no:
        act(*what, **said)
    return no.value.code


def check(it, given=GIVEN, *, by=MEI, pack=PACK):
    return disclosing.check(it, given, pack=pack, by=by, now=START)


def test_in_danger_to_life_whoever_holds_the_case_tells_at_once_and_a_second_answers_within_the_hour():
    step, level, by = check(case())
    assert step.id == "rescue"
    assert level == PACK.break_glass.level
    assert (by - START).total_seconds() == 3600
    assert disclosing.may_disclose(case(), PACK)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kinds": ()}, No.FACTS_MISSING),
        ({"kinds": ("name", "messages")}, No.UNKNOWN_WORD),
        ({"to": "somebody"}, No.UNKNOWN_WORD),
        ({"channel": "they_called_us"}, No.UNKNOWN_WORD),
        ({"note": " "}, No.NEEDS_REASON),
        ({"note": "电话 139 1234 0002"}, No.BAD_INPUT),
    ],
)
def test_no_other_kind_no_unproved_channel_and_never_the_data_itself(change, code):
    assert refused(check, case(), replace(GIVEN, **change)) is code


def test_where_nobodys_life_is_in_danger_or_the_case_is_anothers_nothing_is_told():
    assert refused(check, case(), by=JUN) is No.NOT_YOURS
    assert refused(check, case(first=cast.opened("SH.PLAN", "S1"))) is No.MEASURE_NOT_ALLOWED
    assert refused(check, case(first=cast.opened("CV.VIO.LIVE", "S0"))) is No.MEASURE_NOT_ALLOWED
    assert not disclosing.may_disclose(case(first=cast.opened("GR.DATA", "S1")), PACK)
    lacks = replace(PACK, grounds={})
    assert refused(check, case(), pack=lacks) is No.GROUND_UNKNOWN


def test_an_authority_proves_itself_first_and_a_lead_or_counsel_answers():
    assert refused(check, case(first=POLICE)) is No.NEEDS_VERIFICATION
    proved = facts.Verified(level="V5", method="official_email", complaint=LETTER)
    _, level, _ = check(case((proved, f"agent:{MEI}"), first=POLICE))
    assert level == "A3"


def test_a_second_who_took_no_part_answers_once_and_in_the_role_that_is_asked():
    open_ = case(told())
    assert disclosing.check_answers(open_, 1, by=ZHOU, roles=frozenset({"lead"}), pack=PACK).fact.no == 1
    by_mei = {"by": MEI, "roles": frozenset({"lead"}), "pack": PACK}
    assert refused(disclosing.check_answers, open_, 1, **by_mei) is No.HAND_IN_IT
    assert refused(disclosing.check_answers, open_, 2, **{**by_mei, "by": ZHOU}) is No.NOT_FOUND
    agent = {"by": JUN, "roles": frozenset({"agent"}), "pack": PACK}
    assert (
        refused(disclosing.check_answers, case(told(level="A3"), first=POLICE), 1, **agent) is No.SIGNER_ROLE
    )
    answered = case(told(), told(2), facts.DisclosureAnswered(no=1, agent=ZHOU, agrees=True))
    assert [one.fact.no for one in answered.unanswered_disclosures] == [2]
    assert refused(disclosing.check_answers, answered, 1, **{**by_mei, "by": ZHOU}) is No.NOT_FOUND


def test_calls_go_on_until_somebody_answers_and_the_case_does_not_close_before():
    open_ = case(told(), *[facts.Paged(role="lead", about=calls.about(1))] * 40)
    assert [one.no for one in calls.following(open_, pack=PACK)] == [40]
    done = case(told(), facts.DisclosureAnswered(no=1, agent=ZHOU, agrees=False, words=words()))
    assert [*calls.following(done, pack=PACK)] == []
    decided = (
        cast.proposed(outcome="answered", clause=None, findings=(), measures=(), for_account=None),
        facts.Decided(no=1, outcome="answered", orders=()),
    )
    kept = closing.keeps_open(case(told(), *decided), PACK, clocks=())
    assert ("disclosure",) in [one.of for one in kept if one.reason == "signatures"]


def test_whoever_it_was_about_is_told_later_and_no_other_ground_is_overwritten():
    held = disclosing.withheld(case(), pack=PACK, now=START)
    assert (held.side, held.ground) == ("account", "life_at_risk")
    assert held.review_at == START + PACK.grounds["life_at_risk"].review_after
    silent = facts.Withheld(side="account", ground="authority_order", approver=None, review_at=START)
    assert disclosing.withheld(case(silent), pack=PACK, now=START) is None


def test_the_step_is_done_by_telling_and_not_by_saying_so():
    step = disclosing.step_for(case(), PACK)
    with pytest.raises(Refused):
        playbooks.check_done(case(), step, shows=True, concerns=None)
    playbooks.check_done(case(told()), step, shows=True, concerns=None)


def test_a_case_beside_is_begun_and_not_only_said_to_be():
    step = PACK.playbook("SH.IMMINENT").step("egging_on")
    with pytest.raises(Refused):
        playbooks.check_done(case(), step, shows=True, concerns=None)
    for how, may in (("leads", True), ("begun", False)):
        beside = case(facts.SetBeside(case=LETTER, kinship="sister", how=how, words=words()))
        if may:
            playbooks.check_done(beside, step, shows=True, concerns=None)
        else:
            assert (
                refused(playbooks.check_done, beside, step, shows=True, concerns=None)
                is No.STEP_NEEDS_EVIDENCE
            )
    assert PACK.playbook("SH.ENCOURAGE").id != PACK.playbook("SH.IMMINENT").id


@pytest.mark.parametrize("place", ["CN", "EU", "IN", "UK", "US"])
def test_every_place_names_the_law_by_which_it_is_allowed(place):
    source = cast.pack(place).grounds["life_at_risk"].source
    assert source.confidence != "own"
