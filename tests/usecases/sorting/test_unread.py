"""A language that nobody here reads is taken as one, whichever it is; while nobody said what they read, none is missing."""

import pytest

from ombud.core.playbooks import playbook_of
from ombud.core.staffing import read_as
from ombud.core.vocabulary import Lang
from ombud.store import packs
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


@pytest.mark.parametrize(
    ("lang", "read", "locale", "taken"),
    [
        pytest.param("und", {"zh"}, "en", Lang.ZH, id="by whoever is there"),
        pytest.param("und", {"zh", "en"}, "en", Lang.EN, id="as its letters are written"),
        pytest.param("und", set(), "en", Lang.EN, id="nobody said what they read"),
        pytest.param("en", {"zh", "en"}, "zh", Lang.EN, id="one word of a language that somebody reads"),
    ],
)
def test_what_shows_no_language_is_anybodys_to_read(lang, read, locale, taken):
    assert read_as(lang, read=frozenset(read), wordless=locale) is taken


@pytest.mark.parametrize(
    ("said", "lang"),
    [("👎👎👎", "zh"), ("porno", "zh"), ("asdf qwer zxcv", "zh"), ("este video es pornografía", "und")],
)
def test_nobody_translates_what_is_in_no_language(house, said, lang):
    hired(MEI, "zh")
    [mine] = house.file(said, key="e", locale=Lang.EN)
    house.drain()
    case = read_case(read_complaint(mine).parts[0].case)
    steps = [one.id for one in playbook_of(case, packs.of_case(case)).steps]
    assert (case.opened.lang, "translated" in steps) == (lang, lang == "und")


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
