"""How Ombud keeps a PostgreSQL of its own."""
