"""A case in the public eye waits where it waited, needs whom it needed, and names nobody to whoever speaks for the house."""

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.notices import Progress
from ombud.core.refusals import No
from ombud.core.vocabulary import Outcome
from ombud.store.drafting import Draft
from ombud.store.models import Case as Row
from ombud.usecases.ask import ask
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.mark_public import mark_public
from ombud.usecases.propose import propose
from ombud.usecases.take import take
from ombud.usecases.tell_progress import tell_progress
from ombud.usecases.verify import verify
from tests.cast import JUN, MEI, ZHOU, words

NOTE = "视频涉嫌违规，正在办理，尚无结论。"
QUEUED = (
    "status",
    "severity",
    "danger",
    "lane",
    "start_by",
    "due_by",
    "queued_at",
    "page_at",
    "asks",
    "sealed",
)


def place(case):
    return Row.objects.values_list(*QUEUED).get(id=case)


def test_it_gets_no_place_in_the_queue_and_no_signature_less(work):
    first, loud = work.filed(about="v-1"), work.filed(about="v-2")
    before = place(loud)
    work.act(mark_public, loud, note=NOTE, press=False, by=ZHOU)
    assert place(loud) == before
    assert take(by=MEI, now=work.now) == first, "whoever is loud waits like whoever is not"
    assert take(by=JUN, now=work.now) == loud
    seen = look_at_case(loud, by=JUN, mint=work.mint, now=work.now)
    assert seen.words[work.case(loud).public.words.id] == NOTE
    assert (seen.marks, look_at_case(loud, by=ZHOU, mint=work.mint, now=work.now).marks) == (False, True)
    assert verify(now=work.now).is_clean


def test_who_complained_is_named_to_nobody_and_only_a_lead_hands_it_over(work):
    case = work.filed()
    assert work.refused(mark_public, case, note=NOTE, press=False, by=MEI) is No.NOT_ALLOWED
    assert work.refused(mark_public, case, note=" ", press=False, by=ZHOU) is No.TEXT_EMPTY
    naming = "投诉人的邮箱是 lan@example.org"
    assert work.refused(mark_public, case, note=naming, press=False, by=ZHOU) is No.LETTER_NAMES_REPORTER
    work.write(case, facts.KeptOut(agent=ZHOU, words=words()))
    assert work.refused(mark_public, case, note=NOTE, press=False, by=ZHOU) is No.NOT_ALLOWED


def test_the_press_is_answered_asked_and_told_by_a_lead_alone(work):
    case = work.file("我是记者，想采访：你们怎么处理那条视频的？", kind="SV.QUESTION")
    work.act(mark_public, case, note=NOTE, press=True, by=ZHOU)
    work.ready(case)
    draft = Draft(
        outcome=Outcome.ANSWERED, clause=None, findings=(), measures=(), for_complainant="我们在查。"
    )
    seen = work.case(case).seq
    assert work.refused(propose, case, draft=draft, seen=seen) is No.PRESS_ASKS
    assert work.refused(ask, case, complaint=work.complaint(case), text="您是哪家媒体？") is No.PRESS_ASKS
    told = Progress(done="在查。", next="等结果。", until=work.now.replace(year=2027))
    assert work.refused(tell_progress, case, progress=told) is No.PRESS_ASKS
    assert work.case(case).status is Status.IN_HAND
