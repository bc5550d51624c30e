"""Blanking: who may take a body out of every copy, and of what (architecture §3)."""

from stafett_tui.domain.consent import ConsentGiven
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.lock import MinutesLocked
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.people import PlanOpened, Role, holder_id
from stafett_tui.domain.plan import Plan


def check_blanked(plan: Plan, person: str, offices: frozenset[Role], body: Blanked) -> ErrorKind | None:
    """With a reason: the holder until the lock, the coordinator after; never the opening, a consent or a command."""
    if not body.reason.strip():
        return ErrorKind.REASON_NEEDED
    seq = _seq(plan, body.target)
    if seq is None:
        return ErrorKind.TARGET_UNKNOWN
    locked = max((f.seq for f in plan.of(MinutesLocked)), default=0)
    if seq < locked and Role.COORDINATOR not in offices:
        return ErrorKind.MINUTES_LOCKED
    return None if person == holder_id(plan) or Role.COORDINATOR in offices else ErrorKind.NOT_ALLOWED


def _seq(plan: Plan, target: str) -> int | None:
    """Give the place of what can be blanked: a thing, a rewording, or a late one."""
    fact = plan.facts.get(target)
    if fact is not None:
        kept = isinstance(fact.body, PlanOpened | ConsentGiven) or fact.body.SORT == "command"
        return None if kept else fact.seq
    reworded = (r.seq for revisions in plan.revisions.values() for r in revisions if r.event == target)
    return next(reworded, next((c.seq for c in plan.conflicts if c.event == target), None))
