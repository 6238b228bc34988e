"""How is a colleague reached, and who was woken about what?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds telephone numbers of staff, and a row for each way to somebody who is woken."""

    dependencies = (("store", "0013_places"),)
    operations = (
        migrations.AddField(
            "Staff", "phone", models.CharField(blank=True, db_default="", default="", max_length=40)
        ),
        migrations.CreateModel(
            "Wake",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bucket",
                        "alarm",
                        "agent",
                        "way",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("bucket", models.SmallIntegerField()),
                ("alarm", models.UUIDField()),
                ("agent", models.UUIDField()),
                ("way", models.CharField(max_length=4)),
                ("attempts", models.SmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("detail", models.CharField(default="", max_length=200)),
            ],
            options={"db_table": "wake"},
        ),
    )
