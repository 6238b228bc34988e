"""Which pack is in force, who proposed it and who signed?"""

from django.db import migrations, models

_KEY = """
ALTER TABLE pack_verdict ADD CONSTRAINT pack_verdict_of FOREIGN KEY (proposal, proposed_by)
  REFERENCES pack_proposal (id, by);
ALTER TABLE pack_proposal ADD CONSTRAINT pack_proposal_stored FOREIGN KEY (digest)
  REFERENCES compiled_pack (digest);
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'ombud_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON pack_proposal, pack_verdict FROM ombud_app;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    """Adds proposals and verdicts, and how many golden cases a pack passed when it was stored."""

    dependencies = (("store", "0007_erasing"),)
    operations = (
        migrations.CreateModel(
            "PackProposal",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("jurisdiction", models.CharField(max_length=8)),
                ("digest", models.CharField(max_length=64)),
                ("before", models.CharField(max_length=64)),
                ("applies_to", models.CharField(max_length=4)),
                ("why_zh", models.TextField()),
                ("why_en", models.TextField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "pack_proposal",
                "constraints": (models.UniqueConstraint(fields=("id", "by"), name="pack_proposed_by"),),
                "indexes": [models.Index(fields=["jurisdiction", "-at"], name="pack_proposal_latest")],
            },
        ),
        migrations.CreateModel(
            "PackVerdict",
            [
                ("proposal", models.UUIDField(primary_key=True, serialize=False)),
                ("proposed_by", models.UUIDField()),
                ("by", models.UUIDField()),
                ("verdict", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "pack_verdict",
                "constraints": (
                    models.CheckConstraint(
                        name="pack_verdict_two",
                        condition=~models.Q(verdict="signed") | ~models.Q(by=models.F("proposed_by")),
                    ),
                    models.CheckConstraint(
                        name="pack_verdict_kinds", condition=models.Q(verdict__in=("signed", "declined"))
                    ),
                ),
            },
        ),
        migrations.AddField("compiledpack", "golden", models.IntegerField(null=True)),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=("pack", "id"),
                name="case_undecided_pack",
                condition=models.Q(status__in=("queued", "in_hand", "waiting")),
            ),
        ),
        migrations.RunSQL(_KEY, migrations.RunSQL.noop),
    )
