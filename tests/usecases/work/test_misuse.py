"""Notices that are manifestly unfounded: found by a person, counted, warned of, suspended by two, ended by an appeal."""

from datetime import timedelta

import pytest

from ombud.core.refusals import No
from ombud.core.vocabulary import Lang, Outcome, Ruling
from ombud.store import letters, misuse, packs
from ombud.store.drafting import Unfounded
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Letter, UnfoundedRow
from ombud.usecases.appeal import appeal
from ombud.usecases.cosign import cosign
from ombud.usecases.fan_out import fan_out
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.preview import preview
from ombud.usecases.propose import propose
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import JUN, MEI

SPAM = "This account posts the same spam link under every video again and again"
WHY = "The same picture as the last four times, and it shows another video."
DAY = timedelta(days=1)


@pytest.fixture
def told(work):
    """Notices of somebody's about ordinary matters, one case each, dismissed and found unfounded."""
    return Told(work)


class Told:
    def __init__(self, work) -> None:
        self.work, self.no = work, 0

    def ready(self, **said):
        self.no += 1
        whole = {"about": f"v-{self.no}", "lang": Lang.EN, **said}
        return self.work.ready(text=SPAM, **whole)

    def draft(self, case, **said):
        mine = self.work.complaint(case)
        found = said.pop("unfounded", {})
        return {
            "outcome": Outcome.NO_VIOLATION,
            "measures": (),
            "for_account": "",
            "for_complainant": "We looked at it and found nothing against the rules.",
            "unfounded": Unfounded(**{"complaint": mine, "text": WHY, "evidence": (mine,), **found}),
            **said,
        }

    def find(self, case=None, answer="noted", days=None, **said):
        case = case or self.ready(**said)
        until = None if days is None else self.work.now + days * DAY
        self.work.propose(case, **self.draft(case, unfounded={"answer": answer, "until": until}))
        return case

    def record(self, case):
        complaint = read_complaint(self.work.complaint(case))
        return misuse.record_of(complaint, pack=packs.of_case(read_case(case)), now=self.work.now)

    def letter(self, case):
        while fan_out(now=self.work.now):
            pass
        (one,) = Letter.objects.filter(case_id=case, decision=1, side="complainant")
        return one.template, letters.body(letters.find(one.id)).body


def test_a_notice_is_found_unfounded_by_a_person_and_who_sent_it_learns_why(work, told):
    case = told.find()
    found = read_case(case).decisions[0].proposal.unfounded
    assert (found.complaint, found.answer, found.until) == (work.complaint(case), "noted", None)
    assert (told.record(case).count, told.record(case).warned_at) == (1, None)
    template, said = told.letter(case)
    assert template == "unfounded"
    assert WHY in said
    assert "appeal" in said
    assert verify(now=work.now).is_clean


def test_to_be_dismissed_is_not_to_be_unfounded(work, told):
    case = told.ready()
    work.propose(case, **told.draft(case) | {"unfounded": None})
    assert UnfoundedRow.objects.count() == told.record(case).count == 0
    assert told.letter(case)[0] == "decision_complainant"


def test_whoever_gave_no_way_to_know_them_again_is_told_and_counted_nowhere(work, told):
    case = told.find(contact={})
    assert told.letter(case)[0] == "unfounded"
    assert UnfoundedRow.objects.count() == 0
    assert verify(now=work.now).is_clean


def test_it_counts_by_every_way_somebody_is_known_and_against_nobody_else(work, told):
    told.find(contact={"email": "Lan@Example.org", "phone": "+8613800000000"})
    second = told.find(contact={"email": "lan@example.org"})
    third = told.find(contact={"phone": "+8613800000001"})
    assert (told.record(second).count, told.record(third).count) == (2, 1)
    assert verify(now=work.now).is_clean


def test_a_preview_counts_nothing(work, told):
    case = told.ready()
    from ombud.usecases.propose import Draft

    said = told.draft(case)
    clause = packs.of_case(read_case(case)).clauses_for(read_case(case).code)[0].id
    draft = Draft(clause=clause, findings=((WHY, (work.complaint(case),)),), **said)
    shown = work.act(preview, case, draft=draft, seen=work.case(case).seq)
    assert WHY in shown.letters[0].body
    assert UnfoundedRow.objects.count() == 0


def warned(told):
    told.find(), told.find()
    return told.find(answer="warned")


def test_a_warning_comes_first_and_only_after_it_two_people_suspend_until_a_day(work, told):
    early = told.ready()
    no = work.refused(propose, early, **_drafted(work, early, told, answer="warned"))
    assert no is No.UNFOUNDED
    told.find(early), told.find()
    case = told.find(answer="warned")
    assert told.letter(case)[0] == "unfounded_warning"
    work.later(days=1)
    told.find()
    case = told.ready()
    told.find(case, answer="suspended", days=14)
    assert read_case(case).proposal.signers == 1
    assert told.record(case).suspended_until is None
    assert not misuse.suspends(now=work.now)
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(cosign, case, seen=work.case(case).seq, by=JUN)
    until = work.now + 14 * DAY
    assert (told.record(case).suspended_until, misuse.suspends(now=work.now)) == (until, True)
    assert told.letter(case)[0] == "unfounded_suspension"
    seen = look_at_case(told.ready(), by=MEI, mint=work.mint, now=work.now)
    assert [one.suspended_until for one in seen.records.values()] == [until]
    assert verify(now=work.now).is_clean
    work.later(days=14)
    assert told.record(case).suspended_until is None
    assert not misuse.suspends(now=work.now)


def _drafted(work, case, told, **found):
    from ombud.usecases.propose import Draft

    said = told.draft(case, unfounded=found)
    pack = packs.of_case(read_case(case))
    whole = {
        "clause": pack.clauses_for(read_case(case).code)[0].id,
        "findings": ((WHY, (work.complaint(case),)),),
    }
    return {"draft": Draft(**whole, **said), "seen": work.case(case).seq}


@pytest.mark.parametrize(
    ("found", "no"),
    [
        pytest.param({"text": " "}, No.FACTS_MISSING, id="without a reason"),
        pytest.param({"evidence": ()}, No.FACTS_MISSING, id="resting on nothing"),
    ],
)
def test_a_finding_has_a_reason_and_rests_on_something(work, told, found, no):
    case = told.ready()
    assert work.refused(propose, case, **_drafted(work, case, told, **found)) is no


def test_an_appeal_that_is_right_ends_the_finding_and_whatever_followed(work, told):
    case = warned(told)
    assert (told.record(case).count, told.record(case).warned_at) == (3, work.now)
    told.letter(case)
    letter = Letter.objects.get(case_id=case, decision=1, side="complainant")
    work.act(appeal, letter.id, text="It was another video, look again")
    assert work.act(take, by=JUN) == case
    _steps(work, case)
    work.propose(
        case,
        by=JUN,
        outcome=Outcome.NO_VIOLATION,
        measures=(),
        for_account="",
        for_complainant="Nothing against the rules, and an honest mistake.",
        ruling=Ruling.CHANGED,
    )
    assert (told.record(case).count, told.record(case).warned_at) == (2, None)
    assert verify(now=work.now).is_clean


def _steps(work, case):
    from ombud.core.playbooks import open_steps
    from ombud.usecases.do_step import do_step

    for step in open_steps(work.case(case), packs.of_case(work.case(case)), before="decision"):
        work.act(do_step, case, step=step.id, said={"note": "Seen."}, by=JUN)


def test_what_was_meddled_with_is_found(work, told):
    case = told.find()
    row = UnfoundedRow.objects.get(case_id=case)
    with pytest.raises(Exception, match="permission denied"):
        UnfoundedRow.objects.filter(case_id=case).update(answer="warned")
    assert row.answer == "noted"
