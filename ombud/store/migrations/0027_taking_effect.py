"""When does what was announced take effect, or move on?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the moment to each case; before nothing was announced ahead."""

    dependencies = (("store", "0026_unfounded"),)
    operations = (
        migrations.AddField("Case", "effect_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "Case",
            models.Index(
                fields=["effect_at"],
                name="case_effect",
                condition=models.Q(effect_at__isnull=False),
            ),
        ),
    )
