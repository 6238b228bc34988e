"""What happens when many knock at one case, when two begin the same one, and when it has ended?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from ombud.core import facts
from ombud.core.ids import bucket_of
from ombud.store import joining, ledger
from ombud.store.shelf import take_cases
from ombud.usecases.verify import verify
from tests.usecases.sorting.scene import SHOWS_NAKED, video


def joined(case):
    return [line.fact for line in ledger.read_lines(case) if isinstance(line.fact, facts.Joined)]


@pytest.mark.no_cover
def test_two_thousand_complaints_on_one_video_make_one_case_of_a_few_lines(house):
    for _ in range(4):
        house.file(*[SHOWS_NAKED] * 500, subject=video("v-viral"))
    house.drain()
    ((case, members),) = house.rows("SELECT id, members FROM case_row")
    assert members == 2000
    assert house.rows("SELECT count(*) FROM member") == [(2000,)]
    assert sum(fact.count for fact in joined(case)) == 2000
    assert len(joined(case)) <= 5
    assert verify(now=house.now).faults == []


def test_late_complaints_join_the_open_case_and_make_it_graver(house):
    house.file(SHOWS_NAKED, subject=video("v-1"))
    house.drain()
    ((case, before),) = house.rows("SELECT id, severity FROM case_row")
    house.file(SHOWS_NAKED, subject=video("v-1"), answers={"danger_now": True})
    house.drain()
    assert before != "S0"
    assert house.rows("SELECT id, severity, members FROM case_row") == [(case, "S0", 2)]


def test_what_was_entered_is_not_entered_again_when_the_step_is_repeated(house, owner):
    house.file(SHOWS_NAKED, SHOWS_NAKED, subject=video("v-1"))
    house.drain()
    before = house.rows("SELECT id, seq, members FROM case_row")
    owner.execute("UPDATE part SET due_at = now() - interval '1 year'")
    assert house.join() == 2
    assert house.rows("SELECT id, seq, members FROM case_row") == before
    assert house.join() == 0


def test_a_batch_that_never_committed_leaves_everything_due(house, monkeypatch):
    house.file(SHOWS_NAKED, subject=video("v-1"))
    house.sort()

    def killed(_parts):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(joining, "settled", killed)
        with pytest.raises(KeyboardInterrupt):
            house.join()
    assert house.rows("SELECT count(*) FROM case_row") == [(0,)]
    assert house.rows("SELECT count(*) FROM part WHERE due_at IS NOT NULL") == [(1,)]
    assert house.join() == 1
    assert house.rows("SELECT members FROM case_row") == [(1,)]


def test_two_that_began_the_same_matter_end_in_one_case(house, owner):
    one, two = house.file(SHOWS_NAKED, SHOWS_NAKED, subject=video("v-1"))
    house.sort(limit=1)
    owner.execute("UPDATE part SET due_at = NULL")  # as if this sorter could not see the other one's
    house.sort(limit=1)
    owner.execute("UPDATE part SET due_at = '2020-01-01'")
    assert len({ledger.read_complaint(each).parts[0].case for each in (one, two)}) == 2
    while house.join():
        pass
    assert len({ledger.read_complaint(each).parts[0].case for each in (one, two)}) == 1
    assert house.rows("SELECT members FROM case_row") == [(2,)]
    moved = [
        line for each in (one, two) for line in ledger.read_lines(each) if isinstance(line.fact, facts.Moved)
    ]
    assert len(moved) == 1
    assert verify(now=house.now).faults == []


def test_a_part_whose_case_has_ended_moves_to_a_new_one(house, owner):
    one = house.file(SHOWS_NAKED, subject=video("v-1"))[0]
    house.drain()
    (two,) = house.file(SHOWS_NAKED, subject=video("v-1"))
    house.sort()
    first = ledger.read_complaint(one).parts[0].case
    assert ledger.read_complaint(two).parts[0].case == first
    close(house, first)
    while house.join():
        pass
    assert ledger.read_complaint(two).parts[0].case != first
    assert house.rows("SELECT members FROM case_row ORDER BY members, id") == [(1,), (1,)]


def test_somebody_who_holds_a_part_does_not_stop_the_others(house, owner):
    one, two = house.file(SHOWS_NAKED, SHOWS_NAKED)
    house.sort()
    house.sort()
    with owner.transaction():
        owner.execute("SELECT FROM part WHERE complaint = %s FOR UPDATE", (one,))
        while house.join():
            pass
        assert house.rows("SELECT complaint FROM member") == [(two,)]
    assert house.join() == 1


def test_a_waiting_case_hears_of_the_answer(house):
    from ombud.store.ledger import open_case, open_complaint

    (lan,) = house.file(SHOWS_NAKED, subject=video("v-1"))
    house.drain()
    case = ledger.read_complaint(lan).parts[0].case
    ask(house, case, lan)
    with open_complaint(lan) as book:
        book.write(facts.WaitEnded(why="answered"), by="complainant", now=house.now)
    assert house.join(now=house.now + timedelta(seconds=1)) == 1
    assert ledger.read_case(case).status == "queued"
    assert ledger.read_case(case).waiting_for is None
    assert house.join(now=house.now + timedelta(seconds=1)) == 0
    with open_case(case) as book:
        assert [type(line.fact).__name__ for line in ledger.read_lines(case)][-1] == "Heard"
        assert book.fresh == []


def test_a_case_goes_on_waiting_while_nobody_has_answered(house, owner):
    (lan,) = house.file(SHOWS_NAKED, subject=video("v-1"))
    house.drain()
    case = ledger.read_complaint(lan).parts[0].case
    ask(house, case, lan)
    owner.execute("UPDATE part SET due_at = %s", (house.now,))
    assert house.join() == 1
    assert ledger.read_case(case).status == "waiting"
    assert house.join() == 0


def test_two_workers_that_begin_the_same_case_in_the_same_moment_begin_it_once(house, monkeypatch):
    one, two = house.file(SHOWS_NAKED, SHOWS_NAKED, subject=video("v-1"))
    house.sort()

    def join_the_other():
        try:
            return house.join()
        finally:
            connection.close()

    def meanwhile(ids):
        monkeypatch.setattr("ombud.usecases.join.take_cases", take_cases)
        found = take_cases(ids)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(join_the_other).result(timeout=30) == 1
        return found

    monkeypatch.setattr("ombud.usecases.join.take_cases", meanwhile)
    assert house.join(limit=1) == 1
    assert house.rows("SELECT members FROM case_row") == [(1,)]
    assert house.join() == 1
    assert house.rows("SELECT members FROM case_row") == [(2,)]
    lines = [*ledger.read_lines(one), *ledger.read_lines(two)]
    assert not any(isinstance(line.fact, facts.Moved) for line in lines)
    assert verify(now=house.now).faults == []


def close(house, case):
    """Let a case end as if everything had been done."""
    from ombud.store.shelf import put_cases
    from ombud.store.transactions import one_transaction

    words = facts.Words(id=house.mint(bucket_of(case)), digest="00")
    mei = house.mint()

    @one_transaction
    def end():
        books = take_cases([case])
        book = books[case]
        by = f"agent:{mei}"
        book.write(facts.Assigned(agent=mei, how="next"), by=by, now=house.now)
        book.write(
            facts.Proposed(
                no=1,
                agent=mei,
                outcome="no_violation",
                clause=None,
                findings=(),
                measures=(),
                for_complainant=words,
                for_account=None,
                why_not_lower=None,
                level="A0",
                signers=0,
                signer_roles=(),
            ),
            by="chore:test",
            now=house.now,
        )
        book.write(facts.Decided(no=1, outcome="no_violation", orders=()), by="chore:test", now=house.now)
        book.write(facts.FannedOut(decision=1, count=1), by="chore:test", now=house.now)
        book.write(
            facts.Closed(decision=1, appeal_until=house.now + timedelta(days=184)),
            by="chore:test",
            now=house.now,
        )
        put_cases(books.values())

    end()


def ask(house, case, complaint, until=None):
    """Let Mei take a case and ask a complainant; both books know it."""
    from ombud.store.ledger import open_case, open_complaint

    mei = house.mint()
    letter = house.mint(bucket_of(complaint))
    words = facts.Words(id=house.mint(bucket_of(case)), digest="00")
    until = until or house.now + timedelta(days=7)
    with open_case(case) as book:
        book.write(facts.Assigned(agent=mei, how="next"), by=f"agent:{mei}", now=house.now)
        book.write(
            facts.Asked(complaint=complaint, letter=letter, words=words, until=until),
            by=f"agent:{mei}",
            now=house.now,
        )
    with open_complaint(complaint) as book:
        book.write(facts.AskedFor(letter=letter, case=case, until=until), by="chore:test", now=house.now)
