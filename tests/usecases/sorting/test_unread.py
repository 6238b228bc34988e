"""A language that nobody here reads is taken as one, whichever it is; while nobody said what they read, none is missing."""

import pytest

from ombud.core.staffing import read_as
from ombud.core.vocabulary import Lang
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Staff
from tests.cast import JUN, MEI


@pytest.mark.parametrize(
    ("lang", "read", "taken"),
    [
        pytest.param("en", {"zh"}, Lang.UND, id="nobody reads it"),
        pytest.param("en", {"zh", "en"}, Lang.EN, id="somebody does"),
        pytest.param("en", set(), Lang.EN, id="nobody said what they read"),
        pytest.param("und", {"zh", "en"}, Lang.UND, id="nobody ever did"),
    ],
)
def test_a_text_is_taken_as_what_somebody_reads(lang, read, taken):
    assert read_as(lang, read=frozenset(read)) is taken


def hired(agent, *languages, roles=("agent",)):
    Staff(id=agent, username=agent.hex, name=agent.hex, roles=list(roles), languages=list(languages)).save(
        force_insert=True
    )


@pytest.mark.parametrize(
    ("others", "lang"),
    [
        pytest.param({}, "und", id="nobody"),
        pytest.param({"languages": ("en",)}, "en", id="one more, who does"),
        pytest.param({"languages": ("en",), "roles": ("auditor",)}, "und", id="one who works on no case"),
    ],
)
def test_english_is_looked_at_by_two_where_only_chinese_is_read(house, others, lang):
    hired(MEI, "zh")
    if others:
        hired(JUN, *others["languages"], roles=others.get("roles", ("agent",)))
    [mine] = house.file("This account posts the same spam link under every video again and again", key="e")
    [theirs] = house.file("这个账号到处刷广告引流", key="z")
    house.drain()
    assert (read_complaint(mine).lang, read_complaint(theirs).lang) == (lang, "zh")
    case = read_case(read_complaint(mine).parts[0].case)
    assert (case.opened.lang, case.lane.split(".")[1]) == (lang, lang)
