"""The acts of the registry as the screen offers them to the palette, to a click in the footer, to stray keys."""

from __future__ import annotations

from stafett_tui.screens.frame.wronglog import WrongLog
from stafett_tui.screens.meeting.acts import MeetingActs


class MeetingActions(WrongLog, MeetingActs):
    """One method an act."""

    def action_next_item(self) -> None:
        """Go to the next agenda item."""
        self.run_act("next_item")

    def action_all_present(self) -> None:
        """Mark everyone whom a consent covers."""
        self.run_act("all_present")

    def action_read_back(self) -> None:
        """Read back what was agreed."""
        self.run_act("read_back")

    def action_lock(self) -> None:
        """Show what must hold before the lock."""
        self.run_act("lock")

    def action_show(self) -> None:
        """Show the meeting on a shared screen, or not any more."""
        self.run_act("show")

    def action_change_pane(self) -> None:
        """Go from the list to the line to the minutes."""
        self.run_act("change_pane")

    def action_clock(self) -> None:
        """Pause, or go on."""
        self.run_act("clock")

    def action_break_off(self) -> None:
        """Break off, or set another day."""
        self.run_act("break_off")

    def action_unlock(self) -> None:
        """Open the minutes again."""
        self.run_act("unlock")

    def action_interpreter(self) -> None:
        """Name an interpreter."""
        self.run_act("interpreter")

    def action_reopen(self) -> None:
        """Correct locked minutes."""
        self.run_act("reopen")

    def action_remark(self) -> None:
        """Write a remark on locked minutes."""
        self.run_act("remark")

    def action_meeting_consent(self) -> None:
        """Go to the consents: what is withdrawn or kept out holds at once."""
        self.go_to_consent()

    def action_phrases(self) -> None:
        """Show the ready phrases."""
        self.run_act("phrases")

    def action_undo(self) -> None:
        """Take the last act back."""
        self.run_act("undo")

    def action_redo(self) -> None:
        """Bring back what was taken back last."""
        self.run_act("redo")

    def action_back(self) -> None:
        """Leave what is open, else the screen."""
        if self.conduct.view is None:
            self.go_back()
        else:
            self.conduct.escape()

    def action_palette(self) -> None:
        """Show every command; not on a shared screen, as it names other plans."""
        if not self.shared():
            super().action_palette()

    def action_language(self) -> None:
        """Take the next language; not on a shared screen, as it goes home."""
        if not self.shared():
            super().action_language()

    def shared(self) -> bool:
        """Whether the family sees the screen; if so, says what ends that."""
        if self.conduct.shown:
            self.say(self.tr("The screen is shared with the family. {key_back} ends that first."))
        return self.conduct.shown
