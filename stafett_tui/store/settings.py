"""Settings of this store: small named texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from stafett_tui.store.engine import Channel, Connection

_SET: Final = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"


class Settings:
    """Named texts inside the encrypted file."""

    def __init__(self, channel: Channel) -> None:
        """Read and write over this channel."""
        self._channel = channel

    def get(self, name: str, default: str = "") -> str:
        """Give the text of a setting, or the default."""
        with self._channel.reading() as connection:
            return setting(connection, name, default)

    def beginning(self, prefix: str) -> dict[str, str]:
        """Give the settings whose name begins like this."""
        with self._channel.reading() as connection:
            rows = connection.execute(
                "SELECT name, value FROM setting WHERE substr(name, 1, ?)=?", (len(prefix), prefix)
            )
            return {str(name): str(value) for name, value in rows.fetchall()}

    def set(self, name: str, value: str) -> None:
        """Keep a setting; it is on disk when this returns."""
        self.set_all({name: value})

    def set_all(self, values: Mapping[str, str]) -> None:
        """Keep settings, all of them or none."""
        with self._channel.writing() as connection:
            connection.executemany(_SET, list(values.items()))


def setting(connection: Connection, name: str, default: str = "") -> str:
    """Give a setting inside a transaction, or the default."""
    row = connection.execute("SELECT value FROM setting WHERE name=?", (name,)).fetchone()
    return default if row is None else str(row[0])


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Keep a setting inside a transaction."""
    connection.execute(_SET, (name, value))
