"""What nobody here reads is translated before anything is decided, by whom stands beside it, and somebody looks soon."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from ombud.core import facts, grading
from ombud.core.playbooks import open_steps, playbook_of
from ombud.core.records import record, said_of
from ombud.core.refusals import No, Refused
from tests.cast import LETTER, MEI, START, a_case, opened, pack, proposed, words

JOINED = facts.Joined(count=1, digest="0" * 64, severity="S2", first_at=START)
SAID = {"translated_from": "葡萄牙语", "translated_by": "口译员 14 号", "translated_words": "他威胁我"}
OLD = replace(
    pack(),
    playbooks=MappingProxyType(
        {name: one for name, one in pack().playbooks.items() if name != "translation"}
    ),
)
TAKEN = facts.Assigned(agent=MEI, how="next")


@pytest.mark.parametrize(
    ("lang", "joined", "rules", "owed"),
    [
        pytest.param("und", (JOINED,), pack(), True, id="nobody reads it"),
        pytest.param("zh", (JOINED,), pack(), False, id="somebody does"),
        pytest.param("und", (), pack(), False, id="nobody complained: there is nothing to translate"),
        pytest.param("und", (JOINED,), OLD, False, id="a pack from before"),
    ],
)
def test_it_is_the_first_step_of_whatever_kind(lang, joined, rules, owed):
    case = a_case(*joined, TAKEN, first=opened("HA.THREAT", lang=lang))
    steps = [one.id for one in playbook_of(case, rules).steps]
    assert (steps[0] == "translated") is owed
    assert ("translated" in {one.id for one in open_steps(case, rules, before="decision")}) is owed


def test_another_look_is_at_the_words_that_were_kept():
    ruled = facts.Decided(no=1, outcome="no_violation", orders=())
    asked = facts.Appealed(no=1, side="account", decision=1, letter=LETTER, words=words(5))
    case = a_case(
        JOINED, TAKEN, proposed(outcome="no_violation"), ruled, asked, first=opened("CV.SPAM", lang="und")
    )
    assert "translated" not in {one.id for one in playbook_of(case, pack()).steps}


@pytest.mark.parametrize("lacks", SAID)
def test_who_translated_from_what_and_the_words_are_all_of_it(lacks):
    step = pack().playbooks["translation"].step("translated")
    assert record(step, SAID) == "葡萄牙语\n口译员 14 号\n他威胁我"
    with pytest.raises(Refused) as no:
        record(step, {**SAID, lacks: " "})
    assert (no.value.code, no.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, "translated")


def test_where_there_is_no_language_that_is_all_that_is_written_and_no_letter_speaks_of_a_translation():
    step = pack().playbooks["translation"].step("translated")
    only = {"translated_none": "三个向下的拇指"}
    assert (record(step, only), said_of(step, only), said_of(step, SAID)) == (
        "三个向下的拇指",
        "translated_none",
        "translated",
    )
    with pytest.raises(Refused) as no:
        record(step, {**SAID, **only})
    assert no.value.facts["why"] == "translated_none"
    first = opened("SV.UNKNOWN", lang="und")
    none = facts.Recorded(step="translated", what="translated_none", words=words())
    some, other = replace(none, what="translated"), replace(none, step="asked", what="handed_over")
    assert a_case(JOINED, TAKEN, none, other, first=first).wordless
    assert not a_case(JOINED, TAKEN, none, some, first=first).wordless


def test_somebody_looks_within_half_an_hour_and_it_is_no_graver_for_that():
    case = a_case(JOINED, first=opened("SV.UNKNOWN", "S4", lang="und"))
    fact = grading.weigh(case, pack=pack(), at=START)
    assert (fact.rules, fact.severity, fact.look_by) == (
        ("unread_language",),
        None,
        START + timedelta(minutes=30),
    )
    assert grading.weigh(a_case(JOINED, first=opened("SV.UNKNOWN", "S4")), pack=pack(), at=START) is None
