"""A fleet: laptops and one server, the steps they take, and the laws that hold whenever all have synced until quiet."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.errors import StafettError
from stafett_tui.sync.adoption import adopt_all
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.outcome import Step, Told
from stafett_tui.sync.round import go_round
from tests.support.domain_moves import play
from tests.support.fleet import Laptop, copy_disk
from tests.sync.faults import Crash, Sung, Trouble, TroubledLink, knowing
from tests.sync.machine_laws import hold
from tests.sync.machine_record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from stafett_tui.domain.event import Body
    from stafett_tui.domain.plan import Plan
    from stafett_tui.domain.policy import Policy
    from tests.support.domain_moves import Move
    from tests.support.fleet import Account
    from tests.sync.machine_server import Server, Session

ROUNDS = 12
"""After so many rounds of everybody without trouble all is quiet (I2)."""
MOST = 5
"""Laptops of one history, with those that come from cloned disks."""


class Crew:
    """Who takes part: some laptops, and one server."""

    def __init__(self, folder: Path, server: Server, policy: Policy) -> None:
        self.folder = folder
        self.server = server
        self.policy = policy
        self.record = Record(server, policy)
        self.laptops: list[Laptop] = []
        self.sessions: dict[str, Session] = {}
        """By the name of a laptop; two laptops with a cloned disk have the same one."""
        self.limit = 1000
        """Places of one page."""
        self.kept: Any = None
        """A copy of the server."""
        self.copies: dict[str, Path] = {}
        self._made = 0

    # ------------------------------------------------------------ who takes part

    def new_laptop(self, account: Account) -> Laptop:
        """Give somebody an empty laptop."""
        name, folder = self._next()
        laptop = Laptop(name, folder, account, f"alone-{name}", self.policy, self.record.wrote)
        self.laptops.append(laptop)
        return laptop

    def twin(self, laptop: Laptop) -> Laptop:
        """Give a laptop with a copy of this one's disk."""
        twin = laptop.copied(*self._next())
        self.laptops.append(twin)
        return twin

    def log_in(self, laptop: Laptop) -> None:
        """Let a laptop take part from here on, unless it does."""
        if laptop.name not in self.sessions:
            self.record.accounts[laptop.account.person] = laptop.account
            session = self.sessions[laptop.name] = self.server.register(laptop.account, laptop.name)
            laptop.join(session.device, self.server.epoch())

    def close(self) -> None:
        """Put everything away."""
        for laptop in self.laptops:
            laptop.close()
        self.server.close()

    def at(self, at: int) -> Laptop:
        """Give one of the laptops."""
        return self.laptops[at % len(self.laptops)]

    def _next(self) -> tuple[str, Path]:
        self._made += 1
        taken = {laptop.name for laptop in self.laptops}
        while f"pc{self._made}" in taken:
            self._made += 1
        return f"pc{self._made}", self.folder / f"pc{self._made}"


class Fleet(Crew):
    """A crew, and everything that may happen to it."""

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

    def sync(self, at: int, trouble: Trouble | None = None, power: tuple[int, bool] | None = None) -> Any:
        """One round of one laptop, with trouble on the way; with `power` the laptop itself stops in the middle."""
        laptop = self.at(at)
        if laptop.name not in self.sessions:
            return None
        link = TroubledLink(self, laptop, trouble or Trouble())
        with self._power(laptop, power):
            adopt_all(laptop.shelf, link, f"{laptop.account.person}-alone", told=lambda _: None)
            return go_round(laptop.shelf, link, told=lambda told: self._renamed(laptop, told))
        return None

    def turn(self, at: int, plan: str, body: Callable[[Plan], Body]) -> None:
        """Somebody writes what depends on the plan as it stands on their laptop."""
        laptop = self.at(at)
        with self._power(laptop):
            desk = laptop.desk(plan)
            desk.try_(body(desk.plan))

    def upgrade(self, at: int, plan: str) -> None:
        """Somebody gets a later version of the program, and writes what the server may not know yet (R21, R22)."""
        laptop = self.at(at)
        with self._power(laptop):
            laptop.later = True
            laptop.starts_again()
            laptop.desk(plan).try_(Sung(text="en sang"))

    def replay(self, at: int) -> None:
        """A request of long ago arrives once more; nobody reads the answer (I3)."""
        if self.record.sent:
            session, request = self.record.sent[at % len(self.record.sent)]
            with knowing(later=self.server.later):
                answer = self.server.ask(session, request)
            with knowing(later=True):
                self.record.passes(session, None, request, answer)

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
            self.record.forget_lost(self.laptops)

    def back_up(self) -> None:
        """The server is copied."""
        self.kept = self.server.copied()

    def restore(self, *, epoch: bool) -> None:
        """The server breaks and its copy is put in its place; without `epoch` nobody tells it so (R23)."""
        if self.kept is not None:
            self.record.server_breaks()
            self.server.restored(self.kept, epoch=epoch)
            self.record.server_is_older()
            self.record.forget_lost(self.laptops)

    def revoke(self, at: int) -> None:
        """A laptop is lost, and the office takes its device out (S-10)."""
        session = self.sessions.get(self.at(at).name)
        if session is not None and session.device not in self.record.revoked:
            for device in self.server.revoke(session):
                self.record.takes_out(device)

    def days(self, days: int) -> None:
        """Time goes by for everybody."""
        self.server.goes_on(timedelta(days=days))
        for laptop in self.laptops:
            laptop.now += timedelta(days=days)

    def skew(self, at: int, days: int) -> None:
        """The clock of a laptop is wrong by so many days from now on (R1)."""
        self.at(at).skew = timedelta(days=days)

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

    def _renamed(self, laptop: Laptop, told: Told) -> None:
        if told.step is Step.RENAMED and told.device is not None:
            laptop.device = told.device.device
            self.sessions[laptop.name] = self.server.session(laptop.device)

    def standing(self) -> Any:
        """Give where every log stands, on the server and on the laptops."""
        return [
            [(plan, log[-1][0].hash) for plan in self.server.plans() if (log := self.server.log(plan))],
            [[laptop.shelf.known(plan) for plan in laptop.shelf.ordered()] for laptop in self.laptops if laptop.joined],
        ]

    @contextmanager
    def _power(self, laptop: Laptop, power: tuple[int, bool] | None = None) -> Iterator[None]:
        """Whatever the laptop could not finish is on its disk or is not; what is not was never shown as saved."""
        try:
            if power is not None:
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
