"""What the overview of a plan shows, as sections and lines: the plan in, text out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from stafett_tui.domain.activity import Activity, activities
from stafett_tui.domain.consent import (
    ConsentStatus,
    ConsentWithdrawn,
    ServiceConsent,
    named_services,
    service_consents,
    standing,
    valid_through,
)
from stafett_tui.domain.consenters import unsigned
from stafett_tui.domain.goal import Goal, goals
from stafett_tui.domain.lock import meetings, next_meeting, running_meeting
from stafett_tui.domain.meeting import Meeting, MeetingState, level
from stafett_tui.domain.minutes import parked, present
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Participant, Role, holder_id, opening, participant, participants
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.unseen import consent_unseen
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.named import joined, person_label, wall
from stafett_tui.screens.frame.planacts import CALLS
from stafett_tui.screens.frame.sections import Section
from stafett_tui.screens.plan.standing import held_since, offer_line, status_line, waiting
from stafett_tui.widgets.columns import Column, titled
from stafett_tui.widgets.inks import Ink, Line
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.services.starting import Held

AHEAD = timedelta(days=30)
MEETING, GOAL, ACTIVITY, PARKED = "meeting:", "goal:", "activity:", "parked:"
PERSON, MINUTES = "person:", "minutes:"
"""What a row of the overview is, in front of its id."""


def head(plan: Plan, today: date, t: Texts, *, me: str = "", reach: str = "") -> tuple[Line, ...]:
    """Owner, holder since when and how reached, level, consent; what has stopped, and an offer of the baton."""
    opened = opening(plan)
    if opened is None:
        return ()
    labels = (t.tr("Plan owner"), t.tr("Holder"), t.tr("Consent"), t.tr("Status"), t.tr("Baton"))
    room = max(map(len, labels)) + 2
    owner, holder, consent, stands, baton = (label.ljust(room) for label in labels)
    born = opened.owner.born
    who = opened.owner.name
    if born is not None:
        who = t.tr("{who}, born {day}", who=who, day=dates.dotted(born))
    found = participant(plan, holder_id(plan))
    names = person_label(found, t) if found else name_of(plan, holder_id(plan))
    since = held_since(plan)
    if since is not None:
        names = t.tr("{who} since {day}", who=names, day=dates.dotted(since))
    grade = "   ".join(filter(None, (reach, t.tr("Level {n}", n=level(plan, opened.level)))))
    kind = enum_name(t, opened.kind)
    place = f"  {opened.place}" if opened.place else ""
    more = ((stands, status_line(plan, t)), (baton, offer_line(plan, me, t)))
    return (
        ((owner, "quiet"), (f"{who}   {kind}{place}", "strong")),
        *(((label, "quiet"), *said) for label, said in more if said),
        ((holder, "quiet"), (f"{names}   {grade}", "")),
        ((consent, "quiet"), *_consent(plan, today, t)),
    )


def _consent(plan: Plan, today: date, t: Texts) -> tuple[tuple[str, Ink], ...]:
    through = valid_through(plan)
    if through is None and plan.of(ConsentWithdrawn):
        return ((t.tr("WITHDRAWN"), "alarm"),)
    if through is None and consent_unseen(plan):
        return ((t.tr("given; not shown to you"), ""),)
    if through is None:
        return _signed_so_far(plan, t) or ((t.tr("NONE YET: press {key_consent} and write it down"), "alarm"),)
    rows = service_consents(plan, (), today)
    good = sum(row.status in {ConsentStatus.VALID, ConsentStatus.EXPIRING} for row in rows)
    if through < today:
        return ((t.tr("EXPIRED {day}", day=dates.dotted(through)), "alarm"),)
    until = t.tr("valid through {day}", day=dates.dotted(through))
    covered = t.trn("{good} of {n} service covered", "{good} of {n} services covered", len(rows), good=good,
                    n=len(rows))  # fmt: skip
    return ((f"{until}   ", ""), (covered, "" if good == len(rows) else "alarm"))


def _signed_so_far(plan: Plan, t: Texts) -> tuple[tuple[str, Ink], ...]:
    """Who has signed a consent that is not whole, and who lacks; nobody is named whom the reader may not know of."""
    lacks = [name for each in unsigned(plan) if (name := name_of(plan, each))]
    given = [f for service in named_services(plan) for f in standing(plan, service)]
    signed = [
        name for each in dict.fromkeys(p for f in given for p in f.body.consenters) if (name := name_of(plan, each))
    ]
    if not signed:
        return ()
    told = t.tr("signed: {who}", who=joined(signed, t))
    return ((f"{told}   ", ""), (t.tr("not signed: {who}", who=joined(lacks, t)), "alarm")) if lacks else ((told, ""),)


def meeting_at_hand(plan: Plan, today: date) -> Meeting | None:
    """The meeting that runs, else the one that is called for today."""
    running = running_meeting(plan)
    if running is not None and running.state is not MeetingState.CORRECTING:
        return running
    following = next_meeting(plan)
    return following if following is not None and following.on == today else None


def sections(
    plan: Plan,
    today: date,
    t: Texts,
    policy: Policy | None = None,
    held: Held | None = None,
    *,
    barred: frozenset[str] = frozenset(),
) -> tuple[Section, ...]:
    """The whole overview: meeting, goals, deadlines, what waits, parked points, people, earlier meetings.

    `barred`: the actions that are not the reader's to do.
    """
    following = next_meeting(plan)
    running = activities(plan, following.on if following else None)
    return (
        _meeting_section(plan, today, t, leads=CALLS not in barred),
        _goal_section(plan, running, today, t, "new_goal" in barred),
        _due_section(running, today, t),
        *(() if policy is None else (waiting(plan, policy, today, t, held),)),
        _parked_section(plan, t),
        _people_section(plan, today, t),
        _minutes_section(plan, t),
    )


def _meeting_section(plan: Plan, today: date, t: Texts, *, leads: bool) -> Section:
    at_hand = meeting_at_hand(plan, today)
    shown = at_hand or next_meeting(plan)
    columns = (Column(t.tr("NEXT MEETING"), flex=1), Column("", width=26, least=14))
    if shown is None:
        calls = t.tr("No meeting is called. Press {key_meeting} to call one.")
        return Section(columns, (), calls if leads else t.tr("No meeting is called."))
    time = f"{dates.clock(shown.time.starts)}–{dates.clock(shown.time.ends)}"
    day = t.tr("TODAY") if shown.on == today else f"{dates.weekday(shown.on, t.language)} {dates.dotted(shown.on)}"
    if at_hand is None:
        act = dates.away(shown.on, today, t)
    else:
        starts = t.tr("Enter: start the meeting") if leads else t.tr("Enter: read along")
        act = starts if shown.state is MeetingState.CALLED or not leads else t.tr("Enter: go on")
    mark = "!" if at_hand is not None else ""
    return Section(columns, (Row(MEETING + shown.id, (f"{day} {time}  {shown.place}", act), mark),))


def _goal_section(plan: Plan, found: tuple[Activity, ...], today: date, t: Texts, barred: bool) -> Section:
    columns = (
        Column(t.tr("GOALS"), flex=1, least=20),
        Column(t.tr("open"), width=5, right=True),
        titled(t.tr("overdue"), 7, right=True),
        titled(t.tr("evaluated"), 7, drop=2),
        Column(t.tr("effect"), width=14, least=8),
    )
    rows = tuple(goal_row(goal, [a for a in found if a.goal == goal.id], today, t) for goal in goals(plan))
    writes = t.tr("No goals yet. Press {key_new_goal} to write the first one.")
    return Section(columns, rows, t.tr("No goals yet.") if barred else writes)


def goal_row(goal: Goal, mine: list[Activity], today: date, t: Texts) -> Row:
    """One goal: how many activities run and are overdue, when it was evaluated last and with what effect."""
    rated = max((a.evaluations[-1] for a in mine if a.evaluations), key=lambda e: e.at, default=None)
    overdue = sum(a.overdue(today) for a in mine)
    cells = (
        f"{goal.number} {goal.text}",
        str(sum(a.open for a in mine)),
        str(overdue),
        dates.short(wall(rated.at).date()) if rated else t.tr("new"),
        enum_name(t, rated.effect) if rated else "-",
    )
    return Row(GOAL + goal.id, cells, "!" if overdue else "")


def _due_section(found: tuple[Activity, ...], today: date, t: Texts) -> Section:
    columns = (
        Column(t.tr("DEADLINES next 30 days"), flex=1, least=22),
        titled(t.tr("goal {n}", n=1), 5, drop=3)._replace(title=""),
        Column(t.tr("responsible"), width=16, least=10),
        titled(t.tr("deadline"), 5),
        Column("", width=14, drop=1),
    )
    near = [a for a in found if a.open and (a.due_on is None or a.due_on <= today + AHEAD)]
    near.sort(key=lambda a: a.due_on or date.max)
    return Section(columns, tuple(due_row(a, today, t) for a in near), t.tr("Nothing is due in the next 30 days."))


def due_row(a: Activity, today: date, t: Texts) -> Row:
    """One activity with its deadline; `!` where it is overdue, `?` where person or date is missing."""
    missing = a.responsible is None or a.due is None
    cells = (
        a.what,
        t.tr("goal {n}", n=a.goal_number) if a.goal_number else "",
        a.responsible_name or t.tr("NOBODY"),
        dates.short(a.due_on) if a.due_on else "?" if a.due is None else "",
        dates.away(a.due_on, today, t) if a.due_on else dates.due(a.due, t) if a.due else "",
    )
    late = a.overdue(today)
    return Row(ACTIVITY + a.id, cells, "!" if late else "?" if missing else "", "alarm" if late else "")


def _parked_section(plan: Plan, t: Texts) -> Section:
    columns = (Column(t.tr("PARKED FOR THE NEXT MEETING"), flex=1), Column("", width=12))
    rows = tuple(
        Row(PARKED + f.id, (f.body.text, t.tr("from {day}", day=dates.short(wall(f.at).date())))) for f in parked(plan)
    )
    return Section(columns, rows)


def _minutes_section(plan: Plan, t: Texts) -> Section:
    columns = (
        Column(t.tr("MEETINGS"), width=10),
        Column("", width=16),
        Column("", width=14, drop=1),
        Column("", flex=1),
    )
    held = [m for m in meetings(plan) if m.version or m.writable or m.state is MeetingState.CANCELLED]
    return Section(columns, tuple(_minutes_row(plan, m, t) for m in reversed(held)))


def _minutes_row(plan: Plan, m: Meeting, t: Texts) -> Row:
    state = enum_name(t, m.state)
    if m.version:
        state = t.tr("{state} v{n}", state=state, n=m.version)
    there = len(present(plan, m.id))
    new = sum(a.meeting == m.id for a in activities(plan))
    fresh = t.trn("{n} new activity", "{n} new activities", new, n=new)
    here = t.tr("{n} present", n=there)
    return Row(MINUTES + m.id, (dates.dotted(m.on), state, here, fresh))


def _people_section(plan: Plan, today: date, t: Texts) -> Section:
    """The owner and everyone else, with the state of the consent for the service."""
    columns = (
        Column(t.tr("WHO TAKES PART"), flex=1, least=20),
        Column("", width=22, least=10, drop=1),
        Column("", width=18),
    )
    opened = opening(plan)
    if opened is None:
        return Section(columns, ())
    covered = {} if consent_unseen(plan) else {row.service: row for row in service_consents(plan, (), today)}
    owner = Row(PERSON + opened.owner.id, (opened.owner.name, "", enum_name(t, Role.OWNER)))
    return Section(columns, (owner, *(_person_row(p, covered.get(p.service), t) for p in participants(plan))))


def _person_row(someone: Participant, consent: ServiceConsent | None, t: Texts) -> Row:
    bad = consent is not None and consent.status not in {ConsentStatus.VALID, ConsentStatus.EXPIRING}
    status = enum_name(t, consent.status) if consent and someone.service else enum_name(t, someone.role)
    name = person_label(someone, t)
    return Row(PERSON + someone.person, (name, someone.service, status), "!" if bad else "", "alarm" if bad else "")
