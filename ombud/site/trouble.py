"""What is answered when something breaks: a database that is away for a moment is no bug, and the reader may try again."""

import sys
from typing import Final

import psycopg
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from ombud.interfaces.portal.views import trouble

AWAY: Final = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
AGAIN_IN: Final = "2"
"""Seconds after which another try is worth it: a killed database is back by then."""


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 503 with a time to try again while the database is away, else the page of what broke."""
    response = trouble.broken(request)
    if isinstance(sys.exc_info()[1], AWAY):
        response.status_code = 503
        response.headers["Retry-After"] = AGAIN_IN
    return response
