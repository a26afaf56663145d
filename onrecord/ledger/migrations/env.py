"""What Alembic runs: the migrations, on the connection and in the transaction that `migrate.upgrade` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False, transaction_per_migration=False)
context.run_migrations()
