"""What is every letter of a case written with, and with which words of the decision?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from ombud.core import enforcement, facts, grading, referring, staffing
from ombud.core.case import Case, Decision
from ombud.core.complaint import Complaint
from ombud.core.following import lapses_at
from ombud.core.issues import is_open
from ombud.core.lasting import end_of
from ombud.core.learning import mistaken
from ombud.core.notices import Outcome, Pen, Places, Stays
from ombud.core.notices.words import host_again, host_ended, host_stands
from ombud.core.pack.kinds import OWES, UNDO
from ombud.core.pack.letters import Rendered, render
from ombud.core.pack.types import Pack, Text
from ombud.core.pack.words import falls_under
from ombud.core.placing import HUMAN
from ombud.core.playbooks import playbook_of
from ombud.core.receipts import number_of
from ombud.core.vocabulary import ComplaintId, Lang, LookKind, Side, SubjectKind
from ombud.core.vocabulary import Outcome as Ended
from ombud.store import holding, packs, reversing, rows, situations, staying, subjects, texts


def zone_of(pack: Pack | None) -> ZoneInfo:
    """Return by whose clock somebody is told a moment: that of the place whose rules protect them, else the platform's."""
    return ZoneInfo((pack.zone if pack is not None else None) or settings.TIME_ZONE)


def zone_of_account(case: Case) -> ZoneInfo:
    """Return by whose clock the account is told a moment: of its own place if that is known, never of who complained."""
    law = case.law_of_account
    return zone_of(packs.by_digest(law.pack) if law is not None else None)


def pen_for(pack: Pack, lang: str, *, child: bool = False) -> Pen:
    """Return the pen for a reader's language, and for a child's words."""
    return Pen(pack, lang, zone_of(pack), Places(settings.OMBUD_URL), child)


def pen_to(complaint: Complaint, *, pack: Pack) -> Pen:
    """Return the pen for whoever complained, by the clock of their place whatever rules the words are from."""
    pen = pen_for(pack, complaint.received.locale, child=complaint.child)
    return replace(pen, zone=zone_of(packs.of_complaint(complaint)))


def pen_to_account(case: Case, *, pack: Pack) -> Pen:
    """Return the pen for the account behind a case: a child's words where the host, or whoever answered for it, says that it is one."""
    own = packs.for_account(case, pack)
    young = situations.is_childs(case) or bool(grading.said(case, Side.ACCOUNT))
    pen = pen_for(own, account_lang(case), child=young)
    return replace(pen, zone=zone_of_account(case))


def write(template: str, values: Mapping[str, str], *, pen: Pen) -> Rendered:
    """Fill a template of the pack; refuse while a mandatory field is empty."""
    return render(pen.pack.letters[template], lang=pen.lang, values=values, for_child=pen.child)


def is_appellant(case: Case, decision: Decision, *, side: Side, complaint: ComplaintId | None = None) -> bool:
    """Say whether this side, or this complainant, asked for the look that led to the decision."""
    asked = (one for one in case.appeals if one.decision == decision.no - 1 and one.side == side)
    own = {look.drawn.no for look in case.lessons.looks if look.drawn.kind == LookKind.BLIND}
    return any(
        complaint is None or one.complaint == complaint
        for one in asked
        if one.look not in own and one.again is None
    )


def translated(case: Case, complaint: Complaint, *, pen: Pen) -> Mapping[str, str]:
    """Return where to say that something was understood wrongly, for whoever wrote in a language that nobody here reads.

    Where somebody saw that there are no words in it, nothing was translated.
    """
    unread = complaint.lang == Lang.UND and not case.wordless
    return {"translated": pen.places.status(number_of(complaint.id, "C"))} if unread else {}


def by_team(case: Case, decision: Decision, *, pen: Pen) -> Mapping[str, str]:
    """Return when another team decided on a complaint about our own staff, or, where there was none, that no other did.

    Of whom it is about, and of which team, nothing; where nobody knows that neither is claimed.
    """
    said = next((fact for at, fact in reversed(case.team_said) if at <= decision.at), None)
    if case.code not in staffing.KINDS or said is None or not said.about:
        return {}
    return {"another_team" if said.elsewhere else "one_team": pen.moment(decision.at)}


def mended_by(case: Case, decision: Decision, *, pen: Pen) -> Mapping[str, str]:
    """Return by when a fault is mended, where the answer is the one that everybody has who met it."""
    issue, match = case.issue, case.match
    shared = match is not None and match.decision == decision.no
    return {"mended_by": pen.moment(issue.until)} if issue and shared and is_open(issue) else {}


def unexplained(case: Case, decision: Decision, *, pen: Pen) -> Mapping[str, str]:
    """Return by when the host had to say why it decided what falls here, and did not."""
    steps = (one for one in playbook_of(case, pen.pack).steps if OWES in one.when)
    silent = (
        case.host_silent and decision.proposal.appeal is None and decision.proposal.outcome == Ended.GRANTED
    )
    owed = [at for one in steps if (at := lapses_at(case, one)) is not None and at <= decision.at]
    return {"unexplained": pen.moment(min(owed))} if silent and owed else {}


def by_whom(
    case: Case,
    decision: Decision,
    complaint: Complaint,
    *,
    host: Mapping[str, Any] | None,
    is_theirs: bool,
    pen: Pen,
) -> Mapping[str, str]:
    """Return what the host had done, and when: by a machine, or by mistake; and when a person decided for who asked for one.

    Each is empty where it is not so; of the decision of the `host`'s only who is told what was done learns anything. Whoever's thing
    it is reads what the host did to it, also where nobody named a decision.
    """
    mine = is_appellant(case, decision, side=Side.COMPLAINANT, complaint=complaint.id)
    fell = mistaken(case, decision, host_at=host["at"] if host else None) if mine or host else None
    if host is None and is_theirs:
        host = still_done(case, decision)
    asked = any(HUMAN in part.said for part in complaint.parts if part.case == case.id)
    moments = {"mistaken": fell, "human": decision.at if asked else None}
    when = {name: pen.moment(at) if at else "" for name, at in moments.items()}
    return {**what_host_did(host, pen=pen), **when, "host_stands": _stays(case, decision, host, pen=pen)}


def _stays(case: Case, decision: Decision, host: Mapping[str, Any] | None, *, pen: Pen) -> str:
    """Return by which rule the host did what was found to be right, and for how long that holds or holds again, or when it ended."""
    if host is None or decision.proposal.outcome != Ended.REFUSED:
        return ""
    entry = pen.pack.clauses.get(host["clause"])
    rule = f"{host['clause']} {entry.title.say(pen.lang) if entry else ''}".strip()
    if any(order.host_decision == host["external"] for order in decision.orders):  # a grant fell
        lasts = end_of(host["effects"], made=host["at"], earlier=())
        return host_again(rule, lasts, pen.lang, zone=pen.zone, child=pen.child)
    until = _end(case, host["effects"], made=host["at"])
    if until is not None and until <= decision.at:
        return host_ended(rule, until, pen.lang, zone=pen.zone, child=pen.child)
    return host_stands(rule, until, pen.lang, zone=pen.zone, child=pen.child)


def _end(case: Case, effects: Iterable[Mapping[str, Any]], *, made: datetime) -> datetime | None:
    return end_of(effects, made=made, earlier=situations.snapshot(case).get("earlier") or ())


def still_done(case: Case, decision: Decision) -> Mapping[str, Any] | None:
    """Return what the host did to the thing that a complaint about us is about, if it stays: the last that was not given back.

    What was over before anybody complained is left out.
    """
    named = subjects.find(case.subject) if case.subject else None
    stays = decision.proposal.outcome == Ended.REFUSED and falls_under(case.code, ("UF",))
    if named is None or named.kind == SubjectKind.DECISION or not stays:
        return None
    rows = [one for one in reversing.told_of(named.id) if not reversing.is_given_back(one)]
    ends = ((one, _end(case, one.effects, made=one.at)) for one in rows)
    there = [one for one, end in ends if end is None or end > case.opened_at]
    return subjects.decision_of(there[-1].subject) if there else None


def what_host_did(host: Mapping[str, Any] | None, *, pen: Pen) -> Mapping[str, str]:
    """Return what a decision of the `host`'s did, and when it was made if a machine made it; each is empty where it is not so."""
    if host is None:
        return {"host_did": "", "machine": ""}
    did = pen.measures(dict.fromkeys(str(one["measure"]) for one in host["effects"]))
    return {"host_did": did, "machine": pen.moment(host["at"]) if host["automated"] else ""}


def by_host(case: Case, decision: Decision) -> Mapping[str, Any] | None:
    """Return the decision of the host's that was judged here: the one that is undone, else the one that the case is about."""
    named = subjects.find(case.subject) if case.subject else None
    undone = [one.host_decision for one in decision.proposal.measures if one.host_decision]
    if named is not None and undone:
        return subjects.decision_of(subjects.known_as(named.platform, SubjectKind.DECISION, undone[0]))
    return subjects.decision_of(named.id) if named else None


def appeal_until(
    case: Case, side: Side, *, complaint: ComplaintId | None = None, pack: Pack, now: datetime
) -> datetime | None:
    """Return until when this side may ask for another look; None after the last level.

    An account has as long as the law where it is gives, and never less than everybody in the case.
    """
    rule = pack.appeal(case.code)
    if side not in rule.sides or case.levels_of(complaint) > rule.levels:
        return None
    own = packs.for_account(case, pack).appeal(case.code).window if side is Side.ACCOUNT else rule.window
    return now + max(rule.window, own)


def opened(case: Case, decision: Decision) -> Mapping[UUID, str]:
    """Return the sealed words of a decision by their ids."""
    proposal = decision.proposal
    named = [proposal.for_account, proposal.for_complainant, proposal.why_not_lower]
    named += [finding.words for finding in proposal.findings]
    named += [proposal.unfounded.words] if proposal.unfounded else []
    return texts.read_many(case.id, [words.id for words in named if words is not None])


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What is so after a decision, whoever reads of it: what it `undone`, what is `kept` by another, what goes back, what stays."""

    undone: tuple[facts.Order, ...]
    kept: tuple[facts.Order, ...]
    back: tuple[str, ...]
    stays: tuple[Stays, ...]


def after(case: Case, decision: Decision) -> After:
    """Return it; once a decision, for all who read of it."""
    lifted = tuple(_undone(case))
    kept = tuple(
        order for order in lifted if holding.is_required_elsewhere(order, case_id=case.id, at=decision.at)
    )
    back, stays = staying.parted(case, decision)
    undone = tuple(order for order in lifted if order not in kept)
    return After(undone=undone, kept=kept, back=back, stays=stays)


def outcome(
    case: Case,
    decision: Decision,
    *,
    side: Side,
    letter: UUID,
    number: str,
    until: datetime | None,
    words: Mapping[UUID, str],
    left: After | None = None,
) -> Outcome:
    """Return a decision as one letter tells it; `left` where it was found out for several readers."""
    proposal, left = decision.proposal, left or after(case, decision)
    mine = proposal.for_account if side is Side.ACCOUNT else proposal.for_complainant
    return Outcome(
        number=number,
        letter=number_of(letter, "L"),
        code=case.code,
        side=side,
        proposal=proposal,
        reasons=_said(mine, words),
        findings=tuple(_said(finding.words, words) for finding in proposal.findings),
        why_not_lower=_said(proposal.why_not_lower, words),
        appeal_until=until,
        undone=tuple(order.measure for order in left.undone),
        kept=tuple(order.measure for order in left.kept) if side is Side.ACCOUNT else (),
        days=_days(case),
        at_once=_why_at_once(case, proposal.at_once),
        given_back=left.back,
        stays=left.stays,
        referred=_referred(case, decision),
        put_back=_put_back(case, decision) if side is Side.COMPLAINANT else (),
    )


def _referred(case: Case, decision: Decision) -> tuple[referring.Referral, ...]:
    """Return how far it is with what the decision refers outside; of the last one also what it took away of an earlier one."""
    pack, chosen = packs.of_case(case), (one.measure for one in decision.proposal.measures)
    gone = referring.dropped(case, pack=pack) if decision == case.decision else ()
    return (*referring.referrals(case, chosen, pack=pack), *gone)


def _put_back(case: Case, decision: Decision) -> tuple[str, ...]:
    """Return of which kinds the changes are that a decision takes back, as the host told of them."""
    taken = {one.target for one in decision.proposal.measures if one.measure == UNDO}
    named = subjects.find(case.subject) if taken and case.subject else None
    if named is None:
        return ()
    told = situations.snapshot(case).get("changes") or ()
    known = (
        (subjects.known_as(named.platform, subjects.CHANGE, str(one["id"])), str(one["kind"])) for one in told
    )
    return tuple(kind for target, kind in known if target in taken)


def _why_at_once(case: Case, reason: str | None) -> Text | None:
    """Return in words why nobody had to wait, by any law of the case."""
    known = (rule.at_once for rule, _ in rows.ahead(case))
    return next((said[reason] for said in known if reason in said), None) if reason else None


def _days(case: Case) -> Mapping[str, datetime]:
    """Return what waits, each for its day."""
    several = (past.announced for past in case.decisions if past.announced is not None)
    return {order.measure: one.at for one in several for order in one.orders}


def _said(words: facts.Words | None, known: Mapping[UUID, str]) -> str:
    return known.get(words.id, "") if words is not None else ""


def _undone(case: Case) -> Iterable[facts.Order]:
    """Yield what earlier decisions applied and was ordered undone."""
    for past in case.decisions[:-1]:
        for order in past.orders:
            if order.do == enforcement.APPLY and enforcement.lift_key(order.key) in case.orders:
                yield order


def account_lang(case: Case) -> str:
    """Return the language an account is written to in: the case's, else what is spoken where it is, or is judged."""
    if case.opened.lang in {"zh", "en"}:
        return case.opened.lang
    law = case.law_of_account or case.laws[0]
    return "zh" if law.jurisdiction == "CN" else "en"
