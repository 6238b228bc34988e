"""Who answers for all of it to somebody whose complaint went to several cases, and by when?"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds who, and the day of their next word; no complaint of before has either until somebody is named."""

    dependencies = (("store", "0061_reached"),)
    operations = (
        migrations.AddField("Complaint", "contact", models.UUIDField(null=True)),
        migrations.AddField("Complaint", "contact_due", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "Complaint",
            models.Index(
                fields=["contact", "contact_due"],
                name="complaint_contact",
                condition=Q(contact__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "Complaint",
            models.Index(
                fields=["received_at"],
                name="complaint_several",
                condition=Q(parts__gt=1, standing__in=("open", "waiting")),
            ),
        ),
    )
