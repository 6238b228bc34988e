"""What somebody reported in vain is judged anew: as what it is, and by nobody who had a hand in it before."""

from dataclasses import replace

import pytest

from ombud.core import facts, kin
from ombud.core.playbooks import check_done
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Kinship
from tests.cast import JUN, LETTER, MEI, a_case, opened, pack, words

STEP = pack().playbooks["unfair_review"].step("opened_anew")
IGNORED = a_case(facts.Assigned(agent=JUN, how="next"), first=opened("UF.REPORT_IGNORED"))


def leading(kinship: str):
    beside = facts.SetBeside(case=LETTER, kinship=kinship, how="leads", words=words())
    return a_case(facts.Assigned(agent=JUN, how="next"), beside, first=opened("UF.REPORT_IGNORED"))


def test_it_is_opened_as_what_it_is_and_not_as_one_more_complaint_about_us():
    kin.check_anew(IGNORED, kinship=Kinship.ANEW, code="CV.SEX.ADULT")
    kin.check_anew(IGNORED, kinship=Kinship.SISTER, code="UF.CONTENT")
    with pytest.raises(Refused) as no:
        kin.check_anew(IGNORED, kinship=Kinship.ANEW, code="UF.CONTENT")
    assert (no.value.code, no.value.facts) == (No.BAD_INPUT, {"field": "code"})
    assert kin.opens_anew(IGNORED, Kinship.ANEW)
    assert not kin.opens_anew(a_case(first=opened("CV.SEX.ADULT")), Kinship.ANEW)


def test_whoever_had_a_hand_in_it_is_kept_out_and_whom_the_first_keeps_out_too():
    first = replace(IGNORED, kept_out=frozenset({MEI}))
    made = kin.begun(first, kinship=Kinship.ANEW, words=words(), hands=(JUN,))
    assert set(made.kept_out) == {MEI, JUN}
    assert kin.begun(first, kinship=Kinship.COPY, words=words()).kept_out == (MEI,)


def test_the_step_is_done_by_the_case_that_judges_it_anew_and_by_no_other():
    anew, sister = leading("anew"), leading("sister")
    assert (kin.anew(anew), kin.anew(sister), kin.anew(IGNORED)) == (LETTER, None, None)
    check_done(anew, STEP, shows=False, concerns=None)
    for case in (sister, IGNORED):
        with pytest.raises(Refused) as no:
            check_done(case, STEP, shows=True, concerns=None)
        assert no.value.code is No.STEP_NEEDS_EVIDENCE
