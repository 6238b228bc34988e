"""What is learned, and is it kept? Tasks, overturns, blind looks, what complainants say; never a person's figures."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.core.agreement import Agreement, Share
from ombud.core.intake import HOME
from ombud.core.lessons import Opinion
from ombud.core.preventing import FOUND_TO_HOLD
from ombud.interfaces.office.naming import kind_words, measure_words
from ombud.interfaces.office.room import done, lang_of, room, sent, sent_id, show
from ombud.look.words import say
from ombud.usecases.check_task import check_task
from ombud.usecases.finish_task import finish_task
from ombud.usecases.look_at_learning import DisputeSeen, Drawn, Rated, TaskSeen, look_at_learning
from ombud.usecases.read_pack import read_pack
from ombud.usecases.settle_look import settle_look
from ombud.wire.doors import Who
from ombud.wire.forms import either
from ombud.wire.staff import me

MENDERS: Final = frozenset({Who.LEAD, Who.POLICY, Who.OPERATOR, Who.LEGAL})
"""Whose work a cause can be; the task itself says whose it is."""
TONES: Final = {"open": "amber", "done": "blue"}


@room("learning")
@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    """Show what is to be mended and how often decisions stand."""
    seen, lang, now = look_at_learning(now=here.now()), lang_of(request), here.now()
    user: Any = request.user
    return show(
        request,
        "learning",
        now=now,
        mends=bool(MENDERS & {*user.roles}),
        tasks=[_task(one, lang, now=now) for one in seen.tasks],
        disputes=[_dispute(one, lang) for one in seen.disputes],
        overturns=[(_family(family, lang), _share(one, lang)) for family, one in seen.overturns],
        lapses=[(say(f"look.lapse.{lapse}", lang), n, "blue") for lapse, n in seen.lapses],
        causes=[(_cause_at(cause, clause, lang), n, "blue") for cause, clause, n in seen.causes],
        agreements=_agreements(seen.whole, seen.strata, lang),
        rated=[_rated(one, lang) for one in seen.rated],
    )


@room("learning", who=MENDERS, audit="TaskDone")
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """Say what was changed."""
    case, no = sent_id(request, "case"), _no(request)
    finish_task(case, no=no, text=sent(request, "text"), by=me(request), mint=here.mint, now=here.now())
    return done(request, "learning")


@room("learning", who=MENDERS, audit="TaskChecked")
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Say whether it holds."""
    check_task(
        sent_id(request, "case"),
        no=_no(request),
        found=sent(request, "held"),
        text=sent(request, "text"),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return done(request, "learning")


@room("learning", who=frozenset({Who.LEAD}), audit="LookSettled, Appealed")
@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Keep a decision that two judge differently, or open its case again."""
    settle_look(
        sent_id(request, "case"),
        no=_no(request),
        reopens=either(sent(request, "reopens"), yes="reopen", no="keep"),
        text=sent(request, "text"),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return done(request, "learning")


def _no(request: HttpRequest) -> int:
    said = sent(request, "no")
    return int(said) if said.isdecimal() and len(said) < 6 else 0  # noqa: PLR2004 - no case has so many


def _task(one: TaskSeen, lang: str, *, now: Any) -> dict[str, Any]:
    line = one.line
    pack = read_pack(HOME)
    owner = pack.owners.get(line.owner)
    by = line.check_at or line.due_at
    return {
        "it": one,
        "cause": _cause(line.cause, lang),
        "clause": _clause(line.clause, lang),
        "owner": owner.title.say(lang) if owner else line.owner,
        "state": say(f"office.learning.state.{line.state}", lang),
        "tone": TONES.get(line.state, ""),
        "open": line.state == "open",
        "by": by,
        "late": by <= now,
        "choices": [
            (name, say(f"office.learning.{name}", lang))
            for name in one.may_find
            if name != FOUND_TO_HOLD or (line.check_at is not None and line.check_at <= now)
        ],
    }


def _cause(cause: str, lang: str) -> str:
    known = read_pack(HOME).causes.get(cause)
    return known.title.say(lang) if known else cause


def _clause(clause: str, lang: str) -> str:
    known = read_pack(HOME).clauses.get(clause)
    return f"{clause} {known.title.say(lang)}" if known else clause


def _cause_at(cause: str, clause: str, lang: str) -> str:
    return " · ".join(part for part in (_cause(cause, lang), _clause(clause, lang)) if part)


def _family(family: str, lang: str) -> str:
    return f"{family} {kind_words(family, lang)}"


def _dispute(one: DisputeSeen, lang: str) -> dict[str, Any]:
    second = one.look.second
    return {
        "it": one,
        "first": _opinion(one.look.first, lang),
        "second": _opinion(second, lang) if second else "",
        "choices": [(name, say(f"office.learning.{name}", lang)) for name in ("keep", "reopen")],
    }


def _opinion(one: Opinion, lang: str) -> str:
    rung = f"{one.rung} {measure_words(one.rung, lang)}" if one.rung else ""
    parts = (say(f"office.learning.outcome.{one.outcome}", lang), _clause(one.clause or "", lang), rung)
    return " · ".join(part for part in parts if part)


def _percent(n: float) -> str:
    return f"{100 * n:.0f}"


def _share(one: Share, lang: str) -> dict[str, Any]:
    if not one.n:
        return {"k": one.k, "n": one.n, "said": say("office.learning.nobody", lang), "percent": 0}
    said = say(
        "office.learning.share",
        lang,
        percent=_percent(one.k / one.n),
        low=_percent(one.low),
        high=_percent(one.high),
    )
    return {"k": one.k, "n": one.n, "said": said, "percent": round(100 * one.k / one.n)}


def _agreements(whole: Drawn | None, strata: tuple[Drawn, ...], lang: str) -> list[dict[str, Any]]:
    several = () if whole is None else (whole, *strata)
    return [
        {"name": _stratum(one.stratum, lang), "drawn": one.drawn, **_agrees(one.agrees)} for one in several
    ]


def _agrees(one: Agreement | None) -> dict[str, Any]:
    """Return how far two agree; of none that was answered only that."""
    if one is None:
        return {"n": 0, "percent": "", "kappa": _figure(None), "ac1": _figure(None)}
    return {
        "n": one.n,
        "percent": _percent(one.observed),
        "kappa": _figure(one.kappa),
        "ac1": _figure(one.ac1),
    }


def _stratum(name: str, lang: str) -> str:
    """Return which cases those are, and which share of them the rules draw now."""
    if not name:
        return say("office.learning.all", lang)
    known = read_pack(HOME).learning.strata.get(name)
    said = say(f"office.learning.stratum.{name[2:]}", lang)
    return say("office.learning.share_of", lang, which=said, n=f"{known.share / 100:g}") if known else said


def _figure(n: float | None) -> str:
    return "–" if n is None else f"{n:.2f}"


def _rated(one: Rated, lang: str) -> dict[str, Any]:
    return {
        "outcome": say(f"office.learning.outcome.{one.outcome}", lang),
        "told": one.told,
        **{name: _share(getattr(one, name), lang) for name in ("solved", "heard", "clear")},
    }
