"""A decision without its signatures, and a case closed while something was owed, are named; whoever wrote the line."""

from datetime import timedelta
from uuid import UUID

import pytest

from ombud.core import facts
from ombud.core.playbooks import open_steps
from ombud.store.ledger import open_case, read_case, read_complaint
from ombud.store.transactions import one_transaction
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.sorting.scene import video


@pytest.fixture
def taken(house) -> UUID:
    """A case in the hands of 梅 Mei, told by a complaint of 兰 Lan's."""
    [filed] = house.file("这个视频里有人裸露,全是色情内容,请删除。", subject=video("v-1"), key="k-1")
    house.drain()
    case = read_complaint(filed).parts[0].case
    write(house, case, facts.Assigned(agent=cast.MEI, how="next"))
    return case


@one_transaction
def write(house, case: UUID, *several: facts.CaseFact) -> None:
    """Write what no use case would have let through."""
    with open_case(case) as book:
        for fact in several:
            book.write(fact, by=f"agent:{cast.MEI}", now=house.now)


def guarded(house) -> list[tuple[str, str, str]]:
    """What `verify` says of the guards."""
    found = verify(now=house.now).faults
    return [
        (one.code, one.where, one.detail)
        for one in found
        if one.code in {"decided_unsigned", "closed_too_early"}
    ]


def test_a_decision_that_lacks_a_signature_is_named_with_its_line(house, taken):
    second = cast.proposed(level="A2", signers=1, signer_roles=(("senior",),), findings=(), measures=())
    write(house, taken, second, facts.Decided(no=1, outcome="violation", orders=()))
    assert guarded(house) == [("decided_unsigned", f"case {taken}", f"line {read_case(taken).seq}: 1 signed")]


def close(house, case: UUID) -> None:
    """Close it, whatever it owes."""
    write(house, case, facts.Closed(decision=1, appeal_until=house.now + timedelta(days=184)))


def test_a_case_that_was_closed_with_everything_still_owed_is_named_with_all_of_it(house, taken):
    proposal = cast.proposed(findings=(), measures=())
    hidden = cast.order("4" * 42, target=read_case(taken).subject)
    announced = facts.Announced(
        orders=(cast.order("5" * 42, target=hidden.target),), at=house.now, tell_by=house.now, laws=()
    )
    decided = facts.Decided(no=1, outcome="violation", orders=(hidden,), announced=announced)
    write(house, taken, proposal, decided)
    close(house, taken)
    [(code, where, said)] = guarded(house)
    assert (code, where) == ("closed_too_early", f"case {taken}")
    assert said == f"line {read_case(taken).seq}: orders, effect, steps, letters, reasons"


def test_a_case_that_was_closed_when_only_its_account_had_not_heard_is_named_for_that(house, taken):
    done = [
        facts.StepDone(step=step.id) for step in open_steps(read_case(taken), cast.pack("CN"), before="close")
    ]
    whole = cast.proposed(findings=(), measures=())
    decided = facts.Decided(no=1, outcome="violation", orders=())
    write(house, taken, whole, decided, *done, facts.FannedOut(decision=1, count=1))
    close(house, taken)
    assert [said.partition(": ")[2] for _, _, said in guarded(house)] == ["reasons"]
