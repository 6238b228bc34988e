"""Which answers to a known fault has nobody read beside the complaint?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds since when an answer stands unread; none did before there was the fact that says so."""

    dependencies = (("store", "0046_conduct"),)
    operations = (
        migrations.AddField("Case", "match_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "Case",
            models.Index(fields=["match_at"], name="case_match", condition=Q(match_at__isnull=False)),
        ),
    )
