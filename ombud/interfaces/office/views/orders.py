"""What never got through to the host or to a person?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId
from ombud.interfaces.office.naming import measure_words
from ombud.interfaces.office.room import LEADS, done, lang_of, room, sent, sent_id, show
from ombud.usecases.look_at_orders import look_at_orders
from ombud.usecases.override_order import override_order
from ombud.usecases.revive_order import revive_order
from ombud.wire.progress import letter_title
from ombud.wire.staff import me


@room("orders")
@require_safe
def dead(request: HttpRequest) -> HttpResponse:
    """Show dead orders and letters."""
    found, lang = look_at_orders(), lang_of(request)
    return show(
        request,
        "orders",
        now=here.now(),
        dead_orders=[(one, measure_words(one.measure, lang), _number(one.case_id)) for one in found.orders],
        dead_letters=[(one, letter_title(one.template, lang), _number(one.case_id)) for one in found.letters],
    )


def _number(case: CaseId | None) -> str:
    """Return the number of the case that something is of."""
    return number_of(case, "K") if case else ""


@room("orders", who=LEADS, audit="host_order")
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Try once more, with all the tries before it."""
    revive_order(sent(request, "key"), by=me(request), now=here.now())
    return done(request, "orders")


@room("orders", who=LEADS, audit="Overridden")
@require_POST
def override(request: HttpRequest) -> HttpResponse:
    """Give it up, with a reason."""
    override_order(
        sent_id(request, "case"),
        key=sent(request, "key"),
        reason=sent(request, "reason"),
        by=me(request),
        mint=here.mint,
        now=here.now(),
    )
    return done(request, "orders")
