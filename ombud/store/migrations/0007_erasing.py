"""When is something of a book erased next, and is it held?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the two columns to both kinds of book; what ended before has no date until its book moves."""

    dependencies = (("store", "0005_rates_and_scans"),)
    operations = (
        *(
            migrations.AddField(book, "erase_due_at", models.DateTimeField(null=True))
            for book in ("complaint", "case")
        ),
        *(
            migrations.AddField(book, "held", models.BooleanField(default=False, db_default=False))
            for book in ("complaint", "case")
        ),
        *(
            migrations.AddIndex(
                book,
                models.Index(
                    fields=("erase_due_at",),
                    name=f"{book}_erase",
                    condition=models.Q(erase_due_at__isnull=False),
                ),
            )
            for book in ("complaint", "case")
        ),
        *(
            migrations.AddIndex(
                book, models.Index(fields=("id",), name=f"{book}_held", condition=models.Q(held=True))
            )
            for book in ("complaint", "case")
        ),
    )
