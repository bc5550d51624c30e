"""Numbered steps to the tables of who takes part, the same on both engines (I11)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from stafett_server.log.database import Database
from stafett_tui.domain.errors import ErrorKind, StafettError

STEPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "CREATE TABLE access_step (number BIGINT NOT NULL PRIMARY KEY)",
        """CREATE TABLE access_account (
        tenant VARCHAR NOT NULL, account VARCHAR NOT NULL, person VARCHAR, name VARCHAR NOT NULL,
        offices VARCHAR NOT NULL, made_at VARCHAR NOT NULL, closed_at VARCHAR,
        PRIMARY KEY (tenant, account))""",
        "CREATE UNIQUE INDEX access_account_person ON access_account (tenant, person)",
        """CREATE TABLE access_invitation (
        tenant VARCHAR NOT NULL, code_hash VARCHAR NOT NULL, account VARCHAR NOT NULL, made_at VARCHAR NOT NULL,
        ends_at VARCHAR NOT NULL, used_at VARCHAR,
        PRIMARY KEY (tenant, code_hash))""",
        """CREATE TABLE access_device (
        tenant VARCHAR NOT NULL, device VARCHAR NOT NULL, token_hash VARCHAR NOT NULL, account VARCHAR NOT NULL,
        stem VARCHAR NOT NULL, name VARCHAR NOT NULL, made_at VARCHAR NOT NULL, seen_at VARCHAR NOT NULL,
        lease_until VARCHAR NOT NULL, revoked_at VARCHAR, left_at VARCHAR,
        PRIMARY KEY (tenant, device))""",
        "CREATE INDEX access_device_account ON access_device (tenant, account)",
        """CREATE TABLE access_held (
        tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, device VARCHAR NOT NULL,
        PRIMARY KEY (tenant, plan, device))""",
        "CREATE INDEX access_held_device ON access_held (tenant, device)",
    ),
    (
        "ALTER TABLE access_invitation ADD COLUMN nonce_hash VARCHAR",
        "ALTER TABLE access_invitation ADD COLUMN device VARCHAR",
    ),
)
"""Each step runs in one transaction; a step is never changed once released."""


def version(connection: Connection) -> int:
    """Give the number of steps that the database has taken."""
    if not inspect(connection).has_table("access_step"):
        return 0
    return int(connection.exec_driver_sql("SELECT max(number) FROM access_step").scalar() or 0)


def is_current(database: Database) -> bool:
    """Tell whether every step was taken; raises STORE_NEWER where a later program took more (I11)."""
    with database.reading() as connection:
        done = version(connection)
    if done > len(STEPS):
        raise StafettError(ErrorKind.STORE_NEWER)
    return done == len(STEPS)


def migrate(database: Database) -> int:
    """Take the steps that are missing, each whole or not at all; give how many were taken."""
    taken = 0
    while not is_current(database):
        taken += database.write(_next)
    return taken


def _next(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7834)")  # a second process waits
    done = version(connection)
    if done >= len(STEPS):
        return 0
    for statement in STEPS[done]:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"INSERT INTO access_step (number) VALUES ({done + 1})")  # noqa: S608 - a number
    return 1
