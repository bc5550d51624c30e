"""What is known about a row of the overview: beside the list at 120 columns, over it when one reads at 80."""

from __future__ import annotations

from datetime import date

from stafett_tui.domain.activity import activities, activity
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten
from stafett_tui.domain.goal import goals
from stafett_tui.domain.guards import to_rate
from stafett_tui.domain.lock import meeting, next_meeting
from stafett_tui.domain.minutes import LineWritten, present
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import PlanOpened, opening, participant
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.voice import child_voices
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import agenda_title
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.i18n.owners import owned
from stafett_tui.i18n.texts import N_, Texts
from stafett_tui.screens.frame.history import activity_lines
from stafett_tui.screens.frame.named import joined, wall
from stafett_tui.screens.plan.overview import ACTIVITY, GOAL, MEETING, MINUTES, PARKED, PERSON
from stafett_tui.widgets.inks import Line

RATINGS_SHOWN = 6
VOICES_SHOWN = 3


def aside(plan: Plan, key: str, today: date, t: Texts) -> tuple[Line, ...]:
    """The row in full, and the child's last words."""
    kind, _, thing = key.partition(":")
    about: tuple[Line, ...] = ()
    if kind == GOAL[:-1]:
        about = goal_lines(plan, thing, today, t)
    elif kind == ACTIVITY[:-1]:
        following = next_meeting(plan)
        found = activity(plan, thing, following.on if following else None)
        about = activity_lines(plan, found, today, t) if found else ()
    elif kind in {MEETING[:-1], MINUTES[:-1]}:
        about = meeting_lines(plan, thing, t)
    elif kind == PARKED[:-1]:
        parked = plan.get(thing, LineWritten)
        if parked is not None:
            about = (((parked.body.text, "strong"),), t.tr("Written down by: {who}", who=name_of(plan, parked.by)))
    elif kind == PERSON[:-1]:
        about = person_lines(plan, thing, t)
    voice = voice_lines(plan, t)
    return (*about, "", *voice) if about and voice else (*about, *voice)


def goal_lines(plan: Plan, goal_id: str, today: date, t: Texts) -> tuple[Line, ...]:
    """A goal whole, when it was set, and the effect of its activities over time."""
    goal = next((g for g in goals(plan) if g.id == goal_id), None)
    if goal is None:
        return ()
    until = t.tr("Set {day}", day=dates.dotted(goal.set_on))
    if goal.target_on is not None:
        until = t.tr("Set {day}, until {last}", day=dates.dotted(goal.set_on), last=dates.dotted(goal.target_on))
    mine = [a for a in activities(plan) if a.goal == goal.id]
    rated = sorted((e for a in mine for e in a.evaluations), key=lambda e: e.at)[-RATINGS_SHOWN:]
    lines: list[Line] = [
        ((t.tr("GOAL {n}  ", n=goal.number), "heading"), (goal.text, "strong")),
        f"{until}, {enum_name(t, goal.arena)}",
    ]
    if rated:
        lines.append(((t.tr("Effect over time"), "heading"),))
        lines.extend(f"  {dates.dotted(wall(e.at).date())}  {enum_name(t, e.effect)}" for e in rated)
    lines.extend((("! ", "alarm"), (a.what, "")) for a in mine if a.overdue(today))
    return tuple(lines)


def meeting_lines(plan: Plan, meeting_id: str, t: Texts) -> tuple[Line, ...]:
    """A meeting whole: when, where, who is wished for or was there, what is to be gone through."""
    found = meeting(plan, meeting_id)
    if found is None:
        return ()
    lines: list[Line] = [
        ((dates.long_time(found.time.starts, t.language), "strong"), (f"  {enum_name(t, found.state)}", "")),
        found.place,
    ]
    there = [name_of(plan, person) for person in present(plan, meeting_id)]
    if there:
        lines.append(t.tr("Present: {names}", names=joined(there, t)))
    wished = [f"{w.body.name} ({w.body.service})" for w in found.wished]
    if wished:
        lines.append(t.tr("Wished for: {names}", names=joined(wished, t)))
    kind = _kind(plan)
    left = len(to_rate(plan, found))
    lines.append(t.trn("{n} activity to evaluate", "{n} activities to evaluate", left, n=left))
    lines.extend(
        f"  {item.title or agenda_title(t, item.key, kind=kind)}  {t.tr('{n} min', n=item.minutes)}"
        for item in found.agenda
    )
    return tuple(line for line in lines if line)


def person_lines(plan: Plan, person: str, t: Texts) -> tuple[Line, ...]:
    """Somebody in the plan; the owner with the concern and what is told about me."""
    opened = opening(plan)
    if opened is not None and person == opened.owner.id:
        return _owner_lines(plan, opened, t)
    found = participant(plan, person)
    if found is None:
        return ()
    told = [found.title, found.service, enum_name(t, found.role)]
    since = t.tr("In the plan since {day}", day=dates.dotted(found.since)) if found.since else ""
    return tuple(line for line in (((found.name, "strong"),), ", ".join(filter(None, told)), since) if line)


def _owner_lines(plan: Plan, opened: PlanOpened, t: Texts) -> tuple[Line, ...]:
    lines: list[Line] = [((opened.owner.name, "strong"),)]
    if opened.owner.born is not None:
        lines.append(t.tr("Born {day}", day=dates.dotted(opened.owner.born)))
    lines.append("  ".join(filter(None, (enum_name(t, opened.kind), opened.place))))
    concern = plan.last(ConcernWritten)
    if concern is not None:
        lines.append(((t.tr("Why the plan began"), "heading"),))
        lines.append(f"{concern.body.initiator}: {concern.body.text}" if concern.body.initiator else concern.body.text)
    points = plan.of(AboutMeWritten)
    if points:
        lines.append(((t.tr("About me"), "heading"),))
        lines.extend(
            (((f"  {enum_name(t, f.body.trait)}, {enum_name(t, f.body.side)}: "), "quiet"), (f.body.text, ""))
            for f in points
        )
    return tuple(lines)


def _kind(plan: Plan) -> str:
    opened = opening(plan)
    return "" if opened is None else opened.kind


def voice_lines(plan: Plan, t: Texts) -> tuple[Line, ...]:
    """The owner's own words, the last ones first."""
    lines: list[Line] = []
    for heard in reversed(child_voices(plan)[-VOICES_SHOWN:]):
        day = dates.short(heard.body.on or wall(heard.at).date())
        lines.append(((t.tr(owned(N_("The child's voice ({day})"), _kind(plan)), day=day), "heading"),))
        lines.append(f"«{heard.body.text}»")
    return tuple(lines)
