"""A shield falls on whoever is attacked: 涛 Tao posted it, 兰 Lan is to have peace, and no letter to him says whose peace."""

import pytest

from ombud.adapters.platform.contract import Account, HostSubject
from ombud.core import facts
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation
from ombud.store import mailroom, packs, statements, texts
from ombud.store.ledger import read_case
from ombud.usecases.ask_account import ask_account
from ombud.usecases.protect import protect
from ombud.usecases.unprotect import unprotect
from ombud.usecases.verify import verify
from tests import cast

ABUSED = "他在视频里点名骂我脏话,拉黑了换号接着骂。"
OWN = {"account": "a-lan"}


def insulted(stage, **said):
    """兰 Lan complains about the video of 涛 Tao."""
    for name in ("a-lan", "a-child", "a-tao"):
        stage.host.know(HostSubject("clips", "account", name), account=Account(name))
    whole = {"kind": "HA", "relation": Relation.AFFECTED, "contact": OWN, **said}
    return stage.case(ABUSED, **whole)


def shields(stage, case, named="", measure="P6", *, theirs="她妈妈核实了监护关系，写的就是这个号"):
    """梅 Mei switches the shield on, aimed as the page aims everything else."""
    return protect(
        case,
        measure=measure,
        target=statements.account_of(read_case(case)),
        shielded=named,
        theirs=theirs,
        reason="先让攻击停下来",
        by=cast.MEI,
        mint=stage.mint,
        now=stage.now,
    )


def test_the_shield_falls_on_whoever_complains_of_being_attacked_and_not_on_who_posted_it(stage):
    case = insulted(stage)
    key = shields(stage, case, theirs="")
    assert read_case(case).protections[0].theirs is None, "it is their own word"
    stage.carry()
    unprotect(case, key=key, reason="攻击停了", by=cast.MEI, mint=stage.mint, now=stage.now)
    stage.carry()
    assert stage.did() == [("apply", "P6", "a-lan"), ("lift", "P6", "a-lan")]
    assert {one.subject.kind for one in stage.host.effects} == {"account"}
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"contact": {"email": "lan@example.org"}}, id="no account was given"),
        pytest.param({"relation": Relation.GUARDIAN}, id="a parent's account is not the child's"),
        pytest.param({"twice": True}, id="two complained"),
    ],
)
def test_where_nobody_knows_whom_to_shield_it_must_be_named_and_is_never_guessed(stage, said):
    twice = said.pop("twice", False)
    case = insulted(stage, **said)
    if twice:
        assert insulted(stage, contact={"account": "a-wei"}) == case
    with pytest.raises(Refused) as no:
        shields(stage, case, "  ")
    assert (no.value.code, no.value.facts) == (
        No.MEASURE_NEEDS_TARGET,
        {"measure": "P6", "why": "shield"},
    )
    assert not read_case(case).protections
    with pytest.raises(Refused) as no:
        shields(stage, case, "a-child", theirs="  ")
    assert no.value.facts == {"measure": "P6", "why": "shield_unconfirmed"}
    shields(stage, case, " a-child ")
    [held] = read_case(case).protections
    assert "监护关系" in texts.read(case, held.theirs.id)
    stage.carry()
    assert stage.did() == [("apply", "P6", "a-child")]


def test_of_two_who_are_attacked_each_has_given_an_account_that_may_be_shielded_as_theirs(stage):
    case = insulted(stage)
    assert insulted(stage, contact={"account": "a-child"}) == case
    shields(stage, case, "a-child", theirs="")
    stage.carry()
    assert stage.did() == [("apply", "P6", "a-child")]


@pytest.mark.parametrize(
    ("answer", "relation", "owed", "refused"),
    [
        pytest.param(None, Relation.AFFECTED, True, False, id="not asked"),
        pytest.param(True, Relation.AFFECTED, True, False, id="wanted"),
        pytest.param(False, Relation.AFFECTED, False, True, id="not wanted"),
        pytest.param(False, Relation.BYSTANDER, True, None, id="a stranger wants none for anybody"),
    ],
)
def test_whoever_wants_no_shield_has_none_and_the_step_asks_for_none(  # noqa: PLR0917 - a table
    stage, answer, relation, owed, refused
):
    case = insulted(stage, relation=relation, answers={} if answer is None else {"shield": answer})
    state = read_case(case)
    open_now = {step.id for step in open_steps(state, packs.of_case(state), before="decision")}
    assert ("shield" in open_now) is owed
    if refused:
        with pytest.raises(Refused) as no:
            shields(stage, case, theirs="")
        assert no.value.facts == {"measure": "P6", "why": "shield_declined"}
        shields(stage, case, theirs="她今天回信说要开")
    elif refused is False:
        shields(stage, case, theirs="")
    assert len(read_case(case).protections) == (refused is not None)


def test_what_names_no_account_is_refused(stage):
    case = insulted(stage, contact={"email": "lan@example.org"})
    with pytest.raises(Refused) as no:
        shields(stage, case, "a\0b")
    assert (no.value.code, no.value.facts) == (No.BAD_INPUT, {"field": "account"})


def test_a_measure_that_shields_nobody_is_aimed_as_before(stage):
    case = insulted(stage)
    shields(stage, case, "a-child", "P7")
    stage.carry()
    assert stage.did() == [("apply", "P7", "a-tao")]


def test_no_letter_to_the_other_side_says_who_is_shielded_or_that_anybody_is(stage):
    case = insulted(stage, relation=Relation.GUARDIAN)
    shields(stage, case, "a-child")
    stage.tell()
    assert not mailroom.of_case(case)
    pack = packs.of_case(read_case(case))
    copied = facts.Recoded(
        code="CV.IP", lane=read_case(case).lane, sealed=False, words=stage.words(case, "x")
    )
    stage.write(case, copied, facts.Released(side="account"))
    asks = {"by": cast.MEI, "mint": stage.mint, "now": stage.now}
    with pytest.raises(Refused) as no:
        ask_account(case, text="有人说您骂了 a-child", **asks)
    assert no.value.code is No.LETTER_NAMES_REPORTER
    ask_account(case, text="有人认为这段视频在骂人", **asks)
    (asked,) = [stage.read(one) for one in mailroom.of_case(case)]
    for secret in ("a-child", pack.measure("P6").title.zh, "防护"):
        assert secret not in asked


def test_nobody_else_is_shielded_where_whoever_is_attacked_gave_their_own_account(stage):
    case = insulted(stage)
    for other in ("a-child", "a-tao"):
        with pytest.raises(Refused) as no:
            shields(stage, case, other)
        assert no.value.facts == {"measure": "P6", "why": "shield_other"}
    shields(stage, case, " a-lan ")
    stage.carry()
    assert stage.did() == [("apply", "P6", "a-lan")]


def test_who_is_behind_the_item_may_be_shielded_when_named_and_is_no_secret_to_themselves(stage):
    case = insulted(stage, contact={"email": "lan@example.org"})
    shields(stage, case, "a-tao")
    statements.guard(read_case(case), "a-tao 的视频", field="text")
    stage.write(case, facts.StepDone(step="shield"))
    stage.carry()
    assert stage.did() == [("apply", "P6", "a-tao")]


@pytest.mark.parametrize(
    ("account", "theirs", "rule", "named"),
    [
        pytest.param(
            "a-child", False, True, ["shield_on_stranger"], id="nobody gave it, and nobody said why"
        ),
        pytest.param("a-child", True, True, [], id="somebody said why"),
        pytest.param("a-lan", False, True, [], id="it is the one that she gave"),
        pytest.param("a-child", False, False, [], id="from before anybody kept why"),
    ],
)
def test_a_shield_on_an_account_that_nobody_gave_is_named(  # noqa: PLR0917 - a table
    stage, monkeypatch, account, theirs, rule, named
):
    case = insulted(stage)
    monkeypatch.setattr("ombud.store.migrated.since", lambda _name: cast.START if rule else None)
    monkeypatch.setattr("ombud.store.shielding._check_theirs", lambda *_, **__: None)
    monkeypatch.setattr("ombud.store.shielding._own", lambda _case: "")
    shields(stage, case, account, theirs="妈妈说是孩子的" if theirs else "")
    stage.carry()
    assert [one.code for one in verify(now=stage.now).faults] == named
