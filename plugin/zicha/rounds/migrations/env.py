"""What Alembic runs: the migrations of versions/, over the connection that store.py gives it."""

from alembic import context

from zicha.rounds.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
