"""SQLModel over the encrypted file, for everything that is not a measured hot path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2
from sqlmodel import Session

from stafett_tui.domain.errors import StafettError
from stafett_tui.store.engine import connect, driver_kind


def engine(path: Path, key: bytes) -> Engine:
    """Give an engine whose connections are made by `connect`; sessions marked `write` begin IMMEDIATE."""
    made = create_engine(
        "sqlite+pysqlite://", creator=lambda: connect(path, key), module=dbapi2, poolclass=QueuePool, pool_size=2
    )
    event.listen(made, "begin", _begin)
    return made


def _begin(connection: SqlConnection) -> None:
    writes = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def session(over: Engine, *, write: bool = False) -> Iterator[Session]:
    """Give a session in one transaction; driver errors come out as kinds, a clean end of a write is committed."""
    bound = over.execution_options(write=True) if write else over
    try:
        with Session(bound) as opened:
            yield opened
            if write:
                opened.commit()
    except DBAPIError as error:
        kind = None if error.orig is None else driver_kind(error.orig, writing=write)
        if kind is None:
            raise
        raise StafettError(kind) from None
