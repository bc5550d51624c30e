"""What waits in a plan, each task as one sentence; home, the plan and the consent screen say the same (C-04, C-08)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from stafett_tui.domain.consent import ConsentGiven
from stafett_tui.domain.lock import meeting
from stafett_tui.domain.names import name_of
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.tasks import Task, TaskKind, tasks, warned
from stafett_tui.i18n import dates
from stafett_tui.i18n.texts import Texts

OF_CONSENT: Final = frozenset({
    TaskKind.CONSENT_ENDS, TaskKind.CONSENT_OVER, TaskKind.SIGNATURE, TaskKind.OWN_CONSENT, TaskKind.LOCK_MINUTES,
    TaskKind.TELL, TaskKind.END_OR_ASK,
})  # fmt: skip
"""What the consent screen shows as waiting; a form that is missing stands with its consent."""
SOON: Final = 30
"""From so many days ahead an end is an alarm."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A plan, and by which policy, on which day and in whose language it is looked at."""

    plan: Plan
    policy: Policy
    today: date
    t: Texts

    @property
    def warn_days(self) -> int:
        """How many days ahead an end is first told."""
        return max(self.policy.consent_warn_days)


def of_consent(sight: Sight) -> tuple[Task, ...]:
    """Give what waits about consent, what is over first."""
    return tuple(task for task in tasks(sight.plan, sight.policy, sight.today) if task.kind in OF_CONSENT)


def urgent(task: Task, sight: Sight) -> bool:
    """Tell whether a task cannot wait: over, or within the nearer of the warnings."""
    if task.kind is not TaskKind.CONSENT_ENDS or task.due is None:
        return True
    step = warned(sight.policy, task.due, sight.today)
    return step is not None and step <= SOON


def task_words(task: Task, sight: Sight) -> str:
    """Give a task as a sentence: what waits, and what is to be done."""
    return _WORDS[task.kind](task, sight)


def _ends(task: Task, sight: Sight) -> str:
    t = sight.t
    return t.tr("{service}: the consent ends {day}, {away}. Renew it.", service=task.about,
                day=_day(task), away=_away(task, sight))  # fmt: skip


def _over(task: Task, sight: Sight) -> str:
    return sight.t.tr("{service}: the consent ran out {day}. Renew it.",
                      service=task.about, day=_day(task))  # fmt: skip


def _signature(task: Task, sight: Sight) -> str:
    return sight.t.tr("{who} has not signed yet.", who=name_of(sight.plan, task.about))


def _own(task: Task, sight: Sight) -> str:
    t, who = sight.t, name_of(sight.plan, task.about)
    if task.due is None:
        return t.tr("{who} is to consent too: ask now.", who=who)
    if task.due < sight.today:
        return t.tr("{who} was to consent by {day}: nothing new is shared. Ask now.", who=who, day=_day(task))
    return t.tr("{who} is to consent too, by {day}: ask now.", who=who, day=_day(task))


def _evidence(task: Task, sight: Sight) -> str:
    given = sight.plan.get(task.about, ConsentGiven)
    day = "" if given is None else dates.dotted(given.body.given_on)
    return sight.t.tr("Nothing shows the consent of {day} yet. Attach the signed form.", day=day)


def _lock(task: Task, sight: Sight) -> str:
    found = meeting(sight.plan, task.about)
    day = "" if found is None else dates.dotted(found.on)
    return sight.t.tr("Lock the minutes of {day}: what was agreed before stands.", day=day)


def _tell(task: Task, sight: Sight) -> str:
    return sight.t.tr("Tell those in the plan: {who} has withdrawn the consent.", who=name_of(sight.plan, task.about))


def _joint(task: Task, sight: Sight) -> str:
    return sight.t.tr("The services are to meet by {day}.", day=_day(task))


def _baton(task: Task, sight: Sight) -> str:
    return sight.t.tr("{who} has not answered the offer of the baton.", who=name_of(sight.plan, task.about))


def _end_or_ask(_task: Task, sight: Sight) -> str:
    return sight.t.tr("End the plan, or ask the family anew.")


def _day(task: Task) -> str:
    return "" if task.due is None else dates.dotted(task.due)


def _away(task: Task, sight: Sight) -> str:
    return "" if task.due is None else dates.away(task.due, sight.today, sight.t)


_WORDS: Final[Mapping[TaskKind, Callable[[Task, Sight], str]]] = {
    TaskKind.CONSENT_ENDS: _ends, TaskKind.CONSENT_OVER: _over, TaskKind.SIGNATURE: _signature,
    TaskKind.OWN_CONSENT: _own, TaskKind.EVIDENCE: _evidence, TaskKind.LOCK_MINUTES: _lock, TaskKind.TELL: _tell,
    TaskKind.JOINT_MEETING: _joint, TaskKind.BATON: _baton, TaskKind.END_OR_ASK: _end_or_ask,
}  # fmt: skip
