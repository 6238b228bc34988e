"""What came after the end, and by when and where somebody reads it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Nothing that came before is waiting: nobody was promised that it would be read."""

    dependencies = (("store", "0079_told_of"),)
    operations = (
        migrations.AddField("complaint", "read_by", models.DateTimeField(null=True)),
        migrations.AddField("complaint", "later_case", models.UUIDField(null=True)),
        migrations.AddField("complaint", "later_look", models.SmallIntegerField(null=True)),
        migrations.AddIndex(
            "complaint",
            models.Index(fields=["read_by"], name="complaint_later", condition=Q(read_by__isnull=False)),
        ),
    )
