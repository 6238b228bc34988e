"""On which day did a pack turn into the one that was signed with it?"""

from django.db import migrations, models

_KEY = """
ALTER TABLE pack_turn ADD CONSTRAINT pack_turn_stored FOREIGN KEY (digest) REFERENCES compiled_pack (digest);
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'ombud_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON pack_turn FROM ombud_app;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    """Adds the days on which packs turned."""

    dependencies = (("store", "0008_activation"),)
    operations = (
        migrations.CreateModel(
            "PackTurn",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("jurisdiction", models.CharField(max_length=8)),
                ("before", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "pack_turn",
                "indexes": [models.Index(fields=["jurisdiction", "-at"], name="pack_turn_latest")],
            },
        ),
        migrations.RunSQL(_KEY, migrations.RunSQL.noop),
    )
