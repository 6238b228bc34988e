"""Which faults of ours are known, and who met them?"""

from django.db import migrations, models
from django.db.models import Q


def _key(*names: str) -> tuple[str, models.CompositePrimaryKey]:
    return (
        "pk",
        models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False),
    )


class Migration(migrations.Migration):
    """Adds the faults that are known, and which cases were held against them."""

    dependencies = (("store", "0044_affected"),)
    operations = (
        migrations.CreateModel(
            "IssueRow",
            [
                _key("bucket", "case_id"),
                ("bucket", models.SmallIntegerField()),
                ("case_id", models.UUIDField()),
                ("until", models.DateTimeField()),
                ("mended", models.BooleanField(default=False, db_default=False)),
                ("due_at", models.DateTimeField(null=True)),
            ],
            {
                "db_table": "issue",
                "indexes": [
                    models.Index(fields=["until"], name="issue_open", condition=Q(mended=False)),
                    models.Index(fields=["due_at"], name="issue_due", condition=Q(due_at__isnull=False)),
                ],
            },
        ),
        migrations.CreateModel(
            "IssueLook",
            [
                _key("bucket", "case_id", "issue"),
                ("bucket", models.SmallIntegerField()),
                ("case_id", models.UUIDField()),
                ("issue", models.UUIDField()),
                ("done", models.BooleanField(default=False, db_default=False)),
            ],
            {"db_table": "issue_look"},
        ),
    )
