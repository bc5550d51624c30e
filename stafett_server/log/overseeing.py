"""All plans of a device in one call: what to fetch, what to take anew, what is gone (R29, R31)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from stafett_server.log import rows
from stafett_server.log.actors import plans_of
from stafett_server.log.exchanging import check_epoch
from stafett_server.log.held import Held
from stafett_server.log.overseen import Quiet, mark_of
from stafett_server.log.room import Asker, Room, epoch
from stafett_server.log.session import Session
from stafett_server.log.sight import Sight
from stafett_tui.domain.event import stamp
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.person import PREFIX, log_of
from stafett_tui.domain.person_gate import may_see_person
from stafett_tui.domain.plan import Plan
from stafett_tui.sync.protocol import Head, Known, Overview, Overviewed, unpacked

Heads = Mapping[str, rows.Standing]


def overview(room: Room, connection: Connection, session: Session, asked: Overview) -> Overviewed:
    """Tell a device where its plans stand, and of those that it does not know; the lease is given elsewhere."""
    check_epoch(connection, session, asked.epoch)
    changed, gone = _Seeing(room, connection, session).asked(asked.plans)
    return Overviewed(
        epoch=asked.epoch or epoch(connection, session.tenant), now=stamp(room.clock.now()), lease="",
        changed=tuple(sorted(changed, key=lambda head: (head.next_meeting or "9", head.plan))), gone=tuple(gone),
        policy=room.mark,
    )  # fmt: skip


class _Told(NamedTuple):
    """What a look at all logs came to."""

    changed: list[Head]
    gone: list[str]
    logs: frozenset[str]
    """The logs of persons."""
    heads: Heads
    """How all of them stood."""


class _Seeing:
    """What one person sees of all logs."""

    def __init__(self, room: Room, connection: Connection, session: Session) -> None:
        self._room = room
        self._connection = connection
        self._tenant = session.tenant
        self._asker = Asker(room, connection, session)
        self._person = session.person

    def asked(self, known: tuple[Known, ...]) -> tuple[list[Head], list[str]]:
        """Give what is to be told; where all is as it was when nothing was, no log is looked at again."""
        mine = plans_of(self._connection, self._tenant, self._person) | self._asker.actor.reasons
        plans = {each.plan for each in known if not each.plan.startswith(PREFIX)} | mine
        session, overseen = self._asker.session, self._room.overseen
        before = overseen.of(session)
        heads = rows.heads(self._connection, self._tenant, plans if before is None else plans | before.logs)
        if before is not None and before.mark == self._mark(known, plans, heads):
            return [], []
        told = self._told({each.plan: each for each in known}, {at: heads[at] for at in plans if at in heads}, plans)
        quiet = None if told.changed or told.gone else Quiet(self._mark(known, plans, told.heads), told.logs)
        overseen.keep(session, quiet)
        return told.changed, told.gone

    def _mark(self, known: Iterable[Known], plans: Iterable[str], heads: Heads) -> bytes:
        asker = self._asker
        return mark_of(known, asker.actor, asker.guards.mark, oslo_date(asker.now), plans, heads)

    def _told(self, known: Mapping[str, Known], heads: Heads, plans: Iterable[str]) -> _Told:
        """Look at every log: which stand elsewhere than the device has them, and which are read no more."""
        changed: list[Head] = []
        gone: list[str] = []
        seen: dict[str, list[Plan]] = {}
        for plan in sorted(plans):
            held = self._held(plan, heads)
            sight = None if held is None else self._asker.sight((self._tenant, plan), held)
            if held is not None and sight is not None and sight.may:
                for person in held.people:
                    seen.setdefault(person, []).append(held.plan)
            self._tell(plan, held, sight, known.get(plan), changed, gone)
        logs = frozenset(plan for plan in known if plan.startswith(PREFIX)) | {log_of(person) for person in seen}
        of_logs = rows.heads(self._connection, self._tenant, logs)
        for log in sorted(logs):
            held = self._held(log, of_logs)
            person = log.removeprefix(PREFIX)
            may = held is not None and any(self._sees(plan, person) for plan in seen.get(person, ()))
            sight = None if held is None else Sight(may=may, lacks=held.lacking)
            self._tell(log, held, sight, known.get(log), changed, gone)
        return _Told(changed, gone, logs, {**heads, **of_logs})

    def _held(self, plan: str, heads: Heads) -> Held | None:
        if plan not in heads:
            return None
        return self._room.shelf.read(self._connection, (self._tenant, plan), heads[plan])

    def _sees(self, plan: Plan, person: str) -> bool:
        """Tell whether a person's own log is seen from a plan (D-11)."""
        return may_see_person(plan, person, self._asker.within(plan), self._room.policy, self._asker.today(plan))

    @staticmethod
    def _tell(
        plan: str, held: Held | None, sight: Sight | None, known: Known | None, changed: list[Head], gone: list[str]
    ) -> None:
        if held is None or sight is None:
            if known is not None and known.after:  # lost by a backup: never taken for a deletion (R39)
                changed.append(Head(plan=plan, head=0, reset=True))
            return
        after = 0 if known is None else known.after
        told = unpacked(known.hash) if known is not None and known.hash else held.hash_at(0)
        same = held.hash_at(after) == told
        if same and not sight.may:
            if known is not None:
                gone.append(plan)
            return
        stale = known is not None and known.lacks != sight.mark(after)
        if not same or stale or after != held.plan.seq:
            row = held.rows.plan
            following = None if row is None else row.next_meeting
            changed.append(Head(plan=plan, head=held.plan.seq, reset=not same, next_meeting=following))
