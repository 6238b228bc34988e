"""May an appeal open its case again, although a newer one on the same matter is open?"""

from django.db import migrations, models
from django.db.models import Q

ONE_OPEN = models.UniqueConstraint(
    fields=("bucket", "subject", "matter"),
    name="case_one_open",
    condition=Q(subject__isnull=False, appealed=False) & ~Q(status="closed"),
)
FILL = """
UPDATE case_row SET appealed = true WHERE EXISTS (
    SELECT FROM ledger WHERE ledger.bucket = case_row.bucket AND stream = case_row.id AND kind = 'Appealed')
"""


class Migration(migrations.Migration):
    """Only cases that nobody appealed hold the place of their matter."""

    dependencies = (("store", "0029_published"),)
    operations = (
        migrations.AddField("Case", "appealed", models.BooleanField(default=False, db_default=False)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveConstraint("Case", "case_one_open"),
        migrations.AddConstraint("Case", ONE_OPEN),
    )
