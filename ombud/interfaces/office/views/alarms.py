"""What must a person look at now?"""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.core.refusals import Refused
from ombud.interfaces.office.naming import alarm_words
from ombud.interfaces.office.room import LEADS, OUTSIDE, done, lang_of, room, sent, sent_id, show
from ombud.usecases.assign import assign
from ombud.usecases.begin_again import Period, begin_again
from ombud.usecases.clear_alarm import clear_alarm
from ombud.usecases.look_at_alarms import CLAUSE, FAULTY, FIRST, OUT_OF_LINE, AlarmSeen, Key, look_at_alarms
from ombud.usecases.look_at_clause import ClauseSeen, look_at_clause
from ombud.usecases.look_at_rule import RuleSeen, look_at_rule
from ombud.usecases.look_at_staff import look_at_staff
from ombud.usecases.pause_clause import pause_clause
from ombud.usecases.resume_clause import resume_clause
from ombud.usecases.stop_rule import stop_rule
from ombud.wire.days import first_moment, through
from ombud.wire.doors import Who
from ombud.wire.staff import me

OPENS = frozenset({Who.AUDITOR, Who.PRIVACY, Who.LEGAL})
"""Of those who are called outside the line, who has a desk from which a case opens."""


@room("alarms")
@require_safe
def alarms(request: HttpRequest) -> HttpResponse:
    """Show the open alarms, oldest first."""
    rows, following = look_at_alarms(after=_key(request))
    lang = lang_of(request)
    told = [
        (one, *alarm_words(one.kind, one.about, lang), _rule(one), *_clause(one, lang))
        for one in rows
        if _is_for(request, one)
    ]
    people = [(str(one.id), one.name) for one in look_at_staff() if one.present and one.lanes]
    user: Any = request.user
    opens = bool({*user.roles} & OPENS)
    older = f"?after={following[0].isoformat()}|{following[1]}".replace("+", "%2B") if following else ""
    return show(request, "alarms", now=here.now(), rows=told, people=people, older=older, opens=opens)


@room("alarms", who=LEADS | OUTSIDE, audit="alarm.cleared_by")
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Clear an alarm that has been dealt with."""
    clear_alarm(sent_id(request, "alarm"), by=me(request), now=here.now())
    return done(request, "alarms")


@room("alarms", who=LEADS | OUTSIDE, audit="Assigned")
@require_POST
def assign_now(request: HttpRequest) -> HttpResponse:
    """Give a case that nobody took to somebody who may have it; in S0 this opens what is sealed."""
    case = sent_id(request, "case")
    to = sent_id(request, "to")
    assign([case], to=to, reason=sent(request, "reason"), by=me(request), mint=here.mint, now=here.now())
    with suppress(Refused):  # the commit that gives a danger away has cleared its pages
        clear_alarm(sent_id(request, "alarm"), by=me(request), now=here.now())
    return done(request, "alarms")


@room("alarms", who=LEADS | {Who.POLICY}, audit="RulePaused")
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Have a rule of the host's stopped while it is looked at."""
    case, reason = sent_id(request, "case"), sent(request, "reason")
    stop_rule(case, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return done(request, "alarms")


@room("alarms", who=LEADS | {Who.POLICY}, audit="ClausePaused")
@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """Let nobody decide alone under a clause of ours while it is looked at."""
    case, said = sent_id(request, "case"), {name: sent(request, name) for name in ("clause", "reason")}
    pause_clause(case, **said, by=me(request), mint=here.mint, now=here.now())
    return done(request, "alarms")


@room("alarms", who=LEADS, audit="ClauseResumed")
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Let a clause be used as before."""
    clause, reason = sent(request, "clause"), sent(request, "reason")
    resume_clause(clause, reason=reason, by=me(request), mint=here.mint, now=here.now())
    return done(request, "alarms")


@room("alarms", who=LEADS, audit="AgainBegun")
@require_POST
def look_again(request: HttpRequest) -> HttpResponse:
    """Have every decision under a clause looked at again that still stands."""
    since, until = first_moment(sent(request, "since")), through(sent(request, "until"))
    said = {name: sent(request, name) for name in ("clause", "reason", "once_more")}
    period = Period(since=since, until=until)
    case = sent_id(request, "case")
    begin_again(case, **said, period=period, by=me(request), mint=here.mint, now=here.now())
    return done(request, "alarms")


def _clause(one: AlarmSeen, lang: str) -> tuple[ClauseSeen | None, str]:
    """Return what is known of the clause that an alarm is about, and what it is called."""
    if one.kind != CLAUSE:
        return None, ""
    seen = look_at_clause(one.about, now=here.now())
    return seen, seen.title.say(lang) if seen.title else ""


def _rule(one: AlarmSeen) -> RuleSeen | None:
    """Return what is known of the rule that an alarm is about."""
    return look_at_rule(one.owner, now=here.now()) if one.kind == FAULTY else None


def _is_for(request: HttpRequest, one: AlarmSeen) -> bool:
    """Say whether a reader sees an alarm.

    Who was called outside the line sees that one; leads and the operator all others; who answers for the rules, what a rule or clause did.
    """
    user: Any = request.user
    if one.kind in OUT_OF_LINE:
        return one.to_role in user.roles
    if one.kind in {FAULTY, CLAUSE} and "policy" in user.roles:
        return True
    return bool({"lead", "operator"} & {*user.roles})


def _key(request: HttpRequest) -> Key:
    said = request.GET.get("after")
    if not said:
        return FIRST
    try:
        at, alarm = said.split("|")
        return datetime.fromisoformat(at), UUID(alarm)
    except ValueError as error:
        raise Http404 from error
