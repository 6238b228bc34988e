"""Who is kept out of which case, so that nobody has to look for a name in the lines of a book?"""

from django.db import migrations, models

FILL = """
WITH told AS (
  SELECT bucket, stream, seq, kind, convert_from(body, 'UTF8')::jsonb -> 'fact' AS fact FROM ledger
  WHERE kind IN ('KeptOut', 'LetIn', 'SetBeside', 'AskedInformally')),
named AS (
  SELECT bucket, stream, seq, kind = 'KeptOut' AS is_out, fact ->> 'agent' AS agent FROM told WHERE kind IN ('KeptOut', 'LetIn')
  UNION ALL SELECT bucket, stream, seq, true, jsonb_array_elements_text(fact -> 'kept_out') FROM told
    WHERE kind = 'SetBeside' AND fact ->> 'how' = 'begun'
  UNION ALL SELECT bucket, stream, seq, true, fact -> 'asked' ->> 'taker' FROM told WHERE kind = 'AskedInformally'),
last AS (
  SELECT DISTINCT ON (bucket, stream, agent) bucket, stream, agent, is_out FROM named ORDER BY bucket, stream, agent, seq DESC),
kept AS (
  SELECT bucket, stream, string_agg(agent, ' ' ORDER BY agent COLLATE "C") AS several FROM last WHERE is_out GROUP BY 1, 2)
UPDATE case_row SET kept_out = kept.several FROM kept WHERE kept.bucket = case_row.bucket AND kept.stream = case_row.id
"""
"""What the last line about each of them says, as the fold has it."""


class Migration(migrations.Migration):
    """Write beside each book what it says."""

    dependencies = (("store", "0085_told_at"),)
    operations = (
        migrations.AddField("Case", "kept_out", models.TextField(default="", db_default="")),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    )
