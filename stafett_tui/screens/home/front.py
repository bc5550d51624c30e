"""What home shows, as sections: rows of the first reads in, text out. Light: the domain is not needed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import named
from stafett_tui.i18n.texts import Texts
from stafett_tui.screens.frame.sections import Section
from stafett_tui.widgets.columns import Column, titled
from stafett_tui.widgets.inks import Line
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.services.front import DeadlineLine, Home, MeetingLine, PlanLine

MEETING, GO_ON, PLAN, LATE, NEW_PLAN = "meeting:", "go_on:", "plan:", "late:", "new_plan:"
TASK, COPIES, ALERTS, REFUSED, TOLD, AWAY = "task:", "copies:", "alerts:", "refused:", "told:", "away:"
"""What a row of home is, in front of its ids."""
WARN_DAYS: Final = 60
"""How many days ahead the end of a consent is told, until the municipality's own number is read (C-08)."""
BEGUN: Final = frozenset({"running", "paused"})


def sections(
    home: Home, today: date, t: Texts, unfinished: frozenset[str] = frozenset(), *, review: str = "",
    warn_days: int = WARN_DAYS, waits: tuple[Row, ...] = (),
) -> tuple[Section, ...]:  # fmt: skip
    """Today's meetings, my plans, what is overdue of mine, and last what waits: it is read after the first frame.

    `unfinished` names the plans with text left in a field; "" stands for a new one. `review` is the key to the
    deadlines of all plans, for one whose work they are: a coordinator has no plans, and opens none. A consent that
    ends within `warn_days` is told of ahead (C-08).
    """
    begun = [m for m in home.meetings if m.state in BEGUN]
    others = [m for m in home.meetings if m.state not in BEGUN and (m.starts[:10] == today.isoformat())]
    return (
        _go_on_section(begun, t, unfinished),
        _today_section(others, begun, t),
        _plan_section(home.plans, today, t, unfinished, review=review, warn_days=warn_days),
        _late_section(home.overdue, today, t),
        Section((Column(t.tr("WAITS"), flex=1, least=30), Column("", width=16, drop=1)), waits),
    )


def _go_on_section(begun: list[MeetingLine], t: Texts, unfinished: frozenset[str]) -> Section:
    rest = (Column("", width=12), Column("", width=24, drop=1)) if begun else ()
    columns = (Column(t.tr("NOT FINISHED"), flex=1), *rest)
    rows = []
    for m in begun:
        asked = t.tr("Go on with the meeting from {time}?", time=m.starts[11:16])
        left = t.tr("a line is unfinished") if m.plan_id in unfinished else named(t, "MeetingState", m.state)
        rows.append(Row(f"{GO_ON}{m.plan_id}/{m.meeting_id}", (asked, plan_name(m.number, m.initials, t), left), "!"))
    if "" in unfinished:
        rows.append(Row(NEW_PLAN, (t.tr("A new plan is half written. Go on?"), "", "")))
    return Section(columns, tuple(rows))


def _today_section(others: list[MeetingLine], begun: list[MeetingLine], t: Texts) -> Section:
    columns = (
        Column(t.tr("MEETINGS TODAY"), width=14),
        Column("", width=16),
        Column("", flex=1, drop=2),
        Column("", width=24, drop=1),
    )
    rows = tuple(
        Row(
            f"{MEETING}{m.plan_id}/{m.meeting_id}",
            (
                f"{m.starts[11:16]}–{m.ends[11:16]}",
                plan_name(m.number, m.initials, t),
                m.place,
                _state_words(m, t),
            ),
        )
        for m in others
    )
    empty = "" if begun else t.tr("No meetings today.")
    return Section(columns, rows, empty)


def _state_words(m: MeetingLine, t: Texts) -> str:
    if m.state != "called":
        return named(t, "MeetingState", m.state)
    if not m.to_rate:
        return t.tr("nothing to evaluate")
    return t.trn("{n} activity to evaluate", "{n} activities to evaluate", m.to_rate, n=m.to_rate)


def _plan_section(
    plans: tuple[PlanLine, ...], today: date, t: Texts, unfinished: frozenset[str], *, review: str, warn_days: int
) -> Section:
    columns = (
        Column(t.tr("MY PLANS"), flex=1, least=16),
        titled(t.tr("level"), 4, drop=3),
        Column(t.tr("open"), width=5, right=True, drop=2),
        titled(t.tr("overdue"), 7, right=True),
        Column(t.tr("consent through"), width=17, drop=1),
        Column(t.tr("next meeting"), width=12),
    )
    rows = tuple(_plan_row(p, today, t, p.plan_id in unfinished, warn_days) for p in plans)
    if review:
        return Section(columns, rows, t.tr("No plans of your own. {key} shows the deadlines of all plans.", key=review))
    return Section(columns, rows, t.tr("No plans yet. Press {key_new_plan} for a new plan."))


def _plan_row(p: PlanLine, today: date, t: Texts, unfinished: bool, warn_days: int) -> Row:
    kind = t.tr("unfinished text") if unfinished else named(t, "PlanKind", p.kind)
    if p.status != "active":
        kind = named(t, "PlanStatus", p.status).upper()
    consent, ends = _consent_words(p, today, t, warn_days)
    mark = "!" if p.overdue or ends else ""
    cells = (
        f"{plan_name(p.number, p.initials, t)}  {kind}",
        str(p.level),
        str(p.open_activities),
        str(p.overdue),
        consent,
        when(p.next_meeting, today, t),
    )
    return Row(PLAN + p.plan_id, cells, mark)


def _consent_words(p: PlanLine, today: date, t: Texts, warn_days: int) -> tuple[str, bool]:
    """Through which day, and whether that is soon, over, or never was."""
    if p.consent_through is None:
        return t.tr("WITHDRAWN") if p.status == "passive" else t.tr("MISSING"), True
    day = date.fromisoformat(p.consent_through)
    left = (day - today).days
    if left < 0:
        return t.tr("EXPIRED {day}", day=dates.dotted(day)), True
    if left <= warn_days:
        return t.tr("{day}, {n} d", day=dates.short(day), n=left), True
    return dates.dotted(day), False


def _late_section(late: tuple[DeadlineLine, ...], today: date, t: Texts) -> Section:
    columns = (
        Column(t.tr("MY OVERDUE ACTIVITIES"), flex=1, least=20),
        Column("", width=16),
        Column(t.tr("deadline"), width=8),
        Column("", width=14, drop=1),
    )
    return Section(columns, tuple(_late_row(row, today, t) for row in late))


def _late_row(row: DeadlineLine, today: date, t: Texts) -> Row:
    day = date.fromisoformat((row.due or today.isoformat())[:10])
    cells = (row.what, plan_name(row.number, row.initials, t), dates.short(day), dates.away(day, today, t))
    return Row(f"{LATE}{row.plan_id}/{row.activity_id}", cells, "!", "alarm")


def plan_name(number: int, initials: str, t: Texts) -> str:
    """`Plan 2031 M.L.`: how lists over many plans name one (S-09)."""
    return t.tr("Plan {number} {who}", number=number, who=initials)


def when(minute: str | None, today: date, t: Texts) -> str:
    """The next meeting in a list: `TODAY 13:00`, `24.11 13:00`, or that none is called."""
    if minute is None:
        return t.tr("NOT SET")
    moment = datetime.fromisoformat(minute)
    day = t.tr("TODAY") if moment.date() == today else dates.short(moment.date())
    return f"{day} {dates.clock(moment)}"


def counts_line(home: Home, t: Texts, waits: tuple[Row, ...] = (), *, last: str = "") -> Line:
    """How much there is in the whole store, and how much waits at the end of the list; `last` is the key to there."""
    plans = t.trn("{n} plan", "{n} plans", home.plan_count, n=home.plan_count)
    running = t.trn("{n} open activity", "{n} open activities", home.open_count, n=home.open_count)
    counts = t.tr("{plans}, {running}, {n} overdue", plans=plans, running=running, n=home.overdue_count)
    if not waits:
        return counts
    mark = "! " if any(row.mark for row in waits) else ""
    waiting = t.trn("{n} thing waits: press {key}", "{n} things wait: press {key}", len(waits), n=len(waits), key=last)
    return ((f"{counts}   ", ""), (mark + waiting, "strong" if mark else ""))
