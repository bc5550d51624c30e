"""Connections to PostgreSQL: one that rested for a while is tried before it is given out, and errors name no statement."""

from __future__ import annotations

import time
from types import SimpleNamespace

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError

from stafett_server.log import rows
from stafett_server.log.database import Database
from stafett_server.log.migrations import migrate
from stafett_server.log.prepared import at_once, together
from stafett_tui.domain.plan import Plan


class Raw:
    """A connection of the driver that notes whether it was tried."""

    autocommit = True

    def __init__(self, *, gone: bool) -> None:
        self.gone, self.tried = gone, 0

    def cursor(self):
        self.tried += 1
        if self.gone:
            raise psycopg.OperationalError
        return SimpleNamespace(execute=lambda _: None, close=lambda: None)


def checked_out(raw, used):
    record = SimpleNamespace(info=used)
    Database("postgresql://nobody@localhost/nothing")._still_there(raw, record, None)
    return record.info["used"]


@pytest.mark.parametrize("new", [True, False])
def test_a_connection_in_use_is_given_out_as_it_is(new, monkeypatch):
    raw, now = Raw(gone=True), time.monotonic()
    monkeypatch.setattr("stafett_server.log.database.time.monotonic", lambda: now)
    assert checked_out(raw, {} if new else {"used": now - 1}) == now
    assert raw.tried == 0


def test_one_that_rested_is_tried_and_another_is_made_where_it_leads_nowhere():
    raw, rested = Raw(gone=False), time.monotonic() - 60
    assert checked_out(raw, {"used": rested}) > rested
    assert raw.tried == 1
    with pytest.raises(DisconnectionError):
        checked_out(Raw(gone=True), {"used": rested})


def test_several_statements_find_what_each_finds_alone(database):
    migrate(database)
    key = ("here", "plan-1")
    with database.writing() as connection:
        rows.begin(connection, key, Plan(), "2026-11-16T12:00:00.000000Z")
        rows.move(connection, key, 3, b"hash", "2026-11-16T12:00:00.000000Z")
    told = {"tenant": "here", "plan": "plan-1"}
    with database.reading() as connection:
        found, none = at_once(connection, (rows.READ_LOG, told), (rows.READ_LOG, told | {"plan": "plan-2"}))
        assert rows.standing_in(found) == rows.standing(connection, key)
        assert none == []
        assert set(rows.heads(connection, "here", ["plan-1", "plan-2"])) == {"plan-1"}
        assert rows.heads(connection, "here", []) == {}


def test_an_error_of_the_driver_is_told_without_the_statement_and_nothing_is_kept(database):
    migrate(database)
    key, at = ("here", "plan-1"), "2026-11-16T12:00:00.000000Z"

    def twice(connection):
        with together(connection):
            rows.begin(connection, key, Plan(), at)
            rows.begin(connection, key, Plan(), at)

    with pytest.raises(IntegrityError) as failed:
        database.write(twice)
    assert not failed.value.statement
    with database.reading() as connection:
        assert rows.standing(connection, key) is None


def test_a_connection_that_was_cut_is_never_given_out_again(postgres):
    url = postgres.new_database()
    database, other = Database(url), Database(url)

    def cut():
        with database.reading() as connection:
            number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with other.writing() as operator:
                operator.exec_driver_sql(f"SELECT pg_terminate_backend({number})")
            rows.heads(connection, "here", ["plan-1"])

    with pytest.raises(DBAPIError):
        cut()
    with database.reading() as connection:
        assert rows.heads(connection, "here", ["plan-1"]) == {}
    database.close()
    other.close()
    postgres.drop(url)
