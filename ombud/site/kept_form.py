"""The page that gives back what was sent after the log-in had ended; nothing is done with it before it is sent again."""

import re
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from ombud.adapters import here
from ombud.wire.doors import Csrf, Rate, Who, door
from ombud.wire.kept import kept_for
from ombud.wire.staff import me, staff_only

EVERYBODY: Final = frozenset(who for who in Who if who not in {Who.ANYONE, Who.COMPLAINANT, Who.ACCOUNT})
_CODE: Final = re.compile(r"[A-Za-z0-9_.:+-]*")


def _show(request: HttpRequest) -> HttpResponseBase:
    """Show every word that was written, to be read again and sent; the rest of the form goes along unseen."""
    kept = kept_for(request, writer=me(request), now=here.now())
    if kept is None:
        return redirect("/work/")
    words = [field for field in kept.fields if not _CODE.fullmatch(field[1])]
    rest = [field for field in kept.fields if _CODE.fullmatch(field[1])]
    shown: dict[str, Any] = {"kept": kept, "words": words, "rest": rest}
    return render(request, "account/kept.html", shown)


show: Final = door(who=set(EVERYBODY), csrf=Csrf.READS, rate=Rate.STAFF)(staff_only(_show, who=EVERYBODY))
