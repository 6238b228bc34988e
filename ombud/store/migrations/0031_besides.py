"""What does an order say to the host besides its measure?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds what is settled when an order gets its number, so that its key never means two things."""

    dependencies = (("store", "0030_appealed"),)
    operations = (migrations.AddField("hostorder", "params", models.JSONField(null=True)),)
