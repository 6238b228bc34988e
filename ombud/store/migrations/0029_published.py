"""Which cases of a kind are the newest? What the law has published is read a page at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds an index over kind and beginning."""

    dependencies = (("store", "0028_outside"),)
    operations = (
        migrations.AddIndex("Case", models.Index(fields=["code", "-opened_at"], name="case_kind_opened")),
    )
