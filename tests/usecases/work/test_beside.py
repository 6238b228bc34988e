"""梅 Mei sets cases beside the one that she holds: each its own, none doubled, none hers to pick."""

from datetime import timedelta

import pytest

from ombud.core import facts, kin
from ombud.core.case import Status
from ombud.core.refusals import No
from ombud.store import kin as family
from ombud.store import subjects, texts
from ombud.store.models import KinRow, Subject, Tie
from ombud.store.transactions import one_transaction
from ombud.usecases.open_beside import Beside, open_beside
from ombud.usecases.set_beside import set_beside
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import AN, JUN, MEI, ZHOU

TWO = ("video:v-37", "account:u-rich2")


def beside(*named: str, **said: str) -> Beside:
    return Beside(**{"named": named or TWO, "kinship": "cluster", "reason": "同一台设备", **said})


def set_(work, case, *named, **said):
    by = said.pop("by", MEI)
    opened_for = said.pop("opened_for", "")
    return work.act(open_beside, case, beside=beside(*named, **said), opened_for=opened_for, by=by)


def test_each_gets_a_case_of_its_own_that_waits_in_its_lane_and_both_books_say_so(work):
    case = work.in_hand()
    made = set_(work, case)
    assert [one.begun for one in made] == [True, True]
    assert kin.family(work.case(case)) == tuple(one.case for one in made)
    for one in made:
        other = work.case(one.case)
        assert (other.status, other.agent, other.members, other.lane) == (
            Status.QUEUED, None, 0, work.case(case).lane,
        )  # fmt: skip
        assert [(it.case, it.how, it.kinship) for it in other.kin] == [(case, "begun", "cluster")]
        assert "received" in dict(other.moved), "its clocks run although nobody complained"
    assert not KinRow.objects.exclude(due_at=None).exists()
    assert Subject.objects.exclude(look_due_at=None).filter(external="u-rich2").exists()
    assert verify(now=work.now).is_clean


def test_an_open_case_on_the_same_matter_is_drawn_in_and_not_doubled(work):
    open_already = work.filed(about="v-37")
    case = work.filed(about="v-1")
    work.give(case, MEI)
    [made] = set_(work, case, "video:v-37")
    assert (made.case, made.begun) == (open_already, False)
    [said] = work.case(open_already).kin
    assert (said.how, said.words) == ("drawn", None), "the reason stays with the first, which may be sealed"
    assert work.refused(open_beside, case, beside=beside("video:v-37")) is No.ALREADY_DONE
    assert verify(now=work.now).is_clean


def test_what_the_other_book_does_not_say_yet_the_chore_lets_it_say_once(work, monkeypatch):
    open_already = work.filed(about="v-37")
    case = work.filed(about="v-1")
    work.give(case, MEI)
    monkeypatch.setattr(family, "settle", lambda *_, **__: None)  # the process dies after the first commit
    set_(work, case, "video:v-37")
    monkeypatch.undo()
    assert work.case(open_already).kin == ()
    assert verify(now=work.now).is_clean, "it is due"
    assert [set_beside(now=work.now) for _ in range(2)] == [1, 0]
    family.settle(case, open_already, now=work.now)
    assert [one.how for one in work.case(open_already).kin] == ["drawn"]
    assert verify(now=work.now).is_clean


def test_a_matter_that_is_opened_in_this_very_moment_is_drawn_in(work, monkeypatch):
    there = work.filed(about="v-37")
    case = work.filed(about="v-1")
    work.give(case, MEI)
    looks = [None]

    def late(subject, matter, look=family.open_on):
        return looks.pop() if looks else look(subject, matter)

    monkeypatch.setattr(family, "open_on", late)
    [made] = set_(work, case, "video:v-37")
    assert (made.case, made.begun) == (there, False)
    assert verify(now=work.now).is_clean, "the first try left nothing"


def test_it_is_sealed_cleared_and_silent_like_the_first(work):
    case = work.filed()
    work.give(case, MEI)
    work.write(
        case,
        facts.Weighed(rules=(), asks=("sealed", "minors")),
        facts.Withheld(
            side="account", ground="fraud_ring", approver=ZHOU, review_at=work.now + timedelta(days=1)
        ),
    )
    assert work.refused(open_beside, case, beside=beside()) is No.NEEDS_GRANT
    grant = facts.Granted(
        grant=work.mint(), agent=MEI, words=_words(work, case), until=work.now + timedelta(1)
    )
    work.write(case, grant, by=f"agent:{ZHOU}")
    assert work.refused(open_beside, case, beside=beside()) is No.NEEDS_REASON
    made = set_(work, case, opened_for="看设备")
    for one in made:
        other = work.case(one.case)
        assert other.sealed
        assert {"minors", "sealed"} <= other.asks
        assert other.is_withheld("account")
        [held] = other.withheld
        assert (held.ground, held.approver) == ("fraud_ring", ZHOU)
    [tree] = family.trees(work.case(case))
    assert [(one.code, one.subject) for one in tree.beside] == [("", "")] * 2


def _words(work, case):
    return one_transaction(texts.keep_for)(case, "核查", mint=work.mint)


def test_another_kind_has_its_own_severity_and_its_own_matter(work):
    case = work.in_hand()
    [made] = set_(work, case, "video:v-1", kinship="part", code="MN.BULLY")
    assert work.case(made.case).severity < "S3"
    assert work.case(made.case).opened.matter == "minors"
    assert work.refused(open_beside, case, beside=beside("video:v-1")) is No.ALREADY_DONE


@pytest.mark.parametrize(
    ("said", "no"),
    [
        pytest.param({"named": ()}, No.BAD_INPUT, id="nothing named"),
        pytest.param({"named": ("v-37",)}, No.BAD_INPUT, id="no kind"),
        pytest.param({"named": ("video:",)}, No.BAD_INPUT, id="no name"),
        pytest.param({"named": tuple(f"video:x-{n}" for n in range(21))}, No.TOO_MANY_LINES, id="too many"),
        pytest.param({"kinship": "cousin"}, No.UNKNOWN_WORD, id="no such kinship"),
        pytest.param({"code": "XX"}, No.UNKNOWN_WORD, id="no such kind"),
        pytest.param({"reason": " "}, No.NEEDS_REASON, id="no reason"),
    ],
)
def test_what_cannot_be_set_beside_is_refused_and_nothing_is_written(work, said, no):
    case = work.in_hand()
    whole = {"named": TWO, "kinship": "cluster", "reason": "同一台设备", **said}
    assert work.refused(open_beside, case, beside=Beside(**whole)) is no


def test_only_whoever_holds_it_or_a_lead_does_it_and_nobody_tied_to_the_other(work):
    case = work.in_hand()
    for other in (JUN, AN):
        assert work.refused(open_beside, case, beside=beside(), by=other) is No.NOT_YOURS
    Tie.objects.create(agent=MEI, subject=subjects.keep("clips", "account", "u-rich2"))
    assert work.refused(open_beside, case, beside=beside()) is No.CONFLICT
    assert len(set_(work, case, by=ZHOU)) == 2


def test_a_case_about_nothing_on_the_host_has_no_neighbour_there(work):
    case = work.file("客服电话一直没人接,怎么办?")
    work.give(case, MEI)
    assert work.refused(open_beside, case, beside=beside()) is No.NOT_FOUND


def test_nobody_picks_it_it_comes_by_the_dispatcher_like_any_other(work):
    case = work.in_hand()
    made = {one.case for one in set_(work, case)}
    assert take(by=JUN, now=work.now) in made


def test_an_erased_book_says_nothing_more_and_nothing_stays_due(work, monkeypatch):
    open_already = work.filed(about="v-37")
    case = work.filed(about="v-1")
    work.give(case, MEI)
    monkeypatch.setattr(family, "settle", lambda *_, **__: None)
    set_(work, case, "video:v-37")
    monkeypatch.undo()
    work.write(open_already, facts.Erased(person=open_already, why="time"))
    assert set_beside(now=work.now) == 1
    assert work.case(open_already).kin == ()
    assert not KinRow.objects.exclude(due_at=None).exists()
