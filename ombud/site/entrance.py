"""Who may come in? Staff, by an account somebody made for them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """The staff entrance: no public sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Refuse every sign-up; the operator makes accounts with `ombud hire`."""
        return False
