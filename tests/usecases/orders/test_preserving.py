"""Evidence at the host outlasts whoever may still need it, also of a case that is closed, and goes when nobody does."""

from datetime import timedelta

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.vocabulary import Relation, Side
from ombud.store.ledger import read_case, read_lines
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.record_cause import record_cause
from ombud.usecases.release import release
from ombud.usecases.retain import retain
from ombud.usecases.verify import verify
from tests import cast

DAY = timedelta(days=1)


def kept(case):
    (one,) = read_case(case).protections
    return one.order.until


def next_end(stage, case):
    """Go to half an hour before what is kept would end, and let the chore look twice."""
    stage.now = kept(case) - timedelta(minutes=30)
    done = (expire_protections(now=stage.now), expire_protections(now=stage.now))
    stage.carry()
    return done


def test_a_snapshot_is_kept_anew_after_the_case_was_closed_until_nobody_can_appeal_and_then_goes(stage):
    case = stage.case()
    stage.protect(case, "P1")
    stage.decide(case, "L4")
    stage.all()
    assert read_case(case).status is Status.CLOSED
    told = read_case(case).decision.told_at
    for _ in range(2):
        assert next_end(stage, case) == (1, 0)
    assert kept(case) == told + 184 * DAY  # 180 days were too short for the 184 in which somebody may appeal
    assert verify(now=stage.now).is_clean
    stage.now = kept(case) + timedelta(minutes=1)
    assert expire_protections(now=stage.now) == 1
    stage.carry()
    assert read_case(case).protections == ()
    assert [one.fact.why for one in read_lines(case) if isinstance(one.fact, facts.Unprotected)] == [
        "prolonged",
        "prolonged",
        "expired",
    ]
    assert verify(now=stage.now).is_clean


def test_of_sexual_harm_to_a_child_it_is_kept_a_year_from_the_letter_that_was_held_back(stage):
    case = stage.case("有陌生人私信我女儿要照片,还叫她别告诉爸妈,她11岁。", relation=Relation.GUARDIAN)
    stage.protect(case, "P1")
    stage.decide(case, "L9", why_not_lower=stage.words(case, "x"))
    stage.all()
    decided = read_case(case).decision.at
    for _ in range(3):
        assert next_end(stage, case) == (1, 0)  # nobody was told: nobody's time has begun
    assert kept(case) > decided + 366 * DAY
    release(case, side=Side.ACCOUNT, by=cast.ZHOU, now=stage.now)
    stage.tell()
    told = read_case(case).decision.told_at
    assert told > decided + 359 * DAY
    for _ in range(2):
        assert next_end(stage, case) == (1, 0)
    assert kept(case) == told + 366 * DAY
    assert next_end(stage, case) == (0, 0)


def test_what_is_kept_ends_with_the_case_that_is_erased(stage):
    case = stage.case("有陌生人私信我女儿要照片,还叫她别告诉爸妈,她11岁。", relation=Relation.GUARDIAN)
    stage.protect(case, "P1")
    stage.decide(case, "L9", why_not_lower=stage.words(case, "x"))
    stage.all()
    next_end(stage, case)
    for clock in ("cn_child_police", "cn_child_cyberspace"):  # nobody reported it
        said = {"book": "case", "cause": "other", "text": "没有人报告。", "by": cast.ZHOU, "mint": stage.mint}
        record_cause(case, clock=clock, **said, now=stage.now)
    for _ in range(12):
        next_end(stage, case)
        stage.close()
        retain(now=stage.now)
        if read_case(case).erased_at is not None:
            break
    stage.now = kept(case) + timedelta(minutes=1)
    assert expire_protections(now=stage.now) == 1
    stage.carry()
    assert read_case(case).protections == ()
    assert verify(now=stage.now).is_clean


def test_a_snapshot_of_an_order_about_terror_that_was_let_go_before_six_months_is_named(stage):
    case = stage.case()
    stage.write(
        case, facts.Recoded(code="TE.ORDER", lane="grave.zh.general", words=stage.words(case, "移除令"))
    )
    stage.protect(case, "P1")
    stage.decide(case, "L4", clause="CLIPS.3.1")
    [held] = read_case(case).protections
    stage.now = stage.now + 150 * DAY
    stage.write(case, facts.Unprotected(key=held.order.key, why="expired"))
    [said] = [one.detail for one in verify(now=stage.now).faults if one.code == "evidence_let_go"]
    assert "needed until 20" in said
