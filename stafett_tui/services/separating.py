"""One of several people on a laptop takes their plans into a store of their own (ADR 16): nothing is typed twice."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.people import ever_in, holder_id, participant, participants
from stafett_tui.domain.person import PREFIX, is_person, log_of
from stafett_tui.domain.plan import Plan
from stafett_tui.services.account import Accounts
from stafett_tui.services.policies import kept_policies
from stafett_tui.services.roster import Roster, named
from stafett_tui.store.keys import SERVICE, Passphrase, create_key, find_key
from stafett_tui.store.opened import Store
from stafett_tui.store.ordered import DEVICE, DEVICES, PERSONS
from stafett_tui.store.separating import Going
from stafett_tui.store.wrapping import long_enough

if TYPE_CHECKING:
    from stafett_tui.services.opening import Office
    from stafett_tui.services.person import Me

_DEMO: Final = ("demo_base", "demo_started")


@dataclass(frozen=True, slots=True)
class Separated:
    """What went, and what stays with whom."""

    plans: int
    missed: int
    """How many of those that went somebody else here takes part in."""
    stay: int
    shared: int
    """How many of those that stay one takes part in."""
    others: tuple[str, ...]
    """The names of those who write in the store that was left."""
    invited: tuple[tuple[str, str], ...] = ()
    """Names and ids of those who take part in a plan of the other store: a server has to be told who they are."""


def separate(
    office: Office, folder: Path, passphrase: Passphrase | None = None, *, keyring_service: str = SERVICE
) -> Separated:
    """Move the plans of whoever acts into a store of their own in the folder, made where there is none.

    All is written and read back there before anything is taken out here; where that was interrupted, it is ended.
    Raises ALREADY_TOGETHER, ONE_HERE, NO_ACTOR, STORE_TAKEN or OTHER_LOG, and what a store raises; a plan is then in
    the store where it was.
    """
    me = _who(office)
    going, plans = _going(office, me)
    found = [each for each in office.store.journal.verify() if each.plan_id in {"", *going.plans, *going.people}]
    if found:
        raise StafettError(found[0].kind)
    with _own(office, me, folder, passphrase, keyring_service) as own:
        whole = own.take_in(office.store, going, _settings_there(office, me, own))
        for each in own.verify():
            raise StafettError(each.kind)
        office.store.let_out(going, whole, _settings_here(office, me))
    stay = [plan for log, plan in plans.items() if log not in going.plans]
    return _told([plans[log] for log in going.plans], stay, me, office.persons)


def _told(went: list[Plan], stay: list[Plan], me: Me, others: tuple[Me, ...]) -> Separated:
    missed = sum(any(participant(plan, each.person) for each in others) for plan in went)
    shared = sum(participant(plan, me.person) is not None for plan in stay)
    crossing = [each for each in others if any(participant(plan, each.person) for plan in went)]
    invited = tuple((each.name, each.person) for each in (*([me] if shared else []), *crossing))
    return Separated(len(went), missed, len(stay), shared, tuple(each.name for each in others), invited)


def _who(office: Office) -> Me:
    if office.takes_part or office.store.shelf.epoch():
        raise StafettError(ErrorKind.ALREADY_TOGETHER)
    if office.me is None:
        raise StafettError(ErrorKind.NO_ACTOR)
    if [each.person for each in office.persons] == [office.me.person]:
        raise StafettError(ErrorKind.ONE_HERE)
    return office.me


def _going(office: Office, me: Me) -> tuple[Going, dict[str, Plan]]:
    """Give what goes, and every plan of the store."""
    journal = office.store.journal
    logs = journal.logs_of("")
    plans = {log: journal.plan(log) for log in logs if not is_person(log)}
    others = frozenset(each.person for each in office.persons) - {me.person}
    mine = tuple(log for log, plan in plans.items() if _goes(plan, me.person, others))
    needed = _people(plans[log] for log in mine)
    stays = _people(plan for log, plan in plans.items() if log not in mine)
    people = tuple(log for log in logs if log.startswith(PREFIX) and log in needed)
    known = office.store.settings.get(PERSONS).split() if _came_first(office, me) else ()
    return Going(me.person, mine, people, frozenset(people) - stays, frozenset(known)), plans


def _goes(plan: Plan, person: str, others: frozenset[str]) -> bool:
    """Tell whether a plan goes: its holder's, or of one who is in it or opened it, where nobody else here is."""
    holder = holder_id(plan)
    if holder == person:
        return True
    opened = plan.entries[0].event
    within = {each.person for each in participants(plan)} | ({opened.actor} if opened is not None else set())
    return person in within and not within & others


def _people(plans: Iterator[Plan]) -> frozenset[str]:
    return frozenset(log_of(person) for plan in plans for person in ever_in(plan))


@contextmanager
def _own(office: Office, me: Me, folder: Path, passphrase: Passphrase | None, keyring_service: str) -> Iterator[Store]:
    """Open the person's own store, made empty where there is none; raises STORE_TAKEN where it is no such store."""
    if folder.resolve() == office.directory.resolve():
        raise StafettError(ErrorKind.STORE_TAKEN)
    if Store.exists(folder):
        key = find_key(folder, passphrase=passphrase, keyring_service=keyring_service)
    else:
        key = create_key(folder, passphrase=_chosen(passphrase), keyring_service=keyring_service)
    own = Store.open(folder, key, create=True)
    try:
        if not _is_free(own, me):
            raise StafettError(ErrorKind.STORE_TAKEN)
        yield own
    finally:
        own.close()


def _chosen(passphrase: Passphrase | None) -> Passphrase | None:
    return None if passphrase is None else lambda: long_enough(passphrase())


def _is_free(own: Store, me: Me) -> bool:
    """Tell whether a store is empty, or this person's alone, and takes part nowhere."""
    if Accounts(own.settings).current is not None or own.shelf.epoch():
        return False
    writes = [each.person for each in Roster(own.settings).everyone()]
    return writes == [me.person] or (not writes and not own.journal.logs_of(""))


def _settings_there(office: Office, me: Me, own: Store) -> dict[str, str]:
    """Give what the new store knows of itself: one person, a device of its own, the policies of what it is brought."""
    get = office.store.settings.get
    before = " ".join(dict.fromkeys([*own.settings.get(DEVICES).split(), office.device, *get(DEVICES).split()]))
    known = {PERSONS: get(PERSONS)} if _came_first(office, me) else {}
    return {
        **kept_policies(office.store.settings), **{name: get(name) for name in _DEMO if get(name)}, **known,
        **named([me], me), DEVICE: own.settings.get(DEVICE) or secrets.token_hex(8), DEVICES: before,
    }  # fmt: skip


def _settings_here(office: Office, me: Me) -> dict[str, str]:
    """Give who writes in the store that is left; under which ids the first was known before goes with the first."""
    rest = [each for each in office.persons if each.person != me.person]
    wrote = office.store.settings.get("person")
    last = next((each for each in rest if each.person == wrote), rest[-1])
    return {**named(rest, last), **({PERSONS: ""} if _came_first(office, me) else {})}


def _came_first(office: Office, me: Me) -> bool:
    return office.persons[0].person == me.person
