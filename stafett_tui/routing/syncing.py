"""What the screens are told of syncing: the state in the head line, and leaving a plan that was removed (I7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.signal import Signal

from stafett_tui.domain.changes import POLICY
from stafett_tui.i18n.texts import texts
from stafett_tui.routing.ways import Ways
from stafett_tui.screens.frame.ground import Ground
from stafett_tui.screens.frame.syncwords import news
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.services.syncstate import ALONE, SyncState

if TYPE_CHECKING:
    from textual.screen import Screen

    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.opening import Office
    from stafett_tui.services.standing import Standing


class Syncing(Ways):
    """The state of syncing, for every screen."""

    changed: Signal[Changes]
    _state: SyncState = ALONE
    _stirred: Signal[SyncState] | None = None

    @property
    def stirred(self) -> Signal[SyncState]:
        """Carries every new state, on the application's thread."""
        if self._stirred is None:
            self._stirred = Signal(self, "stirred")
        return self._stirred

    def together(self) -> SyncState:
        """How laptop and server stand."""
        return self._state

    def keep_together(self, office: Office) -> None:
        """In a thread: keep store and server together from now on, and hear of it; nothing where it stands alone."""
        if office.takes_part:
            office.together.listen(self._came, self._stood)
            office.together.start()

    def watch_idle(self, minutes: int) -> None:
        """Lock after so many minutes without a key."""
        raise NotImplementedError

    def _came(self, changes: Changes) -> None:
        """From the thread that syncs to the application's: screens read again what the server sent."""
        if POLICY in changes.kinds and self.office is not None:
            self.call_later(self.watch_idle, self.office.judged_by.policy.lock_minutes)
        self.call_later(self.changed.publish, changes)

    def _stood(self, standing: Standing) -> None:
        self.call_later(self.stir, standing.state)

    def stir(self, state: SyncState) -> None:
        """Take a new state: show it, tell what is new in it, and leave what was removed; call on the app's thread."""
        before, self._state = self._state, state
        if state == before:
            return
        gone = {each.plan_id for each in state.removed} - {each.plan_id for each in before.removed}
        if gone:
            self._leave(gone)
        self.stirred.publish(state)
        told = news(before, state, texts(self.language))
        here = next((each for each in reversed(self.screen_stack) if isinstance(each, Ground)), None)
        if told and here is not None:
            here.say((("! ", "alarm"), (told, "")))

    def _leave(self, gone: set[str]) -> None:
        """Leave every screen of a plan that was removed: nothing of it stays in sight."""
        depth = next((at for at, each in enumerate(self.screen_stack) if _of(each) in gone), None)
        if depth is None:
            return
        for _ in self.screen_stack[max(depth, 1) :]:
            self.pop_screen()


def _of(screen: Screen[Any]) -> str | None:
    return screen.plan_id if isinstance(screen, Ground) and not isinstance(screen, HomeScreen) else None
