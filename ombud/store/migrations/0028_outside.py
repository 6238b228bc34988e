"""When is the next step due before a body outside the house, to which somebody took a decision?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the moment to each case; nothing is open outside in older ones, for nobody could enter it."""

    dependencies = (("store", "0027_taking_effect"),)
    operations = (
        migrations.AddField("Case", "outside_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "Case",
            models.Index(
                fields=["outside_at"],
                name="case_outside",
                condition=models.Q(outside_at__isnull=False),
            ),
        ),
    )
