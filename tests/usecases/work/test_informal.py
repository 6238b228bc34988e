"""梅 Mei is asked off the record for a video to go: it is a case that others work on, and she judges nothing about that video."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.intake import Filing
from ombud.core.refusals import No
from ombud.core.vocabulary import INFORMAL
from ombud.store import staff
from ombud.store.ledger import open_case, read_case, read_complaint
from ombud.store.models import Alarm, Case
from ombud.store.transactions import one_transaction
from ombud.usecases.look_at_informal import look_at_informal
from ombud.usecases.recode import recode
from ombud.usecases.recuse import recuse
from ombud.usecases.verify import verify
from tests import cast
from tests.cast import JUN, MEI, asked
from tests.usecases.sorting.scene import SELF_HARM, SHOWS_NAKED, video


def was_asked(work, text=SHOWS_NAKED, **said):
    """File what Mei was asked, and return its case."""
    about = said.pop("about", "v-1")
    filing = Filing(
        sender="informal:mei",
        by=f"agent:{MEI}",
        channel="informal",
        text=text,
        kind=INFORMAL,
        subject=video(about) if about else None,
        informal=asked(**said),
    )
    [receipt] = work.house.receive([filing], at=work.now)
    work.house.drain(now=work.now)
    [part] = read_complaint(receipt.id).parts
    return part.case


def test_whatever_its_words_are_about_it_is_one_case_of_its_own(work):
    case = read_case(was_asked(work))
    assert (case.code, case.severity, case.status) == (INFORMAL, "S2", Status.QUEUED)
    assert (case.informal.asked, case.kept_out) == (asked(), {MEI})
    assert [one.code for one in (read_case(row) for row in Case.objects.values_list("id", flat=True))] == [
        INFORMAL
    ]
    assert not Alarm.objects.filter(kind="agent_pressed").exists()
    again = read_case(was_asked(work, text=SELF_HARM))
    assert (again.code, again.severity) == (INFORMAL, "S0"), "a danger that it tells of is one all the same"
    assert again.id != case.id
    assert verify(now=work.now).is_clean


def test_where_somebody_was_pressed_the_duty_lead_is_called(work):
    case = was_asked(work, pressed=True)
    assert read_case(case).severity == "S1"
    [alarm] = Alarm.objects.filter(kind="agent_pressed")
    assert (alarm.owner, alarm.to_role) == (case, "lead")


def test_whoever_was_asked_is_tied_to_what_it_was_about_and_loses_what_they_hold(work):
    held = work.filed(about="v-1")
    other = work.filed(about="v-2")
    for one in (held, other):
        work.give(one, MEI)
    request = was_asked(work)
    subject = read_case(request).subject
    assert subject in staff.colleague(MEI).ties
    assert subject not in staff.colleague(JUN).ties
    assert [recuse(now=work.now) for _ in range(2)] == [1, 0]
    assert (read_case(held).agent, read_case(other).agent) == (None, MEI)
    nothing = was_asked(work, about="")
    assert read_case(nothing).kept_out == {MEI}, "about nothing in particular it is still not hers"


def test_it_keeps_its_kind(work):
    case = was_asked(work)
    work.give(case, JUN)
    assert work.refused(recode, case, code="GR.TAKEDOWN", reason="当作来函办", by=JUN) is No.INFORMAL_APART
    ordinary = work.filed(about="v-2")
    work.give(ordinary, JUN)
    assert work.refused(recode, ordinary, code=INFORMAL, reason="有人打招呼", by=JUN) is No.INFORMAL_APART


def test_nobody_files_one_who_was_not_asked(work):
    with pytest.raises(AssertionError, match="bad_input"):
        work.house.receive([Filing(sender="x", channel="api", text="先下架", kind=INFORMAL)], at=work.now)


def test_all_of_it_is_listed_the_newest_first_with_what_is_looked_at_beside_it(work):
    first = was_asked(work)
    later = work.now + timedelta(hours=1)
    beside = facts.SetBeside(case=first, kinship="unasked", how="leads", words=cast.words())
    second = was_asked(work, about="", wants="spare")
    write(work, second, beside, by=JUN)
    found, following = look_at_informal(before=later)
    assert {one.case.id for one in found} == {first, second}
    by_case = {one.case.id: one for one in found}
    assert (by_case[first].about, by_case[second].about) == ("video:v-1", "")
    assert [one.id for one in by_case[second].looks] == [first]
    assert (by_case[first].case.status, by_case[first].case.outcome) == ("queued", "")
    assert following is None


@one_transaction
def write(work, case, *several, by=MEI):
    """Write what no use case would have let through."""
    with open_case(case) as book:
        for fact in several:
            book.write(fact, by=f"agent:{by}", now=work.now)


GUARDS = {"done_for_asking", "judged_by_who_was_asked", "measure_without_clause"}


def named(work):
    return [(one.code, one.where, one.detail) for one in verify(now=work.now).faults if one.code in GUARDS]


def hides(**said):
    hide = facts.Chosen(measure="L4", target=cast.SUBJECT)
    return cast.proposed(**{"findings": (), "measures": (hide,), **said})


def test_verify_names_whoever_was_asked_and_judges_what_it_was_about(work):
    case = work.filed(about="v-1")
    work.give(case, MEI)
    write(work, case, hides())
    assert named(work) == [], "nobody had asked her yet"
    other = work.filed(about="v-3")
    work.give(other, MEI)
    was_asked(work, about="v-3")
    write(work, other, hides())
    line = read_case(other).seq
    assert named(work) == [("judged_by_who_was_asked", f"case {other}", f"line {line}")]


def test_verify_names_a_measure_on_it_that_cites_no_rule(work):
    case = work.filed(about="v-1")
    was_asked(work)
    work.give(case, JUN)
    write(work, case, hides(agent=JUN, clause=None), by=JUN)
    line = read_case(case).seq
    assert named(work) == [("measure_without_clause", f"case {case}", f"line {line}")]


def test_verify_names_what_is_done_in_the_request_itself(work):
    case = was_asked(work)
    work.give(case, JUN)
    write(work, case, hides(agent=JUN), by=JUN)
    line = read_case(case).seq
    assert named(work) == [("done_for_asking", f"case {case}", f"line {line}")]
