"""One person answers for a complaint in two cases: named, writing, late, kept out, followed by another."""

from datetime import timedelta

from ombud.core import facts
from ombud.core.notices import Progress
from ombud.core.refusals import No
from ombud.store import contacts, letters, staff
from ombud.store.ledger import open_case, read_complaint
from ombud.store.models import Alarm, Letter, Staff
from ombud.store.transactions import one_transaction
from ombud.usecases.keep_out import keep_out
from ombud.usecases.let_in import let_in
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.look_at_contacts import look_at_contacts
from ombud.usecases.name_contacts import name_contacts
from ombud.usecases.take import take
from ombud.usecases.tell_parts import tell_parts
from ombud.usecases.verify import verify
from tests.cast import JUN, MEI, ZHOU
from tests.usecases.sorting.scene import video

BOTH = "有人发布视频曝光我的身份证号和住址电话。另外,我的账号被盗了,密码被改,登录不了。"
DAY = timedelta(days=1)


@one_transaction
def hold_letters(work, case):
    with open_case(case) as book:
        fact = facts.Withheld(
            side="complainant", ground="authority_order", approver=ZHOU, review_at=work.now + DAY
        )
        book.write(fact, by=f"agent:{ZHOU}", now=work.now)


def test_one_person_answers_for_both_parts_by_a_day_and_whoever_is_kept_out_hands_over(work):
    [it] = work.house.file(BOTH, subject=video("v-1"), contact={"email": "lan@example.org"})
    work.house.drain()
    assert (work.act(name_contacts), look_at_complaint(it, now=work.now).contact) == (0, None)
    held = take(by=MEI, now=work.now)
    assert (work.act(name_contacts), work.act(name_contacts)) == (1, 0)
    seen = look_at_complaint(it, now=work.now).contact
    assert [ended for _, ended in seen.parts] == [False, False]
    progress = Progress(done="看了。", next="再看。", until=work.now + 2 * DAY)
    assert work.refused(tell_parts, it, progress=progress, by=JUN) is No.NOT_YOURS
    work.act(tell_parts, it, progress=progress)
    letter = Letter.objects.get(complaint=it, template="parts_told")
    assert seen.mask in letters.body(letters.find(letter.id)).body
    [mine] = look_at_contacts(by=MEI)
    assert (mine.number, mine.word_by, look_at_contacts(by=JUN)) == (
        look_at_complaint(it, now=work.now).number,
        progress.until,
        (),
    )
    work.later(days=3)
    assert (work.act(name_contacts), work.act(name_contacts)) == (1, 0)
    assert Alarm.objects.filter(kind="contact_late", cleared_at=None).count() == 1
    again = Progress(done="看了。", next="再看。", until=work.now + 2 * DAY)
    work.act(tell_parts, it, progress=again)
    assert Alarm.objects.filter(kind="contact_late", cleared_at=None).count() == 0
    [other] = {part.case for part in read_complaint(it).parts} - {held}
    work.act(keep_out, other, agent=MEI, reason="认识当事人", by=ZHOU)
    assert work.refused(tell_parts, it, progress=again) is No.NOT_YOURS, "at once, whenever the chore comes"
    assert work.act(name_contacts) == 1
    named = read_complaint(it).contact
    assert (named.agent, named.before, named.why) == (ZHOU, MEI, "leads")
    assert named.mask != seen.mask
    work.act(let_in, other, agent=MEI, reason="查过，不认识", by=ZHOU)
    assert (work.act(name_contacts), read_complaint(it).contact) == (0, named), "it does not go to and fro"
    Staff.objects.filter(id=ZHOU).update(is_active=False)
    assert work.act(name_contacts) == 1
    named = read_complaint(it).contact
    assert (named.agent, named.before, named.why) == (MEI, ZHOU, "holds"), "who left hands over"
    hold_letters(work, other)
    assert work.refused(tell_parts, it, progress=again) is No.NOT_IN_THIS_STATE
    [shown] = contacts.of((it,), person=staff.colleague(MEI))
    assert (shown.mine, len(shown.parts)) == (True, 2)
    assert [one for one in verify(now=work.now).faults if not one.code.endswith("_late")] == []
