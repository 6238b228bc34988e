"""How are many rows written at once? From one array a column, and several statements in one round trip."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any, LiteralString, TypeAlias

import psycopg
from django.db import connection
from django.db.models import Model
from psycopg import sql

from ombud.store.columns import Column, teach

Row: TypeAlias = Mapping[str, Any]
Table: TypeAlias = type[Model]


@contextmanager
def cursor() -> Iterator[psycopg.Cursor[Any]]:
    """Give a cursor in Django's transaction that sends its values apart from the words, so that arrays stay cheap."""
    connection.ensure_connection()
    teach(connection.connection)
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as opened:
        yield opened


@contextmanager
def together() -> Iterator[None]:
    """Send what is written inside without waiting for each answer; only for writes that return nothing."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def insert(table: Table, rows: Sequence[Row]) -> None:
    """Add rows; all of them have the same columns."""
    if rows:
        _write(table, _inserting(table, tuple(rows[0])), rows)


def insert_new(table: Table, rows: Sequence[Row], *, returning: Sequence[str]) -> list[tuple[Any, ...]]:
    """Add those rows that no unique key forbids; return these columns of what was added."""
    if not rows:
        return []
    with cursor() as opened:
        said = _inserting_new(table, tuple(rows[0]), tuple(returning))
        return opened.execute(said, _arrays(table, rows)).fetchall()


def upsert(table: Table, rows: Sequence[Row], *, key: tuple[str, ...]) -> None:
    """Add rows, or set their columns where the key is already there; columns that are not named stay."""
    for names, alike in _by_columns(rows):
        _write(table, _upserting(table, names, key), alike)


def update(table: Table, rows: Sequence[Row], *, key: tuple[str, ...] = ("bucket", "id")) -> None:
    """Set columns of rows that are there; columns that are not named stay."""
    for names, alike in _by_columns(rows):
        _write(table, _updating(table, names, key), alike)


def _write(table: Table, said: bytes, rows: Sequence[Row]) -> None:
    with cursor() as opened:
        opened.execute(said, _arrays(table, rows))


def _by_columns(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    for names, alike in groupby(sorted(rows, key=tuple), key=tuple):
        yield names, list(alike)


def _arrays(table: Table, rows: Sequence[Row]) -> list[Column]:
    types = _types(table)
    return [Column(types[name], [row[name] for row in rows]) for name in rows[0]]


@cache
def _types(table: Table) -> Mapping[str, str]:
    return {str(field.column): field.db_type(connection) or "" for field in table._meta.concrete_fields}  # noqa: SLF001 - Django's documented way


# --- the words, put together once for each table and set of columns -----------------------------------------


@cache
def _inserting(table: Table, names: tuple[str, ...]) -> bytes:
    return _inserted(table, names).as_bytes()


@cache
def _inserting_new(table: Table, names: tuple[str, ...], returning: tuple[str, ...]) -> bytes:
    said = sql.SQL("{} ON CONFLICT DO NOTHING RETURNING {}")
    return said.format(_inserted(table, names), _names(returning)).as_bytes()


@cache
def _upserting(table: Table, names: tuple[str, ...], key: tuple[str, ...]) -> bytes:
    said = sql.SQL("{} ON CONFLICT ({}) DO UPDATE SET {}").format(
        _inserted(table, names), _names(key), _set("{0} = EXCLUDED.{0}", names, but=key)
    )
    return said.as_bytes()


@cache
def _updating(table: Table, names: tuple[str, ...], key: tuple[str, ...]) -> bytes:
    said = sql.SQL("UPDATE {} AS t SET {} FROM (SELECT * FROM {}) AS v ({}) WHERE {}").format(
        _name(table),
        _set("{0} = v.{0}", names, but=key),
        _unnested(table, names),
        _names(names),
        sql.SQL(" AND ").join(sql.SQL("t.{0} = v.{0}").format(sql.Identifier(name)) for name in key),
    )
    return said.as_bytes()


def _set(said: LiteralString, names: tuple[str, ...], *, but: tuple[str, ...]) -> sql.Composed:
    fresh = (sql.Identifier(name) for name in names if name not in but)
    return sql.SQL(", ").join(sql.SQL(said).format(name) for name in fresh)


def _inserted(table: Table, names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) SELECT * FROM {}").format(
        _name(table), _names(names), _unnested(table, names)
    )


def _unnested(table: Table, names: tuple[str, ...]) -> sql.Composed:
    types = _types(table)
    arrays = sql.SQL(", ").join(sql.SQL("%b::{}[]").format(sql.SQL(types[name])) for name in names)
    return sql.SQL("unnest({})").format(arrays)


def _name(table: Table) -> sql.Identifier:
    return sql.Identifier(table._meta.db_table)  # noqa: SLF001 - Django's documented way


def _names(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
