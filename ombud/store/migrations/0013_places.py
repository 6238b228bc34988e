"""Which places' laws count for a case besides the one that it began with?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds to each case the packs of further places; older ones have none."""

    dependencies = (("store", "0010_what_parts_tell"),)
    operations = (
        migrations.AddField("Case", "laws", models.CharField(db_default="", default="", max_length=400)),
        migrations.AddIndex(
            "Case",
            models.Index(fields=["id"], name="case_several_laws", condition=~models.Q(laws="")),
        ),
    )
