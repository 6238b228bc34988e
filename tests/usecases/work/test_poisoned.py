"""One book that a chore cannot deal with keeps no other from it: it is named in the log, and the operator is called to it."""

from importlib import import_module
from inspect import signature
from types import SimpleNamespace

import pytest

from ombud.store.models import Alarm
from ombud.usecases.keep_packs import keep_packs
from tests.cast import packs

CHORES = {
    "expire_looks": ("lessons.run_out", "_expire", "looks", "ids"),
    "finish_telling": ("affected.told", "affected.finish", "leak_told", "ids"),
    "tell_affected": ("affected.due", "affected.turn", "affected", "beside"),
    "open_tasks": ("lessons.unassigned", "_assign", "tasks", "ids"),
    "set_beside": ("kin.due", "kin.settle", "kin", "pairs"),
    "hear_danger": ("due.heard", "_hear", "danger", "ids"),
    "name_contacts": ("named.owed", "_name", "contacts", "ids"),
    "take_off_line": ("naming.of_staff", "_look", "meanwhile", "pairs"),
    "keep_line_out": ("naming.of_staff", "_keep", "line", "pairs"),
    "put_right": ("redress.due", "_turn", "redress", "pairs"),
    "watch_rules": ("faulty.contested", "_call", "rules_contested", "rules"),
    "recuse": ("queue.tied", "_give_back", "ties", "pairs"),
    "close": ("closing.to_close", "_close", "close", "ids"),
    "note_orders": ("orders.unnoted", "_note", "note_orders", "ids"),
    "pick_up_unsolved": ("lessons.unsolved", "_pick_up", "unsolved", "threes"),
    "retain": ("due.erasures", "_ERASE", "retain", "pages"),
    "remind_reviews": ("due.reviews", "_remind", "reviews", "pages"),
    "answer_known": ("issues.open_now", "_of_issue", "issues", "ids"),
    "rescan": ("evidence.to_scan", "_rescan", "rescan", "ids"),
    "fan_out": ("closing.to_fan_out", "_fan_out", "fan_out", "ids"),
    "give_to_read": ("of_later.to_draw", "_give", "later", "beside"),
    "close_reading": ("later.answered", "_close", "later", "beside"),
    "page": ("due.cases", "_page", "paging", "groups"),
    "restore_answered": ("due.cases", "_restore", "returns", "groups"),
    "expire_leases": ("due.cases", "_expire", "leases", "groups"),
    "take_effect": ("due.cases", "_take", "effects", "groups"),
    "revert": ("due.cases", "_revert", "unanswered", "groups"),
    "follow": ("due.cases", "_follow", "follow", "groups"),
    "expire_protections": ("due.lapsed", "_expire", "protections", "groups"),
    "expire_waits": ("due.cases", "_expire_cases", "waits", "groups"),
    "sweep": ("due.marks", "_sweep_cases", "clocks", "groups"),
}
"""Of each chore: what lists what is due, what deals with one of them, how it is called, and of which shape the list is."""


def listed(shape, ids, asked):
    """Return what is due, as this list says it."""
    match shape:
        case "pairs":
            return [(one, ids[0]) for one in ids]
        case "threes":
            return [(one, ids[0], 1) for one in ids]
        case "rules":
            return dict.fromkeys(ids)
        case "beside":
            return [one for one in ids if one not in asked.get("beside", ())][:1]
        case "pages":
            return [] if asked.get("after") else list(ids)
        case "groups":
            return iter([tuple(ids)])
        case _:
            return list(ids)


class Poisoned:
    """What deals with books, and stumbles over the first."""

    def __init__(self, ids, shape):
        self.ids, self.shape, self.done, self.rounds = ids, shape, [], 0

    def due(self, *_said, **asked):
        if self.shape == "groups":
            self.rounds += 1
            return iter([tuple(self.ids)] if self.rounds == 1 else ())
        return listed(self.shape, self.ids, asked)

    def do(self, one, *_more, **_said):
        several = one if isinstance(one, tuple) else (one,)
        several = several if self.shape == "groups" else several[:1]
        if self.ids[0] in several:
            raise ValueError("this book is broken")
        self.done.extend(several)
        return len(several)


@pytest.fixture
def house(db, mint, now, monkeypatch):
    keep_packs(packs(), now=now)
    return SimpleNamespace(now=now, mint=mint, patch=monkeypatch.setattr)


@pytest.mark.parametrize("chore", CHORES)
def test_a_broken_book_is_named_and_all_others_are_done(chore, house, caplog):
    read, does, what, shape = CHORES[chore]
    poisoned = Poisoned([house.mint() for _ in range(3)], shape)
    module = import_module(f"ombud.usecases.{chore}")
    store, name = read.split(".")
    house.patch(getattr(module, store), name, poisoned.due)
    where, _, name = does.rpartition(".")
    does = {"case": poisoned.do} if name == "_ERASE" else poisoned.do
    house.patch(getattr(module, where) if where else module, name, does)
    run = getattr(module, chore)
    could = {"mint": house.mint, "scanner": None, "rules": None, "known": {}}
    said = {key: value for key, value in could.items() if key in signature(run).parameters}
    for _ in range(2):
        run(now=house.now, **said)
    broken, *others = poisoned.ids
    assert {*others} <= {*poisoned.done}
    assert str(broken) in caplog.text
    (alarm,) = Alarm.objects.filter(kind="stuck")
    assert (alarm.owner, alarm.to_role, alarm.about) == (broken, "operator", what)
