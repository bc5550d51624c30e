"""Numbered steps from an empty database to the tables of today, the same on both engines (I11)."""

from __future__ import annotations

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from stafett_server.log.database import Database
from stafett_tui.domain.errors import ErrorKind, StafettError


class Steps:
    """The steps to one set of tables; each runs in one transaction, and none is changed once released."""

    def __init__(self, table: str, steps: tuple[tuple[str, ...], ...]) -> None:
        """Take the statements of each step; the first makes the table that counts the steps taken."""
        self._table = table
        self._steps = steps

    def is_current(self, database: Database) -> bool:
        """Tell whether every step was taken; raises STORE_NEWER where a later program took more (I11)."""
        done = self._taken(database)
        if done > len(self._steps):
            raise StafettError(ErrorKind.STORE_NEWER)
        return done == len(self._steps)

    def migrate(self, database: Database) -> int:
        """Take the steps that are missing, each whole or not at all; give how many were taken."""
        taken = 0
        while not self.is_current(database):
            before = self._taken(database)
            try:
                taken += database.write(self._take_next)
            except DBAPIError:
                if self._taken(database) == before:  # else another process took the same step
                    raise
        return taken

    def _taken(self, database: Database) -> int:
        with database.reading() as connection:
            return self._count(connection)

    def _count(self, connection: Connection) -> int:
        if not inspect(connection).has_table(self._table):
            return 0
        query = f"SELECT max(number) FROM {self._table}"  # noqa: S608 - a name of the program
        return int(connection.exec_driver_sql(query).scalar() or 0)

    def _take_next(self, connection: Connection) -> bool:
        """Take the next step; another process may have taken it meanwhile."""
        number = self._count(connection) + 1
        if number > len(self._steps):
            return False
        for statement in self._steps[number - 1]:
            connection.exec_driver_sql(_for(connection, statement))
        connection.exec_driver_sql(f"INSERT INTO {self._table} (number) VALUES ({number})")  # noqa: S608 - as above
        return True


def _for(connection: Connection, statement: str) -> str:
    bytes_, packed = ("BLOB", " WITHOUT ROWID") if connection.dialect.name == "sqlite" else ("BYTEA", "")
    return statement.format(bytes=bytes_, packed=packed)
