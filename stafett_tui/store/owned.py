"""The bytes of a device's own events, which are here already and stand in a page by their number alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from stafett_tui.store.engine import Connection
from stafett_tui.store.pending import Waiting
from stafett_tui.sync.protocol import SentEntry


class Own:
    """The bytes of this device's own events, which the server does not send back."""

    def __init__(self, connection: Connection, plan_id: str, device: str, waits: Iterable[Waiting]) -> None:
        """Look among what waits first, and in the log only when that is not enough."""
        self._connection = connection
        self._plan_id = plan_id
        self._device = device
        self._pending = {row.n: row for row in waits if device in {"", row.device}}
        self._log: dict[int, Waiting] | None = None

    def of(self, sent: SentEntry) -> Waiting | None:
        """Give the event that a number stands for."""
        if sent.n is None or sent.header is not None:
            return None
        found = self._pending.get(sent.n)
        if found is not None:
            return found
        if self._log is None:
            self._log = dict(self._read())
        return self._log.get(sent.n)

    def _read(self) -> Iterable[tuple[int, Waiting]]:
        query = """SELECT event_id, kind, header, body, salt, at FROM entry
        WHERE plan_id=? AND body IS NOT NULL AND salt<>x''"""
        for event_id, kind, *told in self._connection.execute(query, (self._plan_id,)).fetchall():
            head: Any = json.loads(told[0])
            if self._device in {"", head["device"]}:
                yield head["n"], Waiting(self._plan_id, head["device"], head["n"], event_id, kind, *told)
