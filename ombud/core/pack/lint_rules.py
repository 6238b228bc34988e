"""Do measures, approvals, clocks and letters hold together?"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from itertools import chain
from math import inf
from typing import Final

from ombud.core.amounts import DIGITS, USUAL
from ombud.core.counting import TIMED, Unit
from ombud.core.pack.abuse import Kind
from ombud.core.pack.approvals import LEAST, ApprovalFacts
from ombud.core.pack.letters import fields_in
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.lint_marks import MARKS, TOLD
from ombud.core.pack.promises import CONCERNS
from ombud.core.pack.types import Care, ClockRule, LetterTemplate, Measure, Pack, Text
from ombud.core.pack.words import falls_under
from ombud.core.vocabulary import CASE_WORK, HEARD_SIDES, Role, Severity, Tier

MONEY: Final = "money"
SUICIDE: Final = "SH"
"""The kind of which whoever complains may be in despair."""
SCOPES: Final = frozenset({"item", "account", MONEY, "contact", "rule", "fingerprint", "system"})
LEAST_REPEATED: Final = 2
"""From so many on something was done again."""
OUTSIDE: Final = "taken_outside"
"""What a body outside the house begins; it is the body that puts it off."""
EVENTS: Final = frozenset(
    [
        "received",
        "sorted",
        "untaken",
        "taken",
        "acknowledged",
        *MARKS,
        "decided",
        "unfounded",
        "reasons_due",
        "announced",
        "removal_ordered",
        "all_removed",
        "removal_undone",
        "unanswered",
        "yielded",
        "stood_by",
        "told",
        "all_told",
        "appeal_filed",
        "appeal_ruled",
        "countered",
        "sued",
        TOLD,
        "persons_named",
        OUTSIDE,
        "outside_over",
        "restored",
        "waiting",
        "resumed",
        "ended",
        "closed",
    ]
)
CLOCKS: Final = frozenset(
    {"acknowledge", "take", "protect", "update", "decide", "carry_out", "tell", "appeal"}
)
PARTIES: Final = frozenset({"complainant", "affected", "case"})
CONFIDENCE: Final = frozenset({"sure", "verify", "own"})
TO_CHILDREN: Final = frozenset({"complainant", "account"})
"""Audiences among whom there may be a child."""
UNTOLD: Final = "N7"
"""The notice that tells nothing but that there is a letter."""
AUDIENCES: Final = frozenset({"complainant", "account", "guardian", "authority"})
EXCLUDES: Final = frozenset({"signed", "prepared", "earlier"})
MUST_EXCLUDE: Final = frozenset({"signed", "earlier"})
ASKED: Final = frozenset({"lead", "deputy"})
"""Whom a call can reach: who is on duty as lead or as deputy."""
PEOPLE: Final = ("viewers", "followers", "buyers")
"""Whom a host can reach for us, whom we never learn of: who saw or shared a thing, follows an account, bought the same of late."""
MOST_COUNTED: Final = 3650
"""Days, or months, that anybody counts; more would be counted for ever."""
FACTS: Final = frozenset(item.name for item in fields(ApprovalFacts))


def measures(pack: Pack) -> Found:
    """Yield what is wrong with the measures."""
    for measure in pack.measures.values():
        where = f"measures.{measure.code}"
        yield from unknown([measure.scope], SCOPES, where=where, what="scope")
        yield from unknown([measure.level], pack.signers, where=where, what="level")
        yield from unknown([measure.notice], [None, *pack.letters], where=where, what="letter")
        yield from unknown(measure.exclusive_of, pack.measures, where=where, what="measure")
        yield from unknown([measure.reaches], [None, *PEOPLE], where=where, what="people to reach")
        if measure.explain and measure.level == LEAST:
            yield where, "is to be explained and asks for no approval"
        if measure.shields and (measure.notice is not None or not (measure.protective and measure.to_host)):
            yield where, "shields somebody, so the host does it for a time, and the other side is not told"
        if measure.territorial and (measure.protective or measure.scope != "item"):
            yield where, "holds in some territories, so it is an item's, and a decision says which"
        yield from ((where, why) for why in _says(measure))
        if measure.protective and not _lapses(measure):
            yield where, "is protective but has no limit with a review before it"
        yield from ((where, why) for why in _by_itself(measure, pack))


def _says(measure: Measure) -> Iterator[str]:
    """Yield what is wrong with what is said to others by a measure."""
    if measure.says and (measure.protective or not measure.to_host):
        yield "says something, so the host does it, and a decision has the words"
    if measure.reaches is not None and not measure.says:
        yield "reaches people and says nothing to them"


def _by_itself(measure: Measure, pack: Pack) -> Iterator[str]:
    """Yield what is wrong with what the house takes by itself, and with how long it is taken anew."""
    for code in measure.alarm:
        taken = pack.measures.get(code)
        if taken is None or not (taken.protective and taken.takes):
            yield f"has {code} taken by itself; expected something protective that whoever it falls on is told of"
    altogether = None if measure.dated else measure.longest
    if altogether is not None and not (measure.limit and measure.limit < altogether):
        yield "is taken anew, and for no longer than once; expected a limit, and more altogether"


def ladder(pack: Pack) -> Found:
    """Yield every rung that fewer strikes suggest than a lower one, or none at all."""
    least = 0
    for measure in sorted(pack.measures.values(), key=lambda one: one.code):
        if measure.strikes is not None:
            if measure.strikes <= least or measure.protective:
                yield f"measures.{measure.code}", "is not suggested by more strikes than the rung below it"
            least = measure.strikes


def repeats(pack: Pack) -> Found:
    """Yield what is wrong with the rules for who does one thing again and again."""
    for rule in pack.repeats.values():
        where = f"repeats.{rule.id}"
        yield from unknown(rule.of, pack.categories, where=where, what="category")
        yield from unknown([rule.measure], pack.measures, where=where, what="measure")
        if not rule.of:
            yield where, "counts strikes of no kind"
        if rule.strikes < LEAST_REPEATED:
            yield where, "takes a first strike for a repetition"
        for code in rule.of:
            if code in pack.categories and not pack.category(code).allows(rule.measure):
                yield where, f"suggests what {code} does not allow"


def _lapses(measure: Measure) -> bool:
    return measure.limit is not None and measure.review is not None and measure.review <= measure.limit


def approvals(pack: Pack) -> Found:
    """Yield what is wrong with the rows that ask for signatures."""
    for row in pack.approvals.values():
        where = f"approvals.{row.id}"
        yield from unknown([row.level], pack.signers, where=where, what="level")
        yield from unknown(row.measures, pack.measures, where=where, what="measure")
        yield from unknown(row.facts, FACTS, where=where, what="fact")
        yield from unknown(row.amount_over, DIGITS, where=where, what="currency")
    for spared in pack.spared.values():
        where = f"spared.{spared.id}"
        yield from unknown(spared.facts, FACTS, where=where, what="fact")
        yield from unknown(spared.measures, pack.measures, where=where, what="measure")
        if not spared.facts and spared.categories == ("*",):
            yield where, "spares everybody"
    for level, signer in pack.signers.items():
        where = f"signers.{level}"
        yield from unknown(chain.from_iterable(signer.groups), Role, where=where, what="role")
        if len(signer.groups) > signer.extra or not all(signer.groups):
            yield where, "asks for a role of somebody who does not sign, or for none of its own"
        yield from unknown(signer.within, ["all", *Severity], where=where, what="severity")
        yield from unknown(signer.excludes, EXCLUDES, where=where, what="exclusion")
        if signer.extra and not MUST_EXCLUDE.issubset(signer.excludes):
            yield where, "lets somebody sign twice, or judge what they took part in"
        if signer.extra and "all" not in signer.within:
            yield where, "has no time limit for every severity"


def sums(pack: Pack) -> Found:
    """Yield that nobody says from how much on a sum is large, in the currency of a place whose kinds pay money."""
    currency = USUAL.get(pack.jurisdiction.partition("-")[0])
    paid = [one.code for one in pack.measures.values() if one.scope == MONEY and not one.protective]
    pays = any(kind.allows(code) for kind in pack.categories.values() for code in paid)
    two = {level for level, signer in pack.signers.items() if signer.extra}
    said = {
        name
        for row in pack.approvals.values()
        if row.level in two and any(falls_under(code, row.measures or ("*",)) for code in paid)
        for name in row.amount_over
    }
    if currency is not None and pays and currency not in said:
        yield "approvals", f"no row says from how much {currency} on two must sign"


def break_glass(pack: Pack) -> Found:
    """Yield what is wrong with what one person may do at once."""
    glass, where = pack.break_glass, "break_glass"
    yield from unknown(glass.severities, Severity, where=where, what="severity")
    yield from unknown(glass.within, ["all", *Severity], where=where, what="severity")
    yield from unknown([*glass.measures, *glass.never], pack.measures, where=where, what="measure")
    yield from unknown([glass.level], pack.signers, where=where, what="level")
    if glass.level in pack.signers and not pack.signers[glass.level].extra:
        yield where, "is answered for by nobody"
    if glass.measures and "all" not in glass.within:
        yield where, "has no time limit for every severity"
    if not glass.review <= glass.limit:
        yield where, "is reviewed after its limit"


def misuse(pack: Pack) -> Found:
    """Yield what is wrong with how unfounded notices are counted: a suspension takes two, and has an end."""
    rule, where = pack.misuse, "misuse"
    known = {"*", *pack.categories}
    yield from unknown([*rule.spares, *rule.still_read], known, where=where, what="kind")
    yield from unknown(rule.severities, Severity, where=where, what="severity")
    yield from unknown([rule.level], pack.signers, where=where, what="level")
    if rule.level in pack.signers and not pack.signers[rule.level].extra:
        yield where, "suspends somebody by one person's word"
    for kind in rule.spares:
        if not falls_under(kind, rule.still_read):
            yield where, f"holds nothing against who reports {kind}, and does not read it"
    if rule.warn_from < 1 or rule.suspend_from < 1:
        yield where, "lets something follow from nothing"
    if not {Severity.S0, Severity.S1} <= {*rule.severities}:
        yield where, "does not look at every danger"


def abuse(pack: Pack) -> Found:
    """Yield what is wrong with what follows where somebody threatens who works here: nobody in a crisis is limited, and it ends."""
    rule, where = pack.abuse, "abuse"
    yield from unknown(rule.spares, {"*", *pack.categories}, where=where, what="kind")
    yield from unknown(rule.contacts, CASE_WORK, where=where, what="role")
    yield from unknown([rule.exposure], pack.care.weights, where=where, what="exposure")
    yield from unknown(rule.minutes, Kind, where=where, what="kind of abuse")
    if not rule.contacts:
        yield where, "leaves nobody to write to"
    if not falls_under(SUICIDE, rule.spares):
        yield where, "limits somebody who is in despair"
    if rule.every >= rule.longest:
        yield where, "answers nobody while a limit lasts"


def clocks(pack: Pack) -> Found:
    """Yield what is wrong with the clocks."""
    for rule in pack.clocks.values():
        where = f"clocks.{rule.id}"
        yield from unknown([rule.kind], CLOCKS, where=where, what="kind of clock")
        yield from unknown([rule.party], PARTIES, where=where, what="party")
        yield from unknown([rule.starts, rule.stops], EVENTS, where=where, what="event")
        yield from unknown(rule.amounts, ["all", *Severity], where=where, what="severity")
        yield from _counted(rule, where=where)
        yield from unknown([rule.calendar], [None, *pack.calendars], where=where, what="calendar")
        yield from _sourced(rule, where=where)


def calendars(pack: Pack) -> Found:
    """Yield the calendars that nobody can count by."""
    for days in pack.calendars.values():
        where = f"calendars.{days.id}"
        yield from unknown(map(str, days.weekend), map(str, range(7)), where=where, what="day of the week")
        if {*range(7)} <= {*days.weekend}:
            yield where, "has no working day"
        try:
            days.calendar().end_of(date(2000, 1, 1))
        except (ValueError, KeyError) as wrong:
            yield where, f"cannot be counted by: {wrong}"


def _counted(rule: ClockRule, *, where: str) -> Found:
    yield from unknown([rule.unit, *rule.units.values()], [*Unit], where=where, what="unit")
    expected: type = _amount_in(rule.unit)
    counted = (isinstance(amount, _amount_in(rule.unit_of(name))) for name, amount in rule.amounts.items())
    if not rule.amounts or not all(counted):
        yield (
            where,
            f"has no amounts counted in {', '.join(dict.fromkeys((rule.unit, *rule.units.values())))}",
        )
    others = [*rule.extends_by.values(), *([rule.not_before] if rule.not_before is not None else [])]
    counts = (said for said in (*rule.amounts.values(), *others) if isinstance(said, int))
    if not all(0 <= count <= MOST_COUNTED for count in counts):
        yield where, f"has an amount that is not within 0 to {MOST_COUNTED}"
    if not all(isinstance(said, expected) for said in others):
        yield where, f"has an amount that is not counted in {rule.unit}"
    if {rule.unit, *rule.units.values()} - {Unit.ELAPSED} and rule.calendar is None:
        yield where, "counts days without a calendar"
    if not 0 < rule.warn_at <= rule.escalate_at < 1:
        yield where, "warns or escalates too late"
    yield from _run_of(rule, where=where)


def _amount_in(unit: str) -> type:
    return timedelta if unit in TIMED else int


def _run_of(rule: ClockRule, *, where: str) -> Found:
    if rule.recurs and rule.ends is None:
        yield where, "recurs without an end"
    yield from unknown(rule.units, rule.amounts, where=where, what="severity")
    if rule.units and not rule.from_then:
        yield where, "counts severities in units of their own, which only one that counts `from_then` can"
    if rule.from_then and (rule.extends_by or rule.statutory):
        yield where, "counts from when a severity was reached, and is extended or a law's"
    yield from unknown([rule.ends, rule.or_ends], [None, *EVENTS], where=where, what="event")
    if rule.ahead and (rule.not_before is not None or rule.extends_by):
        yield where, "counts back from an announced moment and can be neither too early nor extended"
    yield from unknown(rule.extends_by, ["all", *Severity], where=where, what="severity")
    ours_to_put_off = rule.gives_back or (rule.kind, rule.recurs) == ("decide", False)
    if rule.extends_by and not ours_to_put_off and rule.starts != OUTSIDE:
        yield where, "can be extended, but only a decision that is owed once can be put off by a letter"
    yield from unknown([rule.unless, rule.again], [None, *EVENTS], where=where, what="event")
    yield from unknown([rule.extends_unit], [None, *Unit], where=where, what="unit")
    if rule.gives_back and (rule.stops, rule.recurs) != ("restored", False):
        yield where, "gives back and does not stop once it is back"
    if (rule.unless or rule.bars) and not rule.gives_back:
        yield where, "waits for a court or bars a second notice, and gives nothing back"


def _sourced(rule: ClockRule, *, where: str) -> Found:
    yield from unknown([rule.source.confidence], CONFIDENCE, where=where, what="confidence")
    if not (
        rule.source.instrument.strip() and rule.source.article.strip() and rule.source.checked_on.strip()
    ):
        yield where, "has no source"
    if rule.statutory and rule.pauses:
        yield where, "is statutory and must not pause"
    if rule.suspends and not rule.statutory:
        yield where, "is the operator's own and pauses instead"
    if rule.statutory != (rule.source.confidence != "own"):
        yield where, "is either law with a source or the operator's own"


def letters(pack: Pack) -> Found:
    """Yield what is wrong with the letters."""
    for template in pack.letters.values():
        where = f"letters.{template.id}"
        yield from unknown([template.audience], AUDIENCES, where=where, what="audience")
        yield from _fields(template, where=where)
        if template.audience in TO_CHILDREN and template.notice != UNTOLD and template.child is None:
            yield where, "may be read by a child and is not said in a child's words"
        if template.child is not None:
            yield from _in_both(template.child, where=f"{where}.child")


def _fields(template: LetterTemplate, *, where: str) -> Found:
    yield from _in_both(template.body, where=where)
    texts = [template.title, template.body, *([template.child] if template.child is not None else [])]
    used = frozenset().union(*(fields_in(text.say(lang)) for text in texts for lang in ("zh", "en")))
    declared = {*template.fields, *template.optional}
    for name in sorted(used - declared):
        yield where, f"uses a field that is not declared: {name}"
    for name in sorted(declared - used):
        yield where, f"declares a field that it does not use: {name}"


def _in_both(text: Text, *, where: str) -> Found:
    for name in sorted(fields_in(text.zh) ^ fields_in(text.en)):
        yield where, f"{name} is in one language only"


def prefixes(pack: Pack) -> Found:
    """Yield every reference to a kind of complaint that nobody knows."""
    known = {"*", *pack.categories}
    for clause in pack.clauses.values():
        yield from unknown(clause.covers, known, where=f"clauses.{clause.id}", what="kind")
    for row in pack.approvals.values():
        yield from unknown(row.categories, known, where=f"approvals.{row.id}", what="kind")
    for spared in pack.spared.values():
        yield from unknown(spared.categories, known, where=f"spared.{spared.id}", what="kind")
    yield from unknown(pack.wait.kinds, known, where="wait.kinds", what="kind")
    yield from unknown(pack.paging.until_answered, known, where="paging.until_answered", what="kind")
    for rule in pack.clocks.values():
        yield from unknown(rule.applies, known, where=f"clocks.{rule.id}", what="kind")
    for route in pack.external_routes.values():
        yield from unknown(route.applies, known, where=f"external_routes.{route.id}", what="kind")
    for line in pack.help_lines.values():
        yield from unknown(line.applies, known, where=f"help_lines.{line.id}", what="kind")


def people(pack: Pack) -> Found:
    """Yield what is wrong with who approves, appeals, is paged and is looked after."""
    for ground in pack.grounds.values():
        yield from unknown([ground.approver], Role, where=f"grounds.{ground.id}", what="role")
    yield from _appeals(pack)
    yield from _care(pack.care)
    if not pack.paging.lead_after < pack.paging.deputy_after:
        yield "paging", "the deputy is paged after the lead"
    yield from unknown(pack.paging.asks, ASKED, where="paging.asks", what="duty")
    if not pack.paging.asks or not pack.paging.again_after:
        yield "paging", "asks nobody, or without a pause"
    if sorted(pack.precedence.order) != sorted(CONCERNS) or pack.precedence.order[0] != CONCERNS[0]:
        yield "precedence", f"does not put each of {', '.join(CONCERNS)} in its place, {CONCERNS[0]} first"
    if not pack.wait.remind_after < pack.wait.limit:
        yield "wait", "reminds after the time is up"


def _appeals(pack: Pack) -> Found:
    for rule in pack.appeals.values():
        where = f"appeals.{rule.id}"
        yield from unknown(rule.sides, HEARD_SIDES, where=where, what="side")
        yield from unknown(rule.targets, ["all", *Severity], where=where, what="severity")
        yield from unknown([rule.tier], Tier, where=where, what="tier")
        if not rule.sides or rule.levels < 1:
            yield where, "lets nobody appeal"


def _care(care: Care) -> Found:
    yield from unknown(care.caps, care.weights, where="care.caps", what="exposure")
    for name in ("graphic_from", "s0_from", "rest_from"):
        yield from unknown([getattr(care, name)], care.weights, where=f"care.{name}", what="exposure")
    if not 0 < care.daily_cap < inf or not all(0 <= one < inf for one in care.weights.values()):
        yield "care", "has a dose that nobody can add up"
    if care.most_in_hand < 1:
        yield "care", "lets nobody have a case in hand"
