"""Whose notices are looked at first, by whom it was named, for what and until when?"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the standing to each key; none of the older ones has it."""

    dependencies = (("store", "0022_returning"),)
    operations = (
        migrations.AddField(
            "ApiKey", "trusted_for", ArrayField(models.CharField(max_length=32), default=list, db_default=[])
        ),
        migrations.AddField(
            "ApiKey", "trusted_by", models.CharField(max_length=200, default="", db_default="")
        ),
        migrations.AddField("ApiKey", "trusted_since", models.DateTimeField(null=True)),
        migrations.AddField("ApiKey", "trusted_until", models.DateTimeField(null=True)),
    )
