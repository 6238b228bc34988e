"""What is learned from a decision that did not stand, who looks once more, and what complainants say of it?"""

from django.db import migrations, models

BUCKET = models.SmallIntegerField()
CASE = models.UUIDField()
NO = models.SmallIntegerField()


class Migration(migrations.Migration):
    """Adds faults, tasks, second looks and ratings; of older cases nothing is known of the kind."""

    dependencies = (("store", "0034_following"),)
    operations = (
        migrations.CreateModel(
            "Lapse",
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
                ("no", NO),
                ("lapse", models.CharField(max_length=16)),
                ("cause", models.CharField(max_length=32)),
                ("clause", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("task_case", models.UUIDField(null=True)),
                ("task_no", models.SmallIntegerField(null=True)),
            ],
            {
                "db_table": "lapse",
                "indexes": [
                    models.Index(fields=["at"], name="lapse_due", condition=models.Q(task_case__isnull=True)),
                    models.Index(fields=["task_case", "task_no"], name="lapse_task"),
                ],
            },
        ),
        migrations.CreateModel(
            "Task",
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
                ("no", NO),
                ("cause", models.CharField(max_length=32)),
                ("clause", models.CharField(max_length=64)),
                ("owner", models.CharField(max_length=32)),
                ("state", models.CharField(max_length=4)),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("check_at", models.DateTimeField(null=True)),
            ],
            {
                "db_table": "task",
                "indexes": [
                    models.Index(
                        fields=["cause", "clause"], name="task_open", condition=~models.Q(state="held")
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Look",
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
                ("no", NO),
                ("kind", models.CharField(max_length=8)),
                ("stratum", models.CharField(max_length=32)),
                ("lane", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=9)),
                ("agent", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("first", models.CharField(max_length=120)),
                ("second", models.CharField(max_length=120, null=True)),
            ],
            {
                "db_table": "look",
                "indexes": [
                    models.Index(
                        fields=["lane", "due_at"], name="look_queue", condition=models.Q(state="waiting")
                    ),
                    models.Index(fields=["until"], name="look_held", condition=models.Q(state="in_hand")),
                    models.Index(fields=["kind", "at"], name="look_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            "Rating",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket",
                        "complaint",
                        "case_id",
                        "decision",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("bucket", BUCKET),
                ("complaint", models.UUIDField()),
                ("case_id", CASE),
                ("decision", NO),
                ("outcome", models.CharField(max_length=16)),
                ("solved", models.BooleanField()),
                ("heard", models.BooleanField(null=True)),
                ("clear", models.BooleanField(null=True)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
            ],
            {
                "db_table": "rating",
                "indexes": [
                    models.Index(
                        fields=["due_at"], name="rating_due", condition=models.Q(due_at__isnull=False)
                    ),
                ],
            },
        ),
    )
