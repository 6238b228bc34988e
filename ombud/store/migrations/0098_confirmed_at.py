"""Since when did the host say that an order was in effect?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Of what was confirmed before nobody knows more than when we heard it."""

    dependencies = (("store", "0101_subject_account"),)
    operations = (migrations.AddField("HostOrder", "confirmed_at", models.DateTimeField(null=True)),)
