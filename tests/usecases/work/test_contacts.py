"""One person answers for a complaint in two cases: named, writing, late, kept out, followed by another."""

from datetime import timedelta

from ombud.core import facts
from ombud.core.notices import Progress
from ombud.core.refusals import No
from ombud.store import contacts, letters, staff
from ombud.store.ledger import open_case, read_complaint, read_lines
from ombud.store.models import Alarm, Letter, Staff
from ombud.store.transactions import one_transaction
from ombud.usecases.change_contact import change_contact
from ombud.usecases.declare_tie import declare_tie
from ombud.usecases.keep_out import keep_out
from ombud.usecases.let_in import let_in
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.look_at_contacts import look_at_contacts
from ombud.usecases.name_contacts import name_contacts
from ombud.usecases.take import take
from ombud.usecases.tell_parts import tell_parts
from ombud.usecases.verify import verify
from tests.cast import AN, JUN, MEI, ZHOU
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


def test_a_lead_or_whoever_holds_a_part_names_another_contact_with_a_reason_and_they_are_written_to(work):
    [it] = work.house.file(BOTH, subject=video("v-1"), contact={"email": "lan@example.org"})
    work.house.drain()
    case = take(by=MEI, now=work.now)
    said = {"to": JUN, "reason": "她会说投诉人的方言"}
    assert work.refused(change_contact, it, **said) is No.NOT_YOURS, "nobody answers for it yet"
    work.act(name_contacts)
    was = look_at_complaint(it, now=work.now).contact
    assert work.refused(change_contact, it, **said, by=AN) is No.NOT_YOURS
    assert work.refused(change_contact, it, to=MEI, reason="x") is No.ALREADY_DONE
    assert work.refused(change_contact, it, to=JUN, reason=" ") is No.NEEDS_REASON
    assert work.refused(change_contact, it, to=AN, reason="x") is No.NOT_ALLOWED
    work.act(keep_out, case, agent=JUN, reason="认识当事人", by=ZHOU)
    assert work.refused(change_contact, it, **said) is No.KEPT_OUT
    work.act(let_in, case, agent=JUN, reason="不认识", by=ZHOU)
    [own] = look_at_contacts(by=MEI)
    assert (JUN in dict(own.others), AN in dict(own.others), MEI in dict(own.others)) == (True, False, False)
    work.act(change_contact, it, **said)
    [fact] = [one.fact for one in read_lines(it) if isinstance(one.fact, facts.ContactNamed)][1:]
    assert (fact.agent, fact.before, fact.why) == (JUN, MEI, "changed")
    now = look_at_complaint(it, now=work.now).contact
    assert now.mask != was.mask
    assert look_at_contacts(by=MEI) == ()
    [hers] = look_at_contacts(by=JUN)
    assert (hers.why, hers.word_by, hers.others) == ("她会说投诉人的方言", own.word_by, ())
    letter = Letter.objects.get(complaint=it, template="contact_changed")
    told = letters.body(letters.find(letter.id)).body
    assert now.mask in told
    assert "方言" not in told
    assert (work.act(name_contacts), verify(now=work.now).is_clean) == (0, True)
    letter.delete()
    assert "letter_missing" in {one.code for one in verify(now=work.now).faults}


def owed():
    """The complaints that the chore would look at."""
    return tuple(contacts.owed(together=200))


def test_only_complaints_are_looked_at_whose_contact_may_have_to_hand_over(work):
    [it] = work.house.file(BOTH, subject=video("v-1"), contact={"email": "lan@example.org"})
    work.house.drain()
    assert owed() == (), "nobody holds a part"
    case = take(by=MEI, now=work.now)
    [whole] = work.house.file("有人裸露。", subject=video("v-2"), contact={"email": "lan@example.org"})
    work.house.drain()
    assert owed() == (it,)
    work.act(name_contacts)
    assert owed() == ()
    declare_tie(MEI, account="clips:u-else", bond="family", by=MEI, now=work.now)
    work.act(keep_out, case, agent=JUN, reason="认识当事人", by=ZHOU)
    assert owed() == (), "a tie to something else, and somebody else who is kept out, concern her in nothing"
    work.act(keep_out, case, agent=MEI, reason="认识当事人", by=ZHOU)
    assert owed() == (it,)
    work.act(let_in, case, agent=MEI, reason="不认识", by=ZHOU)
    assert owed() == ()
    Staff.objects.filter(id=MEI).update(roles=["auditor"])
    assert owed() == (it,), "who works on no case any more answers for none"
    assert len(read_complaint(whole).parts) == 1


def test_those_for_whom_nobody_is_there_do_not_keep_the_next_waiting(work):
    filed = [
        work.house.file(BOTH, subject=video(name), contact={"email": f"{name}@example.org"})[0]
        for name in ("v-1", "v-2")
    ]
    work.house.drain()
    for one, agent in zip(filed, (JUN, MEI), strict=True):
        for part in read_complaint(one).parts:
            work.write(part.case, facts.Assigned(agent=agent, how="next"), by="chore:next")
    Staff.objects.filter(id=JUN).update(roles=["auditor"])
    assert [*contacts.owed(together=1)] == filed, "each page goes on where the last one ended"
    assert work.act(name_contacts, together=1) == 1
    assert [read_complaint(one).contact is not None for one in filed] == [False, True]
