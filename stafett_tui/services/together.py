"""A laptop and its server: joining with a code, syncing by itself or when asked, leaving again (architecture, part 3).

Nothing here is waited for by a screen: the work is done in a thread of its own, and closing waits for no server.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.services.account import Account
from stafett_tui.services.files import Files
from stafett_tui.services.joining import Way, joined, left, named_by_plans, registered
from stafett_tui.services.lease import Lease
from stafett_tui.services.municipal import Municipal
from stafett_tui.services.retention import Retention
from stafett_tui.services.standing import Standing
from stafett_tui.services.syncing import Hearers, Rooms, Syncing
from stafett_tui.sync.link import HttpLink, Unreachable
from stafett_tui.sync.live import Live, Opening, Senses, Stir, open_socket
from stafett_tui.sync.protocol import Leave
from stafett_tui.sync.round import go_round
from stafett_tui.sync.ways import BothWays

if TYPE_CHECKING:
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.partaking import Partaking
    from stafett_tui.sync.outcome import Outcome

SENSES: Final = Senses(time.monotonic, random.random)


def nobody(standing: Standing) -> None:
    """Tell nobody."""
    del standing


class Together:
    """The one server of this store, or none."""

    def __init__(
        self, office: Partaking, *, senses: Senses = SENSES, way: Way = HttpLink, opening: Opening = open_socket
    ) -> None:
        """Keep the store of this office together with its server; nothing begins by itself."""
        self._office = office
        self._store = office.store
        self._senses = senses
        self._way = way
        self._opening = opening
        self._live: Live | None = None
        self._lock = threading.Lock()
        self._closed = False
        self.accounts = office.accounts
        self.lease = Lease(office.store.settings, office.clock.now, senses.tick)
        self.retention = Retention(office.store, lambda: office.judged_by.policy, office.clock.now)
        self._hearers = Hearers([office.came])
        rooms = Rooms(
            office.store, office.clock, self.accounts, self.lease, self.retention, Files(office.store),
            Municipal(office.store.settings, office.judged_anew), office.renamed,
        )  # fmt: skip
        self._syncing = Syncing(rooms, self._hearers)

    # ---- how it stands

    @property
    def account(self) -> Account | None:
        """Give as whom this laptop takes part; None while it is alone."""
        return self.accounts.current

    def standing(self) -> Standing:
        """Give how it stands at this moment."""
        return self._syncing.standing()

    def waiting(self, plan: str) -> int:
        """Count what of a plan is not known to the server yet."""
        return self._store.refusals.waiting().get(plan, 0)

    def listen(self, changed: Callable[[Changes], None], stood: Callable[[Standing], None] = nobody) -> None:
        """Call back, from other threads, with what comes from the server, and when it stands otherwise."""
        self._hearers.changed[:], self._hearers.stood[:] = [self._office.came, changed], [stood]
        self._syncing.begin_anew()

    # ---- by itself

    def start(self) -> None:
        """Begin to sync by itself, in a thread; nothing where the laptop is alone."""
        with self._lock:
            if self.account is None or self._live is not None or self._closed:
                return
            self.end_sessions()
            self._mend()
            self._live = Live(self._store.shelf, self._link(), self._syncing, self._senses, self._opening)
            self._live.start()
        self._syncing.tell()
        self._syncing.told_removed()

    def wrote(self, changes: Changes) -> None:
        """Something was written here: send it soon."""
        live = self._live
        if live is None:
            return
        live.stir(changes.plan_id)
        if any(kind.startswith("person.") for kind in changes.kinds):
            for plan in self._store.refusals.waiting():
                live.stir(plan)

    def sync_soon(self) -> None:
        """Ask for a round over all plans, without waiting for it."""
        if self._live is not None:
            self._live.stir(Stir.ROUND)

    def stop(self) -> None:
        """Sync no more by itself; the store is left alone when this returns, whatever the server does."""
        with self._lock:
            live, self._live = self._live, None
        if live is not None:
            live.stop()

    def close(self) -> None:
        """Stop, and let go what does not outlast a session; the store is about to close."""
        self._closed = True
        self.stop()
        with suppress(StafettError):  # a disk that takes nothing: the next start does it
            self.end_sessions()

    def end_sessions(self) -> None:
        """Let strictly confidential plans go that the server has: no session has them open (K-03)."""
        if self.account is not None:
            self.retention.confidential_go()

    # ---- when asked

    def sync(self) -> Outcome:
        """Send and take everything now; raises NOT_TOGETHER, SERVER_UNREACHABLE with everything kept."""
        self._needed()
        self._mend()
        http = self._link()
        try:
            return self._round(BothWays(http))
        except Unreachable as error:
            self._syncing.failed(error)
            raise StafettError(ErrorKind.SERVER_UNREACHABLE) from None
        finally:
            http.close()

    def fetch(self, *plans: str) -> None:
        """Let plans come back that were put away as unused, all where none is named (D-07)."""
        for plan in plans or self.retention.away():
            self.retention.fetch(plan)
        self.sync_soon()

    def login(self, server: str, code: str, name: str) -> Outcome:
        """Take part at a server with the code of an invitation, and bring what was begun alone.

        `name` is what this laptop is called there. Raises SERVER_ADDRESS, SERVER_UNREACHABLE, LOGIN_REFUSED,
        ALREADY_TOGETHER, and SEVERAL_HERE or OTHER_PERSON, as a store at a server is one person's; once the code is
        taken the laptop takes part, and what fails after that goes on later.
        """
        told, address = registered(self._office, self.account, server, code, name, self._way)
        joined(self._office, self.accounts, address, told)
        self.lease.renew(datetime.fromisoformat(told.lease), self._office.clock.now())
        outcome = self.sync()
        named_by_plans(self._office)
        return outcome

    def logout(self, *, keep: bool = False, anyway: bool = False) -> int:
        """Take part no more, and wipe what the server has; give how many unsent texts of one's own stay.

        With `keep`, where policy allows, the plans stay and this laptop orders them again. Raises NOT_TOGETHER,
        KEEP_NOT_ALLOWED, and STILL_WAITING unless `anyway`.
        """
        account = self._needed()
        if keep and not account.keep:
            raise StafettError(ErrorKind.KEEP_NOT_ALLOWED)
        with suppress(StafettError):  # nobody there: what waits decides
            self.sync()
        if self.standing().waiting and not anyway:
            raise StafettError(ErrorKind.STILL_WAITING)
        unsent = left(self._store, keep=keep)
        http = self._link()
        with suppress(Unreachable):
            http.ask(Leave(epoch=self._store.shelf.epoch()))
        http.close()
        self._forget()
        return unsent

    # ---- inside

    def _round(self, ways: BothWays) -> Outcome:
        self._syncing.before(ways)
        outcome = go_round(self._store.shelf, ways, told=self._syncing.told, wanted=self._syncing.wanted)
        self._syncing.ended(outcome)
        self._syncing.after(ways)
        return outcome

    def _forget(self) -> None:
        self._store.shelf.set_epoch("")
        self.accounts.forget()
        self.lease.end()
        self._syncing.begin_anew(alone=True)
        self._office.parted()

    def _mend(self) -> None:
        """Write as whom the account says, also where a login was interrupted."""
        account, shelf = self.account, self._store.shelf
        if account is None:
            return
        now = tuple(self._store.settings.get(name) for name in ("device", "person"))
        if now != (account.device, account.person):
            shelf.begin(account.device, account.person)
            self._office.joined(account)

    def _link(self) -> HttpLink:
        account = self._needed()
        return self._way(account.server, self.accounts.token(), self._office.clock.now)

    def _needed(self) -> Account:
        if self.account is None:
            raise StafettError(ErrorKind.NOT_TOGETHER)
        return self.account
