"""Let somebody who lost their second factor set up a new one at the next log-in."""

from ombud.core.refusals import No, Refused
from ombud.store import second_factors
from ombud.store.transactions import one_transaction


@one_transaction
def forget_factor(username: str) -> None:
    """Forget their second factors and end their log-ins; the password stays what it was."""
    if not second_factors.forget(username):
        raise Refused(No.NOT_FOUND)
