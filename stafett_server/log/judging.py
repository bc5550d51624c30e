"""A push, judged: pure. Every event on the state after the one before it, groups all or none (R4, R5, R13 to R15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Final

from stafett_server.log.held import Held, erases
from stafett_server.log.incoming import Arrived
from stafett_tui.domain.admit import Verdict
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Entry, Event, Sealed, Status, place
from stafett_tui.domain.kinds import CODEC
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.plan import Growing, Plan, fold
from stafett_tui.sync.protocol import Judged

ERASED: Final = "ERASED"
"""The event was erased here and never comes back (R34)."""
ID_TAKEN: Final = "ID_TAKEN"
"""The id belongs to an event of another plan (R28)."""
GROUP: Final = "GROUP"
"""Another event of the group was refused (R15)."""

Gate = Callable[[Plan, Event], Verdict]


@dataclass(frozen=True, slots=True)
class Known:
    """What the log knows of a device and of the events that it sends."""

    acked: int
    verdicts: Mapping[int, tuple[str, Judged]]
    """Stored verdicts by number, with the event each is on."""
    erased: frozenset[str] = frozenset()
    """Of the events that it sends, and of those that they blank."""
    elsewhere: frozenset[str] = frozenset()


@dataclass(slots=True)
class Judging:
    """The course of one push: the state so far, the new places and the verdicts."""

    held: Held
    known: Known
    gate: Gate
    at: datetime
    policy: str
    plan: Plan = field(init=False)
    placed: list[tuple[Entry, Sealed]] = field(default_factory=list)
    verdicts: list[Judged] = field(default_factory=list)
    to_keep: list[tuple[str, Judged]] = field(default_factory=list)
    """Verdicts that no place tells, with their events."""
    acked: int = field(init=False)
    gap: bool = False
    _new: dict[str, Entry] = field(default_factory=dict)
    _growing: Growing | None = None
    """The plan as it goes on; None where the next place begins from a plan that may be needed again."""

    def __post_init__(self) -> None:
        """Begin where the log stands."""
        self.plan = self.held.plan
        self.acked = self.known.acked

    def cloned(self, arrived: list[Arrived]) -> bool:
        """Tell whether another event stands under one of these numbers: two machines write as one (R26)."""
        return any(self._repeat(each) is None for each in arrived if each.n <= self.known.acked)

    def judge(self, arrived: list[Arrived]) -> None:
        """Judge all, up to a gap; what comes before the gap stands (R5)."""
        for _, found in groupby(arrived, key=lambda each: each.group or each.n):
            group = list(found)
            new = [each for each in group if each.n > self.known.acked]
            self.verdicts.extend(v for each in group if each.n <= self.known.acked and (v := self._repeat(each)))
            if [each.n for each in new] != list(range(self.acked + 1, self.acked + 1 + len(new))):
                self.gap = True
                return
            if new:
                self._together(new)

    def write(self, event: Event) -> None:
        """Place an event that nobody judges: one of the server's own."""
        sealed = CODEC.seal(event)
        self._place(CODEC.open(sealed), sealed, Status.OK)

    def knows(self, event: str) -> bool:
        """Tell whether an event has its place."""
        return self.stands(event) is not None

    def stands(self, event: str) -> Entry | None:
        """Give the place of an event, where it has one."""
        return self._new.get(event) or self.held.place(event)

    def put_back(self, event: Event, sealed: Sealed) -> None:
        """Place an event that a backup lost, with its exact bytes."""
        self._place(event, sealed, Status.OK)

    def _repeat(self, each: Arrived) -> Judged | None:
        """Give the verdict that was given before; None where it was on another event."""
        entry = self.held.place(each.id)
        device = "" if each.event is None else each.event.device
        if entry is not None and entry.event is not None and (entry.event.device, entry.event.n) == (device, each.n):
            return _verdict(each.n, entry)
        event, verdict = self.known.verdicts.get(each.n, ("", None))
        return verdict if event == each.id else None

    def _together(self, group: list[Arrived]) -> None:
        before, placed = self.plan, len(self.placed)
        if len(group) > 1:  # all or none: what stands before it may be gone back to
            self._growing = None
        found = [self._one(each) for each in group]
        if len(group) > 1 and any(v.status == "refused" for v in found):
            self.plan, self._growing = before, None
            for entry, _ in self.placed[placed:]:
                del self._new[entry.event.id if entry.event else ""]
            del self.placed[placed:]
            found = [
                v if v.status == "refused" or self.held.place(each.id) is not None
                else Judged(n=each.n, status="refused", code=GROUP)
                for each, v in zip(group, found, strict=True)
            ]  # fmt: skip
        self.verdicts.extend(found)
        mine = {entry.event.id: entry.event.n for entry, _ in self.placed[placed:] if entry.event}
        self.to_keep.extend((e.id, v) for e, v in zip(group, found, strict=True) if mine.get(e.id) != e.n)
        self.acked = group[-1].n

    def _one(self, each: Arrived) -> Judged:
        stands = self.stands(each.id)
        if stands is not None:
            return _verdict(each.n, stands)
        code: str | None = ERASED if each.id in self.known.erased else None
        code = code or (ID_TAKEN if each.id in self.known.elsewhere else None)
        if code is None and each.event is not None:
            verdict = self._done(each.event, self.gate(self.plan, each.event))
            if verdict.status is not None:
                return _verdict(each.n, self._place(each.event, each.sealed, verdict.status))
            code = verdict.code
        return Judged(n=each.n, status="refused", code=code or ErrorKind.BAD_INPUT)

    def _done(self, event: Event, verdict: Verdict) -> Verdict:
        """What a restored server did again before it was told so comes into the log as what happened (R23, R34)."""
        missed = verdict.code is ErrorKind.TARGET_UNKNOWN
        gone = missed and isinstance(event.body, Blanked) and event.body.target in self.known.erased
        return Verdict(Status.OK) if gone else verdict

    def _place(self, event: Event, sealed: Sealed, status: Status) -> Entry:
        last = self.plan.entries[-1] if self.plan.seq else None
        entry = place(event, sealed, last, self.at, status, self.policy)
        self._growing = self._growing or Growing(self.plan)
        self.plan = self._growing.add(entry)
        if erases(entry):
            self.plan, self._growing = fold(self.plan.entries), None
        self.placed.append((entry, sealed))
        self._new[event.id] = entry
        return entry


def unjudged(held: Held, at: datetime, policy: str) -> Judging:
    """Begin to place what is not judged here: what was admitted once, and what only the server says."""
    return Judging(held, Known(0, {}), _as_told, at, policy)


def _as_told(_plan: Plan, _event: Event) -> Verdict:
    return Verdict(Status.OK)


def _verdict(n: int, entry: Entry) -> Judged:
    return Judged(n=n, status="conflict" if entry.status is Status.CONFLICT else "ok", seq=entry.seq)
