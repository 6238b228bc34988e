import os
import re
from dataclasses import replace
from functools import cache

import pytest

from ombud.adapters.policies import jurisdictions, read_layers
from ombud.core.pack.lint import Problem, lint, written
from ombud.core.pack.merge import SINGLE
from ombud.core.pack.parse import origins, parse
from ombud.core.refusals import No, Refused

ALL = bool(os.environ.get("OMBUD_TEST_ALL"))
SOURCE = {"instrument": "Law", "article": "1", "checked_on": "2026-11-01", "confidence": "sure"}
WORDS = {"zh": "话", "en": "Words"}
PRECEDENCE = (
    "does not put each of life, order, preservation, deletion, restoration, target in its place, life first"
)
TWIN = {"severity": "S1", "categories": ["PR"], "facts": ["leak_confirmed"], "why": WORDS, "source": SOURCE}
SIGNAL = {"title": WORDS, "group": "a", "weight": 5, "intruder": "cannot"}
REPORT = {"title": WORDS, "makes": "complaints", "every": ["year"], "zone": "Asia/Shanghai", "source": SOURCE}
REPEAT = {"of": ["CV.SPAM"], "kind": WORDS, "strikes": 3, "measure": "L9", "note": WORDS, "source": SOURCE}
HELD = {"applies": ["CV.SPAM"], "side": "complainant", "asks": ["work"], "title": WORDS, "source": SOURCE}
FAULTY = {"within": "1h", "contested": 5, "overturned": 3, "recent": "7d", "usual": "180d", "fewest": 8, "one_in": 1000, "quiet": "24h", "pause": "72h"}  # fmt: skip
STEP = {"id": "one", "title": WORDS, "help": WORDS, "does": "check"}


@pytest.mark.parametrize("jurisdiction", [*jurisdictions(), ""])
def test_what_ships_is_fit_to_be_lived_by(layers, jurisdiction):
    assert lint(parse(layers, jurisdiction=jurisdiction)) == ()


def named(where, why, problems):
    """Say whether a problem is among these, in these words; what was expected instead may follow."""
    return any(
        one.where == where and f"{one.why}; expected".startswith(f"{why}; expected") for one in problems
    )


def spoiled(section, entry, **keys):
    return {section: {entry: keys}}


MOST = 16
"""Of faults are laid over one pack at once: reading a whole pack and looking through it is most of what each takes."""


def about(sections, where):
    """Name every entry that a fault is about: what it spoils, and what is wrong then."""
    spoils = {
        section if section in SINGLE else f"{section}.{name}"
        for section, entries in sections.items()
        for name in entries
    }
    return {f"{entry}." for entry in {*spoils, where.removeprefix("pack.")}}


@cache
def companies():
    """Put together what has nothing to do with each other: of each company of faults no two are about the same entry."""
    made = []
    (mark,) = test_a_pack_that_leaves_somebody_without_is_refused.pytestmark
    for fault in mark.args[1]:
        mine = about(*fault.values[:2])
        for claimed, company in made:
            apart = not any(a.startswith(b) or b.startswith(a) for a in mine for b in claimed)
            if apart and len(company) < MOST:
                break
        else:
            claimed, company = set(), []
            made.append((claimed, company))
        claimed |= mine
        company.append(fault.values)
    return [company for _, company in made]


@pytest.fixture(scope="module")
def in_company():
    """Every problem of the pack with this fault and its company; looked for once, and nothing if no such pack can be."""
    known = {}

    def found(over, sections):
        company = next(one for one in companies() if any(fault[0] is sections for fault in one))
        if id(company) not in known:
            whole = {}
            for spoilt, _where, _why in company:
                for section, entries in spoilt.items():
                    whole[section] = whole.get(section, {}) | entries
            try:
                known[id(company)] = lint(parse(over(**whole), jurisdiction="CN"))
            except Refused:
                known[id(company)] = ()
        return known[id(company)]

    return found


@pytest.mark.parametrize(
    ("sections", "where", "why"),
    [
        pytest.param(spoiled("clauses", "CLIPS.1.1", title={"zh": " ", "en": "x"}), "pack.clauses.CLIPS.1.1.title", "zh is missing", id="no zh"),
        pytest.param(spoiled("measures", "P2", title={"zh": "藏", "en": ""}), "pack.measures.P2.title", "en is missing", id="no en"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"help": {"zh": "", "en": "x"}}]), "pack.playbooks.crisis.steps[0].help", "zh is missing", id="no zh inside a list"),
        pytest.param(spoiled("categories", "CV.SPAM", playbook="x"), "categories.CV.SPAM", "unknown playbook 'x'", id="playbook"),
        pytest.param({"paging": {"asks": ["ghost"]}}, "paging.asks", "unknown duty 'ghost'", id="a call to nobody"),
        pytest.param(spoiled("categories", "CV.SPAM", appeal="x"), "categories.CV.SPAM", "unknown appeal rule 'x'", id="appeal"),
        pytest.param(spoiled("categories", "CV.SPAM", starts_withheld="x"), "categories.CV.SPAM", "unknown ground 'x'", id="ground"),
        pytest.param(spoiled("categories", "CV.SPAM", protect=["L4"]), "categories.CV.SPAM", "unknown protective measure 'L4'", id="a rung is not protective"),
        pytest.param(spoiled("categories", "CV.SPAM", rungs=["P2"]), "categories.CV.SPAM", "unknown rung 'P2'", id="a protective measure is no rung"),
        pytest.param(spoiled("categories", "CV.SPAM", default_severity="S9"), "categories.CV.SPAM", "unknown severity 'S9'", id="severity"),
        pytest.param(spoiled("categories", "CV.SPAM", exposure="E9"), "categories.CV.SPAM", "unknown exposure 'E9'", id="exposure"),
        pytest.param(spoiled("categories", "CV.SPAM", tier="expert"), "categories.CV.SPAM", "unknown tier 'expert'", id="tier"),
        pytest.param(spoiled("categories", "CV.SPAM", clearance="x"), "categories.CV.SPAM", "unknown clearance 'x'", id="clearance"),
        pytest.param(spoiled("categories", "CV.SPAM", clearance="minors"), "categories.CV.SPAM", "asks for a clearance but is not sealed", id="not sealed"),
        pytest.param(spoiled("categories", "CV.SPAM", outcomes=["maybe"]), "categories.CV.SPAM", "unknown outcome 'maybe'", id="outcome"),
        pytest.param(spoiled("categories", "PR.POST", publish_for="9d"), "categories.PR.POST", "is published and may be about a child, or somebody's private life", id="published though private"),
        pytest.param(spoiled("categories", "CV.SPAM", outcomes=[]), "categories.CV.SPAM", "no way to end", id="no outcome"),
        pytest.param(spoiled("categories", "CV.SPAM", to_disclose="V9"), "categories.CV.SPAM", "unknown verification level 'V9'", id="verification"),
        pytest.param(spoiled("categories", "SV.BUG", to_report="V1", playbook="child_sexual_safety"), "categories.SV.BUG", "asks for V1 to report, and no step of its playbook asks anybody", id="proof that nobody asks for"),
        pytest.param(spoiled("categories", "CV.SPAM", protect_if=["risk_signal"]), "categories.CV.SPAM", "says what stands in for a proof that it does not ask for", id="no proof and yet a substitute"),
        pytest.param(spoiled("categories", "AS.SIM", protect_if=["rumour"]), "categories.AS.SIM", "unknown finding 'rumour'", id="a substitute that nobody finds"),
        pytest.param(spoiled("categories", "CV.SPAM", letters=["x"]), "categories.CV.SPAM", "unknown letter 'x'", id="letter"),
        pytest.param(spoiled("categories", "CV.SPAM", letters=[]), "categories.CV.SPAM", "needs the letter 'decision_complainant'", id="no letter of decision"),
        pytest.param(spoiled("categories", "SV.BUG", letters=[]), "categories.SV.BUG", "needs the letter 'answered'", id="no letter of answer"),
        pytest.param(spoiled("categories", "CV.SPAM", letters=["safety"]), "categories.CV.SPAM", "has the letter 'safety' and no advice", id="no advice to somebody in danger"),
        pytest.param(spoiled("categories", "MN.SEX", advice_guardian=None), "categories.MN.SEX", "its playbook writes to a guardian and there is no advice for one", id="no advice to a guardian"),
        pytest.param(spoiled("categories", "ZZ.NEW", like="content", title=WORDS, default_severity="S3"), "categories.ZZ.NEW", "no published rule covers it", id="uncovered"),
        pytest.param(spoiled("categories", "CV.SPAM", retention={}), "categories.CV.SPAM", "does not say how long its case is kept", id="no retention"),
        pytest.param(spoiled("categories", "CV.SPAM", retention={"case": "K4", "contact": "K2", "proof": "K3", "content": "K4"}), "categories.CV.SPAM", "keeps its case by K4, which is about content", id="retention of something else"),
        pytest.param(spoiled("categories", "CV.SPAM", retention={"moon": "K1"}), "categories.CV.SPAM", "unknown thing to keep 'moon'", id="retention of nothing"),
        pytest.param(spoiled("retentions", "K1", least="30d"), "categories.CV.SPAM", "may be erased while an appeal is still open", id="erased before an appeal"),
        pytest.param(spoiled("retentions", "K1", most="30d"), "retentions.K1", "must be erased before it may be", id="most before least"),
        pytest.param(spoiled("retentions", "K1", method="keep"), "retentions.K1", "case cannot end by 'keep'", id="method"),
        pytest.param(spoiled("retentions", "K1", starts="received"), "retentions.K1", "case cannot count from 'received'", id="start of retention"),
        pytest.param(spoiled("retentions", "K1", most=None), "retentions.K1", "counts from something and never ends, or ends without a beginning", id="kept for ever"),
        pytest.param(spoiled("retentions", "K1", of="moon"), "retentions.K1", "unknown thing to keep 'moon'", id="of nothing"),
        pytest.param(spoiled("retentions", "K1", source=SOURCE | {"article": ""}), "retentions.K1", "has no source", id="retention without source"),
        pytest.param(spoiled("retentions", "K1", source=SOURCE | {"confidence": "hope"}), "retentions.K1", "unknown confidence 'hope'", id="confidence of a retention"),
        pytest.param(spoiled("letters", "breach", fields=["number", "kinds"]), "letters.breach", "is N11 and can be sent without 'cause'", id="a notice without what it must say"),
        pytest.param(spoiled("letters", "receipt", fields=["number", "received_at", "status_url"], optional=["help_lines", "held_until", "decide_by"]), "letters.receipt", "is N1 and can be sent without 'decide_by'", id="a receipt that promises no day"),
        pytest.param(spoiled("letters", "receipt", fields=["number", "received_at", "decide_by"], optional=["help_lines", "held_until", "status_url"]), "letters.receipt", "is N1 and can be sent without 'status_url'", id="a receipt that says nowhere to add to it"),
        pytest.param(spoiled("letters", "decision_complainant", fields=["number", "outcome", "appeal_url", "appeal_until"]), "letters.decision_complainant", "tells a decision and can be sent without 'reasons'", id="refused without a reason"),
        pytest.param(spoiled("letters", "decision_complainant", fields=["number", "outcome", "reasons", "appeal_until"]), "letters.decision_complainant", "tells a decision and can be sent without 'appeal_url'", id="refused without a way to appeal"),
        pytest.param(spoiled("letters", "breach", notice="N99"), "letters.breach", "unknown notice 'N99'", id="notice"),
        pytest.param(spoiled("letters", "breach", notice="N7"), "letters: N11", "no letter is of this notice", id="a notice without a letter"),
        pytest.param(spoiled("letters", "you_have_a_letter", body={"zh": "我们会尽快告诉您 {link}", "en": "It is here {link}"}), "letters.you_have_a_letter", "says '尽快'", id="a letter that says what no letter says"),
        pytest.param(spoiled("phrases", "no_date", en=[]), "phrases.no_date", "is in one language only", id="a phrase in one language"),
        pytest.param(spoiled("phrases", "no_date", audiences=["moon"]), "phrases.no_date", "unknown audience 'moon'", id="audience of a phrase"),
        pytest.param(spoiled("grounds", "fraud_ring", review_after="73h"), "grounds.fraud_ring", "is looked at again later than after 72 h", id="silence for too long"),
        pytest.param(spoiled("grounds", "danger_to_person", ordered=True), "grounds.danger_to_person", "unknown confidence 'own'", id="no law against silence"),
        pytest.param(spoiled("grounds", "fraud_ring", ordered=True), "grounds.fraud_ring", "holds by an authority's order alone, and authority_order has no longest time", id="an order without an end"),
        pytest.param(spoiled("grounds", "fraud_ring", source=None), "grounds.fraud_ring", "has no source", id="silence without a source"),
        pytest.param(spoiled("grounds", "fraud_ring", source=SOURCE | {"confidence": "hope"}), "grounds.fraud_ring", "unknown confidence 'hope'", id="confidence of a ground"),
        pytest.param(spoiled("verifications", "V4", accepts=[WORDS]), "verifications.V4", "leaves no choice", id="one way to prove it"),
        pytest.param(spoiled("verifications", "V4", black_out=None), "verifications.V4", "asks for documents and does not say what to cover", id="nothing to cover"),
        pytest.param(spoiled("verifications", "V4", if_not={"zh": "您提供的材料是假的", "en": "No"}), "verifications.V4", "says '您提供的材料是假的'", id="a failed proof as an accusation"),
        pytest.param(spoiled("verifications", "V2", enough=0), "verifications.V2", "adds signals up and does not say how much is enough, or the other way round", id="no end to the adding up"),
        pytest.param(spoiled("verifications", "V3", enough=60), "verifications.V3", "adds signals up and does not say how much is enough, or the other way round", id="enough of nothing"),
        pytest.param(spoiled("verifications", "V3", enough=60), "verifications.V3", "cannot be reached", id="a level out of reach"),
        pytest.param(spoiled("verifications", "V2", enough=40), "verifications.V2", "is reached by a single source", id="one strong signal is enough"),
        pytest.param(spoiled("verifications", "V2", apart=1), "verifications.V2", "is reached by a single source", id="one group is enough"),
        pytest.param(spoiled("verifications", "V2", signals={"profile": SIGNAL | {"intruder": "knows"}}), "verifications.V2.profile", "counts what an intruder knows", id="an intruder counts"),
        pytest.param(spoiled("verifications", "V2", signals={"old_factor": SIGNAL | {"unless": ["moon"]}}), "verifications.V2", "unknown fact 'moon'", id="void by what no host says"),
        pytest.param(spoiled("verifications", "V2", signals={"profile": SIGNAL | {"intruder": "hardly"}}), "verifications.V2.profile", "unknown word for what an intruder knows 'hardly'", id="a word for an intruder"),
        pytest.param(spoiled("verifications", "V9", title=WORDS, stays=WORDS, if_not=WORDS), "verifications.V9", "unknown verification level 'V9'", id="a level nobody knows"),
        pytest.param(spoiled("playbooks", "lonely", title=WORDS, done=WORDS, steps=[STEP]), "playbooks.lonely", "no kind of complaint uses it", id="unused playbook"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"ends": ["maybe"]}]), "playbooks.crisis.one", "unknown way to end 'maybe'", id="a step that ends as nobody knows"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"ends": ["stayed"]}]), "playbooks.crisis.one", "ends in several ways, and waits for no day, or looks at nothing", id="ends without a day"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"finds": ["rumour"]}]), "playbooks.crisis.one", "unknown finding 'rumour'", id="a step that finds what nobody knows"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"before": "close", "finds": ["risk_signal"]}]), "playbooks.crisis.one", "finds out what the decision rests on, after it", id="found out too late"),
        pytest.param(spoiled("playbooks", "crisis", steps=[]), "playbooks.crisis", "has 0 steps; expected 1 to 8", id="no step"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"id": f"s{n}"} for n in range(9)]), "playbooks.crisis", "has 9 steps; expected 1 to 8", id="more steps than anybody keeps in mind"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP, STEP]), "playbooks.crisis", "two steps have one name", id="one name twice"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"unpublished": True}]), "playbooks.crisis", "publishes none of its steps", id="steps that nobody may read"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"does": "hope"}]), "playbooks.crisis.one", "unknown kind of step 'hope'", id="kind of step"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"before": "noon"}]), "playbooks.crisis.one", "unknown before 'noon'", id="before"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"skip": "always"}]), "playbooks.crisis.one", "unknown skip 'always'", id="skip"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"role": "wizard"}]), "playbooks.crisis.one", "unknown role of those who work on cases, so nobody can do it: 'wizard'", id="a step of a role that nobody has"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"role": "auditor"}]), "playbooks.crisis.one", "unknown role of those who work on cases, so nobody can do it: 'auditor'", id="a step of somebody who may only look"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"role": "legal"}]), "playbooks.crisis.one", "is for a legal, but no lane brings one to a case of SH", id="a step of counsel, whom no lane brings"),
        pytest.param(spoiled("playbooks", "content", steps=[STEP | {"role": "senior"}]), "playbooks.content.one", "is for a senior, but no lane brings one to a case of CV.SPAM", id="a step of a senior in a lane without one"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"if_skipped": "moon"}]), "playbooks.crisis.one", "unknown fact of approvals 'moon'", id="what follows from leaving it out"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"if_skipped": "good_faith"}]), "playbooks.crisis.one", "is left out without anybody's signature", id="left out by one alone"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"if_skipped": "no_report", "before": "close"}]), "playbooks.crisis.one", "is left out after what would be signed", id="left out after the decision"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"measure": "P99"}]), "playbooks.crisis.one", "unknown measure 'P99'", id="measure of a step"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"forbids": ["L99"]}]), "playbooks.crisis.one", "unknown measure 'L99'", id="forbidden measure"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"measure": "P4"}]), "playbooks.crisis.one", "P4 is not allowed in SH", id="measure the kind does not allow"),
        pytest.param(spoiled("measures", "P2", scope="world"), "measures.P2", "unknown scope 'world'", id="scope"),
        pytest.param(spoiled("measures", "P2", level="A9"), "measures.P2", "unknown level 'A9'", id="level of a measure"),
        pytest.param(spoiled("measures", "P2", notice="x"), "measures.P2", "unknown letter 'x'", id="notice of a measure"),
        pytest.param(spoiled("measures", "P2", exclusive_of=["x"]), "measures.P2", "unknown measure 'x'", id="exclusive of nothing"),
        pytest.param(spoiled("measures", "P2", limit=None), "measures.P2", "is protective but has no limit with a review before it", id="no limit"),
        pytest.param(spoiled("measures", "P6", notice="interim_measure"), "measures.P6", "shields somebody, so the host does it for a time, and the other side is not told", id="a shield that the other side is told of"),
        pytest.param(spoiled("measures", "L5", shields=True, notice=None), "measures.L5", "shields somebody, so the host does it for a time, and the other side is not told", id="a shield that never lapses"),
        pytest.param(spoiled("measures", "P2", territorial=True), "measures.P2", "holds in some territories, so it is an item's, and a decision says which", id="hidden at once in some territories"),
        pytest.param(spoiled("measures", "L8", territorial=True), "measures.L8", "holds in some territories, so it is an item's, and a decision says which", id="an account suspended in some territories"),
        pytest.param(spoiled("measures", "P2", says=9), "measures.P2", "says something, so the host does it, and a decision has the words", id="says something before anything is decided"),
        pytest.param(spoiled("measures", "X", says=9), "measures.X", "says something, so the host does it, and a decision has the words", id="says something, and no host hears it"),
        pytest.param(spoiled("measures", "L1", reaches="viewers"), "measures.L1", "reaches people and says nothing to them", id="reaches people with nothing"),
        pytest.param(spoiled("measures", "C.SEEN", reaches="everybody"), "measures.C.SEEN", "unknown people to reach 'everybody'", id="reaches nobody known"),
        pytest.param(spoiled("measures", "P6", to_host=False), "measures.P6", "shields somebody, so the host does it for a time, and the other side is not told", id="a shield that nobody puts up"),
        pytest.param(spoiled("measures", "W", alarm=["P99"]), "measures.W", "has P99 taken by itself; expected something protective that whoever it falls on is told of", id="taken by itself what nobody knows"),
        pytest.param(spoiled("measures", "W", alarm=["L8"]), "measures.W", "has L8 taken by itself; expected something protective that whoever it falls on is told of", id="a punishment taken by itself"),
        pytest.param(spoiled("measures", "W", alarm=["P6"]), "measures.W", "has P6 taken by itself; expected something protective that whoever it falls on is told of", id="taken by itself what nobody is told of"),
        pytest.param(spoiled("measures", "P5", longest="7d"), "measures.P5", "is taken anew, and for no longer than once; expected a limit, and more altogether", id="anew for no longer"),
        pytest.param(spoiled("measures", "L4", longest="7d"), "measures.L4", "is taken anew, and for no longer than once; expected a limit, and more altogether", id="anew without a limit"),
        pytest.param(spoiled("measures", "P2", review="8d"), "measures.P2", "is protective but has no limit with a review before it", id="review after the limit"),
        pytest.param(spoiled("approvals", "close", level="A9"), "approvals.close", "unknown level 'A9'", id="level of a row"),
        pytest.param(spoiled("approvals", "close", measures=["x"]), "approvals.close", "unknown measure 'x'", id="measure of a row"),
        pytest.param(spoiled("approvals", "close", facts=["moon"]), "approvals.close", "unknown fact 'moon'", id="fact of a row"),
        pytest.param(spoiled("approvals", "close", categories=["ZZ"]), "approvals.close", "unknown kind 'ZZ'", id="kind of a row"),
        pytest.param(spoiled("spared", "good_faith", facts=["moon"]), "spared.good_faith", "unknown fact 'moon'", id="fact that spares"),
        pytest.param(spoiled("spared", "good_faith", measures=["L99"]), "spared.good_faith", "unknown measure 'L99'", id="spared a measure nobody knows"),
        pytest.param(spoiled("spared", "good_faith", categories=["ZZ"]), "spared.good_faith", "unknown kind 'ZZ'", id="spared in a kind nobody knows"),
        pytest.param(spoiled("spared", "good_faith", facts=[]), "spared.good_faith", "spares everybody", id="everybody is spared"),
        pytest.param(spoiled("categories", "GR.PRESERVE", granted_with=["ZZ"]), "categories.GR.PRESERVE", "unknown measure 'ZZ'", id="granted with a measure nobody knows"),
        pytest.param(spoiled("categories", "GR.PRESERVE", granted_with=["L9"]), "categories.GR.PRESERVE", "grants with a measure that it does not allow", id="granted with a measure that is not allowed"),
        pytest.param(spoiled("categories", "GR.PRESERVE", granted_with=[]), "categories.GR.PRESERVE", "grants, and says not one thing by which that is done: granted_with, granted_by or granted_says", id="granted by nothing"),
        pytest.param(spoiled("categories", "GR.PRESERVE", granted_says=True), "categories.GR.PRESERVE", "grants, and says not one thing by which that is done: granted_with, granted_by or granted_says", id="a deed and an answer"),
        pytest.param(spoiled("categories", "GR.DATA", granted_by=["scope"]), "categories.GR.DATA", "unknown step that each grant owes 'scope'; expected one of confirm_effect, data_out, secrecy_end", id="granted by a step that is over before"),
        pytest.param(spoiled("categories", "CV.SPAM", granted_says=True), "categories.CV.SPAM", "says by what it grants, and never does", id="says how it grants and never does"),
        pytest.param(spoiled("categories", "CV.SPAM", acts=False), "categories.CV.SPAM", "finds a violation, and does not say that it acts", id="a violation and nothing done"),
        pytest.param(spoiled("playbooks", "crisis", steps=[STEP | {"of": ["ZZ"]}]), "playbooks.crisis.one", "unknown category 'ZZ'", id="a step of a kind nobody knows"),
        pytest.param(spoiled("categories", "CV.SPAM", dsa=["MOON"]), "categories.CV.SPAM", "unknown DSA category or keyword 'MOON'", id="a word the DSA does not know"),
        pytest.param(spoiled("categories", "CV.SPAM", dsa=["PHISHING"]), "categories.CV.SPAM", "can end as a violation and is in no DSA category", id="a keyword and no DSA category"),
        pytest.param(spoiled("categories", "CV.SPAM", dsa=[]), "categories.CV.SPAM", "can end as a violation and is in no DSA category", id="not in the DSA mapping"),
        pytest.param(spoiled("categories", "ZZ.NEW", like="content", title=WORDS, default_severity="S3"), "categories.ZZ.NEW", "is of no class, so that it has neither a lane nor a place in the numbers", id="not in routing and statistics"),
        pytest.param(spoiled("measures", "L4", dsa=None), "measures.L4", "restricts somebody and is no DSA restriction", id="a restriction that the DSA does not know of"),
        pytest.param(spoiled("measures", "L4", dsa="MOON"), "measures.L4", "unknown DSA restriction 'MOON'", id="a word for a measure that the DSA does not know"),
        pytest.param(spoiled("reports", "own", **REPORT | {"makes": "speeches"}), "reports.own", "unknown thing to make 'speeches'", id="a report of what nobody makes"),
        pytest.param(spoiled("reports", "own", **REPORT | {"every": ["week"]}), "reports.own", "unknown time 'week'", id="a report of a time nobody counts"),
        pytest.param(spoiled("reports", "own", **REPORT | {"every": []}), "reports.own", "is about no time", id="a report of no time"),
        pytest.param(spoiled("reports", "own", **REPORT | {"of": ["ZZ"]}), "reports.own", "unknown kind 'ZZ'", id="a report of a kind nobody knows"),
        pytest.param(spoiled("reports", "own", **REPORT | {"bodies": ["ghost"]}), "reports.own", "unknown way out 'ghost'", id="a report of a body nobody knows"),
        pytest.param(spoiled("reports", "own", **REPORT | {"zone": "Mars/Base"}), "reports.own", "counts its days in 'Mars/Base', which is no zone", id="a report in no zone"),
        pytest.param(spoiled("reports", "own", **REPORT | {"zone": "../x"}), "reports.own", "counts its days in '../x', which is no zone", id="a report in what is no name of a zone"),
        pytest.param(spoiled("reports", "own", **REPORT | {"source": SOURCE | {"confidence": "own"}}), "reports.own", "unknown confidence of a law 'own'", id="a report that no law asks for"),
        pytest.param(spoiled("reports", "own", **REPORT), "reports.own", "is made, but no obligation asks for it", id="a report that no duty asks for"),
        pytest.param(spoiled("authority_kinds", "cn_not_service", applies=["GR"]), "categories.SV.BUG", "is in no kind of the authority, and nothing says why", id="a kind that the authority has no word for"),
        pytest.param(spoiled("authority_kinds", "cn_rumour", applies=["MI", "UF"]), "categories.UF.REACH", "is reported to the authority and not reported", id="reported and not reported"),
        pytest.param(spoiled("authority_kinds", "cn_rumour", applies=["MI", "ZZ"]), "authority_kinds.cn_rumour", "unknown kind 'ZZ'", id="kind of an authority's kind"),
        pytest.param(spoiled("authority_kinds", "cn_rumour", source=SOURCE | {"confidence": "own"}), "authority_kinds.cn_rumour", "unknown confidence of a law 'own'", id="an authority's kind of our own making"),
        pytest.param(spoiled("authorities", "cn_police", applies=["MN", "ZZ"]), "authorities.cn_police", "unknown kind 'ZZ'", id="kind that an authority is owed a report of"),
        pytest.param(spoiled("authorities", "cn_police", applies=[]), "authorities.cn_police", "is for no kind", id="owed a report of nothing"),
        pytest.param(spoiled("authorities", "cn_police", source=SOURCE | {"confidence": "own"}), "authorities.cn_police", "unknown confidence of a law 'own'", id="owed a report by our own making"),
        pytest.param(spoiled("authorities", "own", title=WORDS, help=WORDS, source=SOURCE, applies=["MN"]), "authorities.own", "is owed a report that no duty asks for", id="owed a report by no duty"),
        pytest.param(spoiled("clocks", "cn_incident_report", to="cn_nobody"), "clocks.cn_incident_report", "unknown authority 'cn_nobody'", id="a report to nobody known"),
        pytest.param(spoiled("clocks", "cn_incident_report", to="cn_police"), "clocks.cn_incident_report", "runs where its authority is owed no report", id="a report to whom none is owed"),
        pytest.param(spoiled("clocks", "cn_incident_report", stops="removed"), "clocks.cn_incident_report", "runs where its authority is owed no report", id="a clock of a report that no report stops"),
        pytest.param(spoiled("clocks", "cn_referral", stops="reported"), "clocks.cn_referral", "unknown authority None", id="a report to nobody"),
        pytest.param(spoiled("elements", "own", **HELD | {"applies": ["ZZ"]}), "elements.own", "unknown category 'ZZ'", id="a notice of a kind that nobody knows"),
        pytest.param(spoiled("elements", "own", **HELD | {"side": "host"}), "elements.own", "unknown side 'host'", id="a notice of nobody's"),
        pytest.param(spoiled("elements", "own", **HELD | {"asks": ["ghost"]}), "elements.own", "unknown question 'ghost'", id="a notice that holds what nobody asks"),
        pytest.param(spoiled("elements", "own", **HELD | {"asks": []}), "elements.own", "asks for nothing", id="a notice that holds nothing"),
        pytest.param(spoiled("categories", "CV.SPAM", letters=["receipt", "need_more", "interim_measure", "decision_complainant", "statement_of_reasons", "appeal_receipt", "appeal_outcome_appellant", "appeal_outcome_other", "restored", "forwarded_counter"]), "categories.CV.SPAM", "passes a statement on and does not say what it must hold", id="a statement that may hold nothing"),
        pytest.param(spoiled("measures", "L9", level="A0"), "measures.L9", "is to be explained and asks for no approval", id="a rung without approval"),
        pytest.param(spoiled("measures", "L8", strikes=2), "measures.L8", "is not suggested by more strikes than the rung below it", id="a ladder that does not rise"),
        pytest.param(spoiled("measures", "P2", strikes=9), "measures.P2", "is not suggested by more strikes than the rung below it", id="strikes suggest no provisional measure"),
        pytest.param(spoiled("repeats", "own", **REPEAT | {"of": ["ZZ"]}), "repeats.own", "unknown category 'ZZ'", id="repetition of what nobody knows"),
        pytest.param(spoiled("repeats", "own", **REPEAT | {"of": []}), "repeats.own", "counts strikes of no kind", id="repetition of nothing"),
        pytest.param(spoiled("repeats", "own", **REPEAT | {"measure": "L99"}), "repeats.own", "unknown measure 'L99'", id="repetition that suggests what nobody knows"),
        pytest.param(spoiled("repeats", "own", **REPEAT | {"measure": "P5"}), "repeats.own", "suggests what CV.SPAM does not allow", id="repetition that suggests what is not allowed"),
        pytest.param(spoiled("repeats", "own", **REPEAT | {"strikes": 1}), "repeats.own", "takes a first strike for a repetition", id="a first time is no repetition"),
        pytest.param(spoiled("appeals", "ordinary", targets={"S0": "1h"}), "appeals.ordinary", "has no time limit for every severity", id="an appeal without a time-out"),
        pytest.param(spoiled("appeals", "ordinary", sides=[]), "appeals.ordinary", "lets nobody appeal", id="nobody appeals"),
        pytest.param(spoiled("appeals", "ordinary", levels=0), "appeals.ordinary", "lets nobody appeal", id="no level of appeal"),
        pytest.param(spoiled("appeals", "ordinary", tier="wizard"), "appeals.ordinary", "unknown tier 'wizard'", id="tier of an appeal"),
        pytest.param(spoiled("measures", "L4", notice=None), "measures.L4", "restricts somebody and tells nobody", id="a rung without a notice"),
        pytest.param(spoiled("clocks", "cn_personal_information", amounts={"all": -3}), "clocks.cn_personal_information", "has an amount that is not within 0 to 3650", id="fewer days than none"),
        pytest.param(spoiled("clocks", "cn_personal_information", amounts={"all": 999_999_999}), "clocks.cn_personal_information", "has an amount that is not within 0 to 3650", id="more days than there will be"),
        pytest.param(spoiled("calendars", "CN", weekend=[0, 1, 2, 3, 4, 5, 6]), "calendars.CN", "has no working day", id="a week of Sundays"),
        pytest.param({"care": {"daily_cap": float("nan")}}, "care", "has a dose that nobody can add up", id="a cap that is no number"),
        pytest.param({"care": {"weights": {"E0": 0, "E1": 1, "E2": 2, "E3": -4, "E4": 8, "E5": 16}}}, "care", "has a dose that nobody can add up", id="harm that heals"),
        pytest.param({"care": {"most_in_hand": 0}}, "care", "lets nobody have a case in hand", id="no case in hand"),
        pytest.param({"care": {"break_for": "0m"}}, "care", "waits no time at all", id="a break of no time"),
        pytest.param({"wait": {"account": "0h"}}, "wait", "waits no time at all", id="no time for an account to answer"),
        pytest.param({"wait": {"kinds": {"CV": "0h"}}}, "wait", "waits no time at all", id="no time for an account in one kind"),
        pytest.param(spoiled("appeals", "ordinary", window="0d"), "appeals.ordinary", "waits no time at all", id="no time to appeal"),
        pytest.param(spoiled("grounds", "fraud_ring", review_after="0h"), "grounds.fraud_ring", "waits no time at all", id="silence without a time-out"),
        pytest.param(spoiled("signers", "A3", within={"S0": "0h", "all": "1d"}), "signers.A3", "waits no time at all", id="no time to sign"),
        pytest.param({"break_glass": {"within": {"all": "0h"}}}, "break_glass", "waits no time at all", id="no time to answer for it"),
        pytest.param({"wait": {"limit": "0d", "remind_after": "0d"}}, "wait", "waits no time at all", id="a wait without a time-out"),
        pytest.param(spoiled("clocks", "ack_target", not_before="15m"), "clocks.ack_target", "must wait for longer than there is time", id="a forced wait without a time-out"),
        pytest.param(spoiled("severities", "leak", facts=["moon"]), "severities.leak", "unknown fact 'moon'", id="a condition nobody knows"),
        pytest.param(spoiled("severities", "many", at_least={"moons": 3}), "severities.many", "unknown count 'moons'", id="a count nobody knows"),
        pytest.param(spoiled("severities", "leak", severity="S9"), "severities.leak", "unknown severity 'S9'", id="severity of a rule"),
        pytest.param(spoiled("severities", "leak", categories=["ZZ"]), "severities.leak", "unknown kind 'ZZ'", id="kind of a rule of severity"),
        pytest.param(spoiled("severities", "leak", source=SOURCE | {"confidence": "hope"}), "severities.leak", "unknown confidence 'hope'", id="confidence of a rule of severity"),
        pytest.param(spoiled("severities", "leak", source=SOURCE | {"article": " "}), "severities.leak", "has no source", id="a rule of severity without source"),
        pytest.param(spoiled("severities", "leak", severity=None), "severities.leak", "says either how grave it is or how soon somebody looks", id="neither grave nor a look"),
        pytest.param(spoiled("severities", "leak", look_within="1h"), "severities.leak", "says either how grave it is or how soon somebody looks", id="grave and a look"),
        pytest.param(spoiled("severities", "leak", facts=["leak_confirmed", "claims_affected"]), "severities.leak", "lets a claim or a crowd make it graver", id="a claim makes it graver"),
        pytest.param(spoiled("severities", "leak", at_least={"reporters": 20}), "severities.leak", "lets a claim or a crowd make it graver", id="a crowd makes it graver"),
        pytest.param(spoiled("severities", "child_confirmed", asks=["moon"]), "severities.child_confirmed", "unknown demand 'moon'", id="a demand nobody knows"),
        pytest.param(spoiled("severities", "child_confirmed", asks=["minors"]), "severities.child_confirmed", "asks for a clearance but does not seal", id="a clearance for what lies open"),
        pytest.param(spoiled("severities", "child_confirmed", facts=["claims_guardian"]), "severities.child_confirmed", "lets a claim or a crowd take it out of sight", id="a claim seals"),
        pytest.param(spoiled("severities", "many", look_within="29m"), "severities.many", "asks for a look sooner than those in danger get one", id="a crowd pushes in"),
        pytest.param(spoiled("severities", "again_and_again", within=None), "severities.again_and_again", "counts what was done earlier without saying since when, or says since when of nothing", id="earlier without since when"),
        pytest.param(spoiled("severities", "many", within="30d"), "severities.many", "counts what was done earlier without saying since when, or says since when of nothing", id="since when of nothing"),
        pytest.param(spoiled("severities", "many", at_least={"reporters": 25}), "severities.many", "has a threshold finer than what is kept of a count", id="threshold too fine"),
        pytest.param(spoiled("severities", "many", at_least={"reporters": 0}), "severities.many", "has a threshold finer than what is kept of a count", id="threshold of nothing"),
        pytest.param(spoiled("severities", "many", at_least={}), "severities.many", "always holds: that is the usual severity of a kind", id="no condition"),
        pytest.param(spoiled("severities", "leak", severity="S4"), "severities.leak", "raises nothing: every kind it names is as grave without it", id="raises nothing"),
        pytest.param(spoiled("severities", "very_many", look_within="2h"), "severities.very_many", "never matters: many holds whenever it does, and says as much or more", id="unreachable: the same with fewer reporters"),
        pytest.param(spoiled("severities", "loss", facts=["loss_confirmed", "minor_confirmed"], categories=["CV.FRAUD"]), "severities.loss", "never matters: child_harmed holds whenever it does, and says as much or more", id="unreachable: less is asked elsewhere"),
        pytest.param(spoiled("severities", "zz", **TWIN), "severities.zz", "never matters: leak holds whenever it does, and says as much or more", id="unreachable: two alike"),
        pytest.param(spoiled("categories", "CV.ILLEGAL", jump_if={"moon": ["L9"]}), "categories.CV.ILLEGAL", "unknown finding 'moon'", id="a jump for what nobody finds"),
        pytest.param(spoiled("categories", "CV.ILLEGAL", jump_if={"trade_proved": ["P9"]}), "categories.CV.ILLEGAL", "jumps to a rung that it does not allow", id="a jump elsewhere"),
        pytest.param(spoiled("categories", "SV.BUG", jump=["L9"]), "categories.SV.BUG", "jumps to a rung that it does not allow", id="a jump too high"),
        pytest.param(spoiled("signers", "A3", excludes=["signed"]), "signers.A3", "lets somebody sign twice, or judge what they took part in", id="judges their own"),
        pytest.param(spoiled("signers", "A3", roles=[["lead"], ["legal"]]), "signers.A3", "asks for a role of somebody who does not sign, or for none of its own", id="more roles than signatures"),
        pytest.param(spoiled("signers", "A3", roles=[[]]), "signers.A3", "asks for a role of somebody who does not sign, or for none of its own", id="a group of no role"),
        pytest.param(spoiled("signers", "A3", within={"S0": "1h"}), "signers.A3", "has no time limit for every severity", id="a signature without a limit"),
        pytest.param(spoiled("approvals", "left_out", level="A0"), "approvals", "let step_left_out pass without anybody's signature", id="a step left out by one alone"),
        pytest.param(spoiled("approvals", "money_large", amount_over={"EUR": 15000}), "approvals", "no row says from how much CNY on two must sign", id="no large sum in the currency of the place"),
        pytest.param(spoiled("approvals", "money_large", level="A1"), "approvals", "no row says from how much CNY on two must sign", id="a large sum that one signs for"),
        pytest.param(spoiled("approvals", "money_large", measures=["L1"]), "approvals", "no row says from how much CNY on two must sign", id="a large sum that never moves"),
        pytest.param(spoiled("approvals", "money_large", amount_over={"Yuan": 1}), "approvals.money_large", "unknown currency 'Yuan'", id="a currency that is none"),
        pytest.param(spoiled("signers", "A3", roles=[["wizard"]]), "signers.A3", "unknown role 'wizard'", id="role of a signer"),
        pytest.param(spoiled("clocks", "ack_target", kind="x"), "clocks.ack_target", "unknown kind of clock 'x'", id="kind of clock"),
        pytest.param(spoiled("clocks", "ack_target", party="x"), "clocks.ack_target", "unknown party 'x'", id="party"),
        pytest.param(spoiled("clocks", "ack_target", stops="x"), "clocks.ack_target", "unknown event 'x'", id="event"),
        pytest.param(spoiled("measures", "P2", marks=["moon"]), "measures.P2", "unknown event 'moon'", id="an event that nobody knows"),
        pytest.param(spoiled("measures", "P2", marks=None), "measures.P2", "does not say what has happened once the host confirmed it", id="a measure that brings nothing about"),
        pytest.param(spoiled("clocks", "cn_referral", kind="protect", stops="protected"), "clocks.cn_referral", "is law and does not stop on what it asks for", id="law that is met by our own promise"),
        pytest.param(spoiled("clocks", "ack_target", starts="arrived", applies=["SV.BUG"]), "clocks.ack_target", "nothing marks 'arrived' in SV.BUG", id="a beginning that nobody can note"),
        pytest.param(spoiled("clocks", "ack_target", amounts={"S7": "1h"}), "clocks.ack_target", "unknown severity 'S7'", id="severity of a clock"),
        pytest.param(spoiled("clocks", "ack_target", amounts={}), "clocks.ack_target", "has no amounts counted in elapsed", id="no amounts"),
        pytest.param(spoiled("clocks", "ack_target", amounts={"all": 3}), "clocks.ack_target", "has no amounts counted in elapsed", id="days where time is meant"),
        pytest.param(spoiled("clocks", "ack_target", unit="moons"), "clocks.ack_target", "unknown unit 'moons'", id="unit"),
        pytest.param(spoiled("clocks", "cn_personal_information", calendar=None), "clocks.cn_personal_information", "counts days without a calendar", id="no calendar"),
        pytest.param(spoiled("clocks", "ack_target", warn_at=0.95), "clocks.ack_target", "warns or escalates too late", id="warns after it escalates"),
        pytest.param(spoiled("clocks", "ack_target", source=SOURCE | {"article": ""}), "clocks.ack_target", "has no source", id="no source"),
        pytest.param(spoiled("clocks", "ack_target", source=SOURCE | {"confidence": "hope"}), "clocks.ack_target", "unknown confidence 'hope'", id="confidence"),
        pytest.param(spoiled("clocks", "ack_target", source=SOURCE), "clocks.ack_target", "is either law with a source or the operator's own", id="law or own"),
        pytest.param(spoiled("clocks", "cn_telecom_answer", pauses=True), "clocks.cn_telecom_answer", "is statutory and must not pause", id="law does not pause"),
        pytest.param(spoiled("clocks", "cn_ecommerce_counter", stops="appeal_ruled"), "clocks.cn_ecommerce_counter", "gives back and does not stop once it is back", id="a return that nothing ends"),
        pytest.param(spoiled("clocks", "ack_target", unless="sued"), "clocks.ack_target", "waits for a court or bars a second notice, and gives nothing back", id="a court that nothing waits for"),
        pytest.param(spoiled("clocks", "cn_ecommerce_counter", unless="moon"), "clocks.cn_ecommerce_counter", "unknown event 'moon'", id="what keeps it hidden"),
        pytest.param(spoiled("clocks", "cn_ecommerce_counter", extends_unit="moon"), "clocks.cn_ecommerce_counter", "unknown unit 'moon'", id="unit of an extension"),
        pytest.param(spoiled("clocks", "ack_target", not_before=3), "clocks.ack_target", "has an amount that is not counted in elapsed", id="earliest moment in another unit"),
        pytest.param(spoiled("clocks", "ack_target", again="moon"), "clocks.ack_target", "unknown event 'moon'", id="what begins it again"),
        pytest.param(spoiled("clocks", "ack_target", recurs=True), "clocks.ack_target", "recurs without an end", id="for ever"),
        pytest.param(spoiled("clocks", "ack_target", units={"S0": "month"}), "clocks.ack_target", "counts severities in units of their own, which only one that counts `from_then` can", id="a unit of its own from the start"),
        pytest.param(spoiled("clocks", "first_human_target", units={"S9": "elapsed"}), "clocks.first_human_target", "unknown severity 'S9'", id="a unit of no severity"),
        pytest.param(spoiled("clocks", "first_human_target", units={"S0": "moon"}), "clocks.first_human_target", "unknown unit 'moon'", id="a unit that nobody counts in"),
        pytest.param(spoiled("clocks", "first_human_target", units={"S3": "business_day"}), "clocks.first_human_target", "has no amounts counted in elapsed, business_day", id="hours counted as days"),
        pytest.param(spoiled("clocks", "first_human_target", extends_by={"S0": "1h"}), "clocks.first_human_target", "counts from when a severity was reached, and is extended or a law's", id="put off and begun anew"),
        pytest.param(spoiled("clocks", "ack_target", recurs=True, ends="x"), "clocks.ack_target", "unknown event 'x'", id="ends with nothing"),
        pytest.param(spoiled("clocks", "ack_target", ahead=True, extends_by={"all": "1h"}), "clocks.ack_target", "counts back from an announced moment and can be neither too early nor extended", id="ahead and extended"),
        pytest.param(spoiled("clocks", "ack_target", ahead=True), "clocks.ack_target", "is owed ahead and does not announce a measure to the account", id="ahead of nothing"),
        pytest.param(spoiled("clocks", "tell_affected_target", ahead=True, measures=["L9"], starts="announced"), "clocks.tell_affected_target", "is owed ahead and not counted in whole days", id="ahead by the hour"),
        pytest.param(spoiled("clocks", "tell_affected_target", ahead=True, measures=["L9"]), "clocks.tell_affected_target", "is owed ahead and does not announce a measure to the account", id="ahead of what began otherwise"),
        pytest.param(spoiled("clocks", "ack_target", room=3), "clocks.ack_target", "says what is announced, to whom or when not, and is not owed ahead", id="room for nothing"),
        pytest.param(spoiled("clocks", "ack_target", measures=["L44"]), "clocks.ack_target", "unknown measure 'L44'", id="announces what is no measure"),
        pytest.param(spoiled("clocks", "ack_target", facts=["rich"]), "clocks.ack_target", "unknown fact 'rich'", id="announced to whom nobody knows"),
        pytest.param(spoiled("clocks", "decide_target", extends_by={"S9": "1h"}), "clocks.decide_target", "unknown severity 'S9'", id="extended in no severity"),
        pytest.param(spoiled("clocks", "decide_target", extends_by={"all": 3}), "clocks.decide_target", "has an amount that is not counted in elapsed", id="extended in another unit"),
        pytest.param(spoiled("clocks", "ack_target", extends_by={"all": "1h"}), "clocks.ack_target", "can be extended, but only a decision that is owed once can be put off by a letter", id="a receipt put off"),
        pytest.param(spoiled("clocks", "ack_target", suspends=True), "clocks.ack_target", "is the operator's own and pauses instead", id="the law's pause for a promise"),
        pytest.param(spoiled("clocks", "cn_referral", calendar="XX"), "clocks.cn_referral", "unknown calendar 'XX'", id="counts by no calendar"),
        pytest.param(spoiled("calendars", "CN", source="somewhere"), "calendars.CN", "has no source", id="a calendar that nobody says where it is from"),
        pytest.param(spoiled("calendars", "CN", source=SOURCE | {"checked_on": " "}), "calendars.CN", "has no source", id="a calendar that nobody looked up"),
        pytest.param(spoiled("calendars", "CN", weekend=[5, 7]), "calendars.CN", "unknown day of the week '7'", id="an eighth day"),
        pytest.param(spoiled("calendars", "CN", known_until="2027"), "calendars.CN", "cannot be counted by: Invalid isoformat string: '2027'", id="a day that is none"),
        pytest.param(spoiled("calendars", "CN", zone="Mars/Base"), "calendars.CN", "cannot be counted by: 'No time zone found with key Mars/Base'", id="a place that is none"),
        pytest.param(spoiled("clocks", "ack_target", applies=["ZZ"]), "clocks.ack_target", "unknown kind 'ZZ'", id="kind of a clock"),
        pytest.param(spoiled("letters", "receipt", audience="world"), "letters.receipt", "unknown audience 'world'", id="audience"),
        pytest.param(spoiled("letters", "receipt", fields=["number", "received_at", "status_url"]), "letters.receipt", "uses a field that is not declared: decide_by", id="undeclared field"),
        pytest.param(spoiled("letters", "answered", optional=["routes", "moon"]), "letters.answered", "declares a field that it does not use: moon", id="unused field"),
        pytest.param(spoiled("letters", "you_have_a_letter", body={"zh": "信", "en": "{link}"}), "letters.you_have_a_letter", "link is in one language only", id="field in one language"),
        pytest.param(spoiled("letters", "receipt", child={"zh": "{number}", "en": "x"}), "letters.receipt.child", "number is in one language only", id="field in one language for a child"),
        pytest.param(spoiled("clauses", "CLIPS.1.1", covers=["ZZ"]), "clauses.CLIPS.1.1", "unknown kind 'ZZ'", id="kind of a clause"),
        pytest.param(spoiled("external_routes", "cn_court", applies=["ZZ"]), "external_routes.cn_court", "unknown kind 'ZZ'", id="kind of a route"),
        pytest.param(spoiled("help_lines", "cn_110", applies=["ZZ"]), "help_lines.cn_110", "unknown kind 'ZZ'", id="kind of a help line"),
        pytest.param(spoiled("external_routes", "cn_court", source=None), "external_routes.cn_court", "has no source", id="a way out that nobody looked up"),
        pytest.param(spoiled("help_lines", "cn_110", source=SOURCE | {"checked_on": ""}), "help_lines.cn_110", "has no source", id="a number that was looked up on no day"),
        pytest.param(spoiled("help_lines", "cn_110", source=SOURCE | {"confidence": "own"}), "help_lines.cn_110", "unknown confidence of a fact 'own'", id="a number of our own making"),
        pytest.param(spoiled("grounds", "fraud_ring", approver="wizard"), "grounds.fraud_ring", "unknown role 'wizard'", id="approver"),
        pytest.param(spoiled("appeals", "ordinary", sides=["host"]), "appeals.ordinary", "unknown side 'host'", id="side"),
        pytest.param(spoiled("appeals", "ordinary", targets={"S7": "1h"}), "appeals.ordinary", "unknown severity 'S7'", id="target"),
        pytest.param(spoiled("obligations", "cn_terror", not_kept=WORDS), "obligations.cn_terror", "is either kept by something or not kept for a reason", id="kept and not kept"),
        pytest.param(spoiled("obligations", "cn_terror", kept_by=[]), "obligations.cn_terror", "is either kept by something or not kept for a reason", id="neither kept nor not"),
        pytest.param(spoiled("obligations", "cn_terror", kept_by=["measures.P2", "clocks.moon"]), "obligations.cn_terror", "is kept by 'clocks.moon', which is not there", id="kept by nothing"),
        pytest.param(spoiled("obligations", "cn_terror", duty={"zh": "", "en": "x"}), "pack.obligations.cn_terror.duty", "zh is missing", id="a duty in one language"),
        pytest.param(spoiled("obligations", "cn_terror", source=SOURCE | {"confidence": "own"}), "obligations.cn_terror", "unknown confidence of a law 'own'", id="a duty is law"),
        pytest.param(spoiled("clocks", "cn_referral", source=SOURCE), "obligations.cn_referral", "is not verified, but its clock cn_referral is said to be sure", id="a clock surer than its law"),
        pytest.param(spoiled("obligations", "cn_referral", kept_by=["letters.receipt"]), "clocks.cn_referral", "is law, but no obligation asks for it", id="a legal clock that no duty asks for"),
        pytest.param(spoiled("clauses", "CLIPS.1.1", covers=[]), "clauses.CLIPS.1.1", "is for no kind; expected * or kinds of complaint", id="a clause of nothing"),
        pytest.param(spoiled("approvals", "close", categories=[]), "approvals.close", "is for no kind; expected * or kinds of complaint", id="a row of nothing"),
        pytest.param(spoiled("spared", "good_faith", categories=[]), "spared.good_faith", "is for no kind; expected * or kinds of complaint", id="nobody is spared"),
        pytest.param(spoiled("clocks", "ack_target", applies=[]), "clocks.ack_target", "is for no kind; expected * or kinds of complaint", id="a clock of nothing"),
        pytest.param(spoiled("external_routes", "cn_court", applies=[]), "external_routes.cn_court", "is for no kind; expected * or kinds of complaint", id="a route of nothing"),
        pytest.param(spoiled("external_routes", "cn_court", sides=[]), "external_routes.cn_court", "is open to no side; expected complainant, account, authority", id="a route of nobody"),
        pytest.param(spoiled("external_routes", "cn_court", sides=["host"]), "external_routes.cn_court", "unknown side 'host'", id="side of a route"),
        pytest.param(spoiled("help_lines", "cn_110", applies=[]), "help_lines.cn_110", "is for no kind; expected * or kinds of complaint", id="a number for nobody"),
        pytest.param(spoiled("severities", "many", categories=[]), "severities.many", "is for no kind; expected * or kinds of complaint", id="a rule of severity of nothing"),
        pytest.param(spoiled("authority_kinds", "cn_other", applies=[]), "authority_kinds.cn_other", "is for no kind; expected * or kinds of complaint", id="reported as nothing"),
        pytest.param(spoiled("phrases", "no_date", audiences=[]), "phrases.no_date", "is for no audience", id="a phrase that is held against no letter"),
        pytest.param(spoiled("clocks", "ack_target", stops="received"), "clocks.ack_target", "starts and stops with 'received'; expected two events", id="over as soon as it begins"),
        pytest.param(spoiled("clocks", "ack_target", recurs=True, ends="received"), "clocks.ack_target", "starts and ends with 'received'; expected two events", id="ended before it begins"),
        pytest.param(spoiled("clocks", "cn_counter_notice", unless="arrived"), "clocks.cn_counter_notice", "starts and gives way with 'arrived'; expected two events", id="given up as it begins"),
        pytest.param(spoiled("clocks", "ack_target", amounts={"all": "0m"}), "clocks.ack_target", "leaves no time; expected more than 0", id="due at once"),
        pytest.param(spoiled("clocks", "decide_target", extends_by={"all": "0m"}), "clocks.decide_target", "leaves no time; expected more than 0", id="put off by nothing"),
        pytest.param(spoiled("signers", "A2", extra=99), "signers.A2", "asks for 99 to sign; expected 0 to 4", id="more signatures than a house has people"),
        pytest.param(spoiled("signers", "A0", extra=-1), "signers.A0", "asks for -1 to sign; expected 0 to 4", id="fewer signatures than none"),
        pytest.param(spoiled("categories", "CV.SPAM", dose=-1.0), "categories.CV.SPAM", "has a dose of -1; expected 0 to 1200, what somebody can bear in a day", id="looking that makes good"),
        pytest.param(spoiled("categories", "CV.SPAM", dose=1201.0), "categories.CV.SPAM", "has a dose of 1201; expected 0 to 1200, what somebody can bear in a day", id="more than a day can hold"),
        pytest.param(spoiled("categories", "CV.SPAM", dose=float("nan")), "categories.CV.SPAM", "has a dose of nan; expected 0 to 1200, what somebody can bear in a day", id="a dose that is no number"),
        pytest.param(spoiled("categories", "CV.SPAM", work="0m"), "categories.CV.SPAM", "takes no time; expected a usual time of work such as 10m", id="work that takes no time"),
        pytest.param(spoiled("categories", "EC.IP", publish_for="0d"), "categories.EC.IP", "is published for no time; expected a time such as 365d", id="published for nothing"),
        pytest.param(spoiled("appeals", "ordinary", window="0d"), "appeals.ordinary", "leaves no time; expected more than 0", id="no time to appeal"),
        pytest.param(spoiled("appeals", "ordinary", targets={"all": "0h"}), "appeals.ordinary", "leaves no time; expected more than 0", id="judged at once"),
        pytest.param(spoiled("appeals", "ordinary", targets={}), "appeals.ordinary", "does not say how soon an appeal is judged in every severity", id="judged whenever"),
        pytest.param(spoiled("grounds", "fraud_ring", review_after="0h"), "grounds.fraud_ring", "leaves no time; expected more than 0", id="silence without an end"),
        pytest.param({"care": {"caps": {"E9": "1h"}}}, "care.caps", "unknown exposure 'E9'", id="cap"),
        pytest.param({"care": {"rest_from": "E9"}}, "care.rest_from", "unknown exposure 'E9'", id="rest from"),
        pytest.param({"care": {"graphic_from": "E9"}}, "care.graphic_from", "unknown exposure 'E9'", id="graphic from"),
        pytest.param({"paging": {"asks": []}}, "paging", "asks nobody, or without a pause", id="nobody is asked"),
        pytest.param({"break_glass": {"level": "A0"}}, "break_glass", "is answered for by nobody", id="nobody answers for it"),
        pytest.param({"break_glass": {"within": {"S0": "1h"}}}, "break_glass", "has no time limit for every severity", id="no time to answer"),
        pytest.param({"break_glass": {"review": "30d"}}, "break_glass", "is reviewed after its limit", id="reviewed too late"),
        pytest.param({"paging": {"lead_after": "9m"}}, "paging", "the deputy is paged after the lead", id="paging"),
        pytest.param({"misuse": {"level": "A1"}}, "misuse", "suspends somebody by one person's word", id="one alone suspends"),
        pytest.param({"misuse": {"spares": ["CV.SPAM"]}}, "misuse", "holds nothing against who reports CV.SPAM, and does not read it", id="spared and not read"),
        pytest.param({"misuse": {"warn_from": 0}}, "misuse", "lets something follow from nothing", id="warned of nothing"),
        pytest.param({"misuse": {"severities": ["S0"]}}, "misuse", "does not look at every danger", id="a danger that nobody looks at"),
        pytest.param({"abuse": {"spares": ["CV.SPAM"]}}, "abuse", "limits somebody who is in despair", id="who is in despair is not spared"),
        pytest.param({"abuse": {"contacts": []}}, "abuse", "leaves nobody to write to", id="nobody to write to"),
        pytest.param({"abuse": {"contacts": ["auditor"]}}, "abuse", "unknown role 'auditor'", id="a contact who works on no case"),
        pytest.param({"abuse": {"every": "30d"}}, "abuse", "answers nobody while a limit lasts", id="answered too seldom"),
        pytest.param({"abuse": {"longest": "0d"}}, "abuse", "waits no time at all", id="a limit of no time"),
        pytest.param(spoiled("causes", "haste", owner=""), "causes.haste", "is nobody's work: it needs an owner", id="a cause without an owner"),
        pytest.param(spoiled("causes", "haste", owner="ghost"), "causes.haste", "unknown owner 'ghost'", id="a cause of nobody who is there"),
        pytest.param(spoiled("causes", "haste", within="0d"), "causes.haste", "has no time to be mended in", id="a cause without time"),
        pytest.param(spoiled("owners", "quality", role="ghost"), "owners.quality", "unknown role 'ghost'", id="an owner without a role"),
        pytest.param({"learning": {"faulty": FAULTY | {"contested": 1}}}, "learning.faulty", "calls somebody for a single decision", id="one complaint is no flood"),
        pytest.param({"learning": {"faulty": FAULTY | {"pause": "0h"}}}, "learning.faulty", "compares no recent time with a longer one", id="a pause without time"),
        pytest.param({"learning": {"later": {"days": 3, "then": 2}}}, "learning.later", "leaves no time, or less of it to whoever writes often", id="less time for whoever writes often"),
        pytest.param({"learning": {"later": {"calendar": "moon"}}}, "learning.later", "unknown calendar 'moon'", id="an office on the moon"),
        pytest.param({"learning": {"faulty": FAULTY | {"recent": "200d"}}}, "learning.faulty", "compares no recent time with a longer one", id="the recent is the usual"),
        pytest.param({"learning": {"strata": {"f_rest": {"share": 10001}}}}, "learning.strata.f_rest", "has no share between none and all", id="more than all"),
        pytest.param({"learning": {"strata": {"f_rest": {"share": 200, "first": -1}}}}, "learning.strata.f_rest", "counts fewer than no cases of somebody new", id="fewer than none"),
        pytest.param({"learning": {"strata": {"f_rest": {"share": 200, "severities": ["S4"]}}}}, "learning", "has no share for every case", id="cases nobody looks at twice"),
        pytest.param({"learning": {"strata": {"f_rest": {"share": 200, "measures": ["L99"]}}}}, "learning.strata.f_rest", "unknown measure 'L99'", id="a rung that is not there"),
        pytest.param({"learning": {"within": {"blind": "9d"}}}, "learning", "has no time limit for every kind of look", id="a look without a date"),
        pytest.param({"learning": {"within": {"blind": "9d", "unsolved": "0d"}}}, "learning", "leaves no time", id="a look without time"),
        pytest.param({"learning": {"checks": ["90d", "30d"]}}, "learning", "does not look again later and later", id="checks that go back"),
        pytest.param({"precedence": {"order": ["order", "life", "preservation", "deletion", "restoration", "target"]}}, "precedence", PRECEDENCE, id="life does not come first"),
        pytest.param({"precedence": {"order": ["life", "order", "deletion"]}}, "precedence", PRECEDENCE, id="a concern without a place"),
        pytest.param({"wait": {"remind_after": "9d"}}, "wait", "reminds after the time is up", id="wait"),
    ],
)  # fmt: skip
def test_a_pack_that_leaves_somebody_without_is_refused(over, in_company, sections, where, why):  # noqa: PLR0917 - fixtures
    """In the company of faults elsewhere; alone in `./test --all`, and where a fault hides in company."""
    if not ALL and named(where, why, in_company(over, sections)):
        return
    assert named(where, why, lint(parse(over(**sections), jurisdiction="CN")))


@pytest.mark.parametrize(
    ("sections", "where", "said"),
    [
        pytest.param({"clocks": {"ack_target": {"stops": "x"}}}, "clocks.ack_target", "deployment/here.yml, base/clocks.yml:N: unknown event 'x'; expected one of ", id="an entry of two layers"),
        pytest.param({"profiles": {"content": {"playbook": "x"}}}, "categories.CV.SPAM", "base/categories/content.yml:N, deployment/here.yml, base/categories/content.yml:N: unknown playbook 'x'; expected one of ", id="a kind that its profile fills"),
        pytest.param({"clauses": {"CLIPS.1.1": {"title": {"zh": "", "en": "x"}}}}, "pack.clauses.CLIPS.1.1.title", "deployment/here.yml, platform/clauses.yml:N: zh is missing", id="a text inside an entry"),
        pytest.param({"break_glass": {"level": "x"}}, "break_glass", "deployment/here.yml, base/approvals.yml:N: unknown level 'x'; expected one of A0, A1", id="a section that is one entry"),
    ],
)  # fmt: skip
def test_a_problem_names_the_files_that_wrote_it_and_what_was_expected(over, sections, where, said):
    layers = over(**sections)
    problem = next(one for one in lint(parse(layers, jurisdiction="CN")) if one.where == where)
    files = written(problem, origins(layers, jurisdiction="CN"))
    assert re.sub(r":\d+", ":N", f"{files}: {problem.why}").startswith(said)


def test_what_no_file_wrote_is_named_without_one(layers):
    assert written(Problem("retentions.K9.never", "why"), {}) == ""


def test_where_a_pack_was_written_is_no_part_of_it(layers):
    where = origins(layers, jurisdiction="CN")["clocks.ack_target"][-1]
    assert where.encode() not in parse(layers, jurisdiction="CN").compiled


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (b"measures:\n  P1: {scope: item}\n  P1: {scope: money}\n", "hasty.yml:2", "P1 is written twice"),
        (b"measures:\n  P1: {scope: item\n  P2: {scope: money}\n", "hasty.yml:3", "did not find expected"),
        (b"measures:\n  P1: *nobody\n", "hasty.yml:2", "undefined alias"),
        (b"measures: \x00\n", "hasty.yml:1", "control characters are not allowed"),
        ("a: 1\n类别: 违规".encode("gb18030"), "hasty.yml:2", "invalid"),
        (b"measures:\n  ? [P1, P2]\n  : {scope: item}\n", "hasty.yml:2", "expected a word as key"),
    ],
    ids=[
        "a key twice",
        "an open bracket",
        "an alias of nothing",
        "a control character",
        "another encoding",
        "a list as key",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(tmp_path, text, where, why):
    for folder in ("base", "platform", "jurisdiction"):
        (tmp_path / folder).mkdir()
    (tmp_path / "base" / "hasty.yml").write_bytes(text)
    with pytest.raises(Refused) as refused:
        read_layers(tmp_path)
    assert refused.value.code is No.PACK_BROKEN
    assert str(refused.value.facts["where"]).endswith(where)
    assert why in str(refused.value.facts["why"])


NO_DAYS = {
    ("clocks", "cn_referral"): "yesterday",
    ("obligations", "cn_terror"): "2026-13-01",
    ("retentions", "K1"): "29.11.2026",
    ("external_routes", "cn_court"): "2026",
    ("help_lines", "cn_110"): "20261129",
    ("calendars", "CN"): "yesterday",
    ("grounds", "fraud_ring"): "2026-02-30",
    ("severities", "many"): "soon",
    ("authority_kinds", "cn_other"): "2026-11",
    ("measures", "P2"): "yesterday",
}


def test_a_source_was_looked_up_on_a_day(over):
    sections = {
        section: {entry: {"source": SOURCE | {"checked_on": day}}}
        for (section, entry), day in NO_DAYS.items()
    }
    layers = over(**sections)
    found = [one for one in lint(parse(layers, jurisdiction="CN")) if one.why.startswith("was checked on")]
    assert {(one.where.removeprefix("sources."), one.why) for one in found} == {
        (".".join(where), f"was checked on {day!r}; expected a day such as 2026-11-29")
        for where, day in NO_DAYS.items()
    }
    said = origins(layers, jurisdiction="CN")
    assert all("deployment/here.yml" in written(one, said) for one in found)


def test_a_level_of_proof_that_nobody_describes_is_named(layers):
    whole = parse(layers, jurisdiction="CN")
    fewer = {name: rule for name, rule in whole.verifications.items() if name != "V3"}
    assert Problem("verifications.V3", "is not described") in lint(replace(whole, verifications=fewer))
