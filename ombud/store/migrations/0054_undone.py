"""Which decisions of the host's were undone just now?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds the way to them."""

    dependencies = (("store", "0053_line"),)
    operations = (
        migrations.AddIndex(
            "hostorder",
            models.Index(
                fields=["made_at"],
                name="order_undoes",
                condition=Q(do="lift") & Q(host_decision__isnull=False),
            ),
        ),
    )
