"""A fleet: laptops and one server, the steps they take, and the laws that hold whenever all have synced until quiet."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.errors import StafettError
from stafett_tui.domain.goal import GoalSet
from stafett_tui.domain.log import Blanked
from stafett_tui.store.audit import Viewing
from stafett_tui.sync.link import Unreachable
from tests.support.domain_moves import play
from tests.support.fleet import Laptop, copy_disk, time_goes_by
from tests.sync.faults import Crash, Sung, Trouble, knowing
from tests.sync.machine_beside import lease_holds
from tests.sync.machine_laws import hold
from tests.sync.machine_record import Record
from tests.sync.machine_sitting import Sitting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from stafett_tui.domain.event import Body
    from stafett_tui.domain.plan import Plan
    from stafett_tui.domain.policy import Policy
    from tests.support.domain_moves import Move
    from tests.support.fleet import Account
    from tests.sync.machine_server import Server, Session
    from tests.sync.machine_sitting import Wire

ROUNDS = 12
"""After so many rounds of everybody without trouble all is quiet (I2)."""
MOST = 5
"""Laptops of one history, with those that come from cloned disks."""


def stands(laptop: Laptop) -> list[Any]:
    """Give how far every log is on a laptop, as its own version of the program reads it."""
    with knowing(later=laptop.later):
        return [laptop.shelf.known(plan) for plan in laptop.shelf.ordered()]


class Crew:
    """Who takes part: some laptops, and one server."""

    def __init__(self, folder: Path, server: Server, policy: Policy, plans: tuple[str, ...]) -> None:
        self.folder = folder
        self.plans = plans
        """Where things happen; one twice, where they happen twice as often."""
        self.server = server
        self.policy = policy
        self.record = Record(server, policy)
        self.laptops: list[Laptop] = []
        self.sessions: dict[str, Session] = {}
        """By the name of a laptop; two laptops with a cloned disk have the same one."""
        self.live = False
        """Whether laptops have a live socket."""
        self.limit = 1000
        """Places of one page."""
        self.power_is_safe = False
        """Whether no laptop's power ever goes."""
        self.kept: Any = None
        """A copy of the server."""
        self.copies: dict[str, Path] = {}
        self._made = 0

    # ------------------------------------------------------------ who takes part

    def new_laptop(self, account: Account, template: Path | None = None) -> Laptop:
        """Give somebody an empty laptop; with a copy of an empty disk where there is one."""
        name, folder = self._next()
        if template is not None:
            copy_disk(template, folder)
        laptop = Laptop(name, folder, account, f"alone-{name}", self.policy, self.record.wrote)
        self.laptops.append(laptop)
        return laptop

    def twin(self, laptop: Laptop) -> Laptop:
        """Give a laptop with a copy of this one's disk."""
        twin = laptop.copied(*self._next())
        self.laptops.append(twin)
        return twin

    def log_in(self, laptop: Laptop, what: str = "") -> None:
        """Let a laptop take part from here on, unless it does; its request or the answer may be lost."""
        if laptop.name in self.sessions or what == "request":
            return
        self.record.accounts[laptop.account.person] = laptop.account
        session = self.server.register(laptop.account, laptop.name)
        if what != "answer":
            self.sessions[laptop.name] = session
            laptop.join(session.device, self.server.epoch())

    def close(self) -> None:
        """Put everything away."""
        for laptop in self.laptops:
            laptop.close()
        self.server.close()

    def at(self, at: int) -> Laptop:
        """Give one of the laptops."""
        return self.laptops[at % len(self.laptops)]

    def sitting(self, laptop: Laptop) -> Sitting:
        """Give what runs on a laptop that takes part."""
        if laptop.sitting is None:
            laptop.sitting = Sitting(self, laptop)
        return laptop.sitting

    def _next(self) -> tuple[str, Path]:
        self._made += 1
        taken = {laptop.name for laptop in self.laptops}
        while f"pc{self._made}" in taken:
            self._made += 1
        return f"pc{self._made}", self.folder / f"pc{self._made}"


class Rounds(Crew):
    """A crew that syncs."""

    def sync(self, at: int, trouble: Trouble | None = None, power: tuple[int, bool] | None = None) -> Any:
        """One round of one laptop, with trouble on the way; with `power` the laptop itself stops in the middle."""
        laptop, outcome = self.at(at), None
        if laptop.name in self.sessions:
            with self._power(laptop, power):
                outcome = self.sitting(laptop).round(trouble or Trouble())
        return outcome

    def takes_part(self, at: int, what: str = "", power: tuple[int, bool] | None = None) -> None:
        """Somebody logs in; their power may go meanwhile, after the secret is kept (S-02)."""
        laptop = self.at(at)
        with self._power(laptop, power):
            self.log_in(laptop, what)

    def woken(self, plan: str) -> None:
        """A log may have gone on: whoever watches it is woken, as after a commit (R36)."""
        for at in range(len(self.laptops) if self.live else 0):
            wire = self._wire(at)
            if wire is not None:
                wire.listener.wake([plan])

    def tell(self, at: int) -> None:
        """The server tells a laptop by itself what is new."""
        wire = self._wire(at)
        if wire is not None:
            with knowing(later=self.server.later):
                wire.told()

    def hear(self, at: int, which: int, what: str = "") -> None:
        """A laptop hears something that came by itself: in any order, "again", or never as it is "lost"."""
        wire = self._wire(at)
        if wire is not None and wire.waiting:
            which %= len(wire.waiting)
            heard = wire.waiting[which] if what == "again" else wire.waiting.pop(which)
            if what != "lost":
                with self._power(self.at(at)):
                    self.sitting(self.at(at)).hears(heard)

    def _wire(self, at: int) -> Wire | None:
        laptop = self.at(at)
        return None if laptop.sitting is None or laptop.name not in self.sessions else laptop.sitting.live._ways.socket

    def replay(self, at: int) -> None:
        """A request of long ago arrives once more; nobody reads the answer (I3)."""
        if self.record.sent:
            session, request = self.record.sent[at % len(self.record.sent)]
            with knowing(later=self.server.later):
                answer = self.server.ask(session, request)
            with knowing(later=True):
                self.record.came(request)
                self.record.passes(session, None, request, answer)

    def settle(self) -> None:
        """Everybody syncs without trouble until nothing moves any more, then every law is held (I1 to I8)."""
        before: Any = None
        self.server.later = self.server.later or any(laptop.later for laptop in self.laptops)
        for _ in range(ROUNDS):
            outcomes = [self.sync(at) for at in range(len(self.laptops))]
            now = self.standing()
            if now == before:
                break
            before = now
        waiting = [o for o in outcomes if o is not None and o.waiting]
        hold("I2", now == before, "no quiet after", ROUNDS, [o and o.problems for o in outcomes])
        hold("I2", not waiting, "still waiting", waiting)
        with knowing(later=True):
            self.record.check(self.laptops, self.sessions)

    def standing(self) -> Any:
        """Give where every log stands, on the server and on the laptops."""
        return [
            [(plan, log[-1][0].hash) for plan in self.server.plans() if (log := self.server.log(plan))],
            [stands(laptop) for laptop in self.laptops if laptop.joined],
            [laptop.files() for laptop in self.laptops],
        ]

    @contextmanager
    def _power(self, laptop: Laptop, power: tuple[int, bool] | None = None) -> Iterator[None]:
        """Whatever the laptop could not finish is on its disk or is not; what is not was never shown as saved."""
        try:
            if power is not None and not self.power_is_safe:
                laptop.power_goes(power[0], after=power[1])
            with knowing(later=laptop.later):
                yield
        except Crash:
            with knowing(later=laptop.later):
                laptop.starts_again()
        except (Unreachable, StafettError):
            pass
        finally:
            laptop.power_stays()


class Hands(Rounds):
    """A crew in which people do something on their laptops."""

    def write(self, at: int, plan: str, move: Move) -> None:
        """Somebody does something on their laptop, whether the server is in reach or not."""
        laptop = self.at(at)
        with self._power(laptop):
            play(laptop.desk(plan), move)

    def together(self, at: int, plan: str, bodies: Sequence[Body], power: tuple[int, bool] | None = None) -> None:
        """Somebody writes what is accepted or refused together."""
        laptop = self.at(at)
        with self._power(laptop, power):
            laptop.desk(plan).together(bodies)

    def turn(self, at: int, plan: str, body: Callable[[Plan], Body]) -> None:
        """Somebody writes what depends on the plan as it stands on their laptop."""
        laptop = self.at(at)
        with self._power(laptop):
            desk = laptop.desk(plan)
            desk.try_(body(desk.plan))

    def note(self, at: int, plan: str, person: str, *bodies: Body, asking: bool = True) -> None:
        """Somebody writes into the log of a person who is in a plan, also with a program that asks no gate (D-11)."""
        laptop = self.at(at)
        with self._power(laptop):
            laptop.desk(plan).note(person, *bodies, asking=asking)

    def attach(self, at: int, plan: str, data: bytes) -> None:
        """Somebody attaches a file."""
        laptop = self.at(at)
        with self._power(laptop):
            desk = laptop.desk(plan)
            body = DocumentAttached(name="skjema.pdf", sha256=hashlib.sha256(data).hexdigest(), size=len(data))
            if desk.judge(desk.event(body)).status is not None:
                laptop.store.blobs.put(plan, body.name, data)
                desk.try_(body)

    def fetch(self, at: int, plan: str, which: int) -> None:
        """A laptop asks for a file whose hash it knows from somewhere, whether it is told of it or not."""
        laptop, digests = self.at(at), sorted(self.server.files(plan))
        if laptop.name in self.sessions and digests:
            with self._power(laptop):
                self.sitting(laptop).link.blob("GET", plan, digests[which % len(digests)])

    def move(self, at: int, source: str, target: str) -> None:
        """A sentence that landed in the wrong log is written into the right one, and blanked where it was."""
        laptop = self.at(at)
        with self._power(laptop):
            there, here = laptop.desk(target), laptop.desk(source)
            said = [fact for fact in here.plan.of(GoalSet) if fact.by == laptop.me]
            if said:
                there.try_(GoalSet(arena=said[-1].body.arena, text=said[-1].body.text))
                here.try_(Blanked(target=said[-1].id, reason="feil logg"))

    def looks(self, at: int, plan: str, reason: str = "") -> None:
        """Somebody opens a plan: it is noted (S-07), unless the laptop was away for too long (R10)."""
        laptop = self.at(at)
        if laptop.name in self.sessions and laptop.plan(plan) is not None:
            self.sitting(laptop)
            lease_holds(laptop)
            viewing = Viewing(plan, laptop.me, reason=reason, view="plan", device=laptop.device)
            laptop.store.audit.record(viewing, laptop.clock)

    def upgrade(self, at: int, plan: str) -> None:
        """Somebody gets a later version of the program, and writes what the server may not know yet (R21, R22)."""
        laptop = self.at(at)
        laptop.later = True
        with self._power(laptop):
            laptop.starts_again()
            laptop.desk(plan).try_(Sung(text="en sang"))


class Fleet(Hands):
    """A crew, and everything that may happen to it."""

    def clone(self, at: int) -> None:
        """A disk is copied, and both go on under the same name (R26)."""
        laptop = self.at(at)
        if len(self.laptops) < MOST and laptop.name in self.sessions:
            self.sessions[self.twin(laptop).name] = self.sessions[laptop.name]

    def copy(self, at: int) -> None:
        """Somebody copies the disk of a laptop and keeps the copy."""
        laptop = self.at(at)
        self.copies[laptop.name] = self.folder / f"copy-{laptop.name}"
        copy_disk(laptop.folder, self.copies[laptop.name])

    def put_back(self, at: int) -> None:
        """The disk breaks, and the copy is put in its place (R27): what was only on it is lost."""
        laptop = self.at(at)
        if laptop.name in self.copies:
            laptop.close()
            copy_disk(self.copies[laptop.name], laptop.folder)
            laptop.open()
            laptop.met = None
            self.record.forget_lost(self.laptops)

    def back_up(self) -> None:
        """The server is copied."""
        self.kept = self.server.copied()

    def restore(self, *, epoch: bool) -> None:
        """The server breaks and its copy is put in its place; without `epoch` nobody tells it so (R23)."""
        if self.kept is not None:
            self.record.server_breaks()
            self.server.restored(self.kept, epoch=epoch)
            self.record.server_is_older(self.laptops, told=epoch)
            self.record.forget_lost(self.laptops)

    def revoke(self, at: int) -> None:
        """A laptop is lost, and the office takes its device out (S-10)."""
        session = self.sessions.get(self.at(at).name)
        if session is not None and session.device not in self.record.revoked:
            for device in self.server.revoke(session):
                self.record.takes_out(device)
            self.record.forget_lost(self.laptops)

    def days(self, days: int) -> None:
        """Time goes by for everybody."""
        self.server.goes_on(timedelta(days=days))
        for laptop in self.laptops:
            time_goes_by(laptop, timedelta(days=days))

    def skew(self, at: int, days: int) -> None:
        """The clock of a laptop is wrong by so many days from now on (R1)."""
        laptop = self.at(at)
        laptop.sets_clock(timedelta(days=days))
        if laptop.sitting is not None:
            laptop.sitting.seat.rested()
