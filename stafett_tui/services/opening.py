"""Opening a store for use; light, so that the first frame need not wait for the domain (G1)."""

import secrets
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from stafett_tui.config import Settings
from stafett_tui.services.clock import Clock, RunningClock
from stafett_tui.services.front import Front
from stafett_tui.services.partaking import Partaking
from stafett_tui.services.person import Me
from stafett_tui.services.roster import known_as
from stafett_tui.store.opened import Store

if TYPE_CHECKING:  # the desk pulls in the whole domain; here only its type is named
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.together import Together

Passphrase = Callable[[], str]
Kept = Literal["passphrase", "keyring", "demo"]
SEVERAL: Final = 2


class Office(Partaking):
    """An open store with its clock and its person; the desk with all services is made on first use."""

    def __init__(self, store: Store, settings: Settings, clock: Clock | None = None) -> None:
        """Take over an open store; a kept demo store brings its own clock."""
        super().__init__(store, settings, clock or _clock(store))
        self.known = len(self._roster.everyone()) < SEVERAL
        """Whether it is known who writes here: where several do, it is asked at the start and at every unlocking."""
        self.device = store.settings.get("device") or self._new_device()
        self._together: Together | None = None
        self._joining = threading.Lock()

    @property
    def front(self) -> Front:
        """Give the light reads that the first frame shows."""
        return Front(self.store.reader, self.store.drafts, self.clock, "" if self.me is None else self.me.person)

    @property
    def directory(self) -> Path:
        """Give the folder of the store."""
        return self.store.directory

    @property
    def language(self) -> str:
        """Give the language of the screen: chosen in the settings, else the person's, else the system's."""
        if self.settings.language_chosen or self.me is None:
            return str(self.settings.language)
        return self.me.language

    def introduce(
        self, name: str, service: str, title: str, language: str, *, office: str = "holder", another: bool = False
    ) -> Me:
        """Note who uses the program here (first start); `another` is one more person, known from the plans or new.

        Raises OTHER_PERSON at a server, where a store is one person's.
        """
        if another and self.takes_part:
            from stafett_tui.domain.errors import ErrorKind, StafettError

            raise StafettError(ErrorKind.OTHER_PERSON)
        if another:
            person = known_as(self.store, name, service) or _new_person(self.clock.now())
        else:
            person = self.store.settings.get("person") or _new_person(self.clock.now())
        return self._become(Me(person, name, service, title, language, office))

    def choose(self, person: str) -> Me:
        """Let one of those who write here go on: own plans, drafts and look-ups; raises NO_ACTOR for a stranger."""
        found = next((each for each in self.persons if each.person == person), None)
        if found is None:
            from stafett_tui.domain.errors import ErrorKind, StafettError

            raise StafettError(ErrorKind.NO_ACTOR)
        return self._become(found)

    def act_as(self, named: str) -> Me:
        """Let one of those who write here act while this store is open, by id or name; raises NO_SUCH_PERSON."""
        wanted = named.strip().casefold()
        found = [each for each in self.persons if wanted in {each.person.casefold(), each.name.casefold()}]
        found = found or [each for each in self.persons if wanted and each.name.casefold().startswith(wanted)]
        if len(found) != 1:
            from stafett_tui.domain.errors import ErrorKind, StafettError

            raise StafettError(ErrorKind.NO_SUCH_PERSON)
        with self._making:
            self.me, self._desk, self.known = found[0], None, True
        return found[0]

    @property
    def kept(self) -> Kept:
        """Give who keeps the key: `passphrase`, `keyring`, or `demo` where it is no secret."""
        from stafett_tui.store.keyrecord import DEMO, asks_for_passphrase

        if (self.directory / DEMO).exists():
            return "demo"
        return "passphrase" if asks_for_passphrase(self.directory) else "keyring"

    def prove(self, passphrase: Passphrase | None = None) -> None:
        """Ask for the key once more, after the screen was locked (S-05); raises WRONG_KEY, or NO_KEY without one."""
        from stafett_tui.store.keys import find_key

        find_key(self.directory, passphrase=passphrase)

    def desk(self) -> "Desk":
        """Give the services, made once; imports the domain, so call it from a thread."""
        with self._making:
            if self._desk is None:
                self._desk = self._make_desk()
            return self._desk

    @property
    def together(self) -> "Together":
        """Give what keeps this store and its server together, made once; imports much, so call it from a thread."""
        with self._joining:
            if self._together is None:
                from stafett_tui.services.together import Together

                self._together = Together(self)
            return self._together

    def close(self) -> None:
        """Close the store; everything is saved already."""
        if self._together is not None:  # no server is waited for
            self._together.close()
        self.store.close()

    def _make_desk(self) -> "Desk":
        from stafett_tui.domain.errors import ErrorKind, StafettError
        from stafett_tui.domain.national_id import Mode
        from stafett_tui.domain.people import Role
        from stafett_tui.services.desk import Desk

        if self.me is None:
            raise StafettError(ErrorKind.NO_ACTOR)
        account = self.accounts.current
        named = (("coordinator",) if self.me.office == "coordinator" else ()) if account is None else account.offices
        offices = frozenset(Role(each) for each in named)
        policy = self.judged_by.policy
        mode = Mode.DEMO if self.demo else Mode.PRODUCTION
        leased = None if account is None else self.together.lease.check
        made = Desk(
            self.store, self.clock, self.me, self.device, policy=policy, offices=offices, mode=mode, leased=leased
        )
        if account is not None:
            made.listen(self.together.wrote)
        return made

    def _new_device(self) -> str:
        device = secrets.token_hex(8)
        self.store.settings.set("device", device)
        return device


def open_office(
    settings: Settings, *, passphrase: Passphrase | None = None, create: bool = True, clock: Clock | None = None
) -> Office:
    """Open the store of the settings, or create it empty; raises StafettError of the kind that stopped it."""
    from stafett_tui.store.keys import create_key, find_key, passphrase_file

    directory = settings.store_dir
    named = settings.passphrase_file
    ask = passphrase or (None if named is None else passphrase_file(named))
    if Store.exists(directory):
        key = find_key(directory, passphrase=ask)
        return Office(Store.open(directory, key), settings, clock)
    if not create:
        from stafett_tui.domain.errors import ErrorKind, StafettError

        raise StafettError(ErrorKind.NO_STORE)
    key = create_key(directory, passphrase=ask)
    return Office(Store.open(directory, key, create=True), settings, clock)


def _clock(store: Store) -> Clock:
    base, started = store.settings.get("demo_base"), store.settings.get("demo_started")
    if not base or not started:
        return Clock()
    return RunningClock(datetime.fromisoformat(base), started=datetime.fromisoformat(started))


def _new_person(now: datetime) -> str:
    from stafett_tui.domain.event import new_id

    return new_id(int(now.timestamp() * 1000), secrets.token_bytes(10))
