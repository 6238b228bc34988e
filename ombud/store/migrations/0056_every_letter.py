"""Which letters of a case have not arrived, whatever they tell, so that it stays open?"""

from typing import Final

from django.db import migrations, models
from django.db.models import Q

FROM_ARRIVAL: Final = """
UPDATE letter SET appeal_until = appeal_until + (delivered_at - made_at)
WHERE appeal_until IS NOT NULL AND delivered_at IS NOT NULL
"""
"""Whoever has a letter may appeal as long as it said, from when it arrived."""


class Migration(migrations.Migration):
    """Finds them by their case, however many letters there are."""

    dependencies = (("store", "0055_ruling_agent"),)
    operations = (
        migrations.RunSQL(FROM_ARRIVAL, migrations.RunSQL.noop),
        migrations.RemoveIndex("Letter", "letter_awaited"),
        migrations.AddIndex(
            "Letter",
            models.Index(
                fields=["case_id"],
                name="letter_awaited",
                condition=Q(state__in=("due", "dead")) & ~Q(side="affected"),
            ),
        ),
    )
