"""Since when are some of those whom a leak touched still to be reached?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the moment to each case; only of what is told from now on a clock counts."""

    dependencies = (("store", "0081_later"),)
    operations = (
        migrations.AddField("Case", "untold_at", models.DateTimeField(null=True)),
        migrations.RunSQL(
            "UPDATE case_row SET follow_at = now() WHERE status <> 'closed' AND code LIKE 'PR.%'",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "Case",
            models.Index(
                fields=["untold_at"], name="case_untold", condition=models.Q(untold_at__isnull=False)
            ),
        ),
    )
