"""Is the child whom a case protects written to, whoever complained, and may it write back where nobody looks over its shoulder?"""

import pytest

from ombud.adapters.platform.contract import Account, HostSubject
from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Relation
from ombud.store import mailroom, members
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Alarm, Case, Letter
from ombud.store.statements import account_of
from ombud.usecases.do_step import do_step
from ombud.usecases.draft_from_letter import draft_from_letter
from ombud.usecases.read_letter import read_letter
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.sorting.scene import video

GROOMED = "有陌生人私信我女儿要照片,她11岁。"
CHILD = "我今年11岁,有个陌生人私信我,让我发照片给他,我很害怕。"
DONE = "我们让那个人再也联系不到你，也告诉了警察。"
HERS = "a-xiaoyu"


@pytest.fixture
def wei(stage):
    """What 伟 Wei reports, over his own account, decided by two."""
    return decided(stage, GROOMED, relation=Relation.GUARDIAN, contact={"account": "a-wei"})


def decided(stage, text, *, found=(), measure="L9", **said):
    stage.host.know(HostSubject("clips", "account", HERS), account=Account(HERS, name="小雨", minor=True))
    case = stage.case(text, **said)
    if found:
        stage.write(case, facts.Established(source="agent", facts=found))
    stage.decide(case, measure, why_not_lower=stage.words(case, "x"))
    return case


def writes(stage, case, account=HERS, done=DONE):
    said = {"child_account": account, "child_done": done}
    do_step(case, step="child_message", said=said, by=cast.MEI, mint=stage.mint, now=stage.now)


def to_the_child(case):
    return list(Letter.objects.filter(case_id=case, template="child_message").order_by("id"))


def test_the_child_is_written_to_once_in_its_own_words_though_its_father_complained(stage, wei):
    for _ in range(2):
        writes(stage, wei)
    stage.tell()
    (row,) = to_the_child(wei)
    said = stage.read(mailroom.find(row.id))
    assert (row.side, row.state, row.complaint) == ("child", "delivered", None)
    for words in ("你没有做错任何事", DONE, "你信任哪位大人", "12355", f"/l/{row.number}"):
        assert words in said
    for never in ("您", "{", "a-wei", "a-tao"):
        assert never not in said
    (told,) = [one for one in stage.host.tells if one.account == HERS]
    assert DONE not in told.text
    assert [one.template for one in read_case(wei).told].count("child_message") == 1
    assert verify(now=stage.now).is_clean
    opened = read_letter(letter=row.id, now=stage.now)
    assert (opened.to_child, opened.child, opened.leak) == (True, True, "")


@pytest.mark.parametrize(
    ("account", "done", "code"),
    [
        pytest.param("a-tao", DONE, No.NOT_FOR_THE_CHILD, id="the account of whoever it is about"),
        pytest.param("a-wei", DONE, No.NOT_FOR_THE_CHILD, id="the account of the father"),
        pytest.param("", DONE, No.LETTER_FIELD_EMPTY, id="nobody"),
        pytest.param(HERS, "", No.LETTER_FIELD_EMPTY, id="nothing said"),
        pytest.param(HERS, "您的投诉已关闭", No.LETTER_PHRASE, id="what no letter says"),
    ],
)
def test_it_does_not_go_where_somebody_else_reads_and_the_step_stays_open(  # noqa: PLR0917 - a table
    stage, wei, account, done, code
):
    with pytest.raises(Refused) as no:
        writes(stage, wei, account, done)
    assert no.value.code is code
    assert to_the_child(wei) == []
    assert "child_message" not in read_case(wei).steps_done


def test_where_somebody_who_may_be_the_danger_reads_along_no_account_is_written_to(stage):
    wei = decided(stage, GROOMED, found=("read_along",), relation=Relation.GUARDIAN)
    with pytest.raises(Refused) as no:
        writes(stage, wei)
    assert no.value.code is No.NOT_FOR_THE_CHILD
    assert to_the_child(wei) == []


def test_the_account_that_a_case_is_about_is_written_to_where_the_child_behind_it_was_groomed(stage):
    wei = decided(stage, GROOMED, found=("groomed_child",), measure="L4", relation=Relation.GUARDIAN)
    assert account_of(read_case(wei)) is not None
    writes(stage, wei, "a-tao")
    assert [one.side for one in to_the_child(wei)] == ["child"]


def test_a_case_about_nothing_on_the_host_has_no_account_to_write_to(stage):
    (complaint,) = stage.house.file(GROOMED, relation=Relation.GUARDIAN)
    stage.house.drain(now=stage.now)
    case = read_complaint(complaint).parts[0].case
    stage.write(case, facts.Assigned(agent=cast.MEI, how="next"))
    stage.decide(case, outcome="no_violation", clause=None, why=None)
    with pytest.raises(Refused) as no:
        writes(stage, case)
    assert no.value.code is No.NOT_FOR_THE_CHILD


@pytest.mark.parametrize("found", [(), ("read_along",)], ids=["alone", "read along"])
def test_a_child_that_complained_itself_is_written_to_with_its_complaint_unless_its_account_is_read_along(
    stage, found
):
    case = decided(stage, CHILD, found=found, contact={"account": HERS})
    assert read_complaint(stage.lan).child
    if found:
        with pytest.raises(Refused):
            writes(stage, case, "")
        assert to_the_child(case) == []
        return
    writes(stage, case, "")
    stage.tell()
    (row,) = to_the_child(case)
    assert (row.complaint, row.side) == (stage.lan, "complainant")
    assert [told.template for _, told in read_complaint(stage.lan).told].count("child_message") == 1
    assert verify(now=stage.now).is_clean


def answers(stage, case, text):
    (row,) = to_the_child(case)
    (got,) = stage.house.receive([draft_from_letter(row.id, text=text)], at=stage.now)
    stage.house.drain(now=stage.now)
    return got.id


def calls():
    return Alarm.objects.filter(kind="danger_written").count()


def test_what_a_child_writes_back_comes_to_the_case_as_its_own_complaint_and_calls_the_lead(stage, wei):
    writes(stage, wei)
    stage.tell()
    assert calls() == 0
    mine = answers(stage, wei, "我想先告诉王老师")
    said = read_complaint(mine)
    assert said.child
    assert (said.received.relation, said.received.locale) == (Relation.AFFECTED, Lang.ZH)
    assert mine in members.everybody(
        wei
    )  # a danger begins anew after a decision; an answer to our letter does not
    assert calls() == 1
    assert answers(stage, wei, "我想先告诉王老师") == mine  # sent twice
    again = answers(stage, wei, "我现在很安全")
    assert again != mine
    assert {mine, again} < set(members.everybody(wei))
    assert calls() == 2
    assert Case.objects.count() == 1
    assert verify(now=stage.now).is_clean


def test_another_danger_about_the_same_is_a_case_of_its_own_though_the_child_was_written_to(stage, wei):
    writes(stage, wei)
    stage.tell()
    (other,) = stage.house.file(CHILD, subject=video("v-1"), at=stage.now)
    stage.house.drain(now=stage.now)
    assert read_complaint(other).parts[0].case != wei
    assert calls() == 0


def test_nothing_is_written_back_to_a_letter_that_no_child_has(stage, wei):
    (receipt,) = (one for one in mailroom.of_complaint(stage.lan) if one.template == "receipt")
    (reasons,) = mailroom.of_case(wei)
    for letter in (receipt, reasons):
        with pytest.raises(Refused) as no:
            draft_from_letter(letter.id, text="x")
        assert no.value.code is No.ANSWER_CLOSED


def test_the_first_step_calls_the_duty_lead_once_and_is_no_tick(stage):
    case = stage.case(GROOMED, relation=Relation.GUARDIAN)
    for _ in range(2):
        do_step(case, step="page_duty", by=cast.MEI, mint=stage.mint, now=stage.now)
    (called,) = Alarm.objects.filter(kind="duty_called")
    assert (called.to_role, called.owner) == ("lead", case)
