"""Statements made once for each engine, for the paths that every request takes; rows go in by the hundred."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import BigInteger, Boolean, Connection, Integer, LargeBinary, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable

_LISTED, _LISTED_SQLITE = r"= ANY(%(\1)b)", "IN (SELECT value FROM json_each(?))"
Row = tuple[Any, ...]
"""What stands in the columns of a table, in their order."""


class Prepared:
    """A statement whose text is made once, and given to the driver as it is; a list (`expanding`) goes as one value."""

    def __init__(self, statement: Executable) -> None:
        """Take a statement with named parameters."""
        self._statement: Any = statement
        self._made: dict[str, tuple[str, tuple[str, ...] | None]] = {}

    def run(self, connection: Connection, told: Mapping[str, Any]) -> list[Row]:
        """Run it with these values, and give the rows it found."""
        cursor = self.begun(connection, told)
        try:
            found: list[Row] = cursor.fetchall() if self._statement.is_select else []
        finally:
            cursor.close()
        return found

    def begun(self, connection: Connection, told: Mapping[str, Any]) -> Any:
        """Give it to the driver with these values, and give the cursor."""
        text, order = self._of(connection)
        if order is None:
            return _given(connection, text, told)
        values = (told[name] for name in order)
        return _given(connection, text, tuple([json.dumps(v) if isinstance(v, list) else v for v in values]))

    def one(self, connection: Connection, told: Mapping[str, Any]) -> Row | None:
        """Run it with these values, and give the first row, None where there is none."""
        found = self.run(connection, told)
        return found[0] if found else None

    def _of(self, connection: Connection) -> tuple[str, tuple[str, ...] | None]:
        name = connection.dialect.name
        made = self._made.get(name)
        if made is None:
            compiled = self._statement.compile(dialect=connection.dialect)
            order = compiled.positiontup
            listed = _LISTED if order is None else _LISTED_SQLITE
            text = re.sub(r"IN \(__\[POSTCOMPILE_(\w+)\]\)", listed, str(compiled))
            made = self._made[name] = (text, None if order is None else tuple(order))
        return made


class Adding:
    """Adds rows to one table; each row stands in the order of its columns."""

    def __init__(self, table: Table) -> None:
        """Take the table as it is declared."""
        names = [column.name for column in table.columns]
        arrays = [f"%b::{_array(column.type)}[]" for column in table.columns]
        into = f"INSERT INTO {table.name} ({', '.join(names)})"
        self._rows = f"{into} VALUES ({', '.join('?' for _ in names)})"
        self._one = f"{into} VALUES ({', '.join('%s' for _ in names)})"
        self._columns = f"{into} SELECT * FROM unnest({', '.join(arrays)})"  # noqa: S608 - declared names

    def run(self, connection: Connection, told: Sequence[Row]) -> None:
        """Add these rows."""
        if not told:
            return
        if connection.dialect.name == "sqlite":
            _given(connection, self._rows, list(told), many=True)
        elif len(told) == 1:
            _given(connection, self._one, told[0])
        else:
            _given(connection, self._columns, tuple(map(list, zip(*told, strict=True))))


def say(connection: Connection, text: str) -> None:
    """Give the driver a statement that takes no values and finds nothing."""
    _given(connection, text, ()).close()


@contextmanager
def together(connection: Connection) -> Iterator[None]:
    """Let statements that find nothing go out one behind the other: PostgreSQL is waited for once, at the end."""
    if connection.dialect.name == "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    try:
        with raw.pipeline():
            yield
    except connection.dialect.loaded_dbapi.Error as error:
        raise _failed(connection, error) from error


def at_once(connection: Connection, *asked: tuple[Prepared, Mapping[str, Any]]) -> list[list[Row]]:
    """Give what several statements find, each on what the one before it left; PostgreSQL is waited for once."""
    if connection.dialect.name == "sqlite":
        return [statement.run(connection, told) for statement, told in asked]
    with together(connection):
        cursors = [statement.begun(connection, told) for statement, told in asked]
    return [cursor.fetchall() for cursor in cursors]


def _given(connection: Connection, text: str, values: Any, *, many: bool = False) -> Any:
    """Give a statement to the driver; listeners of the engine hear of it, and errors are told as by SQLAlchemy."""
    cursor = connection.connection.cursor()
    try:
        for heard in connection.engine.dispatch.before_cursor_execute:
            heard(connection, cursor, text, values, None, many)
        if many:
            cursor.executemany(text, values)
        else:
            cursor.execute(text, values)
    except connection.dialect.loaded_dbapi.Error as error:
        cursor.close()
        raise _failed(connection, error) from error
    return cursor


def _failed(connection: Connection, error: Exception) -> Exception:
    """Give an error of the driver as SQLAlchemy tells it, without the statement; a connection that is gone goes."""
    dialect = connection.dialect
    if dialect.is_disconnect(cast("Any", error), cast("Any", connection.connection), None):
        connection.invalidate(error)
        connection.engine.dispose()  # nor do the others lead anywhere
    return DBAPIError.instance("", None, error, dialect.loaded_dbapi.Error)


def _array(kind: Any) -> str:
    if isinstance(kind, LargeBinary):
        return "bytea"
    if isinstance(kind, Boolean):
        return "boolean"
    return "bigint" if isinstance(kind, BigInteger | Integer) else "varchar"
