"""Who may not see a case until a complaint about them is decided?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds them, each with the complaint about them."""

    dependencies = (("store", "0052_affected_readers"),)
    operations = (
        migrations.CreateModel(
            "LineRow",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket",
                        "case_id",
                        "agent",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("bucket", models.SmallIntegerField()),
                ("case_id", models.UUIDField()),
                ("agent", models.UUIDField()),
                ("because", models.UUIDField()),
            ],
            {"db_table": "line"},
        ),
    )
