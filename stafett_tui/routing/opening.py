"""Opening the store: at once, after the keyring or a passphrase, for the first time, or to practise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.routing.routes import Routes
from stafett_tui.screens.frame.framed import Framed
from stafett_tui.screens.frame.messages import Begun, Passphrase, Practise, TryAgain
from stafett_tui.services.opening import Office
from stafett_tui.widgets.pacing import Pacing

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes

Opener = Callable[..., Office]


class Opening(Routes):
    """The ways into a store."""

    opener: Opener
    pacing: Pacing
    practice: Path | None = None
    """The folder of a practice store, taken away at the end."""

    def wrote(self, changes: Changes) -> None:
        """Something was written: tell every screen."""
        raise NotImplementedError

    def forget_saved(self) -> None:
        """Another store: nothing is saved in it yet."""
        raise NotImplementedError

    def watch_idle(self, minutes: int) -> None:
        """Lock after so many minutes without a key."""
        raise NotImplementedError

    @work(thread=True, exit_on_error=False, group="open")
    def open_store(self, passphrase: str | None = None) -> None:
        """Open the store, or make it; the key may wait for the keyring or for a passphrase."""
        ask = None if passphrase is None else (lambda: passphrase)
        try:
            office = self.opener(self.settings, passphrase=ask)
        except StafettError as error:
            self.call_later(self.show_door, error)
        except OSError:
            self.call_later(self.show_door, StafettError(ErrorKind.READ_ONLY))
        else:
            self.call_later(self._opened, office)

    def _opened(self, office: Office) -> None:
        self.office = office
        self.show_instead(self.first_or_door())
        self.load_desk()

    def on_try_again(self, event: TryAgain) -> None:
        """Try to open once more."""
        event.stop()
        self.open_store()

    def on_passphrase(self, event: Passphrase) -> None:
        """Try to open with what was typed."""
        event.stop()
        self.open_store(event.passphrase)

    def on_begun(self, event: Begun) -> None:
        """Note who writes here, and go home or to the form for a new plan."""
        event.stop()
        if self.office is None:
            return
        if event.name and event.service:
            self._introduce(self.office, event)
        elif event.practise:
            self.practise()

    @work(thread=True, exit_on_error=False, group="open")
    def _introduce(self, office: Office, event: Begun) -> None:
        office.introduce(event.name, event.service, event.title, event.language)
        self.call_later(self._begun, event.practise)

    def _begun(self, practise: bool) -> None:
        self.load_desk()
        if practise:
            self.practise()
            return
        self.go_home()
        self.open_new_plan()

    def on_practise(self, event: Practise) -> None:
        """Go to a practice store."""
        event.stop()
        self.practise()

    @work(thread=True, exit_on_error=False, group="open")
    def practise(self) -> None:
        """Make a throw-away store with invented plans, and go there."""
        from tempfile import mkdtemp

        from stafett_tui.services.demo.building import make_demo

        directory = Path(mkdtemp(prefix="stafett-practice-"))
        make_demo(directory, "holder", self.language)
        office = self.opener(replace(self.settings, store_dir=directory), create=False)
        self.call_later(self._practising, office, directory)

    def _practising(self, office: Office, directory: Path) -> None:
        if self.office is not None:
            self.office.close()
        self.office, self.practice = office, directory
        self.forget_saved()
        self.go_home()
        self.load_desk()

    def refuse(self, error: StafettError) -> None:
        """Say at the foot of the screen what is wrong."""
        if isinstance(self.screen, Framed):
            self.screen.refuse(error)

    def _heard(self, changes: Changes) -> None:
        """From the writing thread to the application's."""
        self.call_later(self.wrote, changes)

    @work(thread=True, exit_on_error=False, group="desk")
    def load_desk(self) -> None:
        """Load the domain and the services while the person reads home."""
        office = self.office
        if office is None or office.me is None:
            return
        office.desk().listen(self._heard)
        if office.judged_by.fault is not None:
            self.call_later(self.refuse, office.judged_by.fault)
        self.keep_together(office)
        self.call_later(self.pacing.settle)
        self.call_later(self.refresh_home)
        self.call_later(self.copy_by_itself)
        self.call_later(self.watch_idle, office.judged_by.policy.lock_minutes)

    @work(thread=True, exit_on_error=False, group="copies", exclusive=True)
    def copy_by_itself(self) -> None:
        """Copy the store into the chosen folder where the last copy is old; what keeps it from that is said."""
        office = self.office
        copies = None if office is None else office.desk().copies
        if copies is None or not copies.due():
            return
        try:
            copies.make()
        except StafettError as error:
            self.call_later(self.refuse, error)
