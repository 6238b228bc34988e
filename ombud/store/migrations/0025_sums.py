"""How much money does an order move?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the sum to each order; older ones named none."""

    dependencies = (("store", "0024_progress"),)
    operations = (
        migrations.AddField("HostOrder", "minor", models.BigIntegerField(null=True)),
        migrations.AddField(
            "HostOrder", "currency", models.CharField(default="", db_default="", max_length=3)
        ),
    )
