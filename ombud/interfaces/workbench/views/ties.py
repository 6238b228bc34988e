"""My ties: which accounts are mine, or somebody's whom I know?"""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ombud.adapters import here
from ombud.core.refusals import Refused
from ombud.core.vocabulary import Bond
from ombud.interfaces.workbench.desk import WORKERS, lang_of, seat
from ombud.interfaces.workbench.views.home import bar
from ombud.look.words import say
from ombud.usecases.declare_tie import declare_tie
from ombud.usecases.look_at_desk import look_at_desk
from ombud.usecases.look_at_ties import look_at_ties
from ombud.wire.doors import Csrf
from ombud.wire.problems import status_of
from ombud.wire.refusals import words_of
from ombud.wire.staff import me

BONDS: Final = tuple(one.value for one in Bond)


@seat(who=WORKERS, csrf=Csrf.FORM, audit="tie.declared_by")
@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: HttpRequest) -> HttpResponse:
    """Show what I declared, and let me declare more; only a lead ends a tie."""
    if request.method != "POST":
        return _draw(request)
    account, bond = request.POST.get("account", ""), request.POST.get("bond", "")
    try:
        declare_tie(me(request), account=account, bond=bond, by=me(request), now=here.now())
    except Refused as no:
        return _draw(request, no, account=account, bond=bond)
    messages.success(request, say("workbench.ties.done", lang_of(request)))
    return redirect("workbench:ties")


def _draw(
    request: HttpRequest, no: Refused | None = None, *, account: str = "", bond: str = ""
) -> HttpResponse:
    lang = lang_of(request)
    context = {
        **bar(look_at_desk(by=me(request), now=here.now()), lang, now=here.now()),
        "ties": look_at_ties(me(request), by=me(request)),
        "bonds": [(one, say(f"staff.bond.{one}", lang)) for one in BONDS],
        "account": account,
        "bond": bond or Bond.SELF.value,
        "wrong": words_of(no, lang) if no else "",
    }
    return render(request, "workbench/ties.html", context, status=status_of(no).value if no else 200)
