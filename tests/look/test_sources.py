"""What the house promises itself is named in the reader's language, the law as the law names itself."""

from dataclasses import fields, is_dataclass

import pytest

from ombud.core.pack.words import Source
from ombud.look.sources import cited
from tests import cast

PROMISE = Source(
    instrument="Ombud service promise", article="protect", checked_on="2026-11-23", confidence="own"
)
LAW = Source(instrument="GB/T 35273-2020", article="8.7", checked_on="2026-11-23", confidence="verify")


def own(entry):
    """Every promise of the house that is cited anywhere in a pack."""
    if isinstance(entry, Source):
        yield from (entry,) if entry.confidence == "own" else ()
    elif is_dataclass(entry):
        for one in fields(entry):
            yield from own(getattr(entry, one.name))
    elif isinstance(entry, tuple):
        for one in entry:
            yield from own(one)
    elif hasattr(entry, "values"):
        for one in entry.values():
            yield from own(one)


def test_a_promise_is_named_in_the_reader_s_language_and_a_law_as_it_names_itself():
    assert cited(PROMISE, "zh") == "Ombud 服务承诺：先保护"
    assert cited(PROMISE, "en") == "Ombud service promise: protect"
    assert {cited(LAW, lang) for lang in ("zh", "en")} == {"GB/T 35273-2020 8.7"}


def test_one_that_nobody_put_into_words_stays_as_its_rules_name_it():
    theirs = Source(instrument="Rules of a club", article="", checked_on="2026-11-23", confidence="own")
    assert cited(theirs, "zh") == "Rules of a club"


@pytest.mark.parametrize("place", ["CN", "EU", "US", "UK", "IN"])
def test_every_promise_that_ships_reads_in_chinese(place):
    several = set(own(cast.pack(place)))
    assert len(several) > 20
    latin = {one for one in several if any("a" <= sign <= "z" for sign in _said(one))}
    assert latin == set()


def _said(source):
    said = cited(source, "zh")
    return said.replace("Ombud", "").replace("Clips", "")
