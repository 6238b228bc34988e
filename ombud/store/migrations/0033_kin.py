"""Which case stands beside which?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds the kin of each case, as its book tells them."""

    dependencies = (("store", "0032_awaited"),)
    operations = (
        migrations.CreateModel(
            "KinRow",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket",
                        "case_id",
                        "kin",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("bucket", models.SmallIntegerField()),
                ("case_id", models.UUIDField()),
                ("kin", models.UUIDField()),
                ("kinship", models.CharField(max_length=8)),
                ("how", models.CharField(max_length=6)),
                ("seq", models.IntegerField()),
                ("due_at", models.DateTimeField(null=True)),
            ],
            {
                "db_table": "kin",
                "indexes": [
                    models.Index(fields=["due_at"], name="kin_due", condition=Q(due_at__isnull=False)),
                ],
            },
        ),
    )
