"""What the application may do: append to ledgers, hands, packs and the read log, and change the rest."""

from typing import Final

from django.db import migrations

HANDS: Final = """
ALTER TABLE ruling ADD CONSTRAINT ruling_took_part CHECK (role = 'took_part'),
  ADD CONSTRAINT ruling_hand FOREIGN KEY (bucket, case_id, decision, agent, role)
  REFERENCES hand (bucket, case_id, decision, agent, role);
ALTER TABLE signature ADD CONSTRAINT signature_took_part CHECK (role = 'took_part'),
  ADD CONSTRAINT signature_hand FOREIGN KEY (bucket, case_id, decision, agent, role)
  REFERENCES hand (bucket, case_id, decision, agent, role);
ALTER TABLE review ADD CONSTRAINT review_reviews CHECK (role = 'reviews'),
  ADD CONSTRAINT review_hand FOREIGN KEY (bucket, case_id, decision, agent, role)
  REFERENCES hand (bucket, case_id, decision, agent, role);
ALTER TABLE hand ADD CONSTRAINT hand_roles CHECK (role IN ('took_part', 'reviews'));
ALTER TABLE ledger ADD CONSTRAINT ledger_books CHECK (book IN ('complaint', 'case')),
  ADD CONSTRAINT ledger_begins CHECK (seq >= 1);
"""

RIGHTS: Final = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'ombud_app') THEN
    GRANT USAGE ON SCHEMA public TO ombud_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ombud_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ombud_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ombud_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ombud_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON ledger, hand, ruling, signature, review, read_log, compiled_pack, dose
      FROM ombud_app;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    """Adds the keys Django cannot say, and the rights of the application's role."""

    dependencies = (("store", "0001_tables"),)
    operations = (
        migrations.RunSQL(HANDS, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    )
