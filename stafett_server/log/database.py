"""One database, SQLite or PostgreSQL: short transactions, one writer a plan, tried again where they collide (R37)."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.pool import StaticPool

from stafett_server.log.prepared import say

T = TypeVar("T")

_BUSY: Final = frozenset({"40001", "40P01", "55P03"})
"""Serialisation failure, deadlock, and a lock that was not had in time."""
_MET: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_TRIES: Final = 8
_PRAGMAS: Final = ("synchronous=FULL", "busy_timeout=5000", "cache_size=-65536")
_A_WHILE: Final = 5.0
"""Seconds without use after which a connection is tried before it is given out."""
_USED: Final = "used"
_OPTIONS: Final = "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"


def collided(error: DBAPIError) -> bool:
    """Tell whether the transaction met another one, and is to be done again as a whole (R37)."""
    found = error.orig
    if isinstance(found, sqlite3.OperationalError):
        return found.sqlite_errorcode & 0xFF in _MET
    return getattr(found, "sqlstate", None) in _BUSY


class Database:
    """Connections to one database; `sqlite://` alone is kept in memory."""

    def __init__(self, url: str, *, pool: int = 10, pause: Callable[[float], None] = time.sleep) -> None:
        """Make no connection yet; `pause` waits between two tries."""
        self._pause = pause
        self._one = threading.RLock()
        self.is_sqlite = url.startswith("sqlite")
        memory = url in {"sqlite://", "sqlite:///:memory:"}
        self._in_turn: contextlib.AbstractContextManager[Any] = self._one if memory else contextlib.nullcontext()
        told: dict[str, Any] = {"pool_size": pool, "max_overflow": pool}
        if self.is_sqlite:
            told = {"connect_args": {"check_same_thread": False}} | ({"poolclass": StaticPool} if memory else told)
        else:
            url = url.replace("postgresql://", "postgresql+psycopg://", 1)
            told["connect_args"] = {"options": _OPTIONS}
        self.engine = create_engine(url, **told)
        self._reader = self.engine
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare)
        else:
            event.listen(self.engine, "checkout", self._still_there)
            self._reader = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that writes nothing; on PostgreSQL each statement sees what is committed when it begins."""
        with self._in_turn, self._reader.connect() as connection:
            connection.begin()
            if self.is_sqlite:
                say(connection, "BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a writing transaction: all of it is kept at a clean end, nothing on any error."""
        with self._one if self.is_sqlite else self._in_turn, self.engine.connect() as connection:
            connection.begin()
            if self.is_sqlite:
                say(connection, "BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                with contextlib.suppress(DBAPIError):
                    connection.rollback()
                raise

    def write(self, do: Callable[[Connection], T]) -> T:
        """Do something in a writing transaction, and again from its beginning where it collided (R37)."""
        for left in reversed(range(_TRIES)):
            try:
                with self.writing() as connection:
                    return do(connection)
            except DBAPIError as error:
                if not left or not collided(error):
                    raise
                self._pause(0.01 * 2 ** (_TRIES - left) * random.random())  # noqa: S311 - apart from each other, no secret
        raise AssertionError

    def _still_there(self, raw: Any, record: Any, _given: Any) -> None:
        """See that a connection which nobody used for a while still leads somewhere; else another one is made."""
        now = time.monotonic()
        if now - record.info.get(_USED, now) > _A_WHILE:
            dialect = self.engine.dialect
            try:
                dialect.do_ping(raw)
            except dialect.loaded_dbapi.Error:
                raise DisconnectionError from None
        record.info[_USED] = now

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _keep_log(connection)


def _keep_log(connection: Any) -> None:
    """Write ahead from now on; SQLite waits for nobody where another process turns to it at the same moment."""
    for left in reversed(range(_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not left or error.sqlite_errorcode & 0xFF not in _MET:
                raise
            time.sleep(0.01 * 2 ** (_TRIES - left) * random.random())  # noqa: S311 - apart from each other, no secret
        else:
            return
