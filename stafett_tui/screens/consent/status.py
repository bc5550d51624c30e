"""What the consent screen shows: per service, who may be in the room today, and the history; the plan in, text out."""

from __future__ import annotations

from datetime import date

from stafett_tui.domain.consent import (
    ConsentGiven,
    ConsentStatus,
    ServiceConsent,
    person_covered,
    service_consents,
    valid_through,
)
from stafett_tui.domain.lock import next_meeting, running_meeting
from stafett_tui.domain.meeting import Meeting
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import opening, participants, same_service
from stafett_tui.domain.plan import Fact, Plan
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.named import joined, wall
from stafett_tui.screens.frame.sections import Section
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.inks import Ink, Line
from stafett_tui.widgets.rows import Row

BAD = frozenset({ConsentStatus.MISSING, ConsentStatus.EXPIRED})


def at_hand(plan: Plan) -> Meeting | None:
    """The meeting that the screen answers for: the one that runs, else the next."""
    return running_meeting(plan) or next_meeting(plan)


def services_of(plan: Plan, today: date) -> tuple[ServiceConsent, ...]:
    """Every service in the plan, named in a consent, or wished for at the meeting."""
    meeting = at_hand(plan)
    wished = [w.body.service for w in meeting.wished if w.body.service] if meeting else []
    return service_consents(plan, wished, today)


def summary(plan: Plan, today: date, t: Texts) -> Line:
    """Who gave it, when the child was heard, and when it runs out."""
    given = plan.of(ConsentGiven)
    if not given:
        return ((t.tr("No consent is written down yet. g writes it down."), "alarm"),)
    last = given[-1].body
    who = joined([name_of(plan, person) for person in last.consenters], t)
    told = t.tr("Last given by {who} {day}", who=who, day=dates.dotted(last.given_on))
    if last.child_heard_on is not None:
        told = f"{told}, {t.tr('the child heard {day}', day=dates.dotted(last.child_heard_on))}"
    through = valid_through(plan)
    if through is None:
        return told
    over = through < today
    day = dates.dotted(through)
    words = t.tr("EXPIRED {day}", day=day) if over else t.tr("RUNS OUT {day}", day=day)
    return ((words, "alarm" if over else "strong"), (f"   {told}", ""))


def sections(plan: Plan, today: date, t: Texts) -> tuple[Section, ...]:
    """Services, the room of today, and the history."""
    return (_service_section(plan, today, t), _room_section(plan, today, t), _history_section(plan, t))


def _service_section(plan: Plan, today: date, t: Texts) -> Section:
    columns = (
        Column(t.tr("Service"), flex=2, least=16),
        Column(t.tr("person"), flex=2, least=12),
        Column(t.tr("from"), width=10, drop=2),
        Column(t.tr("through"), width=10, drop=1),
        Column(t.tr("status"), width=15),
    )
    return Section(columns, tuple(_service_row(plan, row, t) for row in services_of(plan, today)))


def _service_row(plan: Plan, row: ServiceConsent, t: Texts) -> Row:
    opened = opening(plan)
    own = opened is not None and same_service(row.service, opened.holder.service)
    people = row.people or _wished(plan, row.service)
    cells = (
        t.tr("{service} (keeps the log)", service=row.service) if own else row.service,
        ", ".join(people) or "-",
        dates.dotted(row.since) if row.since else "-",
        dates.dotted(row.through) if row.through else "-",
        enum_name(t, row.status),
    )
    bad = row.status in BAD
    ink: Ink = "alarm" if bad else ""
    return Row(f"service:{row.service}", cells, "!" if bad or row.status is ConsentStatus.EXPIRING else "", ink)


def _wished(plan: Plan, service: str) -> tuple[str, ...]:
    meeting = at_hand(plan)
    found = meeting.wished if meeting else ()
    return tuple(w.body.name for w in found if same_service(w.body.service, service))


def _room_section(plan: Plan, today: date, t: Texts) -> Section:
    meeting = at_hand(plan)
    title = t.tr("IN THE ROOM")
    if meeting is not None:
        title = (
            t.tr("IN TODAY'S MEETING")
            if meeting.on == today
            else t.tr("IN THE MEETING {day}", day=dates.dotted(meeting.on))
        )
    may = [p.name for p in participants(plan) if person_covered(plan, p.person, today)]
    stopped = [(p.name, p.service) for p in participants(plan) if not person_covered(plan, p.person, today)]
    if meeting is not None:
        stopped += [(w.body.name, w.body.service) for w in meeting.wished]
    rows = [Row("ok", (f"{t.tr('OK'):<6}{', '.join(may)}",))] if may else []
    for name, service in stopped:
        told = t.tr("{name} ({service}): no consent. Ask now (g), or not in the room.", name=name, service=service)
        rows.append(Row(f"stop:{name}", (f"{t.tr('STOP'):<6}{told}",), "!", "alarm"))
    return Section((Column(title, flex=1),), tuple(rows))


def _history_section(plan: Plan, t: Texts) -> Section:
    columns = (
        Column(t.tr("HISTORY"), width=16),
        Column("", flex=2),
        Column("", flex=1, least=12),
        Column("", width=9, drop=1),
    )
    return Section(columns, tuple(_history_row(plan, fact, t) for fact in reversed(plan.of(ConsentGiven))))


def _history_row(plan: Plan, fact: Fact[ConsentGiven], t: Texts) -> Row:
    body = fact.body
    at = wall(fact.at)
    who = joined([name_of(plan, person) for person in body.consenters], t)
    told = t.tr("given to {services}", services=joined(list(body.services), t))
    return Row(f"given:{fact.id}", (f"{dates.dotted(at.date())} {dates.clock(at)}", told, who, enum_name(t, body.form)))


def detail(plan: Plan, key: str, today: date, t: Texts) -> tuple[Line, ...]:
    """The row in full: a consent as it was given, or every consent of a service."""
    kind, _, thing = key.partition(":")
    if kind == "given":
        fact = plan.facts.get(thing)
        return _given_lines(plan, fact, t) if fact is not None else ()
    if kind == "service":
        named = [f for f in plan.of(ConsentGiven) if any(same_service(thing, s) for s in f.body.services)]
        lines: list[Line] = [((thing, "strong"),)]
        if not named:
            lines.append(((t.tr("Never asked. g writes down what the family answers."), "alarm"),))
        for fact in reversed(named):
            lines.extend(_given_lines(plan, fact, t))
        return tuple(lines)
    return tuple(_room_lines(plan, today, t))


def _given_lines(plan: Plan, fact: Fact[ConsentGiven], t: Texts) -> tuple[Line, ...]:
    body = fact.body
    lines: list[Line] = [
        t.tr("Given by: {who}", who=joined([name_of(plan, person) for person in body.consenters], t)),
        t.tr("How: {form}, {day}", form=enum_name(t, body.form), day=dates.dotted(body.given_on)),
        t.tr("Valid through: {day}", day=dates.dotted(body.valid_through)),
        t.tr("For: {services}", services=joined(list(body.services), t)),
        t.tr("Written down by: {who}", who=name_of(plan, fact.by)),
    ]
    if body.child_heard_on is not None:
        lines.append(t.tr("The child was heard: {day}", day=dates.dotted(body.child_heard_on)))
    return (*lines, "")


def _room_lines(plan: Plan, today: date, t: Texts) -> list[Line]:
    return [
        (
            (f"{t.tr('OK') if person_covered(plan, p.person, today) else t.tr('STOP')}  ", ""),
            (p.name, ""),
            (f"  {p.service}", ""),
        )
        for p in participants(plan)
    ]
