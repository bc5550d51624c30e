"""The stores that are measured: the practice store, and ones with many thousands of activities."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks.session import Session
from stafett_tui.store.engine import FILE, connect
from stafett_tui.store.keys import find_key

TODAY = date(2026, 11, 16)
PER_PLAN = 20
_WORDS = ("Lesekurs", "Leselekse med lydbok", "Lekegruppe", "Samtale om leggetid", "Dagtavle med bilder")


def demo_store(directory: Path) -> Path:
    """A practice store with the meeting standing ready, made by the program itself on a terminal."""
    import sys

    with Session([sys.executable, "-m", "stafett_tui", "demo", "--keep", str(directory)]) as session:
        session.until("Ctrl+P")
        session.quiet(0.5)
        session.send(b"\x11")
        session.process.wait(20)
    return directory


def big_store(directory: Path, activities: int) -> Path:
    """A practice store whose lists hold so many activities more, about a sixth of them overdue."""
    demo_store(directory)
    connection = connect(directory / FILE, find_key(directory))
    random = Random(7)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(activity)")]
    plan_columns = [row[1] for row in connection.execute("PRAGMA table_info(plan)")]
    plan = dict(zip(plan_columns, connection.execute("SELECT * FROM plan LIMIT 1").fetchone(), strict=True))
    row = dict(zip(columns, connection.execute("SELECT * FROM activity LIMIT 1").fetchone(), strict=True))
    plans = [
        {**plan, "plan_id": f"bench-{i:06d}", "number": 10_000 + i, "holder": f"holder-{i % 500}"}
        for i in range(activities // PER_PLAN)
    ]
    rows = [
        {
            **row,
            "activity_id": f"bench-{i:08d}",
            "plan_id": f"bench-{i // PER_PLAN:06d}",
            "what": f"{random.choice(_WORDS)} {i}",
            "responsible": f"person-{i % 4000}",
            "responsible_name": f"Person {i % 4000}",
            "due": (TODAY + timedelta(days=random.randrange(-60, 60))).isoformat(),
            "at_next_meeting": 0,
            "open": int(random.random() < 0.35),
        }
        for i in range(activities)
    ]
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_insert("plan", plan_columns), plans)
        connection.executemany(_insert("activity", columns), rows)
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return directory


def plain_copy(source: Path, path: Path) -> Path:
    """The tables of an encrypted store, empty, in a plain SQLite file."""
    encrypted = connect(source / FILE, find_key(source))
    plain = sqlite3.connect(path)
    plain.execute("PRAGMA journal_mode=WAL")
    for (sql,) in encrypted.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"):
        plain.execute(sql)
    plain.commit()
    plain.close()
    encrypted.close()
    return path


def _insert(table: str, columns: list[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{column}' for column in columns)})"
