"""Who was asked off the record, in whose case of its own?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds who; no case of before is one."""

    dependencies = (("store", "0072_far"),)
    operations = (
        migrations.AddField("Case", "taker", models.UUIDField(null=True)),
        migrations.AddIndex(
            "Case",
            models.Index(fields=["taker", "subject"], name="case_informal", condition=Q(taker__isnull=False)),
        ),
    )
