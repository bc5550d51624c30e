"""Connections whose power goes before a statement, or right after it."""

from __future__ import annotations


class Crash(BaseException):
    """The power goes: nothing after this is run."""


class Power:
    """How many statements are left before it goes; None: it never does."""

    def __init__(self):
        self.left, self.after, self.dead = None, False, False


class Statements(Power):
    """A connection that runs as long as its power lasts; several may hang on one."""

    def __init__(self, connection, power=None):
        super().__init__()
        self._connection, self._power = connection, power or self

    def execute(self, *told):
        power = self._power
        if power.dead:
            raise Crash
        if power.left is None:
            return self._connection.execute(*told)
        power.left -= 1
        power.dead = power.left < 0
        if power.dead and not power.after:
            raise Crash
        found = self._connection.execute(*told)
        if power.dead:
            raise Crash
        return found

    def __getattr__(self, name):
        return getattr(self._connection, name)
