"""In which team is everybody, and since when? Only added to."""

from django.db import migrations, models

_ADD_ONLY = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'ombud_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON team_move FROM ombud_app;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    """Nobody is in a team yet."""

    dependencies = (("store", "0097_uncaused_index"),)
    operations = (
        migrations.CreateModel(
            "TeamMove",
            [
                ("pk", models.CompositePrimaryKey("agent", "seq", primary_key=True, serialize=False)),
                ("agent", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("digest", models.BinaryField()),
                ("since", models.DateTimeField()),
                ("team", models.CharField(max_length=40)),
                ("by", models.UUIDField(null=True)),
            ],
            options={"db_table": "team_move"},
        ),
        migrations.RunSQL(_ADD_ONLY, migrations.RunSQL.noop),
    )
