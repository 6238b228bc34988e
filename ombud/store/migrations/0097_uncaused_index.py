"""The office looks for them by an index of their own, made once the rows are filled."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Few rows have any."""

    dependencies = (("store", "0096_uncaused"),)
    operations = (
        migrations.AddIndex(
            "Case", models.Index(fields=["id"], name="case_uncaused", condition=~Q(uncaused=""))
        ),
        migrations.AddIndex(
            "Complaint", models.Index(fields=["id"], name="complaint_uncaused", condition=~Q(uncaused=""))
        ),
    )
