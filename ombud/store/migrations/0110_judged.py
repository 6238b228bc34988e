"""Which cases about an account somebody judged is asked of whoever looks at one of them, however many wait beside them."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Cases that are decided, by what they are about."""

    dependencies = (("store", "0098_confirmed_at"),)
    operations = (
        migrations.AddIndex(
            "Case",
            models.Index(
                fields=["subject"], name="case_judged", condition=Q(status__in=("decided", "closed"))
            ),
        ),
    )
