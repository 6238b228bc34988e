"""What `verify` says of a house nobody has tampered with."""

from collections import Counter
from importlib import import_module

from django.apps import apps

from ombud.store.checking_looks import LOOKS
from ombud.store.models import ClauseUse
from ombud.usecases.size_up import size_up
from ombud.usecases.verify import verify


def test_a_house_that_has_lived_is_clean(house, case):
    report = verify(now=house.now)
    assert report.faults == []
    assert (report.complaints, report.cases) == (3, 2)
    assert report.lines > 15
    ClauseUse.objects.all().delete()
    assert {one.code for one in verify(now=house.now).faults} == {"clause_use_missing"}
    import_module("ombud.store.migrations.0063_clauses")._use(apps, None)
    assert verify(now=house.now).faults == [], "what was there before has its rows, too"


def test_each_pass_tells_how_many_it_did_of_how_many_there_are(house, case):
    done: Counter[str] = Counter()
    verify(now=house.now, progress=lambda part, count: done.update({part: count}))
    sized = size_up()
    assert sized["file"] > 1
    assert {name: done.pop(name, 0) for name in sized.keys() - {"look"}} | {"look": done.total()} == sized
    assert done.keys() == LOOKS.keys()
