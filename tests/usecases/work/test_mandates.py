"""方 Fang speaks for 兰 Lan by a power that somebody saw, until it is taken back or turns out to be forged."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts, guardians, mandates
from ombud.core.case import Status
from ombud.core.complaint import Standing
from ombud.core.ids import bucket_of
from ombud.core.notices import Progress
from ombud.core.pack.letters import Rendered
from ombud.core.refusals import No
from ombud.core.vocabulary import Relation
from ombud.store import advising, letters, mailroom, members
from ombud.store.ledger import read_complaint, read_lines
from ombud.store.models import Letter, Staff
from ombud.usecases import deliver as delivering
from ombud.usecases.answer import answer
from ombud.usecases.appeal import appeal
from ombud.usecases.ask import ask
from ombud.usecases.deliver import Doors, deliver
from ombud.usecases.end_mandate import Word, end_mandate
from ombud.usecases.fan_out import fan_out
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.rate import Said, rate
from ombud.usecases.read_letter import read_letter
from ombud.usecases.say_again import say_again
from ombud.usecases.tell_progress import tell_progress
from ombud.usecases.verify import verify
from ombud.usecases.verify_standing import Shown, verify_standing
from tests import cast
from tests.cast import JUN, MEI, ZHOU, pack
from tests.usecases.orders.scene import Post
from tests.usecases.sorting.scene import SHOWS_NAKED, video

POWER = {"method": "power_of_attorney", "shown": Shown(text="看过原件")}
WHY = "核对过"


@pytest.fixture
def spoken(work):
    """Fang's complaint and Lan's own about one video, in 梅 Mei's hands."""
    case = work.filed(relation=Relation.REPRESENTATIVE)
    fang = work.complaint(case)
    work.file(
        f"{SHOWS_NAKED}!!",
        subject=video("v-1"),
        relation=Relation.AFFECTED,
        contact={"email": "lan@example.org"},
    )
    (lan,) = set(members.everybody(case)) - {fang}
    work.in_hand(case)
    return case, fang, lan


def proves(work, case, complaint, **said):
    work.act(verify_standing, case, complaint=complaint, level="V3", **said)


def ends(fang, why="forged", word_of=None, *, same=True, **said):
    return {"complaint": fang, "why": why, "word": word_of and Word(word_of, same), "text": WHY, **said}


def tells(work):
    """Every letter that waits is written, and goes out."""
    post = Post()
    doors = Doors(platform=MemoryPlatform(), mail=post, sms=post, url="https://ombud.example")
    while fan_out(now=work.now) or deliver(doors=doors, now=work.now):
        pass


def templates(complaint):
    return [one.template for one in mailroom.of_complaint(complaint)]


def test_only_a_power_that_was_seen_proves_who_speaks_for_another_and_nobody_else(work, spoken):
    case, fang, lan = spoken
    for said in ({"method": "document_seen"}, {"method": "power_of_attorney"}):
        assert (
            work.refused(verify_standing, case, complaint=fang, level="V3", **said) is No.NEEDS_VERIFICATION
        )
    assert work.refused(verify_standing, case, complaint=lan, level="V3", **POWER) is No.BAD_INPUT
    proves(work, case, fang, **POWER)
    own = {"relation": Relation.REPRESENTATIVE, "pack": pack()}
    assert guardians.is_own(work.case(case), fang, **own)
    assert not guardians.is_own(work.case(case), lan, **own)
    assert not guardians.for_child(work.case(case), **own), "nobody here is a child"


@pytest.mark.parametrize(
    ("said", "no"),
    [
        pytest.param({"complaint": cast.COMPLAINT}, No.NOT_FOUND, id="of another case"),
        pytest.param({"complaint": "lan"}, No.BAD_INPUT, id="who speaks for herself"),
        pytest.param({"why": "bored"}, No.UNKNOWN_WORD, id="for no reason we know"),
        pytest.param({"why": "withdrawn"}, No.NEEDS_VERIFICATION, id="on nobody's word"),
        pytest.param(
            {"why": "withdrawn", "word_of": "lan"}, No.NEEDS_VERIFICATION, id="before she proved who she is"
        ),
        pytest.param({"why": "withdrawn", "word_of": "fang"}, No.NEEDS_VERIFICATION, id="on their own word"),
    ],
)
def test_a_mandate_ends_only_on_a_ground_and_on_the_word_of_whom_it_names(work, spoken, said, no):
    case, fang, lan = spoken
    known = {"lan": lan, "fang": fang}
    proves(work, case, fang, **POWER)
    asked = {name: known.get(one, one) for name, one in said.items()}
    by = ZHOU if asked.get("why", "forged") == "forged" else MEI
    assert work.refused(end_mandate, case, **ends(fang, **asked), by=by) is no


def test_once_it_is_taken_back_they_hear_nothing_more_and_what_rested_on_it_is_done_anew(work, spoken):
    case, fang, lan = spoken
    proves(work, case, fang, **POWER)
    work.steps(case, before="decision")
    done = work.case(case).steps_done
    proves(work, case, lan, method="document_seen")
    work.act(end_mandate, case, **ends(fang, "withdrawn", lan))
    after = work.case(case)
    assert (after.proved(fang), after.unmandated, after.steps_done) == ("V0", {fang}, done), "hers holds"
    assert work.refused(end_mandate, case, **ends(fang), by=ZHOU) is No.ALREADY_DONE
    assert work.refused(ask, case, complaint=fang, text="请补充。") is No.MANDATE_OVER
    until = work.now + timedelta(days=2)
    work.act(tell_progress, case, progress=Progress(done="看过了。", next="决定。", until=until))
    work.propose(case, findings=(("第三秒出现裸露。", (fang,)),))
    tells(work)
    assert ("progress" in templates(fang), "progress" in templates(lan)) == (False, True)
    assert {*templates(fang)} == {"receipt", "mandate_ended", "mandate_over"}, "and nothing of how it ended"
    assert "decision_complainant" in templates(lan)
    seen = look_at_complaint(fang, now=work.now)
    assert (seen.standing, seen.next.what, seen.rateable) == (Standing.ENDED, "nothing", ())
    assert [one.what for one in seen.timeline][-2:] == ["outcome.untold", "ended"]
    assert verify(now=work.now).is_clean


def test_a_case_waits_no_more_for_whoever_speaks_for_another_no_more(work, spoken):
    case, fang, lan = spoken
    work.act(ask, case, complaint=fang, text="请补充。")
    assert work.case(case).status is Status.WAITING
    work.act(end_mandate, case, **ends(fang), by=ZHOU)
    after = work.case(case)
    assert (after.status, after.waiting_for) == (Status.QUEUED, None)
    work.in_hand(case)
    work.act(ask, case, complaint=lan, text="请补充。")
    assert work.case(case).waiting_for.complaint == lan
    assert verify(now=work.now).is_clean


def test_a_forged_power_takes_with_it_what_rested_on_it_and_a_new_one_counts(work, spoken):
    case, fang, lan = spoken
    recoded = facts.Recoded(code="CV.IP.COPY", lane="content_violation.zh.general", words=cast.words())
    work.write(case, recoded)
    proves(work, case, fang, **POWER)
    work.write(case, facts.StepDone(step="standing"), facts.StepDone(step="fair_use"))
    work.act(end_mandate, case, **ends(fang), by=ZHOU)
    assert work.case(case).steps_done == {"fair_use"}
    assert "mandate_ended" in templates(fang)
    assert not read_complaint(lan).told or "mandate_ended" not in templates(lan)
    proves(work, case, fang, **POWER)
    assert (work.case(case).unmandated, work.case(case).proved(fang)) == (frozenset(), "V3")


def test_that_a_power_is_forged_says_a_lead_who_has_no_hand_in_the_case(work, spoken):
    case, fang, _ = spoken
    proves(work, case, fang, **POWER)
    for by in (MEI, JUN):
        assert work.refused(end_mandate, case, **ends(fang), by=by) is No.NOT_ALLOWED
    Staff.objects.filter(id=MEI).update(roles=["lead"])
    assert work.refused(end_mandate, case, **ends(fang)) is No.HAND_IN_IT
    work.act(end_mandate, case, **ends(fang), by=ZHOU)
    assert verify(now=work.now).is_clean
    forged = next(line.fact for line in read_lines(case) if isinstance(line.fact, facts.MandateEnded))
    proves(work, case, fang, **POWER)
    work.write(case, forged, by=f"agent:{MEI}")
    assert "mandate_ended_wrongly" in {one.code for one in verify(now=work.now).faults}


def test_who_speaks_for_another_no_more_asks_for_no_other_look(work, spoken):
    case, fang, _ = spoken
    proves(work, case, fang, **POWER)
    work.steps(case, before="decision")
    work.propose(case)
    tells(work)
    letter = next(one for one in mailroom.of_complaint(fang) if one.template == "decision_complainant")
    work.act(end_mandate, case, **ends(fang), by=ZHOU)
    assert work.refused(appeal, letter.id, text="再看一遍。") is No.MANDATE_OVER


def test_a_mandate_that_nobody_took_back_and_a_letter_in_spite_of_it_are_named(work, spoken):
    case, fang, lan = spoken
    proves(work, case, fang, **POWER)
    work.act(end_mandate, case, **ends(fang), by=ZHOU)
    assert verify(now=work.now).is_clean
    work.write(
        case,
        facts.MandateEnded(
            complaint=fang, why="withdrawn", words=cast.words(), letter=cast.LETTER, word_of=lan
        ),
    )
    Letter.objects.filter(complaint=fang, template="mandate_ended").update(
        template="stay_safe", made_at=work.now + timedelta(hours=1)
    )
    found = {one.code for one in verify(now=work.now).faults}
    assert {"mandate_ended_wrongly", "told_without_mandate", "letter_missing"} <= found


@pytest.mark.parametrize("meanwhile", [True, False])
def test_what_had_not_reached_them_when_it_ended_never_does_until_a_new_power_is_seen(
    work, spoken, meanwhile
):
    case, fang, lan = spoken
    proves(work, case, fang, **POWER)
    work.steps(case, before="decision")
    proves(work, case, lan, method="document_seen")
    work.propose(case)
    while fan_out(now=work.now):
        pass
    assert "decision_complainant" in templates(fang)
    work.later(minutes=1)
    work.act(end_mandate, case, **ends(fang, "withdrawn", lan))
    if meanwhile:  # a worker that had read the case before was still writing
        Letter.objects.filter(complaint=fang, state="withheld").update(state="due", due_at=work.now)
    work.later(minutes=1)
    tells(work)
    assert "decision_complainant" not in templates(fang)
    assert "decision_complainant" in templates(lan)
    assert verify(now=work.now).is_clean
    late = Letter.objects.filter(complaint=fang, template="decision_complainant")
    late.update(state="delivered", delivered_at=work.now)
    assert "told_without_mandate" in {one.code for one in verify(now=work.now).faults}
    late.update(state="withheld", delivered_at=None)
    work.later(minutes=1)
    proves(work, case, fang, **POWER)
    tells(work)
    assert "decision_complainant" in templates(fang)
    assert verify(now=work.now).is_clean


def test_no_lesser_proof_gives_a_mandate_back_nor_excuses_a_letter(work, spoken):
    case, fang, lan = spoken
    proves(work, case, fang, **POWER)
    work.steps(case, before="decision")
    work.act(end_mandate, case, **ends(fang), by=ZHOU)
    for said in ({"method": "phone_code"}, POWER):
        work.act(verify_standing, case, complaint=fang, level="V1", **said)
    assert work.case(case).unmandated == {fang}
    work.later(minutes=1)
    proves(work, case, lan, method="document_seen")
    work.steps(case, before="decision")
    work.propose(case, findings=(("第三秒出现裸露。", (fang,)),))
    tells(work)
    assert {*templates(fang)} == {"receipt", "mandate_ended", "mandate_over"}
    assert verify(now=work.now).is_clean
    Letter.objects.filter(complaint=fang, template="mandate_over").update(template="progress")
    assert "told_without_mandate" in {one.code for one in verify(now=work.now).faults}


def test_who_proved_who_they_are_and_is_not_whom_the_power_names_takes_nothing_back(work, spoken):
    case, fang, lan = spoken
    proves(work, case, fang, **POWER)
    proves(work, case, lan, method="document_seen")
    unlike = ends(fang, "withdrawn", lan, same=False)
    assert work.refused(end_mandate, case, **unlike) is No.NEEDS_VERIFICATION
    work.act(end_mandate, case, **ends(fang, "withdrawn", lan))
    told = next(line.fact for line in read_lines(case) if isinstance(line.fact, facts.MandateEnded))
    assert told.names == lan
    assert verify(now=work.now).is_clean
    proves(work, case, fang, **POWER)
    work.write(case, replace(told, names=cast.COMPLAINT))
    assert "mandate_ended_wrongly" in {one.code for one in verify(now=work.now).faults}


WRITERS = {
    "advice": lambda case, now: advising.tell_everybody(case, "call_bank", now=now),
    "progress": lambda case, now: letters.progress(
        case, Progress(done="看过了。", next="决定。", until=now), pack=pack(), now=now
    ),
    "put off": lambda case, now: letters.put_off(
        case, text="还在查。", until=now, law="", pack=pack(), now=now
    ),
    "looked at later": lambda case, now: letters.word_later(case, members.everybody(case.id), now=now),
}


@pytest.mark.parametrize("wrote", WRITERS.values(), ids=WRITERS)
def test_whatever_writes_it_no_letter_of_the_case_reaches_who_speaks_for_another_no_more(work, spoken, wrote):
    case, fang, lan = spoken
    work.act(end_mandate, case, **ends(fang), by=ZHOU)
    before = templates(lan)
    wrote(work.case(case), work.now)
    assert sorted(templates(fang)) == ["mandate_ended", "receipt"]
    assert len(templates(lan)) == len(before) + 1


def test_no_kind_of_letter_of_the_case_passes_the_door_but_those_that_say_so(work, spoken):
    case, fang, lan = spoken
    work.act(end_mandate, case, **ends(fang), by=ZHOU)

    def of(complaint, kind, about):
        it, said = read_complaint(complaint), Rendered(title="一", body="二")
        return letters.draft(it, work.mint(bucket_of(complaint)), kind, said=said, case_id=about)

    for kind in pack().letters:
        drafts = [of(fang, kind, case), of(lan, kind, case), of(fang, kind, None)]
        lie = mailroom.post(drafts, now=work.now)
        passes = [one.id in lie for one in drafts]
        assert passes == [kind in mandates.SAYS_SO, True, True], kind


def test_their_page_offers_nothing_of_it_any_more_and_no_door_takes_it(work, spoken):
    case, fang, _ = spoken
    proves(work, case, fang, **POWER)
    work.steps(case, before="decision")
    work.propose(case)
    tells(work)
    seen = look_at_complaint(fang, now=work.now)
    assert (seen.rateable, seen.next.what) == ((case,), "appeal")
    letter = next(one for one in seen.letters if one.appeal_until is not None)
    work.act(end_mandate, case, **ends(fang), by=ZHOU)
    after = look_at_complaint(fang, now=work.now)
    assert (after.rateable, after.again, after.next.what, after.appealable) == ((), False, "nothing", None)
    assert not read_letter(letter.number, code=letter.code, now=work.now).can_appeal
    solved = {"case": case, "said": Said(solved=False)}
    assert work.refused(rate, fang, **solved) is No.MANDATE_OVER
    assert work.refused(say_again, fang, text="又来了。") is No.NOT_ALLOWED
    answer(fang, text="我有一份新的授权。", mint=work.mint, now=work.now)
    assert sorted(templates(fang)) == ["decision_complainant", "mandate_ended", "receipt"]


def test_a_letter_is_not_held_back_from_whoever_showed_a_new_power_in_that_moment(work, spoken):
    case, fang, _ = spoken
    before = read_lines(case)
    delivering._keep_from(case, fang, now=work.now)
    assert read_lines(case) == before
