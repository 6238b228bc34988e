"""What kind of tie is it, who declared it, and who ended it why?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds to each tie its kind and its history; older ones are somebody's own account, as far as anybody knows."""

    dependencies = (("store", "0018_waking"),)
    operations = (
        migrations.AddField(
            "Tie", "bond", models.CharField(db_default="self", default="self", max_length=12)
        ),
        migrations.AddField("Tie", "declared_at", models.DateTimeField(null=True)),
        migrations.AddField("Tie", "declared_by", models.UUIDField(null=True)),
        migrations.AddField("Tie", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("Tie", "ended_by", models.UUIDField(null=True)),
        migrations.AddField("Tie", "ended_why", models.CharField(db_default="", default="", max_length=200)),
    )
