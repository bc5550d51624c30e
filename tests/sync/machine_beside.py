"""The laws of what stands beside the plans: logs of persons, files, look-ups and leases; said from the bare tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from stafett_tui.domain import person as persons
from stafett_tui.domain.case import Actor, Case
from stafett_tui.domain.document import documents
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.people import everyone, opening
from stafett_tui.domain.person import PREFIX
from stafett_tui.domain.person_gate import admit_person, may_see_person
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.view import reading
from tests.sync.machine_laws import Follower, hold
from tests.sync.machine_server import LEASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from stafett_tui.domain.event import Entry
    from stafett_tui.domain.plan import Plan
    from stafett_tui.domain.policy import Policy
    from tests.support.fleet import Laptop

ROUGHLY = timedelta(hours=2)
"""Within it neither an open nor a closed plan is wrong: laptops and server are some seconds apart."""


class PersonJudge(Follower):
    """Follows the log of a person; each new word was allowed from a plan that its writer and the person are in (D-11)."""

    def __init__(
        self, person: str, policy: Policy, plans: Callable[[], Iterable[Plan]],
        actors: Callable[[str, datetime, Plan], Actor], put_back: frozenset[str],
    ) -> None:  # fmt: skip
        super().__init__()
        self._person = person
        self._policy = policy
        self._plans = plans
        self._actors = actors
        self._put_back = put_back

    def again(self, entry: Entry) -> None:
        event = entry.event
        if event is None or event.body is None or event.id in self._put_back:
            return
        said, today = persons.protection(self.plan), oslo_date(entry.at)
        for plan in self._plans():
            actor = self._actors(event.actor, entry.at, plan)
            if reading(plan, actor, self._policy, today) is None:
                continue
            actor = actor if said is None else replace(actor, protected={**actor.protected, self._person: said})
            case = Case(plan, actor, event, self._policy, today, entry.at)
            if admit_person(case, self._person).status is not None:
                return
        hold("I6", False, self._person, "was written about by", event.actor, event.kind)


class Guarded:
    """Whose address is guarded as the logs of persons say, and what follows for whoever writes or reads (K-02, K-03)."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[AddressProtection, frozenset[str] | None]] = {}

    def says(self, person: str, log: Plan) -> None:
        """Take in what a person's log says now."""
        said = persons.protection(log)
        self._said.pop(person, None)
        if said not in {None, AddressProtection.NONE}:
            self._said[person] = (said, persons.openers(log))

    def within(self, actor: Actor, plan: Plan) -> Actor:
        """Give somebody as the gates know them in a plan."""
        if not self._said:
            return actor
        opened = opening(plan)
        named = None if opened is None else self._said.get(opened.owner.id, (None, None))[1]
        return replace(actor, protected={person: said[0] for person, said in self._said.items()}, named=named)

    def copied(self) -> Guarded:
        """Give the same once more."""
        found = Guarded()
        found._said = dict(self._said)
        return found


def sees_person(plan: Plan, person: str, actor: Actor, policy: Policy, now: datetime) -> bool:
    """Tell whether somebody's own log is read through a plan (D-11)."""
    today = oslo_date(now)
    return reading(plan, actor, policy, today) is not None and may_see_person(plan, person, actor, policy, today)


def nobody_is_left(erased: set[str], plans: Iterable[Plan], logs: dict[str, Plan]) -> None:
    """Whoever was in a plan that is erased, and is in no other, has no word in a log of their own (D-06)."""
    left = erased - {person for plan in plans for person in people(plan)}
    for log, folded in logs.items():
        words = [e.seq for e in folded.entries if e.event is not None and e.event.body is not None]
        hold("I6", not words or log.removeprefix(PREFIX) not in left, log, "still has words", words)


def people(plan: Plan) -> set[str]:
    """Give everybody who is or was in a plan."""
    opened = opening(plan)
    return {each.person for each in everyone(plan)} | (set() if opened is None else {opened.owner.id})


def names_of_files(plan: Plan | None) -> set[str]:
    """Give the hashes of the files that a plan tells of."""
    return set() if plan is None else {fact.body.sha256 for fact in documents(plan)}


def only_told_files(laptop: Laptop, plan: str) -> None:
    """No file lies on a laptop that nothing there tells of (I7): neither its log, nor what was refused of its writer."""
    here = {blob.hash for blob in laptop.store.blobs.of(plan)}
    untold = here - names_of_files(laptop.plan(plan))
    if untold:
        with laptop.store._channel.reading() as connection:
            rows = connection.execute("SELECT body FROM refused WHERE plan_id=?", (plan,)).fetchall()
        untold = {each for each in untold if not any(each.encode() in bytes(row[0]) for row in rows)}
    hold("I7", not untold, laptop.name, "has files that nothing tells of", untold)


def files_are_everywhere(plan: str, there: set[str], laptops: list[Laptop]) -> None:
    """A file that anybody has who is told of it, the server has, and everybody who is told of it (I2)."""
    told = {laptop.name: names_of_files(laptop.plan(plan)) for laptop in laptops}
    here = {laptop.name: {blob.hash for blob in laptop.store.blobs.of(plan)} for laptop in laptops}
    anywhere = there.union(*(here[name] & told[name] for name in told))
    hold("I2", anywhere <= there, "the server has no file", plan, anywhere - there)
    for name, found in told.items():
        lacking = (found & anywhere) - here[name]
        hold("I2", not lacking, name, "never got the file", plan, lacking)


def chains_are_whole(found: dict[str, dict[int, bytes]]) -> None:
    """The look-ups of every device stand without gaps (S-07)."""
    for device, chain in found.items():
        hold("I3", [*sorted(chain)] == [*range(min(chain), max(chain) + 1)], device, "a gap in the look-ups")


def looked_up(laptop: Laptop) -> set[bytes]:
    """Give the look-ups that stand on a laptop."""
    with laptop.store._channel.reading() as connection:
        return {bytes(row[0]) for row in connection.execute("SELECT hash FROM lookup").fetchall()}


def lease_holds(laptop: Laptop) -> None:
    """A laptop opens plans while its lease runs, and not one day longer, whatever its clock says (R10, R1).

    A clock that went ahead since the last contact may have ended it: set right, it makes the lease no longer again.
    Of time that went by while nothing ran it knows what its clock tells.
    """
    if laptop.met is None:
        return
    try:
        laptop.sitting.lease.check()
    except StafettError as error:
        hold("I7", error.kind is ErrorKind.LEASE_OVER, error.kind)
        closed = True
    else:
        closed = False
    away = laptop.now - laptop.met
    known = max(away - laptop.missed, away + laptop.skew - max(laptop.ahead, timedelta(0)))
    hold("I7", closed or known < LEASE + ROUGHLY, laptop.name, "opens plans after its lease", away)
    stands = laptop.furthest <= laptop.ahead
    hold("I7", not closed or away > LEASE - ROUGHLY or not stands, laptop.name, "is closed before its lease ends", away)
