"""What does a part tell the rules of severity?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds to each part the codes of what it tells; older parts tell nothing."""

    dependencies = (("store", "0009_turning"),)
    operations = (
        migrations.AddField("Part", "said", models.CharField(db_default="", default="", max_length=200)),
    )
