"""Look-ups of plans outside one's own, a log of this device (S-06, S-07)."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """CREATE TABLE lookup (
        n INTEGER NOT NULL, at VARCHAR NOT NULL, person VARCHAR NOT NULL, plan_id VARCHAR NOT NULL,
        reason VARCHAR NOT NULL, hash BLOB NOT NULL,
        PRIMARY KEY (n)
    ) WITHOUT ROWID""",
    "CREATE INDEX lookup_plan ON lookup (plan_id, n)",
)
