"""Undo and redo: which act is next, and the events that do its opposite (architecture §3)."""

from dataclasses import dataclass
from typing import Any

from stafett_tui.domain.conflict import unseen
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Body, Undo
from stafett_tui.domain.lock import RemarkMade, meeting
from stafett_tui.domain.log import ActUndone, Restored, Revised, Struck
from stafett_tui.domain.meeting import MeetingState
from stafett_tui.domain.people import ParticipantAdded, Role, role_of
from stafett_tui.domain.plan import ActRecord, Fact, Plan, Revision, Step

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
    done: dict[str, ActRecord] = {}
    taken_back: dict[str, ActRecord] = {}
    for act in plan.acts:
        if act.undo is Undo.BARRIER:
            done, taken_back = {}, {}
        elif act.device != device or act.undo is Undo.SKIP:
            continue
        elif act.undoes is None:
            done[act.id], taken_back = act, {}
        elif act.back and done.pop(act.undoes, None) is not None:
            taken_back[act.id] = act
        elif not act.back and taken_back.pop(act.undoes, None) is not None:
            done[act.id] = act
    room = max(0, REACH - len(taken_back))
    return Stacks(tuple(done.values())[-room:] if room else (), tuple(taken_back.values()))


def opposite(plan: Plan, act: ActRecord, kinds: dict[str, type[Revised]]) -> tuple[Opposite, ...]:
    """Give the events that take the act back; raises BUILT_UPON where somebody has built on it.

    `kinds` maps the kind of a thing's body to the kind that revises it.
    """
    found = [Opposite(ActUndone(undone=act.id))]
    made = {step.target for step in act.steps if step.what == "made"}
    revised: set[tuple[str, str]] = set()
    for step in reversed(act.steps):
        if step.what != "revised":
            found.extend(_stand_back(plan, act, step))
        elif step.target not in made and (step.target, step.field) not in revised:
            revised.add((step.target, step.field))
            found.append(_revise_back(plan, act, step, kinds))
    return tuple(found)


def _stand_back(plan: Plan, act: ActRecord, step: Step) -> list[Opposite]:
    standing = step.target not in plan.struck
    if step.what == "struck":
        return [] if standing else [Opposite(Restored(target=step.target))]
    if not standing:
        return []
    strikes_again = act.back
    if not strikes_again and _built_upon(plan, act, step.target):
        raise StafettError(ErrorKind.BUILT_UPON)
    return [Opposite(Struck(target=step.target))]


def _revise_back(plan: Plan, act: ActRecord, step: Step, kinds: dict[str, type[Revised]]) -> Opposite:
    """Give a field the value it had before the act, however often the act changed it."""
    revisions = plan.revisions[(step.target, step.field)]
    own = [r for r in revisions if r.event in act.events]
    struck_since = step.target in plan.struck and not any(
        s.what == "struck" and s.target == step.target for s in act.steps
    )
    if struck_since or not _cancels_out(revisions[revisions.index(own[-1]) + 1 :]):
        raise StafettError(ErrorKind.BUILT_UPON)
    first_time = [r.reason for r in revisions if own[-1].back and r.act == own[-1].counters]
    kind = kinds[plan.facts[step.target].body.KIND]
    body = kind(thing=step.target, field=step.field, value=own[0].before, reason=[None, *first_time][-1])
    return Opposite(body, revisions[-1].seq)


def _cancels_out(since: tuple[Revision, ...]) -> bool:
    """Tell whether what happened to a field since then was all taken back again."""
    left: list[Revision] = []
    for revision in since:
        if left and left[-1].act == revision.counters:
            while left and left[-1].act == revision.counters:
                left.pop()
        else:
            left.append(revision)
    return not left


def _built_upon(plan: Plan, act: ActRecord, target: str) -> bool:
    """Tell whether a standing thing of another act leans on the target, or somebody else has revised it."""
    own = {step.target for step in act.steps if step.what in {"made", "restored"}}
    if any(fact.id not in own and fact.act != act.id for fact in leaning(plan, target)):
        return True
    fields = type(plan.facts[target].body).model_fields
    return any(r.by != act.by for name in fields for r in plan.history(target, name))


_PEOPLE = ("responsible", "helpers", "person", "consenters", "holder", "asked_by")


def leaning(plan: Plan, target: str) -> tuple[Fact[Any], ...]:
    """Give the standing things that refer to a thing, or have named the person it made since then.

    What named somebody before they came (again) stood without that, and stands without it.
    """
    made = plan.facts[target]
    person = made.body.person if isinstance(made.body, ParticipantAdded) else target
    return tuple(
        f
        for f in plan.facts.values()
        if f.id != target and f.id not in plan.struck and (target in f.body.refs() or _names(plan, f, person, made.seq))
    )


def _names(plan: Plan, fact: Fact[Any], person: str, since: int) -> bool:
    if fact.seq > since and fact.by == person:
        return True
    named = ((name, getattr(fact.body, name, None)) for name in _PEOPLE)
    names = (name for name, n in named if person == n or (isinstance(n, tuple) and person in n))
    return any(max([fact.seq, *(r.seq for r in plan.history(fact.id, name))]) > since for name in names)


def check_undone(plan: Plan, person: str, device: str, body: ActUndone) -> ErrorKind | None:
    """Only an own act since the lock, within reach, is taken back."""
    act = next((a for a in reversed(plan.acts) if a.id == body.undone), None)
    if act is None:
        return ErrorKind.NOTHING_TO_UNDO
    found = stacks(plan, device)
    reached = act in found.undo or act in found.redo
    return None if reached and act.by == person else ErrorKind.NOT_UNDOABLE


def check_struck(plan: Plan, person: str, body: Struck, base: int | str | None) -> ErrorKind | None:
    """A thing is struck by its writer or the holder, before the lock, and while nobody else leans on it.

    What rests on a command or a consent stays: a meeting that has begun, a guardian who consented. So do words that
    whoever strikes has not seen (R11).
    """
    refused = _check_target(plan, person, body.target, struck=False)
    if refused is not None:
        return refused
    writer = plan.facts[body.target].by
    built = any(f.by not in {person, writer} or f.body.UNDO is not Undo.YES for f in leaning(plan, body.target))
    if built:
        return ErrorKind.BUILT_UPON
    return ErrorKind.MOVED_ON if unseen(plan, body.target, person, base) else None


def check_restored(plan: Plan, person: str, body: Restored) -> ErrorKind | None:
    """A struck thing is taken in again by its writer or the holder, before the lock."""
    return _check_target(plan, person, body.target, struck=True)


def _check_target(plan: Plan, person: str, target: str, *, struck: bool) -> ErrorKind | None:
    fact = plan.facts.get(target)
    if fact is None or (target in plan.struck) is not struck:
        return ErrorKind.TARGET_UNKNOWN
    own = fact.by == person or role_of(plan, person) is Role.HOLDER
    if not own or fact.body.UNDO is not Undo.YES:
        return ErrorKind.NOT_UNDOABLE
    within = None if isinstance(fact.body, RemarkMade) else getattr(fact.body, "meeting", None)
    found = meeting(plan, within or "")
    return ErrorKind.MINUTES_LOCKED if found is not None and found.state is MeetingState.LOCKED else None
