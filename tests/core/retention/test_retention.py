"""When is what erased, and what stands against it? By dates that anybody can count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ombud.core import facts, retention
from ombud.core.retention import HELD, LEAST, STILL_OPEN
from tests.cast import CASE, EVIDENCE, LAN, LETTER, MEI, a_case, a_complaint, pack, proposed, received, words

FILE = facts.EvidenceAdded(evidence=EVIDENCE, digest="ab", media="image/png", size=1, source="complainant")
ENDED = facts.ComplaintEnded()
HOLD = facts.HoldSet(hold=LETTER, words=words())
LIFTED = facts.HoldLifted(hold=LETTER, words=words())
FAR = datetime(2040, 1, 1, tzinfo=UTC)


def sorted_as(*codes):
    parts = tuple(
        facts.SortedPart(no=no, code=code, severity="S2", confidence=900, because=())
        for no, code in enumerate(codes, 1)
    )
    return facts.Sorted(lang="zh", parts=parts)


def ended(*more, codes=("CV.SEX.ADULT",)):
    """A complaint with a file that ended at its fifth line, and what happened after."""
    over = facts.PartEnded(part=1, case=CASE, decision=1, outcome="violation")
    return a_complaint(sorted_as(*codes), FILE, over, ENDED, *more)


def dates(it):
    """Days after its end → what is erased then."""
    since = retention.ended_at(it)
    dues = retention.of_complaint(it, pack=pack())
    return {(due.at - since).days: due.rule and due.rule.id for due in dues}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("CV.SEX.ADULT", {365: "K4", 1096: "K1"}, id="content: files a year, words three"),
        pytest.param("EC.REFUND", {365: "K4", 1188: "K1.trade"}, id="money: a little over three years"),
        pytest.param("MN.BULLY", {365: "K4", 548: "K1.minor"}, id="a child: eighteen months"),
        pytest.param("MN.SEX.GROOM", {372: "K5", 548: "K1.minor"}, id="harm to a child: the file a year"),
        pytest.param("PR.NCII", {30: "K4.short", 1096: "K1"}, id="an intimate image: thirty days"),
    ],
)
def test_each_kind_is_kept_as_long_as_the_pack_says(code, expected):
    assert dates(ended(codes=(code,))) == expected


def test_under_a_pack_that_names_no_class_nothing_goes_by_itself():
    bare = replace(pack(), retentions={})
    assert retention.of_complaint(ended(), pack=bare) == ()
    assert retention.of_case(a_case(*TAKEN, CLOSED), pack=bare) == ()
    assert retention.against(ended(), pack=bare, held=False, now=FAR) is None


def test_contact_data_goes_before_the_words_it_came_with():
    reach = words(5)
    over = facts.PartEnded(part=1, case=CASE, decision=1, outcome="violation")
    said = (sorted_as("CV.SPAM"), over, ENDED)
    it = a_complaint(*said, first=received(contact=reach))
    assert dates(it) == {214: "K2", 1096: "K1"}
    gone = facts.Erased(person=reach.id, why="time", retention="K2")
    it = a_complaint(*said, gone, first=received(contact=reach))
    assert (dates(it), it.erased) == ({1096: "K1"}, False)


def test_a_document_that_showed_who_somebody_is_goes_after_thirty_days_and_only_once():
    shown = facts.Verified(complaint=LAN, level="V4", method="guardian_proof", documents=(EVIDENCE,))
    gone = facts.FileErased(evidence=EVIDENCE, retention="K3", proof="")
    for more, expected in (((), {30: "K3", 1096: "K1"}), ((gone,), {1096: "K1"})):
        case = a_case(shown, *TAKEN, CLOSED, *more)
        since = dict(case.moved)["closed"]
        found = {(due.at - since).days: due.rule.id for due in retention.of_case(case, pack=pack())}
        assert found == expected


def test_of_two_matters_in_one_complaint_the_one_that_must_be_kept_longest_counts():
    assert dates(ended(codes=("PR.NCII", "EC.REFUND"))) == {365: "K4", 1188: "K1.trade"}


def test_an_open_complaint_has_no_date_and_one_that_is_opened_again_has_none_any_more():
    again = facts.PartReopened(part=1, case=CASE)
    assert retention.of_complaint(a_complaint(sorted_as("CV.SPAM"), FILE), pack=pack()) == ()
    assert retention.of_complaint(ended(again), pack=pack()) == ()


def test_it_counts_from_the_last_end():
    again = facts.PartReopened(part=1, case=CASE)
    over = facts.PartEnded(part=1, case=CASE, decision=2, outcome="violation")
    first, last = retention.ended_at(ended()), retention.ended_at(ended(again, over, ENDED))
    assert last - first == timedelta(minutes=3)
    assert dates(ended(again, over, ENDED)) == {365: "K4", 1096: "K1"}


def test_a_hold_stops_everything_until_the_last_one_is_lifted():
    other = facts.HoldSet(hold=MEI, words=words(1))
    assert retention.of_complaint(ended(HOLD), pack=pack()) == ()
    assert retention.of_complaint(ended(HOLD, other, LIFTED), pack=pack()) == ()
    assert dates(ended(HOLD, LIFTED)) == {365: "K4", 1096: "K1"}


def test_what_is_gone_is_not_due_again():
    assert dates(ended(facts.FileErased(evidence=EVIDENCE, retention="K4", proof=""))) == {1096: "K1"}
    assert dates(ended(facts.Erased(person=LAN, why="time"))) == {}


def granted(days):
    at = retention.ended_at(ended()) + timedelta(days=days)
    return facts.ErasureAnswered(letter=LETTER, granted=True, at=at)


def test_a_promised_date_comes_before_the_longest_but_never_before_the_least():
    assert 200 in dates(ended(granted(200)))
    assert 184 in dates(ended(granted(20)))
    assert 1096 in dates(ended(granted(2000)))


def test_a_refused_request_changes_no_date():
    refused = facts.ErasureAnswered(letter=LETTER, granted=False, ground=LEAST, at=FAR)
    assert dates(ended(refused)) == dates(ended())


@pytest.mark.parametrize(
    ("days", "ground"),
    [pytest.param(183, LEAST, id="the day before"), pytest.param(184, None, id="on the day")],
)
def test_a_request_is_refused_until_nobody_can_appeal_any_more(days, ground):
    it = ended()
    found = retention.against(it, pack=pack(), held=False, now=retention.ended_at(it) + timedelta(days=days))
    assert (found and found.ground) == ground
    assert found is None or found.until == retention.ended_at(it) + timedelta(days=184)


def test_a_request_is_refused_while_the_complaint_is_open_or_a_law_holds_it():
    assert retention.against(a_complaint(), pack=pack(), held=False, now=FAR).ground == STILL_OPEN
    assert retention.against(ended(HOLD), pack=pack(), held=False, now=FAR).ground == HELD
    assert retention.against(ended(), pack=pack(), held=True, now=FAR).ground == HELD
    assert retention.against(ended(HOLD, LIFTED), pack=pack(), held=False, now=FAR) is None


TAKEN = (
    facts.Assigned(agent=MEI, how="next"),
    proposed(),
    facts.Decided(no=1, outcome="violation", orders=()),
)
CLOSED = facts.Closed(decision=1, appeal_until=FAR)


def test_a_case_is_erased_after_it_was_closed_and_only_once():
    case = a_case(*TAKEN, CLOSED)
    closed = dict(case.moved)["closed"]
    assert retention.next_at(retention.of_case(case, pack=pack())) == closed + timedelta(days=1096)
    gone = facts.Erased(person=CASE, why="time", retention="K1")
    for other in (a_case(*TAKEN), a_case(*TAKEN, CLOSED, HOLD), a_case(*TAKEN, CLOSED, gone)):
        assert retention.of_case(other, pack=pack()) == ()
