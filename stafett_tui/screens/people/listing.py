"""What the people screen shows: everybody in the plan, those who have left, and one person in full."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stafett_tui.domain.attendance import NoteTakerNamed
from stafett_tui.domain.consent import person_covered
from stafett_tui.domain.hiding import hidden_from
from stafett_tui.domain.lock import in_session
from stafett_tui.domain.names import name_of
from stafett_tui.domain.national_id import mask
from stafett_tui.domain.people import (
    Participant,
    ParticipantLeft,
    Role,
    everyone,
    opening,
    participant,
    participants,
)
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.unseen import consent_unseen
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.screens.frame.named import joined, wall
from stafett_tui.screens.frame.sections import Section
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan
    from stafett_tui.i18n.texts import Texts
    from stafett_tui.services.people import Known
    from stafett_tui.widgets.inks import Line


def sections(plan: Plan, today: date, t: Texts) -> tuple[Section, ...]:
    """The owner, everybody in the plan, and those who have left."""
    units = max((len(p.unit) for p in participants(plan)), default=0)
    columns = (
        Column(t.tr("IN THE PLAN"), flex=1, least=18),
        Column(t.tr("role"), width=13, least=9),
        Column(t.tr("service"), width=22, least=10, drop=2),
        Column(t.tr("unit") if units else "", width=min(units, 16), drop=1),
        Column(t.tr("since"), width=10),
    )
    opened = opening(plan)
    if opened is None:
        return ()
    owner = Row(opened.owner.id, (opened.owner.name, enum_name(t, Role.OWNER), "", "", ""))
    rows = (owner, *(_row(plan, p, today, t) for p in participants(plan)))
    return (Section(columns, rows), _left(plan, t))


def _row(plan: Plan, someone: Participant, today: date, t: Texts) -> Row:
    role = enum_name(t, someone.relation) if someone.relation else enum_name(t, someone.role)
    bad = not person_covered(plan, someone.person, today) and not consent_unseen(plan)
    since = dates.dotted(someone.since) if someone.since else ""
    cells = (someone.name, role, someone.service, someone.unit, since)
    return Row(someone.person, cells, "!" if bad else "", "alarm" if bad else "")


def _left(plan: Plan, t: Texts) -> Section:
    columns = (
        Column(t.tr("HAVE LEFT"), flex=1, least=18),
        Column("", width=22, least=10, drop=1),
        Column(t.tr("left"), width=10),
    )
    here = {p.person for p in participants(plan)}
    last = {f.body.person: f for f in plan.of(ParticipantLeft)}
    rows = tuple(
        Row(p.person, (p.name, p.service, dates.dotted(wall(last[p.person].at).date())), ink="quiet")
        for p in everyone(plan)
        if p.person not in here and p.person in last
    )
    return Section(columns, rows)


def person_lines(plan: Plan, person: str, known: Known | None, today: date, t: Texts) -> tuple[Line, ...]:
    """One person in full; what is known outside the plan only where I may see it (D-11)."""
    name = name_of(plan, person)
    if not name:
        return ()
    lines: list[Line] = [((name, "strong"),)]
    found = next((p for p in everyone(plan) if p.person == person), None)
    if found is not None:
        lines.extend(_about(plan, found, today, t))
    lines.append("")
    if known is None:
        lines.append(t.tr("Contact data and numbers are hidden from you."))
        return tuple(lines)
    lines.extend(_known(plan, known, t))
    return tuple(lines)


def _about(plan: Plan, found: Participant, today: date, t: Texts) -> list[Line]:
    told = [found.title, found.service, found.unit, enum_name(t, found.role)]
    lines: list[Line] = [", ".join(filter(None, told))]
    if found.role is Role.GUARDIAN and not found.parental:
        lines.append(t.tr("Without parental responsibility"))
    if found.since:
        lines.append(t.tr("In the plan since {day}", day=dates.dotted(found.since)))
    gone = next((f for f in reversed(plan.of(ParticipantLeft)) if f.body.person == found.person), None)
    if participant(plan, found.person) is None and gone is not None:
        words = t.tr("Left {day}", day=dates.dotted(wall(gone.at).date()))
        lines.append(f"{words}: {gone.body.reason}" if gone.body.reason else words)
    elif not person_covered(plan, found.person, today) and not consent_unseen(plan):
        lines.append(((t.tr("STOP: no consent"), "alarm"),))
    notes = plan.last(NoteTakerNamed)
    if notes is not None and notes.body.person == found.person and in_session(plan, notes.body.meeting):
        lines.append(t.tr("Takes the notes of the meeting"))
    unseen = hidden_from(plan, found.person)
    if unseen:
        lines.append(t.tr("Does not see: {services}", services=joined(unseen, t)))
    return lines


def _known(plan: Plan, known: Known, t: Texts) -> list[Line]:
    nothing = t.tr("not noted")
    protection = t.tr("UNKNOWN: nobody has asked") if known.protection is None else enum_name(t, known.protection)
    rows = [
        (t.tr("Telephone"), known.phone or nothing),
        (t.tr("E-mail"), known.email or nothing),
        (t.tr("Identity number"), mask(known.number) if known.number else nothing),
        (t.tr("Address"), protection),
    ]
    if known.protection is AddressProtection.STRICTLY_CONFIDENTIAL:
        names = [name_of(plan, each) or "?" for each in known.openers]
        rows.append((t.tr("May open the plan"), joined(names, t)))
    room = max(len(label) for label, _ in rows) + 2
    return [((label.ljust(room), "quiet"), (text, "")) for label, text in rows]
