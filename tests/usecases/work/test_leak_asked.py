"""What contains a leak is ordered, who looked is asked, and names are read by whoever needs them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import (
    Access,
    Account,
    HostSubject,
    Scope,
    Seen,
    TouchedAccount,
    Unreachable,
    Why,
)
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.pack.tools import ACCESS
from ombud.core.refusals import No
from ombud.core.scopes import outdated
from ombud.store import packs
from ombud.store.models import AffectedRow, ReadLine
from ombud.usecases.approve import approve
from ombud.usecases.ask_scope import ask_scope, enter_scope
from ombud.usecases.ask_who_looked import ask_who_looked, enter_who_looked
from ombud.usecases.do_step import do_step
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.grant import grant
from ombud.usecases.keep_out import keep_out
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.protect import protect
from ombud.usecases.read_who_looked import look_at_logs, read_who_looked
from ombud.usecases.revert import revert
from ombud.usecases.unprotect import unprotect
from ombud.usecases.verify import verify
from tests import cast
from tests.cast import JUN, MEI, ZHOU

LEAKED = "平台把我的手机号和地址泄露给了别人。我的账号是u-rui，另一个是 u-none。"
NOTE = {"note": "已经查明"}


@pytest.fixture
def leak(work):
    """梅 Mei holds the case of a leak."""
    return work.in_hand(work.file(LEAKED, kind="PR.PLATFORM", contact={"email": "lan@example.org"}))


EXPORT = HostSubject("host", "system", "export-api")


def scope(work, *accounts, **kinds):
    return Scope(
        work.now - timedelta(days=6),
        work.now,
        kinds or {"phone": len(accounts)},
        tuple(TouchedAccount(one, "zh", child=one == "u-kid") for one in accounts),
    )


@pytest.fixture
def host(work):
    host = MemoryPlatform()
    for name in ("export-api", "export-web"):
        part = HostSubject("host", "system", name)
        host.seen[part] = Seen(part, found=True)
    host.scopes[EXPORT] = scope(work, "u-ning", "u-kid")
    host.know(HostSubject("clips", "account", "u-rui"), account=Account("u-rui"))
    host.looks["u-rui"] = tuple(
        Access(work.now - timedelta(days=days), f"客服 {who}", "收货地址", ticket)
        for days, who, ticket in ((3, "君某", ""), (2, "何某", "T-1"))
    )
    return host


def asks(work, host, **said):
    whole = {"account": "u-rui", "since": work.now - timedelta(days=9), "until": work.now, "platform": host}
    return {**whole, "by": ZHOU, **said}


def test_what_contains_a_leak_is_an_order_to_a_part_of_the_systems_and_no_sentence(work, leak, host):
    orders = {"target": None, "platform": host, "reason": "名单在外部可读"}
    assert work.refused(do_step, leak, step="contain", said=NOTE) is No.STEP_NEEDS_EVIDENCE
    assert work.refused(protect, leak, measure="P13", **orders) is No.BAD_INPUT
    key = work.act(protect, leak, measure="P13", system="export-api", **orders)
    assert work.refused(protect, leak, measure="P13", system="export-api", **orders) is No.ALREADY_DONE
    work.act(protect, leak, measure="P13", system="export-web", **orders)
    assert set(look_at_case(leak, by=MEI, mint=work.mint, now=work.now).shut.values()) == {
        "export-api",
        "export-web",
    }
    assert work.refused(do_step, leak, step="contain", said=NOTE) is No.STEP_NEEDS_EVIDENCE
    said = {"contained_what": "镜像停了", "contained_by": "合作方安全组", "contained_on": "10:20"}
    work.act(do_step, leak, step="contain", said=said)
    assert "contain" in work.case(leak).steps_done
    assert "Recorded" in work.told(leak)
    assert key in work.case(leak).orders
    assert verify(now=work.now).is_clean


def test_the_whole_answer_is_kept_and_who_it_was_is_read_with_a_reason_by_a_lead_apart(work, leak, host):
    looks = {"step": "who_had_access", "said": NOTE, "by": ZHOU}
    assert work.refused(do_step, leak, **looks) is No.STEP_NEEDS_EVIDENCE
    assert work.refused(ask_who_looked, leak, **asks(work, host, by=MEI)) is No.HAND_IN_IT
    assert work.refused(ask_who_looked, leak, **asks(work, host, by=JUN)) is No.NOT_YOURS
    assert work.refused(ask_who_looked, leak, **asks(work, host, since=None)) is No.BAD_TIME
    evidence = work.act(ask_who_looked, leak, **asks(work, host))
    assert [(one.evidence, one.source) for one in work.case(leak).evidence] == [(evidence, ACCESS)]
    seen = look_at_logs(leak, by=MEI, now=work.now)
    assert (seen.asks, seen.reads) == (False, False)
    assert [(log.looks, count, without) for _, log, count, without in seen.logs] == [((), 2, 1)]
    assert look_at_logs(leak, by=ZHOU, now=work.now).reads
    assert work.refused(read_who_looked, leak, reason="想看", by=MEI) is No.NOT_ALLOWED
    assert work.refused(read_who_looked, leak, reason=" ", by=ZHOU) is No.NEEDS_REASON
    [(_, log)] = work.act(read_who_looked, leak, reason="查明是谁", by=ZHOU)
    assert [one.who for one in log.looks] == ["客服 君某", "客服 何某"]
    assert list(ReadLine.objects.filter(owner=leak).values_list("what", "reason")) == [(ACCESS, "查明是谁")]
    work.act(do_step, leak, **looks)
    assert "who_had_access" in work.case(leak).steps_done
    assert verify(now=work.now).is_clean


def test_only_an_account_of_the_case_is_asked_about(work, leak, host):
    host.know(HostSubject("clips", "account", "u-ning"), account=Account("u-ning"))
    for account in ("u-ning", "u-ru", "rui"):
        assert work.refused(ask_who_looked, leak, **asks(work, host, account=account)) is No.BAD_INPUT
        by_hand = {"account": account, "text": "9:01 君某", "why": "平台没有", "by": ZHOU}
        assert work.refused(enter_who_looked, leak, **by_hand) is No.BAD_INPUT
    work.act(ask_scope, leak, system="export-api", platform=host)
    work.act(ask_who_looked, leak, **asks(work, host, account="u-ning"))
    about = work.in_hand(work.file("视频里有广告", kind="CV.SPAM", key="o-2"))
    assert work.refused(ask_who_looked, about, **asks(work, host)) is No.BAD_INPUT


def test_logs_of_a_sealed_case_are_read_with_a_grant(work, leak, host):
    work.act(ask_who_looked, leak, **asks(work, host))
    work.write(leak, facts.Weighed(rules=(), asks=("sealed",)))
    assert look_at_logs(leak, opened_for="查明", by=ZHOU, now=work.now).sealed
    assert look_at_logs(leak, opened_for="查明", by=ZHOU, now=work.now).logs == ()
    assert work.refused(read_who_looked, leak, reason="查明是谁", by=ZHOU) in {
        No.NO_CLEARANCE,
        No.NEEDS_GRANT,
    }
    work.hire(cast.LIN, "lead")
    work.act(grant, leak, to=ZHOU, reason="查明是谁", by=cast.LIN)
    assert work.refused(read_who_looked, leak, reason=" ", by=ZHOU) is No.NEEDS_REASON
    assert work.act(read_who_looked, leak, reason="查明是谁", by=ZHOU)
    assert look_at_logs(leak, by=ZHOU, now=work.now).sealed
    assert look_at_logs(leak, opened_for="查明", by=ZHOU, now=work.now).logs
    assert verify(now=work.now).is_clean


def test_what_shuts_a_way_out_opens_the_step_again_when_it_is_lifted_and_people_signed_out_contain_nothing(
    work, leak, host
):
    orders = {"target": None, "platform": host, "system": "export-api", "reason": "名单在外部可读"}
    out, shut = (work.act(protect, leak, measure=one, **orders) for one in ("P14", "P13"))
    work.write(leak, facts.Confirmed(key=out), by="host")
    work.act(unprotect, leak, key=shut, reason="先开着看看")
    assert work.refused(do_step, leak, step="contain", said=NOTE) is No.STEP_NEEDS_EVIDENCE
    shut = work.act(protect, leak, measure="P13", **orders)
    work.write(leak, facts.Confirmed(key=shut), by="host")
    work.act(do_step, leak, step="contain", said=NOTE)
    work.act(unprotect, leak, key=out, reason="都重新登录了")
    assert "contain" in work.case(leak).steps_done
    work.act(unprotect, leak, key=shut, reason="修好了")
    assert "contain" not in work.case(leak).steps_done
    mended = {"contained_what": "接口加了鉴权", "contained_by": "网关组", "contained_on": "10:20"}
    work.act(do_step, leak, step="contain", said=mended)
    assert "contain" in work.case(leak).steps_done
    assert {one.code for one in verify(now=work.now).faults} == {"order_differs"}, "confirmed by hand here"


def test_one_person_shuts_a_part_that_the_host_knows_and_for_hours_only_unless_a_second_stands_by_it(
    work, leak, host
):
    orders = {"target": None, "platform": host, "measure": "P13", "reason": "名单在外部可读"}
    assert work.refused(protect, leak, **orders, system="export-apl") is No.ASK_HOST, "no such part"
    assert work.refused(protect, leak, **orders, system="export-api", by=JUN) is No.NOT_YOURS
    unasked = {**orders, "platform": None, "system": "export-api"}
    assert work.refused(protect, leak, **unasked) is No.ASK_HOST
    host.outages.append(Unreachable(Why.STATUS))
    assert work.refused(protect, leak, **orders, system="export-api") is No.ASK_HOST
    for answer in ("silence", "no"):
        shut = work.act(protect, leak, **orders, system="export-api")
        work.write(leak, facts.Confirmed(key=shut), by="host")
        work.act(do_step, leak, step="contain", said=NOTE)
        assert work.refused(approve, leak, key=shut, agrees=True) is No.HAND_IN_IT
        if answer == "silence":
            work.later(hours=5)
            assert revert(now=work.now) == 1
        else:
            work.act(approve, leak, key=shut, agrees=False, reason="这个接口与此无关", by=ZHOU)
        assert "contain" not in work.case(leak).steps_done, "nothing contains it now"
    shut = work.act(protect, leak, **orders, system="export-api")
    work.act(approve, leak, key=shut, agrees=True, by=ZHOU)
    work.later(days=40)
    assert (revert(now=work.now), expire_protections(now=work.now)) == (0, 0)
    assert [one.order.key for one in work.case(leak).protections] == [shut], "until it is mended"


def test_whoever_is_kept_out_reads_no_names(work, leak, host):
    work.act(ask_who_looked, leak, **asks(work, host))
    work.hire(cast.LIN, "lead")
    work.act(keep_out, leak, agent=cast.LIN, reason="投诉说的就是他", by=ZHOU)
    assert work.refused(read_who_looked, leak, reason="看看", by=cast.LIN) is No.NOT_FOUND


def test_a_host_that_cannot_answer_leaves_it_to_a_person_who_says_why(work, leak, host):
    host.outages.append(Unreachable(Why.TIMED_OUT))
    for account in ("u-rui", "u-none"):
        assert work.refused(ask_who_looked, leak, **asks(work, host, account=account)) is No.ASK_HOST
    by_hand = {"account": "u-rui", "text": "9:01 客服 君某 收货地址", "by": ZHOU}
    assert work.refused(enter_who_looked, leak, why=" ", **by_hand) is No.NEEDS_REASON
    work.act(enter_who_looked, leak, why="平台没有这个接口，由安全组调取", **by_hand)
    [(_, log, count, _)] = look_at_logs(leak, by=MEI, now=work.now).logs
    assert (log.source, log.text, count) == ("hand", "", 1)
    assert verify(now=work.now).is_clean


def test_the_scope_is_the_hosts_answer_and_another_one_names_whoever_is_new(work, leak, host):
    asked = {"system": "export-api", "platform": host}
    work.write(leak, facts.Established(source="agent", facts=("leak_confirmed",)))
    assert work.refused(do_step, leak, step="scope_and_risk", said=NOTE) is No.STEP_NEEDS_EVIDENCE
    assert work.refused(ask_scope, leak, **asked, by=JUN) is No.NOT_YOURS
    assert work.refused(ask_scope, leak, **{**asked, "system": "moon"}) is No.ASK_HOST
    assert work.act(ask_scope, leak, **asked) is True
    (told,) = work.case(leak).scopes
    assert (told.persons, told.children, told.gone, work.case(leak).affected) == (2, 1, 0, 2)
    lines = len(work.told(leak))
    assert work.act(ask_scope, leak, **asked) is False
    assert len(work.told(leak)) == lines, "the same once more changes nothing"
    work.act(do_step, leak, step="scope_and_risk", said=NOTE)
    work.later(minutes=5)
    host.scopes[EXPORT] = scope(work, "u-ning", "u-yun")
    assert work.act(ask_scope, leak, **asked) is True
    (again,) = work.case(leak).scopes
    assert (again.persons, again.gone, work.case(leak).affected) == (2, 1, 3)
    host.scopes[EXPORT] = scope(work, phone=0)
    assert work.act(ask_scope, leak, **asked) is True
    assert work.case(leak).affected == 3, "whoever was told stays"
    assert verify(now=work.now).is_clean


def test_a_report_that_was_written_before_the_figures_changed_is_written_once_more(work, leak, host):
    packet = {"basis": "条例", "found": "名单在外", "preserved": "日志", "persons_at_risk": "有未成年人"}
    step = "tell_authority:cn_cyberspace"
    work.act(do_step, leak, step=step, said={**packet, "receipt": "88"})
    work.later(minutes=5)
    work.act(ask_scope, leak, system="export-api", platform=host)
    assert outdated(work.case(leak), packs.of_case(work.case(leak))) == (step,)
    work.later(minutes=5)
    work.act(do_step, leak, step=step, said={**packet, "receipt": "97"})
    assert outdated(work.case(leak), packs.of_case(work.case(leak))) == ()
    seen = look_at_case(leak, by=MEI, mint=work.mint, now=work.now)
    first, second = (report.body for _, report in seen.reports)
    assert "受影响" not in first
    assert "受影响 2 人（其中未成年人 1）；电话 2" in second
    assert verify(now=work.now).is_clean


def test_where_the_host_cannot_say_a_person_writes_the_figures_down_with_why(work, leak):
    entered = {"persons": 380, "kinds": "phone 380", "since": work.now - timedelta(days=6), "until": work.now}
    assert work.refused(enter_scope, leak, **entered, why=" ") is No.NEEDS_REASON
    assert work.refused(enter_scope, leak, **{**entered, "persons": 0}, why="日志") is No.BAD_INPUT
    assert work.act(enter_scope, leak, **entered, why="从网关日志数出") is True
    (told,) = work.case(leak).scopes
    assert (told.source, told.persons, told.system) == ("hand", 380, None)
    assert verify(now=work.now).is_clean


def test_figures_that_the_answer_does_not_say_and_whoever_nobody_tells_are_named(work, leak, host):
    work.act(ask_scope, leak, system="export-api", platform=host)
    (told,) = work.case(leak).scopes
    work.write(leak, replace(told, persons=1))
    assert "scope_differs" in {one.code for one in verify(now=work.now).faults}
    work.write(leak, told)
    AffectedRow.objects.filter(case_id=leak).first().delete()
    assert "scope_untold" in {one.code for one in verify(now=work.now).faults}
