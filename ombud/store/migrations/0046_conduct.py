"""Who insulted or threatened those who work here, and what followed?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds until when contact is limited and when a later message told of a danger, and what was marked, by keyed hashes of the ways in which whoever wrote it is known for sure."""

    dependencies = (("store", "0045_issues"),)
    operations = (
        migrations.AddField("Complaint", "limited_until", models.DateTimeField(null=True)),
        migrations.AddField("Complaint", "danger_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "Complaint",
            models.Index(
                fields=["limited_until"], name="complaint_limited", condition=Q(limited_until__isnull=False)
            ),
        ),
        migrations.AddIndex(
            "Complaint",
            models.Index(fields=["danger_at"], name="complaint_danger", condition=Q(danger_at__isnull=False)),
        ),
        migrations.CreateModel(
            "ConductRow",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket",
                        "key",
                        "complaint",
                        "no",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("bucket", models.SmallIntegerField()),
                ("key", models.BinaryField()),
                ("complaint", models.UUIDField()),
                ("no", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                ("answer", models.CharField(max_length=9)),
                ("until", models.DateTimeField(null=True)),
            ],
            {
                "db_table": "conduct",
                "indexes": [models.Index(fields=["complaint"], name="conduct_complaint")],
            },
        ),
    )
