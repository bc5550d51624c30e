"""A change judged against the value its author saw, and the settling of conflicts (I4)."""

from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.event import Body, Status
from stafett_tui.domain.kinds import REVISES
from stafett_tui.domain.log import ConflictResolved, Revised, Struck
from stafett_tui.domain.plan import Conflict, Plan
from stafett_tui.domain.versions import two_versions


def judged(plan: Plan, body: Revised, base: int | str) -> Status:
    """Judge a change: a late old value never wins, it becomes a conflict that everybody sees (I4).

    `base` is the seq of the value its author saw, or the id of the author's own event on that field.
    """
    if any(c.event == base for c in plan.conflicts):
        return Status.CONFLICT
    revisions = plan.revisions.get((body.thing, body.field), ())
    fact = plan.facts[body.thing]
    newest = (revisions[-1].seq, revisions[-1].event) if revisions else (fact.seq, fact.id)
    return Status.OK if base in newest else Status.CONFLICT


def base_of(plan: Plan, body: Body) -> int | None:
    """Give the place of the newest value that whoever changes or strikes something sees; None where none is asked."""
    if isinstance(body, Struck):
        return last_word(plan, body.target)[0] if body.target in plan.facts else None
    if not isinstance(body, Revised):
        return None
    revisions, fact = plan.revisions.get((body.thing, body.field), ()), plan.facts.get(body.thing)
    if revisions:
        return revisions[-1].seq
    return None if fact is None else fact.seq


def last_word(plan: Plan, thing: str) -> tuple[int, str]:
    """Give the place and the event of the newest word on a thing that is there: its making, a change, or a late one."""
    fact = plan.facts[thing]
    changes = (plan.revisions.get((thing, name), ())[-1:] for name in type(fact.body).model_fields)
    words = [(fact.seq, fact.id), *((r.seq, r.event) for of in changes for r in of)]
    return max([*words, *((c.seq, c.event) for c in plan.conflicts if c.thing == thing)])


def unseen(plan: Plan, thing: str, person: str, base: int | str | None) -> bool:
    """Tell whether a thing has words that whoever strikes it has not seen (I4, R11); `base` is the last word they saw.

    Without a base, as one who strikes says nothing of it, only one's own words are taken for seen.
    """
    if base is None:
        fields = type(plan.facts[thing].body).model_fields
        others = {r.by for name in fields for r in plan.history(thing, name)}
        return not others | {c.by for c in plan.conflicts if c.thing == thing} <= {person}
    seq, event = last_word(plan, thing)
    if isinstance(base, int):
        return base < seq
    return base != event or any(c.event == base for c in plan.conflicts)


def open_conflict(plan: Plan, event: str) -> Conflict | None:
    """Give a conflict nobody has settled, by the event that became it."""
    return next((c for c in plan.conflicts if c.event == event), None)


def disputed(plan: Plan, meeting: str) -> tuple[str, ...]:
    """Give the things written into a meeting that stand in two versions; the same value twice is one version."""
    things = dict.fromkeys(each.thing for each in two_versions(plan))
    return tuple(thing for thing in things if getattr(plan.facts[thing].body, "meeting", None) == meeting)


def check_resolved(plan: Plan, body: ConflictResolved) -> ErrorKind | None:
    """Only an open conflict about something that stands is settled."""
    found = open_conflict(plan, body.conflict)
    stands = found is not None and found.thing in plan.facts and found.thing not in plan.struck
    return None if stands or (found is not None and not body.take) else ErrorKind.TARGET_UNKNOWN


def revision(plan: Plan, body: ConflictResolved) -> Revised | None:
    """Give the change that taking the late value would be, None where there is no such conflict."""
    found = open_conflict(plan, body.conflict)
    fact = None if found is None else plan.facts.get(found.thing)
    if found is None or fact is None:
        return None
    revised = REVISES[fact.body.KIND]
    return revised(thing=found.thing, field=found.field, value=found.value, reason=found.reason)


def check_seen(plan: Plan, taken: Revised, base: int | str | None) -> ErrorKind | None:
    """Whoever takes the late value has seen the one that stands, where it says which that is (I4)."""
    late = base is not None and judged(plan, taken, base) is Status.CONFLICT
    return ErrorKind.MOVED_ON if late else None
