"""How are many rows written at once? By COPY, or from arrays where a conflict must be answered."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any, Final, TypeAlias

import psycopg
from django.db import connection
from django.db.models import Model
from psycopg import sql

Row: TypeAlias = Mapping[str, Any]
Table: TypeAlias = type[Model]

NOTHING: Final = sql.SQL(" ON CONFLICT DO NOTHING")


@contextmanager
def cursor() -> Iterator[psycopg.Cursor[Any]]:
    """Give a cursor in Django's transaction that sends its values apart from the words, so that arrays stay cheap."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as opened:
        yield opened


def insert(table: Table, rows: Sequence[Row]) -> None:
    """Add rows; all of them have the same columns."""
    if not rows:
        return
    names = tuple(rows[0])
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(_name(table), _names(names))
    with cursor() as opened, opened.copy(into) as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


def insert_new(table: Table, rows: Sequence[Row], *, returning: Sequence[str]) -> list[tuple[Any, ...]]:
    """Add those rows that no unique key forbids; return these columns of what was added."""
    if not rows:
        return []
    said = sql.SQL("{}{} RETURNING {}").format(_inserted(table, tuple(rows[0])), NOTHING, _names(returning))
    with cursor() as opened:
        return opened.execute(said, _arrays(rows)).fetchall()


def upsert(table: Table, rows: Sequence[Row], *, key: Sequence[str]) -> None:
    """Add rows, or set their columns where the key is already there; columns that are not named stay."""
    for names, alike in _by_columns(rows):
        fresh = [name for name in names if name not in key]
        said = sql.SQL("{} ON CONFLICT ({}) DO UPDATE SET {}").format(
            _inserted(table, names),
            _names(key),
            sql.SQL(", ").join(sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(name)) for name in fresh),
        )
        with cursor() as opened:
            opened.execute(said, _arrays(alike))


def update(table: Table, rows: Sequence[Row], *, key: Sequence[str] = ("bucket", "id")) -> None:
    """Set columns of rows that are there; columns that are not named stay."""
    for names, alike in _by_columns(rows):
        fresh = [name for name in names if name not in key]
        said = sql.SQL("UPDATE {} AS t SET {} FROM (SELECT * FROM {}) AS v ({}) WHERE {}").format(
            _name(table),
            sql.SQL(", ").join(sql.SQL("{0} = v.{0}").format(sql.Identifier(name)) for name in fresh),
            _unnested(table, names),
            _names(names),
            sql.SQL(" AND ").join(sql.SQL("t.{0} = v.{0}").format(sql.Identifier(name)) for name in key),
        )
        with cursor() as opened:
            opened.execute(said, _arrays(alike))


def _by_columns(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    for names, alike in groupby(sorted(rows, key=tuple), key=tuple):
        yield names, list(alike)


def _arrays(rows: Sequence[Row]) -> list[list[Any]]:
    return [[row[name] for row in rows] for name in rows[0]]


def _inserted(table: Table, names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) SELECT * FROM {}").format(
        _name(table), _names(names), _unnested(table, names)
    )


def _unnested(table: Table, names: tuple[str, ...]) -> sql.Composed:
    types = _types(table)
    arrays = sql.SQL(", ").join(sql.SQL("%s::{}[]").format(sql.SQL(types[name])) for name in names)
    return sql.SQL("unnest({})").format(arrays)


def _name(table: Table) -> sql.Identifier:
    return sql.Identifier(table._meta.db_table)  # noqa: SLF001 - Django's documented way to it


def _names(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


@cache
def _types(table: Table) -> Mapping[str, str]:
    return {str(field.column): field.db_type(connection) or "" for field in table._meta.concrete_fields}  # noqa: SLF001
