"""Which decisions were made under which clause of ours, and which clause is paused?"""

from collections.abc import Iterator
from uuid import UUID

from django.apps.registry import Apps
from django.db import connection, migrations, models
from django.db.models import Q

from ombud.core import case_fold, clauses
from ombud.core.codec import decode
from ombud.core.ids import bucket_of
from ombud.core.refusals import Refused

BUCKET = models.SmallIntegerField()
CASE = models.UUIDField()


def _use(apps: Apps, _editor: object) -> None:
    """Lay a row beside each decision under a clause that a book tells of already; a book that was tampered with is for verify to name."""
    table = apps.get_model("store", "ClauseUse")
    names = ("no", "clause", "at", "stands", "contested_at", "judged_at", "fell_at", "again")
    for case_id, bodies in _decided():
        try:
            case = case_fold.fold(case_id, map(decode, bodies))
        except (Refused, ValueError):
            continue
        table.objects.bulk_create(
            table(bucket=bucket_of(case_id), case_id=case_id, **{name: getattr(one, name) for name in names})
            for one in clauses.uses(case)
        )


def _decided() -> Iterator[tuple[UUID, list[bytes]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT bucket, stream FROM ledger WHERE kind = 'Decided'")
        for bucket, stream in cursor.fetchall():
            cursor.execute(
                "SELECT body FROM ledger WHERE bucket = %s AND stream = %s ORDER BY seq", (bucket, stream)
            )
            yield stream, [bytes(body) for (body,) in cursor.fetchall()]


class Migration(migrations.Migration):
    """Adds both, the first for all decisions that there are."""

    dependencies = (("store", "0062_contacts"),)
    operations = (
        migrations.CreateModel(
            "ClauseUse",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket",
                        "case_id",
                        "no",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("bucket", BUCKET),
                ("case_id", CASE),
                ("no", models.SmallIntegerField()),
                ("clause", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("stands", models.BooleanField()),
                ("contested_at", models.DateTimeField(null=True)),
                ("judged_at", models.DateTimeField(null=True)),
                ("fell_at", models.DateTimeField(null=True)),
                ("again", models.UUIDField(null=True)),
            ],
            {
                "db_table": "clause_use",
                "indexes": [
                    models.Index(
                        fields=["clause", "case_id"], name="clause_stands", condition=Q(stands=True)
                    ),
                    models.Index(
                        fields=["contested_at"],
                        name="clause_contested",
                        condition=Q(contested_at__isnull=False),
                    ),
                    models.Index(
                        fields=["judged_at"], name="clause_judged", condition=Q(judged_at__isnull=False)
                    ),
                    models.Index(fields=["fell_at"], name="clause_fell", condition=Q(fell_at__isnull=False)),
                    models.Index(fields=["again"], name="clause_again", condition=Q(again__isnull=False)),
                ],
            },
        ),
        migrations.CreateModel(
            "DoubtRow",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket",
                        "case_id",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("bucket", BUCKET),
                ("case_id", CASE),
                ("seq", models.IntegerField()),
                ("clause", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
            ],
            {
                "db_table": "doubt",
                "indexes": [models.Index(fields=["clause", "until"], name="doubt_clause")],
            },
        ),
        migrations.RunPython(_use, migrations.RunPython.noop),
    )
