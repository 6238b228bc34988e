"""What is in force, what waits to be signed, what was in force before: the rules of one place through time."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.adapters.policies import jurisdictions
from ombud.core.pack.activation import AppliesTo, Verdict
from ombud.core.pack.types import Pack, Text
from ombud.interfaces.office.naming import kind_words
from ombud.interfaces.office.room import done, lang_of, room, sent, sent_id, show
from ombud.look.words import say
from ombud.usecases.look_at_packs import Packs, Turn, Waiting, look_at_packs
from ombud.usecases.propose_pack import propose_pack
from ombud.usecases.settle_pack import settle_pack
from ombud.wire import changes
from ombud.wire.doors import Who
from ombud.wire.staff import me


@room("pack")
@require_safe
def history(request: HttpRequest, place: str) -> HttpResponse:
    """Show what is in force in one place, what waits, and what was."""
    if place not in jurisdictions():
        raise Http404
    lang, seen, by = lang_of(request), look_at_packs(place), me(request)
    return show(
        request,
        "changes",
        place=place,
        places=_tabs(place, lang),
        seen=seen,
        coming=_turn(seen.coming, lang) if seen.coming else None,
        later=_turn(seen.waiting.coming, lang) if seen.waiting and seen.waiting.coming else None,
        turned=[_turn(one, lang) for one in seen.turned],
        overrides=_overrides(seen.in_force, lang),
        waiting=_waiting(seen.waiting, by, lang) if seen.waiting else None,
        history=[(one, changes.told(one.changes, lang), one.proposal.why.say(lang)) for one in seen.history],
        candidates=_candidates(seen, lang),
        applies=[(one.value, say(f"office.changes.applies.{one}", lang)) for one in AppliesTo],
    )


@room("pack", who=frozenset({Who.POLICY}), audit="pack_proposal", page="pack_changes")
@require_POST
def put_forward(request: HttpRequest, place: str) -> HttpResponse:
    """Propose a kept pack."""
    applies_to = sent(request, "applies_to")
    if applies_to not in set(AppliesTo):
        raise Http404
    propose_pack(
        sent(request, "digest"),
        applies_to=AppliesTo(applies_to),
        why=Text(zh=sent(request, "why_zh"), en=sent(request, "why_en")),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return done(request, "pack_changes", place)


@room("pack", who=frozenset({Who.LEAD, Who.POLICY}), audit="pack_verdict", page="pack_changes")
@require_POST
def settle(request: HttpRequest, place: str) -> HttpResponse:
    """Sign or decline what waits."""
    verdict = Verdict.SIGNED if sent(request, "verdict") == Verdict.SIGNED else Verdict.DECLINED
    settle_pack(sent_id(request, "proposal"), verdict=verdict, by=me(request), now=here.now())
    return done(request, "pack_changes", place)


def _tabs(place: str, lang: str) -> list[dict[str, Any]]:
    return [
        {
            "text": say(f"portal.place.{one}", lang),
            "href": f"/office/pack/{one}/changes/",
            "current": one == place,
        }
        for one in jurisdictions()
    ]


def _waiting(waiting: Waiting, by: UUID, lang: str) -> dict[str, Any]:
    return {
        "proposal": waiting.proposal,
        "by": waiting.by,
        "mine": waiting.proposal.by == by,
        "why": waiting.proposal.why.say(lang),
        "applies": say(f"office.changes.applies.{waiting.proposal.applies_to}", lang),
        "changes": changes.told(waiting.changes, lang),
        "count": len(waiting.changes),
        "version": waiting.pack.version,
        "overrides": _overrides(waiting.pack, lang),
        "touched": [(kind_words(code, lang), count) for code, count in waiting.touched],
        "cases": sum(count for _, count in waiting.touched),
        "newest": waiting.newest,
    }


def _turn(one: Turn, lang: str) -> dict[str, Any]:
    known = one.changes is not None
    return {
        "day": one.day,
        "known": known,
        "count": len(one.changes or ()),
        "changes": changes.told(one.changes or (), lang),
    }


def _overrides(pack: Pack, lang: str) -> list[dict[str, str]]:
    return [
        {"what": f"{one.entry}: {', '.join(one.keys)}", "by": one.approved_by, "why": one.why.say(lang)}
        for one in pack.overrides.values()
    ]


def _candidates(seen: Packs, lang: str) -> list[tuple[str, str]]:
    """Return the packs that may be proposed, each with what is known about it."""
    past = {one.proposal.digest for one in seen.history if one.proposal.verdict is Verdict.SIGNED}
    return [
        (
            one.digest,
            say(
                "office.changes.was" if one.digest in past or one.golden is None else "office.changes.kept",
                lang,
                version=one.version,
                digest=one.digest[:12],
                n=one.golden or 0,
            ),
        )
        for one in seen.candidates
    ]
