"""What may the application's role do? Append to ledgers, hands, packs and the read log, and change the rest."""

from typing import Final

import psycopg
from psycopg import sql

APPEND_ONLY: Final = (
    "ledger",
    "hand",
    "ruling",
    "signature",
    "review",
    "read_log",
    "compiled_pack",
    "pack_proposal",
    "pack_verdict",
    "pack_turn",
    "sealed_text",
    "task_claim",
    "team_move",
)
"""Erasing a person destroys the key: no sealed text is ever changed or removed."""
NEVER_CHANGED: Final = ("dose", "unfounded", "conduct")
"""What is removed when its time is over and never changed before."""
READ_ONLY: Final = ("django_migrations",)
"""What only the owner writes."""
_GRANTS: Final = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON {append_only} FROM {role}",
    "REVOKE UPDATE, TRUNCATE ON {never_changed} FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {read_only} FROM {role}",
)


def settle_rights(*, owner: str, app: str) -> bool:
    """Give the role behind `app` its rights, whatever its name; with one role for both there is nothing to give."""
    with psycopg.connect(app) as link:
        role = _role(link)
    with psycopg.connect(owner) as link:
        if _role(link) == role:
            return False
        named = {
            "role": sql.Identifier(role),
            "append_only": _all(APPEND_ONLY),
            "never_changed": _all(NEVER_CHANGED),
            "read_only": _all(READ_ONLY),
        }
        for grant in _GRANTS:
            link.execute(sql.SQL(grant).format(**named))
    return True


def _all(tables: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, tables))


def _role(link: "psycopg.Connection[tuple[object, ...]]") -> str:
    row = link.execute("SELECT current_user").fetchone()
    return str(row[0]) if row else ""
