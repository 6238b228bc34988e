"""A complaint about our own staff: whoever it is about, by number, by name or by the same matter, neither gets nor sees it."""

from ombud.core.refusals import No
from ombud.store import naming
from ombud.store.models import Case, Member, Staff
from ombud.store.transactions import one_transaction
from ombud.usecases.assign import assign
from ombud.usecases.keep_line_out import keep_line_out
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import JUN, MEI, ZHOU
from tests.usecases.sorting.scene import SHOWS_NAKED, video

RUDE = "客服态度太差,复制粘贴三遍就挂断了。"


def line(work, known=None):
    return keep_line_out(known={} if known is None else known, mint=work.mint, now=work.now)


def test_whoever_handled_the_same_matter_is_out_without_any_number_and_another_gets_it(work):
    first = work.file(SHOWS_NAKED, subject=video("v-1"))
    assert take(by=MEI, now=work.now) == first
    case = work.file(RUDE, kind="UF.SUPPORT", subject=video("v-1"))
    assert line(work) == 1
    assert line(work) == 0, "once"
    assert work.case(case).kept_out == {MEI}
    assert work.refused(look_at_case, case, by=MEI) is No.NOT_FOUND
    assert take(by=JUN, now=work.now) == case
    assert verify(now=work.now).is_clean


def test_a_lead_who_is_named_neither_reads_it_nor_gives_it_to_anybody(work):
    case = work.file(f"{RUDE}组长 Zhou 也这样说。", kind="UF.SUPPORT")
    assert line(work) == 1
    assert work.case(case).kept_out == {ZHOU}
    assert work.refused(look_at_case, case, by=ZHOU) is No.NOT_FOUND
    assert work.refused(assign, [case], to=JUN, reason="换人", by=ZHOU) is No.KEPT_OUT
    assert take(by=MEI, now=work.now) == case


def test_who_names_nobody_and_nothing_keeps_nobody_out(work):
    case = work.file(RUDE, kind="UF.SUPPORT")
    assert Member.objects.filter(case_id=case).exists()
    assert line(work) == 0
    assert work.case(case).kept_out == frozenset()


def test_what_has_not_moved_on_is_not_read_again_and_what_has_is(work, monkeypatch):
    first = work.file(SHOWS_NAKED, subject=video("v-1"))
    case = work.file(RUDE, kind="UF.SUPPORT", subject=video("v-1"))
    known, reads = {}, []
    find = naming.about

    def about(state, **said):
        reads.append(state.id)
        return find(state, **said)

    monkeypatch.setattr(naming, "about", about)
    assert [line(work, known) for _ in range(4)] == [0, 0, 0, 0]
    assert reads == [case, case], "once to find the books, once more as they stood before"
    assert take(by=MEI, now=work.now) == first
    assert line(work, known) == 1
    assert work.case(case).kept_out == {MEI}
    for _ in range(3):
        assert line(work, known) == 0
    seen = len(reads)
    work.file("还有别人说同一个视频的事,也是裸露。", subject=video("v-1"), kind="PR.POST")
    assert line(work, known) == 0
    assert len(reads) == seen + 1, "another matter on the same thing began"
    Staff.objects.filter(id=JUN).update(name="客服")
    assert line(work, known) == 1, "who is called otherwise now is looked for anew"
    decide(case)
    assert line(work, known) == 0
    assert known == {}


@one_transaction
def decide(case):
    Case.objects.filter(id=case).update(status="decided")
