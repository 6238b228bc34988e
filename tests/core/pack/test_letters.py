import pytest

from ombud.core.pack.letters import fields_in, render
from ombud.core.refusals import No, Refused
from tests.cast import pack as packs

ALL = [
    "receipt", "need_more", "put_off", "interim_measure", "decision_complainant", "statement_of_reasons", "appeal_receipt",
    "appeal_outcome_appellant", "appeal_outcome_other", "answered", "restored", "safety", "guardian", "you_have_a_letter",
    "forwarded_notice", "account_asked", "forwarded_counter", "breach", "compensation", "authority_report", "incident_summary", "fraud_restriction", "outside_outcome", "erasure_granted", "erasure_refused",
]  # fmt: skip


def filled(template, **other):
    return {name: f"<{name}>" for name in template.fields} | other


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_letter_is_whole_in_both_languages(pack, name, lang):
    template = pack.letters[name]
    letter = render(template, lang=lang, values=filled(template))
    assert letter.title
    assert not fields_in(letter.title + letter.body)
    assert all(f"<{field}>" in letter.title + letter.body for field in template.fields)


@pytest.mark.parametrize("name", ALL)
def test_an_empty_mandatory_field_refuses_the_letter(pack, name):
    template = pack.letters[name]
    assert render(template, lang="en", values=filled(template)).body
    for field in template.fields:
        with pytest.raises(Refused) as refused:
            render(template, lang="en", values=filled(template) | {field: "  \n"})
        assert refused.value.code is No.LETTER_FIELD_EMPTY
        assert refused.value.facts == {"field": field, "letter": name}


def test_a_missing_mandatory_field_refuses_too(pack):
    with pytest.raises(Refused):
        render(pack.letters["receipt"], lang="zh", values={})


def test_a_paragraph_without_its_optional_field_is_left_out(pack):
    template = pack.letters["decision_complainant"]
    bare = render(template, lang="en", values=filled(template)).body
    whole = render(template, lang="en", values=filled(template, routes="The courts")).body
    assert "You can also turn to others" not in bare
    assert whole == f"{bare}\n\nYou can also turn to others:\nThe courts"


def test_a_value_is_never_read_as_a_field(pack):
    template = pack.letters["answered"]
    letter = render(template, lang="en", values=filled(template, answer="Use {number} or {0.__class__}"))
    assert "Use {number} or {0.__class__}" in letter.body


def test_a_child_gets_a_childs_words_where_there_are_some(pack):
    receipt, note = pack.letters["receipt"], pack.letters["you_have_a_letter"]
    assert "brave" in render(receipt, lang="en", values=filled(receipt), for_child=True).body
    assert "brave" not in render(receipt, lang="en", values=filled(receipt)).body
    assert render(note, lang="en", values=filled(note), for_child=True) == render(
        note, lang="en", values=filled(note)
    )


def test_every_letter_to_either_side_has_a_childs_words(pack):
    told = {one.id for one in pack.letters.values() if one.audience in {"complainant", "account"}}
    assert {name for name in told if pack.letters[name].child is None} == {"you_have_a_letter"}


def test_a_child_is_told_every_reason_that_a_statement_must_give(pack):
    statement = pack.letters["statement_of_reasons"]
    for lang in ("zh", "en"):
        values = {name: f"<{name}>" for name in (*statement.fields, *statement.optional)}
        told = render(statement, lang=lang, values=values, for_child=True).body
        assert [value for value in values.values() if value not in told] == []


def test_the_note_that_a_letter_waits_says_nothing_about_the_case(pack):
    note = pack.letters["you_have_a_letter"]
    assert note.fields == ("link",)
    assert not note.optional


def test_a_statement_of_reasons_has_every_field_the_law_asks_for_and_no_reporter(pack):
    template = pack.letters["statement_of_reasons"]
    asked = {
        "measures",
        "scope",
        "duration",
        "facts",
        "source",
        "automation",
        "clause_title",
        "clause_text",
        "why",
        "appeal_url",
        "appeal_until",
    }
    assert asked <= set(template.fields)
    assert not {"complainant", "reporter", "number", "text"} & {*template.fields, *template.optional}


BREACH = {
    "CN": ("kinds", "cause", "harm", "remedies", "self_help", "contact"),  # 个人信息保护法 57
    "EU": ("cause", "harm", "remedies", "contact"),  # GDPR 34(2), 33(3)(b) to (d)
    "UK": ("cause", "harm", "remedies", "contact"),  # UK GDPR 34(2)
    "IN": (
        "cause",
        "harm",
        "remedies",
        "self_help",
        "contact",
    ),  # DPDP Rules r. 7(1): when and where stand in the cause
    "US": ("kinds", "cause", "remedies", "self_help", "contact"),
}
"""Place → what a letter about a leak must say there."""


@pytest.mark.parametrize(
    ("place", "field"), [(place, field) for place, fields in BREACH.items() for field in fields]
)
def test_a_letter_about_a_leak_says_what_the_law_of_each_place_asks_for_or_is_not_sent(place, field):
    template = packs(place).letters["breach"]
    for child in (False, True):
        said = render(template, lang="en", values=filled(template), for_child=child)
        assert f"<{field}>" in said.body
        with pytest.raises(Refused) as refused:
            render(template, lang="en", values=filled(template, **{field: " "}), for_child=child)
        assert (refused.value.code, refused.value.facts["field"]) == (No.LETTER_FIELD_EMPTY, field)
