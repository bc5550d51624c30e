"""What somebody may not do in a plan whatever they write: each act is tried at the gate, and nothing is written."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.attendance import GuestNamed
from stafett_tui.domain.baton import BatonForced, BatonOffered, BatonWished, offer
from stafett_tui.domain.case import Actor
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.consent import ConsentWithdrawn
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.endings import PlanPaused
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.event import Body
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.level import LevelProposed
from stafett_tui.domain.lifecycle import Demanded, ErasureAsked, PlanStatus
from stafett_tui.domain.lock import MinutesUnlocked, RemarkMade
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.meeting import LevelChanged
from stafett_tui.domain.people import ParticipantAdded, Role
from stafett_tui.domain.plan import Plan
from stafett_tui.services.lookups import Lookups
from stafett_tui.services.writing import Writer

_X: Final = "x"
"""Stands for whatever would be written."""


_MINUTES: Final = GuestNamed(meeting=_X, name=_X)
OF_THE_MINUTES: Final = ("all_present", "clock", "break_off", "interpreter", "take_over")
TRIED: Final = frozenset({
    "new_goal", "change_goal", "new_activity", "new_participant", "hide_service", "leave_plan", "note_taker", "wish",
    "all_present", "clock", "break_off", "interpreter", "take_over", "concern", "about_me", "give_consent",
    "withdraw_consent", "keep_out", "let_in", "attach_form", "baton", "baton_wish", "baton_force", "outcome", "level",
    "transition", "level_proposal", "pause_plan", "end_plan", "reopen_plan", "demand", "erase_plan", "wrong_log",
    "lock", "unlock", "reopen", "remark", "lookups",
})  # fmt: skip
"""Every action that may turn out not to be mine."""


class Permitted:
    """Which actions of the screens the gate would refuse me here; each event is judged all the same."""

    def __init__(self, writer: Writer, lookups: Lookups) -> None:
        """Try as this writer's person."""
        self._writer = writer
        self._lookups = lookups
        self._known: tuple[Plan, Actor, date, frozenset[str]] | None = None

    def barred(self, plan_id: str) -> frozenset[str]:
        """Give the ids of the actions that are not mine to do in this plan today."""
        plan, actor = self._writer.journal.plan(plan_id), self._writer.actor
        today, known = self._writer.today(plan), self._known
        if known is not None and known[0] is plan and known[1:3] == (actor, today):
            return known[3]
        found = frozenset(
            name for names, body in _tries(plan, actor.person) if not self._may(plan_id, body) for name in names.split()
        )
        if not self._lookups.may_see(plan_id):
            found |= {"lookups"}
        self._known = (plan, actor, today, found)
        return found

    def reads_along(self, plan_id: str) -> bool:
        """Tell whether the minutes are somebody else's to write, and mine to read."""
        return not self._may(plan_id, _MINUTES)

    def _may(self, plan_id: str, body: Body) -> bool:
        try:
            self._writer.judge(plan_id, body)
        except StafettError as error:
            return error.kind is not ErrorKind.NOT_ALLOWED
        return True


def _tries(plan: Plan, me: str) -> Iterator[tuple[str, Body]]:
    """Give actions with what each of them would write."""
    yield "new_goal change_goal", GoalSet(arena=Arena.HOME, text=_X)
    yield "new_activity", ActivityPlanned(what=_X, responsible=me)
    yield (
        "new_participant hide_service leave_plan note_taker",
        ParticipantAdded(person=_X, name=_X, role=Role.PROVIDER, service=_X),
    )
    yield f"wish {' '.join(OF_THE_MINUTES)}", _MINUTES
    yield "concern", ConcernWritten(text=_X)
    yield "about_me", AboutMeWritten(side=next(iter(Side)), trait=next(iter(Trait)), text=_X)
    yield "give_consent withdraw_consent", ConsentWithdrawn(by=me)
    yield "keep_out let_in", KeptOut(by=me, topic=_X)
    yield "attach_form", DocumentAttached(name=_X, sha256="0" * 64, size=1)
    if offer(plan) is None:
        yield "baton", BatonOffered(person=_X)
    yield "baton_wish", BatonWished(person=_X)
    yield "baton_force", BatonForced(person=_X, reason=_X)
    yield "outcome level transition", LevelChanged(level=1, reason=_X)
    yield "level_proposal", LevelProposed(level=1)
    yield "pause_plan end_plan reopen_plan", PlanPaused(reason=_X)
    yield "demand", Demanded(what=PlanStatus.PASSIVE)
    yield "erase_plan", ErasureAsked(reason=_X)
    yield "wrong_log", Blanked(target=_X, reason=_X)
    yield "lock unlock reopen", MinutesUnlocked(meeting=_X, version=1)
    yield "remark", RemarkMade(meeting=_X, text=_X)
