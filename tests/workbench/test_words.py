"""Has the timeline words for everything that can happen to a case?"""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.codec import CASE_FACTS
from ombud.core.facts import Line
from ombud.core.pack.promises import AWAITED
from ombud.core.vocabulary import Class, Outcome, Relation, Ruling, Side, SubjectKind, Tier
from ombud.interfaces.workbench.telling import timeline
from ombud.look.words import knows
from tests.cast import MEI, pack, words

AT = datetime(2026, 11, 28, 8, tzinfo=UTC)

KINDS = [
    *(f"workbench.fact.{kind}" for kind in CASE_FACTS),
    *(f"workbench.status.{one}" for one in Status),
    *(f"workbench.class.{one}" for one in Class),
    *(f"workbench.outcome.{one}" for one in Outcome),
    *(f"workbench.ruling.{one}" for one in Ruling),
    *(f"workbench.relation.{one}" for one in Relation),
    *(f"workbench.kind.{one}" for one in SubjectKind),
    *(f"workbench.side.{one}" for one in Side),
    *(f"workbench.tier.{one}" for one in Tier),
]


@pytest.mark.parametrize("key", KINDS)
def test_everything_that_can_happen_has_words(key):
    assert knows(key)


@pytest.mark.parametrize(
    ("clock", "zh", "en"),
    [
        ("decide_target", "已告知投诉人", "the complainants are told"),
        ("cn_ecommerce_counter", "已告知账号一方", "the account is told"),
        ("gone_since", "已告知投诉人", "the complainants are told"),
    ],
    ids=["a decision", "what comes back by law", "a clock of another pack"],
)
def test_whoever_is_told_that_it_takes_longer_is_the_one_named(clock, zh, en):
    fact = facts.ClockExtended(clock=clock, until=AT, words=words())
    lines = (Line(seq=1, at=AT, by=f"agent:{MEI}", fact=fact),)
    seen = SimpleNamespace(lines=lines, names={}, words={}, pack=pack(), owing=(pack(),))
    said = [timeline(seen, lang)[0]["text"] for lang in ("zh", "en")]
    assert (zh in said[0], en in said[1]) == (True, True)
    assert sum(one in said[1] for one in ("the complainants are told", "the account is told")) == 1


def test_every_step_scope_clearance_and_clock_of_the_pack_has_words():
    rules = pack()
    wanted = {f"workbench.does.{step.does}" for book in rules.playbooks.values() for step in book.steps}
    wanted |= {f"workbench.scope.{one.scope}" for one in rules.measures.values()}
    wanted |= {f"workbench.clock_kind.{one.kind}" for one in rules.clocks.values()}
    wanted |= {f"workbench.begins.{event}" for event in AWAITED}
    wanted |= {f"workbench.clearance.{one.clearance}" for one in rules.categories.values() if one.clearance}
    wanted |= {
        f"workbench.role.{role}" for one in rules.signers.values() for group in one.groups for role in group
    }
    wanted |= {f"workbench.confidence.{one.source.confidence}" for one in rules.clocks.values()}
    assert not {key for key in wanted if not knows(key)}


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        pytest.param(
            facts.Established(source="host"),
            "查明（平台）：没有影响严重程度的情况",
            "Known from the host: nothing that makes it graver",
            id="nothing",
        ),
        pytest.param(
            facts.Established(
                source="host",
                facts=("account_of_minor",),
                counts=(facts.Counted(name="followers", n=2000), facts.Counted(name="views_per_hour", n=0)),
                earlier=(AT,),
            ),
            "查明（平台）：未成年人账号、粉丝至少 2,000、此前被处置 1 次",
            "Known from the host: a child's account, 2,000 or more followers, something was done about it 1 time before",
            id="facts, counts and what was done before",
        ),
        pytest.param(
            facts.Weighed(rules=()),
            "严重程度规则重新比对：没有规则命中",
            "The rules of severity were read anew: none holds",
            id="no rule",
        ),
    ],
)
def test_what_was_found_out_stands_in_the_timeline_in_words(fact, zh, en):
    lines = (Line(seq=1, at=AT, by="chore:accounts", fact=fact),)
    seen = SimpleNamespace(lines=lines, names={}, words={}, pack=SimpleNamespace(severities={}))
    assert [timeline(seen, lang)[0]["text"] for lang in ("zh", "en")] == [zh, en]
