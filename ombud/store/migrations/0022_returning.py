"""When does what a decision hid come back by itself, because the account answered and nobody went to court?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the moment to each case; of older ones nobody knows that the account stated anything."""

    dependencies = (("store", "0021_reads"),)
    operations = (
        migrations.AddField("Case", "return_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "Case",
            models.Index(
                fields=["return_at"],
                name="case_return",
                condition=models.Q(return_at__isnull=False),
            ),
        ),
    )
