"""How much has somebody decided here?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the way to it."""

    dependencies = (("store", "0054_undone"),)
    operations = (migrations.AddIndex("rulingrow", models.Index(fields=["agent"], name="ruling_agent")),)
