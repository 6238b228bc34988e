"""Which letters are held back, and until when?"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.core.pack.promises import Ground
from ombud.core.vocabulary import Side
from ombud.interfaces.office.room import ROOMS, done, lang_of, room, sent, sent_id, show
from ombud.look.sources import cited
from ombud.look.words import say
from ombud.usecases.answer_silence import answer_silence
from ombud.usecases.enter_silence import SAID, enter_silence
from ombud.usecases.look_at_withheld import Waits, look_at_silences, look_at_withheld
from ombud.usecases.release import release
from ombud.usecases.withhold import withhold
from ombud.wire.days import through
from ombud.wire.doors import Who
from ombud.wire.forms import either
from ombud.wire.progress import letter_title
from ombud.wire.staff import me

APPROVERS = ROOMS["letters"] - {Who.AUDITOR}
COUNSEL = frozenset({Who.LEGAL})
"""Whose word an authority's request for silence takes first."""


@room("letters")
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Show the letters held back, each with the grounds of its case's places."""
    lang = lang_of(request)
    rows = [
        (one, letter_title(one.template, lang), _options(seen, lang), seen.why)
        for one, seen in look_at_withheld()
    ]
    silences = [
        (
            one,
            _ground(one.waits.grounds, one.ground, lang),
            _options(one.waits, lang),
            _asked(one.waits, lang),
        )
        for one in look_at_silences()
    ]
    return show(request, "letters", now=here.now(), rows=rows, silences=silences, said=SAID)


@room("letters", who=COUNSEL, audit="Withheld")
@require_POST
def silence(request: HttpRequest) -> HttpResponse:
    """Write down that an authority asks for silence, whether or not a letter waits."""
    enter_silence(
        sent(request, "number"),
        said={one: sent(request, one) for one in SAID},
        until=through(sent(request, "silent_until")),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return done(request, "letters")


@room("letters", who=APPROVERS, audit="SilenceAnswered")
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Say as a second person whether that request is real."""
    answer_silence(
        sent_id(request, "case"),
        agreed=either(sent(request, "do"), yes="agree", no="disagree"),
        why=sent(request, "silence_wrong"),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return done(request, "letters")


@room("letters", who=APPROVERS, audit="Withheld")
@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Go on holding a side's letters back, on a ground, until a new review date, and say why."""
    withhold(
        sent_id(request, "case"),
        side=_side(request),
        ground=sent(request, "ground"),
        why=sent(request, "reason"),
        until=through(sent(request, "silent_until")),
        approver=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return done(request, "letters")


@room("letters", who=APPROVERS, audit="Released")
@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    """Send what was held back."""
    release(sent_id(request, "case"), side=_side(request), by=me(request), now=here.now())
    return done(request, "letters")


def _options(seen: Waits, lang: str) -> list[tuple[str, str]]:
    return [(key, _named(one, lang)) for key, one in seen.grounds.items() if not one.ordered]


def _asked(seen: Waits, lang: str) -> list[tuple[str, str]]:
    """Return what was written down of an authority's request, each by its name; nothing where it was said in other words."""
    said = seen.why.split("\n")
    names = [say(f"office.silence.{name}", lang) for name in SAID]
    return list(zip(names, said, strict=True)) if len(said) == len(names) else []


def _ground(grounds: Mapping[str, Ground], ground: str, lang: str) -> str:
    return _named(grounds[ground], lang) if ground in grounds else ground


def _named(ground: Ground, lang: str) -> str:
    """Return a ground with the law it rests on, where one of the case's places has one."""
    title = ground.title.say(lang)
    return f"{title} · {cited(ground.source, lang)}" if ground.source else title


def _side(request: HttpRequest) -> Side:
    return Side.ACCOUNT if sent(request, "side") == Side.ACCOUNT else Side.COMPLAINANT
