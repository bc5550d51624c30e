"""What is kept beside the logs: files, look-ups, reasons, and deadlines without a name (S-06, S-07, S-09)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, true, tuple_

from stafett_server.log.actors import guards
from stafett_server.log.room import Asker, Room, held_of
from stafett_server.log.rows import Key, in_parts, table
from stafett_server.log.session import Session
from stafett_server.log.stopping import Stopped
from stafett_server.log.tables import Blob, Listed, Lookups, Reasons
from stafett_tui.domain.document import documents
from stafett_tui.domain.event import Act, stamp
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.rights import Right, right
from stafett_tui.domain.view import view
from stafett_tui.sync.protocol import (
    Code,
    Deadlines,
    DeadlinesFound,
    Done,
    Looked,
    LookupsTaken,
    MaskedDeadline,
    Problem,
    Reason,
    unpacked,
)
from stafett_tui.sync.protocol import Lookups as SentLookups

_BLOB, _LISTED, _LOOKUP = table(Blob).c, table(Listed).c, table(Lookups).c
MOST_BLOB: Final = 20 * 1024 * 1024
"""The most bytes of one file."""


def _seen(room: Room, connection: Connection, session: Session, plan: str) -> Plan:
    """Give a plan as whoever asks sees it; raises Stopped where there is none, or it is not read."""
    asker = Asker(room, connection, session)
    held = held_of(room, connection, (session.tenant, plan))
    if held is None:
        raise Stopped(Code.PLAN_GONE)
    if not asker.sight((session.tenant, plan), held).may:
        raise Stopped(Code.REVOKED, "the plan is not read by this person")
    return view(held.plan, asker.within(held.plan), room.policy, asker.today(held.plan))


def put_blob(room: Room, connection: Connection, session: Session, plan: str, digest: str, data: bytes) -> Done:
    """Keep a file that the plan, as its bringer sees it, tells of."""
    if len(data) > MOST_BLOB:
        raise Stopped(Code.TOO_LARGE, "a file of at most 20 MB")
    _told_of(_seen(room, connection, session, plan), digest)
    key: Key = (session.tenant, plan)
    if connection.execute(_the_blob(key, digest, _BLOB.size)).first() is None:
        row = {"tenant": key[0], "plan": key[1], "hash": digest, "size": len(data), "data": data}
        connection.execute(insert(table(Blob)), row)
    return Done()


def get_blob(room: Room, connection: Connection, session: Session, plan: str, digest: str) -> bytes:
    """Give a file that the plan, as the reader sees it, tells of."""
    _told_of(_seen(room, connection, session, plan), digest)
    found = connection.execute(_the_blob((session.tenant, plan), digest, _BLOB.data)).scalar()
    if found is None:
        raise Stopped(Code.RETRY, "the file was not brought yet", wait=60.0)
    return bytes(found)


def _told_of(seen: Plan, digest: str) -> None:
    if all(each.body.sha256 != digest for each in documents(seen)):
        raise Stopped(Code.PLAN_GONE, "the plan tells of no such file")


def _the_blob(key: Key, digest: str, column: Any) -> Any:
    return select(column).where(_BLOB.tenant == key[0], _BLOB.plan == key[1], _BLOB.hash == digest)


def take_lookups(connection: Connection, session: Session, asked: SentLookups) -> LookupsTaken | Problem:
    """Take look-ups in the order of the device's chain; what is here already is not written again (S-07)."""
    last = connection.execute(
        select(func.max(_LOOKUP.n)).where(_LOOKUP.tenant == session.tenant, _LOOKUP.device == session.device)
    ).scalar()
    new = [each for each in asked.entries if last is None or each.n > last]
    if _others(connection, session, asked.entries[: len(asked.entries) - len(new)]):
        return Problem(code=Code.CLONE, why="two machines write under this name")
    expected = (last + 1) if last is not None else (new[0].n if new else 0)
    if [each.n for each in new] != list(range(expected, expected + len(new))):
        return Problem(code=Code.GAP, why="look-ups stand in their order", expect=expected)
    told = [
        {"tenant": session.tenant, "device": session.device, "person": session.person, "n": each.n, "at": each.at,
         "plan": each.plan, "screen": each.view, "role": each.role, "unit": each.unit, "reason": each.reason,
         "hash": unpacked(each.hash)}
        for each in new
    ]  # fmt: skip
    if told:
        connection.execute(insert(table(Lookups)), told)
    return LookupsTaken(through=new[-1].n if new else last or 0)


def _others(connection: Connection, session: Session, again: tuple[Looked, ...]) -> bool:
    """Tell whether another look-up stands under one of these numbers: its disk was cloned or put back (R26, R27)."""
    if not again:
        return False
    mine = (_LOOKUP.tenant == session.tenant, _LOOKUP.device == session.device)
    these = _LOOKUP.n.between(again[0].n, again[-1].n)
    known = {row[0]: row[1] for row in connection.execute(select(_LOOKUP.n, _LOOKUP.hash).where(*mine, these))}
    return any(bytes(known.get(each.n, b"")) != unpacked(each.hash) for each in again)


def give_reason(room: Room, connection: Connection, session: Session, asked: Reason) -> Done:
    """Keep why somebody with an office opens a plan of others; whether it opens is the read rule's to say (S-06)."""
    if not session.offices or not asked.reason.strip():
        raise Stopped(Code.REVOKED, "an office, and a reason")
    if held_of(room, connection, (session.tenant, asked.plan)) is None:
        raise Stopped(Code.PLAN_GONE)
    row = {
        "tenant": session.tenant, "plan": asked.plan, "person": session.person, "device": session.device,
        "at": stamp(room.clock.now()), "reason": asked.reason.strip(),
    }  # fmt: skip
    found = table(Reasons).c
    same = (found.tenant == row["tenant"], found.plan == row["plan"], found.person == row["person"],
            found.device == row["device"], found.at == row["at"])  # fmt: skip
    if connection.execute(select(found.at).where(*same)).first() is None:
        connection.execute(insert(table(Reasons)), row)
    return Done()


def deadlines(connection: Connection, session: Session, asked: Deadlines) -> DeadlinesFound:
    """Give open deadlines over all plans, for whom the rights table lets read them, without anything that tells whose.

    Plans whose owner's address is strictly confidential are in no list (K-03); what is hidden from the asker, or is
    not shown again, stands in none of theirs (C-11, D-12), nor one in which they are one of several guardians (K-04).
    """
    if not any(right(Act.BOARD, office) is Right.READ for office in session.offices):
        return DeadlinesFound(found=(), more=False)
    day, _, thing = asked.after.partition("/")
    strict = guards(connection, session.tenant).openers
    found: list[MaskedDeadline] = []
    while len(found) <= asked.limit:
        query = (
            select(_LISTED.plan, _LISTED.thing, _LISTED.day, _LISTED.value)
            .where(_LISTED.tenant == session.tenant, _LISTED.sort == "activities", _LISTED.open == true())
            .where(_LISTED.day > "")
            .where(tuple_(_LISTED.day, _LISTED.thing) > (day, thing))
            .order_by(_LISTED.day, _LISTED.thing)
            .limit(asked.limit + 1)
        )
        rows = connection.execute(query).all()
        plans = _plans(connection, session.tenant, {row[0] for row in rows})
        left = _unseen(connection, session, rows)
        found.extend(
            _masked(row, plan) for row in rows
            if (plan := plans.get(row[0])) and plan["owner"] not in strict and not left & {row[0], row[1]}
        )  # fmt: skip
        if len(rows) <= asked.limit:
            break
        thing, day = rows[-1][1], rows[-1][2]
    return DeadlinesFound(found=tuple(found[: asked.limit]), more=len(found) > asked.limit)


def _unseen(connection: Connection, session: Session, rows: Sequence[Any]) -> frozenset[str]:
    """Give the plans and activities of these rows that lists of this person leave out; one look into an index."""
    asked = {f"{thing}/{who}": thing for row in rows for thing in row[:2] for who in ("", session.person)}
    query = select(_LISTED.thing).where(_LISTED.tenant == session.tenant, _LISTED.sort == "unseen")
    told = query.where(_LISTED.plan.in_({row[0] for row in rows}))
    some = (told.where(_LISTED.thing.in_(these)) for these in in_parts(asked))
    return frozenset(asked[found] for each in some for found in connection.execute(each).scalars())


def _plans(connection: Connection, tenant: str, plans: set[str]) -> dict[str, dict[str, Any]]:
    query = select(_LISTED.plan, _LISTED.value).where(_LISTED.tenant == tenant, _LISTED.sort == "plan")
    found = (row for some in in_parts(plans) for row in connection.execute(query.where(_LISTED.plan.in_(some))))
    return {row[0]: json.loads(row[1]) for row in found}


def _masked(row: Any, plan: dict[str, Any]) -> MaskedDeadline:
    told = json.loads(row[3])
    return MaskedDeadline(
        key=f"{row[2]}/{row[1]}", plan=row[0], number=plan["number"], initials=plan["initials"], due=row[2][:10],
        service=told["service"], moved=told["moved"],
    )  # fmt: skip
