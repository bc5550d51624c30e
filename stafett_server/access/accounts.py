"""People who may take part, and the codes that let their laptops in (S-02)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping, insert, select, update

from stafett_server.access.tables import ACCOUNTS, INVITATIONS
from stafett_server.access.tokens import Draw, code_as_kept, hash_of, is_of, new_code
from stafett_server.log.session import Session
from stafett_server.log.stopping import Stopped
from stafett_tui.domain.event import new_id, stamp
from stafett_tui.domain.people import Role
from stafett_tui.sync.protocol import Code

AGAIN: Final = timedelta(days=1)
"""How long a laptop whose answer was lost may ask again."""
_PERSON: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_NOT_KNOWN: Final = "the code is not known, used, or too old"


@dataclass(frozen=True)
class Invited:
    """A code, to be given to one person, and whose account it opens."""

    account: str
    person: str | None
    code: str
    ends_at: datetime


class Accounts:
    """The accounts of one tenant; every method runs in the transaction of the connection it is given."""

    def __init__(self, tenant: str, draw: Draw, in_plans: Callable[[Connection, str], bool]) -> None:
        """Stand for the tenant; `in_plans` tells whether a person stands in a plan here."""
        self._tenant = tenant
        self._draw = draw
        self._in_plans = in_plans

    def invite(
        self, db: Connection, now: datetime, *, name: str, person: str | None = None,
        offices: Iterable[Role] = (), days: int = 7,
    ) -> Invited:  # fmt: skip
        """Make a code; a person who has an account keeps it, with this name and these offices from now on."""
        known = None if person is None else self.of_person(db, person)
        says = {"name": name, "offices": " ".join(sorted({office.value for office in offices}))}
        if known is None:
            account = self._id(now)
            rows = {"tenant": self._tenant, "account": account, "person": person, "made_at": stamp(now), **says}
            db.execute(insert(ACCOUNTS), rows)
        else:
            account = str(known["account"])
            same = (ACCOUNTS.c.tenant == self._tenant, ACCOUNTS.c.account == account)
            db.execute(update(ACCOUNTS).where(*same).values(closed_at=None, **says))
        code, ends_at = new_code(self._draw), now + timedelta(days=days)
        db.execute(insert(INVITATIONS), {
            "tenant": self._tenant, "code_hash": code_as_kept(code), "account": account,
            "made_at": stamp(now), "ends_at": stamp(ends_at),
        })  # fmt: skip
        return Invited(account, person, code, ends_at)

    def used(self, db: Connection, now: datetime, code: str, nonce: str) -> str | None:
        """Give the device that this code made for this secret not long ago, None where it made none.

        Whoever has the code alone gets nothing by it.
        """
        kept = (INVITATIONS.c.tenant == self._tenant, INVITATIONS.c.code_hash == code_as_kept(code))
        row = db.execute(select(INVITATIONS).where(*kept, INVITATIONS.c.device.is_not(None))).mappings().one_or_none()
        if row is None or not is_of(nonce, row["nonce_hash"]):
            return None
        return str(row["device"]) if now < datetime.fromisoformat(row["used_at"]) + AGAIN else None

    def made(self, db: Connection, code: str, nonce: str, device: str) -> None:
        """Note which device a code made, and for whose secret."""
        kept = (INVITATIONS.c.tenant == self._tenant, INVITATIONS.c.code_hash == code_as_kept(code))
        db.execute(update(INVITATIONS).where(*kept).values(nonce_hash=hash_of(nonce), device=device))

    def use(
        self, db: Connection, now: datetime, code: str, claimed: str, expected: str | None = None
    ) -> RowMapping:  # fmt: skip
        """Use a code up and give its account, which has a person from now on; raises Stopped, and then it is not used.

        Where a person is `expected`, the code of anybody else is OTHER.
        """
        kept = (INVITATIONS.c.tenant == self._tenant, INVITATIONS.c.code_hash == code_as_kept(code))
        invited = db.execute(select(INVITATIONS).where(*kept)).mappings().one_or_none()
        if invited is None or datetime.fromisoformat(invited["ends_at"]) <= now:
            raise Stopped(Code.AUTH, _NOT_KNOWN)
        free = (*kept, INVITATIONS.c.used_at.is_(None))
        if db.execute(update(INVITATIONS).where(*free).values(used_at=stamp(now))).rowcount != 1:
            raise Stopped(Code.AUTH, _NOT_KNOWN)
        account = self._account(db, invited["account"])
        if account["closed_at"] is not None:
            raise Stopped(Code.AUTH, _NOT_KNOWN)
        if expected is not None and account["person"] != expected:
            raise Stopped(Code.OTHER, "the code is another person's; it was not used")
        if account["person"] is not None:
            return account
        person = claimed if self._may_take(db, claimed) else self._id(now)
        same = (ACCOUNTS.c.tenant == self._tenant, ACCOUNTS.c.account == account["account"])
        db.execute(update(ACCOUNTS).where(*same).values(person=person))
        return self._account(db, invited["account"])

    def of_person(self, db: Connection, person: str) -> RowMapping | None:
        """Give the account of a person, if there is one."""
        same = (ACCOUNTS.c.tenant == self._tenant, ACCOUNTS.c.person == person)
        return db.execute(select(ACCOUNTS).where(*same)).mappings().one_or_none()

    def others(self, db: Connection, session: Session, person: str) -> bool:
        """Tell whether a person is somebody else who has an account."""
        return person != session.person and self.of_person(db, person) is not None

    def close(self, db: Connection, now: datetime, account: str) -> None:
        """Take nothing from whose account this is any more, also where a restored database never knew it (R25)."""
        same = (ACCOUNTS.c.tenant == self._tenant, ACCOUNTS.c.account == account)
        if db.execute(select(ACCOUNTS.c.account).where(*same)).first() is None:
            empty = {"tenant": self._tenant, "account": account, "person": None, "name": "", "offices": ""}
            db.execute(insert(ACCOUNTS), {**empty, "made_at": stamp(now), "closed_at": stamp(now)})
        db.execute(update(ACCOUNTS).where(*same, ACCOUNTS.c.closed_at.is_(None)).values(closed_at=stamp(now)))
        self.void(db, now, account)

    def void(self, db: Connection, now: datetime, account: str | None = None) -> int:
        """Make every open code void, of this account or of all: after a restore a used code would open again (R25)."""
        mine = () if account is None else (INVITATIONS.c.account == account,)
        open_ones = (INVITATIONS.c.tenant == self._tenant, INVITATIONS.c.used_at.is_(None), *mine)
        return db.execute(update(INVITATIONS).where(*open_ones).values(used_at=stamp(now))).rowcount

    def _may_take(self, db: Connection, person: str) -> bool:
        """Tell whether a new account may be this person: nobody else is, and no plan here knows somebody so."""
        free = _PERSON.fullmatch(person) is not None and self.of_person(db, person) is None
        return free and not self._in_plans(db, person)

    def _account(self, db: Connection, account: str) -> RowMapping:
        same = (ACCOUNTS.c.tenant == self._tenant, ACCOUNTS.c.account == account)
        return db.execute(select(ACCOUNTS).where(*same)).mappings().one()

    def _id(self, now: datetime) -> str:
        return new_id(int(now.timestamp() * 1000), self._draw(10))
