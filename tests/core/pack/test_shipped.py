"""What the pack that ships promises to the people in it."""

from collections import Counter
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from ombud.core.disclosing import GROUND
from ombud.core.vocabulary import Class, Severity, class_of
from tests.cast import packs

CODES = Path(__file__).parents[3] / "ombud" / "policies" / "triage" / "codes.yml"
DEEP = (
    "content", "fraud", "intellectual_property", "privacy_posted", "privacy_platform", "intimate_image", "minors_bullying", "minors_exploited", "minors_exposed",
    "child_sexual_safety", "minors_account", "minors_refund", "account_takeover", "unfair_review", "crisis", "harassment",
)  # fmt: skip

SILENT_BY_LAW = {
    "CN": {"child_safety", "fraud_ring"},
    "EU": {"child_safety", "danger_to_person", "fraud_ring", "would_reveal_reporter", "authority_order"},
    "US": {"authority_order"},
    "UK": {"child_safety", "fraud_ring", "authority_order", "would_reveal_reporter"},
    "IN": {"child_safety", "fraud_ring", "authority_order"},
}


def test_every_code_that_sorting_knows_has_an_entry_of_the_same_severity(pack):
    codes = yaml.safe_load(CODES.read_text("utf-8"))
    assert {code: pack.categories[code].default_severity for code in codes} == codes


def test_each_kind_has_a_playbook_of_its_own(pack):
    kinds = ("CV.SEX.ADULT", "CV.IP.COPY", "CV.FRAUD.SCAM", "PR.POST", "PR.PLATFORM", "PR.NCII", "MN.BULLY",
             "MN.SEX.GROOM", "MN.ACCT.ABUSE", "AS.TAKEOVER", "UF.CONTENT", "SH.IMMINENT", "HA.PILEON", "SV.QUESTION")  # fmt: skip
    assert len({pack.category(code).playbook for code in kinds}) == len(kinds)


@pytest.mark.parametrize(("one", "other"), list(combinations(DEEP, 2)))
def test_two_playbooks_cannot_be_swapped(pack, one, other):
    first, second = pack.playbooks[one].steps, pack.playbooks[other].steps
    shared = {step.id for step in first} & {step.id for step in second}
    assert len(shared) <= 1
    assert {step.id for step in first if step.mandatory} - shared
    assert len(first) >= 5
    assert max(Counter((step.before, step.shared == "left") for step in first).values()) <= 8


def test_every_deep_playbook_has_something_that_is_never_skipped_before_the_decision(pack):
    for name in DEEP:
        assert any(
            step.skip == "never" and step.before == "decision" for step in pack.playbooks[name].steps
        ), name


def test_a_fresh_judgement_comes_before_the_first_reasons(pack):
    steps = [step.id for step in pack.playbooks["unfair_review"].steps]
    assert steps.index("as_it_was") < steps.index("fresh_judgement") < steps.index("three_precedents")
    assert "R" in pack.playbooks["unfair_review"].step("fresh_judgement").forbids


def test_control_is_not_given_back_before_the_owner_is_verified(pack):
    book = pack.playbooks["account_takeover"]
    assert {step.id for step in book.steps if "R" in step.forbids} == {
        "owner_proof",
        "not_that_contact",
        "way_in_shut",
    }
    assert all(book.step(name).skip == "never" for name in ("owner_proof", "not_that_contact"))


def test_minors_and_intimate_images_are_sealed(pack):
    for code, category in pack.categories.items():
        if category.cls is Class.MINORS or code == "CV.SEX.MINOR":
            assert (category.sealed, category.clearance) == (True, "minors"), code
    assert pack.category("PR.NCII").clearance == "intimate"
    assert "reupload_of_intimate_media" in pack.category("PR.NCII").never


def test_child_safety_and_fraud_start_withheld(pack):
    assert pack.category("MN.SEX.GROOM").starts_withheld == "child_safety"
    assert "warn_reported_user" in pack.category("MN.SEX.GROOM").never
    assert pack.category("CV.FRAUD.SCAM").starts_withheld == "fraud_ring"
    assert pack.category("CV.SEX.ADULT").starts_withheld is None


def test_questions_end_as_answered_and_nothing_else(pack):
    assert pack.category("SV.QUESTION").outcomes == ("answered",)


def test_a_danger_pages_after_two_minutes_and_five(pack):
    assert (pack.paging.lead_after, pack.paging.deputy_after) == (timedelta(minutes=2), timedelta(minutes=5))


def test_every_kind_has_every_clock_of_the_operator(pack):
    for code in pack.categories:
        kinds = {rule.kind for rule in pack.clocks_for(code) if not rule.statutory}
        assert {"acknowledge", "decide", "tell", "appeal"} <= kinds, code
    assert all(pack.clocks["decide_target"].amount(severity) for severity in Severity)


def test_only_the_operators_own_target_pauses_while_we_wait(pack):
    assert {rule.id for rule in pack.clocks.values() if rule.pauses} == {"decide_target"}


def test_there_are_at_least_twenty_five_published_rules_and_every_class_has_one(pack):
    assert len(pack.clauses) >= 25
    assert {class_of(kind) for clause in pack.clauses.values() for kind in clause.covers} == set(Class)


def test_every_place_has_grounds_in_its_own_law_for_not_telling_and_each_is_to_be_checked():
    for one in packs():
        by_law = {
            name: ground.source for name, ground in one.grounds.items() if ground.source.confidence != "own"
        }
        assert by_law.keys() == SILENT_BY_LAW[one.jurisdiction] | {GROUND}
        assert {source.confidence for source in by_law.values()} == {"verify"}


def test_of_despair_no_file_is_kept_longer_than_ninety_days_and_no_word_longer_than_appeals_run_and_a_month(
    pack,
):
    for code in (code for code in pack.categories if code.partition(".")[0] == "SH"):
        named = pack.category(code).retention
        window = pack.appeals[pack.category(code).appeal].window
        assert pack.retentions[named["content"]].most == timedelta(days=90)
        assert window <= (pack.retentions[named["case"]].most or timedelta.max) <= window + timedelta(days=31)


def test_somebody_talks_with_whoever_looked_at_a_suicide_the_same_day(pack):
    (rule,) = (rule for rule in pack.clocks_for("SH.IMMINENT") if rule.stops == "debriefed")
    (step,) = (step for step in pack.playbook("SH.IMMINENT").steps if "debriefed" in step.marks)
    assert (rule.starts, rule.amount("S0")) == ("decided", timedelta(hours=12))
    assert (step.id, step.skip) == ("agent_debrief", "never")
