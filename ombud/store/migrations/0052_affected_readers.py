"""In which language is somebody told whom a leak touched, and are they a child?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds to each account that a leak touched the language of its owner, and whether it is a child's."""

    dependencies = (("store", "0051_match"),)
    operations = (
        migrations.AddField("AffectedRow", "lang", models.CharField(max_length=3, default="", db_default="")),
        migrations.AddField("AffectedRow", "child", models.BooleanField(default=False, db_default=False)),
    )
