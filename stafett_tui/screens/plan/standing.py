"""How a plan stands: its status, how the holder is reached, and what waits (C-04, C-08, C-09, I8)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stafett_tui.domain.baton import BatonWished, handed, offer
from stafett_tui.domain.level import LevelProposed, level_now
from stafett_tui.domain.lifecycle import Demanded, ErasureAsked, PlanClosed, PlanPaused, PlanStatus, endings, status
from stafett_tui.domain.meeting import LevelChanged
from stafett_tui.domain.names import name_of
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.people import PlanOpened, holder_id
from stafett_tui.domain.tasks import Task, TaskKind, tasks, undecided
from stafett_tui.domain.unread import unread
from stafett_tui.domain.unseen import consent_unseen
from stafett_tui.domain.versions import two_versions
from stafett_tui.i18n import dates
from stafett_tui.i18n.enums import name_of as enum_name
from stafett_tui.screens.frame.named import joined
from stafett_tui.screens.frame.sections import Section
from stafett_tui.screens.frame.waiting import Sight, task_words, urgent
from stafett_tui.widgets.columns import Column
from stafett_tui.widgets.rows import Row

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan
    from stafett_tui.domain.policy import Policy
    from stafett_tui.i18n.texts import Texts
    from stafett_tui.services.starting import Held
    from stafett_tui.widgets.inks import Span

UNREAD = "unread:"
"""The row that counts what this program cannot read."""
TASK, OUTCOME, WISHED, LEVEL, HELD, VERSIONS = "task:", "outcome:", "wished:", "level", "held:", "versions:"
"""What a row of what waits is, in front of the sort of the task, the meeting, or what is wished."""


def held_since(plan: Plan) -> date | None:
    """Since when the holder has held the baton."""
    taken = handed(plan)
    if taken:
        return oslo_date(taken[-1].at)
    opened = plan.last(PlanOpened)
    return None if opened is None else oslo_date(opened.at)


def status_line(plan: Plan, t: Texts) -> tuple[Span, ...]:
    """That the plan waits, has stopped or ended, or is to be erased, and why; empty where it simply goes on."""
    stands = status(plan)
    asked = plan.last(ErasureAsked)
    if asked is not None and stands is not PlanStatus.ERASED:
        words = t.tr("TO BE ERASED: {why}", why=asked.body.reason)
        return ((words, "alarm"),)
    demanded = _demanded(plan, t)
    if stands is PlanStatus.ACTIVE:
        return ((demanded, "alarm"),) if demanded else ()
    name = enum_name(t, stands).upper()
    if consent_unseen(plan):
        return ()
    if stands is PlanStatus.DRAFT:
        return ((name, "alarm"),)
    last = endings(plan)[-1]
    words = t.tr("{status} since {day}", status=name, day=dates.dotted(oslo_date(last.at)))
    match last.body:
        case PlanPaused():
            words = f"{words}: {last.body.reason}"
        case PlanClosed():
            words = f"{words}: {enum_name(t, last.body.reason)}"
        case _:
            words = t.tr("{words}: {who} withdrew the consent", words=words, who=name_of(plan, last.body.by))
    return ((words, "alarm"), *(((f"   {demanded}", "alarm"),) if demanded else ()))


def _demanded(plan: Plan, t: Texts) -> str:
    """What the family demands and nobody has acted on yet."""
    last = plan.last(Demanded)
    if last is None or any(f.seq > last.seq for f in endings(plan)):
        return ""
    who, what = name_of(plan, last.by), enum_name(t, last.body.what)
    said = f" ({last.body.text})" if last.body.text else ""
    return t.tr("{who} demands: the plan is {what}", who=who, what=what) + said


def offer_line(plan: Plan, me: str, t: Texts) -> tuple[Span, ...]:
    """To whom the baton is offered; where that is me, how to answer."""
    standing = offer(plan)
    if standing is None:
        return ()
    if standing.body.person == me:
        words = t.tr("{who} offers you the baton. Press {key_baton} to answer.", who=name_of(plan, standing.by))
        return ((words, "strong"),)
    return ((t.tr("offered to {who}, who has not answered yet", who=name_of(plan, standing.body.person)), ""),)


def waiting(plan: Plan, policy: Policy, today: date, t: Texts, held: Held | None = None) -> Section:
    """What waits in the plan; each row leads to where it is done. Forms that lack stand with the consents."""
    sight = Sight(plan, policy, today, t)
    found = [task for task in tasks(plan, policy, today) if task.kind is not TaskKind.EVIDENCE]
    rows = [Row(OUTCOME + meeting, (t.tr("What does the evaluation lead to? Enter decides."),), "!")
            for meeting in undecided(plan)]  # fmt: skip
    if disputed := len(two_versions(plan)):
        rows.insert(0, Row(VERSIONS, (versions_words(disputed, t),), "!"))
    if lost := unread(plan):
        rows.insert(0, Row(UNREAD, (unread_words(lost, t),), "!"))
    if held is not None:
        rows.append(Row(HELD, (held_words(held, t),), "!"))
    rows.extend(_task_row(task, sight) for task in found)
    rows.extend(Row(WISHED + about, (words,)) for about, words in _wished(plan, t))
    return Section((Column(t.tr("WAITS"), flex=1),), tuple(rows))


def unread_words(n: int, t: Texts) -> str:
    """That something in the plan cannot be read by this program, and what to do (R38)."""
    return t.trn("{n} thing in this plan cannot be read by this program. All else is here; upgrade the program.",
                 "{n} things in this plan cannot be read by this program. All else is here; upgrade the program.",
                 n, n=n)  # fmt: skip


def versions_words(n: int, t: Texts) -> str:
    """That several have changed the same thing, and what to do."""
    return t.trn("Two versions: {n} thing was changed by two at once. Enter shows both.",
                 "Two versions: {n} things were changed by two at once. Enter shows them.", n, n=n)  # fmt: skip


def held_words(held: Held, t: Texts) -> str:
    """What was written down for the plan, and what it waits for (C-01, C-05)."""
    what = [each.name for each in held.people]
    what += [t.tr("the goal")] if held.goal else []
    what += [t.tr("the activity")] if held.activity else []
    said = joined(what, t)
    if held.signers:
        return t.tr("Waits until {who} has signed: {what}", who=joined(held.signers, t), what=said)
    if held.services:
        return t.tr("Waits for a consent to {services}: {what}", services=joined(held.services, t), what=said)
    return t.tr("Ready to be written in the plan: {what}", what=said)


def _wished(plan: Plan, t: Texts) -> list[tuple[str, str]]:
    """The newest proposal of a level and the newest wish for a holder that nobody has acted on yet."""
    found: list[tuple[str, str]] = []
    proposed, changed = plan.last(LevelProposed), plan.last(LevelChanged)
    if proposed is not None and (changed is None or changed.seq < proposed.seq) and _differs(plan, proposed.body):
        words = t.tr("{who} proposes level {n}", who=name_of(plan, proposed.by), n=proposed.body.level)
        found.append((LEVEL, _with(words, proposed.body.text)))
    wished, taken = plan.last(BatonWished), handed(plan)
    if wished is not None and wished.body.person != holder_id(plan) and not (taken and taken[-1].seq > wished.seq):
        words = t.tr("{who} wishes for {name} as stafettholder", who=name_of(plan, wished.by),
                     name=name_of(plan, wished.body.person))  # fmt: skip
        found.append(("baton", _with(words, wished.body.text)))
    return found


def _differs(plan: Plan, proposed: LevelProposed) -> bool:
    return proposed.level != level_now(plan)


def _with(words: str, why: str) -> str:
    return f"{words}: {why}" if why else words


def _task_row(task: Task, sight: Sight) -> Row:
    late = task.due is not None and task.due < sight.today
    mark = "!" if urgent(task, sight) else ""
    key = f"{TASK}{task.kind.value}:{task.about}"
    return Row(key, (task_words(task, sight),), mark, "alarm" if late else "")
