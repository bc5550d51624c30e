"""The screens of the program one over the other: the first one, going on, going back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from stafett_tui import config
from stafett_tui.actions import Action, with_keymap
from stafett_tui.domain.errors import StafettError
from stafett_tui.i18n.texts import Language, texts
from stafett_tui.routing.ending import Ending
from stafett_tui.screens.frame.messages import Back
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.store.opened import Store

if TYPE_CHECKING:
    from stafett_tui.screens.frame.given import Given
    from stafett_tui.services.opening import Office


class Ways(Ending):
    """The screens one over the other."""

    settings: config.Settings
    office: Office | None

    @property
    def given(self) -> Given:
        """What the next screen is given."""
        raise NotImplementedError

    @property
    def language(self) -> Language:
        """The language of the screens."""
        raise NotImplementedError

    @property
    def own_actions(self) -> tuple[Action, ...]:
        """The registry with the person's own keys."""
        return with_keymap(self.settings.keymap, vi=self.settings.vi)

    # ---- the first screens

    def first_screen(self) -> Screen[Any]:
        """Home, or the questions of the first start."""
        if self.office is not None and self.office.me is None:
            from stafett_tui.screens.first_start.screen import FirstStartScreen

            return FirstStartScreen(self.given)
        if self.office is not None and not self.office.known:
            return self.who(self.office)
        return HomeScreen(self.given)

    def who(self, office: Office, *, may_stay: bool = False) -> Screen[Any]:
        """The question who writes here, where several people share one laptop."""
        from stafett_tui.screens.locked.who import WhoScreen

        last = office.me.person if office.me else ""
        return WhoScreen(texts(self.language), office.persons, last, may_stay=may_stay, actions=self.own_actions)

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

        new = not Store.exists(self.settings.store_dir)
        return UnlockScreen(texts(self.settings.language), error, new=new, actions=self.own_actions)

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
            self.screen._push_result_callback(self.screen, None)  # noqa: SLF001 - as above
        self.switch_screen(screen)

    def refresh_home(self) -> None:
        """Read home again, once the desk is there."""
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.reload()

    def on_back(self, event: Back) -> None:
        """Leave this screen for the one under it; from the first one there is nowhere to go."""
        event.stop()
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def open_screen(self, kind: type[Screen[Any]], plan_id: str | None, make: Callable[[], Screen[Any]]) -> None:
        """Go back to the screen if it is open already, else open it."""
        if not self.back_to(kind, plan_id):
            self.push_screen(make())

    def back_to(self, kind: type[Screen[Any]], plan_id: str | None) -> bool:
        """Go back to the screen of that kind, and plan, if there is one."""
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
