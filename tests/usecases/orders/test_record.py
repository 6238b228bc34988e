"""Who gets the record of what was done to them: by whose word, once, and so that `verify` sees when it was changed?"""

import json
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import psycopg
import pytest
from django.db import transaction

from ombud.adapters.platform.contract import Account, HostSubject, Snapshot
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.playbooks import open_steps
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation
from ombud.store import giving_record, mailroom, packs, texts
from ombud.store.ledger import open_case, read_case, read_complaint, read_lines
from ombud.store.models import Letter, ReadLine, SealedText, Staff
from ombud.store.sealing import seal
from ombud.usecases import answer_look as answering
from ombud.usecases.answer import answer
from ombud.usecases.answer_look import Seen, answer_look
from ombud.usecases.close_reading import close_reading
from ombud.usecases.do_step import do_step
from ombud.usecases.establish import establish
from ombud.usecases.fetch_record import fetch_record
from ombud.usecases.give_to_read import give_to_read
from ombud.usecases.grant import grant as let_in
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.open_beside import Beside, open_beside
from ombud.usecases.read_letter import read_letter
from ombud.usecases.verify import verify
from ombud.usecases.verify_standing import Shown, verify_standing
from tests import cast
from tests.usecases.sorting.scene import video

BULLIED = "我女儿12岁,被同学在视频里欺负辱骂。"
LOOKED = "核对过，没有争议"


def begun(stage, relation=Relation.GUARDIAN, *, grant=True, **said):
    """A child is bullied; 梅 Mei holds the case, cleared and with a grant."""
    case = stage.case(BULLIED, relation=relation, **said)
    Staff.objects.filter(id=cast.MEI).update(clearances=["minors"])
    if grant:
        let_in(case, to=cast.MEI, reason="核对", by=cast.ZHOU, mint=stage.mint, now=stage.now)
    return case


def proves(stage, case, level="V4"):
    stage.write(case, facts.Verified(complaint=stage.lan, level=level, method="birth_certificate"))


def decided(stage, case, *, looked=True):
    words = stage.words(case, LOOKED)
    fact = facts.StepDone if looked else facts.StepSkipped
    stage.write(case, fact(step="guardian_risk", words=words))
    stage.decide(case, "L4", signers=1)


def gives(stage, case, note="交给家人", *, cover="", also=()):
    said = {"note": note, "black_out": cover, "also": "\n".join(number_of(one, "K") for one in also)}
    do_step(case, step="give_record", said=said, by=cast.MEI, mint=stage.mint, now=stage.now)


def letters(stage):
    return [one for one in mailroom.of_complaint(stage.lan) if one.template == "kept_record"]


def given(case):
    return [line.fact for line in read_lines(case) if isinstance(line.fact, facts.RecordGiven)]


@pytest.fixture
def handed(stage):
    """A record that was handed to a proved guardian."""
    case = begun(stage)
    proves(stage, case)
    decided(stage, case)
    gives(stage, case, cover="广场舞")
    return case


def test_a_proved_guardian_gets_it_once_with_a_line_of_the_read_log(stage, handed):
    gives(stage, handed)
    (letter,) = letters(stage)
    (told,) = given(handed)
    assert (told.letter, told.complaint, told.n) == (letter.id, stage.lan, 1)
    assert told.fingerprint == mailroom.record(letter).fingerprint
    assert told.fingerprint in stage.read(letter)
    read = ReadLine.objects.filter(owner=handed, what="record").values_list("agent", "reason", "grant")
    leave = read_case(handed).grants[0].grant
    assert list(read) == [(cast.MEI, "交给家人", leave)] * 2
    assert verify(now=stage.now).is_clean


def test_it_is_fetched_as_the_same_archive_each_time_and_what_was_named_is_covered(stage, handed):
    (letter,) = letters(stage)
    first, again = (fetch_record(letter.id, now=stage.now) for _ in range(2))
    assert first == again
    assert first.name == f"{letter.number}.zip"
    with ZipFile(BytesIO(first.content)) as packed:
        assert packed.namelist() == ["manifest.json", "01.txt", "letter.txt"]
        words = packed.read("01.txt").decode()
    assert "跳舞" in words
    assert "广场舞" not in words
    assert mailroom.find(letter.id).read_at == stage.now
    prints = read_letter(letter=letter.id, now=stage.now).record.fingerprints
    with ZipFile(BytesIO(first.content)) as packed:
        assert prints == {name: sha256(packed.read(name)).hexdigest() for name in ("manifest.json", "01.txt")}
    seen = [one.what for one in look_at_complaint(stage.lan, now=stage.now).timeline]
    assert seen.count("record_fetched") == 2  # whoever complained sees each time, and says if it was not they


def test_whoever_it_was_done_to_gets_their_own_where_the_account_is_theirs(stage):
    case = begun(stage, Relation.AFFECTED)
    proves(stage, case, "V2")
    decided(stage, case, looked=False)
    gives(stage, case)
    assert len(letters(stage)) == 1


def test_a_guardian_who_may_be_the_danger_is_left_out_and_the_child_still_gets_it(stage):
    case = begun(stage)
    father = stage.lan
    (child,) = stage.house.file(
        "同学在视频里嘲笑我,我11岁。", subject=video("v-1"), relation=Relation.AFFECTED
    )
    stage.house.drain(now=stage.now)
    stage.write(case, facts.Verified(complaint=father, level="V4", method="birth_certificate"))
    stage.write(case, facts.Verified(complaint=child, level="V2", method="signals"))
    decided(stage, case, looked=False)
    gives(stage, case)
    assert [one.complaint for one in given(case)] == [child]
    assert letters(stage) == []


@pytest.mark.parametrize(
    ("said", "level", "looked", "code"),
    [
        pytest.param({}, None, True, No.NEEDS_VERIFICATION, id="nobody proved anything"),
        pytest.param({}, "V2", True, No.NEEDS_VERIFICATION, id="a guardian who only has an account"),
        pytest.param({"relation": Relation.BYSTANDER}, "V4", True, No.NEEDS_VERIFICATION, id="a witness"),
        pytest.param({"relation": Relation.AFFECTED}, "V1", True, No.NEEDS_VERIFICATION, id="whose account it is nobody knows"),
        pytest.param({}, "V4", False, No.STEPS_OPEN, id="home may be the danger"),
        pytest.param({"contact": {"account": "a-tao"}}, "V4", True, No.MEASURE_NOT_ALLOWED, id="whoever did it says to be the guardian"),
        pytest.param({"grant": False}, "V4", True, No.NEEDS_GRANT, id="nobody let her open it"),
    ],
)  # fmt: skip
def test_it_is_refused_and_nothing_is_written(stage, said, level, looked, code):  # noqa: PLR0917 - a table
    case = begun(stage, **said)
    if level:
        proves(stage, case, level)
    decided(stage, case, looked=looked)
    with pytest.raises(Refused) as no:
        gives(stage, case)
    assert no.value.code is code
    assert (given(case), letters(stage)) == ([], [])
    assert not ReadLine.objects.filter(owner=case, what="record").exists()
    assert "give_record" not in read_case(case).steps_done


def test_there_is_nothing_to_hand_over_where_nobody_kept_anything(stage, monkeypatch):
    monkeypatch.setattr(stage, "look_up", lambda _case: None)
    case = begun(stage)
    proves(stage, case)
    decided(stage, case)
    with pytest.raises(Refused) as no:
        gives(stage, case)
    assert no.value.code is No.STEP_NEEDS_EVIDENCE


def test_without_a_reason_nothing_is_opened(stage):
    case = begun(stage)
    proves(stage, case)
    decided(stage, case)
    with pytest.raises(Refused) as no:
        gives(stage, case, note=" ", cover="某人")
    assert no.value.code is No.NEEDS_REASON


def test_no_record_comes_with_any_other_letter_or_with_one_that_is_held_back(stage, handed):
    other = next(one for one in mailroom.of_complaint(stage.lan) if one.template == "receipt")
    (letter,) = letters(stage)
    Letter.objects.filter(id=letter.id).update(state="withheld")
    for one in (other, letter):
        with pytest.raises(Refused) as no:
            fetch_record(one.id, now=stage.now)
        assert no.value.code is No.NOT_FOUND


def test_verify_names_a_record_that_was_changed_or_taken_away(stage, handed, database):
    (letter,) = letters(stage)
    whole = json.loads(texts.read(letter.id, letter.text))
    whole["record"]["manifest"] = whole["record"]["manifest"].replace("clips", "clops")
    changed = seal(texts.key_of(letter.person), json.dumps(whole).encode(), about=letter.id.bytes).body
    kept = bytes(SealedText.objects.get(id=letter.text).body)

    def lay(body):
        with psycopg.connect(database.owner, autocommit=True) as owner:
            owner.execute("UPDATE sealed_text SET body = %s WHERE id = %s", [body, letter.text])

    lay(changed)
    assert "record_differs" in {one.code for one in verify(now=stage.now).faults}
    lay(kept)
    assert verify(now=stage.now).is_clean
    Letter.objects.filter(id=letter.id).delete()
    assert "letter_missing" in {one.code for one in verify(now=stage.now).faults}


def test_whoever_comes_back_after_the_decision_proves_it_then_and_has_what_was_kept(stage):
    """She did not think of the police before; with their receipt she comes back, and the case is decided by then."""
    case = stage.case("这个视频把我的身份证号和住址发出来了。", kind="PR.POST", relation=Relation.AFFECTED)
    stage.decide(case, "L4", clause="CLIPS.6.1", why="公开了他人的证件号。")
    act = {"by": cast.MEI, "mint": stage.mint, "now": stage.now}
    gives = {"step": "record_for_police", "said": {"note": "区公安分局受案回执"}, **act}
    shown = Shown(signals=("live_session", "old_device"), text="用旧手机登录着打来的")
    proof = {
        "complaint": stage.lan,
        "level": "V2",
        "shown": shown,
        "platform": stage.host,
        "mint": stage.mint,
    }
    assert "record_for_police" not in owed(case)
    with pytest.raises(Refused) as no:
        establish(case, found=["record_asked", "ring_proved"], **act)
    assert no.value.code is No.NOT_YOURS, "nothing else is found once it is decided"
    with pytest.raises(Refused) as no:
        establish(case, found=["record_asked"], **act | {"by": cast.ZHOU})
    assert no.value.code is No.NOT_YOURS
    establish(case, found=["record_asked"], **act)
    assert "record_for_police" in owed(case)
    with pytest.raises(Refused) as no:
        do_step(case, **gives)
    assert no.value.code is No.NEEDS_VERIFICATION
    with pytest.raises(Refused) as no:
        verify_standing(case, **proof, by=cast.ZHOU, now=stage.now)
    assert no.value.code is No.NOT_YOURS
    verify_standing(case, **proof, by=cast.MEI, now=stage.now)
    do_step(case, **gives)
    assert [one.complaint for one in given(case)] == [stage.lan]
    assert len(letters(stage)) == 1
    stage.carry()
    stage.tell()
    assert verify(now=stage.now).is_clean


@pytest.fixture
def closed(stage, monkeypatch):
    """What was posted is gone, everybody was told and the case is closed; then she asks for the record."""
    monkeypatch.setattr("ombud.store.drawing.number", lambda *_: 10_000)
    case = stage.case("这个视频把我的身份证号和住址发出来了。", kind="PR.POST", relation=Relation.AFFECTED)
    stage.decide(case, "L4", clause="CLIPS.6.1", why="公开了他人的证件号。")
    stage.all()
    assert read_case(case).status is Status.CLOSED
    return case


def asks_later(stage, case):
    """She writes; 薇 Wei, who had no hand in it, has it to read."""
    stage.later(hours=1)
    answer(stage.lan, text="民警要看当时发了什么。", mint=stage.mint, now=stage.now)
    assert give_to_read(now=stage.now) == 1
    no = read_case(case).lessons.looks[-1].drawn.no
    Staff.objects.get_or_create(
        id=cast.WEI, defaults={"username": "wei", "name": "wei", "roles": ["agent"], "present": True}
    )
    stage.write(
        case,
        facts.LookTaken(no=no, agent=cast.WEI, until=stage.now + timedelta(hours=1)),
        by=cast.WEI,
    )
    return no


def reads(stage, case, no, *, cover=""):
    seen = Seen(text="受案回执看过了", leads="record", cover=cover, upto=read_complaint(stage.lan).seq)
    answer_look(case, no=no, seen=seen, by=cast.WEI, mint=stage.mint, now=stage.now)


def test_whoever_comes_back_after_the_end_has_it_from_whoever_reads_what_they_sent(stage, closed):
    no = asks_later(stage, closed)
    with pytest.raises(Refused) as refused:
        reads(stage, closed, no)
    assert refused.value.code is No.NEEDS_VERIFICATION
    proof = {"complaint": stage.lan, "level": "V2", "platform": stage.host, "mint": stage.mint}
    proof["shown"] = Shown(signals=("live_session", "old_device"), text="用旧手机打来的")
    with pytest.raises(Refused) as refused:
        verify_standing(closed, **proof, by=cast.MEI, now=stage.now)
    assert refused.value.code is No.NOT_YOURS, "it is closed, and she does not read what came"
    verify_standing(closed, **proof, by=cast.WEI, now=stage.now)
    reads(stage, closed, no, cover="广场舞")
    assert [one.complaint for one in given(closed)] == [stage.lan]
    assert close_reading(now=stage.now) == 1
    stage.tell()
    (letter,) = letters(stage)
    packed = mailroom.record(letter)
    assert "广场舞" not in "".join(packed.files.values())
    assert read_case(closed).status is Status.CLOSED
    assert look_at_complaint(stage.lan, now=stage.now).timeline[-1].what == "read_later.record"
    assert verify(now=stage.now).is_clean
    with pytest.raises(Refused) as refused:
        reads(stage, closed, asks_later(stage, closed))
    assert refused.value.code is No.OUTCOME_NOT_ALLOWED, "they have it"


def test_it_is_handed_to_nobody_but_whoever_asked_for_it(stage, closed):
    stage.write(closed, facts.Verified(complaint=stage.lan, level="V2", method="signals"))
    step = giving_record.step_of(read_case(closed), pack=packs.of_case(read_case(closed)))
    said = {"said": {"note": "报案"}, "by": cast.WEI, "mint": stage.mint, "now": stage.now}
    asks_later(stage, closed)
    with pytest.raises(Refused) as refused:
        giving_record.give(
            read_case(closed), step, only=UUID(int=7), pack=packs.of_case(read_case(closed)), **said
        )
    assert refused.value.code is No.NEEDS_VERIFICATION


def test_verify_names_a_reading_by_which_nobody_was_given_the_record_that_it_speaks_of(
    stage, closed, monkeypatch
):
    stage.write(closed, facts.Verified(complaint=stage.lan, level="V2", method="signals"))
    no = asks_later(stage, closed)
    with monkeypatch.context() as patched:
        patched.setattr(giving_record, "give", lambda *_args, **_said: ())
        reads(stage, closed, no)
    assert close_reading(now=stage.now) == 1
    assert {fault.code for fault in verify(now=stage.now).faults} == {"later_nothing"}


def test_where_a_kind_keeps_no_record_nobody_can_hand_one_over(stage):
    case = stage.case()
    state = read_case(case)
    assert giving_record.step_of(state, pack=packs.of_case(state)) is None
    assert not giving_record.may_ask(state, read_complaint(stage.lan), pack=packs.of_case(state))
    with pytest.raises(Refused, match=No.OUTCOME_NOT_ALLOWED):
        hand_over(stage, case)


def hand_over(stage, case):
    with transaction.atomic(), open_case(case) as book:
        seen = Seen(text="给", leads="record")
        said = {"by": cast.MEI, "mint": stage.mint, "now": stage.now}
        answering._hand_over(book, read_complaint(stage.lan), seen, **said)


def owed(case):
    """The steps that keep a decided case open."""
    state = read_case(case)
    return {step.id for step in open_steps(state, packs.of_case(state), before="close")}


# --- what stands beside it


@pytest.fixture
def beside(stage, handed):
    """A second video of the same hands, about the same child, in a case of its own that was decided, too."""
    other = HostSubject("clips", "video", "v-2")
    stage.host.know(other, account=Account("a-tao", name="涛"), snapshot=Snapshot("又来", "她还敢告状"))
    asked = Beside(named=("video:v-2",), kinship="cluster", reason="同一个人发的第二条")
    (made,) = open_beside(
        handed, beside=asked, opened_for="核对", by=cast.MEI, mint=stage.mint, now=stage.now
    )
    stage.write(made.case, facts.Assigned(agent=cast.MEI, how="next"))
    stage.look_up(made.case)
    return made.case


def opens(stage, case):
    let_in(case, to=cast.MEI, reason="核对", by=cast.ZHOU, mint=stage.mint, now=stage.now)


def test_what_the_same_hands_did_to_the_same_child_elsewhere_comes_with_it_and_anybody_can_check_it(
    stage, handed, beside
):
    stage.decide(beside, "L4", signers=1)
    opens(stage, beside)
    stage.later(minutes=5)
    gives(stage, handed, also=(beside,))
    gives(stage, handed, also=(beside,))
    said = given(handed)
    first, whole = sorted(
        letters(stage), key=lambda one: mailroom.record(one).fingerprint != said[0].fingerprint
    )
    assert [(one.n, one.also) for one in said] == [(1, ()), (2, (beside,))]
    with ZipFile(BytesIO(fetch_record(whole.id, now=stage.now).content)) as packed:
        manifest = packed.read("manifest.json")
        listed = json.loads(manifest)["items"]
        for one in listed:
            assert sha256(packed.read(one["file"])).hexdigest() == one["sha256"]
        assert [one["address"] for one in listed] == ["clips video v-1", "clips video v-2"]
        assert "她还敢告状" in packed.read("02.txt").decode()
    assert sha256(manifest).hexdigest() == said[-1].fingerprint == mailroom.record(whole).fingerprint
    assert first.id != whole.id
    opened = ReadLine.objects.filter(owner=beside, what="record").values_list("agent", "reason")
    assert list(opened) == [(cast.MEI, "交给家人")] * 2
    assert verify(now=stage.now).is_clean


def test_nothing_of_it_comes_before_it_is_decided_or_without_a_grant_or_from_a_case_that_is_elsewhere(
    stage, handed, beside
):
    def refused(*also):
        with pytest.raises(Refused) as no:
            gives(stage, handed, also=also)
        return no.value.code

    assert refused(beside) is No.RECORD_APART
    stage.decide(beside, "L4", signers=1)
    assert refused(beside) is No.NEEDS_GRANT
    assert refused(stage.lan) is No.NOT_FOUND
    opens(stage, beside)
    stage.write(beside, facts.KeptOut(agent=cast.MEI, words=stage.words(beside, "认识")), by=cast.ZHOU)
    assert refused(beside) is No.KEPT_OUT
    assert [one.also for one in given(handed)] == [()]
    assert not ReadLine.objects.filter(owner=beside, what="record").exists()


def test_another_childs_record_is_nobody_elses(stage, handed, beside):
    stage.decide(beside, "L4", signers=1)
    opens(stage, beside)
    shield = facts.Order(key="p6", do="apply", measure="P6", target=stage.subject("account", "a-another"), protective=True, until=stage.now)  # fmt: skip
    stage.write(beside, facts.Protected(order=shield, words=stage.words(beside, "防护"), review_at=stage.now))
    with pytest.raises(Refused) as no:
        gives(stage, handed, also=(beside,))
    assert no.value.code is No.RECORD_APART


def test_where_another_mother_complained_it_is_her_record(stage, handed):
    other = HostSubject("clips", "video", "v-2")
    stage.host.know(other, account=Account("a-tao", name="涛"), snapshot=Snapshot("又来", "她还敢告状"))
    stage.house.file("我儿子9岁,被人在视频里羞辱。", subject=video("v-2"), relation=Relation.GUARDIAN)
    stage.house.drain(now=stage.now)
    asked = Beside(named=("video:v-2",), kinship="cluster", reason="同一个人")
    (made,) = open_beside(
        handed, beside=asked, opened_for="核对", by=cast.MEI, mint=stage.mint, now=stage.now
    )
    stage.write(made.case, facts.Assigned(agent=cast.MEI, how="next"))
    stage.decide(made.case, "L4", signers=1)
    opens(stage, made.case)
    with pytest.raises(Refused) as no:
        gives(stage, handed, also=(made.case,))
    assert no.value.code is No.RECORD_APART


def test_when_the_person_is_erased_nobody_can_read_it_and_the_book_still_holds(stage, handed):
    (letter,) = letters(stage)
    Staff.objects.filter(id=cast.MEI).update(clearances=[])
    texts.destroy(letter.person)
    with pytest.raises(Refused) as no:
        fetch_record(letter.id, now=stage.now)
    assert no.value.code is No.ERASED
    assert "record_differs" not in {one.code for one in verify(now=stage.now).faults}


def speaks_for_the_child(stage, level, *, looked=True, **said):
    """A lawyer's power was seen in the case of a bullied child."""
    case = begun(stage, Relation.REPRESENTATIVE, **said)
    shown = Shown(text="看过委托书")
    said = {"complaint": stage.lan, "level": level, "method": "power_of_attorney", "shown": shown}
    verify_standing(case, **said, by=cast.MEI, platform=stage.host, mint=stage.mint, now=stage.now)
    decided(stage, case, looked=looked)
    return case


@pytest.mark.parametrize(
    ("level", "said", "no"),
    [
        pytest.param("V3", {}, No.NEEDS_VERIFICATION, id="not what a guardian proves"),
        pytest.param("V4", {"looked": False}, No.STEPS_OPEN, id="before anybody looked at home"),
        pytest.param(
            "V4",
            {"contact": {"account": "a-tao"}},
            No.MEASURE_NOT_ALLOWED,
            id="reached where the accused is",
        ),
    ],
)
def test_a_power_opens_a_childs_record_on_no_less_than_what_a_guardian_proves(stage, level, said, no):
    case = speaks_for_the_child(stage, level, **said)
    with pytest.raises(Refused) as refused:
        gives(stage, case)
    assert refused.value.code is no
    assert letters(stage) == []


def test_who_speaks_for_a_child_gets_it_once_home_was_looked_at(stage):
    gives(stage, speaks_for_the_child(stage, "V4"))
    assert len(letters(stage)) == 1
    assert verify(now=stage.now).is_clean
