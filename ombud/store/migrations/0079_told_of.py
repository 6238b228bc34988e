"""Which decisions did the host tell us of about one thing, or one account?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Find them by either."""

    dependencies = (("store", "0065_informal"),)
    operations = (
        migrations.AddIndex("hostdecision", models.Index(fields=["item"], name="host_decision_item")),
        migrations.AddIndex("hostdecision", models.Index(fields=["account"], name="host_decision_account")),
    )
