"""Is every kind of complaint complete? Each is held to each thing that must be said of it, or its exemption is named."""

import json

import pytest

from ombud.adapters.policies import jurisdictions
from ombud.adapters.rules import triage_rules
from ombud.core.pack.dsa import CATEGORIES
from ombud.core.pack.parse import parse
from ombud.core.pack.words import falls_under
from ombud.core.vocabulary import Class, Outcome, Severity
from tests import cast

RULED = {rule.code for rule in triage_rules().by_id.values()}
GRAVE = {Severity.S0, Severity.S1}
PROOFS = {"to_report", "to_protect", "to_disclose"}
BOTH = {"receipt", "need_more", "appeal_receipt", "appeal_outcome_appellant"}


def written(pack, kind):
    """What the files say of a kind, without what a type fills in by itself."""
    return json.loads(pack.compiled)["categories"][kind.code]


def speaks_to_a_child(pack, kind):
    if kind.cls is not Class.MINORS:
        return True
    asked = [pack.questions[name] for name in kind.asks] + [pack.never_asked[name] for name in kind.never_ask]
    return bool(kind.help_child) and all(one.child for one in asked)


def asks_of_its_own(pack, kind):
    family = kind.code.rpartition(".")[0]
    return not kind.listed or kind.asks != pack.category(family).asks


def names_the_kind(rows, code):
    return any(falls_under(code, set(row.categories) - {"*"}) for row in rows)


def needs_a_second(pack, kind):
    rungs = (measure for code, measure in pack.measures.items() if code in kind.rungs)
    rows = pack.approvals.values()
    return any(rung.level != "A0" for rung in rungs) or names_the_kind(rows, kind.code)


def tells_both_sides(pack, kind):
    ends = "answered" if set(kind.outcomes) == {Outcome.ANSWERED} else "decision_complainant"
    restricts = any(pack.measures[rung].notice == "statement_of_reasons" for rung in kind.rungs)
    return {*BOTH, ends} | ({"statement_of_reasons"} if restricts else set()) <= {*kind.letters}


def can_be_appealed(pack, kind):
    rule = pack.appeal(kind.code)
    return "complainant" in rule.sides and bool(rule.window)


def runs(kind_of_clock):
    return lambda pack, kind: any(rule.kind == kind_of_clock for rule in pack.clocks_for(kind.code))


FACETS = {
    "words on the form": lambda pack, kind: all(kind.help.say(lang).strip() for lang in ("zh", "en")),
    "a child's words": speaks_to_a_child,
    "questions": lambda pack, kind: bool(kind.asks) and pack.questions.keys() >= {*kind.asks},
    "questions of its own": asks_of_its_own,
    "what is never asked": lambda pack, kind: "password" in kind.never_ask,
    "verification to report, protect and disclose": lambda pack, kind: written(pack, kind).keys() >= PROOFS,
    "a rule of severity": lambda pack, kind: names_the_kind(
        [row for row in pack.severities.values() if row.severity], kind.code
    ),
    "a protective measure beside the snapshot": lambda pack, kind: {*kind.protect} > {"P1"},
    "rungs": lambda pack, kind: bool({*kind.rungs} - {"L0"}),
    "approvals": needs_a_second,
    "notices to both sides": tells_both_sides,
    "appeal": can_be_appealed,
    "retention": lambda pack, kind: {*kind.retention} == {"case", "contact", "proof", "content"},
    "exposure": lambda pack, kind: written(pack, kind)["exposure"] in pack.care.weights,
    "a clock to acknowledge": runs("acknowledge"),
    "a clock to decide": runs("decide"),
    "a clock to tell": runs("tell"),
    "a clock for the appeal": runs("appeal"),
    "a clock to protect where it is grave": lambda pack, kind: (
        kind.default_severity not in GRAVE or runs("protect")(pack, kind)
    ),
    "a DSA category": lambda pack, kind: not CATEGORIES.isdisjoint(kind.dsa),
    "a kind of the authority, or why not": lambda pack, kind: bool(pack.reported_as(kind.code)),
    "a playbook": lambda pack, kind: len(pack.playbook(kind.code).steps) > 1,
    "a published clause": lambda pack, kind: bool(pack.clauses_for(kind.code)),
    "a rule of triage": lambda pack, kind: not kind.listed or kind.code in RULED,
}

FAMILY = "it is what its family is about, so the family's questions are its own"
SERVICE = "a question is answered: nothing is found, nothing is done to anybody"
OWN_DECISION = "what is complained about is the platform's own decision: the remedy is to undo it"
ORDERED = "an order names its own date, and nothing is done before the sender was called back"
ASKED = "nothing is done to anybody because somebody asked"
NOT_CONTENT = "no content of a user is judged, so that no statement of reasons follows"

EXEMPT = {
    "questions of its own": {
        **dict.fromkeys(("AS.TAKEOVER", "CV.OTHER", "CV.IP.COPY", "MN.BULLY", "MN.OTHER", "MN.SEX.GROOM", "PR.POST", "EC.OTHER", "LV.REGRET", "GR.DATA", "SV.BUG", "SV.UNKNOWN", "IM.PERSON", "SH.IMMINENT", "MI.RUMOUR", "UF.ACCOUNT"), FAMILY),
    },
    "a rule of severity": {"GR": ORDERED},
    "a protective measure beside the snapshot": {"SV": SERVICE, "UF": OWN_DECISION, "GR.INFORMAL": ASKED, "PR.RIGHT": SERVICE, "PR.DECEASED": SERVICE},
    "rungs": {"SV": SERVICE, "GR.INFORMAL": ASKED},
    "approvals": {"SV": SERVICE},
    "notices to both sides": {
        "UF": "the one who complains is the one it was done to, and reads the decision",
        "PR.PLATFORM": "L7 pays here: nobody is restricted",
        "PR.SPAMCALL": "L7 pays here: nobody is restricted",
    },
    "a clock to protect where it is grave": {"GR": ORDERED},
    "a DSA category": {"GR": "the order itself is the ground", "SV": NOT_CONTENT, "UF": "the first decision had its category and keeps it", "PR.RIGHT": NOT_CONTENT, "PR.DECEASED": NOT_CONTENT, "PR.PLATFORM": NOT_CONTENT, "PR.SPAMCALL": NOT_CONTENT},
    "a rule of triage": {"EC.OTHER": "an order named as the subject and nothing finer said"},
}  # fmt: skip


@pytest.mark.parametrize("facet", FACETS)
def test_every_kind_has_it_or_is_named_with_the_reason_why_not(pack, facet):
    lacking = [code for code, kind in pack.categories.items() if not FACETS[facet](pack, kind)]
    exempt = EXEMPT.get(facet, {})
    assert [code for code in lacking if not falls_under(code, exempt)] == []
    assert [one for one in exempt if not any(falls_under(code, [one]) for code in lacking)] == []


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        pytest.param("DF.PERSON", {"cn_rights"}, id="by its family"),
        pytest.param("DF.COMPANY", {"cn_companies"}, id="the nearest entry counts"),
        pytest.param("PR.DOX", {"cn_cyber_violence"}, id="another kind than its family"),
        pytest.param("CV.SEX.MINOR", {"cn_minors"}, id="a child first"),
        pytest.param("SV.BUG", {"cn_not_service"}, id="nothing to report"),
        pytest.param("ZZ.NEW", set(), id="a kind nobody knows"),
    ],
)
def test_what_the_authority_takes_a_kind_as_is_said_by_the_nearest_entry(pack, code, kinds):
    found = pack.reported_as(code)
    assert {one.id for one in found} == kinds
    assert {one.not_reported is None for one in found} <= {not any("_not_" in one for one in kinds)}


def test_where_no_authority_has_kinds_of_its_own_nothing_is_asked(layers):
    without = {place for place in jurisdictions() if not parse(layers, jurisdiction=place).authority_kinds}
    assert without == {*jurisdictions()} - {"CN"}


NO_AUTHORITY = {
    (
        "MN.EXPLOIT",
        "EU",
    ): "no duty of a platform to report is in the list; the general step goes to child protection",
    ("MN.EXPLOIT", "IN"): "as in the Union",
    ("MN.EXPLOIT", "UK"): "as in the Union",
    ("MN.EXPLOIT", "US"): "as in the Union",
    ("MN.MISSING", "CN"): "the police who have the family's report are told, whichever they are",
    ("MN.MISSING", "EU"): "as in China",
    ("MN.MISSING", "IN"): "as in China",
    ("MN.MISSING", "UK"): "as in China",
    ("MN.MISSING", "US"): "as in China",
}
"""Kinds that nobody leaves unreported alone, and places where no authority by name is owed it: why not."""


def test_what_nobody_leaves_unreported_alone_is_owed_to_an_authority_with_a_clock_in_each_place_or_it_says_why_not():
    found, clockless = set(), set()
    for place in jurisdictions():
        pack = cast.pack(place)
        for code, kind in pack.categories.items():
            steps = pack.playbooks[kind.playbook].steps if kind.listed else ()
            if any(step.letter == "authority_report" and step.if_skipped == "no_report" for step in steps):
                owed = pack.authorities_for(code)
                found |= set() if owed else {(code, place)}
                timed = {rule.to for rule in pack.clocks_for(code)}
                clockless |= {(code, one.id) for one in owed if kind.playbook == "child_sexual_safety"} - {
                    (code, to) for to in timed
                }
    assert found == NO_AUTHORITY.keys()
    assert clockless == set()
