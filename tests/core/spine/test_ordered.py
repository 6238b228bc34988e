"""A step that says something was done is done by what the host confirmed, and by nobody's word."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from ombud.core import case_fold, decisions, facts, following, ordered
from ombud.core.enforcement import LIFT, lift_key
from ombud.core.facts import Line
from ombud.core.following import Stand
from ombud.core.pack.lint_steps import steps as lint
from ombud.core.pack.types import Playbook, Step, Text
from ombud.core.playbooks import check_done, open_steps
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome
from tests import cast
from tests.cast import COMPLAINT, MEI, SUBJECT, a_case, order, words

SAID = Text(zh="做", en="do")
TAKEN = facts.Assigned(agent=MEI, how="next")
DAY = timedelta(days=1)


def step(**more: object) -> Step:
    whole = {"id": "undone", "does": "undo", "before": "close", "done_on": "ordered", "ordered": ("R.UNDO",)}
    return Step(**{"title": SAID, "help": SAID, **whole, **more})


def pack(*several: Step):
    """The shipped rules, with a playbook of these steps for what 兰 Lan complains of."""
    shipped = cast.pack("CN")
    kind = shipped.category("CV.SEX.ADULT").playbook
    book = Playbook(id=kind, title=SAID, done=SAID, steps=several)
    return replace(shipped, playbooks=MappingProxyType({**shipped.playbooks, kind: book}))


def decided(*orders: facts.Order, more: tuple[facts.CaseFact, ...] = ()):
    said = facts.Decided(no=1, outcome="violation", orders=orders)
    return a_case(TAKEN, cast.proposed(), said, *more)


UNDO = order("a" * 42, measure="R.UNDO"), order("b" * 42, measure="R.UNDO")
YES = tuple(facts.Confirmed(key=one.key) for one in UNDO)
NO = facts.Died(key=UNDO[1].key, detail="unknown_subject")
OVER = facts.Overridden(key=UNDO[1].key, words=words(3))


def test_what_undoes_a_strike_of_the_hosts_is_done_by_the_lift_of_it_and_by_no_lift_of_ours():
    two = step(ordered=("R.UNDO", "R.STRIKE"))
    theirs = order("d" * 42, do=LIFT, measure="L5", host_decision="d-1")
    ours = order("e" * 42, do=LIFT, measure="L5")
    chosen = facts.Chosen(measure="R.STRIKE", target=SUBJECT, host_decision="d-1")
    assert [ordered.does(two, one) for one in (chosen, theirs, ours)] == [True, True, False]
    assert not ordered.does(step(), theirs)
    again = order("f" * 42, measure="L5", host_decision="d-1")
    assert not ordered.does(two, again), "that it holds again undoes nothing"


def test_what_another_look_overturned_is_undone_once_the_host_confirmed_each_lift():
    undone = step(ordered=("R", "undone"))
    removed = order("c" * 42, measure="L4")
    back = order(lift_key(removed.key), do=LIFT, measure="L4")
    before = decided(removed, more=(facts.Confirmed(key=removed.key),))
    fell = decided(
        removed, more=(facts.Confirmed(key=removed.key), facts.Reversed(decision=1, orders=(back,)))
    )
    whole = decided(
        removed,
        more=(
            facts.Confirmed(key=removed.key),
            facts.Reversed(decision=1, orders=(back,)),
            facts.Confirmed(key=back.key),
        ),
    )
    assert [ordered.confirmed_at(one, undone) is not None for one in (before, fell, whole)] == [
        False,
        False,
        True,
    ]
    assert ordered.confirmed_at(whole, step(ordered=("R",))) is None


@pytest.mark.parametrize(
    ("orders", "noted", "over"),
    [
        pytest.param((), (), False, id="nothing was ordered"),
        pytest.param(UNDO, (), False, id="nothing came back"),
        pytest.param(UNDO, YES[:1], False, id="one is on its way"),
        pytest.param(UNDO, (YES[0], NO), False, id="one was refused"),
        pytest.param(UNDO, (YES[0], NO, OVER), False, id="one was overridden: nobody did it"),
        pytest.param((order("c" * 42, measure="L4"),), (facts.Confirmed(key="c" * 42),), False, id="another"),
        pytest.param(UNDO, YES, True, id="all are confirmed"),
        pytest.param(UNDO[:1], YES[:1], True, id="the only one is confirmed"),
    ],
)
def test_a_step_is_over_when_the_host_confirmed_all_that_was_ordered_for_it(orders, noted, over):
    rules = pack(step())
    case = decided(*orders, more=noted)
    ready = following.by_itself(case, rules)
    assert [(one.id, stand) for one, stand, _ in ready] == ([("undone", Stand.DONE)] if over else [])
    if over:
        assert ready[0][2] == case.confirmed_at[noted[-1].key]
        check_done(case, step(), shows=False, concerns=None)
    else:
        with pytest.raises(Refused) as refused:
            check_done(case, step(), shows=True, concerns=None)
        said = {"step": "undone", "why": "ordered", "measures": ("R.UNDO",)}
        assert (refused.value.code, refused.value.facts) == (No.STEP_NEEDS_EVIDENCE, said)
        assert [one.id for one in open_steps(case, rules, before="close")] == ["undone"]


def test_what_was_lifted_since_does_no_step_that_was_not_over_by_then():
    lifted = facts.Order(key=lift_key(UNDO[0].key), do=LIFT, measure="R.UNDO", target=SUBJECT)
    back = facts.Reversed(decision=1, orders=(lifted,))
    case = decided(UNDO[0], more=(YES[0], back))
    assert following.by_itself(case, pack(step())) == ()


def test_copies_are_kept_out_by_a_removal_that_says_so_and_by_no_other():
    kept_out = step(ordered=("block",))
    plain, blocking = order("d" * 42, measure="L4"), replace(order("d" * 42, measure="L4"), block=True)
    for one, over in ((plain, False), (blocking, True)):
        case = decided(one, more=(facts.Confirmed(key=one.key),))
        assert bool(following.by_itself(case, pack(kept_out))) is over


def chosen(case, rules, *measures: str, outcome: Outcome = Outcome.VIOLATION):
    verdict = decisions.Verdict(
        outcome=outcome,
        clause="CLIPS.2.1",
        findings=(facts.Finding(words=words(1), evidence=(COMPLAINT,)),),
        measures=tuple(facts.Chosen(measure=one, target=SUBJECT) for one in measures),
        for_complainant=words(2),
        for_account=words(3),
        why_not_lower=None,
    )
    decisions.rule(
        case,
        verdict,
        pack=rules,
        evidence=frozenset([COMPLAINT]),
        situation=decisions.ApprovalFacts(),
        by=MEI,
    )


@pytest.mark.parametrize(
    ("more", "measures", "left", "refused"),
    [
        pytest.param({}, ("L4",), False, True, id="nothing that is chosen does it"),
        pytest.param({}, ("L4", "L1"), False, False, id="chosen"),
        pytest.param({}, ("L4",), True, False, id="left out with a reason"),
        pytest.param({"mandatory": False}, ("L4",), False, False, id="nobody has to"),
        pytest.param({"when_decided": ("granted",)}, ("L4",), False, False, id="needed otherwise alone"),
        pytest.param({"of": ("AS",)}, ("L4",), False, False, id="of another kind"),
    ],
)
def test_nobody_decides_so_that_a_step_is_needed_which_no_order_would_do(more, measures, left, refused):
    rules = pack(step(ordered=("L1",), **more))
    case = a_case(TAKEN, *((facts.StepSkipped(step="undone", words=words(5)),) if left else ()))
    if not refused:
        return chosen(case, rules, *measures)
    with pytest.raises(Refused) as no:
        chosen(case, rules, *measures)
    assert (no.value.code, no.value.facts) == (No.STEP_UNORDERED, {"step": "undone", "measures": ("L1",)})
    return None


def test_a_playbook_whose_steps_no_order_could_do_is_refused():
    for said, why in (
        ({"ordered": ()}, "names nothing"),
        ({"done_on": None}, "names what nothing waits for"),
        ({"ordered": ("Q9",)}, "unknown measure to be ordered"),
        ({"before": "decision"}, "comes before it"),
        ({"ordered": ("U.NAME",)}, "does not allow"),
        ({"calls": True}, "calls somebody to what has no day"),
    ):
        assert any(why in text for _, text in lint(pack(step(**said)))), why
    assert not any("ordered" in text for _, text in lint(pack(step(ordered=("block",)))))


def test_what_the_host_confirmed_is_known_with_its_moment():
    case = decided(*UNDO)
    later = Line(seq=case.seq + 1, at=case.opened_at + DAY, by="host", fact=YES[0])
    assert case_fold.turn(case, later).confirmed_at == {UNDO[0].key: later.at}
