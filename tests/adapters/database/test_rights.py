"""What may the application's role do to a ledger? Add to it."""

import psycopg
import pytest

APPEND_ONLY = (
    "ledger",
    "hand",
    "ruling",
    "signature",
    "review",
    "read_log",
    "compiled_pack",
    "pack_turn",
    "sealed_text",
    "team_move",
)
VERBS = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_the_application_may_only_add(app_link, table, verb):
    said = "has_table_privilege(current_user, %s, %s)"
    assert app_link.execute(f"SELECT {said}", [table, verb]).fetchone() == (False,)
    assert app_link.execute(f"SELECT {said}", [table, "INSERT"]).fetchone() == (True,)


@pytest.mark.parametrize("verb", VERBS)
def test_the_application_reads_which_migrations_ran_and_cannot_pretend_others(app_link, verb):
    said = "has_table_privilege(current_user, 'django_migrations', %s)"
    assert app_link.execute(f"SELECT {said}", [verb]).fetchone() == (False,)
    assert app_link.execute(f"SELECT {said}", ["SELECT"]).fetchone() == (True,)


def test_how_long_somebody_looked_is_removed_in_time_and_never_changed(app_link):
    said = "has_table_privilege(current_user, 'dose', %s)"
    may = {verb: app_link.execute(f"SELECT {said}", [verb]).fetchone()[0] for verb in VERBS}
    assert may == {"INSERT": True, "UPDATE": False, "DELETE": True, "TRUNCATE": False}


def test_erasing_a_person_needs_their_key_removed_and_never_a_text(app_link):
    said = "has_table_privilege(current_user, %s, 'DELETE')"
    assert app_link.execute(f"SELECT {said}", ["person_key"]).fetchone() == (True,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_link.execute("DELETE FROM sealed_text")


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE ledger SET seq = seq",
        "DELETE FROM ledger",
        "TRUNCATE ledger",
        "ALTER TABLE ledger ADD COLUMN x int",
        "DROP TABLE ledger",
        "CREATE TRIGGER t BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ],
    ids=["change", "delete", "truncate", "alter", "drop", "trigger"],
)
def test_the_ledger_resists(app_link, attack):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_link.execute(attack)


def test_the_application_makes_no_tables_and_is_nobody_special(app_link):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_link.execute("CREATE TABLE mine (n int)")
    app_link.rollback()
    special = "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    assert app_link.execute(special).fetchone() == (False,)
