"""Lists over many plans by the raw driver: quick enough for the first frame, never the whole table (G8).

What these rows may show to whom is the services' matter (S-09): rows of deadlines carry initials and plan
number, never the owner's name. Plans of somebody whose address is strictly confidential stand in no list of anybody
but those named, and for these without place, service, name or words of the plan (K-03). What a person is not shown
of a plan stands in no list of theirs either (`unseen`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from stafett_tui.store.engine import Channel, Connection
from stafett_tui.store.unseen import Counted, Unseen, unseen


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
_OWN_OVERDUE: Final = "WHERE a.open = 1 AND a.responsible = :person AND a.due < :today"
_BY_DATE: Final = " ORDER BY a.due, a.activity_id"
_THESE: Final = "WHERE a.activity_id IN (SELECT value FROM json_each(:ids))"
_SILENT: Final[Mapping[str, Any]] = {"what": "…", "responsible_name": "…", "service": ""}
"""What a list says of an activity in a guarded plan: when, and in which plan, never what, who or where (K-03)."""


class Reader:
    """Reads for lists over many plans, from any thread."""

    def __init__(self, channel: Channel) -> None:
        """Read over a channel of its own, so that lists never wait for a write."""
        self._channel = channel

    def home(self, today_iso: str, person: str) -> Home:
        """Give today's and running meetings, the plans of a person, own overdue activities, and counts."""
        tomorrow = (date.fromisoformat(today_iso) + timedelta(days=1)).isoformat()
        given: dict[str, object] = {"today": today_iso, "tomorrow": tomorrow, "person": person}
        with self._channel.snapshot() as connection:
            left = unseen(connection, person)
            shown = left.terms(given, "m.meeting_id", "m.plan_id")
            meetings = {
                row[0]: _meeting(row, left)
                for where in (_TODAY, _BEGUN)
                for row in connection.execute(_MEETING + where + shown, given)
            }
            counted = left.counted(connection, today_iso)
            plans = _plans(connection.execute(_PLAN + _MINE, given), left, counted)
            shown = left.terms(given, "a.activity_id", "a.plan_id")
            own = _deadlines(connection.execute(_DEADLINE + _OWN_OVERDUE + shown + _BY_DATE, given), left)
            counts = _counts(connection, today_iso, left, counted)
        return Home(tuple(sorted(meetings.values(), key=lambda m: (m.starts, m.number))), plans, own, *counts)

    def plan_rows(self, today_iso: str = "", person: str = "") -> tuple[PlanLine, ...]:
        """Give every plan that a list of this person may hold, by number; `overdue` counts from the date given."""
        with self._channel.snapshot() as connection:
            left = unseen(connection, person)
            rows = connection.execute(_PLAN + "ORDER BY p.number, p.plan_id", {"today": today_iso})
            return _plans(rows, left, left.counted(connection, today_iso))

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
            where += unseen(connection, person).terms(given, "activity_id")
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
            where += unseen(connection, person).terms(given, "activity_id")
            return _one(connection, f"SELECT count(*) FROM activity WHERE {where}", given)  # noqa: S608 - as above

    def deadline_rows(self, ids: Sequence[str], person: str = "") -> tuple[DeadlineLine, ...]:
        """Give the rows of these activities in the order asked; what is gone or not for this person is left out."""
        with self._channel.snapshot() as connection:
            left, given = unseen(connection, person), dict[str, object](ids=_listed(ids))
            shown = left.terms(given, "a.activity_id", "a.plan_id")
            rows = connection.execute(_DEADLINE + _THESE + shown, given)
            found = {line.activity_id: line for line in _deadlines(rows, left)}
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


def _counts(connection: Connection, today_iso: str, left: Unseen, counted: Counted) -> tuple[int, int, int]:
    """Count plans, open activities and overdue ones."""
    given: dict[str, object] = {"today": today_iso}
    plans, every = left.terms(given, ""), left._replace(things=False).terms(given, "activity_id")
    opened = f"SELECT count(*) FROM activity WHERE open = 1{every}"  # noqa: S608 - terms of this package
    fewer = [each for plan, each in counted.fewer.items() if plan not in left.out | left.apart]
    return (
        _one(connection, f'SELECT count(*) FROM "plan" WHERE 1{plans}', given),  # noqa: S608 - as above
        _one(connection, opened, given) - sum(each.open for each in fewer),
        _one(connection, f"{opened} AND due < :today", given) - sum(each.overdue for each in fewer),
    )


def _plans(rows: Iterable[Sequence[Any]], left: Unseen, counted: Counted) -> tuple[PlanLine, ...]:
    return tuple(_plan(PlanLine(*row), left, counted) for row in rows if row[0] not in left.out)


def _plan(line: PlanLine, left: Unseen, counted: Counted) -> PlanLine:
    fewer = counted.fewer.get(line.plan_id)
    if fewer is not None:
        line = line._replace(open_activities=line.open_activities - fewer.open, overdue=line.overdue - fewer.overdue)
    if line.plan_id in counted.following:
        line = line._replace(next_meeting=counted.following[line.plan_id])
    if line.plan_id in left.apart:
        line = line._replace(next_meeting=None, open_activities=0, overdue=0)
    return line._replace(name=line.initials) if line.plan_id in left.mine else line


def _meeting(row: Sequence[Any], left: Unseen) -> MeetingLine:
    line = MeetingLine(*row)
    return line._replace(name=line.initials, place="") if line.plan_id in left.mine else line


def _deadlines(rows: Iterable[Sequence[Any]], left: Unseen) -> tuple[DeadlineLine, ...]:
    lines = (DeadlineLine(*row) for row in rows)
    return tuple(
        line._replace(at_next_meeting=bool(line.at_next_meeting), **(_SILENT if line.plan_id in left.mine else {}))
        for line in lines
    )


def _listed(ids: Iterable[str]) -> str:
    import json

    return json.dumps(list(ids))


def _one(connection: Connection, query: str, given: Mapping[str, object]) -> int:
    return int(connection.execute(query, given).fetchone()[0])
