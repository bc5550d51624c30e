"""A keyring in memory, for tests of keys."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class MemoryKeyring(KeyringBackend):
    """A keyring in memory that can be told to fail, or to keep something else."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}
        self.fails_at = ""
        self.instead = None

    def get_password(self, service, username):
        self._perhaps("get")
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._perhaps("set")
        self.kept[service, username] = self.instead or password

    def delete_password(self, service, username):
        self._perhaps("delete")
        del self.kept[service, username]

    def _perhaps(self, act):
        if act == self.fails_at:
            raise KeyringLocked
