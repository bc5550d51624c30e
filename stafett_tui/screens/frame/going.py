"""Where one goes from every screen: help, the commands, the deadlines, another look, another person."""

from __future__ import annotations

from stafett_tui.screens.frame.lookup import Lookup
from stafett_tui.screens.frame.messages import (
    ChangeLanguage,
    ChangePerson,
    ChangeTheme,
    LockScreen,
    OpenAlerts,
    OpenCopies,
    OpenDeadlines,
    OpenMyself,
    OpenRefused,
    ShowHelp,
    ShowPalette,
)


class Going(Lookup):
    """A screen from which one goes everywhere: it only says where to."""

    def action_help(self) -> None:
        """Show what can be done here."""
        self.post_message(ShowHelp(self.SCREEN))

    action_help_here = action_help

    def action_palette(self) -> None:
        """Show every command."""
        self.post_message(ShowPalette())

    def action_theme(self) -> None:
        """Take the next theme."""
        self.post_message(ChangeTheme())

    def action_language(self) -> None:
        """Take the next language."""
        self.post_message(ChangeLanguage())

    def action_lock_screen(self) -> None:
        """Cover the screen now; what is half written is kept first."""
        self.post_message(LockScreen())

    def action_copies(self) -> None:
        """Go to the copies of everything."""
        self.post_message(OpenCopies())

    def action_alerts(self) -> None:
        """Go to who has looked into plans with a protected address."""
        self.post_message(OpenAlerts())

    def action_myself(self) -> None:
        """Put right what stands of oneself."""
        self.post_message(OpenMyself())

    def action_change_person(self) -> None:
        """Somebody else writes here now."""
        self.post_message(ChangePerson())

    def action_deadlines(self) -> None:
        """Go to the deadlines of all plans."""
        self.post_message(OpenDeadlines())

    def action_refused(self) -> None:
        """Go to what was written here and not taken."""
        self.post_message(OpenRefused())
