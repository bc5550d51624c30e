"""Lists over many plans by the raw driver: quick enough for the first frame, never the whole table (G8).

What these rows may show to whom is the services' matter (S-09): rows of deadlines carry initials and plan
number, never the owner's name. Plans of somebody whose address is strictly confidential stand in no list of anybody
but those named, and for these without place, service, name or words of the plan (K-03).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from stafett_tui.store.engine import Channel, Connection


class PlanLine(NamedTuple):
    """A plan in a list."""

    plan_id: str
    number: int
    name: str
    initials: str
    kind: str
    level: int
    language: str
    status: str
    holder: str
    holder_name: str
    consent_through: str | None
    next_meeting: str | None
    open_activities: int
    overdue: int


class MeetingLine(NamedTuple):
    """A meeting of today, or one that has begun and is not locked."""

    meeting_id: str
    plan_id: str
    number: int
    name: str
    initials: str
    holder: str
    starts: str
    ends: str
    place: str
    state: str
    to_rate: int
    version: int


class DeadlineLine(NamedTuple):
    """An open activity among all plans: initials and number only (S-09)."""

    activity_id: str
    plan_id: str
    number: int
    initials: str
    plan_holder: str
    goal: int | None
    what: str
    responsible: str | None
    responsible_name: str
    service: str
    due: str | None
    at_next_meeting: bool
    moved: int
    last_effect: str | None
    comments: int


class Home(NamedTuple):
    """What the first screen shows."""

    meetings: tuple[MeetingLine, ...]
    plans: tuple[PlanLine, ...]
    overdue: tuple[DeadlineLine, ...]
    plan_count: int
    open_count: int
    overdue_count: int


_PLAN: Final = """SELECT p.plan_id, p.number, p.name, p.initials, p.kind, p.level, p.language, p.status, p.holder,
p.holder_name, p.consent_through, p.next_meeting, p.open_activities,
(SELECT count(*) FROM activity a WHERE a.plan_id = p.plan_id AND a.due < :today AND a.open = 1)
FROM "plan" p """
_MINE: Final = """WHERE p.holder = :person OR p.plan_id IN
(SELECT plan_id FROM activity WHERE open = 1 AND responsible = :person)
ORDER BY p.holder <> :person, p.number, p.plan_id"""
_MEETING: Final = """SELECT m.meeting_id, m.plan_id, p.number, p.name, p.initials, p.holder, m.starts, m.ends, m.place,
m.state, m.to_rate, m.version FROM meeting m JOIN "plan" p ON p.plan_id = m.plan_id """
_TODAY: Final = "WHERE m.starts >= :today AND m.starts < :tomorrow AND m.state <> 'cancelled'"
_BEGUN: Final = "WHERE m.state IN ('running', 'paused', 'broken_off', 'correcting')"
_DEADLINE: Final = """SELECT a.activity_id, a.plan_id, p.number, p.initials, p.holder, a.goal, a.what, a.responsible,
a.responsible_name, a.service, a.due, a.at_next_meeting, a.moved, a.last_effect, a.comments
FROM activity a JOIN "plan" p ON p.plan_id = a.plan_id """
_OWN_OVERDUE: Final = """WHERE a.open = 1 AND a.responsible = :person AND a.due < :today
ORDER BY a.due, a.activity_id"""
_THESE: Final = "WHERE a.activity_id IN (SELECT value FROM json_each(:ids))"
_GUARDED: Final = """SELECT p.plan_id, :person <> '' AND EXISTS
(SELECT 1 FROM opener n WHERE n.owner = o.owner AND n.person = :person)
FROM opener o CROSS JOIN "plan" p ON p.owner = o.owner WHERE o.person = ''"""
_OUT: Final = "plan_id NOT IN (SELECT value FROM json_each(:out))"


_SILENT: Final[Mapping[str, Any]] = {"what": "…", "responsible_name": "…", "service": ""}
"""What a list says of an activity in a guarded plan: when, and in which plan, never what, who or where (K-03)."""


class _Guarded(NamedTuple):
    """Plans that are in no list of others: those I am not named for, and those I am."""

    out: frozenset[str]
    mine: frozenset[str]


class Reader:
    """Reads for lists over many plans, from any thread."""

    def __init__(self, channel: Channel) -> None:
        """Read over a channel of its own, so that lists never wait for a write."""
        self._channel = channel

    def home(self, today_iso: str, person: str) -> Home:
        """Give today's and running meetings, the plans of a person, own overdue activities, and counts."""
        tomorrow = (date.fromisoformat(today_iso) + timedelta(days=1)).isoformat()
        given = {"today": today_iso, "tomorrow": tomorrow, "person": person}
        with self._channel.snapshot() as connection:
            guarded = _guarded(connection, person)
            meetings = {
                row[0]: _meeting(row, guarded)
                for where in (_TODAY, _BEGUN)
                for row in connection.execute(_MEETING + where, given)
                if row[1] not in guarded.out
            }
            plans = _plans(connection.execute(_PLAN + _MINE, given), guarded)
            own = _deadlines(connection.execute(_DEADLINE + _OWN_OVERDUE, given), guarded)
            counts = _counts(connection, today_iso, guarded)
        return Home(tuple(sorted(meetings.values(), key=lambda m: (m.starts, m.number))), plans, own, *counts)

    def plan_rows(self, today_iso: str = "", person: str = "") -> tuple[PlanLine, ...]:
        """Give every plan that a list of this person may hold, by number; `overdue` counts from the date given."""
        with self._channel.snapshot() as connection:
            rows = connection.execute(_PLAN + "ORDER BY p.number, p.plan_id", {"today": today_iso})
            return _plans(rows, _guarded(connection, person))

    def any_plan(self) -> bool:
        """Tell whether there is any plan at all."""
        with self._channel.reading() as connection:
            return bool(_one(connection, 'SELECT EXISTS (SELECT 1 FROM "plan")', {}))

    def deadline_ids(
        self,
        today_iso: str,
        *,
        overdue: bool = False,
        within: int | None = None,
        responsible: str | None = None,
        limit: int | None = None,
        person: str = "",
    ) -> tuple[str, ...]:
        """Give the ids of open activities with a date, in order of date, that a list of this person may hold.

        `within` counts days from today; `responsible` "" means those that nobody has taken on.
        """
        where, given = _filters(today_iso, overdue=overdue, within=within, responsible=responsible)
        given["limit"] = -1 if limit is None else limit
        with self._channel.snapshot() as connection:
            where = _kept_in(where, given, _guarded(connection, person))
            query = f"SELECT activity_id FROM activity WHERE {where} ORDER BY due, activity_id LIMIT :limit"  # noqa: S608 - terms of this module
            return tuple([row[0] for row in connection.execute(query, given)])

    def deadline_count(
        self,
        today_iso: str,
        *,
        overdue: bool = False,
        within: int | None = None,
        responsible: str | None = None,
        person: str = "",
    ) -> int:
        """Count what `deadline_ids` would give without a limit."""
        where, given = _filters(today_iso, overdue=overdue, within=within, responsible=responsible)
        with self._channel.snapshot() as connection:
            where = _kept_in(where, given, _guarded(connection, person))
            return _one(connection, f"SELECT count(*) FROM activity WHERE {where}", given)  # noqa: S608 - as above

    def deadline_rows(self, ids: Sequence[str], person: str = "") -> tuple[DeadlineLine, ...]:
        """Give the rows of these activities in the order asked; what is gone or not for this person is left out."""
        with self._channel.snapshot() as connection:
            rows = connection.execute(_DEADLINE + _THESE, {"ids": _listed(ids)})
            found = {line.activity_id: line for line in _deadlines(rows, _guarded(connection, person))}
        return tuple(found[each] for each in ids if each in found)

    def close(self) -> None:
        """Close the connection."""
        self._channel.close()


def _filters(
    today_iso: str, *, overdue: bool, within: int | None, responsible: str | None
) -> tuple[str, dict[str, object]]:
    terms = ["open = 1", "due IS NOT NULL"]
    given: dict[str, object] = {}
    if overdue:
        terms.append("due < :today")
        given["today"] = today_iso
    if within is not None:
        terms.append("due <= :last")
        given["last"] = (date.fromisoformat(today_iso) + timedelta(days=within)).isoformat()
    if responsible == "":
        terms.append("responsible IS NULL")
    elif responsible is not None:
        terms.append("responsible = :responsible")
        given["responsible"] = responsible
    return " AND ".join(terms), given


def _guarded(connection: Connection, person: str) -> _Guarded:
    """Read whose plans are guarded: one look into an index that is empty in most stores (K-03)."""
    rows = connection.execute(_GUARDED, {"person": person}).fetchall()
    return _Guarded(frozenset(p for p, named in rows if not named), frozenset(p for p, named in rows if named))


def _kept_in(where: str, given: dict[str, object], guarded: _Guarded) -> str:
    """Add the term that leaves guarded plans out, where there are any."""
    if not guarded.out:
        return where
    given["out"] = _listed(guarded.out)
    return f"{where} AND {_OUT}"


def _counts(connection: Connection, today_iso: str, guarded: _Guarded) -> tuple[int, int, int]:
    """Count plans, open activities and overdue ones."""
    given: dict[str, object] = {}
    every = _kept_in("1", given, guarded)
    opened = f"SELECT count(*) FROM activity WHERE open = 1 AND {every}"  # noqa: S608 - terms of this module
    return (
        _one(connection, f'SELECT count(*) FROM "plan" WHERE {every}', given),  # noqa: S608 - as above
        _one(connection, opened, given),
        _one(connection, f"{opened} AND due < :today", {**given, "today": today_iso}),
    )


def _plans(rows: Iterable[Sequence[Any]], guarded: _Guarded) -> tuple[PlanLine, ...]:
    lines = (PlanLine(*row) for row in rows if row[0] not in guarded.out)
    return tuple(line._replace(name=line.initials) if line.plan_id in guarded.mine else line for line in lines)


def _meeting(row: Sequence[Any], guarded: _Guarded) -> MeetingLine:
    line = MeetingLine(*row)
    return line._replace(name=line.initials, place="") if line.plan_id in guarded.mine else line


def _deadlines(rows: Iterable[Sequence[Any]], guarded: _Guarded) -> tuple[DeadlineLine, ...]:
    lines = (DeadlineLine(*row) for row in rows if row[1] not in guarded.out)
    return tuple(
        line._replace(at_next_meeting=bool(line.at_next_meeting), **(_SILENT if line.plan_id in guarded.mine else {}))
        for line in lines
    )


def _listed(ids: Iterable[str]) -> str:
    import json

    return json.dumps(list(ids))


def _one(connection: Connection, query: str, given: Mapping[str, object]) -> int:
    return int(connection.execute(query, given).fetchone()[0])
