"""Who is in the room, and who may be."""

from dataclasses import dataclass
from typing import Literal

from stafett_tui.domain.attendance import IN_THE_ROOM, AttendanceMarked, GuestNamed, Presence, Wished
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.consent import person_covered
from stafett_tui.domain.lock import meeting
from stafett_tui.domain.log import Struck
from stafett_tui.domain.minutes import attendance
from stafett_tui.domain.people import Role, opening, participants
from stafett_tui.domain.plan import Plan
from stafett_tui.services.writing import Proposal, Writer


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One person on the attendance list."""

    person: str
    name: str
    title: str
    service: str
    kind: Literal["owner", "guardian", "provider", "wished", "guest"]
    covered: bool
    """Whether a consent lets this person be in the room (C-05)."""
    mark: Presence | None
    at: str | None
    substitute: str | None


class AttendanceService:
    """Marks who is there; never marks one whose service no consent covers."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def room(self, plan_id: str, thing: str) -> tuple[RoomRow, ...]:
        """Give the list: family, providers, those wished for, guests; the owner last, marked by hand only."""
        return room(self._writer.journal.plan(plan_id), thing, self._writer)

    def mark(
        self, plan_id: str, thing: str, person: str, how: Presence, *, at: str | None = None,
        substitute: str | None = None,
    ) -> Changes:  # fmt: skip
        """Mark one person."""
        body = AttendanceMarked(meeting=thing, person=person, how=how, at=at, substitute=substitute)
        return self._writer.write(plan_id, [Proposal(body)])

    def unmark(self, plan_id: str, thing: str, person: str) -> Changes:
        """Take a person's mark away."""

        def make(plan: Plan) -> list[Proposal]:
            own = [f.id for f in plan.of(AttendanceMarked) if f.body.meeting == thing and f.body.person == person]
            return [Proposal(Struck(target=target)) for target in own]

        return self._writer.write_with(plan_id, make)

    def everyone(self, plan_id: str, thing: str) -> Changes:
        """Mark every covered participant as present: one act; the wished for and the owner are not touched."""

        def make(plan: Plan) -> list[Proposal]:
            rows = room(plan, thing, self._writer)
            return [
                Proposal(AttendanceMarked(meeting=thing, person=r.person, how=Presence.PRESENT))
                for r in rows
                if r.covered and r.kind in {"guardian", "provider"} and r.mark not in IN_THE_ROOM
            ]

        return self._writer.write_with(plan_id, make)

    def guest(self, plan_id: str, thing: str, name: str, task: str = "interpreter") -> Changes:
        """Name an interpreter and mark them present: no service consent is needed."""
        guest = self._writer.ids()
        return self._writer.write(plan_id, [
            Proposal(GuestNamed(meeting=thing, name=name, task=task), id=guest),
            Proposal(AttendanceMarked(meeting=thing, person=guest, how=Presence.PRESENT)),
        ])  # fmt: skip

    def wish(self, plan_id: str, thing: str, name: str, title: str, service: str) -> Changes:
        """Put somebody on the wish list: a name and a service, no access."""
        return self._writer.write(plan_id, [Proposal(Wished(meeting=thing, name=name, title=title, service=service))])


def room(plan: Plan, thing: str, writer: Writer) -> tuple[RoomRow, ...]:
    """Give the attendance list of a meeting."""
    marks = attendance(plan, thing)
    today = writer.today(plan)

    def row(
        person: str, name: str, title: str, service: str,
        kind: Literal["owner", "guardian", "provider", "wished", "guest"], covered: bool,
    ) -> RoomRow:  # fmt: skip
        mark = marks.get(person)
        return RoomRow(person, name, title, service, kind, covered, mark.how if mark else None,
                       mark.at if mark else None, mark.substitute if mark else None)  # fmt: skip

    people = participants(plan)
    rows = [row(p.person, p.name, p.title, p.service, "guardian", True) for p in people if p.role is Role.GUARDIAN]
    rows += [
        row(p.person, p.name, p.title, p.service, "provider", person_covered(plan, p.person, today))
        for p in people
        if p.role is not Role.GUARDIAN
    ]
    found = meeting(plan, thing)
    rows += [
        row(f.id, f.body.name, f.body.title, f.body.service, "wished", False) for f in (found.wished if found else ())
    ]
    rows += [
        row(f.id, f.body.name, f.body.task, "", "guest", True) for f in plan.of(GuestNamed) if f.body.meeting == thing
    ]
    opened = opening(plan)
    if opened is not None:
        rows.append(row(opened.owner.id, opened.owner.name, "", "", "owner", True))
    return tuple(rows)
