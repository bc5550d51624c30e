"""What waits, as the last rows of home: read in a thread after the first frame, since the domain is needed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.tasks import TaskKind
from stafett_tui.i18n import dates
from stafett_tui.i18n.hindrances import hindered_words, off_words
from stafett_tui.screens.frame.syncwords import fetching_words, removed_words
from stafett_tui.screens.frame.waiting import Said, presses, words
from stafett_tui.screens.home.front import ALERTS, AWAY, COPIES, PLAN, REFUSED, TASK, TOLD, plan_name
from stafett_tui.services.syncstate import ALONE, SyncState
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.i18n.texts import Texts
    from stafett_tui.services.baton import Offer
    from stafett_tui.services.copies import Overdue
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.tasks import Waits

ALERTED: Final = timedelta(days=7)
"""How far back home tells a coordinator of look-ups in protected plans."""


def waits(desk: Desk, t: Texts, state: SyncState = ALONE, away: int = 0) -> tuple[Row, ...]:
    """Give the batons offered to me, what waits in my plans, the copy that lacks, and look-ups in protected plans.

    Last comes how many plans are `away`, at the server alone, since nobody opened them for long (D-07).
    """
    offers = [
        Row(PLAN + each.plan_id, (_offer_words(each, t), plan_name(each.number, each.initials, t)), "!")
        for each in desk.baton.offered_to_me()
    ]
    today = desk.clock.today()
    mine = desk.tasks.mine(desk.starting.plans_held())
    tasks = [_task(each, desk, today, t) for each in sorted(mine, key=lambda each: _rank(each, desk, today))]
    overdue, alerts = desk.copies.overdue(), _alerts(desk)
    copies = [] if overdue is None else [Row(COPIES, (_copy_words(overdue, t),), "!")]
    looked = [] if not alerts else [Row(ALERTS, (_alert_words(alerts, t),), "!")]
    gone = [Row(AWAY, (_away_words(away, t),))] if away else []
    return (*_told(state, t), *_refused(desk, t), *offers, *tasks, *copies, *looked, *gone)


def _told(state: SyncState, t: Texts) -> tuple[Row, ...]:
    """What syncing has to tell: the first plans that come, what hinders it, a wrong clock, what was removed (I7)."""
    told = [] if state.fetching is None else [Row(f"{TOLD}/fetching", (fetching_words(*state.fetching, t),))]
    if state.hindered:
        told.append(Row(f"{TOLD}/hindered", (hindered_words(state.hindered, t),), "!"))
    if state.clock_off is not None:
        told.append(Row(f"{TOLD}/clock", (off_words(state.clock_off, t),), "!"))
    return (*told, *(Row(f"{TOLD}/{each.plan_id}", (removed_words(each, t),), "!") for each in state.removed))


def _refused(desk: Desk, t: Texts) -> tuple[Row, ...]:
    n = desk.refused.count()
    told = t.trn("{n} thing you wrote was not taken. Enter shows why.",
                 "{n} things you wrote were not taken. Enter shows why.", n, n=n)  # fmt: skip
    return (Row(REFUSED, (told,), "!"),) if n else ()


def _offer_words(each: Offer, t: Texts) -> str:
    return t.tr("{who} offers you the baton", who=each.by)


def _task(each: Waits, desk: Desk, today: date, t: Texts) -> Row:
    said = _words(each, today, t)
    mark = "!" if presses(each.kind, each.due, desk.policy, today) else ""
    late = each.due is not None and each.due < today
    key = f"{TASK}{each.plan_id}/{each.kind}:{each.about}"
    return Row(key, (said, plan_name(each.number, each.initials, t)), mark, "alarm" if late else "")


def _words(each: Waits, today: date, t: Texts) -> str:
    """The sentence of the task; of consents that end, the day before the services, as these may be many."""
    if each.due is not None and each.kind == TaskKind.CONSENT_ENDS:
        return t.tr("The consent ends {day}: {services}", day=dates.dotted(each.due), services=each.name)
    if each.due is not None and each.kind == TaskKind.CONSENT_OVER:
        return t.tr("The consent ran out {day}: {services}", day=dates.dotted(each.due), services=each.name)
    return words(each.kind, Said(each.name, each.due, each.on), today, t)


def _rank(each: Waits, desk: Desk, today: date) -> tuple[bool, bool, date, int]:
    """What presses first, a form that lacks last, by the day, then by plan."""
    pressing = presses(each.kind, each.due, desk.policy, today)
    return (not pressing, each.kind == TaskKind.EVIDENCE, each.due or date.max, each.number)


def _copy_words(overdue: Overdue, t: Texts) -> str:
    if overdue.days is None:
        return t.tr("Everything here exists on this machine alone. Enter makes a copy.")
    return t.trn(
        "The last copy is {n} day old. Enter makes a copy.",
        "The last copy is {n} days old. Enter makes a copy.", overdue.days, n=overdue.days,
    )  # fmt: skip


def _away_words(away: int, t: Texts) -> str:
    return t.trn("{n} unused plan is at the server alone. Enter fetches it.",
                 "{n} unused plans are at the server alone. Enter fetches them.", away, n=away)  # fmt: skip


def _alert_words(alerts: int, t: Texts) -> str:
    return t.trn("{n} look-up of a plan with a protected address in 7 days",
                 "{n} look-ups of plans with a protected address in 7 days", alerts, n=alerts)  # fmt: skip


def _alerts(desk: Desk) -> int:
    """Count the look-ups of protected plans, for whoever may know (K-03)."""
    try:
        return len(desk.lookups.alerts(desk.clock.now() - ALERTED))
    except StafettError as error:
        if error.kind is not ErrorKind.NOT_ALLOWED:
            raise
        return 0
