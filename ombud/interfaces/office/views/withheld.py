"""Which letters are held back, and until when?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.core.vocabulary import Side
from ombud.interfaces.office.room import ROOMS, done, lang_of, room, sent, sent_id, show
from ombud.usecases.look_at_withheld import look_at_withheld
from ombud.usecases.read_pack import read_pack
from ombud.usecases.release import release
from ombud.usecases.withhold import withhold
from ombud.wire.doors import Who
from ombud.wire.progress import letter_title
from ombud.wire.staff import me

APPROVERS = ROOMS["letters"] - {Who.AUDITOR}


@room("letters")
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Show the letters held back, with the grounds of the pack."""
    lang = lang_of(request)
    grounds = [(key, ground.title.say(lang)) for key, ground in read_pack("CN").grounds.items()]
    rows = [(one, letter_title(one.template, lang)) for one in look_at_withheld()]
    return show(request, "letters", now=here.now(), rows=rows, grounds=grounds)


@room("letters", who=APPROVERS, audit="Withheld")
@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Go on holding a side's letters back, on a ground, until a new review date."""
    side, ground = _side(request), sent(request, "ground")
    withhold(sent_id(request, "case"), side=side, ground=ground, approver=me(request), now=here.now())
    return done(request, "letters")


@room("letters", who=APPROVERS, audit="Released")
@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    """Send what was held back."""
    release(sent_id(request, "case"), side=_side(request), by=me(request), now=here.now())
    return done(request, "letters")


def _side(request: HttpRequest) -> Side:
    return Side.ACCOUNT if sent(request, "side") == Side.ACCOUNT else Side.COMPLAINANT
