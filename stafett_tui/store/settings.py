"""Settings of this store: small named texts."""

from __future__ import annotations

from collections.abc import Mapping

from stafett_tui.store.engine import Channel


class Settings:
    """Named texts inside the encrypted file."""

    def __init__(self, channel: Channel) -> None:
        """Read and write over this channel."""
        self._channel = channel

    def get(self, name: str, default: str = "") -> str:
        """Give the text of a setting, or the default."""
        with self._channel.reading() as connection:
            row = connection.execute("SELECT value FROM setting WHERE name=?", (name,)).fetchone()
        return default if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Keep a setting; it is on disk when this returns."""
        self.set_all({name: value})

    def set_all(self, values: Mapping[str, str]) -> None:
        """Keep settings, all of them or none."""
        with self._channel.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", list(values.items()))
