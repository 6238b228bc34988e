"""What was asked off the record: whole or refused, a case of its own, and nothing stands beside it but a look under our own rules."""

from dataclasses import replace

import pytest

from ombud.core import facts, informal, kin
from ombud.core.figures.book import read_case
from ombud.core.figures.form import besides
from ombud.core.figures.informal import OffRecord
from ombud.core.figures.periods import named
from ombud.core.intake import Filing
from ombud.core.pack.approvals import signers
from ombud.core.playbooks import applies
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import INFORMAL, Kinship
from tests.cast import COMPLAINT, JUN, LETTER, MEI, START, a_case, asked, lines, opened, pack, proposed, words

FILING = Filing(sender="informal:mei", channel="informal", text="先下架", kind=INFORMAL, informal=asked())
REQUEST = facts.AskedInformally(complaint=COMPLAINT, asked=asked())
PRESSED = facts.AskedInformally(complaint=COMPLAINT, asked=asked(pressed=True))
CASE_OF_IT = a_case(REQUEST, first=opened(INFORMAL))
ORDINARY = a_case(first=opened("CV.SPAM"))


@pytest.mark.parametrize(
    ("filing", "no"),
    [
        pytest.param(replace(FILING, informal=None), No.BAD_INPUT, id="by somebody who was not asked"),
        pytest.param(replace(FILING, kind="CV.SPAM"), No.BAD_INPUT, id="as something else"),
        pytest.param(replace(FILING, informal=asked(asker="king")), No.UNKNOWN_WORD, id="by nobody known"),
        pytest.param(replace(FILING, informal=asked(way="dream")), No.UNKNOWN_WORD, id="by no way known"),
        pytest.param(replace(FILING, informal=asked(wants="all")), No.UNKNOWN_WORD, id="for nothing known"),
        pytest.param(replace(FILING, informal=asked(country="QQ")), No.BAD_INPUT, id="of no country"),
    ],
)
def test_a_request_says_who_asked_for_what_and_is_filed_in_no_other_way(filing, no):
    informal.check_filing(FILING)
    informal.check_filing(replace(FILING, kind="CV.SPAM", informal=None))
    with pytest.raises(Refused) as refused:
        informal.check_filing(filing)
    assert refused.value.code is no


def test_no_case_becomes_one_by_a_name_and_none_stops_being_one():
    informal.check_recoded(CASE_OF_IT, INFORMAL)
    informal.check_recoded(ORDINARY, "CV.SEX.ADULT")
    for case, code in ((CASE_OF_IT, "GR.TAKEDOWN"), (ORDINARY, INFORMAL)):
        with pytest.raises(Refused) as no:
            informal.check_recoded(case, code)
        assert no.value.code is No.INFORMAL_APART


def test_beside_it_stands_only_a_look_under_our_own_rules_by_nobody_with_a_hand_in_it():
    informal.check_beside(CASE_OF_IT, kinship=Kinship.UNASKED, code="CV.SPAM")
    informal.check_beside(ORDINARY, kinship=Kinship.COPY, code="CV.SPAM")
    for case, kinship, code in (
        (CASE_OF_IT, Kinship.COPY, "CV.SPAM"),
        (ORDINARY, Kinship.UNASKED, "CV.SPAM"),
        (CASE_OF_IT, Kinship.UNASKED, INFORMAL),
    ):
        with pytest.raises(Refused) as no:
            informal.check_beside(case, kinship=kinship, code=code)
        assert no.value.code is No.INFORMAL_APART
    assert kin.keeps_hands_out(CASE_OF_IT, Kinship.UNASKED)
    assert not kin.keeps_hands_out(ORDINARY, Kinship.COPY)
    begun = kin.begun(CASE_OF_IT, kinship=Kinship.UNASKED, words=words(), hands=(JUN,))
    assert set(begun.kept_out) == {MEI, JUN}


def test_whoever_was_asked_is_kept_out_and_pressure_makes_it_graver_and_a_leads():
    assert CASE_OF_IT.kept_out == {MEI}
    pressed = a_case(PRESSED, first=opened(INFORMAL))
    assert ("pressed" in pressed.heard, "pressed" in CASE_OF_IT.heard) == (True, False)
    step = pack().playbook(INFORMAL).step("agent_backed")
    assert (applies(pressed, step), applies(CASE_OF_IT, step), step.role) == (True, False, "lead")
    row = pack().severities["pressed"]
    assert (row.severity, row.categories) == ("S1", (INFORMAL,))


def test_nothing_can_be_done_in_it_and_a_lead_and_counsel_sign():
    kind = pack().category(INFORMAL)
    assert (kind.outcomes, kind.protect, kind.rungs) == (("refused",), (), ("L0",))
    both = signers(pack().approvals["informal"].level, pack=pack())
    assert (both.extra, both.groups) == (2, (("lead",), ("legal",)))


YEAR = named("2026", zone="Europe/Brussels")
LED = facts.SetBeside(case=LETTER, kinship="unasked", how="leads", words=words())
BEGUN = facts.SetBeside(case=COMPLAINT, kinship="unasked", how="begun", words=words())


def counted(*several, until=YEAR.until):
    tally = OffRecord(YEAR)
    for case_id, told in several:
        it = read_case(case_id, told, until=until)
        if it is not None:
            tally.add(it)
    return tally.figures()


def look(outcome):
    ends = (proposed(outcome=outcome, level="A0"), facts.Decided(no=1, outcome=outcome, orders=()))
    told = lines(
        (opened("CV.SPAM"), BEGUN, facts.Assigned(agent=JUN, how="next"), *(ends if outcome else ()))
    )
    return LETTER, told


@pytest.mark.parametrize(
    ("outcome", "found"),
    [("violation", (1, 0)), ("no_violation", (0, 1)), ("", (0, 0))],
    ids=["a rule was broken", "none was", "nobody has judged it yet"],
)
def test_the_figures_say_who_asked_and_what_came_of_it(outcome, found):
    request = COMPLAINT, lines((opened(INFORMAL), PRESSED, (LED, f"agent:{JUN}")))
    [row] = counted(request, look(outcome))
    assert (row["asker"], row["country"], row["asked"], row["pressed"]) == ("government", "CN", 1, 1)
    assert (row["answered"], row["looked_at"], row["wants"]) == (0, 1, {"remove": 1})
    assert (row["violation"], row["nothing_found"]) == found
    told, csv = besides({"reached": [], "informal": [row]})
    assert told.rows == ()
    assert csv.rows[0][:8] == ("government", "CN", 1, 1, 0, 1, *found)
    assert csv.rows[0][csv.head.index("wants remove")] == 1


def test_what_was_asked_in_another_time_counts_there():
    request = COMPLAINT, lines((opened(INFORMAL), REQUEST))
    assert counted(request, until=START) == []
    tally = OffRecord(named("2027", zone="Europe/Brussels"))
    tally.add(read_case(*request, until=YEAR.until))
    assert tally.figures() == []
