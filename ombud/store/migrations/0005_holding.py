"""Which order does the host hold in another one's place?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the order that is told instead."""

    dependencies = (("store", "0002_rights"),)
    operations = (migrations.AddField("hostorder", "holds", models.CharField(max_length=64, null=True)),)
