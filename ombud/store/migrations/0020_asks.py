"""What did facts ask of a case and of whoever holds it, beside what its kind asks for?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds to each case what facts asked of it; of older ones none did."""

    dependencies = (("store", "0019_ties"),)
    operations = (
        migrations.AddField("Case", "asks", models.CharField(db_default="", default="", max_length=60)),
        migrations.AddIndex(
            "Case",
            models.Index(fields=["id"], name="case_asking", condition=~models.Q(asks="")),
        ),
    )
