"""Choosing between two versions of one thing (I4)."""

from collections.abc import Sequence

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.log import ConflictResolved
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.versions import TwoVersions, two_versions
from stafett_tui.services.writing import Proposal, Writer


class Conflicts:
    """The open conflicts of a plan, and settling them."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def settle(self, plan_id: str, found: TwoVersions, take: str | None) -> Changes:
        """Let the late value of this event stand, or keep what stands; every version of the field is settled by it.

        Raises MOVED_ON where another value stands than the one that was shown, and TARGET_UNKNOWN where somebody
        else has chosen already.
        """

        def make(plan: Plan) -> Sequence[Proposal]:
            now = next((each for each in two_versions(plan) if (each.thing, each.field) == (found.thing, found.field)),
                       None)  # fmt: skip
            if now is None:
                raise StafettError(ErrorKind.TARGET_UNKNOWN)
            if now != found:
                raise StafettError(ErrorKind.MOVED_ON)
            others = [Proposal(ConflictResolved(conflict=each, take=False)) for each in found.events if each != take]
            base = _seen(plan, found)
            chosen = [] if take is None else [Proposal(ConflictResolved(conflict=take, take=True), base)]
            return [*others, *chosen]

        return self._writer.write_with(plan_id, make)


def _seen(plan: Plan, found: TwoVersions) -> int:
    """Give the place of the value that stands, also where an undo put it there."""
    revisions = plan.revisions.get((found.thing, found.field), ())
    return revisions[-1].seq if revisions else plan.facts[found.thing].seq
