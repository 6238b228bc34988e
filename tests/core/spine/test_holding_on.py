"""Money is held while somebody still has time to answer, never longer than that and one review, and only where they were asked."""

from datetime import timedelta

import pytest

from ombud.core import facts, holding_on, shutting
from ombud.core.case import Case
from tests.cast import ACCOUNT, COMPLAINT, LETTER, MEI, START, a_case, opened, order, pack, proposed, words

DAY = timedelta(days=1)
BEFORE = shutting.AHEAD
ENDS = START + 15 * DAY
TAKEN = facts.Assigned(agent=MEI, how="next")
BAND = facts.StepDone(step="age_band_rule")
TWELVE = facts.Established(source="agent", facts=("partly_able",))
ASKED = facts.Asked(complaint=COMPLAINT, letter=LETTER, words=words(), until=START + 30 * DAY)
HEARD = facts.Heard(complaint=COMPLAINT, why="answered")
ANSWERED = facts.StepDone(step="ratified")
DECIDED = facts.Decided(no=1, outcome="granted", orders=())


def held(ends=ENDS, measure="P4", **more) -> facts.Protected:
    share = order("p4", measure=measure, target=ACCOUNT, protective=True, until=ends)
    return facts.Protected(order=share, words=words(), review_at=START, **more)


def asked(*then: facts.CaseFact, hold: facts.Protected | None = None) -> Case:
    """A share is held, and the guardian was asked in the first minutes."""
    return a_case(TAKEN, hold or held(), TWELVE, BAND, ASKED, *then, first=opened("LV.MINOR", "S2"))


def kept(case: Case, *, at=ENDS - BEFORE):
    return holding_on.kept(case, case.protections[0], pack=pack(), now=at)


def test_a_share_is_held_until_the_thirty_days_are_over_and_one_review_longer() -> None:
    case = asked()
    answer_by = dict(case.moved)["waiting"] + 30 * DAY
    first = kept(case)
    assert first is not None
    assert (first.step, first.answer_by, first.latest) == ("ratified", answer_by, answer_by + 3 * DAY)
    assert first.until == ENDS - BEFORE + 15 * DAY  # no longer at once than the pack allows
    assert first.review_at == ENDS - BEFORE + 3 * DAY
    again = holding_on.kept(
        asked(hold=held(first.until)), held(first.until), pack=pack(), now=first.until - BEFORE
    )
    assert again is not None
    assert again.until == again.latest == answer_by + 3 * DAY  # 33 days, and not an hour more
    assert again.review_at == answer_by  # a lead looks when the time to answer is over
    last = asked(hold=held(again.until))
    assert kept(last, at=again.until - BEFORE) is None


def test_it_is_taken_anew_an_hour_ahead_and_not_sooner_and_late_rather_than_never() -> None:
    case = asked()
    assert kept(case, at=ENDS - BEFORE - timedelta(seconds=1)) is None
    assert kept(case, at=ENDS + DAY) is not None
    assert kept(case, at=START + 40 * DAY) is None  # nobody came to it for so long that it is over


def test_an_answer_in_the_meantime_leaves_three_days_to_read_it_and_to_decide() -> None:
    early = asked(HEARD, ANSWERED)
    assert kept(early) is None  # it was held long enough as it is
    soon = early.steps_at["ratified"] + timedelta(hours=1)
    just = asked(HEARD, ANSWERED, hold=held(soon))
    found = kept(just, at=soon - timedelta(minutes=5))
    assert found is not None
    assert found.until == just.steps_at["ratified"] + 3 * DAY
    assert found.review_at == soon - timedelta(minutes=5)  # it is there: a lead looks at once


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(a_case(TAKEN, held(), TWELVE, BAND, first=opened("LV.MINOR", "S2")), id="nobody was asked"),
        pytest.param(a_case(TAKEN, held(), BAND, ASKED, first=opened("LV.MINOR", "S2")), id="under eight: there is nothing to ask"),
        pytest.param(asked(HEARD, TAKEN, proposed(outcome="granted"), DECIDED), id="it is decided"),
        pytest.param(asked(hold=held(measure="P1")), id="what is no money"),
        pytest.param(asked(hold=held(measure="P99")), id="what the pack knows no more"),
        pytest.param(asked(hold=held(None)), id="what has no end"),
        pytest.param(asked(hold=held(level="A2", answer_by=ENDS)), id="what no second person has answered for"),
        pytest.param(a_case(TAKEN, held(), ASKED, first=opened("CV.FRAUD", "S2")), id="a kind of which no step holds anything"),
    ],
)  # fmt: skip
def test_everything_else_that_is_provisional_ends_as_it_was_said(case) -> None:
    assert kept(case) is None
