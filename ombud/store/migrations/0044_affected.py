"""Whom did a leak touch, and how far are the letters to them?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds the accounts that a leak touched, and the way to the letters that tell them."""

    dependencies = (("store", "0043_task_claims"),)
    operations = (
        migrations.CreateModel(
            "AffectedRow",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket",
                        "case_id",
                        "account",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("bucket", models.SmallIntegerField()),
                ("case_id", models.UUIDField()),
                ("account", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("letter", models.UUIDField(null=True)),
                ("complaint", models.UUIDField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
            ],
            {
                "db_table": "affected",
                "indexes": [
                    models.Index(fields=["due_at"], name="affected_due", condition=Q(due_at__isnull=False)),
                ],
            },
        ),
        migrations.AddIndex(
            "letter",
            models.Index(fields=["case_id", "state"], name="letter_affected", condition=Q(side="affected")),
        ),
    )
