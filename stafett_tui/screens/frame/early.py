"""What is asked of a plan that is not read yet waits for it; what is somebody else's to do says so at its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import events

from stafett_tui.screens.frame.drafting import Drafting
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.frame.messages import BecameKnown
from stafett_tui.services.permitted import TRIED

if TYPE_CHECKING:
    from stafett_tui.domain.plan import Plan

FREE: Final = frozenset({"back", "quit", "help", "palette", "lock_screen"})
"""What needs no plan, and so never waits for one."""


class Early(Drafting):
    """A screen of one plan, from its first key on."""

    def __init__(self, given: Given) -> None:
        """Nothing is read, and nothing waits."""
        super().__init__(given)
        self.plan: Plan | None = None
        self._early: list[Callable[[], object]] = []
        self._free = {key for each in given.actions if each.id in FREE for key in each.keys}

    def keeps(self, event: events.Event) -> bool:
        """What is typed before the plan is there waits for it."""
        return self._too_early(event) or super().keeps(event)

    def wait_for_focus(self, event: events.Event, *, before: bool = False) -> None:
        """Take it once the plan is there, before what is typed after that."""
        if self._too_early(event):
            self._early.append(partial(super().wait_for_focus, event, before=True))
        else:
            super().wait_for_focus(event, before=before)

    def _too_early(self, event: events.Event) -> bool:
        if self.plan is not None or self.asking.open:  # why one looks is asked before the plan is read
            return False
        return not (isinstance(event, events.Key) and event.key in self._free)

    def when_there(self, act: Callable[[], object]) -> None:
        """Do this now, or as soon as the plan is there."""
        if self.plan is None:
            self._early.append(act)
        else:
            act()

    def do_early(self) -> None:
        """The plan is there: do what waited for it."""
        self.post_message(BecameKnown())
        early, self._early = self._early, []
        for act in early:
            act()

    # ---- what is mine to do

    def bar(self, barred: frozenset[str]) -> None:
        """From now these acts are not this person's: the footer and the commands leave them out."""
        if barred != self.barred:
            self.barred = barred
            if not self.asking.open:
                self.foot.show(self.foot_hints())

    def knows(self, action_id: str) -> bool:
        """What may be somebody else's is known with the plan."""
        return self.plan is not None or action_id not in TRIED

    def bars(self, action_id: str) -> bool:
        """A key for what may be somebody else's waits until that is known."""
        if self.plan is not None or action_id not in TRIED:
            return super().bars(action_id)
        self._early.append(partial(self._run_if_mine, action_id))
        return True

    def _run_if_mine(self, action_id: str) -> None:
        if not self.bars(action_id):
            self.call_later(self.run_action, action_id)
