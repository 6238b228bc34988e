"""Which order does the host hold in another one's place, when is it asked who is behind a thing, and
who has just dealt with a danger?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the order that is told instead, and when the account behind a subject is looked up."""

    dependencies = (("store", "0002_rights"),)
    operations = (
        migrations.AddField("hostorder", "holds", models.CharField(max_length=64, null=True)),
        migrations.AddField("subject", "look_due_at", models.DateTimeField(null=True)),
        migrations.AddField("subject", "looks", models.SmallIntegerField(default=0, db_default=0)),
        migrations.AddField("dose", "s0", models.BooleanField(default=False, db_default=False)),
        migrations.AddIndex(
            "subject",
            models.Index(
                fields=("look_due_at",), name="subject_look", condition=models.Q(look_due_at__isnull=False)
            ),
        ),
    )
