"""Who is here, what may they take, and what lies on an absent person's desk?"""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.core.vocabulary import SPOKEN, Bond
from ombud.interfaces.office.naming import certificate_words, kind_words, lane_words
from ombud.interfaces.office.room import done, lang_of, room, sent, sent_id, show, zone_of
from ombud.look.words import say
from ombud.usecases.assign import assign
from ombud.usecases.declare_tie import declare_tie
from ombud.usecases.end_tie import end_tie
from ombud.usecases.grant import grant
from ombud.usecases.join_team import join_team
from ombud.usecases.look_at_staff import look_at_person, look_at_staff
from ombud.usecases.look_at_ties import look_at_ties
from ombud.usecases.reach import reach
from ombud.usecases.set_languages import set_languages
from ombud.usecases.train import LANES, train
from ombud.wire.days import through
from ombud.wire.staff import me

LASTS = timedelta(days=180)
"""How long a certificate is good where no day is named."""


@room("staff")
@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Show everybody, by user name and nothing else."""
    return show(request, "staff", now=here.now(), people=look_at_staff())


@room("staff")
@require_safe
def person(request: HttpRequest, agent: UUID) -> HttpResponse:
    """Show one person: lanes, cases in hand, the week's dose."""
    now, lang = here.now(), lang_of(request)
    seen = look_at_person(agent, now=now)
    return show(
        request,
        "person",
        now=now,
        seen=seen,
        cases=[(one, kind_words(one.code, lang)) for one in seen.cases],
        lanes=[(*line, line[-1] < now) for line in certificate_words(seen.lanes, lang)],
        lasts=(now + LASTS).astimezone(zone_of(request)).date().isoformat(),
        every=[(lane, lane_words(lane, lang)) for lane in LANES],
        others=[("", say("office.staff.queue", lang))]
        + [
            (str(one.id), one.name)
            for one in look_at_staff()
            if one.id != agent and one.lanes and one.present
        ],
        dose=[round(day) for day in seen.dose],
        is_me=agent == me(request),
        spoken=[(one, say(f"office.spoken.in_{one}", lang)) for one in sorted(SPOKEN)],
        teams=" · ".join(sorted({one.team for one in look_at_staff() if one.team})),
        ties=look_at_ties(agent, by=me(request)),
        bonds=[(one.value, say(f"staff.bond.{one.value}", lang)) for one in Bond],
    )


@room("staff", audit="Returned, Assigned", page="person")
@require_POST
def move(request: HttpRequest, agent: UUID) -> HttpResponse:
    """Take back the cases of somebody in one act, for the queue or for somebody else."""
    seen = look_at_person(agent, now=here.now())
    chosen = set(request.POST.getlist("case"))
    cases = [one.id for one in seen.cases if str(one.id) in chosen]
    to = sent_id(request, "to") if sent(request, "to") else None
    assign(cases, to=to, reason=sent(request, "reason"), by=me(request), mint=here.mint, now=here.now())
    return done(request, "person", agent)


@room("staff", audit="certificate", page="person")
@require_POST
def certify(request: HttpRequest, agent: UUID) -> HttpResponse:
    """Certify somebody for lanes through a day; one that is past ends the certificate."""
    now = here.now()
    until = through(sent(request, "until")) or now + LASTS
    train(agent, lanes=request.POST.getlist("lane"), until=until, by=me(request), now=now)
    return done(request, "person", agent)


@room("staff", audit="Granted", page="person")
@require_POST
def open_sealed(request: HttpRequest, agent: UUID) -> HttpResponse:
    """Let somebody open the sealed material of a case they hold."""
    grant(
        sent_id(request, "case"),
        to=agent,
        reason=sent(request, "reason"),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return done(request, "person", agent)


@room("staff", audit="staff.email, staff.phone", page="person")
@require_POST
def keep_reach(request: HttpRequest, agent: UUID) -> HttpResponse:
    """Write down how somebody is reached."""
    reach(agent, email=sent(request, "email"), phone=sent(request, "phone"), by=me(request))
    return done(request, "person", agent)


@room("staff", audit="tie.declared_by", page="person")
@require_POST
def tie(request: HttpRequest, agent: UUID) -> HttpResponse:
    """Declare a tie of somebody."""
    account, bond = sent(request, "account"), sent(request, "bond")
    declare_tie(agent, account=account, bond=bond, by=me(request), now=here.now())
    return done(request, "person", agent)


@room("staff", audit="tie.ended_by", page="person")
@require_POST
def untie(request: HttpRequest, agent: UUID) -> HttpResponse:
    """End a tie of somebody."""
    subject, reason = sent_id(request, "subject"), sent(request, "reason")
    end_tie(agent, subject=subject, reason=reason, by=me(request), now=here.now())
    return done(request, "person", agent)


@room("staff", audit="team_move.by", page="person")
@require_POST
def team(request: HttpRequest, agent: UUID) -> HttpResponse:
    """Write down in which team somebody is."""
    join_team(agent, team=sent(request, "team"), by=me(request), now=here.now())
    return done(request, "person", agent)


@room("staff", audit="staff.languages", page="person")
@require_POST
def speak(request: HttpRequest, agent: UUID) -> HttpResponse:
    """Write down in which languages somebody works."""
    set_languages(agent, languages=request.POST.getlist("language"), by=me(request))
    return done(request, "person", agent)
