"""Who writes here: chosen at the start, at every unlocking and by command, where several share one laptop."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import work

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.routing.opening import Opening
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.ground import Ground
from stafett_tui.screens.frame.messages import Begun, ChangePerson, OpenMyself
from stafett_tui.screens.frame.named import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from stafett_tui.screens.frame.errands import Errands
    from stafett_tui.screens.locked.who import WhoScreen
    from stafett_tui.services.myself import PutRight
    from stafett_tui.services.opening import Office
    from stafett_tui.services.person import Me


class Changing(Opening):
    """Changing who writes here: each has their own plans, drafts and look-ups."""

    errands: Errands
    _told: PutRight | StafettError | None = None
    """What came of putting oneself right."""

    @staticmethod
    def _asks_who(screen: Screen[Any]) -> bool:
        from stafett_tui.screens.locked.who import WhoScreen

        return isinstance(screen, WhoScreen)

    def on_change_person(self, event: ChangePerson) -> None:
        """Ask who writes here now; at a server a store is one person's."""
        event.stop()
        if self.office is not None and self.office.takes_part and isinstance(self.screen, Framed):
            self.screen.refuse(StafettError(ErrorKind.OTHER_PERSON))
        elif self.office is not None:
            self.push_screen(self.who(self.office, may_stay=True))

    def on_who_screen_stay(self, event: WhoScreen.Stay) -> None:
        """The same person goes on."""
        event.stop()
        self.pop_screen()

    def on_who_screen_chosen(self, event: WhoScreen.Chosen) -> None:
        """Go on where this person was, or on their own home; somebody new says who they are."""
        event.stop()
        office = self.office
        if office is None or office.me is None:
            return
        if not event.person:
            from stafett_tui.screens.first_start.screen import FirstStartScreen

            self.push_screen(FirstStartScreen(self.given, another=True))
        elif event.person == office.me.person and len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self._change(lambda: office.choose(event.person))

    def on_open_myself(self, event: OpenMyself) -> None:
        """Show what stands of the person who writes here."""
        event.stop()
        from stafett_tui.screens.first_start.screen import FirstStartScreen

        if self.office is not None and self.office.me is not None:
            self.push_screen(FirstStartScreen(self.given, me=self.office.me))

    def _put_right(self, office: Office, me: Me) -> None:
        """In a thread: in the plans first, then on this laptop; what came of it is said at home."""
        try:
            told: PutRight | StafettError = office.desk().myself.put_right(me)
            office.put_right(me)
        except StafettError as error:
            told = error
        self._told = told

    def on_begun(self, event: Begun) -> None:
        """One more person says who they are."""
        office = self.office
        if office is None or not (event.another or event.anew):
            return
        event.stop()
        event.prevent_default()
        if event.anew and office.me is not None:
            me = replace(office.me, name=event.name, service=event.service, title=event.title, language=event.language)
            self._change(lambda: self._put_right(office, me))
            return
        self._change(lambda: office.introduce(event.name, event.service, event.title, event.language, another=True))

    @work(exit_on_error=False, group="person")
    async def _change(self, become: Callable[[], object]) -> None:
        """Close what the one before had open, which keeps what is unfinished; then somebody else writes here."""
        for each in self.screen_stack:
            if isinstance(each, Ground):
                each.keep_unfinished()
        gone = [self.pop_screen() for _ in self.screen_stack[1:]]
        self.show_instead(self.door(None))
        for closed in gone:
            await closed
        self.errands.send(partial(self._become, become))

    def _become(self, become: Callable[[], object]) -> None:
        become()
        self.call_later(self._became)

    def _became(self) -> None:
        told, self._told = self._told, None
        self.go_home()
        self.load_desk()
        if isinstance(self.screen, Framed) and told is not None:
            self.screen.call_after_refresh(self._say_put_right, self.screen, told)

    @staticmethod
    def _say_put_right(screen: Framed, told: PutRight | StafettError) -> None:
        if isinstance(told, StafettError):
            screen.refuse(told)
            return
        done, left, stopped = (
            joined([str(n) for n in some], screen.texts) for some in (told.done, told.left, told.stopped)
        )
        said = [screen.tr("It is put right.")]
        if done:
            said.append(screen.tr("Also in plan {numbers}.", numbers=done))
        if stopped:
            said.append(
                screen.tr("Plan {numbers} takes nothing new now: do it when the plan goes on.", numbers=stopped)
            )
        if left and len(told.holders) == 1:
            told_whom = screen.tr("Not in plan {numbers}: {who} holds it, and puts it right there. Tell them.",
                                  numbers=left, who=told.holders[0])  # fmt: skip
            said.append(told_whom)
        elif left:
            said.append(screen.tr("Not in plan {numbers}: its holder puts it right there.", numbers=left))
        screen.say(" ".join(said))
