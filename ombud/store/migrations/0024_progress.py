"""Which of the letters that tell how far a case is have not arrived? Those of one case, without a look at all letters."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds an index over progress letters on their way."""

    dependencies = (("store", "0023_trusted"),)
    operations = (
        migrations.AddIndex(
            "Letter",
            models.Index(
                fields=["case_id"],
                name="letter_progress",
                condition=Q(template="progress", delivered_at__isnull=True),
            ),
        ),
    )
