"""Statements made once for each engine, for the paths that every request takes; rows go in by the hundred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import BigInteger, Boolean, Connection, Integer, LargeBinary, Table
from sqlalchemy.sql.base import Executable

_SOME: Final = 20
"""From how many rows on PostgreSQL is given whole columns."""


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

    def run_many(self, connection: Connection, told: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for each of these."""
        text, order = self._of(connection)
        if order is None:
            connection.exec_driver_sql(text, [dict(each) for each in told])
        else:
            connection.exec_driver_sql(text, [tuple([each[name] for name in order]) for each in told])

    def _of(self, connection: Connection) -> tuple[str, tuple[str, ...] | None]:
        name = connection.dialect.name
        made = self._made.get(name)
        if made is None:
            compiled = self._statement.compile(dialect=connection.dialect)
            order = compiled.positiontup
            made = self._made[name] = (str(compiled), None if order is None else tuple(order))
        return made


class Adding:
    """Adds rows to one table."""

    def __init__(self, table: Table) -> None:
        """Take the table as it is declared."""
        self._names = tuple(column.name for column in table.columns)
        self._one = Prepared(table.insert())
        arrays = ", ".join(f"%s::{_array(column.type)}[]" for column in table.columns)
        listed = ", ".join(self._names)
        self._columns = f"INSERT INTO {table.name} ({listed}) SELECT * FROM unnest({arrays})"  # noqa: S608 - declared names

    def run(self, connection: Connection, told: Sequence[Mapping[str, Any]]) -> None:
        """Add these rows."""
        if not told:
            return
        if len(told) < _SOME or connection.dialect.name == "sqlite":
            self._one.run_many(connection, told)
        else:
            columns = tuple([each[name] for each in told] for name in self._names)
            connection.exec_driver_sql(self._columns, columns)


def _array(kind: Any) -> str:
    if isinstance(kind, LargeBinary):
        return "bytea"
    if isinstance(kind, Boolean):
        return "boolean"
    return "bigint" if isinstance(kind, BigInteger | Integer) else "varchar"
