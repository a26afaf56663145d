"""Alembic's migrations: one file a form of the ledger, oldest first."""
