"""What does the database answer? One raw statement in, its rows out."""

from typing import Any

from django.db import connection


def asked(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows that a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def named(statement: str, *values: Any) -> list[dict[str, Any]]:
    """Return the rows that a statement finds, each column by its name."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [one.name for one in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
