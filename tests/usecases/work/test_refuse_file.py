"""What shows more than was asked for is kept by nobody, and its sender is asked again."""

from datetime import timedelta
from uuid import UUID

import pytest

from ombud.core import facts
from ombud.core.destroying import UNREDACTED, check, cited
from ombud.core.refusals import No, Refused
from ombud.store import texts
from ombud.store.ledger import open_complaint, read_lines
from ombud.store.models import Letter
from ombud.store.transactions import one_transaction
from ombud.usecases.ask import ask
from ombud.usecases.refuse_file import refuse_file
from ombud.usecases.verify import verify
from tests.cast import COMPLAINT, JUN, words
from tests.usecases.work.test_files import FRAUD, on_disk, sent

WHY = "证件号没有遮住"


@one_transaction
def set_hold(work, complaint):
    """A court wants it kept."""
    with open_complaint(complaint) as book:
        book.write(facts.HoldSet(hold=COMPLAINT, words=words()), by="agent:legal", now=work.now)


def shown(work, case):
    """She sent a paper, and it was looked at as one that proves who she is."""
    file = sent(work, case)
    work.write(
        case, facts.Verified(complaint=work.complaint(case), level="V0", method="x", documents=(file,))
    )
    return file


def test_it_is_gone_in_that_commit_the_book_says_so_and_its_sender_is_asked_again(work):
    case = work.in_hand(text=FRAUD)
    file = shown(work, case)
    assert file.hex in {one.replace("-", "") for one in on_disk()}
    work.act(refuse_file, case, file=file, text=WHY)
    assert file.hex not in {one.replace("-", "") for one in on_disk()}
    gone, asked = (line.fact for line in read_lines(case)[-2:])
    assert isinstance(gone, facts.FileErased)
    assert (gone.evidence, gone.retention) == (file, UNREDACTED)
    assert isinstance(asked, facts.Asked)
    assert (asked.complaint, texts.read(case, asked.words.id)) == (work.complaint(case), WHY)
    assert Letter.objects.get(id=asked.letter).template == "need_more"
    assert verify(now=work.now).is_clean


def test_nobody_destroys_what_is_not_theirs_to_look_at_what_is_held_or_without_a_word(work):
    case = work.in_hand(text=FRAUD)
    file = shown(work, case)
    there = on_disk()
    assert work.refused(refuse_file, case, file=file, text=" ") is No.TEXT_EMPTY
    assert work.refused(refuse_file, case, file=UUID(int=7), text=WHY) is No.NOT_FOUND
    assert work.refused(refuse_file, case, file=file, text=WHY, by=JUN) is No.NOT_YOURS
    other = work.filed(about="v-2")
    assert work.refused(refuse_file, other, file=file, text=WHY) is No.NOT_FOUND
    set_hold(work, work.complaint(case))
    assert work.refused(refuse_file, case, file=file, text=WHY) is No.NOT_IN_THIS_STATE
    assert on_disk() == there


def test_what_is_gone_already_is_not_refused_again(work):
    case = work.in_hand(text=FRAUD)
    file = shown(work, case)
    work.act(refuse_file, case, file=file, text=WHY)
    assert work.refused(refuse_file, case, file=file, text=WHY) is No.ERASED


def test_what_was_sent_once_more_was_asked_for_may_go(work):
    case = work.in_hand(text=FRAUD)
    lan = work.complaint(case)
    work.act(ask, case, complaint=lan, text="请寄证件")
    book = read_lines(case)
    said = {"complaint": lan, "relation": "affected"}
    check(COMPLAINT, book, **said, sent_at=work.now)
    with pytest.raises(Refused):
        check(COMPLAINT, book, **said, sent_at=work.now - timedelta(days=1))
    with pytest.raises(Refused):
        check(COMPLAINT, book, complaint=COMPLAINT, relation="affected", sent_at=work.now)
    check(COMPLAINT, (), complaint=lan, relation="guardian", sent_at=work.now)


def test_what_a_decision_rests_on_is_cited(work):
    case = work.in_hand()
    work.steps(case, before="decision")
    lan = work.complaint(case)
    work.propose(case, findings=(("第三秒出现裸露。", (lan,)),))
    assert lan in cited(read_lines(case))


def test_evidence_that_nobody_had_asked_for_stays(work):
    case = work.in_hand(text=FRAUD)
    file = sent(work, case)
    there = on_disk()
    assert work.refused(refuse_file, case, file=file, text=WHY) is No.NOT_IN_THIS_STATE
    work.write(
        case, facts.Verified(complaint=work.complaint(case), level="V1", method="x", documents=(file,))
    )
    assert on_disk() == there
    work.act(refuse_file, case, file=file, text=WHY)
    assert file.hex not in {one.replace("-", "") for one in on_disk()}


def test_what_a_step_or_a_finding_rests_on_stays_and_is_named_where_it_is_gone(work):
    case = work.in_hand(text=FRAUD)
    file = shown(work, case)
    work.write(case, facts.StepDone(step="x", evidence=(file,)))
    assert work.refused(refuse_file, case, file=file, text=WHY) is No.NOT_IN_THIS_STATE
    work.write(case, facts.FileErased(evidence=file, retention=UNREDACTED, proof="0" * 64))
    assert "cited_file_destroyed" in {one.code for one in verify(now=work.now).faults}
