"""Statements made once for each engine, for the paths that every request takes; rows go in by the hundred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Connection, Integer, LargeBinary, Table
from sqlalchemy.sql.base import Executable

Row = tuple[Any, ...]
"""What stands in the columns of a table, in their order."""


class Prepared:
    """A statement whose text is made once, and given to the driver as it is."""

    def __init__(self, statement: Executable) -> None:
        """Take a statement with named parameters."""
        self._statement: Any = statement
        self._made: dict[str, tuple[str, tuple[str, ...] | None]] = {}

    def run(self, connection: Connection, told: Mapping[str, Any]) -> Any:
        """Run it with these values, and give the result."""
        text, order = self._of(connection)
        values: Any = told if order is None else tuple([told[name] for name in order])
        return connection.exec_driver_sql(text, values)

    def _of(self, connection: Connection) -> tuple[str, tuple[str, ...] | None]:
        name = connection.dialect.name
        made = self._made.get(name)
        if made is None:
            compiled = self._statement.compile(dialect=connection.dialect)
            order = compiled.positiontup
            made = self._made[name] = (str(compiled), None if order is None else tuple(order))
        return made


class Adding:
    """Adds rows to one table; each row stands in the order of its columns."""

    def __init__(self, table: Table) -> None:
        """Take the table as it is declared."""
        names = [column.name for column in table.columns]
        arrays = [f"%s::{_array(column.type)}[]" for column in table.columns]
        into = f"INSERT INTO {table.name} ({', '.join(names)})"
        self._rows = f"{into} VALUES ({', '.join('?' for _ in names)})"
        self._one = f"{into} VALUES ({', '.join('%s' for _ in names)})"
        self._columns = f"{into} SELECT * FROM unnest({', '.join(arrays)})"  # noqa: S608 - declared names

    def run(self, connection: Connection, told: Sequence[Row]) -> None:
        """Add these rows."""
        if not told:
            return
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(self._rows, list(told))
        elif len(told) == 1:
            connection.exec_driver_sql(self._one, told[0])
        else:
            connection.exec_driver_sql(self._columns, tuple(map(list, zip(*told, strict=True))))


def _array(kind: Any) -> str:
    if isinstance(kind, LargeBinary):
        return "bytea"
    if isinstance(kind, Boolean):
        return "boolean"
    return "bigint" if isinstance(kind, BigInteger | Integer) else "varchar"
