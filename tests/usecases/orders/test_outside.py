"""涛 Tao takes the decision to a body outside: it reads his side's file alone, rules, and we say what becomes of that."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Account, HostSubject, Media, Snapshot
from ombud.core import facts, retention
from ombud.core.case import Status
from ombud.core.clocks import State
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang
from ombud.store import erasing, host_rulings, mailroom, packs, rows
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Case, ReadLine, Staff
from ombud.usecases.come_back import come_back
from ombud.usecases.go_outside import Brought, go_outside
from ombud.usecases.look_at_outside import look_at_outside
from ombud.usecases.print_file import print_file
from ombud.usecases.put_off_outside import put_off_outside
from ombud.usecases.verify import verify
from tests import cast

CANARY = "Blue whale seven, stairway three"
SHOWS_NAKED = f"This video shows a naked person. {CANARY}"
BODY = "User Rights GmbH, case 2026-114"
FINDS = "The body finds that the video is a medical lecture."
RULE = "eu_dsa_settlement"


@pytest.fixture
def case(stage):
    """What 涛 Tao posted is removed because 兰 Lan complained, and the case is closed."""
    Staff(id=cast.JUN, username="jun", name="jun", roles=["senior"], present=True).save(force_insert=True)
    packs.store_pack(cast.pack("EU"), now=stage.now)
    made = stage.case(SHOWS_NAKED, jurisdiction="EU", locale=Lang.EN, lang=Lang.EN)
    stage.decide(made, "L4", why="The video shows a naked person.")
    stage.all()
    assert read_case(made).status is Status.CLOSED
    return made


def brought(stage, **said):
    whole = {
        "number": "",
        "route": "eu_ods",
        "body": BODY,
        "at": stage.now,
        "until": stage.now + timedelta(days=10),
    }
    return Brought(**{**whole, **said})


def goes(stage, case, *, by=cast.ZHOU, **said):
    return go_outside(case, brought=brought(stage, **said), by=by, mint=stage.mint, now=stage.now)


def returns(stage, case, *, followed, **said):
    whole = {"no": 1, "at": stage.now, "text": FINDS, "by": cast.ZHOU} | said
    come_back(case, followed=followed, mint=stage.mint, now=stage.now, **whole)


def clock(case):
    return next(one for one in rows.case_clocks(read_case(case)) if one.rule_id == RULE)


def told(stage, case):
    several = (*mailroom.of_case(case), *mailroom.of_complaint(stage.lan))
    return [stage.read(one) for one in several if one.template == "outside_outcome"]


def test_what_a_body_took_up_has_a_next_step_a_clock_and_nothing_of_it_is_erased(stage, case):
    assert goes(stage, case) == 1
    state, complaint = read_case(case), read_complaint(stage.lan)
    assert (clock(case).state, clock(case).due_at - stage.now >= timedelta(days=90)) == (State.RUNNING, True)
    [seen] = look_at_outside()
    assert (seen.id, seen.outside_at) == (case, stage.now + timedelta(days=10))
    assert retention.of_case(state, pack=packs.of_case(state)) == ()
    assert (Case.objects.get(id=case).erase_due_at, erasing.is_held(complaint, now=stage.now)) == (None, True)
    assert verify(now=stage.now).is_clean
    returns(stage, case, followed=False)
    state = read_case(case)
    assert (look_at_outside(), clock(case).state, state.status) == ((), State.MET, Status.CLOSED)
    assert retention.of_case(state, pack=packs.of_case(state)) != ()
    assert not erasing.is_held(complaint, now=stage.now)
    assert verify(now=stage.now).is_clean


def test_what_we_do_not_follow_changes_nothing_and_the_side_is_told_why(stage, case):
    goes(stage, case)
    returns(stage, case, followed=False)
    stage.tell()
    [letter] = told(stage, case)
    assert all(words in letter for words in (BODY, FINDS, "We do not follow it", "Our decision stands"))
    assert stage.did().count(("lift", "L4", "v-1")) == 0
    assert read_case(case).appeals == ()
    with pytest.raises(Refused, match=No.ALREADY_DONE):
        returns(stage, case, followed=True)


def test_what_we_follow_opens_the_case_for_somebody_new_and_undoes_what_is_overturned(stage, case):
    goes(stage, case)
    returns(stage, case, followed=True)
    assert (read_case(case).status, read_case(case).appeals[-1].outside) == (Status.QUEUED, True)
    stage.tell()
    [letter] = told(stage, case)
    assert "We follow it" in letter
    assert "had no hand in the decision" in letter
    assert verify(now=stage.now).is_clean
    stage.write(case, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    stage.overturn(case)
    stage.all()
    assert stage.did().count(("lift", "L4", "v-1")) == 1
    assert "appeal_outcome_appellant" in {one.template for one in mailroom.of_case(case)}
    assert verify(now=stage.now).is_clean


def test_where_a_complainant_went_outside_her_matter_is_open_again(stage, case):
    goes(stage, case, number=number_of(stage.lan, "C"))
    returns(stage, case, followed=True)
    stage.tell()
    [letter] = told(stage, case)
    assert number_of(stage.lan, "C") in letter
    assert read_complaint(stage.lan).standing == "open"
    assert verify(now=stage.now).is_clean


def test_a_ruling_while_an_appeal_waits_is_read_with_it(stage, case):
    goes(stage, case)
    stage.appeal(case)
    returns(stage, case, followed=True)
    assert [one.outside for one in read_case(case).appeals] == [False]
    assert verify(now=stage.now).is_clean


def test_a_complex_matter_gives_the_body_longer_once_and_another_date_moves_the_step(stage, case):
    goes(stage, case)
    due, until = clock(case).due_at, stage.now + timedelta(days=40)
    later = {"no": 1, "until": until, "by": cast.ZHOU, "now": stage.now}
    put_off_outside(case, complex_matter=False, **later)
    assert (clock(case).due_at, read_case(case).outside_at) == (due, until)
    put_off_outside(case, complex_matter=True, **later)
    assert clock(case).due_at - due >= timedelta(days=89)
    again = clock(case).due_at
    put_off_outside(case, complex_matter=True, **later)
    assert clock(case).due_at == again
    with pytest.raises(Refused, match=No.NOT_YOURS):
        put_off_outside(case, complex_matter=False, **later | {"by": cast.MEI})
    assert verify(now=stage.now).is_clean


def test_the_file_holds_one_side_and_nothing_of_who_the_other_is_and_the_look_is_logged(stage, case):
    goes(stage, case)
    goes(stage, case, number=number_of(stage.lan, "C"))
    his = print_file(case, no=1, by=cast.ZHOU, mint=stage.mint, now=stage.now)
    hers = print_file(case, no=2, by=cast.ZHOU, mint=stage.mint, now=stage.now)
    for seen, other in (
        (his, (CANARY, "lan@example.org", number_of(stage.lan, "C"))),
        (hers, ("a-tao", "涛")),
    ):
        whole = repr((seen.number, seen.letters, seen.said, seen.evidence, seen.decisions, seen.body))
        whole += repr([(one.title, one.text, one.state) for one in seen.preserved])
        assert not [one for one in other if one in whole]
    assert CANARY in hers.said[0], "her complaint is what a body judges"
    assert "The video shows a naked person." in his.letters[-1][1].body
    [(_, ended, clause, measures)] = his.decisions
    assert (ended, clause.id, measures) == ("violation", "CLIPS.2.1", ("L4",))
    assert [one.what for one in ReadLine.objects.filter(owner=case).order_by("seq")] == ["outside", "outside"]
    with pytest.raises(Refused, match=No.NOT_YOURS):
        print_file(case, no=1, by=cast.MEI, mint=stage.mint, now=stage.now)
    with pytest.raises(Refused, match=No.NOT_FOUND):
        print_file(case, no=3, by=cast.ZHOU, mint=stage.mint, now=stage.now)


def test_a_stranger_can_judge_by_the_file_and_names_are_covered_wherever_they_stand(stage):
    """The thing as it was preserved, and the host's own rule, model, score and reasons; each side's name covered for the other."""
    Staff(id=cast.JUN, username="jun", name="jun", roles=["senior"], present=True).save(force_insert=True)
    packs.store_pack(cast.pack("EU"), now=stage.now)
    video = HostSubject("clips", "video", "v-1")
    picture = Media("image", "data:image/svg+xml;base64,PHN2Zy8+")
    shot = Snapshot(
        "涛现场切脍", "举报的人是 lan@example.org，涛不怕", (picture, Media("image", "https://x.example/p"))
    )
    stage.host.know(video, account=Account("a-tao", name="涛现场"), snapshot=shot)
    made = stage.case(SHOWS_NAKED, jurisdiction="EU", locale=Lang.EN, lang=Lang.EN)
    stage.look_up(made)
    ruled = {
        "id": "d-1",
        "at": stage.now,
        "subject": asdict(video),
        "account": "a-tao",
        "clause": "CLIPS.2.1",
        "automation": {"used": True, "model": "nudity", "version": "7", "score": 0.93},
        "effects": [{"measure": "L1", "subject": asdict(video), "until": None}],
        "reasons": "lan@example.org reported it; nudity found",
    }
    host_rulings.keep(ruled, mint=stage.mint, now=stage.now)
    stage.decide(made, "L4", why="The video shows a naked person.")
    stage.all()
    goes(stage, made)
    goes(stage, made, number=number_of(stage.lan, "C"))
    his, hers = (print_file(made, no=no, by=cast.ZHOU, mint=stage.mint, now=stage.now) for no in (1, 2))
    for seen in (his, hers):
        [one] = seen.rulings
        assert (one.name, one.clause.id, one.model, one.score, one.measures) == (
            "d-1", "CLIPS.2.1", "nudity 7", 0.93, ("L1",),
        )  # fmt: skip
        shown = seen.preserved[0]
        assert (shown.at is not None, len(shown.digest), shown.pictures) == (True, 64, (picture.poster,))
        assert not [one for one in ("梅 Mei", "君 Jun", "jun") if one in repr((seen.rulings, seen.preserved))]
    assert his.preserved[0].title == "涛现场切脍"
    assert (his.preserved[0].text, his.rulings[0].reasons) == (
        "举报的人是 ▒▒▒，涛不怕", "▒▒▒ reported it; nudity found",
    )  # fmt: skip
    assert hers.preserved[0].title == "▒▒▒切脍"
    assert "lan@example.org" in hers.preserved[0].text, "it is her own"


def test_his_own_appeal_is_in_his_file_and_what_was_erased_is_not_printed(stage, case):
    stage.appeal(case)
    stage.overturn(case)
    stage.all()
    goes(stage, case)
    returns(stage, case, followed=True)
    seen = print_file(case, no=1, by=cast.ZHOU, mint=stage.mint, now=stage.now)
    assert seen.said == ("我没有违规",)
    stage.write(case, facts.Erased(person=case, why="time", retention="K1", proof="ab"))
    with pytest.raises(Refused, match=No.ERASED):
        print_file(case, no=1, by=cast.ZHOU, mint=stage.mint, now=stage.now)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        pytest.param({"by": cast.MEI}, No.NOT_YOURS, id="by somebody who does not hold it"),
        pytest.param({"route": "in_gac"}, No.BAD_INPUT, id="a way out of another place"),
        pytest.param({"body": " "}, No.TEXT_EMPTY, id="nobody named"),
        pytest.param({"at": None}, No.BAD_TIME, id="no day"),
        pytest.param({"at": cast.START + timedelta(days=900)}, No.BAD_TIME, id="a day to come"),
        pytest.param({"until": None}, No.BAD_TIME, id="no next step"),
        pytest.param({"until": cast.START - timedelta(days=900)}, No.BAD_TIME, id="a step that is over"),
        pytest.param({"number": "C-2222-2222-2222-2222"}, No.BAD_NUMBER, id="no number"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(stage, case, said, refused):
    before = read_case(case).seq
    with pytest.raises(Refused) as no:
        goes(stage, case, **said)
    assert no.value.code is refused
    assert read_case(case).seq == before
    assert goes(stage, case, route="") == 1


def test_only_who_was_told_of_a_decision_can_have_gone_outside(stage, case):
    other = stage.case("This is spam.", about="v-2", contact={"email": "hua@example.org"})
    with pytest.raises(Refused, match=No.NOT_DECIDED):
        goes(stage, other)
    with pytest.raises(Refused, match=No.NOT_FOUND):
        goes(stage, case, number=number_of(stage.lan, "C"))
    stage.decide(other, why=None, outcome="no_violation", clause=None)
    with pytest.raises(Refused, match=No.NOT_FOUND):
        goes(stage, other)
    with pytest.raises(Refused, match=No.NOT_FOUND):
        returns(stage, case, followed=True)
    goes(stage, case)
    with pytest.raises(Refused, match=No.BAD_TIME):
        returns(stage, case, followed=True, at=None)
    with pytest.raises(Refused, match=No.NOT_YOURS):
        returns(stage, case, followed=True, by=cast.MEI)
    with pytest.raises(Refused, match=No.LETTER_NAMES_REPORTER):
        returns(stage, case, followed=False, text=SHOWS_NAKED)
    assert read_case(case).outside[0].ruled is None
