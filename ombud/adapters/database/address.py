"""Which database is ours: one given by address, or the embedded one?"""

import os
from collections.abc import Mapping

from ombud.adapters.database.server import Server, Urls
from ombud.adapters.home import Home


def given(environ: Mapping[str, str] = os.environ) -> Urls | None:
    """Return the addresses in DATABASE_URL and OWNER_DATABASE_URL, or nothing where the embedded one is meant.

    Without an owner's address the application's serves for both: enough to run, not to migrate with two roles.
    """
    app = environ.get("DATABASE_URL")
    if not app:
        return None
    return Urls(owner=environ.get("OWNER_DATABASE_URL") or app, app=app)


def addresses(home: Home, environ: Mapping[str, str] = os.environ) -> Urls:
    """Say how both roles reach the database, whether or not it runs at this moment."""
    return given(environ) or Server(home, environ=environ).urls()
