"""What `verify` says of a house nobody has tampered with."""

from collections import Counter

from ombud.store.checking_looks import LOOKS
from ombud.usecases.size_up import size_up
from ombud.usecases.verify import verify


def test_a_house_that_has_lived_is_clean(house, case):
    report = verify(now=house.now)
    assert report.faults == []
    assert (report.complaints, report.cases) == (3, 2)
    assert report.lines > 15


def test_each_pass_tells_how_many_it_did_of_how_many_there_are(house, case):
    done: Counter[str] = Counter()
    verify(now=house.now, progress=lambda part, count: done.update({part: count}))
    sized = size_up()
    assert sized["file"] > 1
    assert {name: done.pop(name, 0) for name in sized.keys() - {"look"}} | {"look": done.total()} == sized
    assert done.keys() == LOOKS.keys()
