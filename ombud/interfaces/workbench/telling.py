"""How is a fact of a case told to an agent? One line of the timeline each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, TypeGuard
from uuid import UUID

from ombud.core import amounts, charges, facts, issues, territories
from ombud.core.case import Doubt
from ombud.core.clocks import Driver, rule_of
from ombud.core.decisions import ACCOUNT
from ombud.core.facts import Line
from ombud.core.happening import PERSONS_TOLD
from ombud.core.notices.passed_on import data_words as kinds_of_data
from ombud.core.notices.words import with_sum
from ombud.core.pack.kinds import COPIES
from ombud.core.pack.lint_rules import OUTSIDE
from ombud.core.pack.types import Pack
from ombud.core.playbooks import has_judged, title_of
from ombud.look.dates import moment
from ombud.look.sources import cited
from ombud.look.words import knows, listed, say
from ombud.usecases.look_at_case import CaseSeen

ICONS: Final = MappingProxyType(
    {
        "Opened": "inbox",
        "Joined": "people",
        "Assigned": "person",
        "Returned": "back",
        "Graded": "flag",
        "Established": "search",
        "Weighed": "flag",
        "LawAdded": "book",
        "AccountPlaced": "book",
        "LawSettled": "book",
        "Recoded": "flag",
        "SubjectNamed": "link",
        "Paged": "alert",
        "Granted": "lock",
        "EvidenceAdded": "file",
        "StepDone": "check",
        "StepSkipped": "arrow",
        "StepLapsed": "clock",
        "Asked": "mail",
        "Heard": "mail",
        "HostAsked": "clock",
        "HostTold": "mail",
        "Verified": "check",
        "Protected": "shield",
        "Approved": "sign",
        "Unprotected": "shield",
        "Proposed": "sign",
        "Cosigned": "sign",
        "Declined": "cross",
        "Decided": "decide",
        "Reversed": "undo",
        "TookEffect": "decide",
        "MoneyReturned": "undo",
        "Postponed": "clock",
        "Died": "alert",
        "Told": "mail",
        "AskedInformally": "flag",
        "KeptOut": "lock",
        "LetIn": "undo",
        "TeamKeptOut": "people",
        "SetBeside": "link",
        "Disclosed": "alert",
        "SilenceAnswered": "sign",
        "DisclosureAnswered": "sign",
        "IssueKnown": "mail",
        "IssueMended": "check",
        "MarkedPublic": "people",
        "MatchAnswered": "mail",
        "MatchRead": "eye",
        "AffectedNamed": "people",
        "ScopeTold": "people",
        "Alarmed": "shield",
        "WarnedPublicly": "alert",
        "LeakTold": "check",
        "GivenUp": "mail",
        "RedressBegun": "undo",
        "WrongedFound": "link",
        "ClearingBegun": "undo",
        "RulePaused": "pause",
        "RuleResumed": "play",
        "ClausePaused": "pause",
        "ClauseResumed": "play",
        "AgainBegun": "undo",
        "Noted": "note",
        "ClockMarked": "clock",
        "ClockExtended": "clock",
        "MandateEnded": "person",
        "ProgressTold": "mail",
        "RecordGiven": "file",
        "CalledBack": "check",
        "Recorded": "check",
        "Appealed": "appeal",
        "SuitShown": "flag",
        "TakenOutside": "book",
        "PutOffOutside": "clock",
        "RuledOutside": "decide",
        "FaultFound": "flag",
        "TaskOpened": "flag",
        "LookDrawn": "eye",
        "LookTaken": "eye",
        "LookAnswered": "eye",
    }
)
TONES: Final = MappingProxyType(
    {
        "Paged": "red",
        "Died": "red",
        "Appealed": "violet",
        "Decided": "green",
        "TookEffect": "green",
        "MoneyReturned": "green",
        "Postponed": "amber",
        "Declined": "amber",
        "Protected": "amber",
        "ClockMarked": "amber",
    }
)
OPINIONS: Final = frozenset({facts.Proposed, facts.Cosigned, facts.Decided, facts.Declined})
"""What a second person reads after the evidence, not before."""


def timeline(seen: CaseSeen, lang: str, *, opinions: bool = True) -> list[dict[str, Any]]:
    """Return the entries, newest first; without `opinions` what others concluded is left out."""
    told = (line for line in seen.lines if opinions or type(line.fact) not in OPINIONS)
    return [_entry(line, seen, lang) for line in reversed(list(told)) if not _twice(line, seen)]


def _twice(line: Line, seen: CaseSeen) -> bool:
    """Say whether what was written down for a step stands with the step itself, word for word."""
    match line.fact:
        case facts.Recorded(step=step, words=words):
            done = (one.fact for one in seen.lines if one.at == line.at)
            said = {seen.words.get(one.words.id) for one in done if _did(one, step) and one.words}
            return seen.words.get(words.id) in said
        case _:
            return False


def _did(fact: facts.Fact, step: str) -> TypeGuard[facts.StepDone]:
    return isinstance(fact, facts.StepDone) and fact.step == step


def _entry(line: Line, seen: CaseSeen, lang: str) -> dict[str, Any]:
    kind = type(line.fact).__name__
    words = getattr(line.fact, "words", None)
    return {
        "at": line.at,
        "text": say(f"workbench.fact.{_called(line.fact, seen)}", lang, **_values(line.fact, seen, lang)),
        "who": who(line.by, seen.names, lang),
        "body": _body(line.fact, words, seen, lang) if words is not None else "",
        "kind": ICONS.get(kind, ""),
        "tone": TONES.get(kind, ""),
        "private": isinstance(line.fact, facts.Noted),
    }


def _body(fact: facts.Fact, words: facts.Words, seen: CaseSeen, lang: str) -> str:
    """Return the words of a fact; why the host decided as it did is read after somebody judged for themselves."""
    if isinstance(fact, facts.HostTold) and fact.known and not has_judged(seen.case, seen.pack):
        return say("workbench.fact.after_judging", lang)
    text = seen.words.get(words.id, "")
    if isinstance(fact, facts.Verified):
        return shown(fact, seen, lang)
    return _of_fault(text, lang) if text and words.id in _faults(seen) else text


def shown(fact: facts.Verified, seen: CaseSeen, lang: str) -> str:
    """Return what somebody said of each signal, under its title; the words are kept under its name in the pack."""
    known = {name: one for rule in seen.pack.verifications.values() for name, one in rule.signals.items()}
    text = seen.words.get(fact.words.id, "") if fact.words else ""
    parted = (line.partition(": ") for line in text.splitlines())
    return "\n".join(
        f"{known[name].title.say(lang)}{colon}{said}" if name in known else f"{name}{colon}{said}"
        for name, colon, said in parted
    )


def _faults(seen: CaseSeen) -> frozenset[UUID]:
    """Return the ids of the words that say what is known of a fault: they are kept in both languages, for the rules to read."""
    several = (line.fact for line in seen.lines)
    return frozenset(one.words.id for one in several if isinstance(one, facts.IssueKnown | facts.IssueMended))


def _of_fault(text: str, lang: str) -> str:
    known = issues.read(text)
    return "\n".join((known.title.say(lang), known.answer.say(lang)))


def _called(fact: facts.Fact, seen: CaseSeen) -> str:
    """Return the name of the sentence for a fact: who was asked or told, and what the law or a ruling undid, is told apart."""
    match fact:
        case facts.Asked(complaint=None):
            return "AskedAccount"
        case facts.HostTold(known=False):
            return "HostKnowsNone"
        case facts.Reversed():
            return _undone(fact)
        case facts.Confirmed():
            return _confirmed(fact)
        case facts.MatchRead(fits=False):
            return "MatchDenied"
        case facts.Appealed():
            return _appealed(fact)
        case _:
            return _rarely(fact, seen) or type(fact).__name__


def _confirmed(fact: facts.Confirmed) -> str:
    """Return the name of the sentence: how many were told by it, that nothing was missed after all, or since when it is in effect."""
    if fact.reached is not None:
        return "Reached"
    if fact.in_time:
        return "ConfirmedInTime"
    return "ConfirmedSince" if fact.at else "Confirmed"


def _rarely(fact: facts.Fact, seen: CaseSeen) -> str:
    """Return the name of another sentence than a fact's own, where it tells of what is rare."""
    match fact:
        case facts.ClockExtended(clock=clock):
            rule = rule_of(clock, seen.owing)
            return "ReturnPutOff" if rule and rule.gives_back else ""
        case facts.SubjectNamed(subject=None):
            return "SubjectUnknown"
        case facts.FannedOut(waiting=waiting):
            return "FannedOutBut" if waiting else ""
        case facts.StepSkipped(ground=ground):
            return "StepExcused" if ground else ""
        case facts.TeamKeptOut():
            return team(fact)
        case facts.Released(why=why):
            return "ReleasedByLaw" if why else ""
        case facts.SilenceAnswered(agreed=agreed):
            return "" if agreed else "SilenceDenied"
        case _:
            return ""


def of_team(seen: CaseSeen, lang: str) -> str:
    """Return what is to be said at the head of a complaint about our own staff of which no other team could be found."""
    said = seen.case.team
    if said is None or said.elsewhere:
        return ""
    return say(f"workbench.fact.{team(said)}", lang, **_values(said, seen, lang))


def team(said: facts.TeamKeptOut) -> str:
    """Return the name of the sentence for whose team a case is kept from: of which nobody was, or nobody knows, is told apart."""
    if not said.about:
        return "TeamUnknown"
    if said.elsewhere:
        return "TeamKeptOut" if said.members else "TeamKeptOutAlone"
    return "TeamAsItWas" if said.members else "TeamNone"


def _undone(fact: facts.Reversed) -> str:
    """Return the name of the sentence for what was undone: by law, because an intruder did it, or before its day had come."""
    if fact.law is not None:
        return "GivenBack"
    if fact.hijack is not None:
        return "NotTheOwner"
    return "Reversed" if fact.orders else "Dropped"


def _appealed(fact: facts.Appealed) -> str:
    """Return the name of the sentence for whose wish it is that a case is looked at again, and why."""
    if fact.unread:
        return "AnotherMatter"
    if fact.claims:
        return "ClaimedToo"
    if fact.again is not None:
        return "UnderClause"
    if fact.look is not None:
        return "LookedAgain"
    return "Countered" if fact.counter else "Appealed"


def who(by: str, names: Mapping[UUID, str], lang: str) -> str:
    """Return who acted, in words."""
    kind, _, name = by.partition(":")
    if kind == "agent":
        return names.get(UUID(name), say("workbench.by.agent", lang))
    key = f"workbench.by.{kind}"
    return say(key if knows(key) else "workbench.by.ombud", lang)


def names_for_refusals(seen_names: Mapping[UUID, str]) -> dict[str, str]:
    """Return names by the entry that a book has for an actor."""
    return {f"agent:{agent}": name for agent, name in seen_names.items()}


def _values(fact: facts.Fact, seen: CaseSeen, lang: str) -> dict[str, object]:
    """Return every value that some sentence about a fact may want."""
    said = {name: value for name, value in _pairs(fact, seen, lang) if name not in {"lang", "key"}}
    match fact:
        case facts.Established():
            return said | {"facts": _known(fact, lang)}
        case facts.ScopeTold():
            return said | {"kinds": data_words(fact, seen.pack, lang), "fingerprint": fact.fingerprint[:12]}
        case facts.StepSkipped(ground=ground) if ground:
            return said | {"ground": _ground(fact, seen, lang)}
        case _:
            return said


def data_words(scope: facts.ScopeTold, pack: Pack, lang: str) -> str:
    """Return which kinds of data got out, of how many each."""
    figures = ((one.name, one.n) for one in scope.kinds)
    return listed(kinds_of_data(figures, pack=pack, lang=lang), lang) or "–"


def _ground(fact: facts.StepSkipped, seen: CaseSeen, lang: str) -> str:
    """Return the ground of law on which a step was left out."""
    books = seen.pack.playbooks.values()
    step = next((one for book in books if (one := book.step(fact.step)) and fact.ground in one.grounds), None)
    return step.grounds[fact.ground].say(lang) if step else fact.ground


def doubt(one: Doubt, seen: CaseSeen, lang: str) -> str:
    """Return until when nobody decides alone under a clause."""
    until = moment(one.until, lang, style="short")
    return say(
        "workbench.fact.ClausePaused", lang, clause=_said("clause", one.clause, seen, lang), until=until
    )


def _known(fact: facts.Established, lang: str) -> str:
    """Return what was found out in words, counts and earlier measures included, or that nothing was."""
    counts = {**{one.name: one.n for one in fact.counts}, "earlier": len(fact.earlier)}
    words = (
        *(say(f"workbench.known.{name}", lang) for name in fact.facts),
        *(say(f"workbench.known.{name}", lang, n=n) for name, n in counts.items() if n),
    )
    return listed(words, lang) or say("workbench.known.nothing", lang)


def _pairs(fact: facts.Fact, seen: CaseSeen, lang: str) -> Iterator[tuple[str, object]]:
    for name in getattr(fact, "__slots__", ()):
        match getattr(fact, name):
            case facts.Informal() as asked:
                yield from _asked(asked, seen, lang)
            case facts.Fault(cause=cause):
                yield "cause", _said("cause", cause, seen, lang)
            case facts.Order() as order:
                yield "measure", measure(order.measure, seen, lang)
            case tuple() as several:
                yield "n", len(several)
                yield "list", _list(several, seen, lang)
                yield name, _named(name, several, seen, lang)
            case int() as number:
                yield "n" if name == "count" else name, number
            case value:
                yield name, _one(name, value, seen, lang)


def _asked(asked: facts.Informal, seen: CaseSeen, lang: str) -> Iterator[tuple[str, str]]:
    """Yield who asked off the record, how, for what and of whom."""
    yield "taker", seen.names.get(asked.taker, "–")
    yield "country", territories.said((asked.country,), lang)
    for name in ("asker", "way", "wants"):
        yield name, say(f"workbench.informal.{name}.{getattr(asked, name)}", lang)


def _one(name: str, value: object, seen: CaseSeen, lang: str) -> str:
    """Return a single value in words."""
    match value:
        case UUID():
            return seen.names.get(value, "–")
        case datetime():
            return moment(value, lang, style="short")
        case facts.Sum() as held:
            return amounts.say(held)
        case str():
            return _said(name, value, seen, lang)
        case _:
            return "–"


def _list(facts_: Iterable[object], seen: CaseSeen, lang: str) -> str:
    made = [one for one in facts_ if isinstance(one, facts.Order | facts.Chosen)]
    said = ((measure(one.measure, seen, lang), one.amount) for one in made)
    several = Counter(with_sum(name, sum_, lang) if sum_ else name for name, sum_ in said)
    return listed(map(times, several, several.values()), lang) or "–"


def times(text: str, count: int) -> str:
    """Return what stands more than once as one line, with how often."""
    return text if count == 1 else f"{text} × {count}"


def _named(name: str, several: Iterable[object], seen: CaseSeen, lang: str) -> str:
    """Return what rules of severity and colleagues are called, and other codes as they are."""
    rows = seen.pack.severities if name == "rules" else {}
    several = tuple(several)
    names = [one for one in several if isinstance(one, str)]
    names += [seen.names[one] for one in several if isinstance(one, UUID) and one in seen.names]
    nothing = say("workbench.known.no_rule", lang) if name == "rules" else "–"
    return listed((rows[one].why.say(lang) if one in rows else one for one in names), lang) or nothing


def measure(code: str, seen: CaseSeen, lang: str) -> str:
    """Return the title of a measure."""
    entry = seen.pack.measure(code)
    return f"{code} {entry.title.say(lang)}" if entry else code


def does(code: str, seen: CaseSeen, lang: str) -> str:
    """Return what does a step that is done by orders: a measure, or a removal that keeps out copies."""
    return say("workbench.decide.block_again", lang) if code == COPIES else measure(code, seen, lang)


def blocking(code: str, seen: CaseSeen, key: str) -> str:
    """Return by which words it is said that a measure keeps out what comes again: of an account whoever had it, else copies."""
    entry = seen.pack.measure(code)
    return f"{key}_account" if entry is not None and entry.scope == ACCOUNT else key


def chosen(one: facts.Chosen, seen: CaseSeen, lang: str) -> str:
    """Return the title of a measure that was chosen, with the sum that it moves."""
    said = measure(one.measure, seen, lang)
    if one.block:
        said = say(f"workbench.decide.{blocking(one.measure, seen, 'blocking')}", lang, measure=said)
    if one.territory:
        said = say(
            "workbench.decide.only_in", lang, measure=said, places=territories.said(one.territory, lang)
        )
    if one.amount is None:
        return said
    account = str((seen.snapshot.get("account") or {}).get("id") or "")
    taken = charges.withheld(seen.snapshot, account=account)
    if one.measure == issues.PAYS_BACK and taken:
        said = with_sum(said, one.amount, lang)
        return say("workbench.decide.of_withheld", lang, measure=said, charges=charges.said(taken))
    known = charges.listed(seen.snapshot)
    said = with_sum(said, one.amount, lang)
    return say("workbench.decide.paid", lang, measure=said, charges=charges.said(known)) if known else said


def _said(name: str, value: str, seen: CaseSeen, lang: str) -> str:
    """Return a code in words."""
    match name:
        case "code":
            return seen.pack.category(value).title.say(lang)
        case "step":
            return step_title(value, seen, lang)
        case "cause":
            cause = seen.pack.causes.get(value)
            return cause.title.say(lang) if cause else value
        case "clause":
            clause = seen.pack.clauses.get(value)
            return clause.title.say(lang) if clause else value
        case "ground":
            ground = seen.pack.grounds.get(value)
            return ground.title.say(lang) if ground else value
        case "jurisdiction" | "place" | "over":
            key = f"workbench.place.{value}"
            return say(key, lang) if knows(key) else value
        case "clock" | "law":
            return clock_title(value, seen, lang)
        case _:
            key = f"workbench.{name}.{value}"
            return say(key, lang) if knows(key) else value


def signing(roles: Iterable[Iterable[str]], lang: str) -> str:
    """Return who must sign: one of each group, of which any will do."""
    either = say("workbench.sign.or", lang)
    return say("workbench.sign.and", lang).join(
        either.join(say(f"workbench.role.{role}", lang) for role in group) for group in roles
    )


def step_title(step: str, seen: CaseSeen, lang: str) -> str:
    """Return the title of a step of any playbook of the pack."""
    found = title_of(step, seen.pack)
    return found.say(lang) if found else step


def drives(driver: Driver | None, lang: str) -> str:
    """Return what a case is due by: what is asked for, and whether a law does, and of which place, or the house."""
    if driver is None:
        return ""
    rule = driver.rule
    what = say(f"workbench.clock_kind.{'outside' if rule.starts == OUTSIDE else rule.kind}", lang)
    if driver.place is None:
        return say("workbench.drives.house", lang, what=what)
    key = f"workbench.place.{driver.place}"
    place = say(key, lang) if knows(key) else driver.place
    return say("workbench.drives.law", lang, what=what, place=place, law=cited(rule.source, lang))


def clock_title(rule: str, seen: CaseSeen, lang: str) -> str:
    """Return what a clock is about."""
    entry = rule_of(rule, seen.owing)
    if entry is None:
        return rule
    authority = seen.pack.authorities.get(entry.to or "")
    if authority is not None:
        return say("workbench.clock_to", lang, who=authority.title.say(lang))
    if entry.stops == PERSONS_TOLD:
        return say("workbench.clock_told", lang)
    return say(f"workbench.clock_kind.{'outside' if entry.starts == OUTSIDE else entry.kind}", lang)
