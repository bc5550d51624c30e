"""What waits for the server, how far each plan is known there, and logs that are taken anew (architecture §6, I2)."""

from __future__ import annotations

from typing import Final

_ENTRY: Final = """plan_id VARCHAR NOT NULL, seq INTEGER NOT NULL, event_id VARCHAR NOT NULL, kind VARCHAR NOT NULL,
        header BLOB NOT NULL, body BLOB, salt BLOB, at VARCHAR NOT NULL, status VARCHAR NOT NULL,
        policy VARCHAR NOT NULL, leaf BLOB NOT NULL, hash BLOB NOT NULL,
        PRIMARY KEY (plan_id, seq)"""

STATEMENTS: Final = (
    """CREATE TABLE pending (
        plan_id VARCHAR NOT NULL, device VARCHAR NOT NULL, n INTEGER NOT NULL, event_id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL, header BLOB NOT NULL, body BLOB NOT NULL, salt BLOB NOT NULL, at VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        PRIMARY KEY (plan_id, device, n)
    ) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX pending_event ON pending (event_id)",
    """CREATE TABLE sync_plan (
        plan_id VARCHAR NOT NULL, state VARCHAR NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL,
        lacks VARCHAR NOT NULL, acked INTEGER NOT NULL, head INTEGER NOT NULL, forgotten BOOLEAN NOT NULL,
        PRIMARY KEY (plan_id)
    ) WITHOUT ROWID""",
    f"CREATE TABLE anew ({_ENTRY}) WITHOUT ROWID",
    """CREATE TABLE refused_6 (
        plan_id VARCHAR NOT NULL, device VARCHAR NOT NULL, n INTEGER NOT NULL, event_id VARCHAR NOT NULL,
        code VARCHAR NOT NULL, header BLOB NOT NULL, body BLOB NOT NULL, at VARCHAR NOT NULL,
        PRIMARY KEY (plan_id, event_id)
    ) WITHOUT ROWID""",
    "INSERT INTO refused_6 SELECT * FROM refused",
    "DROP TABLE refused",
    "ALTER TABLE refused_6 RENAME TO refused",
)
