"""Numbered steps from an empty database to the tables of today, the same on both engines (I11)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from stafett_server.log.database import Database
from stafett_server.log.migrations import step_001
from stafett_tui.domain.errors import ErrorKind, StafettError

STEPS: Final[tuple[tuple[str, ...], ...]] = (step_001.STATEMENTS,)
"""Each step runs in one transaction; a step is never changed once released."""

_MADE: Final = "log_step"


def version(connection: Connection) -> int:
    """Give the number of steps that the database has taken."""
    if not inspect(connection).has_table(_MADE):
        return 0
    found = connection.exec_driver_sql(f"SELECT max(number) FROM {_MADE}").scalar()  # noqa: S608 - a name of this module
    return int(found or 0)


def is_current(database: Database) -> bool:
    """Tell whether every step was taken; raises STORE_NEWER where a later program took more (I11)."""
    done = _version(database)
    if done > len(STEPS):
        raise StafettError(ErrorKind.STORE_NEWER)
    return done == len(STEPS)


def migrate(database: Database) -> int:
    """Take the steps that are missing, each whole or not at all; give how many were taken."""
    taken = 0
    while not is_current(database):
        before = _version(database)
        try:
            taken += database.write(_take_next)
        except DBAPIError:
            if _version(database) == before:  # else another process took the same step
                raise
    return taken


def _version(database: Database) -> int:
    with database.reading() as connection:
        return version(connection)


def _take_next(connection: Connection) -> bool:
    """Take the next step; another process may have taken it meanwhile."""
    number = version(connection) + 1
    if number > len(STEPS):
        return False
    for statement in STEPS[number - 1]:
        connection.exec_driver_sql(_for(connection, statement))
    connection.exec_driver_sql(f"INSERT INTO {_MADE} (number) VALUES ({number})")  # noqa: S608 - a name and a number
    return True


def _for(connection: Connection, statement: str) -> str:
    bytes_, packed = ("BLOB", " WITHOUT ROWID") if connection.dialect.name == "sqlite" else ("BYTEA", "")
    return statement.format(bytes=bytes_, packed=packed)
