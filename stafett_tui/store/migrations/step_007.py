"""What lists leave out for whom: parts not shown again, hidden services, a protected guardian (C-11, D-12, K-04).

The rows come from the folded logs, so an older store says that its lists are to be made anew.
"""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """CREATE TABLE unseen (
        unseen_id VARCHAR NOT NULL, plan_id VARCHAR NOT NULL, thing VARCHAR NOT NULL, person VARCHAR NOT NULL,
        PRIMARY KEY (unseen_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX unseen_person ON unseen (person, thing)",
    "CREATE INDEX unseen_plan ON unseen (plan_id)",
    "INSERT OR REPLACE INTO setting SELECT 'index', 'old' WHERE EXISTS (SELECT 1 FROM entry)",
)
