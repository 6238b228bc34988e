"""What is written down so that it is a record, and in which cases is a step of that sort owed?"""

from dataclasses import replace

import pytest

from ombud.core import facts
from ombud.core.playbooks import applies, open_steps
from ombud.core.records import KINDS, WRITTEN, check_number, kinds, record
from ombud.core.refusals import No, Refused
from tests.cast import MEI, a_case, opened, pack, proposed

DATA = pack().playbooks["authority"].step("data_out")
GONE = replace(DATA, records="approached")
"""What packs from before ask for, and none does now."""
OUT = {"data_basic": "注册时间", "receiver": "某市 公安局", "provision": "刑事诉讼法第五十四条"}


def test_of_what_was_given_each_thing_is_a_line_and_the_kinds_are_codes():
    assert record(DATA, OUT) == "注册时间\n某市 公安局\n刑事诉讼法第五十四条"
    assert kinds(DATA, OUT) == ("data_basic",)
    assert kinds(DATA, {**OUT, "data_content": "私信"}) == ("data_basic", "data_content")
    assert record(replace(DATA, records=None), OUT) is None
    assert (record(GONE, OUT), kinds(GONE, OUT)) == (None, ()), "the note of it is kept"


@pytest.mark.parametrize("lacks", OUT)
def test_half_a_record_is_none(lacks):
    with pytest.raises(Refused) as no:
        record(DATA, {**OUT, lacks: " "})
    assert (no.value.code, no.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, DATA.records)


@pytest.mark.parametrize(
    ("book", "name", "asked"),
    [
        ("privacy_platform", "summary_handed_over", ("handed_to", "handed_on", "handed_receipt")),
        ("child_sexual_safety", "hash_shared", ("handed_to", "handed_on", "handed_receipt")),
        ("data_right", "done_and_passed_on", ("right_done", "right_receivers")),
        ("staff_conduct", "promise_kept", ("promised", "promise_done")),
        ("crisis", "follow_24h", ("looked_how", "looked_on", "looked_back")),
        ("crisis", "agent_debrief", ("debrief_by", "debrief_on", "debrief_then")),
        ("authority", "confirm_effect", ("handed_to", "handed_on", "handed_receipt")),
        ("crisis", "follow_7d", ("looked_how", "looked_on", "looked_back")),
    ],
)
def test_what_a_person_did_outside_is_written_down_whole_and_is_no_note(book, name, asked):
    step = pack().playbooks[book].step(name)
    said = {one: f"这是{one}" for one in asked}
    assert record(step, said) == "\n".join(said.values())
    assert step.records in WRITTEN
    for lacks in asked:
        with pytest.raises(Refused) as no:
            record(step, {**said, lacks: " ", "note": "做过了"})
        assert no.value.facts == {"step": name, "why": step.records}


def decided(code: str, outcome: str):
    return a_case(
        facts.Assigned(agent=MEI, how="next"),
        proposed(outcome=outcome),
        facts.Decided(no=1, outcome=outcome, orders=()),
        first=opened(code),
    )


@pytest.mark.parametrize(
    ("code", "outcome", "owed"),
    [
        pytest.param("GR.DATA", "granted", True, id="data was asked for and granted"),
        pytest.param("GR.DATA", "refused", False, id="nothing was given"),
        pytest.param("GR.TAKEDOWN", "granted", False, id="no data was asked for"),
    ],
)
def test_what_went_out_is_owed_where_something_did(code, outcome, owed):
    case = decided(code, outcome)
    assert applies(case, DATA) is owed
    assert (DATA.id in {step.id for step in open_steps(case, pack(), before="close")}) is owed
    assert DATA not in open_steps(a_case(first=opened(code)), pack(), before="decision"), "nobody decided yet"
    assert {*KINDS} >= {*kinds(DATA, OUT)}


CALL_BACK = pack().playbooks["authority"].step("call_back")
SPOOFED = (
    "紧急协查，请回拨 138 0013 8000 或 +86 (571) 8728-0114，邮箱 wang@police-gov.example.com，也可拨 110。"
)


@pytest.mark.parametrize(
    ("number", "refused"),
    [
        pytest.param("13800138000", True, id="the very number"),
        pytest.param("+86 138-0013-8000", True, id="written otherwise"),
        pytest.param("0571-87280114", True, id="without the country"),
        pytest.param("Wang@police-gov.example.com", True, id="the mail address"),
        pytest.param("0571-87280110", False, id="another one"),
        pytest.param("110", False, id="what everybody knows"),
        pytest.param("", False, id="none, which is no record at all"),
    ],
)
def test_whoever_is_called_back_is_not_called_where_they_wrote(number, refused):
    def asks(step=CALL_BACK):
        check_number(step, {"published_number": number}, wrote=("你好", SPOOFED))

    asks(DATA)
    if not refused:
        return asks()
    with pytest.raises(Refused) as no:
        asks()
    assert no.value.code == No.NUMBER_FROM_LETTER
    return None
