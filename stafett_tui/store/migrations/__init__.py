"""Numbered steps from an empty file to the schema of today, counted by `PRAGMA user_version` (I11)."""

from __future__ import annotations

from typing import Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.engine import Channel, Connection
from stafett_tui.store.migrations import step_001, step_002, step_003, step_004, step_005, step_006, step_007

STEPS: Final[tuple[tuple[str, ...], ...]] = (
    step_001.STATEMENTS,
    step_002.STATEMENTS,
    step_003.STATEMENTS,
    step_004.STATEMENTS,
    step_005.STATEMENTS,
    step_006.STATEMENTS,
    step_007.STATEMENTS,
)
"""Each step is a row of statements that run in one transaction; a step is never changed once released."""
STALE: Final = "index"
"""The setting of a store whose list rows are of an earlier program: the journal makes them anew."""


def version_of(connection: Connection) -> int:
    """Give the number of steps that the file has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_current(connection: Connection) -> bool:
    """Tell whether the file has taken every step; raises STORE_NEWER for one of a later program (I11)."""
    version = version_of(connection)
    if version > len(STEPS):
        raise StafettError(ErrorKind.STORE_NEWER)
    return version == len(STEPS)


def migrate(channel: Channel) -> None:
    """Take the steps that are missing, each whole or not at all."""
    with channel.reading() as connection:
        is_current(connection)
        done = version_of(connection)
    for number, statements in enumerate(STEPS[done:], start=done + 1):
        with channel.writing() as connection:
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number}")
