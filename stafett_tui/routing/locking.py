"""The lock of the screens: nothing is interrupted, nothing is lost (S-05).

One timer waits for the rest of the idle time; a key moves the time, not the timer, and neither draws anything.
"""

from __future__ import annotations

from concurrent.futures import Future, wait
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import events, work
from textual.message import Message
from textual.timer import Timer

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.i18n.texts import texts
from stafett_tui.routing.changing import Changing
from stafett_tui.routing.idle import Idle
from stafett_tui.screens.frame.ground import Ground
from stafett_tui.screens.frame.messages import Go, LockScreen

if TYPE_CHECKING:
    from stafett_tui.screens.locked.screen import LockedScreen
    from stafett_tui.services.opening import Office

TOUCHES: Final = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)
PATIENCE: Final = 2.0
"""Seconds that the cover waits for a slow disk: it comes all the same, and the text stays under it."""


class Locking(Changing):
    """Locking and unlocking."""

    idle: Idle
    _waiting: Timer | None = None
    _lock: LockedScreen | None = None
    _wishes: tuple[Message, ...] = ()
    _covering = False
    """Whether the cover is on its way whatever is typed."""

    # ---- the time without a key

    async def on_event(self, event: events.Event) -> None:
        """Note every touch; the first one after a long sleep of the machine finds the screen locked."""
        if isinstance(event, TOUCHES):
            if self.idle.over and not self.locked:
                self.lock()
            self.idle.stir()
            if self._covering:
                return
        await super().on_event(event)

    def watch_idle(self, minutes: int) -> None:
        """Lock after so many minutes without a key, from now on."""
        self.idle.minutes = minutes
        self.idle.stir()
        self._wait()

    def _wait(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(max(self.idle.left, 0.1), self.look_whether_idle)

    def look_whether_idle(self) -> None:
        """The waiting is over: lock, or wait for what a key has added."""
        self._waiting = None
        if self.locked:
            return
        if self.idle.over:
            self.lock(unless_touched=True)
        else:
            self._wait()

    @property
    def locked(self) -> bool:
        """Whether the screens are covered."""
        return self._lock is not None

    # ---- locking

    def on_lock_screen(self, event: LockScreen) -> None:
        """Lock, as somebody asked for it."""
        event.stop()
        self.lock()

    def lock(self, *, unless_touched: bool = False) -> None:
        """Keep every unfinished text first, then cover the screens; `unless_touched`: a key until then goes on writing.

        Otherwise what is typed until the cover is there goes nowhere.
        """
        if self.office is None or self.office.me is None or self.locked:
            return
        self._covering = not unless_touched
        found = [each.keep_unfinished() for each in self.screen_stack if isinstance(each, Ground)]
        written: Future[None] = Future()
        self.errands.send(partial(written.set_result, None))
        self._when_kept([written, *(each for each in found if each is not None)], unless_touched=unless_touched)

    @work(thread=True, exit_on_error=False, group="lock")
    def _when_kept(self, kept: list[Future[None]], *, unless_touched: bool) -> None:
        wait(kept, PATIENCE)
        self.call_later(self._cover, unless_touched=unless_touched)

    def _cover(self, *, unless_touched: bool) -> None:
        if unless_touched and not self.idle.over:
            self._wait()
            return
        from stafett_tui.screens.locked.screen import LockedScreen

        self._covering = False
        if self.office is not None and not self.locked:
            self._lock = LockedScreen(texts(self.language), self.office.kept, self.own_actions)
            self.push_screen(self._lock)

    def post_message(self, message: Message) -> bool:
        """Let a wish to go somewhere that arrives under the cover wait until it is gone: nothing comes over it."""
        if self._lock is not None and isinstance(message, Go):
            self._wishes += (message,)
            return True
        return super().post_message(message)

    # ---- unlocking

    def on_locked_screen_unlock(self, event: LockedScreen.Unlock) -> None:
        """Ask for the key."""
        event.stop()
        if self.office is not None:
            self._prove(self.office, event.passphrase)

    @work(thread=True, exit_on_error=False, group="open")
    def _prove(self, office: Office, passphrase: str | None) -> None:
        try:
            office.prove(None if passphrase is None else (lambda: passphrase))
        except StafettError as error:
            self.call_later(self._stay_locked, error)
        except OSError:
            self.call_later(self._stay_locked, StafettError(ErrorKind.READ_ONLY))
        else:
            self.call_later(self._unlock, office)

    def _stay_locked(self, error: StafettError) -> None:
        if self._lock is not None:
            self._lock.tell(error)

    def _unlock(self, office: Office) -> None:
        """Take the cover away: the same screen, focus and cursor; where several write here, ask who it is first."""
        if self.screen is not self._lock:
            return
        self._lock = None
        self.idle.stir()
        self._wait()
        wishes, self._wishes = self._wishes, ()
        if len(office.persons) > 1 and not self._asks_who(self.screen_stack[-2]):
            self.switch_screen(self.who(office))
            return
        self.pop_screen()
        for wish in wishes:
            self.post_message(wish)
