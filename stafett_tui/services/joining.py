"""The two ends of taking part: a code becomes an account, and a laptop that leaves keeps what it may."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.people import participant
from stafett_tui.services.account import Account, Accounts
from stafett_tui.services.asking_in import AskingIn
from stafett_tui.services.policies import Policies
from stafett_tui.services.retention import AWAY, CAME
from stafett_tui.services.syncing import REMOVED, SHUT_OUT
from stafett_tui.store.blobs import DUE
from stafett_tui.sync.link import HttpLink, Unreachable, server_address
from stafett_tui.sync.protocol import Code, Problem, Register, Registered

if TYPE_CHECKING:
    from stafett_tui.services.partaking import Partaking
    from stafett_tui.store.opened import Store

Way = Callable[[str, str, Callable[[], datetime]], HttpLink]
"""Makes the way to a server: its address, the secret, the clock."""


def registered(
    office: Partaking, before: Account | None, server: str, code: str, name: str, way: Way
) -> tuple[Registered, str]:
    """Give what the server says to the code, and its address; nothing here is changed yet.

    Where no answer came, the same code is good once more from here: it goes with a secret that is kept first.
    """
    try:
        address = server_address(server)
    except ValueError:
        raise StafettError(ErrorKind.SERVER_ADDRESS) from None
    if before is not None and before.server != address:
        raise StafettError(ErrorKind.ALREADY_TOGETHER)
    if before is None and len(office.persons) > 1:
        raise StafettError(ErrorKind.SEVERAL_HERE)
    person = "" if office.me is None else office.me.person
    asking = AskingIn(office.store.settings)
    try:
        asked = Register(code=code.strip(), name=name[:80], person=person)
    except ValidationError:
        raise StafettError(ErrorKind.LOGIN_CODE) from None
    link = way(address, "", office.clock.now)
    try:
        expected = None if before is None else before.person
        answer = link.register(asked.model_copy(update={"nonce": asking.nonce(address, code), "expect": expected}))
        if isinstance(answer, Problem) and answer.code is Code.MALFORMED:  # a server of before knows no secret
            answer = link.register(asked)
    except Unreachable:
        raise StafettError(ErrorKind.SERVER_UNREACHABLE) from None
    finally:
        link.close()
    if isinstance(answer, Registered):
        if before is not None and answer.person != before.person:  # by a server of before, which does not ask
            raise StafettError(ErrorKind.OTHER_PERSON)
        return answer, address
    kind = _kind(answer)
    if kind in {ErrorKind.LOGIN_REFUSED, ErrorKind.OTHER_PERSON}:
        asking.refused(address, code)
    raise StafettError(kind)


def joined(office: Partaking, accounts: Accounts, address: str, told: Registered) -> Account:
    """Take part from here on: the secret first, then as whom, then what the municipality has chosen."""
    local = "" if office.me is None else office.me.person
    account = Account(
        address, told.server or address, told.device, told.person, told.name, told.offices, keep=told.keep, local=local
    )
    accounts.keep(account, told.token)
    store = office.store
    if told.policy:
        Policies(store.settings).of_server(json.loads(told.policy))
    store.shelf.begin(told.device, told.person)
    store.shelf.set_epoch(told.epoch)
    office.joined(account)
    AskingIn(store.settings).done()
    return account


def named_by_plans(office: Partaking) -> None:
    """Take over the service and title under which the plans know somebody who is new on this laptop."""
    me, journal = office.me, office.store.journal
    if me is None or me.service:
        return
    known = (participant(journal.plan(plan), me.person) for plan in journal.plan_ids())
    found = next((each for each in known if each is not None and each.service), None)
    if found is not None:
        office.put_right(replace(me, service=found.service, title=found.title))


def left(store: Store, *, keep: bool) -> int:
    """Wipe every plan that a server orders, or keep them as this laptop's own; give how many unsent texts stay."""
    unsent = 0
    if keep:
        store.stand_alone()
    else:
        unsent = sum(store.shelf.purge(plan).unsent for plan in store.shelf.ordered())
    for name in (AWAY, CAME, DUE, REMOVED, SHUT_OUT):
        store.settings.set(name, "")
    return unsent


def _kind(answer: object) -> ErrorKind:
    if not isinstance(answer, Problem):
        return ErrorKind.SERVER_REFUSED
    known = {
        Code.AUTH: ErrorKind.LOGIN_REFUSED, Code.REVOKED: ErrorKind.LOGIN_REFUSED, Code.UPGRADE: ErrorKind.UPGRADE,
        Code.OTHER: ErrorKind.OTHER_PERSON,
    }  # fmt: skip
    return known.get(answer.code, ErrorKind.SERVER_REFUSED)
