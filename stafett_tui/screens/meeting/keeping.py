"""The unfinished line, on the disk within a second and taken up again at the next start (I9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from stafett_tui.domain.errors import StafettError
from stafett_tui.screens.frame.given import Given
from stafett_tui.screens.meeting import drafts, stopped
from stafett_tui.screens.meeting.handed import Handed
from stafett_tui.screens.meeting.writing import FIELD

if TYPE_CHECKING:
    from stafett_tui.services.drafts import Draft

KEEP_AFTER: Final = 0.4
"""Seconds after which an unfinished line is on the disk (I9: at most one second is lost)."""
ASIDE: Final = "aside"
"""The name under which the last text put aside is kept."""


class Keeping(Handed):
    """Keeping and taking up what is not finished."""

    def __init__(self, given: Given, plan_id: str, meeting_id: str) -> None:
        """Nothing is kept yet."""
        super().__init__(given, plan_id, meeting_id)
        self._keeping: Timer | None = None
        self._kept: dict[str, tuple[str, int]] = {}

    def keep_soon(self) -> None:
        """Keep the unfinished line within a second; one timer, started by the first letter."""
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_AFTER, self.keep)

    def keep(self) -> None:
        """Hand the unfinished line to the store, as it is now."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        aside = self.line.aside[-1] if self.line.aside else None
        self._keep(FIELD, drafts.kept(self.line.mode))
        self._keep(ASIDE, ("", 0) if aside is None else drafts.kept(aside))

    def _keep(self, field: str, kept: tuple[str, int]) -> None:
        if self.outbox is None or self._kept.get(field, ("", 0)) == kept:
            return
        self._kept[field] = kept
        office, plan_id, (text, at) = self.given.office, self._plan_id, kept
        self.outbox.put(lambda: office.desk().drafts.keep(plan_id, field, text, at), self._kept_draft, self._not_kept)

    def _kept_draft(self, _answer: None) -> None:
        self.hands.release()

    def _not_kept(self, error: BaseException) -> None:
        self._kept.clear()
        if isinstance(error, StafettError):
            self.refuse(error)
        self.hands.release()

    def take_up_drafts(self, aside: Draft | None, line: Draft | None) -> None:
        """Go on with what was left unfinished."""
        now = self.conduct.now()
        if aside is not None:
            self.line.aside.append(drafts.taken_up(aside.text, aside.cursor, now))
        if line is None:
            return
        self._kept[FIELD] = (line.text, line.cursor)
        left = drafts.taken_up(line.text, line.cursor, now)
        if not self.line.free:
            self.line.aside.append(left)
            return
        self.line.take_up(left)
        if stopped.stops(now.view):
            self.say(stopped.words(now.view, self.texts))
        elif not stopped.takes(now.view, left):
            self.say(self.tr("Not finished last time, and not saved here: copy it. {key_back} puts it aside."))
        else:
            self.say(self.tr("This was not finished last time. Enter saves it, {key_back} puts it aside."))

    def finish(self) -> None:
        """Before the screen goes: the unfinished line and all that waits go to the disk."""
        if self.outbox is not None:
            self.keep()
            self.outbox.close()
            self.outbox = None
