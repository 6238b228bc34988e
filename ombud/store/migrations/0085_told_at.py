"""When did the host tell us of a decision of its own? What it told after a case was decided nobody there could know."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Of what it told before nobody knows."""

    dependencies = (("store", "0083_untold"),)
    operations = (migrations.AddField("hostdecision", "told_at", models.DateTimeField(null=True)),)
