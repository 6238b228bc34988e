"""The rules as they are published: clauses, measures, times and where they come from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from ombud.adapters.checkpoints import shelf
from ombud.core.pack.activation import Verdict
from ombud.core.pack.differing import Change
from ombud.core.pack.promises import ClockRule
from ombud.core.pack.types import Abuse, HelpLine, Misuse, Obligation, Pack, Repeat, Route
from ombud.interfaces.portal.course import course, playbooks
from ombud.interfaces.portal.pages import PLACES, lang_of, page, place_of
from ombud.look.dates import amounts, length
from ombud.look.sources import cited
from ombud.look.words import say
from ombud.usecases.look_at_checkpoint import look_at_checkpoint
from ombud.usecases.look_at_packs import look_at_packs
from ombud.usecases.read_pack import read_pack
from ombud.wire import changes, duties
from ombud.wire.doors import Csrf, Rate, Who, door

FOR_STAFF: Final = "playbooks."
"""Where the words for staff stand, which would help somebody to get around them."""


@door(who={Who.ANYONE}, csrf=Csrf.READS, rate=Rate.PAGE)
def rules(request: HttpRequest) -> HttpResponse:
    """Show the pack in force for one place."""
    lang, place = lang_of(request), place_of(request)
    pack, sealed = read_pack(place), look_at_checkpoint(shelf(settings.OMBUD_HOME))
    tabs = [
        {"text": say(f"portal.place.{one}", lang), "href": f"/rules/?place={one}", "current": one == place}
        for one in PLACES
    ]
    return page(
        request,
        "rules",
        personal=False,
        pack=pack,
        tabs=tabs,
        course=course(pack, lang),
        playbooks=playbooks(pack, lang),
        clauses=[(one.id, one.title.say(lang), one.text.say(lang)) for one in pack.clauses.values()],
        measures=_measures(pack, lang),
        repeats=[_repeat(one, pack, lang) for one in pack.repeats.values()],
        spared=[one.why.say(lang) for one in pack.spared.values()],
        conduct=[
            (name, said) for name in ("misuse", "abuse") if (said := _conduct(pack, name, lang)) is not None
        ],
        clocks=[_clock(rule, lang) for rule in pack.clocks.values()],
        duties=[_duty(one, pack, lang) for one in pack.obligations.values()],
        history=_history(place, lang),
        publishes=place if any(one.publish_for for one in pack.categories.values()) else "",
        checkpoint=None if sealed is None else sealed[0],
        routes=[_outside(one, one.text.say(lang), lang) for one in pack.external_routes.values()],
        numbers=[_outside(one, one.number, lang) for one in pack.help_lines.values()],
    )


@door(who={Who.ANYONE}, csrf=Csrf.READS, rate=Rate.PAGE)
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """Give the newest signed checkpoint of the ledgers to whoever wants to keep it."""
    sealed = look_at_checkpoint(shelf(settings.OMBUD_HOME))
    if sealed is None:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="{sealed[0].no:06d}.txt"'}
    return HttpResponse(sealed[1], content_type="text/plain; charset=us-ascii", headers=named)


def _history(place: str, lang: str) -> list[dict[str, Any]]:
    """Return what came into force since this house began, newest first; who signed stays in the house."""
    seen = look_at_packs(place)
    signed = [
        {
            "at": one.proposal.verdict_at,
            "why": one.proposal.why.say(lang),
            "applies": say(f"portal.rules.applies.{one.proposal.applies_to}", lang),
            "count": len(one.changes),
            "changes": changes.told(_public(one.changes), lang),
        }
        for one in seen.history
        if one.proposal.verdict is Verdict.SIGNED
    ]
    turned = [
        {
            "at": one.at,
            "why": say("portal.rules.turned", lang),
            "applies": say("portal.rules.applies.new", lang),
            "count": len(one.changes or ()),
            "changes": changes.told(_public(one.changes or ()), lang),
        }
        for one in seen.turned
    ]
    return sorted((*signed, *turned), key=lambda one: str(one["at"]), reverse=True)


def _public(several: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes as the public may read them: of what staff are told to do, only where it changed."""
    for one in several:
        yield replace(one, before=None, after=None) if one.where.startswith(FOR_STAFF) else one


def _measures(pack: Pack, lang: str) -> list[tuple[str, str, str]]:
    rows = []
    for measure in pack.measures.values():
        note = ""
        if measure.limit is not None:
            note = say("portal.rules.protective", lang, time=length(measure.limit, lang))
        elif measure.lasts is not None:
            note = say("portal.rules.lasts", lang, time=length(measure.lasts, lang))
        elif measure.protective:
            note = say("portal.rules.protective_short", lang)
        rows.append((measure.code, measure.title.say(lang), note))
    return rows


def _repeat(rule: Repeat, pack: Pack, lang: str) -> dict[str, Any]:
    """Return what somebody faces who does one thing again and again, and which law asks for such a rule."""
    rung = pack.measures[rule.measure]
    lasts = next((one.lasts for one in pack.measures.values() if one.lasts is not None), None)
    return {
        "text": say(
            "portal.rules.repeat", lang, n=rule.strikes, kind=rule.kind.say(lang), rung=rung.title.say(lang)
        ),
        "lasts": say("portal.rules.repeat_lasts", lang, time=length(lasts, lang)) if lasts else "",
        "note": rule.note.say(lang),
        "source": cited(rule.source, lang),
        "verify": rule.source.confidence == "verify",
    }


def _conduct(pack: Pack, name: str, lang: str) -> dict[str, Any] | None:
    """Return what follows for unfounded notices, or for abuse of staff, with examples; a pack of old says nothing of it."""
    rule: Misuse | Abuse = getattr(pack, name)
    source = pack.sources.get(name)
    if rule.policy is None or source is None:
        return None
    return {
        "policy": rule.policy.say(lang),
        "examples": [one.say(lang) for one in rule.examples],
        "source": cited(source, lang),
        "own": source.confidence == "own",
        "verify": source.confidence == "verify",
    }


def _duty(duty: Obligation, pack: Pack, lang: str) -> dict[str, Any]:
    """Return a duty and, beside the law's own word for how soon, the target times that we publish for it."""
    names = (name.removeprefix("clocks.") for name in duty.kept_by if name.startswith("clocks."))
    rules = (pack.clocks[name] for name in names)
    targets = [_clock(rule, lang) for rule in rules if rule.phrase is not None or not rule.statutory]
    return {**duties.told(duty, lang), "targets": targets}


def _outside(one: Route | HelpLine, text: str, lang: str) -> dict[str, object]:
    """Return a way out of the house, or a number, with where and when it was looked up; a pack of old may not know."""
    said: dict[str, object] = {"title": one.title.say(lang), "text": text, "source": ""}
    if one.source is None:
        return said
    source = cited(one.source, lang)
    return {
        **said,
        "source": source,
        "on": one.source.checked_on,
        "verify": one.source.confidence == "verify",
    }


def _clock(rule: ClockRule, lang: str) -> dict[str, object]:
    return {
        "note": rule.note.say(lang),
        "phrase": rule.phrase.say(lang) if rule.phrase else "",
        "amounts": amounts(rule, lang),
        "source": cited(rule.source, lang),
        "own": rule.source.confidence == "own",
        "verify": rule.source.confidence == "verify",
    }
