"""Whose notices were found manifestly unfounded, and what followed?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds the findings, by keyed hashes of the ways in which whoever complained is known."""

    dependencies = (("store", "0025_sums"),)
    operations = (
        migrations.CreateModel(
            "UnfoundedRow",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket",
                        "key",
                        "case_id",
                        "decision",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("bucket", models.SmallIntegerField()),
                ("key", models.BinaryField()),
                ("case_id", models.UUIDField()),
                ("decision", models.SmallIntegerField()),
                ("complaint", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("answer", models.CharField(max_length=9)),
                ("until", models.DateTimeField(null=True)),
            ],
            {
                "db_table": "unfounded",
                "indexes": [
                    models.Index(fields=["case_id"], name="unfounded_case"),
                    models.Index(fields=["until"], name="unfounded_until", condition=Q(until__isnull=False)),
                ],
            },
        ),
    )
