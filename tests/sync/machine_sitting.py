"""What runs on a laptop of a fleet besides its store: the real thread that syncs, with lease, files and live socket.

The test takes its steps by hand.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from stafett_server.api.hub import Listener
from stafett_tui.domain.errors import StafettError
from stafett_tui.services.account import Account
from stafett_tui.services.files import Files
from stafett_tui.services.lease import Lease
from stafett_tui.services.municipal import Municipal
from stafett_tui.services.syncing import Hearers, Rooms, Syncing
from stafett_tui.store.emptied import agree
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.live import Live, Senses, Stir
from stafett_tui.sync.protocol import Done, Exchange, Exchanged, Watch
from stafett_tui.sync.socket import SocketLostError
from tests.sync.faults import Trouble, TroubledLink

if TYPE_CHECKING:
    from datetime import datetime

    from stafett_tui.sync.live import Heard
    from stafett_tui.sync.outcome import Outcome

MOST_HEARD = 6
"""Pages that came by themselves and are not heard yet, of one laptop."""


class Sitting:
    """One laptop between its start and its end."""

    def __init__(self, fleet: Any, laptop: Any) -> None:
        """Take part in this fleet."""
        self.fleet = fleet
        self.laptop = laptop
        self.link = TroubledLink(fleet, laptop)
        self.wire: Wire | None = None
        self.lease = Lease(laptop.store.settings, lambda: laptop.clock, self._ticked)
        self.files = Files(laptop.store)
        self.seat = Seat(self)
        senses = Senses(self._ticked, lambda: 0.5)
        self.live = Live(laptop.shelf, self.link, self.seat, senses, self._opened)

    def round(self, trouble: Trouble) -> Outcome | None:
        """Go one round over all plans; None where nobody was there."""
        self.link.trouble, self.seat.outcome = trouble, None
        self._work(Stir.ROUND)
        return self.seat.outcome

    def hears(self, heard: Heard) -> None:
        """Take what came by itself."""
        self.link.trouble = Trouble()
        self._work(heard)

    def _ticked(self) -> float:
        return self.laptop.now.timestamp()

    def _work(self, stir: Any) -> None:
        with self.live._working:
            self.live._work((stir,))

    def _opened(self, *_: Any) -> Wire | None:
        self.wire = Wire(self) if self.fleet.live else None
        return self.wire


class Seat(Syncing):
    """What the program makes of each step; nothing that nobody foresaw passes unseen."""

    def __init__(self, sitting: Sitting) -> None:
        """Work on the laptop of this sitting."""
        self.sitting = sitting
        self.outcome: Outcome | None = None
        store = sitting.laptop.store
        credentials: Any = Credentials(sitting)
        clock: Any = MachineClock(sitting.laptop)
        retention: Any = None
        municipal = Municipal(store.settings, lambda: None)
        super().__init__(
            Rooms(store, clock, credentials, sitting.lease, retention, sitting.files, municipal, lambda _: None),
            Hearers(),
        )

    def before(self, ways: Any) -> None:
        self.adopt(ways)

    def wanted(self, head: Any) -> bool:
        return True

    def tell(self) -> None:
        """Nobody looks."""

    def rested(self) -> None:
        self.sitting.lease.latest()

    def ended(self, outcome: Outcome) -> None:
        self.outcome = outcome
        laptop, until = self.sitting.laptop, outcome.lease
        if until:
            laptop.met = None
        super().ended(outcome)
        for plan in self.standing().emptied:  # whoever is asked says yes (R39)
            agree(self.sitting.laptop.store.settings, plan)
        if until:
            laptop.met, laptop.ahead, laptop.furthest = laptop.now, laptop.skew, laptop.skew
            laptop.missed = timedelta(0)

    def failed(self, error: Exception) -> None:
        if not isinstance(error, (Unreachable, StafettError)):
            raise error
        super().failed(error)


class MachineClock:
    """The clock of a laptop, right or wrong."""

    def __init__(self, laptop: Any) -> None:
        self._laptop = laptop

    def now(self) -> datetime:
        return self._laptop.clock


class Credentials:
    """As whom a laptop takes part: kept where no power can go."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    @property
    def current(self) -> Account:
        laptop = self._sitting.laptop
        person = laptop.account.person
        return Account("", "", laptop.device, person, person, local=f"{person}-alone")

    def keep(self, account: Account, token: str) -> None:
        """Be known by another name from here on."""
        fleet, laptop = self._sitting.fleet, self._sitting.laptop
        laptop.device = account.device
        fleet.sessions[laptop.name] = fleet.server.session(account.device)


class Wire:
    """An open live socket: requests go through it, and what the server tells by itself waits until it is heard."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.listener = Listener(sitting.fleet.sessions[sitting.laptop.name])
        self.waiting: list[Heard] = []

    def ask(self, request: Any) -> Any:
        if isinstance(request, Watch):
            self.listener.watch(request.plans)
            return Done()
        try:
            answer = self._sitting.link.ask(request)
        except Unreachable:
            raise SocketLostError from None
        if isinstance(request, Exchange) and isinstance(answer, Exchanged):
            self.listener.exchanged(request, answer)
        return answer

    def foresee(self, request: Any) -> None:
        self._sitting.link.foresee(request)

    def close(self) -> None:
        self.waiting.clear()

    def told(self) -> None:
        """Let the server tell what is new in what is watched, as this session may read it at this moment."""
        fleet, laptop = self._sitting.fleet, self._sitting.laptop
        session = self.listener.session
        if session.device in fleet.record.revoked:
            self.waiting.append("")
            return
        for plan in filter(self.listener.known.__contains__, self.listener.take()):
            replies, self.listener.known[plan] = fleet.server.tell(session, plan, self.listener.known[plan])
            for reply in replies:
                if reply.live is not None:
                    fleet.record.read(reply.live, laptop.account)
                self.waiting.append(reply.live or reply.look or "")
        del self.waiting[:-MOST_HEARD]
