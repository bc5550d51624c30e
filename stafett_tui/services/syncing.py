"""What a laptop makes of each step of syncing: who it is now, how it stands, what goes, and whom to tell."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.changes import POLICY, Changes
from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.person import is_person
from stafett_tui.services.standing import Hindrance, Standing, clock_off
from stafett_tui.services.syncstate import Removed
from stafett_tui.sync.adoption import adopt_all
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.outcome import Outcome, Step, Told
from stafett_tui.sync.protocol import Code
from stafett_tui.sync.shelf import EMPTIED

if TYPE_CHECKING:
    from stafett_tui.services.account import Account, Accounts
    from stafett_tui.services.clock import Clock
    from stafett_tui.services.files import Files
    from stafett_tui.services.lease import Lease
    from stafett_tui.services.municipal import Municipal
    from stafett_tui.services.retention import Retention
    from stafett_tui.store.opened import Store
    from stafett_tui.sync.protocol import Head, Registered
    from stafett_tui.sync.ways import BothWays

REMOVED: Final = "removed"
SHUT_OUT: Final = "shut_out"
"""Why the server lets this laptop in no more, as it said at the last contact: also known without it."""
_SHUT: Final = frozenset({Hindrance.LOGIN, Hindrance.REVOKED, Hindrance.UPGRADE})
_DOCUMENT: Final = "document.attached"
_HINDRANCES: Final = {
    Code.AUTH: Hindrance.LOGIN, Code.REVOKED: Hindrance.REVOKED, Code.UPGRADE: Hindrance.UPGRADE,
    Code.RESTORING: Hindrance.RESTORING, Code.MALFORMED: Hindrance.REFUSED, Code.TOO_LARGE: Hindrance.REFUSED,
}  # fmt: skip
_ALONE: Final = _HINDRANCES | {Code.PLAN_GONE: Hindrance.UNTAKEN}
"""Where a log that was begun alone is not taken over."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What syncing works on."""

    store: Store
    clock: Clock
    accounts: Accounts
    lease: Lease
    retention: Retention
    files: Files
    municipal: Municipal
    renamed: Callable[[str], None]
    """Write under this device id from now on."""


@dataclass
class Hearers:
    """Who is told, from whatever thread it happens in."""

    changed: list[Callable[[Changes], None]] = field(default_factory=list)
    """Something came from the server."""
    stood: list[Callable[[Standing], None]] = field(default_factory=list)
    """How it stands is another."""


class Syncing:
    """Hears of every step."""

    def __init__(self, rooms: Rooms, hearers: Hearers) -> None:
        """Work in these rooms, and tell these."""
        self._rooms = rooms
        self._hearers = hearers
        self._lock = threading.Lock()
        shut = rooms.store.settings.get(SHUT_OUT)
        hindrance = next((each for each in _SHUT if each == shut), None)
        told = _left_to_tell(rooms.store)
        self._standing = Standing(removed=told, lease_until=rooms.lease.until, hindrance=hindrance)
        self._shown: Standing | None = None
        self._named: dict[str, tuple[int, str]] = {}
        self._clock_right = False
        """Whether the machine's clock was the server's at the last contact of this run."""
        self._untaken: tuple[Hindrance, ...] = ()
        """Why logs that were begun alone stay so."""

    # ---- how it stands

    def standing(self) -> Standing:
        """Give how it stands at this moment; quick enough for every frame's thread."""
        account = self._rooms.accounts.current
        waiting, refused = (0, 0) if account is None else self._rooms.store.refusals.count()
        with self._lock:
            told = self._standing
        server = "" if account is None else account.called or account.server
        return replace(told, server=server, waiting=waiting, refused=refused)

    def tell(self) -> None:
        """Tell whoever listens, where it stands otherwise than when they were told last."""
        now = self.standing()
        with self._lock:
            same, self._shown = self._shown == now, now
        for hearer in () if same else tuple(self._hearers.stood):
            hearer(now)

    def begin_anew(self, *, alone: bool = False) -> None:
        """Somebody else listens, who is told everything; `alone`: there is no server any more."""
        with self._lock:
            self._shown = None
            self._standing = Standing() if alone else self._standing

    def told_removed(self) -> None:
        """What was removed is on a screen now: it is told once."""
        self._rooms.store.settings.set(REMOVED, "")

    # ---- what the thread tells

    def before(self, ways: BothWays) -> None:
        """Put away what is unused (D-07), and bring what was begun alone and is not the server's yet.

        What is unused is known by the clock: nothing goes before the server has said in this run that it is right.
        """
        if self._clock_right:
            self._rooms.retention.put_away()
        rows = self._rooms.store.reader.plan_rows()
        self._named = {row.plan_id: (row.number, f"{row.number} {row.initials}".strip()) for row in rows}
        self.adopt(ways)

    def after(self, ways: BothWays) -> None:
        """Take the policy that the server judges by now, and carry files."""
        if self._rooms.municipal.follow(ways):
            self._came(Changes("", frozenset({POLICY}), ()))
        self._rooms.files.carry(ways)

    def adopt(self, ways: BothWays) -> None:
        """Bring every log that was begun alone."""
        account, shelf = self._rooms.accounts.current, self._rooms.store.shelf
        if account is None or not shelf.alone():
            self._untaken = ()
            return
        self._rooms.files.note(plan for plan in shelf.alone() if self._rooms.store.blobs.of(plan))
        troubles = adopt_all(shelf, ways, account.local or account.person, told=self.told)
        self._untaken = tuple(_ALONE[each.problem.code] for each in troubles if each.problem.code in _ALONE)
        self._hindered([])

    def told(self, told: Told) -> None:
        """A step was taken."""
        if told.step is Step.RENAMED and told.device is not None:
            self._rename(told.device)
        elif told.step in {Step.RESTORED, Step.ANEW}:
            self._rooms.files.heard()
        elif told.purged is not None and not is_person(told.plan):
            self._remember_removed(told)
        elif told.step in {Step.ADOPTED, Step.THROUGH} and told.of > 1:
            self._set(fetching=(told.done, told.of))
            self.tell()
        if told.changes is not None:
            self._came(told.changes)

    def ended(self, outcome: Outcome) -> None:
        """A round came through."""
        now = self._rooms.clock.now()
        self._set(unreachable_since=None, fetching=None)
        emptied = tuple(each.plan for each in outcome.problems if each.problem.why == EMPTIED)
        if outcome.now or emptied:
            self._set(emptied=emptied)
        self._hindered([each.problem.code for each in outcome.problems])
        if outcome.now:
            there, until = _moment(outcome.now), _moment(outcome.lease)
            off = clock_off(now, there)
            self._clock_right = off is None
            self._set(clock_off=off, synced_at=now, lease_until=until)
            self._rooms.lease.renew(until, there)
            self._rooms.municipal.heard(outcome.policy)
            self.tell()
        elif not outcome.problems:
            self._set(synced_at=now)

    def failed(self, error: Exception) -> None:
        """A round did not come through: everything is kept."""
        if isinstance(error, Unreachable):
            self._set(unreachable_since=error.since)
        else:
            self._set(hindrance=Hindrance.DISK if isinstance(error, StafettError) else Hindrance.REFUSED)
        self.tell()

    def rested(self) -> None:
        """Nothing is to be done: time goes on for the lease."""
        self._rooms.lease.latest()
        self.tell()

    def wanted(self, head: Head) -> bool:
        """Tell whether a plan that is not here is fetched (D-07)."""
        return self._rooms.retention.wanted(head)

    # ---- inside

    def _came(self, changes: Changes) -> None:
        if _DOCUMENT in changes.kinds:
            self._rooms.files.note([changes.plan_id])
        for hearer in tuple(self._hearers.changed):
            hearer(changes)

    def _rename(self, registered: Registered) -> None:
        """Take another device id, its secret first (R26)."""
        account: Account | None = self._rooms.accounts.current
        if account is not None:
            self._rooms.accounts.keep(replace(account, device=registered.device), registered.token)
            self._rooms.renamed(registered.device)

    def _remember_removed(self, told: Told) -> None:
        """Keep the number alone until somebody was told: nothing else of the plan is left here (I7)."""
        number, name = self._named.get(told.plan, (0, ""))
        unsent = 0 if told.purged is None else told.purged.unsent
        with self._lock:
            self._standing = replace(
                self._standing, removed=(*self._standing.removed, Removed(told.plan, name, unsent))
            )
        kept = self._rooms.store.settings
        rows = [*json.loads(kept.get(REMOVED) or "[]"), {"plan": told.plan, "number": number, "unsent": unsent}]
        kept.set(REMOVED, json.dumps(rows))

    def _hindered(self, codes: list[Code]) -> None:
        found = [*(_HINDRANCES[code] for code in codes if code in _HINDRANCES), *self._untaken]
        with self._lock:
            asks = Hindrance.EMPTIED if self._standing.emptied else None
        hindrance = found[0] if found else asks
        self._set(hindrance=hindrance)
        shut, kept = str(hindrance) if hindrance in _SHUT else "", self._rooms.store.settings
        if kept.get(SHUT_OUT) != shut:
            kept.set(SHUT_OUT, shut)

    def _set(self, **changes: object) -> None:
        with self._lock:
            self._standing = replace(self._standing, **changes)  # type: ignore[arg-type]  # names of its own fields


def _left_to_tell(store: Store) -> tuple[Removed, ...]:
    """Give what was removed while nobody sat here."""
    rows = json.loads(store.settings.get(REMOVED) or "[]")
    return tuple(Removed(row["plan"], str(row["number"] or ""), row["unsent"]) for row in rows)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
