"""Playbooks, appeals and intake: what is asked, by when, and what is wrong with it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ombud.core import appeals, facts, intake, playbooks
from ombud.core.case import Case
from ombud.core.intake import Filing, SubjectRef
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Class, Kinship, Severity, SubjectKind, class_of, graver, lane_of
from tests.cast import (
    CASE,
    COMPLAINT,
    JUN,
    LETTER,
    MEI,
    START,
    ZHOU,
    a_case,
    opened,
    order,
    pack,
    proposed,
    words,
)

TAKEN = facts.Assigned(agent=MEI, how="next")
DECIDED = (TAKEN, proposed(), facts.Decided(no=1, outcome="violation", orders=(order(),)))
FILED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())
LATER = START + timedelta(days=30)


# --- playbooks ----------------------------------------------------------------------------------------------


def test_a_step_that_is_done_or_skipped_is_over() -> None:
    steps = playbooks.open_steps(a_case(TAKEN), pack(), before="decision")
    done, skipped = facts.StepDone(step=steps[0].id), facts.StepSkipped(step=steps[1].id, words=words())
    left = playbooks.open_steps(a_case(TAKEN, done, skipped), pack(), before="decision")
    assert left == steps[2:]


CHILD = facts.Established(source="complainant", facts=("child_speaks",))


@pytest.mark.parametrize(
    ("code", "said", "outcome", "owed"),
    [
        pytest.param("PR.RIGHT", (CHILD,), "refused", True, id="a child is refused its data"),
        pytest.param("PR.RIGHT", (CHILD,), "granted", False, id="a child is given its data"),
        pytest.param("PR.RIGHT", (), "refused", False, id="no child asks"),
        pytest.param("LV.MINOR", (), "refused", True, id="money of a child is kept"),
        pytest.param("LV.MINOR", (), "granted", False, id="money of a child goes back"),
    ],
)
def test_nobody_refuses_a_child_before_the_guardian_was_heard(code, said, outcome, owed) -> None:
    step = "guardian_stance" if code == "PR.RIGHT" else "guardian_asked"
    first = opened(code, "S3")

    def waits(*more: facts.Fact) -> bool:
        case = a_case(TAKEN, *said, *more, first=first)
        return step in {one.id for one in playbooks.owed_first(case, pack(), outcome=outcome)}

    assert waits() is owed
    left = facts.StepSkipped(step=step, words=words())
    assert not waits(left)
    assert not waits(facts.StepDone(step=step))
    alone = playbooks.alone_left_out(a_case(TAKEN, *said, left, first=first), pack(), before=("refusal",))
    if owed:
        assert [one.id for one in alone] == [step], "another person reads why nobody asked"


def test_a_second_look_has_a_playbook_of_its_own_until_it_is_carried_out() -> None:
    appealed = a_case(*DECIDED, FILED)
    by = f"agent:{JUN}"
    ruled = a_case(
        *DECIDED,
        FILED,
        (facts.Assigned(agent=JUN, how="next"), by),
        (proposed(no=2, agent=JUN, appeal=1, ruling="upheld"), by),
        (facts.Decided(no=2, outcome="violation", orders=(), appeal=1, ruling="upheld"), by),
    )
    ids = [playbooks.playbook_of(case, pack()).id for case in (a_case(*DECIDED), appealed, ruled)]
    assert ids == ["content", "unfair_review", "unfair_review"]


BY_JUN = f"agent:{JUN}"
LEAK = opened("PR.PLATFORM")
CLOSED = facts.Closed(decision=1, appeal_until=LATER)


def ruled(no: int) -> tuple[Any, ...]:
    """君 Jun looks again, and rules."""
    return (
        (facts.Assigned(agent=JUN, how="next"), BY_JUN),
        (proposed(no=no, agent=JUN, appeal=no - 1, ruling="upheld"), BY_JUN),
        (facts.Decided(no=no, outcome="violation", orders=(), appeal=no - 1, ruling="upheld"), BY_JUN),
    )


def due(*happened: Any) -> list[str]:
    """What closing the case of a leak still waits for, but what the second look asks by itself, and what only a grant owes."""
    look = {one.id for one in pack().playbooks[playbooks.SECOND_LOOK].steps}
    still = playbooks.open_steps(a_case(*DECIDED, *happened, first=LEAK), pack(), before="close")
    return [one.id for one in still if one.id not in look and not one.when_decided]


FIRST, *REST = due()
TOLD, LEFT_OUT = facts.StepDone(step=FIRST), facts.StepSkipped(step=REST[0], words=words())
LEFT_OUT_BY_TWO = (LEFT_OUT, (LEFT_OUT, f"agent:{ZHOU}"))


def again(no: int) -> facts.Appealed:
    """涛 Tao appeals, against this decision."""
    return replace(FILED, no=no, decision=no)


@pytest.mark.parametrize(
    ("happened", "still"),
    [
        pytest.param((FILED,), [FIRST, *REST], id="while the appeal is looked at"),
        pytest.param((FILED, *ruled(2)), [FIRST, *REST], id="after the ruling"),
        pytest.param((TOLD, FILED, *ruled(2)), REST, id="what was done before it is done"),
        pytest.param((LEFT_OUT, FILED, *ruled(2)), [FIRST, *REST], id="what one person left out alone"),
        pytest.param((*LEFT_OUT_BY_TWO, FILED, *ruled(2)), [FIRST, *REST[1:]], id="what two left out"),
        pytest.param((FILED, *ruled(2), (TOLD, BY_JUN)), REST, id="done after the ruling"),
        pytest.param(
            (TOLD, FILED, *ruled(2), (LEFT_OUT, f"agent:{ZHOU}"), again(2), *ruled(3)), REST[1:], id="twice"
        ),
        pytest.param((CLOSED, FILED, *ruled(2)), [], id="a closed case owed nothing"),
        pytest.param((CLOSED, FILED, *ruled(2), again(2), *ruled(3)), [], id="nor does it later"),
    ],
)
def test_what_is_due_after_a_decision_stays_due_when_somebody_appeals_first(
    happened: tuple[Any, ...], still: list[str]
) -> None:
    assert due(*happened) == still


ENDS = {"granted": "overturned", "refused": "upheld"}


def of_right(outcome: str, *, before: str = "refused", closed: bool = True) -> Case:
    """Somebody's data: first decided like this and closed, contested, and then decided by another like that."""
    first = (TAKEN, proposed(outcome=before), facts.Decided(no=1, outcome=before, orders=()))
    said = {"no": 2, "appeal": 1, "ruling": ENDS[outcome], "outcome": outcome}
    second = (
        (facts.Assigned(agent=JUN, how="next"), BY_JUN),
        (proposed(**said, agent=JUN), BY_JUN),
        (facts.Decided(**said, orders=()), BY_JUN),
    )
    done = (facts.StepDone(step=GIVEN),) if before == "granted" else ()
    ended = (CLOSED,) if closed else ()
    return a_case(*first, *done, *ended, FILED, *second, first=opened("PR.RIGHT"))


GIVEN = "done_and_passed_on"


@pytest.mark.parametrize(
    ("case", "owed"),
    [
        pytest.param(of_right("granted"), True, id="refused, closed, and granted by another"),
        pytest.param(of_right("granted", closed=False), True, id="granted by another before it was closed"),
        pytest.param(of_right("refused"), False, id="refused by both"),
        pytest.param(of_right("granted", before="granted"), False, id="what was given is not given twice"),
    ],
)
def test_what_another_look_grants_is_done_though_the_case_had_been_closed(case: Case, owed: bool) -> None:
    assert (GIVEN in {one.id for one in playbooks.open_steps(case, pack(), before="close")}) is owed


def test_a_case_under_a_pack_from_before_owes_by_a_second_look_what_it_owed_then() -> None:
    books = pack().playbooks
    look = replace(books[playbooks.SECOND_LOOK], owes_anew=False)
    before = replace(pack(), playbooks={**books, look.id: look})
    ids = {one.id for one in playbooks.open_steps(of_right("granted"), before, before="close")}
    assert ids
    assert GIVEN not in ids


def test_a_step_that_nobody_must_do_can_still_be_done_after_an_appeal_came_before_it() -> None:
    order_case = a_case(*DECIDED, FILED, *ruled(2), first=opened("EC"))
    assert playbooks.step_of(order_case, "goods_back", pack=pack()).mandatory is False
    assert "goods_back" not in {one.id for one in playbooks.open_steps(order_case, pack(), before="close")}


def test_a_second_look_at_a_second_look_asks_each_step_once() -> None:
    unfair = a_case(*DECIDED, FILED, *ruled(2), first=opened("UF.CONTENT"))
    steps = playbooks.playbook_of(unfair, pack()).steps
    assert steps == pack().playbooks[playbooks.SECOND_LOOK].steps


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        playbooks.step_of(a_case(TAKEN), "dance", pack=pack())
    assert refused.value.code is No.STEP_UNKNOWN


def step(code: str, name: str) -> Any:
    return playbooks.step_of(a_case(TAKEN, first=opened(code)), name, pack=pack())


TAKEOVER = opened("AS.TAKEOVER")
LOCK = facts.Protected(order=order("p", measure="P5"), words=words(), review_at=LATER)
PROOF = facts.Verified(complaint=COMPLAINT, level="V2", method="old_device")


@pytest.mark.parametrize(
    ("name", "before", "shows"),
    [("risk_signal", (), True), ("lock_and_sign_out", (LOCK,), False), ("owner_proof", (PROOF,), True)],
    ids=["evidence", "a lock", "a proof"],
)
def test_a_step_is_done_by_what_it_asks_for_and_by_nothing_less(
    name: str, before: tuple[facts.CaseFact, ...], shows: bool
) -> None:
    wanted = step("AS.TAKEOVER", name)
    playbooks.check_done(a_case(TAKEN, *before, first=TAKEOVER), wanted, shows=shows, concerns=COMPLAINT)
    with pytest.raises(Refused) as refused:
        playbooks.check_done(a_case(TAKEN, first=TAKEOVER), wanted, shows=False, concerns=COMPLAINT)
    assert refused.value.code is No.STEP_NEEDS_EVIDENCE


def test_where_nobody_said_what_it_is_about_a_note_stands_for_the_measure_and_silence_does_not() -> None:
    about_nothing = a_case(TAKEN, first=opened("MN.SEX.GROOM", subject=None))
    wanted = step("MN.SEX.GROOM", "cut_contact")
    with pytest.raises(Refused) as refused:
        playbooks.check_done(about_nothing, wanted, shows=False, concerns=None)
    assert refused.value.code is No.STEP_NEEDS_EVIDENCE
    playbooks.check_done(about_nothing, wanted, shows=True, concerns=None)
    about_a_message = a_case(TAKEN, first=opened("MN.SEX.GROOM"))
    with pytest.raises(Refused):
        playbooks.check_done(about_a_message, wanted, shows=True, concerns=None)


@pytest.mark.parametrize("concerns", [LETTER, None], ids=["another complainant", "nobody named"])
def test_the_proof_of_one_does_no_step_for_another(concerns: UUID | None) -> None:
    case, wanted = a_case(TAKEN, PROOF, first=TAKEOVER), step("AS.TAKEOVER", "owner_proof")
    with pytest.raises(Refused) as refused:
        playbooks.check_done(case, wanted, shows=True, concerns=concerns)
    assert refused.value.code is No.STEP_NEEDS_EVIDENCE
    playbooks.check_done(case, wanted, shows=True, concerns=COMPLAINT)


def test_what_is_looked_into_apart_is_for_nobody_who_has_the_case_or_a_hand_in_it() -> None:
    leak, looks = a_case(TAKEN, first=LEAK), step("PR.PLATFORM", "who_had_access")
    assert looks.apart
    playbooks.check_apart(leak, looks, by=JUN)
    playbooks.check_apart(leak, replace(looks, apart=False), by=MEI)
    with pytest.raises(Refused) as refused:
        playbooks.check_apart(leak, looks, by=MEI)
    assert (refused.value.code, refused.value.facts["why"]) == (No.HAND_IN_IT, "apart")


def test_some_steps_are_never_left_out() -> None:
    playbooks.check_skipped(step("AS.TAKEOVER", "lock_and_sign_out"))
    with pytest.raises(Refused) as refused:
        playbooks.check_skipped(step("AS.TAKEOVER", "risk_signal"))
    assert refused.value.code is No.STEP_NOT_SKIPPABLE


def test_nobody_is_verified_where_nobody_complained() -> None:
    begun, proof = a_case(TAKEN, first=TAKEOVER), step("AS.TAKEOVER", "owner_proof")
    asked = replace(begun, members=1)
    assert (playbooks.applies(begun, proof), playbooks.applies(asked, proof)) == (False, True)


@pytest.mark.parametrize(
    ("role", "roles", "may"),
    [
        pytest.param(None, {"agent"}, True, id="for anybody"),
        pytest.param("agent", {"privacy"}, True, id="an agent's, by whoever works on cases"),
        pytest.param("agent", {"auditor"}, False, id="an agent's, by whoever only looks"),
        pytest.param("senior", {"agent"}, False, id="a senior's, by an agent"),
        pytest.param("senior", {"agent", "senior"}, True, id="a senior's, by a senior"),
        pytest.param("senior", {"lead"}, True, id="a senior's, by a lead"),
        pytest.param("legal", {"lead", "senior"}, False, id="counsel's, by a lead"),
    ],
)
def test_a_step_is_done_by_whom_it_is_for(role: str | None, roles: set[str], may: bool) -> None:
    found = replace(step("AS.TAKEOVER", "risk_signal"), role=role)
    if may:
        playbooks.check_role(found, frozenset(roles))
        return
    with pytest.raises(Refused) as refused:
        playbooks.check_role(found, frozenset(roles))
    assert (refused.value.code, refused.value.facts) == (No.STEP_ROLE, {"step": found.id, "known": [role]})


def test_whoever_had_a_hand_in_what_is_complained_of_makes_way_and_nobody_else_is_asked_for() -> None:
    ours = step("UF.SUPPORT", "other_team")
    playbooks.check_others(ours, by=JUN, named=lambda: frozenset({MEI}))
    with pytest.raises(Refused) as refused:
        playbooks.check_others(ours, by=MEI, named=lambda: frozenset({MEI}))
    assert (refused.value.code, refused.value.facts) == (
        No.HAND_IN_IT,
        {"why": "named", "step": "other_team"},
    )
    read: list[None] = []
    playbooks.check_others(
        replace(ours, by_others=False), by=MEI, named=lambda: frozenset(read.append(None) or {MEI})
    )
    assert read == [], "no other step reads anything for it"


SKIPPED = facts.StepSkipped(step="report_authority:cn_police", words=words())
DONE = facts.StepDone(step="report_authority:cn_police")
OTHER, CLOSING = (
    facts.StepSkipped(step=step, words=words()) for step in ("other_victims", "guardian_when_safe")
)
BY_ZHOU = f"agent:{ZHOU}"


@pytest.mark.parametrize(
    ("happened", "true"),
    [
        pytest.param((), set(), id="not yet"),
        pytest.param((SKIPPED,), {"no_report", "step_left_out"}, id="left out"),
        pytest.param((SKIPPED, DONE), set(), id="done after all"),
        pytest.param((DONE, SKIPPED), set(), id="done before"),
        pytest.param((OTHER,), {"step_left_out"}, id="another was left out"),
        pytest.param(((OTHER, BY_ZHOU),), set(), id="another, by a lead"),
        pytest.param((OTHER, (OTHER, BY_ZHOU)), set(), id="a lead stands behind it"),
        pytest.param((OTHER, OTHER), {"step_left_out"}, id="the same person says it twice"),
        pytest.param(((OTHER, "chore:follow"),), set(), id="another, by the house"),
        pytest.param((CLOSING,), set(), id="what comes later is no matter of the decision's"),
    ],
)  # fmt: skip
def test_a_step_left_out_says_what_is_true_of_the_decision(happened: Any, true: set[str]) -> None:
    case = a_case(TAKEN, *happened, first=opened("MN.SEX"))
    assert playbooks.left_out(case, pack()) == true


SEARCHED = facts.EvidenceAdded(
    evidence=COMPLAINT, digest="0" * 64, media="application/json", size=2, source="search"
)


def test_a_step_that_searches_is_done_once_the_search_was_made_and_kept() -> None:
    found = step("CV.SEX.ADULT", "known_before")
    about = opened("CV.SEX.ADULT", subject=LETTER)
    for happened, refused in (((), True), ((replace(SEARCHED, source="host"),), True), ((SEARCHED,), False)):
        case = a_case(TAKEN, *happened, first=about)
        if refused:
            with pytest.raises(Refused) as no:
                playbooks.check_done(case, found, shows=True, concerns=None)
            assert (no.value.code, no.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, "search")
        else:
            playbooks.check_done(case, found, shows=False, concerns=None)


def test_copies_are_dealt_with_when_the_host_says_so_after_the_decision_or_with_the_reason_why_one_stays() -> (
    None
):
    clears, about = step("CV.SEX.ADULT", "copies"), opened("CV.SEX.ADULT", subject=LETTER)
    judged = (proposed(), facts.Decided(no=1, outcome="violation", orders=()))
    before, left, gone = (replace(SEARCHED, copies=copies) for copies in (0, 2, 0))

    def said(*happened: facts.CaseFact, why: str = "", which: Any = clears) -> int:
        return playbooks.stays_of(a_case(TAKEN, *happened, first=about), which, {"stays": why})

    for happened, lacks in ((judged, "search"), ((before, *judged), "search"), ((*judged, left), "copies")):
        with pytest.raises(Refused) as no:
            said(*happened)
        assert (no.value.code, no.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, lacks)
    assert said(*judged, left, gone) == 0
    assert said(*judged, left, why="一处是新闻报道，另一处是反驳") == 2
    assert said(*judged, left, which=replace(clears, clears=False)) == 0, "packs of before asked nobody"
    nowhere = a_case(TAKEN, *judged, first=opened("CV.SEX.ADULT", subject=None))
    assert playbooks.stays_of(nowhere, clears, {}) == 0, "there is nothing to search by"


def test_other_children_are_looked_for_by_asking_the_host_and_each_has_a_case_beside_or_a_reason() -> None:
    looks, about = step("MN.SEX.GROOM", "other_victims"), opened("MN.SEX.GROOM", subject=LETTER)
    told, none = (replace(SEARCHED, source="others_at_risk", others=others) for others in (2, 0))

    def beside(case: UUID, kinship: Kinship = Kinship.VICTIM) -> facts.SetBeside:
        return facts.SetBeside(case=case, kinship=kinship, how="leads")

    def does(*happened: facts.CaseFact, why: str = "", first: facts.Opened = about) -> int:
        case = a_case(TAKEN, *happened, first=first)
        playbooks.check_done(case, looks, shows=bool(why), concerns=None)
        return playbooks.stays_of(case, looks, {"alone": why})

    one, other, sister = beside(CASE), beside(MEI), beside(ZHOU, Kinship.SISTER)
    for happened, lacks in (((), "others_at_risk"), ((told,), "alone"), ((told, one, sister), "alone")):
        with pytest.raises(Refused) as no:
            does(*happened)
        assert (no.value.code, no.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, lacks)
    assert (does(none), does(told, one, other), does(told, one, why="那是他的侄女")) == (0, 0, 1)
    assert playbooks.asks_of_others(a_case(TAKEN, first=about), pack("CN"))
    assert not playbooks.asks_of_others(
        a_case(TAKEN, first=opened("CV.SEX.ADULT", subject=LETTER)), pack("CN")
    )
    nowhere = opened("MN.SEX.GROOM", subject=None)
    assert does(why="没有说是哪个账号", first=nowhere) == 0, "there is nobody to ask about"
    with pytest.raises(Refused):
        does(first=nowhere)


def test_a_step_that_follows_some_decisions_only_is_asked_for_after_those() -> None:
    asked = replace(step("CV.SEX.ADULT", "copies"), when_decided=("granted", "overturned"))
    over = a_case(*DECIDED)
    assert not playbooks.applies(over, asked)
    assert playbooks.applies(a_case(TAKEN), asked), "nothing is decided yet"
    assert playbooks.applies(over, replace(asked, when_decided=("violation",)))
    assert playbooks.applies(a_case(*DECIDED, FILED), asked), "it is looked at anew"
    upheld = a_case(*DECIDED, FILED, *ruled(2))
    assert not playbooks.applies(upheld, replace(asked, when_decided=("violation", "overturned")))
    assert playbooks.applies(upheld, replace(asked, when_decided=("violation",)))


def test_whoever_signs_stands_behind_what_was_left_out() -> None:
    alone = a_case(TAKEN, OTHER, proposed(), facts.Decided(no=1, outcome="violation", orders=()))
    two = a_case(TAKEN, OTHER, proposed(signers=1), facts.Decided(no=1, outcome="violation", orders=()))
    assert (dict(alone.steps_left), dict(two.steps_left)) == ({"other_victims": MEI}, {})


def test_open_steps_forbid_measures() -> None:
    case = a_case(TAKEN, first=TAKEOVER)
    assert "P5" in playbooks.forbidden(case, pack())
    after = a_case(TAKEN, facts.StepDone(step="risk_signal"), first=TAKEOVER)
    assert "P5" not in playbooks.forbidden(after, pack())


def test_a_notice_that_stays_incomplete_ends_the_case_and_lets_nothing_happen() -> None:
    left_out = facts.StepSkipped(step="complete_notice", words=words())
    case = a_case(TAKEN, left_out, first=opened("CV.IP.COPY"))
    assert "complete_notice" not in {one.id for one in playbooks.open_steps(case, pack(), before="decision")}
    assert "L4" in playbooks.forbidden(case, pack())
    whole = playbooks.step_of(case, "complete_notice", pack=pack()).elements
    done = a_case(
        TAKEN, left_out, facts.StepDone(step="complete_notice", elements=whole), first=opened("CV.IP.COPY")
    )
    assert "L4" not in playbooks.forbidden(done, pack())
    half = facts.StepDone(step="complete_notice", elements=whole[1:])
    assert "L4" in playbooks.forbidden(a_case(TAKEN, half, first=opened("CV.IP.COPY")), pack())
    [left] = [
        one
        for one in playbooks.open_steps(
            a_case(TAKEN, half, first=opened("CV.IP.COPY")), pack(), before="decision"
        )
        if one.id == "complete_notice"
    ]
    assert left.elements == whole


# --- appeals ------------------------------------------------------------------------------------------------


def test_an_appeal_in_time_is_heard() -> None:
    decision = appeals.check(a_case(*DECIDED), side="account", letter_until=LATER, pack=pack(), now=START)
    assert decision.no == 1


@pytest.mark.parametrize(
    ("case", "side", "until", "code"),
    [
        pytest.param(a_case(), "account", LATER, No.NOT_DECIDED, id="nothing is decided"),
        pytest.param(a_case(*DECIDED), "passer-by", LATER, No.APPEAL_CLOSED, id="no side of it"),
        pytest.param(a_case(*DECIDED), "account", START - timedelta(1), No.APPEAL_CLOSED, id="too late"),
        pytest.param(a_case(*DECIDED), "account", None, No.APPEAL_CLOSED, id="a letter without appeal"),
    ],
)
def test_an_appeal_that_is_not_heard(case: Any, side: str, until: Any, code: No) -> None:
    with pytest.raises(Refused) as refused:
        appeals.check(case, side=side, letter_until=until, pack=pack(), now=START)
    assert refused.value.code is code


def test_nobody_appeals_twice_at_once_but_everybody_may_once() -> None:
    case = a_case(*DECIDED, FILED)
    appeals.check_once(case, side="complainant", complaint=COMPLAINT)
    with pytest.raises(Refused) as refused:
        appeals.check_once(case, side="account", complaint=None)
    assert refused.value.code is No.APPEAL_ALREADY


# --- intake -------------------------------------------------------------------------------------------------


def filing(**more: Any) -> Filing:
    whole: dict[str, Any] = {"sender": "key", "channel": "api", "text": "有人在直播间卖假药"}
    return Filing(**{**whole, **more})


VIDEO = SubjectRef(platform="clips", kind=SubjectKind.VIDEO, external="v-1")


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"subject": VIDEO, "kind": Class.MINORS.value, "key": "k", "contact": {"email": "a@example.org"}},
        {"subject": SubjectRef(platform="clips", kind=SubjectKind.PLATFORM, external="")},
    ],
    ids=["only text", "everything", "about the platform"],
)
def test_what_can_be_taken_is_taken(more: dict[str, Any]) -> None:
    intake.check(filing(**more))


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"text": " \n"}, No.TEXT_EMPTY, "text"),
        ({"text": "x" * (intake.TEXT_LIMIT + 1)}, No.TEXT_TOO_LONG, "text"),
        ({"text": "a\ud800"}, No.BAD_INPUT, "text"),
        ({"key": ""}, No.BAD_INPUT, "Idempotency-Key"),
        ({"answers": {str(n): n for n in range(99)}}, No.BAD_INPUT, "answers"),
        ({"contact": {"fax": "1"}}, No.BAD_INPUT, "complainant.contact.fax"),
        ({"contact": {"email": ""}}, No.BAD_INPUT, "complainant.contact.email"),
        (
            {"subject": SubjectRef(platform="", kind=SubjectKind.VIDEO, external="v")},
            No.BAD_INPUT,
            "subject.platform",
        ),
        (
            {"subject": SubjectRef(platform="c", kind=SubjectKind.VIDEO, external="")},
            No.BAD_INPUT,
            "subject.id",
        ),
        (
            {"subject": SubjectRef(platform="c", kind=SubjectKind.VIDEO, external="\0")},
            No.BAD_INPUT,
            "subject.id",
        ),
    ],
    ids=lambda item: item if isinstance(item, str) and len(item) < 40 else None,
)
def test_what_cannot_be_taken_names_its_field(more: dict[str, Any], code: No, field: str) -> None:
    with pytest.raises(Refused) as refused:
        intake.check(filing(**more))
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert field in str(refused.value)


@pytest.mark.parametrize(("claimed", "expected"), [("EU", "EU"), ("XX", "CN"), (None, "CN")])
def test_a_jurisdiction_nobody_keeps_a_pack_for_is_home(claimed: str | None, expected: str) -> None:
    assert intake.jurisdiction_of(claimed) == expected


# --- words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("MN.BULLY", Class.MINORS),
        ("LV.MINOR.OWN", Class.MINORS),
        ("LV.REGRET", Class.SERVICE),
        ("??", Class.SERVICE),
    ],
)
def test_every_code_has_a_class(code: str, expected: Class) -> None:
    assert class_of(code) is expected


def test_words_of_severity_and_lane() -> None:
    assert graver(Severity.S0, Severity.S4) is Severity.S0
    assert lane_of("PR.DOX", "en", "senior") == "privacy.en.senior"
    assert str(Refused(No.NOT_FOUND)) == "not_found"


def test_a_side_is_held_back_until_it_is_let_go() -> None:
    held = facts.Withheld(side="account", ground="safety", approver=None, review_at=LATER)
    quiet, told = a_case(held), a_case(held, facts.Released(side="account"))
    assert [quiet.is_withheld(side) for side in ("account", "complainant")] == [True, False]
    assert not told.is_withheld("account")
