"""Which cases are about something that lies in another bucket, and since when is the host to be asked about that?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """No case of before is about anything outside of its bucket."""

    dependencies = (("store", "0071_about"),)
    operations = (
        migrations.AddField("Case", "far", models.BooleanField(default=False, db_default=False)),
        migrations.AddField("Case", "ask_at", models.DateTimeField(null=True)),
        migrations.AddIndex("Case", models.Index(fields=["subject"], name="case_far", condition=Q(far=True))),
        migrations.AddIndex(
            "Case", models.Index(fields=["ask_at"], name="case_asks", condition=Q(ask_at__isnull=False))
        ),
    )
