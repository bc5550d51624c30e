"""The first schema, as `store.tables` declares it."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """CREATE TABLE entry (
        plan_id VARCHAR NOT NULL, seq INTEGER NOT NULL, event_id VARCHAR NOT NULL, kind VARCHAR NOT NULL,
        header BLOB NOT NULL, body BLOB, salt BLOB, at VARCHAR NOT NULL, status VARCHAR NOT NULL,
        policy VARCHAR NOT NULL, leaf BLOB NOT NULL, hash BLOB NOT NULL,
        PRIMARY KEY (plan_id, seq)
    ) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX entry_event ON entry (event_id)",
    """CREATE TABLE "plan" (
        plan_id VARCHAR NOT NULL, number INTEGER NOT NULL, name VARCHAR NOT NULL, initials VARCHAR NOT NULL,
        kind VARCHAR NOT NULL, level INTEGER NOT NULL, language VARCHAR NOT NULL, status VARCHAR NOT NULL,
        holder VARCHAR NOT NULL, holder_name VARCHAR NOT NULL, consent_through VARCHAR, next_meeting VARCHAR,
        open_activities INTEGER NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (plan_id)
    ) WITHOUT ROWID""",
    'CREATE INDEX plan_holder ON "plan" (holder)',
    'CREATE INDEX plan_number ON "plan" (number)',
    """CREATE TABLE activity (
        activity_id VARCHAR NOT NULL, plan_id VARCHAR NOT NULL, goal INTEGER, what VARCHAR NOT NULL,
        responsible VARCHAR, responsible_name VARCHAR NOT NULL, service VARCHAR NOT NULL, due VARCHAR,
        at_next_meeting BOOLEAN NOT NULL, open BOOLEAN NOT NULL, moved INTEGER NOT NULL, last_effect VARCHAR,
        comments INTEGER NOT NULL,
        PRIMARY KEY (activity_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX activity_due ON activity (due, activity_id) WHERE open = 1",
    "CREATE INDEX activity_responsible ON activity (responsible, due, activity_id) WHERE open = 1",
    "CREATE INDEX activity_plan ON activity (plan_id, due)",
    """CREATE TABLE meeting (
        meeting_id VARCHAR NOT NULL, plan_id VARCHAR NOT NULL, starts VARCHAR NOT NULL, ends VARCHAR NOT NULL,
        place VARCHAR NOT NULL, state VARCHAR NOT NULL, to_rate INTEGER NOT NULL, version INTEGER NOT NULL,
        PRIMARY KEY (meeting_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX meeting_starts ON meeting (starts)",
    "CREATE INDEX meeting_state ON meeting (state, starts)",
    "CREATE INDEX meeting_plan ON meeting (plan_id)",
    """CREATE TABLE draft (
        "key" VARCHAR NOT NULL, plan_id VARCHAR NOT NULL, text VARCHAR NOT NULL, cursor INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        PRIMARY KEY ("key")
    ) WITHOUT ROWID""",
    "CREATE TABLE setting (name VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY (name)) WITHOUT ROWID",
    """CREATE TABLE refused (
        plan_id VARCHAR NOT NULL, device VARCHAR NOT NULL, n INTEGER NOT NULL, event_id VARCHAR NOT NULL,
        code VARCHAR NOT NULL, header BLOB NOT NULL, body BLOB NOT NULL, at VARCHAR NOT NULL,
        PRIMARY KEY (plan_id, device, n)
    ) WITHOUT ROWID""",
)
