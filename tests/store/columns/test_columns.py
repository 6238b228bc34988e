"""A column reaches the database as it was: what comes back is what psycopg itself would have sent."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from ombud.store import bulk
from ombud.store.columns import Column

NOW = datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=UTC)
KINDS = (
    ("uuid", [UUID(int=0), None, UUID(int=2**128 - 1)]),
    ("varchar(64)", ["", "投诉,{}\"'\\", None, "NULL"]),
    ("text", ["a", "\n\t"]),
    ("bytea", [b"", b"\x00\xff", None]),
    ("smallint", [-(2**15), 2**15 - 1]),
    ("integer", [0, None, -1]),
    ("bigint", [2**63 - 1]),
    ("boolean", [True, False, None]),
    ("timestamp with time zone", [NOW, None, datetime(1970, 1, 1, tzinfo=UTC) - timedelta(microseconds=1)]),
    ("uuid", [None]),
)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "values"), KINDS)
def test_a_column_comes_back_as_it_went(kind: str, values: list[Any]) -> None:
    with bulk.cursor() as cursor:
        cursor.execute(f"SELECT * FROM unnest(%b::{kind}[])".encode(), [Column(kind, values)])
        assert [value for (value,) in cursor] == values
    assert connection.connection is not None


def test_a_type_that_nobody_taught_is_refused() -> None:
    from ombud.store.columns import binary

    with pytest.raises(KeyError):
        binary(Column("jsonb", ["{}"]))
