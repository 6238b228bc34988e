"""Is a call back to an authority a record of whom, where, who answered and what was asked, and never a free note?"""

import pytest

from ombud.core import facts, records
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation
from ombud.store import texts
from ombud.store.ledger import read_case
from ombud.usecases.do_step import do_step
from ombud.usecases.verify import verify
from tests import cast

GROOMED = "有陌生人私信我女儿要照片,她11岁。"
CALL = {
    "authority": "市公安局网安支队",
    "published_number": "0571-87280110",
    "officer": "警号 033117",
    "asked": "先不要惊动对方，\n保全到立案",
}


@pytest.fixture
def reported(stage):
    """A stranger asks a child for pictures, and it was reported."""
    case = stage.case(GROOMED, relation=Relation.GUARDIAN)
    for one in ("cn_police", "cn_cyberspace_children"):
        stage.write(case, facts.StepDone(step=f"report_authority:{one}", receipt=stage.words(case, "回执 1")))
    return case


def does(stage, case, **said):
    do_step(case, step="call_back", said=said, by=cast.MEI, mint=stage.mint, now=stage.now)


@pytest.mark.parametrize("lacks", [*CALL, "everything"])
def test_a_call_back_is_a_record_or_it_is_none(stage, reported, lacks):
    said = {name: text for name, text in CALL.items() if lacks not in {name, "everything"}}
    with pytest.raises(Refused) as no:
        does(stage, reported, note="打过了", **said)
    assert (no.value.code, no.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, "called_back")
    assert read_case(reported).called_back == ()
    assert "call_back" not in read_case(reported).steps_done


def test_the_book_keeps_each_thing_on_a_line_of_its_own(stage, reported):
    does(stage, reported, **CALL)
    case = read_case(reported)
    (call,) = case.called_back
    assert call.step == "call_back"
    assert "call_back" in case.steps_done
    kept = texts.read(reported, call.words.id).splitlines()
    assert kept == ["市公安局网安支队", "0571-87280110", "警号 033117", "先不要惊动对方， 保全到立案"]
    assert verify(now=stage.now).is_clean


def test_nobody_calls_back_about_what_was_not_reported(stage):
    case = stage.case(GROOMED, relation=Relation.GUARDIAN)
    with pytest.raises(Refused) as no:
        does(stage, case, **CALL)
    assert no.value.code is No.STEP_AFTER


def test_a_step_that_records_nothing_asks_for_nothing_of_it():
    step = cast.pack().playbook("MN.BULLY").step("safe_now")
    assert records.record(step, {}) is None
