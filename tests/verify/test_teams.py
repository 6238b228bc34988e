"""Whose team a complaint about our own staff was kept from, and who judged it, is asked of where everybody was then."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.playbooks import open_steps
from ombud.store import packs, team_moves
from ombud.store.ledger import open_case, read_case
from ombud.store.models import Case, Staff
from ombud.store.transactions import one_transaction
from ombud.usecases.follow import follow
from ombud.usecases.hire import Hired, hire
from ombud.usecases.keep_line_out import keep_line_out
from ombud.usecases.train import LANES, train
from ombud.usecases.verify import verify
from tests import cast

NAMED = {"team_differs", "judged_by_same_team", "no_team_kept_out"}


@pytest.fixture
def people(house):
    """梅 Mei and 周 Zhou are one team, 君 Jun another."""
    roles = {"mei": {"agent"}, "zhou": {"lead"}, "jun": {"agent"}}
    several = [
        Hired(username=name, name=name, password="x" * 12, roles=frozenset(said), present=True)
        for name, said in roles.items()
    ]
    ids = hire(several, mint=house.mint, now=house.now)
    for one in ids.values():
        train(one, lanes=LANES, until=house.now + timedelta(days=9), by=None, now=house.now)
    for name, team in (("mei", "1"), ("zhou", "1"), ("jun", "2")):
        move(ids[name], team, at=house.now)
    return ids


@one_transaction
def move(agent, team, *, at):
    team_moves.move(agent, team=team, by=None, now=at)


def rude(house):
    house.file("客服态度太差,复制粘贴三遍就挂断了,是 mei 说的。", key="rude")
    house.drain()
    return Case.objects.get().id


@one_transaction
def write(house, case, *several, by):
    with open_case(case) as book:
        for fact in several:
            book.write(fact, by=by, now=house.now)


def judged(house, case, by):
    now = read_case(case)
    left = (facts.StepDone(step=one.id) for one in open_steps(now, packs.of_case(now), before="decision"))
    said = {"outcome": "refused", "findings": (), "measures": (), "for_account": None, "clause": None}
    write(house, case, facts.Assigned(agent=by, how="next"), by=f"agent:{by}")
    write(house, case, *left, cast.proposed(agent=by, **said), by=f"agent:{by}")


def named(house):
    return {one.code for one in verify(now=house.now).faults} & NAMED


def test_a_book_that_keeps_the_team_out_and_whoever_judges_of_another_are_as_they_must_be(house, people):
    case = rude(house)
    assert keep_line_out(known={}, mint=house.mint, now=house.now) == 2
    assert follow(now=house.now) == 1
    judged(house, case, people["jun"])
    assert named(house) == set()


def test_who_was_of_that_team_when_they_judged_is_named_whatever_was_written_afterwards(house, people):
    case = rude(house)
    keep_line_out(known={}, mint=house.mint, now=house.now)
    follow(now=house.now)
    house.now += timedelta(minutes=1)
    move(people["jun"], "1", at=house.now - timedelta(seconds=30))
    judged(house, case, people["jun"])
    assert named(house) == {"judged_by_same_team"}


def test_a_book_that_left_somebody_of_the_team_in_is_named(house, people):
    case = rude(house)
    mei, jun = people["mei"], people["jun"]
    write(house, case, facts.KeptOut(agent=mei, words=cast.words()), by="chore:line")
    write(house, case, facts.TeamKeptOut(about=(mei,), elsewhere=True), by="chore:line")
    assert jun in set(Staff.objects.values_list("id", flat=True))
    assert named(house) == {"team_differs"}


def test_a_step_that_says_another_team_has_it_where_nobody_looked_is_named(house, people):
    judged(house, rude(house), people["jun"])
    assert named(house) == {"no_team_kept_out"}
