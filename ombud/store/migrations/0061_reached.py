"""How many people did the host tell what an order told them?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the number that the host answers; what was ordered before told nobody."""

    dependencies = (("store", "0060_heard"),)
    operations = (migrations.AddField("HostOrder", "reached", models.IntegerField(null=True)),)
