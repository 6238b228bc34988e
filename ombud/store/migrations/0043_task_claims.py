"""Whose is the work on a cause?"""

from collections import Counter
from hashlib import sha256

from django.apps.registry import Apps
from django.db import migrations, models

from ombud.core.ids import bucket_of, drawn_from


def _claim(apps: Apps, _editor: object) -> None:
    """Let each task that is there have the cause and clause as the next of their works, the oldest first."""
    several: Counter[tuple[str, str]] = Counter()
    claims = apps.get_model("store", "TaskClaim")
    for row in apps.get_model("store", "Task").objects.order_by("opened_at", "case_id", "no").iterator():
        several[row.cause, row.clause] += 1
        nth = several[row.cause, row.clause]
        claim = drawn_from(sha256(repr((row.cause, row.clause, nth)).encode()).digest())
        whose = {"case_id": row.case_id, "task_no": row.no}
        claims.objects.create(bucket=bucket_of(claim), id=claim, nth=nth, **whose)


class Migration(migrations.Migration):
    """Lets no cause and clause become two works at once."""

    dependencies = (("store", "0036_redress"),)
    operations = (
        migrations.CreateModel(
            "TaskClaim",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("bucket", models.SmallIntegerField()),
                ("id", models.UUIDField()),
                ("nth", models.SmallIntegerField()),
                ("case_id", models.UUIDField()),
                ("task_no", models.SmallIntegerField()),
            ],
            {
                "db_table": "task_claim",
                "indexes": [models.Index(fields=["case_id"], name="task_claim_case")],
            },
        ),
        migrations.RunPython(_claim, migrations.RunPython.noop),
    )
