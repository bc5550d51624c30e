"""The parts of the meeting screen, and what each of them can ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from stafett_tui.domain.versions import two_versions
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.meeting.conduct import Conduct
from stafett_tui.screens.meeting.face import Grip
from stafett_tui.screens.meeting.lineup import Lineup
from stafett_tui.screens.meeting.parts import Capture, Listing, MinutesSheet
from stafett_tui.services.permitted import OF_THE_MINUTES
from stafett_tui.widgets.chrome import Say
from stafett_tui.widgets.page import Sheet

if TYPE_CHECKING:
    from stafett_tui.screens.meeting.deeds import Deed
    from stafett_tui.screens.meeting.outbox import Outbox
    from stafett_tui.services.syncstate import SyncState


_OF_THE_WRITERS: Final = frozenset({*OF_THE_MINUTES, "lock", "unlock", "reopen", "wrong_log"})


class MeetingParts(Framed):
    """The parts, made before anything is read."""

    def __init__(self, given: Given, plan_id: str, meeting_id: str) -> None:
        """Make the parts; nothing is read yet."""
        super().__init__(given)
        self._plan_id, self.meeting_id = plan_id, meeting_id
        self.hands = self.gripped()
        self.conduct = Conduct(self.hands, given.texts, plan_id)
        self.line = Lineup(self.conduct, given.texts)
        self.conduct.line = self.line
        self.strip, self.list_title, self.minutes_title = Say(id="strip"), Say(id="list-title"), Say(id="minutes-title")
        self.slots, self.hints = Say(id="slots"), Say(id="hints")
        self.list = Listing(self.hands, vi=False)
        self.capture = Capture(self.hands, given.texts.tr("what was said?"))
        self.minutes = MinutesSheet(self.hands)
        self.agenda, self.agreed = Sheet(id="agenda"), Sheet(id="agreed", wrap=True)
        self.minute: Timer | None = None
        self.outbox: Outbox | None = None
        self.behind = 0
        """The place in the log that is to be read again once the store has answered; 0 for none."""

    @property
    def plan_id(self) -> str:
        """The plan of the meeting."""
        return self._plan_id

    def stands(self) -> tuple[str, ...]:
        """The words of the head line; in a narrow window since when nobody answers stands beside the minutes."""
        *told, since = super().stands()
        return (*told, since) if self.has_class("-wide") else tuple(told)

    def stood(self, state: SyncState) -> None:
        """Say beside the minutes too that laptop and server stand otherwise."""
        del state
        self.show()

    @property
    def since(self) -> str:
        """Since when the server has not answered, where the head line has no room for it."""
        return "" if self.has_class("-wide") else super().stands()[-1]

    @property
    def disputed(self) -> bool:
        """Whether something in the plan has two versions."""
        return self.conduct.view is not None and bool(two_versions(self.conduct.view.plan))

    @property
    def busy(self) -> bool:
        """Whether the store has not answered yet."""
        return self.conduct.view is None or (self.outbox is not None and self.outbox.busy)

    def offers(self, action_id: str) -> bool:
        """Whoever only reads along is not offered what belongs to those who write the minutes."""
        view = self.conduct.view
        if view is not None and view.reads_along and action_id in _OF_THE_WRITERS:
            return False
        return super().offers(action_id)

    # ---- what the screen itself does

    def gripped(self) -> Grip:
        """Give the hands that keys go through, and that the meeting tells the screen by."""
        raise NotImplementedError

    def show(self) -> None:
        """Everything, as it is now."""
        raise NotImplementedError

    def show_line(self) -> None:
        """The slots and what is understood of them."""
        raise NotImplementedError

    def show_hints(self) -> None:
        """The keys of the part in focus."""
        raise NotImplementedError

    def send(self, deed: Deed) -> None:
        """Write it, after what is being written already."""
        raise NotImplementedError

    def run_act(self, name: str) -> bool:
        """An act of the registry that is this screen's own."""
        raise NotImplementedError

    def run_clock(self) -> None:
        """Let the clock run by whole minutes."""
        raise NotImplementedError

    def go_to_consent(self) -> None:
        """Go to the consents of the plan."""
        raise NotImplementedError

    def action_meeting_conflicts(self) -> None:
        """Go to what has two versions in the plan."""
        raise NotImplementedError

    def go_back(self) -> None:
        """Leave the screen."""
        raise NotImplementedError

    def without_reason(self) -> None:
        """Nothing of the meeting is shown without a reason: leave the screen."""
        if self.conduct.view is None:
            self.go_back()

    def run_binding(self, key: str) -> None:
        """Run what a key is bound to that none of the parts took."""
        bound = self.active_bindings.get(key)
        if bound is not None and bound.enabled:
            self.call_later(self.app.run_action, bound.binding.action, bound.node)
