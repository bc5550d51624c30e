"""Plans in memory exactly as they stand on disk: confirmed, and with what waits for the server on top."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from stafett_tui.domain.index import IndexRows, index
from stafett_tui.domain.plan import Plan, fold
from stafett_tui.store.engine import Channel, Connection
from stafett_tui.store.ordered import DEVICE, EPOCH, Ordered, State, read_ordered
from stafett_tui.store.pending import Waiting, on_top, read_pending
from stafett_tui.store.rows import read_entries
from stafett_tui.store.settings import setting

REMEMBERED: Final = 64
"""How many folded plans stay in memory."""


@dataclass(frozen=True, slots=True)
class Together:
    """What a plan that the server orders has beside its state: what is confirmed, and who writes here."""

    confirmed: Plan
    device: str
    """The device of the session; "" where none is set: then each event says its own."""
    row: Ordered
    waits: tuple[Waiting, ...]
    """What is on top of the confirmed, in the order in which it is sent."""


@dataclass(frozen=True, slots=True)
class Held:
    """A plan in memory as it stands on disk: folded, with its list rows and the counter of each device."""

    plan: Plan
    rows: IndexRows
    counters: Mapping[str, int]
    together: Together | None = None
    """None for a plan that this laptop orders itself."""

    @property
    def confirmed(self) -> Plan:
        """The plan without what waits."""
        return self.plan if self.together is None else self.together.confirmed


def load(connection: Connection, plan_id: str) -> Held:
    """Read a log from the file, with what waits on top."""
    log, row = read_entries(connection, plan_id), read_ordered(connection, plan_id)
    if row is None and not log and setting(connection, EPOCH):
        row = Ordered(plan_id)
    plan = fold(log)
    if row is not None and row.state is not State.KEPT:
        return held_on_top(plan, read_pending(connection, plan_id), row, setting(connection, DEVICE))
    counters: dict[str, int] = {}
    for entry in log:
        if entry.event is not None:
            counters[entry.event.device] = max(entry.event.n, counters.get(entry.event.device, 0))
    return Held(plan, index(plan), counters)


def held_on_top(confirmed: Plan, rows: tuple[Waiting, ...], row: Ordered, device: str) -> Held:
    """Give an ordered plan with what waits on top, and the counter that goes on behind all of it."""
    if rows:
        index(confirmed)  # what waits is put right on top of these rows, and what follows later too
    plan, counter = on_top(confirmed, rows), max((row.acked, *(each.n for each in rows)))
    return Held(plan, index(plan), {device: counter}, Together(confirmed, device, row, rows))


class Folded:
    """The plans that were asked for last; whoever uses it holds the lock of the channel."""

    def __init__(self, channel: Channel, remembered: int = REMEMBERED) -> None:
        """Read over this channel; `remembered` bounds how many plans are kept."""
        self._channel = channel
        self._remembered = remembered
        self._held: OrderedDict[str, Held] = OrderedDict()

    def __iter__(self) -> Iterator[str]:
        """Give the ids of the plans in memory, the one asked for last at the end."""
        return iter(self._held)

    def hold(self, plan_id: str) -> Held:
        """Give a plan, read where it is not in memory."""
        held = self._held.get(plan_id)
        if held is not None:
            self._held.move_to_end(plan_id)
            return held
        with self._channel.reading() as connection:
            held = load(connection, plan_id)
        if held.plan.seq:
            self.remember(plan_id, held)
        return held

    def remember(self, plan_id: str, held: Held) -> None:
        """Keep a plan as it stands on disk now."""
        self._held[plan_id] = held
        self._held.move_to_end(plan_id)
        while len(self._held) > self._remembered:
            self._held.popitem(last=False)

    @contextmanager
    def changing(self, plan_id: str | None) -> Iterator[Connection]:
        """Give a transaction; what memory holds of the plan, or of all, is read afresh after it."""
        with self._channel.lock:
            try:
                with self._channel.writing() as connection:
                    yield connection
            finally:
                if plan_id is None:
                    self.clear()
                else:
                    self.forget(plan_id)

    def forget(self, plan_id: str) -> None:
        """Read a plan afresh when it is asked for again."""
        self._held.pop(plan_id, None)

    def clear(self) -> None:
        """Read every plan afresh when it is asked for again."""
        self._held.clear()


def is_gone(held: Held) -> bool:
    """Tell whether a plan was taken out of the store."""
    return held.together is not None and held.together.row.state is State.GONE
