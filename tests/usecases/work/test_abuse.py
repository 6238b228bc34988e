"""Somebody insults or threatens those who work here: marked, warned, one channel, heard in danger, looked at again, over on its day."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.receipts import number_of
from ombud.core.refusals import Refused
from ombud.core.vocabulary import Severity
from ombud.store import conduct, letters, staff
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Alarm, Complaint, ConductRow, Dose, Letter
from ombud.usecases.answer import answer
from ombud.usecases.answer_together import answer_together
from ombud.usecases.give_back import give_back
from ombud.usecases.hear_danger import hear_danger
from ombud.usecases.limit_contact import Limits, limit_contact
from ombud.usecases.look_at_caller import look_at_caller
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.look_at_limited import look_at_limited
from ombud.usecases.mark_abuse import Affront, mark_abuse
from ombud.usecases.object_to_limit import object_to_limit
from ombud.usecases.remind_limits import remind_limits
from ombud.usecases.review_abuse import review_abuse
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import AN, JUN, LIN, MEI, ZHOU
from tests.usecases.sorting.scene import SELF_HARM
from tests.workbench.scene import at

SPAM = "这个账号到处刷广告引流"
INSULT = "你们这些废物，读了三天都读不懂吗？"
THREAT = "我知道你们在哪栋楼，等着吧。"
DESPAIR = "我撑不下去了，今晚就想死。"
PRIVATE = "请改从这个页面写给我们。"
DAY = timedelta(days=1)


@pytest.fixture
def told(work):
    """A case of 兰 Lan's in 梅 Mei's hands; 林 Lin and 何 He lead, too."""
    work.hire(LIN, "lead")
    return Told(work)


class Told:
    """What 兰 Lan writes and what becomes of it."""

    def __init__(self, work) -> None:
        self.work, self.no = work, 0
        self.case = self.mine(proved=True)

    def mine(self, *, proved=True, text=SPAM, **said):
        self.no += 1
        case = self.work.filed(text, about=f"v-{self.no}", **said)
        take(by=MEI, now=self.work.now)
        if proved:
            self.work.proves(case)
        return case

    def complaint(self, case=None):
        return read_complaint(self.work.complaint(case or self.case))

    def writes(self, text, case=None):
        self.work.later(minutes=5)
        it = self.complaint(case)
        self.work.act(answer, it.id, text=text)
        return self.complaint(case).words[-1][1].id

    def affront(self, text=INSULT, *, kind="insult", passage=None, case=None, message=None):
        message = message or self.writes(text, case)
        it = self.complaint(case)
        return Affront(complaint=it.id, message=message, kind=kind, passage=passage or text)

    def mark(self, text=INSULT, *, case=None, by=MEI, **said):
        self.work.later(minutes=5)
        return self.work.act(
            mark_abuse, case or self.case, affront=self.affront(text, case=case, **said), by=by
        )

    def limits(self, case=None, days=10, **said):
        whole = {"contact": "lead", "until": self.work.now + days * DAY, "reason": PRIVATE}
        return Limits(complaint=self.complaint(case).id, **{**whole, **said})

    def limit(self, case=None, *, by=ZHOU, **said):
        self.work.later(minutes=5)
        self.work.act(limit_contact, case or self.case, limits=self.limits(case, **said), by=by)

    def limited(self):
        self.mark()
        self.mark(THREAT, kind="threat")
        self.limit()

    def letters(self, template):
        rows = Letter.objects.filter(complaint=self.complaint().id, template=template).order_by("made_at")
        return [letters.body(letters.find(row.id)).body for row in rows]

    def rows(self, case=None):
        return list(
            ConductRow.objects.filter(complaint=self.complaint(case).id)
            .order_by("no", "key")
            .values_list("no", "answer")
        )

    def alarms(self, kind):
        return list(Alarm.objects.filter(kind=kind).order_by("raised_at").values_list("to_role", flat=True))

    def sound(self):
        """Whether the books are; no chore takes a lease back here, or a clock."""
        return [one for one in verify(now=self.work.now).faults if not one.code.endswith("_late")] == []


def reason(work, verb, *what, **said):
    before = work.house.rows("SELECT count(*) FROM ledger")
    with pytest.raises(Refused) as no:
        work.act(verb, *what, **said)
    assert work.house.rows("SELECT count(*) FROM ledger") == before
    return no.value.facts.get("why") or no.value.code.value


# ---- a warning
def test_the_first_time_a_letter_says_which_words_it_was_and_that_the_complaint_goes_on(work, told):
    before = read_case(told.case)
    assert told.mark() == "warned"
    (letter,) = told.letters("abuse_warning")
    for said in (INSULT, "不影响它的结果", "异议", "110"):
        assert said in letter
    assert read_case(told.case) == before, "nothing of it stands in the case's book, which decides"
    assert told.rows() == [(1, "warned")]
    assert [one.what for one in look_at_complaint(told.complaint().id, now=work.now).timeline][
        -1
    ] == "abuse_warned"
    assert told.mark("还是那句话，废物。") == "noted"
    assert len(told.letters("abuse_warning")) == 1
    assert told.sound()


def test_a_threat_calls_the_duty_lead_and_an_insult_calls_nobody(told):
    told.mark()
    assert told.alarms("staff_threatened") == []
    told.mark(THREAT, kind="threat")
    assert told.alarms("staff_threatened") == ["lead"]


def test_nothing_is_marked_that_is_not_there_not_quoted_or_by_whoever_does_not_see_it(work, told):
    other = told.mine()
    message = told.writes(INSULT)
    affront = told.affront(message=message, passage=INSULT)
    assert reason(work, mark_abuse, told.case, affront=affront, by=JUN) == "not_found"
    assert reason(work, mark_abuse, other, affront=affront) == "not_found"
    elsewhere = told.affront(message=told.complaint(other).received.words.id, passage=SPAM)
    assert reason(work, mark_abuse, told.case, affront=elsewhere) == "not_found"
    misquoted = told.affront(message=message, passage="你们真笨")
    assert reason(work, mark_abuse, told.case, affront=misquoted) == "not_quoted"
    work.act(mark_abuse, told.case, affront=affront)
    assert reason(work, mark_abuse, told.case, affront=affront) == "marked_already"


def test_the_very_first_message_can_be_marked(told):
    filed = told.complaint().received.words.id
    assert told.mark(SPAM, message=filed, passage="刷广告") == "warned"
    assert told.sound()


def test_whoever_is_in_despair_is_not_warned_though_they_swear_and_the_lead_cannot_limit_them(work, told):
    told.case = told.mine(text=SELF_HARM)
    assert told.mark() == "noted"
    assert told.mark(THREAT, kind="threat") == "noted"
    assert told.letters("abuse_warning") == []
    assert reason(work, limit_contact, told.case, limits=told.limits(), by=ZHOU) == "crisis"


def test_what_is_said_of_somebody_counts_by_what_is_proved_and_under_another_address_against_nobody(
    work, told
):
    told.mark()
    second = told.mine()
    assert told.mark(case=second) == "noted", "she was warned in her first"
    false = told.mine(proved=False)
    assert told.mark(case=false) == "warned", "whoever wrote this may have given her address"
    assert told.rows(false) == []
    assert told.sound()
    told.limit(second)
    assert conduct.limit_of(told.complaint(), now=work.now).complaint.id == told.complaint(second).id
    assert conduct.limit_of(told.complaint(second), now=work.now).fact.contact == "lead"
    assert conduct.limit_of(told.complaint(false), now=work.now) is None
    work.later(days=11)
    assert conduct.limit_of(told.complaint(), now=work.now) is None


# ---- one channel, one contact
def test_after_a_warning_a_lead_who_marked_nothing_limits_contact_until_a_day_and_a_letter_says_so(
    work, told
):
    told.mark()
    assert reason(work, limit_contact, told.case, limits=told.limits(), by=ZHOU) == "nothing_since"
    told.mark(THREAT, kind="threat")
    assert reason(work, limit_contact, told.case, limits=told.limits(), by=MEI) == "not_allowed"
    assert reason(work, limit_contact, told.case, limits=told.limits(until=None), by=ZHOU) == "bad_time"
    assert reason(work, limit_contact, told.case, limits=told.limits(reason=" "), by=ZHOU) == "text_empty"
    assert reason(work, limit_contact, told.case, limits=told.limits(days=31), by=ZHOU) == "too_long"
    other = told.mine()
    assert reason(work, limit_contact, other, limits=told.limits(), by=ZHOU) == "not_found"
    told.limit()
    (letter,) = told.letters("contact_limited")
    for said in (PRIVATE, "异议", "自动结束", "值班组长", "110"):
        assert said in letter
    (one,) = look_at_limited(now=work.now)
    assert (one.number, one.case, one.contact) == (number_of(told.complaint().id, "C"), told.case, "lead")
    assert (one.objects, one.answer_at, one.danger_at) == (False, None, None)
    assert Complaint.objects.get(id=told.complaint().id).limited_until == one.until
    assert told.rows() == [(1, "warned"), (2, "noted"), (3, "limited")]
    assert told.sound()


def test_what_they_write_meanwhile_is_answered_together_by_the_contact_once_in_so_long(work, told):
    told.limited()
    mine = told.complaint().id
    assert reason(work, answer_together, mine, text="好的。", by=ZHOU) == "nothing_to_answer"
    told.writes("第一个问题。")
    told.writes("第二个问题。")
    assert reason(work, answer_together, mine, text="好的。", by=ZHOU) == "too_soon"
    assert remind_limits(now=work.now) == 0
    work.later(days=7)
    assert (remind_limits(now=work.now), remind_limits(now=work.now)) == (1, 0)
    assert told.alarms("answer_together") == ["lead"]
    assert reason(work, answer_together, mine, text="好的。", by=MEI) == "other_contact"
    work.act(answer_together, mine, text="两个问题一起回答您。", by=ZHOU)
    (letter,) = told.letters("answered_together")
    for said in ("两个问题一起回答您", "110", "限制到"):
        assert said in letter
    assert remind_limits(now=work.now) == 0
    assert told.sound()


def test_a_danger_that_they_write_is_heard_at_once_in_spite_of_it(work, told):
    told.limited()
    assert read_case(told.case).severity > Severity.S0
    told.writes("为什么没有人回我？")
    assert (told.alarms("danger_written"), hear_danger(now=work.now)) == ([], 0)
    told.writes(DESPAIR)
    assert told.alarms("danger_written") == ["lead"]
    assert (hear_danger(now=work.now), hear_danger(now=work.now)) == (1, 0)
    assert read_case(told.case).severity is Severity.S0
    assert [one.what for one in look_at_complaint(told.complaint().id, now=work.now).timeline][-1] == "danger"
    (one,) = look_at_limited(now=work.now)
    assert one.danger_at == work.now
    assert told.sound()


def test_a_danger_calls_somebody_though_no_case_is_there_yet_and_a_case_graded_since_stays_so(work, told):
    [filed] = work.house.file(SPAM, key="fresh")
    work.act(answer, filed, text=DESPAIR)
    assert told.alarms("danger_written") == ["lead"]
    assert hear_danger(now=work.now) == 0
    told.writes(DESPAIR)
    work.later(minutes=1)
    work.write(told.case, facts.Graded(severity="S2", why="looked", second=ZHOU), by=f"agent:{ZHOU}")
    assert hear_danger(now=work.now) == 0


# ---- who sees it
def seen(work, told, *, by, case=None):
    case = case or told.case
    return work.act(look_at_case, case, by=by).conducts[told.complaint(case).id]


def test_an_agent_and_a_lead_see_what_they_may_do_and_a_complainant_what_holds(work, told):
    mine = told.complaint().id
    assert seen(work, told, by=MEI).marked == {}
    told.mark()
    assert not seen(work, told, by=ZHOU).limits
    told.mark(THREAT, kind="threat")
    assert (seen(work, told, by=ZHOU).limits, seen(work, told, by=MEI).limits) == (True, False)
    assert sorted(seen(work, told, by=MEI).marked.values()) == ["insult", "threat"]
    assert look_at_complaint(mine, now=work.now).limit is None
    told.limit()
    limited = look_at_complaint(mine, now=work.now).limit
    assert (limited.contact, limited.every, limited.number) == ("lead", timedelta(days=7), "")
    assert (seen(work, told, by=ZHOU).reviews, seen(work, told, by=LIN).reviews) == (False, True)
    work.act(object_to_limit, mine, text="不公平。")
    assert seen(work, told, by=LIN).objection == "不公平。"
    told.writes("还有一个问题。")
    assert not seen(work, told, by=ZHOU).answers
    work.later(days=8)
    assert seen(work, told, by=ZHOU).answers
    second = told.mine()
    there = look_at_complaint(told.complaint(second).id, now=work.now).limit
    assert there.number == number_of(mine, "C")
    assert seen(work, told, by=ZHOU, case=second).answer_at is None, "they are answered in the first"


# ---- objecting
def test_they_object_and_another_lead_looks_who_keeps_it(work, told):
    mine = told.complaint().id
    assert reason(work, object_to_limit, mine, text="不公平。") == "nothing_stands"
    told.limited()
    work.act(object_to_limit, mine, text="我是急了，不是威胁。")
    assert told.alarms("limit_objected") == ["lead"]
    assert reason(work, object_to_limit, mine, text="再说一次。") == "nothing_stands"
    assert look_at_limited(now=work.now)[0].objects
    assert reason(work, review_abuse, mine, kept=True, reason="维持。", by=MEI) == "not_allowed"
    assert reason(work, review_abuse, mine, kept=True, reason="维持。", by=ZHOU) == "own_hand"
    work.act(review_abuse, mine, kept=True, reason="两句话都在记录里。", by=LIN)
    (letter,) = told.letters("abuse_kept")
    assert "两句话都在记录里" in letter
    assert "自动结束" in letter
    assert len(look_at_limited(now=work.now)) == 1
    what = [one.what for one in look_at_complaint(mine, now=work.now).timeline]
    assert what[-3:] == ["limited", "limit_objected", "limit_kept"]
    assert told.sound()


def test_what_does_not_outlast_it_ends_with_the_warning_it_rested_on(work, told):
    told.limited()
    mine = told.complaint().id
    work.act(object_to_limit, mine, text="我引用的是别人的话。")
    work.act(review_abuse, mine, kept=False, reason="那句话是引用。", by=LIN)
    assert look_at_limited(now=work.now) == ()
    assert told.rows()[-1] == (4, "fallen")
    assert "没有任何限制" in told.letters("abuse_lifted")[0]
    assert told.sound()
    assert told.mark("废物。") == "warned", "it begins anew"


def test_it_ends_on_its_day_by_itself(work, told):
    told.limited()
    work.later(days=10)
    assert look_at_limited(now=work.now) == ()
    told.writes("现在呢？")
    assert reason(work, answer_together, told.complaint().id, text="好的。", by=ZHOU) == "nothing_to_answer"
    assert told.sound()


# ---- those who bear it
def test_whoever_was_attacked_hands_over_in_one_step_and_it_counts_for_their_day(work, told):
    told.mark(THREAT, kind="threat")
    before = Dose.objects.filter(agent=MEI, exposure="E3").count()
    work.act(give_back, told.case, why=facts.ATTACKED)
    (dose,) = Dose.objects.filter(agent=MEI, exposure="E3")[before:]
    assert dose.minutes == 30
    assert staff.spent(MEI, now=work.now)
    assert take(by=JUN, now=work.now) == told.case, "it goes to others first"


def test_an_auditor_who_only_reads_limits_nobody(work, told):
    told.mark()
    told.mark(THREAT, kind="threat")
    assert reason(work, limit_contact, told.case, limits=told.limits(), by=AN) == "not_allowed"


def test_whoever_takes_a_call_reads_that_contact_is_limited_and_takes_it_in_all_the_same(told):
    told.case = told.mine(contact={"phone": "13912340003"})
    desk = at(MEI, "zh")
    said = {"text": "还没有人回我。", "phone": "139 1234 0003", "spoken": "zh", "place": "CN", "danger": "no"}
    assert look_at_caller(said["phone"], now=told.work.now) is None
    told.limited()
    assert look_at_caller(said["phone"], now=told.work.now).contact == "lead"
    assert look_at_caller("13912340004", now=told.work.now) is None
    asked = desk.post("/work/phone/", {**said, "go": "ask"}).text
    assert "由值班组长一并答复，电话里不逐条回答" in asked
    assert said["text"] in asked
    filed = desk.post("/work/phone/", {**said, "key": "k-1", "go": "file"})
    assert (filed.status_code, "联系有限制" in filed.text) == (200, True)
    assert "联系有限制" not in desk.post("/work/phone/", {**said, "phone": "13912340004", "go": "ask"}).text
