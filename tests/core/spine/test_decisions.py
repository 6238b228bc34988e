"""Which decisions may stand: set-ups differ by one thing, so that a refusal cannot pass for another reason."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ombud.core import case_fold, decisions, facts
from ombud.core.case import Case, Status
from ombud.core.decisions import Signer, Verdict
from ombud.core.facts import Line
from ombud.core.following import by_itself
from ombud.core.ordered import by_order
from ombud.core.pack.approvals import NOTHING_SPECIAL, ApprovalFacts
from ombud.core.playbooks import has_judged, left_out, open_steps, playbook_of
from ombud.core.refusals import No, Refused
from ombud.core.sparing import Borne, check_no_harsher
from ombud.core.vocabulary import OVERTURNS, AgentId, Outcome, Ruling
from tests.cast import (
    ACCOUNT,
    COMPLAINT,
    EVIDENCE,
    JUN,
    LETTER,
    LIN,
    MEI,
    START,
    SUBJECT,
    ZHOU,
    a_case,
    opened,
    order,
    pack,
    proposed,
    words,
)

TAKEN = facts.Assigned(agent=MEI, how="next")
UNTIL = START.replace(day=30)


COMPLAINED = facts.Joined(count=1, digest="ab", severity="S3", first_at=START)


def ready(code: str = "CV.SEX.ADULT", *more: facts.CaseFact) -> Case:
    """A case in 梅 Mei's hands with every step before the decision done, and what would be done by its orders left out."""
    case = a_case(COMPLAINED, TAKEN, *more, first=opened(code))
    steps = (*open_steps(case, pack(), before="decision"), *open_steps(case, pack(), before="refusal"))
    done = (facts.StepDone(step=step.id, complaint=COMPLAINT, elements=step.elements) for step in steps)
    ordered = (step.id for step in playbook_of(case, pack()).steps if by_order(step))
    left = (facts.StepSkipped(step=step, words=words(8)) for step in ordered)
    return a_case(COMPLAINED, TAKEN, *more, *done, *left, first=opened(code))


def verdict(**more: Any) -> Verdict:
    """Pornography: the video goes."""
    whole: dict[str, Any] = {
        "outcome": Outcome.VIOLATION,
        "clause": "CLIPS.2.1",
        "findings": (facts.Finding(words=words(1), evidence=(EVIDENCE,)),),
        "measures": (facts.Chosen(measure="L4", target=SUBJECT),),
        "for_complainant": words(2),
        "for_account": words(3),
        "why_not_lower": None,
    }
    if more.get("ruling") in OVERTURNS:
        whole["fault"] = facts.Fault(lapse="false_positive", cause="haste", words=words(7))
    return Verdict(**{**whole, **more})


def rule(case: Case, given: Verdict, situation: ApprovalFacts = NOTHING_SPECIAL) -> facts.Proposed:
    return decisions.rule(
        case, given, pack=pack(), evidence=frozenset({EVIDENCE}), situation=situation, by=MEI
    )


UNFAIR = "UF.CONTENT"
TOLD = facts.HostTold(words=words(9))


@pytest.mark.parametrize(
    ("more", "outcome", "no"),
    [
        pytest.param((facts.HostAsked(),), Outcome.REFUSED, No.UNEXPLAINED, id="nobody said why"),
        pytest.param((facts.HostAsked(),), Outcome.GRANTED, None, id="nobody said why, and it falls"),
        pytest.param((facts.HostAsked(), TOLD), Outcome.REFUSED, None, id="said why"),
        pytest.param(
            (facts.HostAsked(), replace(TOLD, known=False)), Outcome.REFUSED, None, id="no such decision"
        ),
        pytest.param((), Outcome.REFUSED, None, id="told before anybody complained"),
    ],
)
def test_what_the_host_decided_and_never_said_why_is_not_upheld(more, outcome, no):
    case = ready(UNFAIR, *more)
    falls = (facts.Chosen(measure="R", target=SUBJECT),) if outcome is Outcome.GRANTED else ()
    given = verdict(outcome=outcome, clause="CLIPS.8.1", measures=falls, for_account=None)
    if no is None:
        assert rule(case, given).outcome == outcome.value
        return
    with pytest.raises(Refused) as refused:
        rule(case, given)
    assert refused.value.code is no


def test_whoever_looked_into_it_apart_for_others_neither_decides_nor_signs_it():
    looked = ready("CV.SEX.ADULT", facts.StepDone(step="looked", apart=True))
    assert looked.apart == {MEI}
    with pytest.raises(Refused) as refused:
        rule(looked, verdict())
    assert (refused.value.code, refused.value.facts["why"]) == (No.HAND_IN_IT, "looked_apart")
    signing = replace(looked, proposal=proposed(agent=JUN, signers=1), signatures=(JUN,))
    no = decisions.why_not_sign(signing, Signer(agent=MEI, roles=frozenset({"senior"})), pack=pack())
    assert no is not None
    assert no.facts["why"] == "looked_apart"


def test_a_matter_of_another_kind_is_decided_whatever_the_host_owes():
    given = verdict(outcome=Outcome.NO_VIOLATION, measures=())
    assert rule(ready("CV.SEX.ADULT", facts.HostAsked()), given).outcome == "no_violation"


def test_the_first_reasons_are_read_after_somebody_judged_for_themselves():
    begun = a_case(TAKEN, first=opened(UNFAIR))
    assert not has_judged(begun, pack())
    assert has_judged(ready(UNFAIR), pack())
    assert has_judged(a_case(TAKEN), pack()), "nobody judges blind here"


SUM = facts.Sum(minor=100_001, currency="CNY")


@pytest.mark.parametrize(
    ("measure", "outcome", "amount", "why"),
    [
        pytest.param("L7", Outcome.GRANTED, SUM, None, id="a refund"),
        pytest.param("L7", Outcome.GRANTED, None, "missing", id="a refund of nobody knows how much"),
        pytest.param("L7", Outcome.VIOLATION, SUM, None, id="money is withheld"),
        pytest.param("L7", Outcome.VIOLATION, None, None, id="earnings are stopped"),
        pytest.param("L5", Outcome.VIOLATION, SUM, "no_money", id="a warning costs nothing"),
        pytest.param("Z9", Outcome.VIOLATION, SUM, "no_money", id="a measure that nobody knows"),
    ],
)
def test_a_sum_is_said_where_money_moves_and_nowhere_else(measure, outcome, amount, why) -> None:
    chosen = facts.Chosen(measure=measure, target=SUBJECT, amount=amount)
    given = verdict(outcome=outcome, measures=(chosen,))
    if why is None:
        decisions.check_sums(given, pack=pack())
        return
    with pytest.raises(Refused) as refused:
        decisions.check_sums(given, pack=pack())
    assert refused.value.facts == {"why": why, "measure": measure}


def test_one_agent_removes_a_pornographic_video() -> None:
    made = rule(ready(), verdict())
    assert (made.no, made.agent, made.level, made.signers) == (1, MEI, "A0", 0)
    assert (made.clause, made.outcome, made.appeal, made.ruling) == ("CLIPS.2.1", "violation", None, None)


def test_a_large_account_takes_two() -> None:
    made = rule(ready(), verdict(), ApprovalFacts(followers=200_000))
    assert (made.level, made.signers) == ("A2", 1)


L9 = (facts.Chosen(measure="L9", target=ACCOUNT),)
L8 = (facts.Chosen(measure="L8", target=ACCOUNT),)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"clause": None}, No.CLAUSE_MISSING, id="a violation without a clause"),
        pytest.param({"clause": "CLIPS.6.1"}, No.CLAUSE_UNKNOWN, id="a clause about something else"),
        pytest.param({"findings": ()}, No.FACTS_MISSING, id="no finding"),
        pytest.param(
            {"findings": (facts.Finding(words=words(1), evidence=()),)}, No.FACTS_MISSING, id="no evidence"
        ),
        pytest.param(
            {"findings": (facts.Finding(words=words(1), evidence=(LETTER,)),)},
            No.FACTS_MISSING,
            id="evidence of another case",
        ),
        pytest.param({"for_complainant": None}, No.REASONS_MISSING, id="nothing for the complainant"),
        pytest.param({"for_account": None}, No.REASONS_MISSING, id="nothing for the affected user"),
        pytest.param(
            {"measures": (facts.Chosen(measure="P2", target=SUBJECT),)},
            No.MEASURE_NOT_ALLOWED,
            id="provisional",
        ),
        pytest.param(
            {"measures": (facts.Chosen(measure="Z1", target=SUBJECT),)},
            No.MEASURE_NOT_ALLOWED,
            id="no such measure",
        ),
        pytest.param({"measures": L9}, No.REASONS_MISSING, id="closing an account, no reason against less"),
        pytest.param(
            {"measures": L8, "why_not_lower": words(4)}, No.MEASURE_NEEDS_LIMIT, id="suspended for how long?"
        ),
        pytest.param(
            {"measures": (facts.Chosen(measure="L2", target=SUBJECT, block=True),)},
            No.MEASURE_NOT_ALLOWED,
            id="copies kept out of what stays",
        ),
        pytest.param(
            {"measures": (replace(L8[0], block=True, until=UNTIL),), "why_not_lower": words(4)},
            No.MEASURE_NOT_ALLOWED,
            id="kept out of what ends on a day",
        ),
        pytest.param(
            {"outcome": Outcome.NO_VIOLATION}, No.MEASURE_NOT_ALLOWED, id="no violation, and yet a measure"
        ),
        pytest.param({"outcome": Outcome.GRANTED}, No.OUTCOME_NOT_ALLOWED, id="an outcome of other kinds"),
        pytest.param({"ruling": Ruling.UPHELD}, No.NOT_DECIDED, id="a ruling without an appeal"),
    ],
)
def test_what_may_not_stand_is_refused(change: dict[str, Any], code: No) -> None:
    with pytest.raises(Refused) as refused:
        rule(ready(), verdict(**change))
    assert refused.value.code is code


def test_nothing_is_decided_while_a_step_is_open() -> None:
    case = ready()
    open_again = replace(case, steps_done=frozenset(sorted(case.steps_done)[1:]))
    with pytest.raises(Refused) as refused:
        rule(open_again, verdict())
    assert refused.value.code is No.STEPS_OPEN
    assert refused.value.facts["steps"] == (min(case.steps_done),)


@pytest.mark.parametrize("case", [a_case(), replace(ready(), agent=JUN)], ids=["queued", "in other hands"])
def test_only_who_holds_the_case_decides_it(case: Case) -> None:
    with pytest.raises(Refused) as refused:
        rule(case, verdict())
    assert refused.value.code is No.NOT_YOURS


def test_a_question_of_service_is_answered_without_finding_or_clause() -> None:
    answer = verdict(outcome=Outcome.ANSWERED, clause=None, findings=(), measures=(), for_account=None)
    assert rule(ready("SV.BUG"), answer).clause is None


def test_control_of_an_account_needs_proof_and_two() -> None:
    back = verdict(
        outcome=Outcome.GRANTED,
        clause="CLIPS.5.2",
        measures=(facts.Chosen(measure="R", target=ACCOUNT),),
        gives_to=COMPLAINT,
    )
    lock = facts.Protected(order=order("p", measure="P5"), words=words(), review_at=UNTIL)
    claimed = ready("AS.TAKEOVER", lock, facts.Verified(complaint=COMPLAINT, level="V1", method="mail"))
    with pytest.raises(Refused) as refused:
        rule(claimed, back)
    assert (refused.value.code, refused.value.facts) == (No.NEEDS_VERIFICATION, {"level": "V2"})
    proved = ready(
        "AS.TAKEOVER",
        lock,
        facts.Verified(complaint=COMPLAINT, level="V2", method="signals", signals=("old_device", "payment")),
    )
    made = rule(proved, back, ApprovalFacts(control_change=True))
    assert made.signers == 1
    assert made.gives_to == COMPLAINT
    for other in (
        None,
        LETTER,
    ):  # nobody named, or somebody who proved nothing: another's proof is not theirs
        with pytest.raises(Refused) as refused:
            rule(proved, replace(back, gives_to=other))
        assert refused.value.code is No.NEEDS_VERIFICATION


def test_a_step_that_verified_one_person_does_not_give_the_account_to_another() -> None:
    back = verdict(
        outcome=Outcome.GRANTED,
        clause="CLIPS.5.2",
        measures=(facts.Chosen(measure="R", target=ACCOUNT),),
        gives_to=LETTER,
    )
    both = [
        facts.Verified(complaint=one, level="V2", method="signals", signals=("old_device", "payment"))
        for one in (COMPLAINT, LETTER)
    ]
    lock = facts.Protected(order=order("p", measure="P5"), words=words(), review_at=UNTIL)
    proved = ready("AS.TAKEOVER", lock, *both)
    with pytest.raises(Refused) as refused:
        rule(proved, back, ApprovalFacts(control_change=True))
    assert (refused.value.code, refused.value.facts["steps"]) == (No.STEPS_OPEN, ("owner_proof",))
    again = replace(proved, steps_for=proved.steps_for | {("owner_proof", LETTER)})
    assert rule(again, back, ApprovalFacts(control_change=True)).gives_to == LETTER


@pytest.mark.parametrize(
    "proof",
    [
        pytest.param({"level": "V2", "signals": ("old_device",)}, id="a level that was only written down"),
        pytest.param({"level": "V3"}, id="a paper in its place"),
    ],
)
def test_no_account_is_given_below_what_its_level_adds_up_to(proof) -> None:
    back = verdict(
        outcome=Outcome.GRANTED,
        clause="CLIPS.5.2",
        measures=(facts.Chosen(measure="R", target=ACCOUNT),),
        gives_to=COMPLAINT,
    )
    with pytest.raises(Refused) as refused:
        rule(ready("AS.TAKEOVER", facts.Verified(complaint=COMPLAINT, method="seen", **proof)), back)
    assert refused.value.code is No.SCORE_TOO_LOW


def test_who_wrote_down_a_licence_gets_no_account_under_another_name() -> None:
    licence = facts.Verified(complaint=COMPLAINT, level="V3", method="licence")
    company = facts.Recoded(code="AS.BIZ", lane="account.zh.senior", words=words(), sealed=False)
    back = verdict(outcome=Outcome.GRANTED, clause="CLIPS.5.2", measures=(BACK,), gives_to=COMPLAINT)
    case = ready("AS.TAKEOVER", licence)
    steps = facts.StepDone(step="owner_proof", complaint=COMPLAINT)
    for one in (
        case,
        replace(
            case, code="AS.BIZ", codes=("AS.TAKEOVER", "AS.BIZ"), steps_done=case.steps_done | {"hear_holder"}
        ),
        ready("AS.BIZ", licence),
    ):
        with pytest.raises(Refused) as refused:
            rule(one, back)
        assert (refused.value.code, refused.value.facts["level"]) == (No.SCORE_TOO_LOW, "V2")
    papers = facts.Verified(
        complaint=COMPLAINT, level="V3", method="licence", signals=("account_papers", "payment")
    )
    assert rule(ready("AS.TAKEOVER", papers, company, steps), back).gives_to == COMPLAINT


def skipped(case: Case, *steps: str) -> Case:
    """The same case, in which these steps were left out and not done."""
    return replace(
        case,
        steps_done=case.steps_done - {*steps},
        steps_skipped=case.steps_skipped | {*steps},
        steps_for=frozenset((step, whose) for step, whose in case.steps_for if step not in steps),
    )


BACK = facts.Chosen(measure="R", target=ACCOUNT)
GUARDIAN = facts.Verified(complaint=COMPLAINT, level="V4", method="birth_certificate")


@pytest.mark.parametrize("code", ["MN.ACCT.ABUSE", "MN.CUSTODY", "MN.UNDERAGE", "MN.TIME"])
def test_a_childs_account_is_handed_to_nobody_who_was_not_proved_to_be_a_guardian(code: str) -> None:
    back = verdict(outcome=Outcome.GRANTED, clause="CLIPS.1.4", measures=(BACK,), gives_to=COMPLAINT)
    looked = facts.Verified(complaint=COMPLAINT, level="V0", method="seen")
    for case in (ready(code, looked), skipped(ready(code, looked), "guardian_proof", "age_light")):
        with pytest.raises(Refused) as refused:
            rule(case, back)
        assert (refused.value.code, refused.value.facts["level"]) == (No.NEEDS_VERIFICATION, "V4")
    with pytest.raises(Refused) as refused:
        rule(skipped(ready(code, GUARDIAN), "guardian_proof"), back)
    assert refused.value.facts == {"steps": ("guardian_proof",)}, "that it was left out proves nothing"
    with pytest.raises(Refused) as refused:
        rule(ready(code, GUARDIAN), replace(back, gives_to=LETTER))
    assert refused.value.facts == {"level": "V4"}, "nobody's proof is another's"
    made = rule(ready(code, GUARDIAN), back)
    assert (made.signers, made.gives_to) == (1, COMPLAINT)
    cools = pack().clocks["account_cooling"]
    assert BACK.measure in cools.measures
    assert cools in tuple(pack().clocks_for(code))


def test_called_something_else_a_childs_account_still_goes_to_a_proved_guardian_alone() -> None:
    case = replace(ready("UF.ACCOUNT"), codes=("MN.ACCT.ABUSE", "UF.ACCOUNT"))
    back = verdict(outcome=Outcome.GRANTED, clause=None, measures=(BACK,), gives_to=COMPLAINT)
    clause = pack().clauses_for("UF.ACCOUNT")[0].id
    with pytest.raises(Refused) as refused:
        rule(case, replace(back, clause=clause))
    assert (refused.value.code, refused.value.facts) == (No.NEEDS_VERIFICATION, {"level": "V4"})


@pytest.mark.parametrize("level", ["V0", "V1", "V3"])
def test_a_childs_gifts_go_back_only_to_a_proved_guardian_and_who_is_none_is_refused_all_the_same(
    level,
) -> None:
    asks = facts.Verified(complaint=COMPLAINT, level=level, method="reply")
    refund = facts.Chosen(measure="L7", target=ACCOUNT, amount=facts.Sum(minor=50_000, currency="CNY"))
    back = verdict(outcome=Outcome.GRANTED, clause="CLIPS.1.5", measures=(refund,), why_not_lower=words(4))
    for code in ("LV.MINOR.OWN", "LV.MINOR.ADULTACCT"):
        with pytest.raises(Refused) as refused:
            rule(ready(code, asks), back)
        assert (refused.value.code, refused.value.facts) == (No.NEEDS_VERIFICATION, {"level": "V4"})
        other = replace(GUARDIAN, complaint=LETTER)  # a stranger's certificate, and the step looked at her
        with pytest.raises(Refused) as refused:
            rule(ready(code, asks, other), back)
        assert refused.value.code is No.NEEDS_VERIFICATION
        assert rule(ready(code, asks, GUARDIAN), back).level == "A1"
        assert rule(ready(code, asks), replace(back, outcome=Outcome.REFUSED, measures=())).level == "A0"


@pytest.mark.parametrize("measure", ["L2", "L3", "L4"])
def test_on_a_notice_that_was_never_complete_nothing_is_taken_down_anywhere(measure: str) -> None:
    case = skipped(ready("CV.IP.COPY"), "complete_notice")
    given = verdict(clause="CLIPS.4.5", measures=(facts.Chosen(measure=measure, target=SUBJECT),))
    with pytest.raises(Refused) as refused:
        rule(case, given)
    assert refused.value.facts == {"measure": measure, "steps": "open"}
    with pytest.raises(Refused) as refused:
        decisions.check_protective(case, pack().measure("P3"), pack=pack())
    assert refused.value.facts == {"measure": "P3", "steps": "open"}
    whole = ready("CV.IP.COPY")
    assert decisions.check_protective(whole, pack().measure("P3"), pack=pack()).code == "P3"
    here = facts.Chosen(measure="L3", target=SUBJECT, territory=("DE",))
    assert rule(whole, replace(given, measures=(here,))).level == "A1"


@pytest.mark.parametrize(
    ("measure", "territory"),
    [
        pytest.param("L3", (), id="withheld nowhere"),
        pytest.param("L3", ("DE", "XX"), id="in a territory that nobody knows"),
        pytest.param("L4", ("DE",), id="removed in one place"),
    ],
)
def test_what_is_withheld_says_where_and_nothing_else_does(measure: str, territory: tuple[str, ...]) -> None:
    chosen = facts.Chosen(measure=measure, target=SUBJECT, territory=territory)
    with pytest.raises(Refused) as refused:
        rule(ready("CV.IP.COPY"), verdict(clause="CLIPS.4.5", measures=(chosen,)))
    assert (refused.value.code, refused.value.facts) == (No.NO_TERRITORY, {"measure": measure})
    here = replace(chosen, measure="L3", territory=("DE", "FR"))
    assert rule(ready("CV.IP.COPY"), verdict(clause="CLIPS.4.5", measures=(here,))).measures == (here,)


def test_what_tells_others_something_has_words_for_it_and_nothing_else_has_any():
    said = facts.Chosen(measure="C.SEEN", target=SUBJECT, words=words(9))
    about = {"clause": "CLIPS.4.3", "outcome": Outcome.VIOLATION}
    for wrong in (replace(said, words=None), replace(said, measure="L1")):
        with pytest.raises(Refused) as refused:
            rule(ready("MI.HEALTH"), verdict(measures=(wrong,), **about))
        assert (refused.value.code, refused.value.facts) == (No.SAYS_NOTHING, {"measure": wrong.measure})
    assert rule(ready("MI.HEALTH"), verdict(measures=(said,), **about)).level == "A2"
    assert rule(ready("MI.CIVIC"), verdict(measures=(said,), **about)).level == "A3"


@pytest.mark.parametrize(
    ("code", "outcome", "chosen", "lacks"),
    [
        ("AS.TAKEOVER", Outcome.GRANTED, (), "R"),
        ("AS.LOCKOUT", Outcome.GRANTED, ("W",), "R"),
        ("AS.RECYCLED", Outcome.GRANTED, ("L0",), "U"),
        ("EC.REFUND", Outcome.GRANTED, ("L0",), "L7"),
        ("LV.MINOR.OWN", Outcome.GRANTED, (), "L7"),
        ("GR.TAKEDOWN", Outcome.GRANTED, (), "L4"),
        ("UF.MONEY", Outcome.GRANTED, ("L1",), "R"),
        ("IM.PERSON", Outcome.VIOLATION, (), "L0"),
        ("PR.NCII", Outcome.VIOLATION, (), "L4"),
        ("SV.CONDUCT", Outcome.GRANTED, (), None),
        ("GR.DATA", Outcome.GRANTED, (), None),
        ("EC.REFUND", Outcome.GRANTED, ("L7",), None),
        ("AS.TAMPER", Outcome.GRANTED, ("R.UNDO",), None),
        ("IM.PERSON", Outcome.VIOLATION, ("L0",), None),
        ("AS.TAKEOVER", Outcome.REFUSED, (), None),
    ],
)
def test_what_says_that_something_was_done_does_it(code, outcome, chosen, lacks):
    several = [facts.Chosen(measure=one, target=SUBJECT) for one in chosen]
    kind = pack().category(code)
    assert decisions.undone(outcome, several, category=kind, nowhere=False) == lacks
    if outcome is Outcome.VIOLATION:  # of what is only threatened there is nothing yet that it could fall on
        assert decisions.undone(outcome, several, category=kind, nowhere=True) is None
    before = replace(kind, granted_with=(), acts=False)  # by the rules of a day on which nobody asked
    assert decisions.undone(outcome, several, category=before, nowhere=False) is None


def test_who_is_right_gets_it_and_what_was_found_is_not_left() -> None:
    with pytest.raises(Refused) as refused:
        rule(ready("CV.SEX.ADULT"), verdict(measures=()))
    assert refused.value.facts == {"why": "found_without", "measure": "L0"}


def test_what_undoes_an_intruder_is_chosen_where_an_account_goes_back_and_nowhere_else():
    several = (facts.Chosen(measure="R", target=SUBJECT), facts.Chosen(measure="R.UNDO", target=SUBJECT))
    with pytest.raises(Refused) as refused:
        rule(ready(UNFAIR), verdict(outcome=Outcome.GRANTED, clause="CLIPS.8.1", measures=several))
    assert (refused.value.code, refused.value.facts) == (No.MEASURE_NOT_ALLOWED, {"measure": "R.UNDO"})


def test_that_nothing_is_done_is_no_rung_that_anybody_bears():
    nothing = facts.Chosen(measure="L0", target=SUBJECT)
    check_no_harsher((nothing,), case=ready("UF.CONTENT"), pack=pack(), outcome=Outcome.GRANTED)


def test_what_is_to_be_preserved_is_granted_by_preserving_it() -> None:
    shown = facts.Verified(complaint=COMPLAINT, level="V5", method="official_email")
    kept = facts.Chosen(measure="K", target=SUBJECT, until=START + timedelta(days=90))
    grants = verdict(outcome=Outcome.GRANTED, clause="CLIPS.8.3", measures=(), for_account=None)
    case = ready("GR.PRESERVE", shown)
    with pytest.raises(Refused) as refused:
        rule(case, grants)
    assert refused.value.facts == {"why": "granted_without", "measure": "K"}
    with pytest.raises(Refused) as refused:
        rule(case, replace(grants, measures=(replace(kept, until=None),)))
    assert refused.value.code is No.MEASURE_NEEDS_LIMIT
    assert rule(case, replace(grants, measures=(kept,))).measures == (kept,)
    assert rule(case, replace(grants, outcome=Outcome.REFUSED)).measures == ()


def called(case: Case, *codes: str) -> Case:
    """The same case, called something else since."""
    for code in codes:
        fact = facts.Recoded(code=code, lane=case.lane, words=words(), sealed=pack().category(code).sealed)
        case = case_fold.turn(case, Line(seq=case.seq + 1, at=START, by=f"agent:{MEI}", fact=fact))
    return case


NOTHING = verdict(outcome=Outcome.NO_VIOLATION, measures=(), for_account=None)


@pytest.mark.parametrize("names", [("MN.BULLY",), ("MN.BULLY", "HA"), ("CV.SEX.ADULT",)])
def test_a_case_of_grooming_gets_out_of_the_report_under_no_other_name(names: tuple[str, ...]) -> None:
    was = called(a_case(TAKEN, first=opened("MN.SEX.GROOM", "S0")), *names)
    steps = {step.id for step in open_steps(was, pack(), before="decision")}
    owed = {one for one in steps if one.startswith("report_authority:")}
    assert owed == {f"report_authority:{one.id}" for one in pack().authorities_for("MN.SEX.GROOM")}
    given = replace(NOTHING, clause=pack().clauses_for(names[-1])[0].id)
    with pytest.raises(Refused) as refused:
        rule(replace(was, steps_done=frozenset(steps - owed)), given)
    assert set(refused.value.facts["steps"]) == owed
    left = replace(was, steps_done=frozenset(steps - owed), steps_skipped=frozenset(owed))
    assert left_out(left, pack()) == {"no_report"}, "leaving it out is signed by counsel and child safety"
    assert left_out(replace(was, steps_done=frozenset(steps)), pack()) == set()
    assert rule(replace(was, steps_done=frozenset(steps)), given).signers == 0


def test_what_never_was_a_matter_for_an_authority_owes_no_report() -> None:
    never = called(a_case(TAKEN, first=opened("MN.PRIVACY")), "MN.BULLY")
    steps = [step.id for step in open_steps(never, pack(), before="decision")]
    assert not any(one.startswith("report_authority") for one in steps)


@pytest.mark.parametrize("code", ["PR.NCII", "CV.SEX", "CV.SEX.ADULT"])
def test_a_childs_image_is_decided_as_no_grown_ups(code: str) -> None:
    known = facts.Established(source="agent", facts=("minor_confirmed",))
    given = replace(NOTHING, clause=pack().clauses_for(code)[0].id)
    with pytest.raises(Refused) as refused:
        rule(ready(code, known), given)
    assert (refused.value.code, refused.value.facts) == (No.OTHER_KIND, {"found": "minor_confirmed"})
    assert rule(ready(code), given).signers == 0, "of a grown-up it is decided as before"
    child = called(a_case(TAKEN, known, first=opened(code)), "MN.SEX.CSAM")
    with pytest.raises(Refused) as refused:
        rule(child, given)
    assert refused.value.code is No.STEPS_OPEN, "called what it is, it goes the way of a child's case"
    assert any(one.startswith("report_authority") for one in refused.value.facts["steps"])


KEPT = facts.Protected(order=order("p", measure="P1"), words=words(), review_at=UNTIL)
IN_FORCE = facts.Confirmed(key="p")


def test_what_a_step_was_done_by_is_ended_by_nobody_who_worked_on_a_childs_case_and_is_to_be_done_again() -> (
    None
):
    case = ready("MN.BULLY", KEPT, IN_FORCE)
    (kept,) = case.protections
    with pytest.raises(Refused) as refused:
        decisions.check_lifts(case, kept, by=MEI, pack=pack())
    assert refused.value.code is No.HAND_IN_IT
    for who, may in ((MEI, [False, False]), (ZHOU, [False, True])):
        assert [decisions.may_lift(case, who, leads=one, pack=pack()) for one in (False, True)] == may
    again = decisions.check_lifts(case, kept, by=ZHOU, pack=pack())
    assert again == ("keep_for_family",)
    ended = facts.Unprotected(key="p", why="lifted", again=again)
    lifted = case_fold.turn(case, Line(seq=case.seq + 1, at=START, by=f"agent:{ZHOU}", fact=ended))
    assert [step.id for step in open_steps(lifted, pack(), before="decision")] == ["keep_for_family"]
    assert by_itself(lifted, pack()) == (), "it is not done by having been done once"
    with pytest.raises(Refused) as refused:
        rule(lifted, replace(NOTHING, clause="CLIPS.1.2"))
    assert refused.value.facts == {"steps": ("keep_for_family",)}


def test_elsewhere_whoever_holds_a_case_ends_what_is_provisional_but_nobody_while_somebody_signs() -> None:
    held = ready("CV.SEX.ADULT", KEPT)
    assert decisions.check_lifts(held, held.protections[0], by=MEI, pack=pack()) == (), (
        "no step was done by it"
    )
    assert [decisions.may_lift(held, one, leads=False, pack=pack()) for one in (MEI, JUN)] == [True, False]
    lock = facts.Protected(order=order("q", measure="P5"), words=words(), review_at=UNTIL)
    signing = replace(ready("AS.TAKEOVER", lock), status=Status.COSIGNING)
    with pytest.raises(Refused) as refused:
        decisions.check_lifts(signing, signing.protections[0], by=ZHOU, pack=pack())
    assert refused.value.code is No.NOT_IN_THIS_STATE
    decided = replace(signing, status=Status.DECIDED)
    assert decisions.check_lifts(decided, decided.protections[0], by=ZHOU, pack=pack()) == ()


# --- signatures ---------------------------------------------------------------------------------------------

OFFERED = (TAKEN, proposed(signers=1, level="A2"), facts.OfferedToSign(agent=JUN))


def jun(*roles: str) -> Signer:
    return Signer(agent=JUN, roles=frozenset(roles))


def test_the_second_signature_completes_a_proposal() -> None:
    case = a_case(*OFFERED)
    assert decisions.check_signer(case, jun(), pack=pack()) == case.proposal
    assert not decisions.is_complete(case)
    assert decisions.is_complete(a_case(*OFFERED, facts.Cosigned(no=1, agent=JUN)))
    assert not decisions.is_complete(a_case())


@pytest.mark.parametrize(
    ("case", "signer", "code"),
    [
        pytest.param(a_case(TAKEN), jun(), No.NOT_IN_THIS_STATE, id="nothing is proposed"),
        pytest.param(
            a_case(*OFFERED), Signer(agent=MEI, roles=frozenset()), No.SAME_SIGNER, id="the first signer"
        ),
        pytest.param(
            a_case(*OFFERED), Signer(agent=LIN, roles=frozenset()), No.NOT_YOURS, id="not given to them"
        ),
        pytest.param(
            a_case(TAKEN, proposed(signers=1, signer_roles=(("lead",),)), facts.OfferedToSign(agent=JUN)),
            jun("senior"),
            No.SIGNER_ROLE,
            id="the last signature is a lead's",
        ),
    ],
)
def test_who_may_not_sign(case: Case, signer: Signer, code: No) -> None:
    with pytest.raises(Refused) as refused:
        decisions.check_signer(case, signer, pack=pack())
    assert refused.value.code is code


@pytest.mark.parametrize(
    ("role", "roles", "expected"),
    [(None, (), True), ("lead", ("lead",), True), ("senior", ("lead",), True), ("lead", ("senior",), False)],
    ids=["any", "a lead", "a lead for a senior", "a senior for a lead"],
)
def test_who_could_sign_next(role: str | None, roles: tuple[str, ...], expected: bool) -> None:
    case = a_case(TAKEN, proposed(signers=1, signer_roles=((role,),) if role else ()))
    no = decisions.why_not_sign(case, jun(*roles), pack=pack())
    assert (no is None) is expected
    assert expected or no.code is No.SIGNER_ROLE


@pytest.mark.parametrize(
    ("first", "roles", "expected"),
    [
        pytest.param((), ("privacy",), True, id="the privacy officer first"),
        pytest.param((), ("child_safety",), True, id="or child safety"),
        pytest.param((), ("legal",), False, id="counsel's turn is the last"),
        pytest.param((LIN,), ("legal",), True, id="then counsel"),
        pytest.param((LIN,), ("privacy", "child_safety", "lead"), False, id="and nobody else"),
    ],
)
def test_where_two_roles_are_asked_for_each_signs_in_turn(
    first: tuple[AgentId, ...], roles: tuple[str, ...], expected: bool
) -> None:
    asked = (("privacy", "child_safety"), ("legal",))
    signed = [
        each for one in first for each in (facts.OfferedToSign(agent=one), facts.Cosigned(no=1, agent=one))
    ]
    case = a_case(TAKEN, proposed(signers=2, level="A4", signer_roles=asked), *signed)
    no = decisions.why_not_sign(case, jun(*roles), pack=pack())
    assert (no is None) is expected
    assert expected or no.code is No.SIGNER_ROLE


def test_nobody_signs_twice_or_what_is_not_there() -> None:
    for case, code in (
        (a_case(), No.NOT_IN_THIS_STATE),
        (a_case(TAKEN, proposed(agent=JUN, signers=1)), No.SAME_SIGNER),
    ):
        assert decisions.why_not_sign(case, jun(), pack=pack()).code is code


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        pytest.param((facts.Assigned(agent=MEI, how="next"), f"agent:{MEI}"), True, id="the dispatcher gave it"),
        pytest.param((facts.Assigned(agent=MEI, how="lead", words=words()), f"agent:{ZHOU}"), False, id="the lead gave it"),
        pytest.param((facts.Assigned(agent=MEI, how="lead", words=words()), f"agent:{JUN}"), True, id="another lead gave it"),
    ],
)  # fmt: skip
def test_a_lead_who_gave_the_case_to_the_first_is_no_second_pair_of_eyes(given: Any, fits: bool) -> None:
    signed = (proposed(signers=1, level="A3"), facts.OfferedToSign(agent=ZHOU))
    zhou = Signer(agent=ZHOU, roles=frozenset({"lead"}))
    no = decisions.why_not_sign(a_case(given, *signed), zhou, pack=pack())
    assert (no.code if no else None) is (None if fits else No.HAND_IN_IT)


@pytest.mark.parametrize(
    ("act", "fits"),
    [
        pytest.param((facts.StepDone(step="snapshot"), f"agent:{JUN}"), False, id="who did a step of it"),
        pytest.param((facts.Noted(words=words()), f"agent:{JUN}"), True, id="who left a note"),
    ],
)
def test_who_prepared_a_decision_is_no_second_pair_of_eyes_for_it(act: Any, fits: bool) -> None:
    case = a_case(TAKEN, act, proposed(signers=1, level="A2"), facts.OfferedToSign(agent=JUN))
    no = decisions.why_not_sign(case, jun(), pack=pack())
    assert (no is None) is fits
    if not fits:
        with pytest.raises(Refused) as refused:
            decisions.check_signer(case, jun(), pack=pack())
        assert refused.value.code is no.code is No.HAND_IN_IT


def test_who_declined_may_sign_what_was_mended() -> None:
    again = (facts.Declined(no=1, agent=JUN, words=words()), f"agent:{JUN}")
    case = a_case(*OFFERED, again, TAKEN, proposed(signers=1, level="A2"), facts.OfferedToSign(agent=JUN))
    assert decisions.check_signer(case, jun(), pack=pack()) == case.proposal


# --- the second look ----------------------------------------------------------------------------------------

DECIDED = (
    TAKEN,
    proposed(),
    facts.Decided(no=1, outcome="violation", orders=(order(),)),
    facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words()),
)
SECOND = facts.Assigned(agent=JUN, how="next")


def second_look() -> Case:
    steps = pack().playbooks["unfair_review"].steps
    done = (facts.StepDone(step=step.id) for step in steps if step.before == "decision")
    return a_case(*DECIDED, (SECOND, f"agent:{JUN}"), *((fact, f"agent:{JUN}") for fact in done))


def test_an_appeal_ends_in_a_ruling() -> None:
    given = verdict(outcome=Outcome.NO_VIOLATION, measures=(), ruling=Ruling.OVERTURNED)
    made = decisions.rule(
        second_look(), given, pack=pack(), evidence=frozenset({EVIDENCE}), situation=NOTHING_SPECIAL, by=JUN
    )
    assert (made.no, made.appeal, made.ruling) == (2, 1, "overturned")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ruling": None}, No.OUTCOME_NOT_ALLOWED),
        ({"ruling": Ruling.UPHELD}, No.OUTCOME_NOT_ALLOWED),
        ({"outcome": Outcome.VIOLATION}, No.OUTCOME_NOT_ALLOWED),
        ({"for_account": None}, No.REASONS_MISSING),
    ],
    ids=[
        "no ruling",
        "it would say that what is dropped stands",
        "it would say that what stands is overturned",
        "the other side would not be told",
    ],
)
def test_a_second_look_says_how_it_ends_and_tells_both(change: dict[str, Any], code: No) -> None:
    whole = {"outcome": Outcome.NO_VIOLATION, "measures": (), "ruling": Ruling.OVERTURNED, **change}
    with pytest.raises(Refused) as refused:
        decisions.rule(
            second_look(),
            verdict(**whole),
            pack=pack(),
            evidence=frozenset({EVIDENCE}),
            situation=NOTHING_SPECIAL,
            by=JUN,
        )
    assert refused.value.code is code


def test_hands_follow_from_the_book() -> None:
    case = second_look()
    assert {(hand.decision, hand.agent, hand.role.value) for hand in case.hands} == {
        (1, MEI, "took_part"),
        (1, JUN, "reviews"),
        (2, JUN, "took_part"),
    } - ({(1, MEI, "took_part")} if not any(hand.agent == MEI for hand in case.hands) else set())
    assert MEI in case.took_part()


def test_who_took_part_may_not_sign_the_second_look() -> None:
    by_jun = f"agent:{JUN}"
    case = a_case(
        *DECIDED, (SECOND, by_jun), (proposed(no=2, agent=JUN, signers=1, appeal=1, ruling="upheld"), by_jun)
    )
    mei, zhou = (Signer(agent=one, roles=frozenset({"lead"})) for one in (MEI, ZHOU))
    assert decisions.why_not_sign(case, mei, pack=pack()).code is No.HAND_IN_IT
    assert decisions.why_not_sign(case, zhou, pack=pack()) is None


# --- protection ---------------------------------------------------------------------------------------------


def test_a_video_is_hidden_while_it_is_looked_at() -> None:
    hide = decisions.check_protective(a_case(TAKEN), pack().measure("P2"), pack=pack())
    until, review = decisions.until(hide, START)
    assert START < review < until


@pytest.mark.parametrize(
    ("case", "measure", "code"),
    [
        pytest.param(a_case(TAKEN), None, No.MEASURE_NOT_ALLOWED, id="no such measure"),
        pytest.param(a_case(TAKEN), pack().measure("L4"), No.MEASURE_NOT_ALLOWED, id="not provisional"),
        pytest.param(a_case(TAKEN), pack().measure("P9"), No.MEASURE_NOT_ALLOWED, id="not for this kind"),
        pytest.param(
            a_case(TAKEN, first=opened("AS.TAKEOVER")),
            pack().measure("P5"),
            No.MEASURE_NOT_ALLOWED,
            id="no lock before a risk signal",
        ),
        pytest.param(
            a_case(TAKEN, facts.Protected(order=order("p", measure="P2"), words=words(), review_at=UNTIL)),
            pack().measure("P2"),
            No.ALREADY_DONE,
            id="twice",
        ),
        pytest.param(
            a_case(TAKEN), replace(pack().measures["P2"], limit=None), No.MEASURE_NEEDS_LIMIT, id="for ever"
        ),
    ],
)
def test_what_may_not_protect(case: Case, measure: Any, code: No) -> None:
    with pytest.raises(Refused) as refused:
        decisions.check_protective(case, measure, pack=pack())
    assert refused.value.code is code


def test_a_measure_without_an_end_is_refused_again_when_its_end_is_asked_for() -> None:
    with pytest.raises(Refused):
        decisions.until(replace(pack().measures["P2"], review=None), START)


def test_a_step_that_may_stay_open_still_forbids_its_measure() -> None:
    shipped = pack()
    book = shipped.playbook("CV.SEX.ADULT")
    advice = replace(book.steps[0], id="look_twice", mandatory=False, forbids=frozenset({"L4"}))
    careful = replace(
        shipped, playbooks={**shipped.playbooks, book.id: replace(book, steps=(*book.steps, advice))}
    )

    def ruled(case: Case) -> facts.Proposed:
        return decisions.rule(
            case,
            verdict(),
            pack=careful,
            evidence=frozenset({EVIDENCE}),
            situation=NOTHING_SPECIAL,
            by=MEI,
        )

    with pytest.raises(Refused) as refused:
        ruled(ready())
    assert (refused.value.code, refused.value.facts["steps"]) == (No.MEASURE_NOT_ALLOWED, "open")
    done = case_fold.turn(
        ready(), facts.Line(seq=99, at=START, by=f"agent:{MEI}", fact=facts.StepDone(step="look_twice"))
    )
    assert ruled(done).measures == verdict().measures


@pytest.mark.parametrize("fact", ["taken_over", "groomed_child", "good_faith", "in_crisis"])
def test_victims_and_whoever_means_well_are_not_punished_but_the_item_still_goes(fact):
    case, spared = ready(), ApprovalFacts(**{fact: True})
    hard = verdict(
        measures=(facts.Chosen(measure="L8", target=ACCOUNT, until=UNTIL),), why_not_lower=words(4)
    )
    with pytest.raises(Refused) as no:
        rule(case, hard, spared)
    assert (no.value.code, no.value.facts["row"]) == (No.SPARED, fact)
    assert rule(case, verdict(), spared).measures == verdict().measures
    assert rule(case, hard).measures == hard.measures


def appealed(side: str, *besides: facts.Chosen) -> Case:
    """The video was removed, and what else was chosen; one side asked for another look, which 君 Jun is about to take."""
    done = [facts.StepDone(step=step.id) for step in open_steps(a_case(TAKEN), pack(), before="decision")]
    first = proposed(no=1, measures=(facts.Chosen(measure="L4", target=SUBJECT), *besides))
    decided = facts.Decided(no=1, outcome="violation", orders=())
    asked = facts.Appealed(no=1, decision=1, side=side, letter=LETTER, words=words(9), complaint=COMPLAINT)
    told = (TAKEN, *done, first, decided, asked, facts.Assigned(agent=JUN, how="next"))
    review = open_steps(a_case(*told), pack(), before="decision")
    return a_case(*told, *(facts.StepDone(step=step.id) for step in review))


@pytest.mark.parametrize(("side", "spares"), [("account", True), ("complainant", False)])
def test_whoever_appeals_is_not_punished_more_gravely_for_it(side, spares):
    case = appealed(side)
    harder = verdict(
        measures=(facts.Chosen(measure="L8", target=ACCOUNT, until=UNTIL),),
        why_not_lower=words(4),
        ruling=Ruling.CHANGED,
    )
    if spares:
        with pytest.raises(Refused) as no:
            rule_by_jun(case, harder)
        assert (no.value.code, no.value.facts["why"]) == (No.SPARED, "appellant")
    else:
        assert rule_by_jun(case, harder).measures == harder.measures
    assert rule_by_jun(case, replace(harder, measures=verdict().measures, why_not_lower=None))


def test_that_the_first_decision_was_reported_too_lets_nobody_be_punished_more_gravely():
    case = appealed("account", facts.Chosen(measure="X.REGULATOR", target=SUBJECT))
    harder = verdict(
        measures=(facts.Chosen(measure="L9", target=ACCOUNT),),
        why_not_lower=words(4),
        ruling=Ruling.CHANGED,
    )
    with pytest.raises(Refused) as no:
        rule_by_jun(case, harder)
    assert (no.value.code, no.value.facts["why"]) == (No.SPARED, "appellant")


def rule_by_jun(case: Case, given: Verdict) -> facts.Proposed:
    return decisions.rule(
        case,
        given,
        pack=pack(),
        evidence=frozenset({EVIDENCE}),
        situation=NOTHING_SPECIAL,
        by=JUN,
    )


def test_a_strike_decays_and_a_day_that_was_named_stays():
    strike = facts.Chosen(measure="L5", target=ACCOUNT)
    removal = facts.Chosen(measure="L4", target=SUBJECT)
    unknown = replace(removal, measure="Z9")
    lasting = decisions.lasting(
        (strike, replace(strike, until=UNTIL), removal, unknown), pack=pack(), now=START
    )
    assert [one.until for one in lasting] == [START + pack().measures["L5"].lasts, UNTIL, None, None]


def test_what_is_chosen_again_keeps_the_end_it_had():
    strike = facts.Chosen(measure="L5", target=ACCOUNT)
    kept = decisions.lasting((strike,), pack=pack(), now=START, before=(replace(strike, until=UNTIL),))
    assert [one.until for one in kept] == [UNTIL]


def test_a_limit_on_features_ends_within_thirty_days():
    within = facts.Chosen(measure="L6", target=ACCOUNT, until=START + timedelta(days=30))
    assert decisions.lasting((within,), pack=pack(), now=START) == (within,)
    with pytest.raises(Refused) as no:
        decisions.lasting((replace(within, until=START + timedelta(days=32)),), pack=pack(), now=START)
    assert (no.value.code, no.value.facts["why"], no.value.facts["days"]) == (No.BAD_TIME, "too_long", 30)


def test_a_grant_that_takes_something_tells_from_whom():
    case = ready("EC.REFUND")
    clause = pack().clauses_for("EC.REFUND")[0].id
    paid = facts.Chosen(measure="L7", target=ACCOUNT, amount=SUM)
    given = verdict(outcome=Outcome.GRANTED, clause=clause, measures=(paid,), why_not_lower=words(4))
    assert rule(case, given).for_account == words(3)
    with pytest.raises(Refused) as no:
        rule(case, replace(given, for_account=None))
    assert (no.value.code, no.value.facts["side"]) == (No.REASONS_MISSING, "for_account")


ASKED = decisions.AskedAbout(
    name="hd-1",
    effects=(Borne(measure="L4"), Borne(measure="L6", until=UNTIL), Borne(measure="L5", until=UNTIL)),
)
LESS = decisions.AskedAbout(name="hd-2", effects=(Borne(measure="L2"), Borne(measure="L5", until=UNTIL)))
BACK = facts.Chosen(measure="R", target=SUBJECT, host_decision="hd-1")


def reviewed(*measures: facts.Chosen, asked: decisions.AskedAbout | None = ASKED) -> facts.Proposed:
    """君 Jun grants what somebody asked about a decision of the host's."""
    clause = pack().clauses_for("UF.CONTENT")[0].id
    given = verdict(outcome=Outcome.GRANTED, clause=clause, measures=measures, why_not_lower=words(4))
    return decisions.rule(
        ready("UF.CONTENT"),
        given,
        pack=pack(),
        evidence=frozenset({EVIDENCE}),
        situation=NOTHING_SPECIAL,
        by=MEI,
        asked_about=asked,
    )


@pytest.mark.parametrize(
    "measures",
    [
        pytest.param((BACK,), id="all of it comes back"),
        pytest.param((BACK, facts.Chosen(measure="L2", target=SUBJECT, until=UNTIL)), id="less than it was"),
        pytest.param(
            (BACK, facts.Chosen(measure="L6", target=ACCOUNT, until=UNTIL)), id="as before, for a reason"
        ),
    ],
)
def test_whoever_was_right_about_a_decision_of_the_hosts_gets_it_undone(measures):
    assert reviewed(*measures).measures == measures


def test_whose_account_it_was_is_told_where_only_somebody_else_asked():
    given = verdict(
        outcome=Outcome.GRANTED,
        clause=pack().clauses_for("UF.CONTENT")[0].id,
        measures=(BACK,),
        for_account=None,
    )
    asked = {
        "pack": pack(),
        "evidence": frozenset({EVIDENCE}),
        "situation": NOTHING_SPECIAL,
        "by": MEI,
        "asked_about": ASKED,
    }
    case = ready("UF.CONTENT")
    assert decisions.rule(case, given, owner_asked=True, **asked).for_account is None
    with pytest.raises(Refused) as no:
        decisions.rule(case, given, owner_asked=False, **asked)
    assert (no.value.code, no.value.facts) == (No.REASONS_MISSING, {"side": "for_account", "why": "owner"})
    told = replace(given, for_account=words(3))
    assert decisions.rule(case, told, owner_asked=False, **asked).for_account == words(3)
    nothing = replace(given, outcome=Outcome.REFUSED, measures=())
    assert decisions.rule(case, nothing, owner_asked=False, **asked).for_account is None


def test_nobody_is_right_about_a_decision_that_stays_whole():
    for several, why in (((), "granted_without"), ((replace(BACK, host_decision=None),), "undo_nothing")):
        with pytest.raises(Refused) as no:
            reviewed(*several)
        assert (no.value.code, no.value.facts["why"]) == (No.MEASURE_NOT_ALLOWED, why)
    with pytest.raises(Refused):
        reviewed(asked=None)


@pytest.mark.parametrize(
    ("worse", "asked"),
    [
        pytest.param(
            facts.Chosen(measure="L6", target=ACCOUNT, until=UNTIL + timedelta(days=1)), ASKED, id="longer"
        ),
        pytest.param(facts.Chosen(measure="L6", target=ACCOUNT), ASKED, id="for good"),
        pytest.param(facts.Chosen(measure="L6", target=ACCOUNT, until=UNTIL), LESS, id="a higher rung"),
        pytest.param(
            facts.Chosen(measure="L5", target=ACCOUNT, until=UNTIL),
            replace(ASKED, effects=()),
            id="where nothing was",
        ),
        pytest.param(
            facts.Chosen(measure="L5", target=ACCOUNT, until=UNTIL),
            None,
            id="where nothing is known to have been",
        ),
    ],
)
def test_whoever_asks_for_another_look_at_a_decision_of_the_hosts_is_no_worse_off(worse, asked):
    with pytest.raises(Refused) as no:
        reviewed(BACK, worse, asked=asked)
    assert (no.value.code, no.value.facts.get("why")) in {
        (No.SPARED, "appellant"),
        (No.MEASURE_NEEDS_LIMIT, None),
    }


LIMITED = facts.Chosen(measure="L6", target=ACCOUNT, until=UNTIL)
CHARGED = facts.Chosen(measure="L7", target=ACCOUNT, amount=SUM)


@pytest.mark.parametrize(
    ("again", "harsher"),
    [
        pytest.param((LIMITED,), False, id="the same"),
        pytest.param((replace(LIMITED, until=UNTIL - timedelta(days=1)),), False, id="a shorter time"),
        pytest.param((replace(LIMITED, until=UNTIL + timedelta(days=1)),), True, id="a longer time"),
        pytest.param(
            (LIMITED, facts.Chosen(measure="L5", target=ACCOUNT, until=UNTIL)), False, id="others as many"
        ),
        pytest.param(
            (
                LIMITED,
                CHARGED,
                facts.Chosen(measure="L5", target=ACCOUNT),
                facts.Chosen(measure="L2", target=SUBJECT),
            ),
            True,
            id="one more than before",
        ),
        pytest.param((replace(CHARGED, amount=replace(SUM, minor=SUM.minor + 1)),), True, id="a larger sum"),
        pytest.param((replace(CHARGED, amount=replace(SUM, currency="EUR")),), True, id="another currency"),
        pytest.param((replace(CHARGED, amount=replace(SUM, minor=1)),), False, id="a smaller sum"),
    ],
)
def test_an_appeal_brings_no_longer_time_no_larger_sum_and_no_further_rung(again, harsher):
    case = appealed("account", LIMITED, CHARGED)
    asked = {"case": case, "pack": pack(), "outcome": Outcome.VIOLATION}
    if harsher:
        with pytest.raises(Refused) as no:
            check_no_harsher(again, **asked)
        assert no.value.facts["why"] == "appellant"
    else:
        check_no_harsher(again, **asked)


@pytest.mark.parametrize(
    ("before", "again", "harsher"),
    [
        pytest.param(("DE", "FR"), ("DE",), False, id="in fewer places"),
        pytest.param(("DE",), ("DE", "FR"), True, id="in one place more"),
        pytest.param((), ("DE", "FR"), False, id="where it held everywhere"),
    ],
)
def test_an_appeal_withholds_nothing_where_it_was_seen_before(before, again, harsher):
    withheld = facts.Chosen(measure="L3", target=SUBJECT, territory=before)
    case = appealed("account", withheld)
    asked = {"case": case, "pack": pack(), "outcome": Outcome.VIOLATION}
    if harsher:
        with pytest.raises(Refused) as no:
            check_no_harsher((replace(withheld, territory=again),), **asked)
        assert no.value.facts["why"] == "appellant"
    else:
        check_no_harsher((replace(withheld, territory=again),), **asked)


def test_money_that_goes_back_is_no_rung_against_whoever_gets_it():
    check_no_harsher((CHARGED,), case=ready("UF.CONTENT"), pack=pack(), outcome=Outcome.GRANTED)
    with pytest.raises(Refused):
        check_no_harsher((CHARGED,), case=ready("UF.CONTENT"), pack=pack(), outcome=Outcome.VIOLATION)


def test_nothing_is_decided_until_a_day_that_is_over():
    over = facts.Chosen(measure="L8", target=ACCOUNT, until=START)
    with pytest.raises(Refused) as no:
        decisions.lasting((over,), pack=pack(), now=START)
    assert (no.value.code, no.value.facts["measure"]) == (No.BAD_TIME, "L8")


@pytest.mark.parametrize(("code", "jumps"), [("MN.SEX.GROOM", True), ("CV.SEX.ADULT", False)])
def test_a_high_rung_needs_a_reason_unless_the_kind_may_jump_to_it(code, jumps):
    case = ready(code)
    clause = pack().clauses_for(code)[0].id
    hard = verdict(clause=clause, measures=(facts.Chosen(measure="L9", target=ACCOUNT),))
    if jumps:
        assert rule(case, hard).why_not_lower is None
    else:
        with pytest.raises(Refused) as no:
            rule(case, hard)
        assert no.value.facts == {"side": "why_not_lower"}


@pytest.mark.parametrize(
    ("code", "found", "referred", "jumps"),
    [
        pytest.param("CV.FRAUD.SCAM", "ring_proved", "X.POLICE", True, id="a proven ring, referred at once"),
        pytest.param("CV.FRAUD.SCAM", "ring_proved", "", False, id="and told to nobody"),
        pytest.param(
            "CV.FRAUD.SCAM", "ring_proved", "X.BANK", False, id="a hint to a bank hands nothing over"
        ),
        pytest.param("CV.FRAUD.SCAM", "loss_confirmed", "X.POLICE", False, id="one scam"),
        pytest.param("CV.ILLEGAL", "trade_proved", "X.REGULATOR", True, id="drugs"),
        pytest.param("CV.ILLEGAL", "trade_proved", "X.POLICE", False, id="what the kind itself owes nobody"),
        pytest.param("CV.SEX.ADULT", "ring_proved", "X.POLICE", False, id="a kind that knows no such jump"),
    ],
)
def test_what_is_proved_lets_a_high_rung_be_taken_without_a_reason_where_it_is_referred_too(
    code: str, found: str, referred: str, jumps: bool
) -> None:
    case = ready(code, facts.Established(source="agent", facts=(found,)))
    chosen = tuple(
        facts.Chosen(measure=one, target=ACCOUNT) for one in (("L9", referred) if referred else ("L9",))
    )
    hard = verdict(clause=pack().clauses_for(code)[0].id, measures=chosen)
    if jumps:
        assert rule(case, hard).why_not_lower is None
    else:
        with pytest.raises(Refused) as no:
            rule(case, hard)
        assert no.value.facts == {"side": "why_not_lower"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"never": ("L8",)}, id="what cannot be taken back"),
        pytest.param({"within": {"S1": timedelta(hours=1)}}, id="no time to answer in"),
    ],
)
def test_what_nobody_could_answer_for_in_time_is_not_done_by_one_person(change):
    whole = pack()
    guarded = replace(whole, break_glass=replace(whole.break_glass, **change))
    case, suspension = a_case(TAKEN, first=opened(severity="S0")), whole.measures["L8"]
    with pytest.raises(Refused) as no:
        decisions.answer_for(case, suspension, situation=NOTHING_SPECIAL, pack=guarded, now=START)
    assert (no.value.code, no.value.facts["why"]) == (No.MEASURE_NOT_ALLOWED, "takes_two")
    answer = decisions.answer_for(case, suspension, situation=NOTHING_SPECIAL, pack=whole, now=START)
    assert answer.by == START + timedelta(hours=1)
