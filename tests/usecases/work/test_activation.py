"""Rules change by two people, on trial, and for the cases that were named: 何 He proposes, 周 Zhou signs."""

import json
from datetime import timedelta

import psycopg
import pytest

from ombud.core import facts
from ombud.core.pack.activation import AppliesTo, Proposal, Verdict
from ombud.core.pack.merge import SINGLE
from ombud.core.pack.parse import from_compiled
from ombud.core.pack.types import Pack, Text
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side
from ombud.store import activations, packs, rulebook
from ombud.store.activations import SHOWN
from ombud.store.ledger import read_case, read_lines
from ombud.usecases.change_packs import change_packs
from ombud.usecases.look_at_packs import look_at_packs
from ombud.usecases.propose_pack import propose_pack
from ombud.usecases.settle_pack import settle_pack
from ombud.usecases.verify import verify
from tests.cast import AN, HE, LETTER, MEI, ZHOU

WHY = Text(zh="承诺更快作出决定", en="We promise to decide sooner")


@pytest.fixture
def floor(work):
    work.hire(HE, "policy")
    return work


def kept(floor, *, golden: int | None = 3, **changed) -> Pack:
    """A pack that differs from what is in force, stored and tried."""
    plain = json.loads(packs.in_force("CN").compiled)
    numbers = plain["versions"]
    for section, entries in changed.items():
        plain[section] = {**plain[section], **entries}
        names = [section] if section in SINGLE else [f"{section}.{name}" for name in entries]
        plain["versions"] = {**plain["versions"], **{name: numbers.get(name, 1) + 1 for name in names}}
    body = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    pack = from_compiled(body)
    packs.store_pack(pack, golden=golden, now=floor.now + timedelta(seconds=1))
    return pack


def sooner(floor, *, hours: int = 1, golden: int | None = 3) -> Pack:
    """A pack that promises to decide within hours."""
    clock = json.loads(packs.in_force("CN").compiled)["clocks"]["decide_target"]
    return kept(floor, golden=golden, clocks={"decide_target": {**clock, "amounts": {"all": f"{hours}h"}}})


def proposed(floor, pack, applies_to=AppliesTo.NEW, *, by=HE, why=WHY):
    return floor.act(propose_pack, pack.digest, applies_to=applies_to, why=why, by=by)


def signed(floor, pack, applies_to=AppliesTo.NEW):
    """何 He proposes the pack and 周 Zhou signs."""
    proposal = proposed(floor, pack, applies_to)
    floor.later(minutes=1)
    floor.act(settle_pack, proposal, verdict=Verdict.SIGNED, by=ZHOU)
    return proposal


def test_what_is_only_proposed_judges_nobody(floor):
    before, pack = packs.in_force("CN").digest, sooner(floor)
    proposed(floor, pack)
    assert packs.in_force("CN").digest == before
    assert floor.case(floor.filed()).pack == before


def test_signed_by_a_second_person_it_judges_new_cases_and_leaves_open_ones_alone(floor):
    old, pack = floor.filed(), sooner(floor)
    before = floor.case(old)
    signed(floor, pack)
    assert floor.act(change_packs, ("CN", "EU")) == 0
    assert floor.case(old) == before
    assert floor.case(floor.filed(about="v-2")).pack == pack.digest
    assert verify(now=floor.now).is_clean


def test_for_open_cases_the_change_is_a_fact_in_each_and_their_clocks_follow(floor):
    old, pack = floor.filed(), sooner(floor)
    opened = floor.case(old).opened_at
    signed(floor, pack, AppliesTo.OPEN)
    assert floor.act(change_packs, ("CN",)) == 1
    line = read_lines(old)[-1]
    assert (line.fact, line.by) == (facts.PackChanged(pack=pack.digest, jurisdiction="CN"), "chore:packs")
    due = floor.house.rows("SELECT due_at FROM clock WHERE owner = %s AND rule = 'decide_target'", old)
    assert due == [(opened + timedelta(hours=1),)]
    assert floor.act(change_packs, ("CN",)) == 0
    assert verify(now=floor.now).is_clean


def test_who_looked_at_a_case_before_its_rules_changed_must_look_again(floor):
    case, pack = floor.ready(), sooner(floor)
    seen = floor.case(case).seq
    signed(floor, pack, AppliesTo.OPEN)
    floor.act(change_packs, ("CN",))
    with pytest.raises(Refused) as refused:
        floor.act(_note_seen, case, seen)
    assert (refused.value.code, refused.value.facts["what"]) == (No.MOVED_ON, "PackChanged")


def _note_seen(case, seen, *, by):
    from ombud.store.ledger import open_case

    with open_case(case, seen=seen):
        raise AssertionError(by)


def test_what_waits_for_a_signature_is_judged_by_the_rules_it_was_proposed_under(floor):
    case, pack = floor.to_sign(), sooner(floor)
    signed(floor, pack, AppliesTo.ALL)
    assert floor.act(change_packs, ("CN",)) == 0
    assert floor.case(case).pack != pack.digest


@pytest.mark.parametrize(("applies_to", "changes"), [(AppliesTo.OPEN, 0), (AppliesTo.ALL, 1)])
def test_a_decided_case_that_is_appealed_changes_only_where_that_was_said(stage, applies_to, changes):
    case = stage.case()
    stage.decide(case)
    stage.finish(case)
    _in_force(stage, pack := sooner(stage), applies_to)
    assert change_packs(("CN",), now=stage.now) == 0
    appealed = facts.Appealed(
        no=1,
        decision=1,
        side=Side.COMPLAINANT.value,
        letter=LETTER,
        words=stage.words(case, "再看"),
        complaint=stage.lan,
    )
    stage.write(case, appealed)
    assert change_packs(("CN",), now=stage.now) == changes
    assert (read_case(case).pack == pack.digest) == bool(changes)


def _in_force(stage, pack, applies_to):
    from ombud.store.models import Staff

    Staff(id=HE, username="he", name="何 He", roles=["policy"], present=True).save(force_insert=True)
    proposal = propose_pack(
        pack.digest, applies_to=applies_to, why=WHY, by=HE, mint=stage.mint, now=stage.now
    )
    settle_pack(proposal, verdict=Verdict.SIGNED, by=ZHOU, now=stage.now)


def test_nobody_signs_what_they_proposed_even_with_both_roles(floor):
    pack = sooner(floor)
    floor.house.rows("UPDATE staff SET roles = roles || ARRAY['lead'] WHERE id = %s RETURNING id", HE)
    proposal = proposed(floor, pack)
    assert floor.refused(settle_pack, proposal, verdict=Verdict.SIGNED, by=HE) is No.HAND_IN_IT


def test_the_database_itself_refuses_a_signature_of_whoever_proposed(floor, app_link):
    proposal = proposed(floor, sooner(floor))
    said = "INSERT INTO pack_verdict (proposal, proposed_by, by, verdict, at) VALUES (%s, %s, %s, 'signed', now())"
    with pytest.raises(psycopg.errors.CheckViolation), app_link.transaction():
        app_link.execute(said, (proposal, HE, HE))
    with pytest.raises(psycopg.errors.ForeignKeyViolation), app_link.transaction():
        app_link.execute(said, (proposal, ZHOU, HE))


@pytest.mark.parametrize("table", ["pack_proposal", "pack_verdict", "compiled_pack"])
def test_the_application_cannot_rewrite_who_changed_the_rules(floor, app_link, table):
    signed(floor, sooner(floor))
    column = "by" if table == "pack_verdict" else "digest"
    for said in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), app_link.transaction():
            app_link.execute(said)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"by": MEI}, No.NOT_ALLOWED, id="an agent"),
        pytest.param({"why": Text(zh="因为", en="  ")}, No.NEEDS_REASON, id="a reason in one language"),
        pytest.param({"why": Text(zh="因" * 501, en="because")}, No.TEXT_TOO_LONG, id="a novel"),
    ],
)
def test_a_proposal_needs_a_policy_owner_and_a_reason_for_everybody(floor, change, code):
    pack = sooner(floor)
    said = {"applies_to": AppliesTo.NEW, "why": WHY, "by": HE, **change}
    assert floor.refused(propose_pack, pack.digest, **said) is code


def test_what_cannot_be_lived_by_cannot_be_proposed(floor):
    said = {"applies_to": AppliesTo.NEW, "why": WHY, "by": HE}
    assert floor.refused(propose_pack, "0" * 64, **said) is No.NOT_FOUND
    assert floor.refused(propose_pack, packs.in_force("CN").digest, **said) is No.PACK_IN_FORCE
    assert floor.refused(propose_pack, sooner(floor, golden=None).digest, **said) is No.PACK_UNTRIED
    assert floor.refused(propose_pack, sooner(floor, hours=2, golden=0).digest, **said) is No.PACK_UNTRIED
    paging = json.loads(packs.in_force("CN").compiled)["paging"]
    unfit = kept(floor, paging={**paging, "lead_after": "1h"})
    assert floor.refused(propose_pack, unfit.digest, **said) is No.PACK_UNFIT


def test_an_entry_that_changed_has_a_new_number_unless_one_goes_back(floor):
    said = {"applies_to": AppliesTo.NEW, "why": WHY, "by": HE}
    first, pack = packs.in_force("CN"), sooner(floor)
    plain = {**json.loads(pack.compiled), "versions": {}}
    old = from_compiled(json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    packs.store_pack(old, golden=3, now=floor.now + timedelta(seconds=2))
    with pytest.raises(Refused) as refused:
        floor.act(propose_pack, old.digest, **said)
    assert (refused.value.code, refused.value.facts["where"]) == (No.PACK_UNFIT, "clocks.decide_target")
    signed(floor, pack)
    assert proposed(floor, first)


@pytest.mark.parametrize(("by", "code"), [(HE, No.HAND_IN_IT), (AN, No.SIGNER_ROLE), (MEI, No.SIGNER_ROLE)])
def test_only_a_lead_signs(floor, by, code):
    assert floor.refused(settle_pack, proposed(floor, sooner(floor)), verdict=Verdict.SIGNED, by=by) is code


def test_a_proposal_is_settled_once(floor):
    proposal = signed(floor, sooner(floor))
    for verdict in Verdict:
        assert floor.refused(settle_pack, proposal, verdict=verdict, by=ZHOU) is No.PROPOSAL_OVER


def test_a_newer_proposal_takes_the_place_of_an_older_one(floor):
    first = proposed(floor, sooner(floor))
    floor.later(seconds=1)
    second = proposed(floor, sooner(floor, hours=2))
    assert floor.refused(settle_pack, first, verdict=Verdict.SIGNED, by=ZHOU) is No.PROPOSAL_OVER
    floor.act(settle_pack, second, verdict=Verdict.SIGNED, by=ZHOU)


@pytest.mark.parametrize(("by", "allowed"), [(HE, True), (ZHOU, True), (MEI, False)])
def test_a_proposal_is_taken_back_or_declined(floor, by, allowed):
    before, proposal = packs.in_force("CN").digest, proposed(floor, sooner(floor))
    if not allowed:
        assert floor.refused(settle_pack, proposal, verdict=Verdict.DECLINED, by=by) is No.NOT_ALLOWED
        return
    floor.act(settle_pack, proposal, verdict=Verdict.DECLINED, by=by)
    assert packs.in_force("CN").digest == before
    assert floor.refused(settle_pack, proposal, verdict=Verdict.SIGNED, by=ZHOU) is No.PROPOSAL_OVER


def test_going_back_is_an_activation_that_needs_no_new_trial(floor):
    first, second = packs.in_force("CN"), sooner(floor)
    old = floor.filed()
    signed(floor, second, AppliesTo.OPEN)
    floor.act(change_packs, ("CN",))
    signed(floor, first, AppliesTo.OPEN)
    assert packs.in_force("CN").digest == first.digest
    assert floor.act(change_packs, ("CN",)) == 1
    assert floor.case(old).pack == first.digest
    signed(floor, second)
    assert packs.in_force("CN").digest == second.digest
    assert verify(now=floor.now).is_clean


def test_what_was_in_force_before_many_proposals_is_known_for_ever(floor, owner):
    first, second = packs.in_force("CN"), sooner(floor)
    signed(floor, second)
    since = floor.now
    owner.execute("UPDATE compiled_pack SET golden = NULL")
    for _ in range(SHOWN):
        floor.later(minutes=1)
        activations.propose(
            Proposal(
                id=floor.mint(0),
                jurisdiction="CN",
                digest=first.digest,
                before=second.digest,
                applies_to=AppliesTo.NEW,
                why=WHY,
                by=HE,
                at=floor.now,
            )
        )
    assert look_at_packs("CN").since == since
    signed(floor, first)
    signed(floor, second)
    assert packs.in_force("CN").digest == second.digest


def test_what_another_process_activates_is_in_force_here_within_seconds(floor, monkeypatch):
    before, proposal = packs.in_force("CN").digest, proposed(floor, pack := sooner(floor))
    assert packs.in_force("CN").digest == before
    floor.house.rows(
        "INSERT INTO pack_verdict (proposal, proposed_by, by, verdict, at)"
        " VALUES (%s, %s, %s, 'signed', now()) RETURNING proposal",
        proposal,
        HE,
        ZHOU,
    )
    assert packs.in_force("CN").digest == before
    late = rulebook.monotonic() + rulebook.FRESH
    monkeypatch.setattr(rulebook, "monotonic", lambda: late)
    assert packs.in_force("CN").digest == pack.digest


@pytest.mark.parametrize(
    ("applies_to", "listed"),
    [(AppliesTo.NEW, 0), (AppliesTo.OPEN, 2)],
    ids=["new cases only", "open ones, too"],
)
def test_the_cases_that_would_change_are_listed_by_number_those_opened_last_first(floor, applies_to, listed):
    first = floor.filed()
    floor.later(minutes=1)
    second = floor.filed(about="v-2")
    proposal = activations.find(proposed(floor, sooner(floor), applies_to))
    numbers = (number_of(second, "K"), number_of(first, "K"))
    assert activations.newest(proposal) == numbers[:listed]
    assert activations.newest(proposal, limit=1) == numbers[: min(listed, 1)]


def test_everybody_sees_what_is_in_force_what_waits_and_what_would_change(floor):
    old, before = floor.filed(), packs.in_force("CN")
    pack = sooner(floor)
    proposed(floor, pack, AppliesTo.OPEN)
    seen = look_at_packs("CN")
    assert (seen.in_force.digest, seen.since) == (before.digest, None)
    assert [one.digest for one in seen.candidates] == [pack.digest]
    assert {change.where.rpartition(".")[0] for change in seen.waiting.changes} == {
        "clocks.decide_target.amounts",
        "versions.clocks",
    }
    assert seen.waiting.touched == ((floor.case(old).code, 1),)
    assert seen.waiting.newest == (number_of(old, "K"),)
    floor.later(minutes=1)
    floor.act(settle_pack, seen.waiting.proposal.id, verdict=Verdict.SIGNED, by=ZHOU)
    seen = look_at_packs("CN")
    assert (seen.in_force.digest, seen.since, seen.waiting) == (pack.digest, floor.now, None)
    assert [(one.proposal.why, one.by, one.signed_by) for one in seen.history] == [(WHY, "何 He", "周 Zhou")]
    assert [one.digest for one in seen.candidates] == [before.digest]
