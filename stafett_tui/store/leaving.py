"""A laptop that leaves its server and keeps its plans orders them itself again: the logs go on where they stand."""

from __future__ import annotations

from stafett_tui.store.engine import Channel
from stafett_tui.store.ordered import EPOCH, set_setting


def stand_alone(channel: Channel) -> None:
    """Forget in one transaction that a server orders the plans; what has no place yet stays with its author (I2)."""
    with channel.writing() as connection:
        connection.execute("DELETE FROM anew")
        connection.execute("DELETE FROM sync_plan")
        set_setting(connection, EPOCH, "")
