"""What shows more than was asked for is kept by nobody, and its sender is asked again."""

from uuid import UUID

from ombud.core import facts
from ombud.core.refusals import No
from ombud.store import texts
from ombud.store.ledger import open_complaint, read_lines
from ombud.store.models import Letter
from ombud.store.transactions import one_transaction
from ombud.usecases.refuse_file import UNREDACTED, refuse_file
from ombud.usecases.verify import verify
from tests.cast import COMPLAINT, JUN, words
from tests.usecases.work.test_files import FRAUD, on_disk, sent

WHY = "证件号没有遮住"


@one_transaction
def set_hold(work, complaint):
    """A court wants it kept."""
    with open_complaint(complaint) as book:
        book.write(facts.HoldSet(hold=COMPLAINT, words=words()), by="agent:legal", now=work.now)


def test_it_is_gone_in_that_commit_the_book_says_so_and_its_sender_is_asked_again(work):
    case = work.in_hand(text=FRAUD)
    file = sent(work, case)
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
    file = sent(work, case)
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
    file = sent(work, case)
    work.act(refuse_file, case, file=file, text=WHY)
    assert work.refused(refuse_file, case, file=file, text=WHY) is No.ERASED
