"""How an activity went: done as agreed, its effect, why, and the child's own mark beside the adults'."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from stafett_tui.domain.event import Act, Body, Sort
from stafett_tui.domain.log import Revised
from stafett_tui.domain.plan import Fact, Plan


class Effect(StrEnum):
    """The effect of an activity; the digits 1 to 6 rate in this order."""

    WORKS = "works"
    PARTLY = "partly"
    NO_EFFECT = "no_effect"
    WORSE = "worse"
    TOO_EARLY = "too_early"
    NOT_STARTED = "not_started"


class Done(StrEnum):
    """Whether an activity was done as agreed; asked apart from its effect."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class ActivityEvaluated(Body):
    """An activity is rated, in a meeting or between."""

    KIND: ClassVar[str] = "activity.evaluated"
    SORT: ClassVar[Sort] = Sort.ADDED
    ACT: ClassVar[Act] = Act.GOALS_ACTIVITIES
    REFS: ClassVar[tuple[str, ...]] = ("activity",)

    activity: str
    effect: Effect
    meeting: str | None = None
    done_as_agreed: Done | None = None
    why: str | None = None
    child_effect: Effect | None = None


class EvaluationRevised(Revised):
    """A rating gets its why, the child's own mark, or is put right."""

    KIND: ClassVar[str] = "evaluation.revised"
    ACT: ClassVar[Act] = Act.GOALS_ACTIVITIES
    TARGET: ClassVar[type[Body]] = ActivityEvaluated
    FIELDS: ClassVar[frozenset[str]] = frozenset({"effect", "done_as_agreed", "why", "child_effect"})


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A rating as screens see it."""

    id: str
    at: datetime
    by: str
    meeting: str | None
    effect: Effect
    done_as_agreed: Done | None
    why: str
    child_effect: Effect | None


def rated_facts(plan: Plan) -> dict[str, list[Fact[ActivityEvaluated]]]:
    """Give the ratings that stand by the activity they are of."""
    return plan.once_from((ActivityEvaluated,), _by_activity)


def _by_activity(plan: Plan) -> dict[str, list[Fact[ActivityEvaluated]]]:
    found: dict[str, list[Fact[ActivityEvaluated]]] = {}
    for f in plan.of(ActivityEvaluated):
        found.setdefault(f.body.activity, []).append(f)
    return found


def evaluations(plan: Plan, activity: str) -> tuple[Evaluation, ...]:
    """Give the ratings of an activity, oldest first; in one meeting the newest replaces the earlier."""
    facts = rated_facts(plan).get(activity)
    if facts is None:
        return ()
    found = [
        Evaluation(f.id, f.at, f.by, f.body.meeting, f.body.effect, f.body.done_as_agreed, f.body.why or "",
                   f.body.child_effect)
        for f in facts
    ]  # fmt: skip
    newest: dict[str, Evaluation] = {}
    for e in found:
        newest.pop(e.meeting or e.id, None)
        newest[e.meeting or e.id] = e
    return tuple(newest.values())


BODIES: tuple[type[Body], ...] = (ActivityEvaluated, EvaluationRevised)
