"""What an open store knows of its server: as whom it takes part, and by which policy. Light at import."""

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from stafett_tui.config import Settings
from stafett_tui.services.account import Account, Accounts
from stafett_tui.services.clock import Clock
from stafett_tui.services.person import Me
from stafett_tui.services.roster import Roster
from stafett_tui.store.opened import Store

if TYPE_CHECKING:  # all of this pulls in the whole domain
    from stafett_tui.domain.changes import Changes
    from stafett_tui.services.desk import Desk
    from stafett_tui.services.policies import InForce


class Partaking:
    """The side of an office that is turned to its server."""

    device: str
    known: bool

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        """Stand before this store; where its plans are invented, no keyring is asked for."""
        self.store = store
        self.settings = settings
        self.clock = clock
        self.demo = bool(store.settings.get("demo_base"))
        self.accounts = Accounts(store.settings, ring=not self.demo)
        self._roster = Roster(store.settings)
        self.me = self._roster.last
        self._desk: Desk | None = None
        self._policy: InForce | None = None
        self._making = threading.Lock()

    @property
    def persons(self) -> tuple[Me, ...]:
        """Give all who write on this laptop, in the order in which they came."""
        return self._roster.everyone()

    @property
    def takes_part(self) -> bool:
        """Whether this store has a server; told without loading anything."""
        return self.accounts.current is not None

    @property
    def judged_by(self) -> "InForce":
        """Give the municipal policy of this run, read once; a broken file leaves the last good one (POLICY_BAD)."""
        if self._policy is None:
            from stafett_tui.services.policies import Policies, policy_in_force

            chosen = self.settings.policy_chosen is not None
            self._policy = policy_in_force(self.settings.policy_file, Policies(self.store.settings), chosen=chosen)
        return self._policy

    def put_right(self, me: Me) -> Me:
        """Note who uses the program here by another name, title, service or language; the person stays the same."""
        return self._become(me)

    def joined(self, account: Account) -> None:
        """Write as the account from now on; what one is called stays."""
        me = self.me or Me(account.person, account.name, "", "", "nb")
        office = "coordinator" if "coordinator" in account.offices else "holder"
        self._roster.alone(replace(me, person=account.person, office=office))
        with self._making:
            self.me, self.device, self._desk, self._policy = self._roster.last, account.device, None, None
            self.known = True

    def renamed(self, device: str) -> None:
        """Write as this device from now on (R26)."""
        self.device = device
        if self._desk is not None:
            self._desk.written_by(device)

    def came(self, changes: "Changes") -> None:
        """Take in that something came from the server."""
        if self._desk is not None:
            self._desk.came(changes)

    def judged_anew(self) -> None:
        """Judge by the policy that the server gave just now."""
        with self._making:
            self._policy = None
            if self._desk is not None:
                self._desk.judge_by(self.judged_by.policy)

    def parted(self) -> None:
        """There is no server any more."""
        from stafett_tui.services.policies import Policies

        Policies(self.store.settings).of_server(None)
        with self._making:
            self._desk, self._policy = None, None

    def _become(self, me: Me) -> Me:
        self._roster.become(me)
        with self._making:
            self.me, self._desk, self.known = me, None, True
        return me
