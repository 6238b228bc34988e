"""How does a page remember for half an hour who proved what? By a signed cookie that names one thing and no code."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse

SHORT: Final = 30 * 60
"""Seconds after which a page opened with a code closes, counted from the last visit."""
HOUR: Final = 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What a cookie lets its bearer see: one complaint, one letter or one receipt."""

    name: str
    path: str
    seconds: int

    def give(self, request: HttpRequest, response: HttpResponse, holds: dict[str, Any]) -> None:
        """Hand out the pass, or prolong it."""
        response.set_cookie(
            self.name,
            signing.dumps(holds, salt=self.name),
            max_age=self.seconds,
            path=self.path,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )

    def read(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the pass holds; nothing for none, an old or a forged one."""
        try:
            held = signing.loads(request.COOKIES.get(self.name, ""), salt=self.name, max_age=self.seconds)
        except signing.BadSignature:
            return {}
        return held if isinstance(held, dict) else {}

    def names(self, request: HttpRequest, number: str) -> UUID | None:
        """Return the id that the pass holds if it was given for this number."""
        held = self.read(request)
        return UUID(hex=held["id"]) if held.get("number") == number else None

    def take_back(self, response: HttpResponse) -> None:
        """Forget the pass."""
        response.delete_cookie(self.name, path=self.path, samesite="Lax")


COMPLAINT: Final = Pass(name="ombud_complaint", path="/c/", seconds=SHORT)
OWN: Final = Pass(name="ombud_own", path="/l/", seconds=HOUR)
"""Tells a letter's page which complaint its reader filed here, or opened with number and code."""
LETTER: Final = Pass(name="ombud_letter", path="/l/", seconds=SHORT)
HANDED: Final = Pass(name="ombud_handed", path="/file/", seconds=HOUR)
"""Holds what the host's link said once it was believed, so that its proof stands in no address and in no page."""
RECEIPT: Final = Pass(name="ombud_receipt", path="/file/", seconds=HOUR)
