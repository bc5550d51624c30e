"""One write: events that get their places together, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.event import Entry, Event, Sealed, Status, place, stamp
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.plan import Plan, apply, gone
from stafett_tui.store.folded import Together
from stafett_tui.store.pending import Waiting, named_base, provisional, waiting


@dataclass(slots=True)
class Batch:
    """Events being placed after one another; the journal writes them when the batch ends."""

    plan_id: str
    at: datetime
    policy: str
    plan: Plan
    """The state so far, with what this batch has added."""
    counters: dict[str, int]
    written: list[tuple[Event, Sealed, Entry]] = field(default_factory=list)
    waits: list[Waiting] = field(default_factory=list)
    """The same events as they wait, where the server gives the places."""
    finished: list[str] = field(default_factory=list)
    together: Together | None = None
    """Set where the server gives the places: until then they are provisional."""

    def n(self, device: str) -> int:
        """Give the next number of the device's gapless counter in this plan."""
        return self.counters.get(device if self.together is None else self.together.device, 0) + 1

    def add(self, event: Event, status: Status = Status.OK) -> Entry:
        """Give the event its place and apply it; raises ValueError for one of another plan or a counter gap."""
        if event.plan_id != self.plan_id or event.n != self.n(event.device):
            msg = "an event of another plan, or one that leaves a gap"
            raise ValueError(msg)
        together = self.together
        event, sealed, entry = self._placed(event, status) if together is None else self._waiting(event, together)
        self.plan = apply(self.plan, entry)
        self.counters[event.device if together is None else together.device] = event.n
        self.written.append((event, sealed, entry))
        return entry

    def _placed(self, event: Event, status: Status) -> tuple[Event, Sealed, Entry]:
        sealed = CODEC.seal(event)
        previous = None if self.plan.seq == 0 else Entry(
            self.plan.seq, self.at, Status.OK, b"", self.plan.head, None
        )  # fmt: skip
        return event, sealed, place(CODEC.open(sealed), sealed, previous, self.at, status, self.policy)

    def _waiting(self, event: Event, together: Together) -> tuple[Event, Sealed, Entry]:
        """Place an event behind those that wait, of the device of the session, with a base the server can read."""
        base = named_base(self.plan, event.base, together.confirmed.seq)
        event = replace(event, device=together.device or event.device, base=base)
        row = waiting(event, CODEC.seal(event), stamp(self.at))
        self.waits.append(row)
        return event, row.sealed, provisional(self.plan, row, together.confirmed.head)

    def clear_draft(self, key: str) -> None:
        """Forget the draft of a field in the same transaction."""
        self.finished.append(key)

    @property
    def blanked(self) -> frozenset[str]:
        """The ids of the events that this batch blanks; all before it where it erases the plan (D-06)."""
        if self.erases:
            return gone(self.plan.entries)
        return frozenset(e.body.target for e, _, _ in self.written if isinstance(e.body, Blanked))

    @property
    def erases(self) -> bool:
        """Whether this batch erases the whole plan."""
        return any(e.body is not None and e.body.ERASES for e, _, _ in self.written)

    @property
    def changes(self) -> Changes:
        """What this batch changes: every service answers with it."""
        events = [event for event, _, _ in self.written]
        return Changes(
            plan_id=self.plan_id,
            kinds=frozenset(event.kind for event in events),
            ids=tuple(event.id for event in events),
            act=events[-1].act if events else "",
            seq=self.plan.seq,
        )
