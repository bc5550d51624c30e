"""Blanking: who may take a body out of every copy, and of what (architecture §3)."""

from stafett_tui.domain.consent import ConsentGiven
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.lifecycle import Demanded
from stafett_tui.domain.lock import MinutesLocked, locks
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.people import ParticipantAdded, PlanOpened, Role, holder_id
from stafett_tui.domain.plan import Plan


def check_blanked(plan: Plan, person: str, offices: frozenset[Role], body: Blanked) -> ErrorKind | None:
    """With a reason: the holder until the lock, the coordinator after.

    Never the opening, a consent, what the family keeps out or demands (C-12), a command, or who holds the baton (I8).
    """
    if not body.reason.strip():
        return ErrorKind.REASON_NEEDED
    place = _place(plan, body.target)
    if place is None:
        return ErrorKind.TARGET_UNKNOWN
    seq, meeting = place
    standing = plan.of(MinutesLocked) if meeting is None else locks(plan, meeting)
    if any(seq < f.seq for f in standing) and Role.COORDINATOR not in offices:
        return ErrorKind.MINUTES_LOCKED
    return None if person == holder_id(plan) or Role.COORDINATOR in offices else ErrorKind.NOT_ALLOWED


def _place(plan: Plan, target: str) -> tuple[int, str | None] | None:
    """Give the seq, and the meeting if any, of what can be blanked: a thing, a rewording, or a late one."""
    fact = plan.facts.get(target)
    if fact is not None:
        kept = isinstance(fact.body, PlanOpened | ConsentGiven | KeptOut | Demanded) or fact.body.SORT == "command"
        kept = kept or (isinstance(fact.body, ParticipantAdded) and fact.body.person == holder_id(plan))
        return None if kept else (fact.seq, _meeting(plan, target))
    reworded = [(r.seq, thing) for (thing, _), all_of in plan.revisions.items() for r in all_of if r.event == target]
    late = [(c.seq, c.thing) for c in plan.conflicts if c.event == target]
    return next(((seq, _meeting(plan, thing)) for seq, thing in (*reworded, *late)), None)


def _meeting(plan: Plan, thing: str) -> str | None:
    """Give the meeting in whose minutes a thing stands: the locks of that one count."""
    fact = plan.facts.get(thing)
    found: str | None = None if fact is None else getattr(fact.body, "meeting", None)
    return found
