"""Many decisions of one rule of the host's are in doubt: a lead is called once, and stops it by a click."""

from dataclasses import replace
from datetime import timedelta

from ombud.core import facts
from ombud.core.faulty import Sign
from ombud.core.intake import SubjectRef
from ombud.core.refusals import No
from ombud.core.vocabulary import SubjectKind
from ombud.store import faulty, orders
from ombud.store.models import Alarm
from ombud.usecases.begin_redress import begin_redress
from ombud.usecases.clear_alarm import clear_alarm
from ombud.usecases.look_at_rule import look_at_rule
from ombud.usecases.resume_rule import resume_rule
from ombud.usecases.stop_rule import stop_rule
from ombud.usecases.verify import verify
from ombud.usecases.watch_rules import watch_rules
from tests.cast import AN, MEI, ZHOU
from tests.usecases.work.test_redress import WRONGED, granted, ruled

FLOOD = 5
KIND = "faulty_rule"


def complains(work, name, **machine):
    """Somebody complains of one decision of the host's."""
    ruled(work, name, **machine)
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external=name)
    return work.file(WRONGED, subject=about, contact={"account": f"by-{name}"})


def watched(work, **said):
    return watch_rules(now=work.now, **said)


def test_a_flood_of_complaints_about_one_rule_calls_a_lead_once_and_a_click_stops_it(work):
    for no in range(FLOOD - 1):
        complains(work, f"hd-{no}")
    complains(work, "hd-person", used=False)
    complains(work, "hd-new", version="8")
    complains(work, "hd-0")
    assert watched(work) == 0, "four of one version, however many complain of one of them"
    assert not Alarm.objects.filter(kind=KIND).exists()
    case = complains(work, "hd-4")
    assert watched(work) == 1
    alarm = Alarm.objects.get(kind=KIND)
    assert (alarm.to_role, alarm.about) == ("lead", "3.2/clips-auto/7")
    assert watched(work) == 0, "once"
    seen = look_at_rule(alarm.owner, now=work.now)
    assert (seen.now.contested, seen.now.overturned, seen.stopped) == (FLOOD, 0, False)
    assert (len(seen.cases), seen.signs) == (FLOOD, (Sign.CONTESTED,))
    for by, reason, no in (
        (MEI, "乱了", No.NOT_ALLOWED),
        (AN, "乱了", No.NOT_ALLOWED),
        (ZHOU, " ", No.NEEDS_REASON),
    ):
        assert work.refused(stop_rule, case, reason=reason, by=by) is no
    work.act(stop_rule, case, reason="一小时内五起", by=ZHOU)
    [order] = orders.of_case(case)
    ends = work.now + timedelta(hours=72)
    assert (order.do, order.measure, order.until) == ("apply", "H1", ends)
    assert look_at_rule(case, now=work.now).stopped
    assert work.refused(stop_rule, alarm.owner, reason="再停", by=ZHOU) is No.ALREADY_DONE
    assert verify(now=work.now).is_clean
    work.act(clear_alarm, alarm.id, by=ZHOU)
    assert watched(work) == 0, "a rule that stands still is nobody's alarm"
    work.act(resume_rule, case, reason="看过了", by=ZHOU)
    assert [(one.do, one.measure) for one in orders.of_case(case)].count(("lift", "H1")) == 1
    assert verify(now=work.now).is_clean


def test_whoever_cleared_it_is_called_again_only_if_it_goes_on_the_next_day(work):
    for no in range(FLOOD):
        complains(work, f"hd-{no}")
    assert watched(work) == 1
    work.act(clear_alarm, Alarm.objects.get(kind=KIND).id, by=ZHOU)
    assert watched(work) == 0
    work.later(hours=25)
    work.house.now = work.now
    assert watched(work) == 0, "what was complained of yesterday is no flood of today"
    for no in range(FLOOD):
        complains(work, f"hd-more-{no}")
    assert watched(work) == 1


def test_three_that_fell_within_an_hour_call_somebody_and_the_first_listed_is_one_that_can_be_put_right(work):
    complains(work, "hd-open")
    cases = [granted(work, "hd-1"), granted(work, "hd-2")]
    assert watched(work) == 0
    cases.append(granted(work, "hd-3"))
    assert watched(work) == 1
    alarm = Alarm.objects.get(kind=KIND)
    assert alarm.owner in cases
    seen = look_at_rule(alarm.owner, now=work.now)
    assert [one.undone for one in seen.cases] == [True, True, True, False]
    assert (seen.now.overturned, seen.of_late.lately.fell) == (3, 3)
    whole = {"since": work.now - timedelta(days=1), "reason": "误判", "by": ZHOU}
    work.act(stop_rule, alarm.owner, reason="先停", by=ZHOU)
    other = next(one for one in cases if one != alarm.owner)
    work.act(begin_redress, other, **whole)
    work.act(resume_rule, other, reason="改好了", by=ZHOU)
    for case in (alarm.owner, other):
        assert work.told(case).count(facts.RuleResumed.__name__) == 1
        assert ("lift", "H1") in [(one.do, one.measure) for one in orders.of_case(case)]
    assert not faulty.is_stopped(seen.rule, now=work.now), (
        "what stopped it meanwhile ends with what stopped it for good"
    )
    assert verify(now=work.now).is_clean


def test_what_fell_of_late_is_held_against_what_usually_falls(work, monkeypatch):
    said = faulty.numbers()
    monkeypatch.setattr(faulty, "numbers", lambda: replace(said, fewest=2, one_in=2))
    granted(work, "hd-1")
    assert watched(work, compare=True) == 0, "one is too few"
    granted(work, "hd-2")
    assert watched(work, compare=True) == 1
    seen = look_at_rule(Alarm.objects.get(kind=KIND).owner, now=work.now)
    assert (seen.of_late.lately.n, seen.of_late.lately.fell, seen.of_late.before.n) == (2, 2, 0)
    work.later(days=8)
    later = faulty.judged(now=work.now)
    assert [(one.lately.n, one.before.n, one.all.fell) for one in later.values()] == [(0, 2, 2)]


def test_a_matter_that_no_rule_decided_has_none_to_look_at_and_none_to_stop(work):
    case = work.filed(about="v-9")
    assert look_at_rule(case, now=work.now) is None
    assert work.refused(stop_rule, case, reason="停", by=ZHOU) is No.NOT_IN_THIS_STATE
