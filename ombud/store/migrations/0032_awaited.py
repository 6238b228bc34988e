"""Which letters about a decision have not arrived, so that their case stays open?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Finds them by their case, however many letters there are."""

    dependencies = (("store", "0031_besides"),)
    operations = (
        migrations.AddIndex(
            "Letter",
            models.Index(
                fields=["case_id"],
                name="letter_awaited",
                condition=models.Q(decision__isnull=False, state__in=("due", "dead")),
            ),
        ),
    )
