"""When may a notice be held against who sent it, and what may follow? The set-ups differ by one thing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import facts, misuse
from ombud.core.case import Decision
from ombud.core.pack.approvals import NOTHING_SPECIAL
from ombud.core.pack.misuse import Misuse
from ombud.core.pack.records import Answer, Mark, Record, record
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Severity
from tests.cast import (
    CASE,
    COMPLAINT,
    EVIDENCE,
    LETTER,
    MEI,
    START,
    SUBJECT,
    a_case,
    a_complaint,
    opened,
    proposed,
    words,
)

RULE = Misuse(spares=("MN",), still_read=("MN", "PR"))
DAY = timedelta(days=1)
FOUND = facts.Unfounded(complaint=COMPLAINT, words=words(), evidence=(EVIDENCE,), answer="noted")
TAKEN = facts.Assigned(agent=MEI, how="next")


def sent(code="CV.SPAM", severity="S3", case=CASE):
    part = facts.SortedPart(no=1, code=code, severity=severity, confidence=900, because=())
    return a_complaint(facts.Sorted(lang="zh", parts=(part,)), facts.Placed(part=1, case=case))


def checked(found=FOUND, **said):
    whole = {
        "case": a_case(TAKEN, first=opened("CV.SPAM", severity="S3")),
        "outcome": "no_violation",
        "by": sent(),
        "situation": NOTHING_SPECIAL,
        "evidence": frozenset({EVIDENCE}),
        "record": Record(),
        "rule": RULE,
        "now": START,
        **said,
    }
    misuse.check(found, **whole)


def test_a_person_may_find_a_notice_unfounded_that_led_to_nothing():
    checked()
    checked(outcome="refused")


APPEALED = facts.Appealed(no=1, decision=1, side="complainant", letter=LETTER, words=words())
FRIGHTENED = replace(sent(), received=replace(sent().received, urgent=True))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param({"outcome": "violation"}, "outcome", id="it was right"),
        pytest.param({"outcome": "answered"}, "outcome", id="it was a question"),
        pytest.param({"situation": replace(NOTHING_SPECIAL, good_faith=True)}, "spared", id="in good faith"),
        pytest.param({"situation": replace(NOTHING_SPECIAL, in_crisis=True)}, "spared", id="in a crisis"),
        pytest.param({"by": replace(sent(), child=True)}, "spared", id="a child"),
        pytest.param({"by": FRIGHTENED}, "spared", id="whoever reports a danger"),
        pytest.param({"case": a_case(TAKEN, first=opened("MN.BULLY"))}, "kind", id="about a child"),
        pytest.param(
            {"case": a_case(TAKEN, first=opened("CV.SPAM", severity="S1"))}, "kind", id="it was grave"
        ),
        pytest.param({"by": sent(case=SUBJECT)}, "not_here", id="a complaint of another case"),
    ],
)
def test_a_notice_is_not_held_against_who_sent_it(said, why):
    with pytest.raises(Refused) as no:
        checked(**said)
    assert (no.value.code, no.value.facts["why"]) == (No.UNFOUNDED, why)


STATED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words(), counter=True)
ASKED = replace(APPEALED, complaint=COMPLAINT)


def appealed(*appeals, outcome="violation"):
    """A case whose only decision somebody appealed against, or several did."""
    taken = replace(a_case(TAKEN), open_appeals=appeals, appeals=appeals)
    past = Decision(no=1, at=START, proposal=proposed(outcome=outcome), orders=())
    return replace(taken, decisions=(past,))


@pytest.mark.parametrize(
    ("case", "ruling", "barred"),
    [
        pytest.param(a_case(TAKEN), None, False, id="nobody appealed"),
        pytest.param(appealed(STATED), "overturned", False, id="what it led to is undone"),
        pytest.param(appealed(STATED), None, False, id="not ruled yet"),
        pytest.param(appealed(STATED), "upheld", True, id="what it led to stands"),
        pytest.param(appealed(STATED, ASKED), "overturned", True, id="they appealed as well"),
        pytest.param(appealed(ASKED, outcome="no_violation"), "changed", True, id="they alone did"),
        pytest.param(appealed(STATED, outcome="refused"), "changed", True, id="it had led to nothing"),
    ],
)
def test_on_an_appeal_it_is_found_only_of_whoever_did_not_appeal_and_where_it_undoes_something(
    case, ruling, barred
):
    assert misuse.is_barred(case, COMPLAINT, ruling=ruling) is barred
    if not barred:
        misuse.check_appeal(case, FOUND, ruling=ruling)
        return
    with pytest.raises(Refused) as no:
        misuse.check_appeal(case, FOUND, ruling=ruling)
    assert (no.value.code, no.value.facts["why"]) == (No.UNFOUNDED, "appeal")


def test_a_ruling_takes_back_what_notices_led_to_only_where_nothing_is_left_of_it():
    said = [("overturned", "no_violation"), ("changed", "violation"), ("upheld", "no_violation")]
    several = [misuse.comes_to_nothing(proposed(ruling=ruling, outcome=outcome)) for ruling, outcome in said]
    assert several == [True, False, False]


@pytest.mark.parametrize("shown", [(), (SUBJECT,)], ids=["nothing", "what is not of the case"])
def test_a_finding_rests_on_evidence_of_the_case(shown):
    with pytest.raises(Refused) as no:
        checked(replace(FOUND, evidence=shown))
    assert no.value.code is No.FACTS_MISSING


WARNED = Record(count=4, warned_at=START - 9 * DAY, since=1)


@pytest.mark.parametrize(
    ("answer", "days", "known", "why"),
    [
        pytest.param("warned", None, Record(count=2), None, id="the third: a warning"),
        pytest.param("warned", None, Record(count=1), "too_early", id="the second: none"),
        pytest.param("suspended", 7, Record(count=9), "too_early", id="never warned: no suspension"),
        pytest.param("suspended", 7, replace(WARNED, since=0), "too_early", id="only one since the warning"),
        pytest.param("suspended", 7, WARNED, None, id="two since the warning"),
        pytest.param("suspended", None, WARNED, "undated", id="a suspension without an end"),
        pytest.param("warned", 7, WARNED, "undated", id="a warning with an end"),
        pytest.param("suspended", 31, WARNED, "too_long", id="longer than the pack lets it"),
        pytest.param("suspended", 0, WARNED, "too_long", id="over before it begins"),
        pytest.param("banished", None, WARNED, "too_early", id="a word nobody knows"),
    ],
)
def test_a_warning_comes_first_and_a_suspension_ends(answer, days, known, why):
    until = None if days is None else START + days * DAY
    found = replace(FOUND, answer=answer, until=until)
    if why is None:
        checked(found, record=known)
        return
    with pytest.raises(Refused) as no:
        checked(found, record=known)
    assert (no.value.code, no.value.facts["why"]) == (No.UNFOUNDED, why)


def mark(days: int, answer: str = "noted", *, case: object = CASE, decision: int = 1, until=None) -> Mark:
    return Mark(case=case, decision=decision, at=START - days * DAY, answer=answer, until=until)


def test_each_decision_counts_once_however_many_ways_somebody_is_known_by():
    known = record([mark(3), mark(3), mark(2, case=SUBJECT)], within=RULE.within, now=START)
    assert (known.count, known.warned_at, RULE.answers(known)) == (2, None, (Answer.NOTED, Answer.WARNED))


def test_what_is_older_than_the_pack_counts_no_more():
    assert record([mark(365), mark(364, case=SUBJECT)], within=RULE.within, now=START).count == 1


def test_what_an_appeal_ended_counts_no_more_and_suspends_nobody():
    until = START + DAY
    marks = [mark(9, "warned"), mark(5, "suspended", case=SUBJECT, until=until)]
    assert record(marks, within=RULE.within, now=START).until == until
    known = record([*marks, mark(1, "fallen", case=SUBJECT, decision=2)], within=RULE.within, now=START)
    assert (known.until, known.count, known.since) == (None, 1, 0)
    assert known.warned_at == START - 9 * DAY


def test_a_suspension_ends_by_itself_on_its_day():
    several = [mark(9, "warned"), mark(5, "suspended", case=SUBJECT, until=START)]
    known = record(several, within=RULE.within, now=START)
    assert (known.until, known.since) == (None, 1)


SUSPENDED = replace(WARNED, until=START + DAY)


@pytest.mark.parametrize(
    ("complaint", "known", "held"),
    [
        pytest.param(sent(), SUSPENDED, True, id="spam"),
        pytest.param(sent(), WARNED, False, id="nobody is suspended"),
        pytest.param(sent(severity="S1"), SUSPENDED, False, id="something grave"),
        pytest.param(sent("PR.POST"), SUSPENDED, False, id="a leak"),
        pytest.param(FRIGHTENED, SUSPENDED, False, id="a danger"),
        pytest.param(replace(sent(), child=True), SUSPENDED, False, id="a child"),
    ],
)
def test_dangers_and_what_the_law_wants_heard_are_read_whoever_sends_them(complaint, known, held):
    assert misuse.held_until(complaint, known, rule=RULE) == (SUSPENDED.until if held else None)


def test_the_rule_that_ships_reads_every_danger():
    from tests.cast import pack

    rule = pack().misuse
    assert {*rule.severities} >= {Severity.S0, Severity.S1}
    for kind in ("SH.PLAN", "MN.BULLY", "PR.NCII", "AS.TAKEOVER", "GR.TAKEDOWN", "UF.ACCOUNT", "SV.UNKNOWN"):
        assert rule.reads(kind, "S4")
    assert not rule.reads("CV.SPAM", "S3")
