"""Who writes or reads, with what the gates need to know: offices, reasons, guarded addresses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from stafett_server.log.prepared import Prepared, Row
from stafett_server.log.rows import Key, table
from stafett_server.log.session import Session
from stafett_server.log.tables import Candidate, Guarded, Reasons
from stafett_tui.domain import person as persons
from stafett_tui.domain.case import Actor
from stafett_tui.domain.event import stamp
from stafett_tui.domain.people import opening
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.protection import AddressProtection

REASON_STANDS: Final = timedelta(days=1)
"""How long a reason lets somebody with an office into a plan that is not their own (S-06)."""

_CANDIDATE, _GUARDED, _REASON = table(Candidate).c, table(Guarded).c, table(Reasons).c


@dataclass(frozen=True, slots=True)
class Guards:
    """Everybody whose address is guarded, and who alone opens their plans (K-03, K-04)."""

    protected: Mapping[str, AddressProtection] = field(default_factory=dict)
    openers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    mark: str = ""
    """A text that is the same for the same guards."""


_NOBODY: Final = Guards()
READ_GUARDED: Final = Prepared(
    select(_GUARDED.person, _GUARDED.protection, _GUARDED.openers).where(_GUARDED.tenant == bindparam("tenant"))
)
_READ_CANDIDATE: Final = Prepared(
    select(_CANDIDATE.plan).where(_CANDIDATE.tenant == bindparam("tenant"), _CANDIDATE.person == bindparam("person"))
)
_READ_REASONS: Final = Prepared(
    select(_REASON.plan).where(
        _REASON.tenant == bindparam("tenant"), _REASON.person == bindparam("person"), _REASON.at >= bindparam("since")
    )
)


def guards(connection: Connection, tenant: str) -> Guards:
    """Read whose address is guarded; few are."""
    return guards_in(READ_GUARDED.run(connection, {"tenant": tenant}))


def guards_in(rows: list[Row]) -> Guards:
    """Give whose address is guarded in these rows."""
    if not rows:
        return _NOBODY
    strict = {
        row[0]: frozenset(json.loads(row[2])) for row in rows if row[1] == AddressProtection.STRICTLY_CONFIDENTIAL
    }
    protected = {row[0]: AddressProtection(row[1]) for row in rows}
    mark = repr((sorted(protected.items()), sorted((who, sorted(named)) for who, named in strict.items())))
    return Guards(protected, strict, mark)


def write_guard(connection: Connection, key: Key, log: Plan) -> None:
    """Keep what a person's log says of their address."""
    connection.execute(delete(table(Guarded)).where(_GUARDED.tenant == key[0], _GUARDED.plan == key[1]))
    said = persons.protection(log)
    if said is None or said is AddressProtection.NONE:
        return
    row = {
        "tenant": key[0], "plan": key[1], "person": key[1].removeprefix(persons.PREFIX), "protection": said.value,
        "openers": json.dumps(sorted(persons.openers(log) or ())),
    }  # fmt: skip
    connection.execute(insert(table(Guarded)), row)


def actor_in(plan: Plan, base: Actor, found: Guards) -> Actor:
    """Give the actor as the gates know them in this plan."""
    if not found.protected:
        return base
    opened = opening(plan)
    named = None if opened is None else found.openers.get(opened.owner.id)
    return Actor(base.person, base.offices, base.reasons, found.protected, named)


def actor_of(connection: Connection, session: Session, now: datetime) -> Actor:
    """Give whoever asks, with the plans that they gave a reason for (S-06)."""
    if not session.offices:
        return Actor(session.person)
    since = stamp(now - REASON_STANDS)
    rows = _READ_REASONS.run(connection, {"tenant": session.tenant, "person": session.person, "since": since})
    return Actor(session.person, session.offices, frozenset(row[0] for row in rows))


def write_candidates(connection: Connection, key: Key, before: frozenset[str], after: frozenset[str]) -> None:
    """Keep who may come to read a plan."""
    gone, new = before - after, after - before
    if gone:
        told = (_CANDIDATE.tenant == key[0], _CANDIDATE.plan == key[1], _CANDIDATE.person.in_(gone))
        connection.execute(delete(table(Candidate)).where(*told))
    if new:
        rows = [{"tenant": key[0], "plan": key[1], "person": each} for each in sorted(new)]
        connection.execute(insert(table(Candidate)), rows)


def plans_of(connection: Connection, tenant: str, person: str) -> frozenset[str]:
    """Give the plans that a person is or was in."""
    return frozenset(row[0] for row in _READ_CANDIDATE.run(connection, {"tenant": tenant, "person": person}))
