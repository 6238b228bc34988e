"""What is erased when its time has come: unreadable for everybody, written down, and every chain still holds (I7)."""

from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest

from ombud.adapters import here
from ombud.adapters.rules import triage_rules
from ombud.adapters.scanner.none import NoScanner
from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.store import evidence, files, mailroom, reaching, texts
from ombud.store.ledger import open_case, open_complaint, read_case, read_complaint, read_lines
from ombud.store.models import Complaint, ConductRow, IntakeKey, Letter, PersonKey
from ombud.store.transactions import one_transaction
from ombud.store.vault import vault
from ombud.usecases.add_evidence import add_evidence
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.mark_abuse import Affront, mark_abuse
from ombud.usecases.retain import retain
from ombud.usecases.verify import verify
from ombud.usecases.verify_standing import Shown, verify_standing
from tests import cast
from tests.verify.lived import SCREEN


def sent(stage):
    """A file of 兰 Lan's."""
    return add_evidence(
        stage.lan,
        file=BytesIO(SCREEN),
        rules=triage_rules(),
        scanner=NoScanner(),
        mint=here.mint,  # a name on disk is never used twice
        now=stage.now,
    ).id


@one_transaction
def proves(complaint, fact, *, now):
    """She uses the link that went to her own address."""
    with open_complaint(complaint) as book:
        book.write(fact, by="complainant", now=now)


@pytest.fixture
def over(stage):
    """A case that was decided, carried out, told and closed; 兰 Lan had sent a picture."""
    case = stage.case(key="a key of hers")
    stage.file = sent(stage)
    stage.decide(case, "L4")
    stage.all()
    assert read_case(case).status.value == "closed"
    assert read_complaint(stage.lan).standing.value == "ended"
    return case


def erased(stage, **after):
    """What the chore does when so much time has passed."""
    stage.later(**after)
    return retain(now=stage.now)


def faults(stage):
    return verify(now=stage.now).faults


def told(book):
    """What was erased, by class."""
    lines = (line.fact for line in read_lines(book))
    return [fact.retention for fact in lines if isinstance(fact, facts.Erased | facts.FileErased)]


def test_nothing_is_erased_a_day_too_early(stage, over):
    assert erased(stage, days=183) == 0
    assert (told(stage.lan), told(over)) == ([], [])
    assert files.is_kept(vault().folder, stage.file)
    assert faults(stage) == []


def test_what_was_marked_goes_with_the_person(stage, over):
    """A message of hers was marked as an insult: nothing that counts against her is left once she is erased."""
    it = read_complaint(stage.lan)
    affront = Affront(complaint=it.id, message=it.received.words.id, kind="insult", passage="全是色情内容")
    receipt = Letter.objects.get(complaint=it.id, template="receipt").id
    proves(stage.lan, facts.ContactProved(letter=receipt, way="email"), now=stage.now)
    mark_abuse(over, affront=affront, by=cast.ZHOU, mint=here.mint, now=stage.now)
    assert ConductRow.objects.filter(complaint=stage.lan).count() == 1
    assert faults(stage) == []
    erased(stage, days=1097)
    assert read_complaint(stage.lan).erased
    assert ConductRow.objects.count() == 0
    assert faults(stage) == []


def test_contact_data_goes_first_and_the_words_stay(stage, over):
    IntakeKey.objects.all().delete()
    assert reaching.contact(stage.lan) == {"email": "lan@example.org"}
    assert erased(stage, days=215) == 1
    assert told(stage.lan) == ["K2"]
    assert reaching.contact(stage.lan) == {}
    assert texts.read(stage.lan, read_complaint(stage.lan).received.words.id)
    assert not read_complaint(stage.lan).erased
    assert look_at_complaint(stage.lan, now=stage.now).timeline[-1].what == "contact_erased"
    assert faults(stage) == []


def test_a_file_goes_when_its_time_has_come_and_the_words_stay(stage, over):
    IntakeKey.objects.all().delete()
    erased(stage, days=215)
    proof = evidence.fingerprint(stage.file)
    assert erased(stage, days=366 - 215) == 1
    assert told(stage.lan) == ["K2", "K4"]
    assert not files.is_kept(vault().folder, stage.file)
    assert [file.erased for file in evidence.of(stage.lan)] == [True]
    said = read_lines(stage.lan)[-1]
    assert (said.by, said.fact.proof) == ("chore:retain", proof)
    assert texts.read(stage.lan, read_complaint(stage.lan).received.words.id)
    assert faults(stage) == []
    assert erased(stage, days=1) == 0


def test_person_and_case_go_in_the_end_and_every_chain_still_holds(stage, over):
    letters = mailroom.of_complaint(stage.lan) + mailroom.of_case(over)
    assert letters
    erased(stage, days=1097)
    assert (told(stage.lan), told(over)) == (["K1"], ["K1"])
    assert not PersonKey.objects.exists()
    assert not files.is_kept(vault().folder, stage.file)
    for owner, text in (
        (stage.lan, read_complaint(stage.lan).received.words.id),
        (over, read_case(over).decision.proposal.for_complainant.id),
        *((letter.id, letter.text) for letter in letters),
    ):
        with pytest.raises(Refused) as no:
            texts.read(owner, text)
        assert no.value.code is No.ERASED
    assert faults(stage) == []
    assert erased(stage, days=1) == 0


def test_the_line_says_which_key_was_destroyed(stage, over):
    person = read_complaint(stage.lan).received.person
    contact = read_complaint(stage.lan).received.contact.id
    keys = PersonKey.objects.filter(person__in=[person, contact])
    stored = b"".join(bytes(one.wrapped) for one in sorted(keys, key=lambda one: one.person.bytes))
    erased(stage, days=1097)
    fact = read_lines(stage.lan)[-1].fact
    assert fact == facts.Erased(person=person, why="time", retention="K1", proof=sha256(stored).hexdigest())


def test_after_that_nobody_writes_into_either_book_as_if_a_new_key_could_open_the_old(stage, over):
    erased(stage, days=1097)
    for attempt in (
        lambda: stage.note(over, "one more"),
        lambda: hold(stage, stage.lan),
        lambda: texts.key_of(read_complaint(stage.lan).received.person),
    ):
        with pytest.raises(Refused) as no:
            attempt()
        assert no.value.code is No.ERASED
    assert not PersonKey.objects.exists()
    assert faults(stage) == []


def hold(stage, book):
    """A matter of law begins; return its id."""
    held = stage.mint()
    opened = open_case if book != stage.lan else open_complaint
    with opened(book) as it:
        words = texts.keep_for(book, "法院要求保全", mint=stage.mint)
        it.write(facts.HoldSet(hold=held, words=words), by=f"agent:{cast.LIN}", now=stage.now)
    return held


@pytest.mark.parametrize("on_case", [False, True], ids=["on the complaint", "on its case"])
def test_a_hold_stops_it_and_when_it_is_lifted_what_is_due_goes(stage, over, on_case):
    book = over if on_case else stage.lan
    held = hold(stage, book)
    IntakeKey.objects.all().delete()
    erased(stage, days=1097)
    assert told(stage.lan) == []
    assert files.is_kept(vault().folder, stage.file)
    assert told(over) == ([] if on_case else ["K1"])
    assert faults(stage) == []
    with (open_case if on_case else open_complaint)(book) as it:
        words = texts.keep_for(book, "法院撤销了", mint=stage.mint)
        it.write(facts.HoldLifted(hold=held, words=words), by=f"agent:{cast.LIN}", now=stage.now)
    erased(stage, days=1)
    assert (told(stage.lan), told(over)) == (["K1"], ["K1"])
    assert faults(stage) == []


def test_what_an_authority_has_us_keep_is_erased_in_none_of_our_books_before_its_day(stage, over):
    until = stage.now + timedelta(days=1100)
    asks = stage.case("这个视频泄露了我的身份证号和家庭住址")
    stage.decide(asks, facts.Chosen(measure="K", target=read_case(over).subject, until=until))
    stage.all()
    erased(stage, days=1097)
    assert told(stage.lan) == [], "not even her own contact data"
    assert not read_case(over).erased_at
    assert texts.read(stage.lan, read_complaint(stage.lan).received.words.id)
    assert erased(stage, days=4) > 0
    assert read_case(over).erased_at


def test_many_that_are_held_do_not_keep_the_others_from_their_turn(stage, over):
    hold(stage, over)
    stage.later(days=1)
    other = stage.case(about="v-2")
    stage.decide(other, "L4")
    stage.all()
    stage.later(days=1097)
    retain(now=stage.now, limit=1)
    assert told(stage.lan) == ["K1"]


def test_what_a_crash_left_half_done_is_finished_by_the_next_round(stage, over):
    evidence.drop(stage.file)
    assert [fault.code for fault in faults(stage)] == ["file_missing"]
    erased(stage, days=366)
    assert [line.fact.proof for line in read_lines(stage.lan)[-1:]] == [""]
    assert faults(stage) == []


def test_verify_names_a_key_and_a_file_that_should_be_gone(stage, over, owner):
    row = PersonKey.objects.get(person=read_complaint(stage.lan).received.person)
    path = next(vault().folder.rglob(stage.file.hex))
    body = path.read_bytes()
    erased(stage, days=1097)
    row.save(force_insert=True)
    path.write_bytes(body)
    assert {"person_key_there", "file_there"} <= {fault.code for fault in faults(stage)}
    path.unlink()


def test_how_long_somebody_looked_is_kept_for_a_year(stage, over):
    from ombud.store.models import Dose

    for days in (364, 366):
        at = stage.now - timedelta(days=days)
        Dose(agent=cast.MEI, at=at, minutes=9, exposure="E3").save(force_insert=True)
    before = Dose.objects.count()
    retain(now=stage.now)
    assert Dose.objects.count() == before - 1
    assert not Dose.objects.filter(at__lt=stage.now - timedelta(days=365)).exists()
    assert not faults(stage)


def test_records_of_arrival_roll_and_a_key_is_remembered_for_half_a_year(stage, over):
    erased(stage, days=190)
    assert IntakeKey.objects.count() == 1
    erased(stage, days=2)
    assert IntakeKey.objects.count() == 0


def test_the_complainant_is_told_on_their_page_what_was_erased_and_when(stage, over):
    erased(stage, days=366)
    erased(stage, days=1097 - 366)
    seen = look_at_complaint(stage.lan, now=stage.now)
    assert [one.what for one in seen.timeline if "erased" in one.what] == [
        "contact_erased",
        "file_erased",
        "erased",
    ]
    assert seen.answerable is False
    assert Complaint.objects.get(id=stage.lan).erase_due_at is None


def by_papers(stage) -> dict:
    return {"platform": stage.host, "mint": stage.mint, "now": stage.now}


@pytest.mark.parametrize("level", ["V3", "V0"])
def test_a_document_of_identity_goes_thirty_days_after_the_end_and_what_it_proved_stays(stage, level):
    case = stage.case()
    paper = sent(stage)
    proved = {"complaint": stage.lan, "level": level, "method": "document_seen", "by": cast.MEI}
    verify_standing(case, shown=Shown(documents=[paper]), **by_papers(stage), **proved)
    with pytest.raises(Refused) as no:
        verify_standing(case, shown=Shown(documents=[stage.mint()]), **by_papers(stage), **proved)
    assert no.value.code is No.NOT_FOUND
    stage.decide(case, "L4")
    stage.all()
    assert erased(stage, days=29) == 0
    assert erased(stage, days=2) == 1
    assert (told(case), told(stage.lan)) == (["K3"], [])
    assert not files.is_kept(vault().folder, paper)
    assert read_case(case).proved(stage.lan) == level
    assert faults(stage) == []
    erased(stage, days=366)
    assert "K4" in told(stage.lan)
    assert faults(stage) == []


def test_a_document_whose_complaint_is_held_waits(stage):
    case = stage.case()
    paper = sent(stage)
    proved = {"complaint": stage.lan, "level": "V3", "method": "document_seen", "by": cast.MEI}
    verify_standing(case, shown=Shown(documents=[paper]), **by_papers(stage), **proved)
    stage.decide(case, "L4")
    stage.all()
    hold(stage, stage.lan)
    assert erased(stage, days=31) == 0
    assert files.is_kept(vault().folder, paper)
