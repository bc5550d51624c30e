"""Step 1: the logs, their verdicts, and what stands beside them."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    "CREATE TABLE log_step (number BIGINT NOT NULL PRIMARY KEY)",
    """CREATE TABLE meta (
    tenant VARCHAR NOT NULL, name VARCHAR NOT NULL, value VARCHAR NOT NULL,
    PRIMARY KEY (tenant, name)){packed}""",
    """CREATE TABLE policy (
    tenant VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, body VARCHAR NOT NULL,
    PRIMARY KEY (tenant, fingerprint)){packed}""",
    """CREATE TABLE log (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, head BIGINT NOT NULL, hash {bytes} NOT NULL, at VARCHAR NOT NULL,
    adopting VARCHAR NOT NULL,
    PRIMARY KEY (tenant, plan)){packed}""",
    """CREATE TABLE entry (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, seq BIGINT NOT NULL, event VARCHAR NOT NULL,
    device VARCHAR NOT NULL, n BIGINT NOT NULL, kind VARCHAR NOT NULL, header {bytes} NOT NULL, body {bytes},
    salt {bytes}, at VARCHAR NOT NULL, status VARCHAR NOT NULL, policy VARCHAR NOT NULL, leaf {bytes} NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (tenant, plan, seq)){packed}""",
    "CREATE UNIQUE INDEX entry_event ON entry (tenant, event, plan)",
    """CREATE TABLE verdict (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, device VARCHAR NOT NULL, n BIGINT NOT NULL,
    event VARCHAR NOT NULL, status VARCHAR NOT NULL, seq BIGINT, code VARCHAR,
    PRIMARY KEY (tenant, plan, device, n)){packed}""",
    """CREATE TABLE counter (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, device VARCHAR NOT NULL, acked BIGINT NOT NULL,
    frozen BOOLEAN NOT NULL,
    PRIMARY KEY (tenant, plan, device)){packed}""",
    """CREATE TABLE tombstone (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, event VARCHAR NOT NULL,
    PRIMARY KEY (tenant, plan, event)){packed}""",
    """CREATE TABLE candidate (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, person VARCHAR NOT NULL,
    PRIMARY KEY (tenant, plan, person)){packed}""",
    "CREATE INDEX candidate_person ON candidate (tenant, person, plan)",
    """CREATE TABLE guarded (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, person VARCHAR NOT NULL, protection VARCHAR NOT NULL,
    openers VARCHAR NOT NULL,
    PRIMARY KEY (tenant, plan)){packed}""",
    """CREATE TABLE listed (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, sort VARCHAR NOT NULL, thing VARCHAR NOT NULL,
    day VARCHAR NOT NULL, open BOOLEAN NOT NULL, value VARCHAR NOT NULL,
    PRIMARY KEY (tenant, plan, sort, thing)){packed}""",
    "CREATE INDEX listed_day ON listed (tenant, sort, open, day, thing)",
    """CREATE TABLE reason (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, person VARCHAR NOT NULL, device VARCHAR NOT NULL,
    at VARCHAR NOT NULL, reason VARCHAR NOT NULL,
    PRIMARY KEY (tenant, plan, person, device, at)){packed}""",
    """CREATE TABLE lookup (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, device VARCHAR NOT NULL, n BIGINT NOT NULL, at VARCHAR NOT NULL,
    person VARCHAR NOT NULL, screen VARCHAR NOT NULL, role VARCHAR NOT NULL, unit VARCHAR NOT NULL,
    reason VARCHAR NOT NULL, hash {bytes} NOT NULL,
    PRIMARY KEY (tenant, plan, device, n)){packed}""",
    "CREATE INDEX lookup_device ON lookup (tenant, device, n)",
    """CREATE TABLE blob (
    tenant VARCHAR NOT NULL, plan VARCHAR NOT NULL, hash VARCHAR NOT NULL, size BIGINT NOT NULL, data {bytes} NOT NULL,
    PRIMARY KEY (tenant, plan, hash))""",
)
