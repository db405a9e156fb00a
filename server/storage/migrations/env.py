"""Run by Alembic: on the connection ``database.migrate`` gives, or on ``-x url=...`` from the command line."""

from alembic import context
from sqlalchemy import Connection, create_engine

from server.storage import registration_tables  # noqa: F401  (its tables are part of the schema)
from server.storage.tables import metadata


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True)["url"]).begin() as opened:
        run(opened)
