"""How does a verb get at the database?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from ombud.adapters.database import Server, given
from ombud.adapters.home import Home


@contextmanager
def opened() -> Iterator[None]:
    """Bring the database up if nobody has, set Django up, and leave everything as it was."""
    with database_up():
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ombud.site.settings")
        django.setup()
        yield


@contextmanager
def database_up() -> Iterator[None]:
    """Make sure the database answers for a while; what ran before runs on."""
    if given() is not None:
        yield
        return
    server = Server(Home.from_environment())
    ran = server.runs()
    server.up()
    try:
        yield
    finally:
        if not ran:
            server.down()
