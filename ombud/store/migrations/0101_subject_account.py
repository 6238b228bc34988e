"""Which other cases are about an account is asked of whoever looks at one of them."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Things that an account stands behind; an account itself has none."""

    dependencies = (("store", "0088_teams"),)
    operations = (
        migrations.AddIndex(
            "Subject",
            models.Index(fields=["account"], name="subject_account", condition=Q(account__isnull=False)),
        ),
    )
