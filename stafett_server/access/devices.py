"""Laptops that take part: who asks, until when they may open plans, what they hold, and their end (S-02, S-10, R10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, or_, select, update

from stafett_server.access.tables import ACCOUNTS, DEVICES, HELD
from stafett_server.access.tokens import Draw, Token, hash_of, is_of, new_token, token_of
from stafett_server.log.prepared import Prepared
from stafett_server.log.rows import in_parts
from stafett_server.log.session import Session
from stafett_server.log.stopping import Stopped
from stafett_tui.domain.event import new_id, stamp
from stafett_tui.domain.people import Role
from stafett_tui.sync.protocol import Code

_RENEWED: Final = timedelta(hours=1)
"""How old a lease is before it is written anew."""
_NAMES: Final = 100
"""New names of one laptop at most (R26)."""


class _Known(NamedTuple):
    """A device with whose it is."""

    token_hash: str
    revoked_at: str | None
    left_at: str | None
    device_name: str
    person: str | None
    offices: str
    closed_at: str | None


_KNOWN: Final = select(
    DEVICES.c.token_hash, DEVICES.c.revoked_at, DEVICES.c.left_at, DEVICES.c.name, ACCOUNTS.c.person,
    ACCOUNTS.c.offices, ACCOUNTS.c.closed_at,
).where(DEVICES.c.tenant == bindparam("tenant"), DEVICES.c.device == bindparam("device"))  # fmt: skip
_MINE: Final = (ACCOUNTS.c.tenant == DEVICES.c.tenant) & (ACCOUNTS.c.account == DEVICES.c.account)
_OF_DEVICE: Final = Prepared(_KNOWN.join_from(DEVICES, ACCOUNTS, _MINE, isouter=True))
_STANDING: Final = Prepared(_KNOWN.join_from(DEVICES, ACCOUNTS, _MINE).with_for_update(read=True))
"""Both rows stay as they are until the end of the transaction: who revokes waits, or is waited for (I6)."""


@dataclass(frozen=True)
class Listed:
    """A device as the server's list shows it (S-10)."""

    device: str
    name: str
    person: str
    owner: str
    """Whose it is."""
    seen_at: str
    lease_until: str
    state: str
    """"active", "revoked" or "left"."""
    plans: tuple[str, ...]
    """Ids of the plans that it said it holds."""


class Devices:
    """The devices of one tenant; every method runs in the transaction of the connection it is given."""

    def __init__(self, tenant: str, draw: Draw, lease: timedelta) -> None:
        """Stand for the tenant; leases are this long."""
        self._tenant = tenant
        self._draw = draw
        self._lease = lease

    def session(self, db: Connection, token: Token | None) -> Session:
        """Give whoever shows the token; raises Stopped: REVOKED for a device that was, else AUTH."""
        found = None if token is None or token.tenant != self._tenant else self._found(db, token.device)
        if token is None or found is None or not is_of(token.secret, found.token_hash):
            raise Stopped(Code.AUTH, "no token, or not one of a device here")
        return self._standing(token.device, found)

    def fresh(self, db: Connection, session: Session) -> Session:
        """Give the session as it stands now; raises Stopped."""
        found = self._found(db, session.device)
        if found is None:
            raise Stopped(Code.AUTH, "no such device any more")
        return self._standing(session.device, found)

    def stand(self, db: Connection, session: Session, *, held: bool = True) -> None:
        """Let the device and its account stay as they are until the transaction ends; raises Stopped.

        On SQLite a writing transaction is alone anyway. Other offices than the session knows of are read first: RETRY.
        Without `held` they are looked at alone.
        """
        found = (_STANDING if held else _OF_DEVICE).one(db, {"tenant": self._tenant, "device": session.device})
        if found is None:
            raise Stopped(Code.AUTH, "no such device any more")
        now = self._standing(session.device, _Known(*found))
        if (now.person, now.offices) != (session.person, session.offices):
            raise Stopped(Code.RETRY, "who this is was changed at this moment", wait=0.1)

    def owner(self, db: Connection, session: Session) -> str:
        """Give the name of whoever the device belongs to."""
        mine = (ACCOUNTS.c.tenant == self._tenant, ACCOUNTS.c.person == session.person)
        return str(db.execute(select(ACCOUNTS.c.name).where(*mine)).scalar_one())

    def add(
        self, db: Connection, now: datetime, account: str, name: str, *, stem: str | None = None,
        nonce: str | None = None,
    ) -> tuple[Token, str]:  # fmt: skip
        """Make a device and its token, out of the laptop's own secret where it has one; say until when it has leave."""
        device, until = new_id(int(now.timestamp() * 1000), self._draw(10)), stamp(now + self._lease)
        token = token_of(self._tenant, device, nonce) if nonce else new_token(self._tenant, device, self._draw)
        db.execute(insert(DEVICES), {
            "tenant": self._tenant, "device": device, "token_hash": hash_of(token.secret), "account": account,
            "stem": stem or device, "name": name, "made_at": stamp(now), "seen_at": stamp(now), "lease_until": until,
        })  # fmt: skip
        return token, until

    def again(self, db: Connection, now: datetime, device: str) -> tuple[Token, str]:
        """Give the same laptop a new name (R26); raises Stopped where it had too many."""
        row = self._row(db, device)
        same = (DEVICES.c.tenant == self._tenant, DEVICES.c.stem == row["stem"])
        if db.execute(select(func.count()).select_from(DEVICES).where(*same)).scalar_one() >= _NAMES:
            raise Stopped(Code.RETRY, "this laptop had too many names: invite it anew", wait=3600.0)
        return self.add(db, now, row["account"], row["name"], stem=row["stem"])

    def anew(self, db: Connection, device: str, nonce: str) -> tuple[Token, str]:
        """Give the token of a device once more to the laptop whose answer was lost; raises Stopped.

        Only as long as nobody has used it.
        """
        token, row = token_of(self._tenant, device, nonce), self._row(db, device)
        if row["seen_at"] != row["made_at"]:
            raise Stopped(Code.AUTH, "the code was used, and the laptop has been here since")
        self.session(db, token)
        return token, str(row["lease_until"])

    def renew(self, db: Connection, now: datetime, device: str) -> str:
        """Let the lease run from now on and note that the device was here."""
        until = stamp(now + self._lease)
        mine = (DEVICES.c.tenant == self._tenant, DEVICES.c.device == device)
        db.execute(update(DEVICES).where(*mine).values(seen_at=stamp(now), lease_until=until))
        return until

    def is_due(self, now: datetime, until: str) -> bool:
        """Tell whether a lease is so old that it is written anew."""
        return datetime.fromisoformat(until) < now + self._lease - _RENEWED

    def hold(self, db: Connection, device: str, plans: Iterable[str]) -> None:
        """Note which plans the device holds (S-10)."""
        mine = (HELD.c.tenant == self._tenant, HELD.c.device == device)
        kept, told = set(db.execute(select(HELD.c.plan).where(*mine)).scalars()), set(plans)
        if gone := kept - told:
            db.execute(delete(HELD).where(*mine, HELD.c.plan.in_(gone)))
        if new := told - kept:
            db.execute(insert(HELD), [{"tenant": self._tenant, "plan": plan, "device": device} for plan in sorted(new)])

    def leave(self, db: Connection, now: datetime, device: str) -> None:
        """Let the device take part no more; it emptied itself, so it holds nothing."""
        mine = (DEVICES.c.tenant == self._tenant, DEVICES.c.device == device)
        db.execute(update(DEVICES).where(*mine).values(left_at=stamp(now)))
        self.hold(db, device, ())

    def family(self, db: Connection, *, device: str | None = None, account: str | None = None) -> Sequence[RowMapping]:
        """Give the laptop with all names it had, or all laptops of an account; locked until the transaction ends.

        Read again once they are locked: one of them may just have taken a new name (R26).
        """
        stem = select(DEVICES.c.stem).where(DEVICES.c.tenant == self._tenant, DEVICES.c.device == device)
        which = DEVICES.c.account == account if device is None else DEVICES.c.stem == stem.scalar_subquery()
        found = select(DEVICES).where(DEVICES.c.tenant == self._tenant, which).order_by(DEVICES.c.device)
        db.execute(found.with_for_update()).all()
        return db.execute(found).mappings().all()

    def ended(self, db: Connection, devices: Iterable[str]) -> frozenset[str]:
        """Give those of the devices that take part no more."""
        of_all = (
            select(DEVICES.c.device)
            .join(ACCOUNTS, (ACCOUNTS.c.tenant == DEVICES.c.tenant) & (ACCOUNTS.c.account == DEVICES.c.account))
            .where(DEVICES.c.tenant == self._tenant)
            .where(or_(*(end.is_not(None) for end in (DEVICES.c.revoked_at, DEVICES.c.left_at, ACCOUNTS.c.closed_at))))
        )
        these = (of_all.where(DEVICES.c.device.in_(some)) for some in in_parts(devices))
        return frozenset(device for found in these for device in db.execute(found).scalars())

    def revoke(self, db: Connection, at: str, device: str, token_hash: str, account: str) -> None:
        """Take nothing from the device any more, also where a restored database never knew it (R25)."""
        mine = (DEVICES.c.tenant == self._tenant, DEVICES.c.device == device)
        if db.execute(select(DEVICES.c.device).where(*mine)).first() is None:
            row: dict[str, Any] = {"tenant": self._tenant, "device": device, "token_hash": token_hash}
            row |= {"account": account, "stem": device, "name": "", "made_at": at, "seen_at": at, "lease_until": at}
            db.execute(insert(DEVICES), row)
        db.execute(update(DEVICES).where(*mine, DEVICES.c.revoked_at.is_(None)).values(revoked_at=at))

    def listed(self, db: Connection) -> list[Listed]:
        """Give all devices, the one seen last first, with what a lost one carries (S-10)."""
        holds: dict[str, list[str]] = defaultdict(list)
        for device, plan in db.execute(select(HELD.c.device, HELD.c.plan).where(HELD.c.tenant == self._tenant)):
            holds[device].append(plan)
        mine = (ACCOUNTS.c.tenant == DEVICES.c.tenant) & (ACCOUNTS.c.account == DEVICES.c.account)
        found = (
            select(DEVICES, ACCOUNTS.c.person, ACCOUNTS.c.name.label("owner"))
            .join(ACCOUNTS, mine, isouter=True)
            .where(DEVICES.c.tenant == self._tenant)
            .order_by(DEVICES.c.seen_at.desc(), DEVICES.c.device)
        )
        return [
            Listed(row["device"], row["name"], row["person"] or "", row["owner"] or "", row["seen_at"],
                   row["lease_until"], _state(row), tuple(sorted(holds[row["device"]])))
            for row in db.execute(found).mappings()
        ]  # fmt: skip

    def _found(self, db: Connection, device: str) -> _Known | None:
        row = _OF_DEVICE.one(db, {"tenant": self._tenant, "device": device})
        return None if row is None else _Known(*row)

    def _standing(self, device: str, found: _Known) -> Session:
        if found.revoked_at is not None or found.closed_at is not None:
            raise Stopped(Code.REVOKED, "this device, or its owner, takes part no more")
        if found.left_at is not None or found.person is None:
            raise Stopped(Code.AUTH, "this device has left")
        offices = frozenset(Role(office) for office in found.offices.split())
        return Session(self._tenant, found.person, offices, device, found.device_name)

    def _row(self, db: Connection, device: str) -> RowMapping:
        mine = (DEVICES.c.tenant == self._tenant, DEVICES.c.device == device)
        return db.execute(select(DEVICES).where(*mine)).mappings().one()


def _state(row: RowMapping) -> str:
    if row["revoked_at"] is not None:
        return "revoked"
    return "active" if row["left_at"] is None else "left"
