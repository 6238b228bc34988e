"""How much of each limit is used, what allauth counts, and when is a file scanned again?

The two tables of limits are unlogged: after a crash everybody begins anew, and no request waits for the disk.
"""

from typing import Final

from django.db import migrations, models

LIMITS: Final = """
CREATE UNLOGGED TABLE rate_window (key bytea PRIMARY KEY, used bigint NOT NULL, ends_at timestamptz NOT NULL);
CREATE INDEX rate_window_ends ON rate_window (ends_at);
CREATE UNLOGGED TABLE shared_cache
  (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""
GONE: Final = "DROP TABLE rate_window; DROP TABLE shared_cache;"


PENDING: Final = "UPDATE evidence SET scan_due_at = at WHERE scan = 'pending'"


class Migration(migrations.Migration):
    """Adds what all processes count together, and the next scan of a file that nobody could scan."""

    dependencies = (("store", "0003_holding_and_looking"),)
    operations = (
        migrations.RunSQL(LIMITS, GONE),
        migrations.AddField("evidence", "scan_due_at", models.DateTimeField(null=True)),
        migrations.AddField("evidence", "scans", models.SmallIntegerField(default=0, db_default=0)),
        migrations.RunSQL(PENDING, migrations.RunSQL.noop),
        migrations.AddIndex(
            "evidence",
            models.Index(
                fields=("scan_due_at",), name="evidence_scan", condition=models.Q(scan_due_at__isnull=False)
            ),
        ),
    )
