"""What is each part of a complaint about, where it is not what the complaint names?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Until now every part was about what its complaint names, and it stays so."""

    dependencies = (("store", "0063_clauses"),)
    operations = (
        migrations.AddField("Part", "subject", models.UUIDField(null=True)),
        migrations.RunSQL(
            "UPDATE part SET subject = c.subject FROM complaint c"
            " WHERE c.bucket = part.bucket AND c.id = part.complaint AND c.subject IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    )
