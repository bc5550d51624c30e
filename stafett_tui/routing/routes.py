"""Where a wish to go somewhere leads: screens say what they want, and only this module knows other screens.

Screens are imported when they are first opened, so that home does not wait for them (G1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.routing.keeping import Keeping
from stafett_tui.routing.looks import Looks
from stafett_tui.routing.syncing import Syncing
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.messages import (
    BecameKnown,
    NewPlan,
    OpenBoard,
    OpenConflicts,
    OpenConsent,
    OpenDeadlines,
    OpenEyes,
    OpenHome,
    OpenMeeting,
    OpenPeople,
    OpenPlan,
    OpenRefused,
    PlanMade,
    ShowHelp,
    ShowPalette,
)
from stafett_tui.screens.home.screen import HomeScreen

if TYPE_CHECKING:
    from stafett_tui.commands import Command


class Routes(Keeping, Looks, Syncing):
    """The answers to every wish to go somewhere."""

    # ---- plans

    def on_open_home(self, event: OpenHome) -> None:
        """Go home."""
        event.stop()
        self.back_to(HomeScreen, None)

    def on_open_plan(self, event: OpenPlan) -> None:
        """Open the overview of a plan."""
        event.stop()
        from stafett_tui.screens.plan.screen import PlanScreen

        self.open_screen(PlanScreen, event.plan_id, lambda: PlanScreen(self.given, event.plan_id, event.row))

    def on_open_board(self, event: OpenBoard) -> None:
        """Open the goals and activities of a plan."""
        event.stop()
        from stafett_tui.screens.board.screen import BoardScreen

        self.open_screen(BoardScreen, event.plan_id, lambda: BoardScreen(self.given, event.plan_id, event.activity))

    def on_open_consent(self, event: OpenConsent) -> None:
        """Open the consents of a plan."""
        event.stop()
        from stafett_tui.screens.consent.screen import ConsentScreen

        self.open_screen(ConsentScreen, event.plan_id, lambda: ConsentScreen(self.given, event.plan_id, event.occasion))

    def on_open_people(self, event: OpenPeople) -> None:
        """Open the people of a plan."""
        event.stop()
        from stafett_tui.screens.people.screen import PeopleScreen

        self.open_screen(PeopleScreen, event.plan_id, lambda: PeopleScreen(self.given, event.plan_id))

    def on_open_eyes(self, event: OpenEyes) -> None:
        """Show a plan as somebody in it sees it."""
        event.stop()
        from stafett_tui.screens.plan.eyes import EyesScreen

        self.push_screen(EyesScreen(self.given, event.plan_id, event.person))

    def on_open_conflicts(self, event: OpenConflicts) -> None:
        """Open what has two versions in a plan."""
        event.stop()
        from stafett_tui.screens.conflicts.screen import ConflictsScreen

        self.open_screen(ConflictsScreen, event.plan_id, lambda: ConflictsScreen(self.given, event.plan_id))

    def on_open_refused(self, event: OpenRefused) -> None:
        """Open what was written here and not taken."""
        event.stop()
        from stafett_tui.screens.refused.screen import RefusedScreen

        self.open_screen(RefusedScreen, None, lambda: RefusedScreen(self.given))

    def on_open_deadlines(self, event: OpenDeadlines) -> None:
        """Open the deadlines of all plans."""
        event.stop()
        from stafett_tui.screens.deadlines.screen import DeadlinesScreen

        self.open_screen(DeadlinesScreen, None, lambda: DeadlinesScreen(self.given))

    def on_new_plan(self, event: NewPlan) -> None:
        """Open the form for a new plan."""
        event.stop()
        self.open_new_plan()

    def on_plan_made(self, event: PlanMade) -> None:
        """Open the new plan in the place of its form."""
        event.stop()
        self.pop_screen()
        self.on_open_plan(OpenPlan(event.plan_id))
        if event.said and isinstance(self.screen, Framed):
            self.screen.say(event.said)

    def open_new_plan(self) -> None:
        """Open the form for a new plan."""
        from stafett_tui.screens.new_plan.screen import NewPlanScreen

        self.open_screen(NewPlanScreen, None, lambda: NewPlanScreen(self.given))

    # ---- meetings

    def on_open_meeting(self, event: OpenMeeting) -> None:
        """Open the meeting named, else the one that runs or comes next."""
        event.stop()
        if event.meeting_id is None:
            self._find_meeting(event.plan_id)
        else:
            self._show_meeting(event.plan_id, event.meeting_id)

    @work(thread=True, exit_on_error=False, group="routing")
    def _find_meeting(self, plan_id: str) -> None:
        from stafett_tui.domain.lock import next_meeting, running_meeting

        assert self.office is not None  # noqa: S101 - a screen of an open store asked
        try:
            plan = self.office.desk().plans.get(plan_id)
        except StafettError as error:
            self.call_later(self._refuse, error)
            return
        found = running_meeting(plan) or next_meeting(plan)
        if found is None:
            self.call_later(self._refuse, StafettError(ErrorKind.NO_MEETING))
        else:
            self.post_message(OpenMeeting(plan_id, found.id))

    def _show_meeting(self, plan_id: str, meeting_id: str) -> None:
        from stafett_tui.screens.meeting.screen import MeetingScreen

        wanted = MeetingScreen(self.given, plan_id, meeting_id)
        if not self.back_to(MeetingScreen, plan_id):
            self.push_screen(wanted)
        elif isinstance(self.screen, MeetingScreen) and self.screen.meeting_id != meeting_id:
            self.switch_screen(wanted)

    def _refuse(self, error: StafettError) -> None:
        if isinstance(self.screen, Framed):
            self.screen.refuse(error)

    # ---- over the screens

    def on_show_help(self, event: ShowHelp) -> None:
        """Show what can be done on a screen."""
        event.stop()
        from stafett_tui.screens.help_page.screen import HelpScreen

        self.open_screen(HelpScreen, None, lambda: HelpScreen(self.given, event.screen))

    def on_show_palette(self, event: ShowPalette) -> None:
        """Show every command, and do the one that is chosen."""
        event.stop()
        from stafett_tui.commands import Palette

        screen = self.screen
        if isinstance(screen, Framed):
            commands = self._commands_of(screen)
            self.push_screen(Palette(commands, screen.texts), lambda chosen: chosen.run(screen) if chosen else None)

    def on_became_known(self, event: BecameKnown) -> None:
        """Offer among commands that are shown already what is this person's to do on the screen below."""
        event.stop()
        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        if below is None or not isinstance(below, Framed):
            return
        from stafett_tui.commands import Palette

        if isinstance(self.screen, Palette):
            self.screen.offer(self._commands_of(below))

    def _commands_of(self, screen: Framed) -> list[Command]:
        from stafett_tui.commands import offered_commands

        home = next((each for each in self.screen_stack if isinstance(each, HomeScreen)), None)
        return offered_commands(screen, home.plans if home else ())
