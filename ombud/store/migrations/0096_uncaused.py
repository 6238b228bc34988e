"""Which times were missed of which nobody has said why, so that the office finds those, too, that were met late?"""

from django.db import migrations, models

FILL = """
WITH told AS (
  SELECT bucket, stream, seq, book, kind, convert_from(body, 'UTF8')::jsonb -> 'fact' AS fact FROM ledger
  WHERE kind IN ('ClockMarked', 'CauseRecorded')),
said AS (
  SELECT bucket, stream, book, seq, kind, fact ->> 'clock' AS rule, fact ->> 'mark' AS mark FROM told),
missed AS (
  SELECT m.bucket, m.stream, m.book, m.rule FROM said m WHERE m.kind = 'ClockMarked'
  GROUP BY 1, 2, 3, 4
  HAVING bool_or(m.mark = 'breach') AND max(m.seq) > coalesce((
    SELECT max(c.seq) FROM said c WHERE c.bucket = m.bucket AND c.stream = m.stream AND c.kind = 'CauseRecorded' AND c.rule = m.rule), -1)),
several AS (
  SELECT bucket, stream, book, string_agg(rule, ' ' ORDER BY rule COLLATE "C") AS rules FROM missed GROUP BY 1, 2, 3),
cases AS (
  UPDATE case_row SET uncaused = several.rules FROM several
  WHERE several.book = 'case' AND several.bucket = case_row.bucket AND several.stream = case_row.id)
UPDATE complaint SET uncaused = several.rules FROM several
  WHERE several.book = 'complaint' AND several.bucket = complaint.bucket AND several.stream = complaint.id
"""
"""As the fold has it: what is marked anew asks for a cause of its own."""


class Migration(migrations.Migration):
    """Write beside each book what it says."""

    dependencies = (("store", "0087_kept_out"),)
    operations = (
        migrations.AddField("Case", "uncaused", models.TextField(default="", db_default="")),
        migrations.AddField("Complaint", "uncaused", models.TextField(default="", db_default="")),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    )
