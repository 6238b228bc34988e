"""Proof is asked for where something is taken from somebody on a claim alone, never where there is danger."""

from dataclasses import replace

import pytest

from ombud.core import facts, playbooks, proving
from ombud.core.case import Case
from ombud.core.refusals import No, Refused
from tests.cast import COMPLAINT, MEI, START, a_case, opened, order, pack, words

TAKEN = facts.Assigned(agent=MEI, how="next")
CLAIMED = facts.Joined(
    count=1,
    digest="d",
    severity="S2",
    first_at=START,
    said=("claims_affected", "claims_authority", "claims_guardian"),
)
FOUND = facts.Established(source="host", facts=("risk_signal",))
THOUGHT = facts.Established(source="agent", facts=("risk_signal",))
LOCK = facts.Protected(order=order("p", measure="P5"), words=words(), review_at=START)
SHIELD = facts.Protected(order=order("s", measure="P6"), words=words(), review_at=START)


def proof(level: str) -> facts.Verified:
    signals = ("old_device", "payment") if level == "V2" else ()
    return facts.Verified(complaint=COMPLAINT, level=level, method="old_device", signals=signals)


def case_of(*happened: facts.CaseFact, code: str = "AS.TAKEOVER", severity: str = "S2") -> Case:
    return a_case(TAKEN, *happened, first=opened(code, severity))


def lock(case: Case, measure: str = "P5") -> None:
    entry = pack().measure(measure)
    assert entry is not None
    proving.check_protects(case, entry, pack=pack())


@pytest.mark.parametrize(
    ("happened", "code", "measure"),
    [
        pytest.param((), "AS.TAKEOVER", "P5", id="a bare claim"),
        pytest.param((CLAIMED,), "AS.TAKEOVER", "P4", id="whoever they say they are"),
        pytest.param((proof("V1"),), "AS.TAKEOVER", "P5", id="somebody who only can be reached"),
        pytest.param((proof("V2"),), "GR.TAKEDOWN", "P2", id="an order that nobody verified"),
        pytest.param((FOUND,), "GR.TAKEDOWN", "P2", id="a finding of another kind"),
    ],
)
def test_a_claim_alone_takes_nothing_from_anybody(happened, code, measure) -> None:
    with pytest.raises(Refused) as refused:
        lock(case_of(*happened, code=code), measure)
    assert (refused.value.code, refused.value.facts["why"]) == (No.NEEDS_VERIFICATION, "protect")
    assert refused.value.facts["level"] == pack().category(code).to_protect


@pytest.mark.parametrize(
    ("happened", "code", "severity", "measure"),
    [
        pytest.param((proof("V2"),), "AS.TAKEOVER", "S2", "P5", id="the owner proved it"),
        pytest.param((FOUND,), "AS.TAKEOVER", "S2", "P5", id="signs that the account is in other hands"),
        pytest.param((proof("V5"),), "GR.TAKEDOWN", "S2", "P2", id="an authority that was called back"),
        pytest.param((), "GR.TAKEDOWN", "S1", "P2", id="danger"),
        pytest.param((), "GR.TAKEDOWN", "S0", "P2", id="danger to life"),
        pytest.param((), "AS.TAKEOVER", "S3", "P6", id="a shield takes nothing from anybody"),
        pytest.param((), "AS.TAKEOVER", "S3", "P1", id="evidence is kept"),
        pytest.param((), "MN.BULLY", "S3", "P2", id="a kind that asks for no proof"),
    ],
)
def test_what_is_proved_or_found_is_enough_and_danger_waits_for_nothing(
    happened, code, severity, measure
) -> None:
    lock(case_of(*happened, code=code, severity=severity), measure)


@pytest.mark.parametrize(
    "happened",
    [
        pytest.param((proof("V3"),), id="a licence that somebody wrote down"),
        pytest.param((proof("V5"),), id="an authority that somebody wrote down"),
        pytest.param((facts.Verified(complaint=COMPLAINT, level="V2", method="seen"),), id="a bare level"),
    ],
)
@pytest.mark.parametrize("first", ["AS.TAKEOVER", "AS.BIZ", "CV.IP.COPY"])
def test_a_written_level_locks_nobody_out_of_an_account_not_even_from_before_it_was_called_one(
    first, happened
) -> None:
    called = facts.Recoded(code="AS.TAKEOVER", lane="account.zh.general", words=words(), sealed=False)
    case = case_of(*happened, *(() if first.startswith("AS") else (called,)), code=first)
    with pytest.raises(Refused) as refused:
        lock(case)
    assert refused.value.facts == {"level": "V2", "why": "protect"}
    lock(
        case_of(proof("V2"), *happened, code=first)
        if first.startswith("AS")
        else case_of(proof("V2"), called)
    )


@pytest.mark.parametrize("severity", ["S0", "S1", "S2"])
@pytest.mark.parametrize("measure", ["P4", "P5"])
@pytest.mark.parametrize(
    "happened",
    [
        pytest.param((), id="a bare claim"),
        pytest.param((THOUGHT,), id="what an agent thinks of it"),
        pytest.param((facts.Established(source="host", facts=("livelihood",)),), id="a host that saw nothing odd"),
        pytest.param((proof("V1"),), id="somebody who only can be reached"),
    ],
)  # fmt: skip
def test_a_rival_who_says_that_it_is_urgent_locks_nobody_out(happened, severity, measure) -> None:
    with pytest.raises(Refused) as refused:
        lock(case_of(*happened, severity=severity), measure)
    assert refused.value.facts == {"level": "V2", "why": "protect"}


@pytest.mark.parametrize(
    ("happened", "owed"),
    [
        pytest.param((), None, id="nothing was taken"),
        pytest.param((SHIELD,), None, id="a shield"),
        pytest.param((SHIELD, LOCK), "V2", id="a lock that went first"),
        pytest.param((LOCK, proof("V1")), "V2", id="too little"),
        pytest.param((LOCK, proof("V2")), None, id="proved since"),
        pytest.param((LOCK, FOUND), None, id="found since"),
    ],
)
def test_what_went_first_is_asked_for_afterwards(happened, owed) -> None:
    assert proving.owed(case_of(*happened, severity="S1"), pack=pack()) == owed


@pytest.mark.parametrize("severity", ["S0", "S2"])
@pytest.mark.parametrize("code", ["GR.DATA", "GR.EMERGENCY", "TE.ORDER"])
def test_nothing_an_authority_asks_for_is_done_before_it_proved_to_be_one_not_even_in_haste(
    code, severity
) -> None:
    claimed = case_of(CLAIMED, proof("V2"), code=code, severity=severity)
    with pytest.raises(Refused) as refused:
        proving.check_order(claimed, asks=True, pack=pack())
    assert refused.value.facts == {"level": "V5", "why": "order"}
    proving.check_order(claimed, asks=False, pack=pack())
    proving.check_order(case_of(proof("V5"), code=code, severity=severity), asks=True, pack=pack())


def test_what_anybody_may_report_needs_no_authority() -> None:
    proving.check_order(case_of(code="TE.CONTENT", severity="S1"), asks=True, pack=pack())


@pytest.mark.parametrize(
    ("happened", "code", "relation", "level"),
    [
        pytest.param((), "AS.TAKEOVER", "affected", "V2", id="an account"),
        pytest.param((proof("V0"),), "AS.TAKEOVER", "affected", "V2", id="looked at, and it showed nothing"),
        pytest.param((proof("V2"),), "AS.TAKEOVER", "affected", "", id="proved"),
        pytest.param((), "CV.IP.COPY", "rights_holder", "V3", id="a right"),
        pytest.param((), "MN.BULLY", "guardian", "V4", id="a guardian"),
        pytest.param((), "MN.BULLY", "bystander", "", id="somebody who reports a child's trouble"),
        pytest.param((), "PR.POST", "affected", "", id="to be reachable"),
        pytest.param((), "CV.SPAM", "bystander", "", id="nothing to prove"),
    ],
)
def test_only_the_proof_that_this_complainant_has_still_to_bring_is_asked_for(
    happened, code, relation, level
) -> None:
    found = proving.still_asked(case_of(*happened, code=code), COMPLAINT, relation=relation, pack=pack())
    assert found == level


NOTICE = "complete_notice"


@pytest.mark.parametrize("level", ["V0", "V1", "V2"])
def test_a_notice_is_not_complete_before_whoever_reports_has_proved_the_right(level) -> None:
    before = case_of(proof(level), code="CV.IP.COPY")
    step = playbooks.step_of(before, NOTICE, pack=pack())
    with pytest.raises(Refused) as refused:
        proving.check_notice(before, step, pack=pack())
    assert refused.value.facts == {"level": "V3", "why": "report"}
    assert proving.to_report(before, pack=pack()) == "V3"
    after = case_of(proof(level), proof("V3"), code="CV.IP.COPY")
    proving.check_notice(after, step, pack=pack())
    assert proving.to_report(after, pack=pack()) is None


def test_only_the_step_that_completes_the_notice_waits_for_it() -> None:
    case = case_of(code="CV.IP.COPY")
    step = playbooks.step_of(case, NOTICE, pack=pack())
    proving.check_notice(case, replace(step, marks=()), pack=pack())


def test_whoever_shows_their_own_image_needs_no_proof_for_the_clock_to_begin() -> None:
    case = case_of(code="PR.NCII")
    proving.check_notice(case, playbooks.step_of(case, "statement_of_consent", pack=pack()), pack=pack())
