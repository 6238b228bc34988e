"""When a later message told of a danger or of a child: what the cases of its complaint must hear at once."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Let the column that told of dangers tell of children, too."""

    dependencies = (("store", "0056_every_letter"),)
    operations = (
        migrations.RemoveIndex("Complaint", name="complaint_danger"),
        migrations.RenameField("Complaint", "danger_at", "heard_at"),
        migrations.AddIndex(
            "Complaint",
            models.Index(fields=["heard_at"], name="complaint_heard", condition=Q(heard_at__isnull=False)),
        ),
    )
