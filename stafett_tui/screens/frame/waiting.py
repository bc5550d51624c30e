"""What waits in a plan, each task as one sentence; home, the plan and the consent screen say the same (C-04, C-08)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.tasks import Task, TaskKind, about, tasks, warned
from stafett_tui.i18n import dates
from stafett_tui.i18n.texts import Texts
from stafett_tui.services.tasks import HELD, OUTCOME, SILENT, VERSIONS

OF_CONSENT: Final = frozenset({
    TaskKind.CONSENT_ENDS, TaskKind.CONSENT_OVER, TaskKind.SIGNATURE, TaskKind.OWN_CONSENT, TaskKind.LOCK_MINUTES,
    TaskKind.TELL, TaskKind.END_OR_ASK,
})  # fmt: skip
"""What the consent screen shows as waiting; a form that is missing stands with its consent."""
AT_CONSENT: Final = frozenset({
    TaskKind.CONSENT_ENDS, TaskKind.CONSENT_OVER, TaskKind.SIGNATURE, TaskKind.OWN_CONSENT, TaskKind.EVIDENCE,
})  # fmt: skip
"""What is done on the consent screen; everything else on the overview."""
SOON: Final = 30
"""From so many days ahead an end is an alarm."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A plan, and by which policy, on which day and in whose language it is looked at."""

    plan: Plan
    policy: Policy
    today: date
    t: Texts
    barred: frozenset[str] = frozenset()
    """The actions that are not the reader's to do: no sentence asks for them."""

    @property
    def warn_days(self) -> int:
        """How many days ahead an end is first told."""
        return max(self.policy.consent_warn_days)


def of_consent(sight: Sight) -> tuple[Task, ...]:
    """Give what waits about consent, what is over first."""
    return tuple(task for task in tasks(sight.plan, sight.policy, sight.today) if task.kind in OF_CONSENT)


def urgent(task: Task, sight: Sight) -> bool:
    """Tell whether a task of this plan cannot wait."""
    return presses(task.kind, task.due, sight.policy, sight.today)


def presses(kind: str, due: date | None, policy: Policy, today: date) -> bool:
    """Tell whether a task cannot wait: over, or within the nearer of the warnings. A form can."""
    if kind == TaskKind.EVIDENCE:
        return False
    if kind != TaskKind.CONSENT_ENDS or due is None:
        return True
    step = warned(policy, due, today)
    return step is not None and step <= SOON


def task_words(task: Task, sight: Sight) -> str:
    """Give a task as a sentence: what waits, and what is to be done."""
    name, on = about(sight.plan, task)
    return words(task.kind, Said(name, task.due, on), sight.today, sight.t)


@dataclass(frozen=True, slots=True)
class Said:
    """What the sentence of a task names: a person or service, its last day, the day of its consent or meeting."""

    name: str = ""
    due: date | None = None
    on: date | None = None


def words(kind: str, said: Said, today: date, t: Texts) -> str:
    """Give the sentence of a sort of task."""
    return _WORDS[kind](said, today, t)


def _ends(said: Said, today: date, t: Texts) -> str:
    away = "" if said.due is None else dates.away(said.due, today, t)
    return t.tr("{service}: the consent ends {day}, {away}. Renew it.", service=said.name, day=_day(said.due),
                away=away)  # fmt: skip


def _over(said: Said, _today: date, t: Texts) -> str:
    return t.tr("{service}: the consent ran out {day}. Renew it.", service=said.name, day=_day(said.due))


def _signature(said: Said, _today: date, t: Texts) -> str:
    return t.tr("{who} has not signed yet.", who=said.name)


def _own(said: Said, today: date, t: Texts) -> str:
    who = said.name
    if said.due is None:
        return t.tr("{who} is to consent too: ask now.", who=who)
    if said.due < today:
        return t.tr("{who} was to consent by {day}: nothing new is shared. Ask now.", who=who, day=_day(said.due))
    return t.tr("{who} is to consent too, by {day}: ask now.", who=who, day=_day(said.due))


def _evidence(said: Said, _today: date, t: Texts) -> str:
    return t.tr("Nothing shows the consent of {day}: attach the form.", day=_day(said.on))


def _lock(said: Said, _today: date, t: Texts) -> str:
    return t.tr("Lock the minutes of {day}: what was agreed before stands.", day=_day(said.on))


def _tell(said: Said, _today: date, t: Texts) -> str:
    return t.tr("Tell those in the plan: {who} has withdrawn the consent.", who=said.name)


def _joint(said: Said, _today: date, t: Texts) -> str:
    return t.tr("The services are to meet by {day}.", day=_day(said.due))


def _baton(said: Said, _today: date, t: Texts) -> str:
    return t.tr("{who} has not answered the offer of the baton.", who=said.name)


def _end_or_ask(_said: Said, _today: date, t: Texts) -> str:
    return t.tr("End the plan, or ask the family anew.")


def _versions(_said: Said, _today: date, t: Texts) -> str:
    return t.tr("Two versions of the same thing. Enter chooses which one stands.")


def _outcome(_said: Said, _today: date, t: Texts) -> str:
    return t.tr("What does the evaluation lead to? Enter decides.")


def _held(_said: Said, _today: date, t: Texts) -> str:
    return t.tr("Written down, and waiting for a signature. Enter shows it.")


def _silent(_said: Said, _today: date, t: Texts) -> str:
    return t.tr("Something waits in this plan. Enter opens it.")


def _day(day: date | None) -> str:
    return "" if day is None else dates.dotted(day)


_WORDS: Final[Mapping[str, Callable[[Said, date, Texts], str]]] = {
    TaskKind.CONSENT_ENDS: _ends, TaskKind.CONSENT_OVER: _over, TaskKind.SIGNATURE: _signature,
    TaskKind.OWN_CONSENT: _own, TaskKind.EVIDENCE: _evidence, TaskKind.LOCK_MINUTES: _lock, TaskKind.TELL: _tell,
    TaskKind.JOINT_MEETING: _joint, TaskKind.BATON: _baton, TaskKind.END_OR_ASK: _end_or_ask,
    VERSIONS: _versions, OUTCOME: _outcome, HELD: _held, SILENT: _silent,
}  # fmt: skip
