"""Who is put right because a rule of the host's was wrong?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds how far a redress is, and the way to the host's decisions by their rule."""

    dependencies = (("store", "0035_learning"),)
    operations = (
        migrations.CreateModel(
            "RedressRow",
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
                ("bucket", models.SmallIntegerField()),
                ("case_id", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("after", models.UUIDField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
            ],
            {
                "db_table": "redress",
                "indexes": [
                    models.Index(fields=["due_at"], name="redress_due", condition=Q(due_at__isnull=False)),
                ],
            },
        ),
        migrations.AddIndex("hostdecision", models.Index(fields=["clause", "id"], name="host_decision_rule")),
    )
