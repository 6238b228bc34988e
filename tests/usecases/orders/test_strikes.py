"""Which strikes are in force against an account: of every case and of the host, until they lapse or are undone."""

from datetime import timedelta

from ombud.adapters.platform.contract import Account, HostSubject, Snapshot
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.vocabulary import Lang, SubjectKind
from ombud.store import clearing, mailroom, packs, situations, striking, subjects
from ombud.store.ledger import read_case
from ombud.usecases.put_right import put_right
from ombud.usecases.verify import verify
from tests import cast

LASTS = timedelta(days=90)


def account(case):
    return subjects.find(read_case(case).subject).account


def strike(stage, case):
    """The account gets a strike for what it did in this case."""
    chosen = facts.Chosen(measure="L5", target=account(case), until=stage.now + LASTS)
    stage.decide(case, "L4", chosen)


def in_force(stage, case, **said):
    state = read_case(case)
    return striking.in_force(
        state,
        account(case),
        snapshot=said or situations.snapshot(state),
        pack=packs.of_case(state),
        now=stage.now,
    )


def test_strikes_of_other_cases_count_oldest_first_with_clause_and_end_until_they_lapse(stage):
    first = stage.case(about="v-1")
    strike(stage, first)
    given = stage.now
    stage.later(days=30)
    stage.host.know(HostSubject("clips", "video", "v-2"), account=Account("a-tao", name="涛"))
    second = stage.case(about="v-2")
    strike(stage, second)
    assert [(one.since, one.until, one.clause, one.code, one.here) for one in in_force(stage, second)] == [
        (given, given + LASTS, "CLIPS.2.1", read_case(first).code, False),
        (stage.now, stage.now + LASTS, "CLIPS.2.1", read_case(second).code, True),
    ]
    stage.later(days=61)
    assert [one.here for one in in_force(stage, second)] == [True]
    stage.later(days=30)
    assert in_force(stage, second) == ()


def test_what_came_back_by_law_is_a_strike_for_copyright_no_more(stage):
    packs.store_pack(cast.pack("US"), now=stage.now)
    case = stage.case("This video is a copy of my own work.", kind="CV.IP", jurisdiction="US", lang=Lang.EN)
    stage.write(
        case, facts.Recoded(code="CV.IP.COPY", lane=read_case(case).lane, words=stage.words(case, "-"))
    )
    strike(stage, case)
    assert [one.code for one in in_force(stage, case)] == ["CV.IP.COPY"]
    stage.write(case, facts.Reversed(decision=1, orders=(), law="us_dmca_restore"))
    assert [(one.code, one.here) for one in in_force(stage, case)] == [(None, True)]


def test_a_strike_that_was_overturned_is_none_from_the_order_on(stage):
    case = stage.case()
    strike(stage, case)
    assert len(in_force(stage, case)) == 1
    stage.write(
        case,
        facts.Appealed(
            no=1, decision=1, side="account", letter=stage.mint(), words=stage.words(case, "不服")
        ),
    )
    stage.write(case, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    stage.overturn(case)
    assert in_force(stage, case) == ()


def test_what_the_host_gave_before_counts_once_and_not_when_it_is_over(stage):
    case = stage.case()
    strike(stage, case)
    (ours,) = in_force(stage, case)
    key = next(order.key for order in read_case(case).decisions[0].orders if order.measure == "L5")
    at = (stage.now - timedelta(days=3)).isoformat()
    theirs = {"key": "h-1", "measure": "L5", "at": at}
    earlier = [
        theirs,
        {"key": key, "measure": "L5", "at": at},
        {**theirs, "measure": "L4"},
        {**theirs, "lifted_at": at},
        {**theirs, "until": at},
    ]
    found = in_force(stage, case, earlier=earlier)
    assert [(one.by_host, one.here) for one in found] == [(True, False), (False, True)]
    assert found[1] == ours


def test_where_nobody_knows_the_account_only_the_host_can_say(stage):
    state = read_case(stage.case())
    assert striking.in_force(state, None, snapshot={}, pack=packs.of_case(state), now=stage.now) == ()


def test_what_cases_gave_for_an_intruder_falls_once_the_account_is_back_each_with_a_letter_and_once(stage):
    first = stage.case(about="v-1")
    strike(stage, first)
    stage.all()
    stage.host.know(
        HostSubject("clips", "video", "v-2"),
        account=Account("a-tao", name="涛"),
        snapshot=Snapshot("跳舞", posted_at=stage.now),
    )
    other = stage.case(about="v-2")
    strike(stage, other)
    stage.all()
    owners = stage.case(about="v-3")
    pack, now = packs.of_case(read_case(owners)), stage.now
    assert clearing.struck(read_case(owners), pack=pack, now=now) == (), "nobody looked up whose it is"
    stage.host.know(HostSubject("clips", "video", "v-3"), account=Account("a-tao", name="涛"))
    stage.look_up(owners)
    found = clearing.struck(read_case(owners), pack=pack, now=now)
    assert [(one.case, one.at) for one in found] == [(other, now), (first, None)], (
        "when it was posted, where anybody knows"
    )
    stage.decide(owners, facts.Chosen(measure="L0", target=read_case(owners).subject))
    stage.write(owners, facts.ClearingBegun(decision=1, cases=(other, owners)))
    assert (put_right(mint=stage.mint, now=stage.now), put_right(mint=stage.mint, now=stage.now)) == (2, 0)
    stage.all()
    lifted = [one for one in stage.host.effects if one.do == "lift"]
    assert [(one.measure, one.params["lifts"]) for one in lifted] == [("L5", key_of(other))]
    assert [one.hijack for one in read_case(other).undone] == [owners]
    assert read_case(first).undone == ()
    letters = [one.template for one in mailroom.of_case(other) if one.template == "strikes_cleared"]
    assert letters == ["strikes_cleared"]
    assert verify(now=stage.now).is_clean


def key_of(case):
    return next(one.key for one in read_case(case).decisions[0].orders if one.measure == "L5")


def test_what_is_about_an_account_is_told_by_when_it_was_first_complained_of(stage):
    stage.host.know(HostSubject("clips", "account", "a-tao"), account=Account("a-tao", name="涛"))
    case = stage.case(
        "这个账号里全是色情视频",
        subject=SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-tao"),
    )
    stage.decide(case, facts.Chosen(measure="L5", target=read_case(case).subject, until=stage.now + LASTS))
    other = stage.case(about="v-1")
    [found] = clearing.struck(read_case(other), pack=packs.of_case(read_case(other)), now=stage.now)
    assert found.at == min(at for code, at in read_case(case).moved if code == "received")
