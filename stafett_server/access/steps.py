"""The steps to the tables of who takes part."""

from __future__ import annotations

from typing import Final

from stafett_server.log.steps import Steps

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
"""A step is never changed once released."""

_TAKING: Final = Steps("access_step", STEPS)
is_current, migrate = _TAKING.is_current, _TAKING.migrate
