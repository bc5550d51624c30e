"""Where a wish to go somewhere leads: screens say what they want, and only this module knows other screens.

Screens are imported when they are first opened, so that home does not wait for them (G1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import App
from textual.screen import Screen

from stafett_tui import config
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n.texts import LANGUAGES, texts
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.messages import (
    Back,
    ChangeLanguage,
    ChangeTheme,
    NewPlan,
    OpenBoard,
    OpenConsent,
    OpenDeadlines,
    OpenHome,
    OpenMeeting,
    OpenPlan,
    PlanMade,
    ShowHelp,
    ShowPalette,
)
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.store.opened import Store

if TYPE_CHECKING:
    from stafett_tui.screens.frame.given import Given
    from stafett_tui.services.opening import Office


class Routes(App[None]):
    """The answers to every wish to go somewhere."""

    settings: config.Settings
    office: Office | None

    @property
    def given(self) -> Given:
        """What the next screen is given."""
        raise NotImplementedError

    # ---- the first screens

    def first_screen(self) -> Screen[Any]:
        """Home, or the questions of the first start."""
        if self.office is not None and self.office.me is None:
            from stafett_tui.screens.first_start.screen import FirstStartScreen

            return FirstStartScreen(self.given)
        return HomeScreen(self.given)

    def first_or_door(self) -> Screen[Any]:
        """The first screen; the door with a sentence where the store turns out to be damaged."""
        try:
            return self.first_screen()
        except StafettError as error:
            if self.office is not None:
                self.office.close()
            self.office = None
            return self.door(error)

    def door(self, error: StafettError | None) -> Screen[Any]:
        """The screen before the store is open: why it is not, and what to do."""
        from stafett_tui.screens.unlock.screen import UnlockScreen

        return UnlockScreen(texts(self.settings.language), error, new=not Store.exists(self.settings.store_dir))

    def show_door(self, error: StafettError) -> None:
        """Say why the store did not open."""
        from stafett_tui.screens.unlock.screen import UnlockScreen

        if isinstance(self.screen, UnlockScreen):
            self.screen.tell(error)
        else:
            self.show_instead(self.door(error))

    def go_home(self) -> None:
        """Leave every screen for home, made afresh."""
        for _ in self.screen_stack[1:]:
            self.pop_screen()
        self.show_instead(self.first_screen())

    def show_instead(self, screen: Screen[Any]) -> None:
        """Put the screen in the place of the one that is shown.

        Textual gives the very first screen no result callback, yet takes one away when that screen is replaced.
        """
        if not self.screen._result_callbacks:  # noqa: SLF001 - see above; a test on a terminal opens the door
            self.screen._push_result_callback(self.screen, None)  # noqa: SLF001
        self.switch_screen(screen)

    def refresh_home(self) -> None:
        """Read home again, once the desk is there."""
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.reload()

    # ---- plans

    def on_open_home(self, event: OpenHome) -> None:
        """Go home."""
        event.stop()
        self._back_to(HomeScreen, None)

    def on_open_plan(self, event: OpenPlan) -> None:
        """Open the overview of a plan."""
        event.stop()
        from stafett_tui.screens.plan.screen import PlanScreen

        self._open(PlanScreen, event.plan_id, lambda: PlanScreen(self.given, event.plan_id))

    def on_open_board(self, event: OpenBoard) -> None:
        """Open the goals and activities of a plan."""
        event.stop()
        from stafett_tui.screens.board.screen import BoardScreen

        self._open(BoardScreen, event.plan_id, lambda: BoardScreen(self.given, event.plan_id, event.activity))

    def on_open_consent(self, event: OpenConsent) -> None:
        """Open the consents of a plan."""
        event.stop()
        from stafett_tui.screens.consent.screen import ConsentScreen

        self._open(ConsentScreen, event.plan_id, lambda: ConsentScreen(self.given, event.plan_id))

    def on_open_deadlines(self, event: OpenDeadlines) -> None:
        """Open the deadlines of all plans."""
        event.stop()
        from stafett_tui.screens.deadlines.screen import DeadlinesScreen

        self._open(DeadlinesScreen, None, lambda: DeadlinesScreen(self.given))

    def on_new_plan(self, event: NewPlan) -> None:
        """Open the form for a new plan."""
        event.stop()
        self.open_new_plan()

    def on_plan_made(self, event: PlanMade) -> None:
        """Open the new plan in the place of its form."""
        event.stop()
        self.pop_screen()
        self.on_open_plan(OpenPlan(event.plan_id))

    def open_new_plan(self) -> None:
        """Open the form for a new plan."""
        from stafett_tui.screens.new_plan.screen import NewPlanScreen

        self._open(NewPlanScreen, None, lambda: NewPlanScreen(self.given))

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
            self.call_later(self._show_meeting, plan_id, found.id)

    def _show_meeting(self, plan_id: str, meeting_id: str) -> None:
        from stafett_tui.screens.meeting.screen import MeetingScreen

        self._open(MeetingScreen, plan_id, lambda: MeetingScreen(self.given, plan_id, meeting_id))

    def _refuse(self, error: StafettError) -> None:
        if isinstance(self.screen, Framed):
            self.screen.refuse(error)

    # ---- over the screens

    def on_show_help(self, event: ShowHelp) -> None:
        """Show what can be done on a screen."""
        event.stop()
        from stafett_tui.screens.help_page.screen import HelpScreen

        self._open(HelpScreen, None, lambda: HelpScreen(self.given, event.screen))

    def on_show_palette(self, event: ShowPalette) -> None:
        """Show every command, and do the one that is chosen."""
        event.stop()
        from stafett_tui.commands import Palette, offered_commands

        screen = self.screen
        if isinstance(screen, Framed):
            home = next((each for each in self.screen_stack if isinstance(each, HomeScreen)), None)
            commands = offered_commands(screen, home.plans if home else ())
            self.push_screen(Palette(commands, screen.texts), lambda chosen: chosen.run(screen) if chosen else None)

    def on_change_theme(self, event: ChangeTheme) -> None:
        """Take the next theme, and remember it."""
        event.stop()
        names = list(config.THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self._remember(theme=self.theme)

    def on_change_language(self, event: ChangeLanguage) -> None:
        """Take the next language, and show home in it."""
        event.stop()
        language = LANGUAGES[(LANGUAGES.index(self.given.texts.language) + 1) % len(LANGUAGES)]
        self.settings = replace(self.settings, language=language, language_chosen=True)
        self._remember(language=language)
        self.go_home()

    @work(thread=True, exit_on_error=False, group="settings")
    def _remember(self, **changes: str) -> None:
        config.save(self.settings.paths.config_file, **changes)

    def on_back(self, event: Back) -> None:
        """Leave this screen for the one under it; from the first one there is nowhere to go."""
        event.stop()
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def _open(self, kind: type[Screen[Any]], plan_id: str | None, make: Callable[[], Screen[Any]]) -> None:
        """Go back to the screen if it is open already, else open it."""
        if not self._back_to(kind, plan_id):
            self.push_screen(make())

    def _back_to(self, kind: type[Screen[Any]], plan_id: str | None) -> bool:
        depth = next(
            (index for index, screen in enumerate(self.screen_stack)
             if isinstance(screen, kind) and (plan_id is None or getattr(screen, "plan_id", None) == plan_id)),
            None,
        )  # fmt: skip
        if depth is None:
            return False
        for _ in self.screen_stack[depth + 1 :]:
            self.pop_screen()
        return True
