"""When is the next step of a decided case due, and when does the house have to follow it up?"""

from django.db import migrations, models

DRAWN_ANEW = "UPDATE case_row SET follow_at = now() WHERE status <> 'closed'"
"""The first round of the chore draws every open case anew; only its book tells the moments."""


class Migration(migrations.Migration):
    """Adds the moments to each case."""

    dependencies = (("store", "0033_kin"),)
    operations = (
        migrations.AddField("Case", "act_at", models.DateTimeField(null=True)),
        migrations.AddField("Case", "follow_at", models.DateTimeField(null=True)),
        migrations.RunSQL(DRAWN_ANEW, migrations.RunSQL.noop),
        migrations.AddIndex(
            "Case",
            models.Index(
                fields=["follow_at"],
                name="case_follow",
                condition=models.Q(follow_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "Case",
            models.Index(
                fields=["lane", "act_at"],
                name="case_follow_up",
                condition=models.Q(status="decided", agent__isnull=True, act_at__isnull=False),
            ),
        ),
    )
