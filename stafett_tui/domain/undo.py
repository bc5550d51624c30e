"""Undo and redo: which act is next, and the events that do its opposite (architecture §3)."""

from dataclasses import dataclass

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Body, Undo
from stafett_tui.domain.log import ActUndone, Restored, Revised, Struck
from stafett_tui.domain.plan import ActRecord, Plan, Step

REACH = 200
"""How many acts back Ctrl+Z reaches."""


@dataclass(frozen=True, slots=True)
class Stacks:
    """What undo and redo would take next, the newest last."""

    undo: tuple[ActRecord, ...]
    redo: tuple[ActRecord, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """A body to write, with the base it needs."""

    body: Body
    base: int | None = None


def stacks(plan: Plan, device: str) -> Stacks:
    """Read the undo and redo stacks of whoever writes on this device, since the lock."""
    done: list[ActRecord] = []
    taken_back: list[ActRecord] = []
    for act in plan.acts:
        if act.device != device or act.undo is Undo.SKIP:
            continue
        if act.undo is Undo.BARRIER:
            done, taken_back = [], []
        elif act.back:
            if done:
                done.pop()
            taken_back.append(act)
        elif act.undoes is not None:
            if taken_back:
                taken_back.pop()
            done.append(act)
        else:
            done.append(act)
            taken_back = []
    return Stacks(tuple(done[-REACH:]), tuple(taken_back[-REACH:]))


def opposite(plan: Plan, act: ActRecord, kinds: dict[str, type[Revised]]) -> tuple[Opposite, ...]:
    """Give the events that take the act back; raises BUILT_UPON where somebody has built on it.

    `kinds` maps the kind of a thing's body to the kind that revises it.
    """
    found = [Opposite(ActUndone(undone=act.id))]
    own = set(act.events)
    for step in reversed(act.steps):
        found.extend(_step_back(plan, act, step, own, kinds))
    return tuple(found)


def _step_back(
    plan: Plan, act: ActRecord, step: Step, own: set[str], kinds: dict[str, type[Revised]]
) -> list[Opposite]:
    if step.what == "struck":
        return [Opposite(Restored(target=step.target))]
    if step.what in {"made", "restored"}:
        if step.target in plan.struck:
            return []
        _refuse_if_built_upon(plan, act, step.target, own)
        return [Opposite(Struck(target=step.target))]
    revisions = plan.revisions.get((step.target, step.field), ())
    if not revisions or revisions[-1].event != step.event:
        raise StafettError(ErrorKind.BUILT_UPON)
    kind = kinds[plan.facts[step.target].body.KIND]
    last = revisions[-1]
    reason = revisions[-2].reason if last.undo and len(revisions) > 1 else None
    body = kind(thing=step.target, field=step.field, value=last.before, reason=reason)
    return [Opposite(body, last.seq)]


def _refuse_if_built_upon(plan: Plan, act: ActRecord, target: str, own: set[str]) -> None:
    leaning = any(
        target in fact.body.refs() and fact.id not in plan.struck and fact.id not in own and fact.act != act.id
        for fact in plan.facts.values()
        if fact.id != target
    )
    revised = any(
        thing == target and any(r.by != act.by for r in revisions)
        for (thing, _), revisions in plan.revisions.items()
    )
    if leaning or revised:
        raise StafettError(ErrorKind.BUILT_UPON)
