"""Who may do what in the database?

ombud_owner makes and changes tables; ombud_app works in them and may only add to a ledger. Each has a password.
"""

from typing import Final

import psycopg
from psycopg import sql

from ombud.adapters.database.place import Place

DATABASE: Final = "ombud"
_ROLES: Final = ("ombud_owner", "ombud_app")


def settle(place: Place) -> None:
    """Make the two roles and the database where they are missing; finishing what a crash cut short."""
    password = place.passwords["ombud_super"]
    with psycopg.connect(
        host=str(place.socket), user="ombud_super", password=password, dbname="postgres", autocommit=True
    ) as link:
        if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            return
        for role in _ROLES:
            _make(link, role, place.passwords[role])
        link.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(DATABASE), sql.Identifier("ombud_owner")
            )
        )


def _make(link: "psycopg.Connection[tuple[object, ...]]", role: str, password: str) -> None:
    if link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        return
    verifier = link.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    link.execute(
        sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier))
    )
