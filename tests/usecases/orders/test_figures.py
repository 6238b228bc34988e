"""The figures of a time are read from the books, by the page, and nothing that anybody wrote leaves with them."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ombud.adapters.platform.contract import Account, HostSubject, Seen, Snapshot
from ombud.adapters.platform.told import told
from ombud.core import facts
from ombud.core.figures.complaints import read_complaint
from ombud.core.figures.periods import named
from ombud.core.figures.statements import WAITS, Left, Statement, Why
from ombud.core.receipts import number_of
from ombud.store import checking, packs
from ombud.store import figures as store
from ombud.store.ledger import read_case
from ombud.store.ledger import read_complaint as of_complaint
from ombud.usecases.count_up import count_up
from ombud.usecases.find_accounts import find_accounts
from ombud.usecases.state_reasons import state_reasons
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.orders.scene import VIDEO
from tests.usecases.sorting.scene import SHOWS_NAKED, video

EU = cast.pack("EU")
STATEMENTS, REPORT, P2B = (
    EU.reports[name] for name in ("eu_dsa_statements", "eu_dsa_report", "eu_p2b_figures")
)
SECRET = "兰小舟,电话13800138000,lan@example.org,她说「你别跑」"
FOUND = "发布者陈大涛,手机13900139000,tao@example.org,原话「来啊怕你」"
POSTED = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def union(stage):
    """兰 Lan complains from the Union; 梅 Mei removes the video and writes names and quotations into her reasons."""
    for place in ("EU", "CN", "IN"):
        packs.store_pack(cast.pack(place), now=stage.now)
    stage.host.know(
        VIDEO, account=Account("a-tao", name="涛"), snapshot=Snapshot("跳舞", "广场舞", posted_at=POSTED)
    )
    stage.case_id = stage.case(f"{SHOWS_NAKED}{SECRET}", jurisdiction="EU")
    stage.later(hours=2)
    stage.decide(stage.case_id, "L4", why_not_lower=stage.words(stage.case_id, FOUND), why=FOUND)
    stage.later(hours=1)
    return stage


def month(stage):
    return named(f"{stage.now:%Y-%m}", zone=STATEMENTS.zone)


def made(stage, period=None):
    seen = []
    found = state_reasons(
        STATEMENTS, place="EU", period=period or month(stage), progress=lambda *told: seen.append(told)
    )
    return list(found), seen


def counted(stage, report=REPORT, place="EU"):
    return count_up(report, place=place, period=month(stage), progress=lambda *_: None)


def test_a_statement_comes_when_it_holds_and_was_told_and_says_nothing_that_anybody_wrote(union):
    (waits,), seen = made(union)
    assert (waits.what, waits.number) == (
        Left(decision=1, why=Why.NOT_CONFIRMED, what="L4"),
        number_of(union.case_id, "K"),
    )
    assert seen == [("case", 1)]
    union.all()
    ((one,), _), again = made(union), made(union)
    assert [one] == again[0]
    assert isinstance(one.what, Statement)
    assert one.what.fields["content_date"] == "2026-11-20"
    said = json.dumps(dict(one.what.fields), ensure_ascii=False)
    secrets = (
        "兰",
        "涛",
        "1380",
        "1390",
        "@",
        "别跑",
        "怕你",
        "跳舞",
        "v-1",
        "a-tao",
        one.number,
        number_of(union.lan, "C"),
    )
    assert not [secret for secret in secrets if secret in said]
    assert read_case(union.case_id).known["host"][1].there_since == POSTED
    assert verify(now=union.now).is_clean


def test_a_time_before_it_or_another_place_has_nothing_of_it(union):
    union.all()
    assert made(union, named("2025", zone="UTC")) == ([], [("case", 1)])
    assert list(state_reasons(STATEMENTS, place="UK", period=month(union), progress=lambda *_: None)) == []
    assert counted(union, cast.pack("IN").reports["in_monthly"], place="IN")["received"] == 0
    assert count_up(REPORT, place="EU", period=named("2025", zone="UTC"), progress=lambda *_: None) == (
        counted(union, place="UK")
    )


def test_a_case_of_elsewhere_counts_where_its_account_is(union):
    union.host.know(replace(VIDEO, id="v-7"), account=Account("a-tao", name="涛"))
    other = union.case("卖假货", about="v-7")
    union.write(other, facts.AccountPlaced(jurisdiction="EU", pack=EU.digest))
    union.decide(other, "L4")
    union.all()
    (one, two), _ = made(union)
    assert {type(one.what), type(two.what)} == {Statement, Left}
    assert next(found.what.why for found in (one, two) if isinstance(found.what, Left)) in WAITS


def test_figures_count_what_happened_a_page_at_a_time(union, monkeypatch):
    union.house.file("快递三天没到,商家不发货", subject=None, kind="EC", jurisdiction="EU")
    union.house.drain(now=union.now)
    union.all()
    whole = counted(union)
    monkeypatch.setattr(store, "pages", lambda *said, **more: checking.pages(*said, **more, most=1))
    assert counted(union) == whole
    totals = next(row for row in whole["notices"] if row["name"] == "TOTAL" and not row["trusted"])
    assert totals["notices"] >= 1
    assert (totals["terms"], totals["median_hours"]) == (1, 2.0)
    assert whole["measures"] == [
        {"restriction": "VISIBILITY_CONTENT_REMOVED", "ground": "terms", "trusted": False, "n": 1}
    ]
    business = counted(union, P2B)
    assert business["received"] == business["ended"] == 0, "neither is a business user"


def test_a_complaint_that_was_sorted_before_rules_were_named_is_read_by_those_in_force(union):
    [one] = store.complaints("EU", until=union.now, progress=lambda *_: None)
    book = read_complaint(one.lines, until=union.now)
    assert store.law_of(book, place="EU").digest == EU.digest
    assert store.law_of(replace(book, pack=None), place="EU").digest == EU.digest


ACCOUNT = HostSubject("clips", "account", "a-tao")
MADE = datetime(2020, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("subject", "snapshot", "since"),
    [
        pytest.param(VIDEO, Snapshot(posted_at=POSTED), POSTED, id="an item since it was posted"),
        pytest.param(
            VIDEO, Snapshot(posted_at=POSTED.replace(tzinfo=None)), POSTED, id="without a zone it is UTC"
        ),
        pytest.param(VIDEO, None, None, id="an item nobody says more of"),
        pytest.param(ACCOUNT, Snapshot(), MADE, id="an account since it was made"),
        pytest.param(
            ACCOUNT, Snapshot(posted_at=POSTED), POSTED, id="an account of which the host says more"
        ),
    ],
)
def test_the_host_says_since_when_it_is_there(subject, snapshot, since):
    seen = Seen(subject=subject, found=True, snapshot=snapshot, account=Account("a-tao", created_at=MADE))
    assert told(seen).there_since == since


def test_the_worker_writes_it_down_before_anybody_takes_the_case(stage):
    stage.host.know(VIDEO, account=Account("a-tao"), snapshot=Snapshot("跳舞", posted_at=POSTED))
    (complaint,) = stage.house.file(SHOWS_NAKED, subject=video("v-1"))
    stage.house.drain(now=stage.now)
    assert find_accounts(platform=stage.host, mint=stage.mint, now=stage.now) == 1
    case = read_case(of_complaint(complaint).parts[0].case)
    assert case.known["host"][1].there_since == POSTED


def test_a_case_that_the_union_came_to_only_afterwards_is_not_of_that_month(stage):
    for place in ("EU", "CN"):
        packs.store_pack(cast.pack(place), now=stage.now)
    case = stage.case(SHOWS_NAKED)
    before = month(stage)
    stage.later(days=12)
    assert stage.case(SHOWS_NAKED, jurisdiction="EU") == case
    assert [law.jurisdiction for law in read_case(case).laws] == ["CN", "EU"]
    assert list(state_reasons(STATEMENTS, place="EU", period=before, progress=lambda *_: None)) == []
    figures = count_up(REPORT, place="EU", period=before, progress=lambda *_: None)
    assert figures == count_up(REPORT, place="EU", period=named("2025", zone="UTC"), progress=lambda *_: None)
    assert counted(stage) != figures
