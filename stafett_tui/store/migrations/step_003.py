"""Every look-up with its view, role, unit and device (S-06), and files of plans inside the store."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    "ALTER TABLE lookup ADD COLUMN name VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE lookup ADD COLUMN role VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE lookup ADD COLUMN unit VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE lookup ADD COLUMN view VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE lookup ADD COLUMN device VARCHAR DEFAULT '' NOT NULL",
    """CREATE TABLE blob (
        hash VARCHAR NOT NULL, plan_id VARCHAR NOT NULL, size INTEGER NOT NULL, name VARCHAR NOT NULL,
        media VARCHAR NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (hash, plan_id)
    )""",
    "CREATE INDEX blob_plan ON blob (plan_id)",
)
