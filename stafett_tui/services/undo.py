"""Undo and redo: the opposite facts, never a skipped one."""

from dataclasses import dataclass
from typing import Final

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.kinds import REVISES
from stafett_tui.domain.plan import ActRecord, Plan
from stafett_tui.domain.undo import opposite, stacks
from stafett_tui.domain.view import needs_reason
from stafett_tui.services.writing import Proposal, Writer

STOPPED: Final = frozenset({ErrorKind.PLAN_PASSIVE, ErrorKind.PLAN_CLOSED, ErrorKind.CONSENT_EXPIRED})
"""Why nothing new is written; what was taken back is brought again no more than that (C-09)."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What undo or redo changed, and the kinds of the things it was about."""

    changes: Changes
    what: tuple[str, ...]


class UndoService:
    """Takes back the last acts of whoever writes on this laptop, and brings them again."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer

    def can(self, plan_id: str) -> tuple[bool, bool]:
        """Tell whether there is something to undo, and to redo."""
        found = stacks(self._writer.journal.plan(plan_id), self._writer.device)
        return bool(found.undo), bool(found.redo)

    def undo(self, plan_id: str) -> Undone:
        """Take the last act back.

        Raises NOTHING_TO_UNDO, BUILT_UPON, UNDO_STOPPED where nothing new is shared and this is no taking away (C-09),
        or LOOKUP_REASON where no reason was given.
        """
        return self._take(plan_id, redo=False)

    def redo(self, plan_id: str) -> Undone:
        """Bring back what undo took last; raises NOTHING_TO_REDO, or UNDO_STOPPED (C-09)."""
        return self._take(plan_id, redo=True)

    def _take(self, plan_id: str, *, redo: bool) -> Undone:
        what: list[str] = []

        def make(plan: Plan) -> list[Proposal]:
            if needs_reason(plan, self._writer.actor) and plan_id not in self._writer.actor.reasons:
                raise StafettError(ErrorKind.LOOKUP_REASON)
            found = stacks(plan, self._writer.device)
            stack = found.redo if redo else found.undo
            if not stack:
                raise StafettError(ErrorKind.NOTHING_TO_REDO if redo else ErrorKind.NOTHING_TO_UNDO)
            what.extend(_kinds(plan, stack[-1]))
            return [Proposal(o.body, o.base) for o in opposite(plan, stack[-1], REVISES)]

        try:
            return Undone(self._writer.write_with(plan_id, make), tuple(what))
        except StafettError as error:
            if error.kind not in STOPPED:
                raise
            raise StafettError(ErrorKind.UNDO_STOPPED) from error


def _kinds(plan: Plan, act: ActRecord) -> list[str]:
    return [plan.facts[s.target].body.KIND for s in act.steps if s.target in plan.facts]
