"""Events that wait for the server: kept as they were sealed, and applied on top of what is confirmed (I2)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final, NamedTuple

from stafett_tui.domain.conflict import judged
from stafett_tui.domain.event import Entry, Event, Sealed, Status, canonical, leaf_of, read_stamp
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.log import Blanked, Revised
from stafett_tui.domain.plan import Plan, fold, go_on
from stafett_tui.store.blobs import ATTACHED, drop_untold, told_of
from stafett_tui.store.engine import Connection

NEW: Final = "new"
SENT: Final = "sent"
"""Judged by the server and not yet seen in its log (R24)."""
ERASED: Final = "ERASED"
NOT_YOURS: Final = "NOT_YOURS"
RETOLD: Final = "RETOLD"
"""A server lost it, and its author has it in other words alone (K-04)."""
REVOKED: Final = "REVOKED"

READ: Final = """SELECT plan_id, device, n, event_id, kind, header, body, salt, at, state FROM pending
WHERE plan_id=? ORDER BY n"""
_ADD: Final = """INSERT INTO pending (plan_id, device, n, event_id, kind, header, body, salt, at, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_REFUSE: Final = """INSERT OR REPLACE INTO refused (plan_id, device, n, event_id, code, header, body, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


class _Row(NamedTuple):
    """An event that waits, as the driver stores it."""

    plan_id: str
    device: str
    n: int
    event_id: str
    kind: str
    header: bytes
    body: bytes
    salt: bytes
    at: str
    state: str = NEW


class Waiting(_Row):
    """An event that waits; what its bytes say is read once."""

    @cached_property
    def sealed(self) -> Sealed:
        """The exact bytes of the event."""
        return Sealed(self.header, self.body, self.salt)

    @cached_property
    def event(self) -> Event:
        """What the bytes say."""
        return CODEC.open(self.sealed)

    @cached_property
    def leaf(self) -> bytes:
        """What stands for the bytes in the chain."""
        return leaf_of(self.sealed)

    @property
    def read(self) -> tuple[Event, bytes]:
        """The event with its leaf."""
        return self.event, self.leaf

    def in_state(self, state: str) -> Waiting:
        """Give the same event, sent this far."""
        found = self._replace(state=state)
        found.__dict__.update(self.__dict__)
        return found

    def again(self, **changed: Any) -> Waiting:
        """Give the same event with other words in its header, to be sent again under the same id (R26)."""
        head = json.loads(self.header) | changed
        return self._replace(header=canonical(head), device=head["device"], n=head["n"], state=NEW)


def waiting(event: Event, sealed: Sealed, at: str) -> Waiting:
    """Give the row of an event."""
    return Waiting(event.plan_id, event.device, event.n, event.id, event.kind, sealed.header, sealed.body or b"",
                   sealed.salt, at)  # fmt: skip


def read_pending(connection: Connection, plan_id: str) -> tuple[Waiting, ...]:
    """Read what waits in a plan, in the order in which it is sent."""
    return tuple(Waiting(*row) for row in connection.execute(READ, (plan_id,)).fetchall())


def add_pending(connection: Connection, rows: Iterable[Waiting]) -> None:
    """Let events wait."""
    connection.executemany(_ADD, rows)


def replace_pending(connection: Connection, plan_id: str, rows: Iterable[Waiting]) -> None:
    """Let these wait in a plan, and nothing else."""
    connection.execute("DELETE FROM pending WHERE plan_id=?", (plan_id,))
    add_pending(connection, rows)


def drop_pending(connection: Connection, rows: Iterable[Waiting]) -> None:
    """Let events wait no more: their places are known, also where they were refused before.

    A file that one of them names goes along where its words are not read in that place (I7).
    """
    gone = list(rows)
    files = [(row.plan_id, told_of(connection, row.plan_id, [row.event_id])) for row in gone if row.kind == ATTACHED]
    keys = [(row.plan_id, row.event_id) for row in gone]
    connection.executemany("DELETE FROM pending WHERE plan_id=? AND event_id=?", keys)
    connection.executemany("DELETE FROM refused WHERE plan_id=? AND event_id=?", keys)
    for told in files:
        drop_untold(connection, *told)


def refuse(connection: Connection, row: Waiting, code: str) -> None:
    """Let an event wait no more: it was refused, and its author keeps the text unless it is erased (I2, R34)."""
    body = b"" if code == ERASED else row.body
    files = told_of(connection, row.plan_id, [row.event_id]) if code == ERASED else ()
    connection.execute("DELETE FROM pending WHERE event_id=?", (row.event_id,))
    drop_untold(connection, row.plan_id, files)
    given = (row.plan_id, row.device, row.n, row.event_id, code, row.header, body, row.at)
    connection.execute(_REFUSE, given)


def provisional(plan: Plan, row: Waiting, head: bytes, before: int = 0) -> Entry:
    """Give an event the place after the others that wait; it has no hash of its own, but that of the last confirmed.

    `before` events wait between the plan and it; none of them counts where it revises something.
    """
    event, status = row.event, Status.OK
    body = event.body
    if isinstance(body, Revised) and event.base is not None and body.thing in plan.facts:
        status = judged(plan, body, event.base)
    return Entry(plan.seq + before + 1, read_stamp(row.at), status, row.leaf, head, event)


def on_top(confirmed: Plan, rows: Iterable[Waiting]) -> Plan:
    """Give the plan with what waits applied on top; what it blanks is hidden until the server does so too."""
    plan, blanks, entries = confirmed, False, list[Entry]()
    for row in rows:
        if isinstance(row.event.body, Revised):  # judged on the state before it
            plan, entries = go_on(plan, entries), []
        entries.append(provisional(plan, row, confirmed.head, len(entries)))
        blanks = blanks or takes_words(row.event)
    plan = go_on(plan, entries)
    return fold(plan.entries) if blanks else plan


def takes_words(event: Event | None) -> bool:
    """Tell whether an event takes the words of others out of the log."""
    body = None if event is None else event.body
    return body is not None and (body.ERASES or isinstance(body, Blanked))


def named_base(plan: Plan, base: int | str | None, after: int) -> int | str | None:
    """Give a base as the server can understand it: a place that is not confirmed is named by its event (R40)."""
    if not isinstance(base, int) or base <= after or base > len(plan.entries):
        return base
    event = plan.entries[base - 1].event
    return base if event is None else event.id
