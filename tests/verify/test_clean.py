"""What `verify` says of a house nobody has tampered with."""

from ombud.usecases.verify import verify


def test_a_house_that_has_lived_is_clean(house, case):
    report = verify(now=house.now)
    assert report.faults == []
    assert (report.complaints, report.cases) == (3, 2)
    assert report.lines > 15
