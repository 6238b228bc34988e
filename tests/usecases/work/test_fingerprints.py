"""Somebody threatens 兰 Lan with an image that is nowhere yet: she sends its fingerprint, and it is kept out."""

import pytest

from ombud.core.case import Status
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No
from ombud.core.vocabulary import Beside, Kinship, Relation, SubjectKind
from ombud.store import packs, subjects
from ombud.store.models import HostOrder
from ombud.usecases.hear_of_matches import Match, hear_of_matches
from ombud.usecases.protect import protect
from ombud.usecases.unprotect import unprotect
from ombud.usecases.verify import verify
from tests.usecases.sorting.scene import video

ONE, TWO = "a1" * 32, "b2" * 16
THREAT = "前男友说要把我的私密照片发到你们平台上。"


@pytest.fixture
def threat(work):
    """Her case in 梅 Mei's hands: there is nothing on the host that it could be about."""
    answers = {"image_state": "threatened", "image_hashes": f"{ONE}\n{TWO}", "not_consented": True}
    return work.in_hand(work.file(THREAT, kind="PR.NCII", relation=Relation.AFFECTED, answers=answers))


def keeps_out(work, case, *, measure="P11"):
    return work.act(protect, case, measure=measure, target=None, reason="有人威胁要发")


def targets(case):
    return {subjects.find(one.order.target).external for one in case.protections}


def found(external="v-7", *, near=False):
    return Match(platform="clips", kind=SubjectKind.VIDEO, external=external, near=near)


def beside(work, case):
    return [work.case(one.case) for one in work.case(case).kin if one.how == Beside.LEADS]


def test_each_fingerprint_is_kept_out_by_an_order_and_the_step_is_done_by_that(work, threat):
    step = next(
        one for one in packs.of_case(work.case(threat)).playbook("PR.NCII").steps if one.id == "hash_copies"
    )
    assert (step.measure, step.done_on, step.before) == ("P11", "measure", "decision")
    key = keeps_out(work, threat)
    held = work.case(threat).protections
    assert targets(work.case(threat)) == {f"pdq:{ONE}", f"md5:{TWO}"}
    assert key == held[0].order.key
    orders = HostOrder.objects.filter(case_id=threat).values_list("measure", "do")
    assert list(orders) == [("P11", "apply"), ("P11", "apply")]
    assert work.refused(keeps_out_of(work), threat) is No.MEASURE_NEEDS_TARGET


def keeps_out_of(work):
    return lambda case: keeps_out(work, case)


def test_whoever_sent_none_has_none_kept_out_and_nobody_asks_for_it(work):
    case = work.in_hand(
        work.file(THREAT, kind="PR.NCII", relation=Relation.AFFECTED, answers={"not_consented": True})
    )
    assert "hash_copies" not in {
        one.id for one in open_steps(work.case(case), packs.of_case(work.case(case)), before="decision")
    }
    assert work.refused(keeps_out_of(work), case) is No.MEASURE_NEEDS_TARGET


def test_what_the_host_finds_gets_a_case_of_its_own_once_and_nothing_is_done_to_it(work, threat):
    key = keeps_out(work, threat)
    several = (found(), found("v-8", near=True))
    assert work.act(hear_of_matches, key, several) == 2
    assert work.act(hear_of_matches, key, several) == 0
    first, second = beside(work, threat)
    assert {one.code for one in (first, second)} == {"PR.NCII"}
    assert all(one.sealed and one.status is Status.QUEUED and not one.orders for one in (first, second))
    assert {one.kinship for one in work.case(threat).kin} == {Kinship.COPY.value}


def test_one_that_somebody_complained_of_already_is_drawn_in(work, threat):
    there = work.file(
        "有人发了我的私密视频", kind="PR.NCII", relation=Relation.AFFECTED, subject=video("v-7")
    )
    key = keeps_out(work, threat)
    assert work.act(hear_of_matches, key, [found()]) == 1
    assert [one.id for one in beside(work, threat)] == [there]
    assert threat in {one.case for one in work.case(there).kin}


def test_the_host_s_word_counts_only_while_it_is_kept_out_and_only_for_such_an_order(work, threat):
    key = keeps_out(work, threat)
    work.act(unprotect, threat, key=key, reason="同一张图是公开的广告")
    assert work.act(hear_of_matches, key, [found()]) == 0
    assert work.refused(lambda it: work.act(hear_of_matches, it, [found()]), "0" * 42) is No.NOT_FOUND
    assert verify(now=work.now).is_clean
