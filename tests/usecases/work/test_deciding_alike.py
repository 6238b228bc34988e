"""梅 Mei proposes for several cases at once; 君 Jun signs each by itself, takes one out, and releases who is clean."""

import sys

import pytest

from ombud.adapters.platform.contract import Account, HostSubject
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No
from ombud.core.vocabulary import Outcome, Ruling
from ombud.store import packs, subjects
from ombud.store.drafting import Draft, Fault
from ombud.store.kin import trees
from ombud.store.models import Alarm, Letter, Tie
from ombud.usecases.appeal import appeal
from ombud.usecases.cosign import cosign
from ombud.usecases.cosign_alike import Mark, cosign_alike
from ombud.usecases.do_step import do_step
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.look_up import look_up
from ombud.usecases.open_beside import Beside, open_beside
from ombud.usecases.preview import Along, preview
from ombud.usecases.propose import propose
from ombud.usecases.propose_alike import propose_alike
from ombud.usecases.protect import protect
from ombud.usecases.take import take
from ombud.usecases.take_along import take_along
from ombud.usecases.verify import verify
from tests.cast import JUN, LIN, MEI, ZHOU
from tests.usecases.stories import CLEARED

NAMES = ("v-37", "v-38", "v-39")


@pytest.fixture
def ring(work):
    """A case in 梅 Mei's hands, ready to decide, and three beside it in her hands too."""
    case = work.ready(about="v-1")
    named = tuple(f"video:{name}" for name in NAMES)
    made = work.act(open_beside, case, beside=Beside(named=named, kinship="copy", reason="一字不差"))
    others = [one.case for one in made]
    assert [no for _, no in work.act(take_along, case, others=others)] == [None] * 3
    for one in others:
        _looked_up(work, one)
    return case, others


def _looked_up(work, case):
    """The host's answer lies in the case, and names the account."""
    named = subjects.find(work.case(case).subject)
    host, thing = MemoryPlatform(), HostSubject("clips", named.kind, named.external)
    host.know(thing, account=Account(id=f"of-{named.external}"))
    work.act(look_up, case, platform=host)


def draft(work, case, **said):
    it = work.case(case)
    whole = {
        "outcome": Outcome.VIOLATION,
        "clause": packs.by_digest(it.pack).clauses_for(it.code)[0].id,
        "findings": (("第三秒出现裸露。", (work.complaint(case),)),),
        "measures": (facts.Chosen(measure="L4", target=it.subject),),
        "for_complainant": "您反映的视频确实违规。",
        "for_account": "视频含有裸露画面。",
    }
    return Draft(**{**whole, **said})


def alike(work, case, others, **said):
    whole = {"draft": draft(work, case), "others": others, "why": "一字不差", "seen": work.case(case).seq}
    return work.act(propose_alike, case, **{**whole, **said})


def test_one_act_proposes_in_each_book_on_its_own_item_and_evidence_and_two_must_sign(work, ring):
    case, others = ring
    made = alike(work, case, others)
    assert len(made) == 4
    assert {one.level for one in made} == {"A2"}
    for one in (case, *others):
        it = work.case(one)
        assert (it.status, it.proposal.alike) == (Status.COSIGNING, case)
        assert [chosen.target for chosen in it.proposal.measures] == [it.subject]
    for one in others:
        assert set(work.case(one).proposal.findings[0].evidence) <= {
            it.evidence for it in work.case(one).evidence
        }
    assert verify(now=work.now).is_clean


def test_the_second_signs_each_by_itself_takes_one_out_and_releases_who_is_clean(work, ring):
    case, [copy, other, clean] = ring
    key = work.act(protect, clean, measure="P2", target=work.case(clean).subject, reason="先隐藏")
    alike(work, case, [copy, other, clean])
    offered = take(by=JUN, now=work.now, to_sign=True)
    seen = work.act(look_at_case, offered, by=JUN)
    assert {one.case for one in seen.together} == {case, copy, other, clean}
    assert [one.protections for one in seen.together if one.case == clean] == [("P2",)]
    marks = {case: Mark.SIGN, copy: Mark.SIGN, other: Mark.OUT, clean: Mark.CLEAN}
    assert work.refused(cosign_alike, offered, marks=marks, reason="", by=JUN) is No.NEEDS_REASON
    assert work.refused(cosign_alike, offered, marks=marks, reason="x", by=ZHOU) is No.NOT_YOURS
    foreign = {work.filed(about="v-9"): Mark.SIGN}
    assert work.refused(cosign_alike, offered, marks=foreign, reason="x", by=JUN) is No.NOT_FOUND
    marked = work.act(cosign_alike, offered, marks=marks, reason="这是别人的讲解", by=JUN)
    assert [(one.decided, one.no) for one in marked] == [
        (True, None),
        (True, None),
        (False, None),
        (False, None),
    ]
    stands = [work.case(one).status for one in (case, copy, other, clean)]
    assert stands == [Status.DECIDED, Status.DECIDED, Status.QUEUED, Status.QUEUED]
    assert work.case(clean).protections == ()
    assert key not in {held.order.key for held in work.case(clean).protections}
    told = Letter.objects.filter(case_id=clean, side="account").values_list("template", flat=True)
    assert set(told) == {"interim_measure", "interim_ended"}
    letters = Letter.objects.filter(template="statement_of_reasons").values_list("case_id", flat=True)
    assert set(letters) == {case, copy}, "each account has its own letter, and nobody else has one"
    assert verify(now=work.now).is_clean


def test_what_one_refuses_stops_no_other(work, ring):
    case, others = ring
    alike(work, case, others)
    offered = take(by=JUN, now=work.now, to_sign=True)
    tied = next(one for one in (case, *others) if one != offered)
    Tie.objects.create(agent=JUN, subject=work.case(tied).subject)
    marks = dict.fromkeys((case, *others), Mark.SIGN)
    marked = {one.case: one for one in work.act(cosign_alike, offered, marks=marks, reason="", by=JUN)}
    assert marked[tied].no.code is No.CONFLICT
    assert all(one.decided for case_id, one in marked.items() if case_id != tied)
    assert work.case(tied).status is Status.COSIGNING
    again = work.act(cosign_alike, offered, marks={}, reason="", by=JUN) if work.case(offered).signer else ()
    assert again == ()


def test_the_first_signer_signs_none_of_them(work, ring):
    case, others = ring
    alike(work, case, others)
    work.write(case, facts.OfferedToSign(agent=ZHOU), by=f"agent:{ZHOU}")
    [marked] = work.act(cosign_alike, case, marks={others[0]: Mark.SIGN}, reason="", by=ZHOU)
    assert marked.decided
    work.write(others[1], facts.OfferedToSign(agent=MEI), by=f"agent:{MEI}")
    [refused] = work.act(cosign_alike, others[1], marks={others[1]: Mark.SIGN}, reason="", by=MEI)
    assert refused.no.code is No.SAME_SIGNER
    [refused] = work.act(cosign_alike, others[1], marks={others[2]: Mark.SIGN}, reason="", by=MEI)
    assert refused.no.code is No.SAME_SIGNER


def test_the_preview_shows_what_each_account_would_read_and_keeps_nothing(work, ring):
    case, others = ring
    before = work.told(others[0])
    shown = work.act(
        preview,
        case,
        draft=draft(work, case),
        along=Along(cases=tuple(others), why="一字不差"),
        seen=work.case(case).seq,
    )
    assert [one.no for one in shown.along] == [None] * 3
    for one, other in zip(shown.along, others, strict=True):
        assert [order.target for order in one.preview.orders] == [work.case(other).subject]
        assert [letter.side for letter in one.preview.letters] == ["account"]
    assert shown.proposal.level == "A2"
    assert work.told(others[0]) == before
    none = Along(cases=tuple(others))
    assert work.refused(preview, case, draft=draft(work, case), along=none, seen=1) is No.NEEDS_REASON


def test_one_that_cannot_go_along_is_named_and_nothing_is_written_in_any(work, ring):
    case, others = ring
    bare = work.act(
        open_beside, case, beside=Beside(named=("account:u-1",), kinship="cluster", reason="同伙")
    )[0].case
    work.act(take_along, case, others=[bare])
    going = Along(cases=(*others, bare), why="一字不差")
    shown = work.act(preview, case, draft=draft(work, case), along=going, seen=work.case(case).seq)
    assert shown.along[-1].no.code is No.MEASURE_NEEDS_TARGET, "an item measure finds no item in an account"
    whole = {"draft": draft(work, case), "why": "一字不差", "seen": work.case(case).seq}
    assert work.refused(propose_alike, case, others=[*others, bare], **whole) is No.MEASURE_NEEDS_TARGET
    assert work.refused(propose_alike, case, others=others, **{**whole, "why": " "}) is No.NEEDS_REASON
    foreign = work.filed(about="v-9")
    assert work.refused(propose_alike, case, others=[foreign], **whole) is No.NOT_YOURS


def test_a_process_that_dies_in_between_has_proposed_some_and_the_rest_follow(work, ring, monkeypatch):
    case, others = ring
    module = sys.modules[propose_alike.__module__]
    real, done = module._write, []

    def dies(*said, **more):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(said)
        return real(*said, **more)

    monkeypatch.setattr(module, "_write", dies)
    with pytest.raises(KeyboardInterrupt):
        alike(work, case, others)
    monkeypatch.undo()
    assert [work.case(one).status for one in others] == [Status.COSIGNING, Status.COSIGNING, Status.IN_HAND]
    assert verify(now=work.now).is_clean
    assert len(alike(work, case, others[2:])) == 2
    assert work.case(case).status is Status.COSIGNING


def test_only_what_the_first_leads_and_nobody_works_on_is_taken_along(work):
    case = work.in_hand(about="v-1")
    made = work.act(
        open_beside, case, beside=Beside(named=("video:v-37", "video:v-38"), kinship="copy", reason="副本")
    )
    foreign = work.filed(about="v-9")
    work.give(made[0].case, JUN)
    Tie.objects.create(agent=MEI, subject=work.case(made[1].case).subject)
    others = [made[0].case, made[1].case, foreign]
    codes = [no.code for _, no in work.act(take_along, case, others=others)]
    assert codes == [No.NOT_IN_THIS_STATE, No.CONFLICT, No.NOT_FOUND]
    [(_, no)] = work.act(take_along, case, others=[made[1].case], by=JUN)
    assert no.code is No.NOT_YOURS


def test_a_clean_account_of_a_ring_is_told_at_once_where_a_lead_finds_it_clean(work, ring):
    case, [clean, *others] = ring
    held = facts.Withheld(side="account", ground="fraud_ring", approver=ZHOU, review_at=work.now)
    work.write(clean, held)
    work.act(protect, clean, measure="P2", target=work.case(clean).subject, reason="先隐藏")
    alike(work, case, [clean, *others])
    assert set(Letter.objects.filter(case_id=clean).values_list("state", flat=True)) == {"withheld"}
    work.write(clean, facts.OfferedToSign(agent=ZHOU), by=f"agent:{ZHOU}")
    work.act(cosign_alike, clean, marks={clean: Mark.CLEAN}, reason="二手手机", by=ZHOU)
    assert not work.case(clean).is_withheld("account")
    assert set(Letter.objects.filter(case_id=clean).values_list("state", flat=True)) == {"due"}


def test_one_that_is_overturned_undoes_no_other_and_lets_a_lead_look_at_its_sisters(work, ring):
    case, others = ring
    alike(work, case, others)
    offered = take(by=JUN, now=work.now, to_sign=True)
    work.act(cosign_alike, offered, marks=dict.fromkeys((case, *others), Mark.SIGN), reason="", by=JUN)
    letter = Letter.objects.get(case_id=others[0], template="statement_of_reasons")
    work.act(appeal, letter.id, text="这是我自己拍的，没有违规。")
    assert not Alarm.objects.filter(kind="sisters").exists()
    work.give(others[0], ZHOU)
    again = Draft(
        outcome=Outcome.NO_VIOLATION,
        clause=draft(work, case).clause,
        findings=(("没有裸露。", tuple(one.evidence for one in work.case(others[0]).evidence)),),
        measures=(),
        for_complainant="不违规。",
        for_account="我们错了，已恢复。",
        ruling=Ruling.OVERTURNED,
        fault=Fault(lapse="false_positive", cause="haste", text="没有看完"),
    )
    for step in open_steps(work.case(others[0]), packs.of_case(work.case(others[0])), before="decision"):
        work.act(do_step, others[0], step=step.id, said={"note": "重新看过"}, by=ZHOU)
    work.act(propose, others[0], draft=again, seen=work.case(others[0]).seq, by=ZHOU)
    assert not Alarm.objects.filter(kind="sisters").exists(), "what two decided one alone does not undo"
    work.hire(LIN, "lead")
    work.write(others[0], facts.OfferedToSign(agent=LIN), by=f"agent:{LIN}")
    work.act(cosign, others[0], seen=work.case(others[0]).seq, by=LIN)
    [alarm] = Alarm.objects.filter(kind="sisters")
    assert (alarm.to_role, alarm.owner) == ("lead", others[0])
    undone = [one for one in (case, *others) if work.case(one).undone]
    assert undone == [others[0]], "an appeal of one is nobody else's"
    [tree] = trees(work.case(case))
    assert [one.overturned for one in tree.beside] == [True, False, False]


def test_where_three_must_sign_the_second_decides_nothing_and_keeps_a_clean_one_untold(work, ring):
    case, [clean, *others] = ring
    held = facts.Withheld(side="account", ground="fraud_ring", approver=ZHOU, review_at=work.now)
    work.write(clean, held)
    alike(work, case, [clean, *others], draft=draft(work, case, declares=frozenset({"no_report"})))
    work.hire(LIN, "child_safety", clearances=CLEARED)
    work.write(case, facts.OfferedToSign(agent=LIN), by=f"agent:{LIN}")
    marks = {case: Mark.SIGN, clean: Mark.CLEAN}
    marked = work.act(cosign_alike, case, marks=marks, reason="是别人的号", by=LIN)
    assert [(one.decided, one.no) for one in marked] == [(False, None)] * 2
    assert work.case(case).status is Status.COSIGNING
    assert work.case(clean).is_withheld("account"), "who may not release says nothing"
