"""The desk at the door: lets laptops in, knows them by their tokens, and shows them out."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from sqlalchemy import Connection, select

from stafett_server.access import revoking
from stafett_server.access.accounts import Accounts, Invited
from stafett_server.access.devices import Devices, Listed
from stafett_server.access.steps import migrate
from stafett_server.access.tokens import Token
from stafett_server.log.database import Database
from stafett_server.log.ledger import Ledger
from stafett_server.log.session import Clock, Ids, Session
from stafett_server.log.stopping import Stopped
from stafett_server.log.tables import LOG
from stafett_tui.domain.event import stamp
from stafett_tui.domain.people import Role
from stafett_tui.sync.protocol import Done, Register, Registered

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_REMEMBERED: Final = 4096
_IN_PLANS: Final = LOG.tables["candidate"].c


@dataclass(frozen=True)
class Welcome:
    """What a laptop is told when it comes in."""

    server: str
    """What the server calls itself."""
    policy: str
    """The policy in force, as JSON."""
    keep: bool
    """Whether a laptop may keep its plans when it leaves."""
    epoch: Callable[[], str]


class Access:
    """Who takes part in one tenant; every method is one transaction, and blocks."""

    def __init__(
        self, database: Database, clock: Clock, ids: Ids, ledger: Ledger, *, tenant: str, lease: timedelta,
        welcome: Welcome,
    ) -> None:  # fmt: skip
        """Take the steps that the database lacks."""
        migrate(database)
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._tenant = tenant
        self._welcome = welcome
        self.accounts = Accounts(tenant, ids.random, self._in_plans)
        self.devices = Devices(tenant, ids.random, lease)
        self._seen: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._lock = Lock()

    def session(self, token: Token | None) -> Session:
        """Give whoever shows the token; raises Stopped."""
        with self._database.reading() as db:
            return self.devices.session(db, token)

    def fresh(self, session: Session) -> Session:
        """Give an open session as it stands now; raises Stopped where it was ended meanwhile."""
        with self._database.reading() as db:
            return self.devices.fresh(db, session)

    def stands(self, connection: Connection, session: Session) -> None:
        """Let nothing be revoked until this writing transaction ends; raises Stopped where it was before (I6)."""
        self.devices.stand(connection, session)

    def reads(self, connection: Connection, session: Session) -> None:
        """See that nothing was revoked until now; raises Stopped where it was (I7)."""
        self.devices.stand(connection, session, held=False)

    def ended(self, devices: Iterable[str]) -> frozenset[str]:
        """Give those of the devices that take part no more."""
        with self._database.reading() as db:
            return self.devices.ended(db, devices)

    def register(self, request: Register) -> Registered:
        """Let a laptop in by a code; raises Stopped where the code lets nobody in.

        A laptop that lost the answer asks again with the secret it drew, and gets the same device.
        """
        now, epoch = self._clock.now(), self._welcome.epoch()

        def do(db: Connection) -> Registered:
            token, lease = self._let_in(db, now, request)
            session = self.devices.session(db, token)
            return self._registered(session, token, self.devices.owner(db, session), lease, epoch)

        return self._database.write(do)

    def new_device(self, session: Session) -> Registered:
        """Give the same laptop a new name (R26); raises Stopped."""
        now, epoch = self._clock.now(), self._welcome.epoch()

        def do(db: Connection) -> Registered:
            self.devices.stand(db, session)
            token, lease = self.devices.again(db, now, session.device)
            name = self.devices.owner(db, session)
            return self._registered(self.devices.session(db, token), token, name, lease, epoch)

        return self._database.write(do)

    def leave(self, session: Session) -> Done:
        """End the session; the token is worth nothing from here on."""
        now = self._clock.now()
        self._database.write(lambda db: self.devices.leave(db, now, session.device))
        self._forget(session.device)
        return Done()

    def seen(self, session: Session, plans: Sequence[str]) -> str:
        """Note that a device was here and what it holds, and give until when its lease runs (R10, S-10).

        Nothing is written where it holds the same as before and its lease is fresh.
        """
        now, mark = self._clock.now(), hashlib.sha256("\n".join(sorted(plans)).encode()).digest()
        with self._lock:
            held, lease = self._seen.get(session.device, (b"", ""))
        if held == mark and not self.devices.is_due(now, lease):
            return lease

        def do(db: Connection) -> str:
            self.devices.hold(db, session.device, plans)
            return self.devices.renew(db, now, session.device)

        lease = self._database.write(do)
        with self._lock:
            self._seen[session.device] = (mark, lease)
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return lease

    def invite(self, name: str, *, person: str | None = None, offices: Iterable[Role] = (), days: int = 7) -> Invited:
        """Make a code for somebody (S-02); who was shown out comes in again."""
        now, given = self._clock.now(), tuple(offices)

        def do(db: Connection) -> Invited:
            known = None if person is None else self.accounts.of_person(db, person)
            if known is not None and known["closed_at"] is not None:
                self._ledger.add([revoking.of_account(self._tenant, revoking.OPENED, stamp(now), known["account"])])
            return self.accounts.invite(db, now, name=_plain(name), person=person, offices=given, days=days)

        return self._database.write(do)

    def revoke(self, *, device: str | None = None, person: str | None = None) -> tuple[str, ...] | None:
        """Show out a laptop, under every name it had, or a person with all laptops (S-02).

        Gives the devices, None where nobody is called that. The ledger knows of it before the database does (R25).
        """
        now = self._clock.now()
        at = stamp(now)

        def do(db: Connection) -> tuple[str, ...] | None:
            known = None if person is None else self.accounts.of_person(db, person)
            account = None if known is None else str(known["account"])
            family = self.devices.family(db, device=device, account=account) if device or account else ()
            if not family and account is None:
                return None
            lines = [revoking.of_device(self._tenant, at, row) for row in family]
            lines += [revoking.of_account(self._tenant, revoking.CLOSED, at, account)] if account else []
            self._ledger.add(lines)
            for row in family:
                self.devices.revoke(db, at, row["device"], row["token_hash"], row["account"])
            if account is not None:
                self.accounts.close(db, now, account)
            return tuple(row["device"] for row in family)

        return self._database.write(do)

    def lacks(self) -> int:
        """Tell how many lines of the ledger the database does not know of; until they are in, nobody comes in (R25)."""
        lines = self._ledger.read()
        with self._database.reading() as db:
            return len(revoking.lacking(db, self._tenant, lines))

    def restore(self) -> int:
        """Do again what the ledger says, and make every code void that a backup brought back (R25)."""
        lines, now = self._ledger.read(), self._clock.now()

        def do(db: Connection) -> int:
            self.accounts.void(db, now)
            missing = revoking.lacking(db, self._tenant, lines)
            return revoking.replay(db, missing, self.accounts, self.devices)

        return self._database.write(do)

    def listed(self) -> list[Listed]:
        """Give all devices, the one seen last first (S-10)."""
        with self._database.reading() as db:
            return self.devices.listed(db)

    def ping(self) -> None:
        """See that the database answers."""
        with self._database.reading() as db:
            db.execute(select(1))

    def _let_in(self, db: Connection, now: datetime, request: Register) -> tuple[Token, str]:
        """Give the device that the code makes, or made for the same laptop."""
        code, nonce = request.code, request.nonce
        try:
            account = self.accounts.use(db, now, code, request.person, request.expect)
        except Stopped:
            device = self.accounts.used(db, now, code, nonce) if nonce else None
            if nonce is None or device is None:
                raise
            return self.devices.anew(db, device, nonce)
        token, lease = self.devices.add(db, now, account["account"], _plain(request.name), nonce=nonce)
        if nonce:
            self.accounts.made(db, code, nonce, token.device)
        return token, lease

    def _registered(self, session: Session, token: Token, name: str, lease: str, epoch: str) -> Registered:
        told = self._welcome
        return Registered(
            device=token.device, token=token.text(), person=session.person, name=name,
            offices=tuple(sorted(office.value for office in session.offices)), server=told.server,
            epoch=epoch, lease=lease, policy=told.policy, keep=told.keep,
        )  # fmt: skip

    def _in_plans(self, db: Connection, person: str) -> bool:
        found = select(_IN_PLANS.plan).where(_IN_PLANS.tenant == self._tenant, _IN_PLANS.person == person).limit(1)
        return db.execute(found).first() is not None

    def _forget(self, device: str) -> None:
        with self._lock:
            self._seen.pop(device, None)


def _plain(name: str) -> str:
    """Give a name without what would draw on an operator's terminal."""
    return _CONTROL.sub(" ", name).strip()
