"""A thread that keeps a store and a server together: it sends what is written and takes pages as they come.

It holds a lock while it works on the store and lets go of it wherever it waits, so that closing never waits for a
server that does not answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, Protocol

from stafett_tui.domain.errors import StafettError
from stafett_tui.sync.link import HttpLink
from stafett_tui.sync.outcome import Outcome, Step, Told
from stafett_tui.sync.protocol import Done, Exchanged, Head, Page, Watch
from stafett_tui.sync.round import go_round
from stafett_tui.sync.schedule import Schedule
from stafett_tui.sync.shelf import Shelf
from stafett_tui.sync.ways import BothWays

if TYPE_CHECKING:
    from stafett_tui.sync.socket import Heard, Socket

WATCHED: Final = 200
"""Plans that one laptop hears of by itself."""


class Stir(Enum):
    """What wakes the thread besides a page or a plan."""

    ROUND = "round"
    STOP = "stop"


class StoppedError(Exception):
    """The store is about to close; nothing touches it any more."""


class Around(Protocol):
    """What is told of the thread's work, in the thread."""

    def before(self, ways: BothWays) -> None:
        """A round over all plans is about to begin; raises Unreachable."""

    def after(self, ways: BothWays) -> None:
        """A round came through: what hangs on it can follow; raises Unreachable."""

    def told(self, told: Told) -> None:
        """A step was taken."""

    def ended(self, outcome: Outcome) -> None:
        """A round came through."""

    def failed(self, error: Exception) -> None:
        """A round did not: nobody was there, the disk was full, or the program has a fault."""

    def rested(self) -> None:
        """Nothing is to be done just now."""

    def wanted(self, head: Head) -> bool:
        """Tell whether a plan that is not here is fetched."""


@dataclass(frozen=True, slots=True)
class Senses:
    """Time that only goes forward, and chance in [0, 1)."""

    tick: Callable[[], float]
    random: Callable[[], float]


Opening = Callable[[HttpLink, Callable[["Heard"], None], Callable[[], None]], "Socket | None"]
"""Opens the live socket; None where none can be had."""


def open_socket(http: HttpLink, heard: Callable[[Heard], None], lost: Callable[[], None]) -> Socket | None:
    """Open the live socket to the server of these requests; None where it is blocked."""
    from stafett_tui.sync.socket import Socket, SocketLostError

    try:
        return Socket(http.server, http.token, heard, lost)
    except SocketLostError:
        return None


class Live:
    """One store and one server, kept together."""

    def __init__(
        self, shelf: Shelf, http: HttpLink, around: Around, senses: Senses, opening: Opening = open_socket
    ) -> None:
        """Work between this shelf and this server; nothing begins before `start` or `run`."""
        self._shelf = shelf
        self._http = http
        self._around = around
        self._senses = senses
        self._opening = opening
        self._ways = BothWays(http, self._outside)
        self._stirs: SimpleQueue[Heard | Stir] = SimpleQueue()
        self._working = threading.Lock()
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._turn: object = None
        """Which socket counts: an older one that is lost, or was hung up, is not missed."""
        self._watched: tuple[str, ...] = ()
        self._unsettled: frozenset[str] = frozenset()
        """Plans that did not come through their last exchange: they are asked for."""
        self._schedule = Schedule(due=senses.tick())

    @property
    def live(self) -> bool:
        """Whether the live socket is open."""
        return self._ways.socket is not None

    def start(self) -> None:
        """Begin in a thread."""
        self._thread = threading.Thread(target=self.run, name="stafett-sync", daemon=True)
        self._thread.start()

    def stir(self, what: str | Stir) -> None:
        """Wake the thread: for a plan in which something was written, or for a round over all."""
        self._stirs.put(what)

    def stop(self) -> None:
        """End it; when this returns the store is left alone, whatever the server does."""
        self._stopped = True
        self._stirs.put(Stir.STOP)
        with self._working:
            self._hang_up()

    def run(self) -> None:
        """Work until somebody stops it."""
        try:
            with self._working:
                while not self._stopped:
                    self._work(self._rest())
        except StoppedError:
            pass
        finally:
            if self._stopped:
                self._hang_up()  # what was opened while it was being stopped

    # ---- resting and waking

    @contextmanager
    def _outside(self) -> Iterator[None]:
        """Let go of the store while waiting for somebody else; raises StoppedError where it is closed by then."""
        self._working.release()
        try:
            yield
        finally:
            self._working.acquire()
            if self._stopped:
                raise StoppedError

    def _rest(self) -> tuple[Heard | Stir, ...]:
        """Wait for something to do, and give all of it."""
        found: list[Heard | Stir] = []
        with suppress(StafettError):  # a disk that takes nothing is told where a page is taken
            self._around.rested()
        with self._outside():
            try:
                found.append(self._stirs.get(timeout=self._schedule.left(self._senses.tick())))
            except Empty:
                return (Stir.ROUND,)
        while not self._stirs.empty():
            found.append(self._stirs.get())
        return tuple(found)

    # ---- working

    def _work(self, stirs: tuple[Heard | Stir, ...]) -> None:
        try:
            plans = [each for each in stirs if isinstance(each, str)]
            plans += [each.plan for each in stirs if isinstance(each, Page) and not self._take(each)]
            if Stir.ROUND in stirs or "" in plans:
                self._round()
            elif plans and not self._schedule.failures:
                self._told_of(go_round(self._shelf, self._ways, dict.fromkeys(plans), told=self._around.told))
                self._around.after(self._ways)
        except StoppedError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, syncing goes on later; no traceback tells a case (I12)
            self._hang_up()
            self._schedule = self._schedule.failed(self._senses.tick(), self._senses.random())
            self._around.failed(error)

    def _round(self) -> None:
        self._around.before(self._ways)
        outcome = go_round(self._shelf, self._ways, told=self._around.told, wanted=self._around.wanted)
        self._told_of(outcome)
        self._around.after(self._ways)
        if not self._schedule.failures:
            self._watch()
            self._schedule = self._schedule.succeeded(self._senses.tick(), self._senses.random(), live=self.live)

    def _told_of(self, outcome: Outcome) -> None:
        """Take in what a round came to: a server that is busy is left alone for a while."""
        self._unsettled = frozenset(each.plan for each in outcome.problems)
        if outcome.stopped:
            waits = [each.problem.wait for each in outcome.problems if each.problem.wait is not None]
            asked = max(waits, default=None)
            self._schedule = self._schedule.failed(self._senses.tick(), self._senses.random(), asked)
        elif self._schedule.failures:
            self._schedule = Schedule(due=self._schedule.due)
        self._around.ended(outcome)

    def _take(self, page: Page) -> bool:
        """Take a page that came by itself; False where the plan is to be asked for instead."""
        if page.plan not in self._watched or page.plan in self._unsettled:
            return False
        after = self._shelf.known(page.plan).after
        if not page.entries or page.entries[0].seq != after + 1:
            return not page.hide and not page.show and page.head <= after
        try:
            changes = self._shelf.take(page.plan, Exchanged(acked=0, page=page))
        except (ValueError, StafettError):
            return False
        self._around.told(Told(Step.TAKEN, page.plan, page.entries[-1].seq, page.head, changes))
        return True

    # ---- the live socket

    def _watch(self) -> None:
        """Keep the live socket open, and tell it what to listen to."""
        if self._ways.socket is None:
            turn = self._turn = object()
            with self._outside():
                self._ways.socket = self._opening(self._http, self._stirs.put, lambda: self._lost(turn))
            self._watched = ()
        known = tuple(each.known for each in self._shelf.stands()[:WATCHED])
        plans = tuple(each.plan for each in known)
        if self._ways.socket is None or set(plans) == set(self._watched):
            return
        answer = self._ways.ask(Watch(epoch=self._shelf.epoch(), plans=known))
        self._watched = plans if isinstance(answer, Done) else ()

    def _lost(self, turn: object) -> None:
        """The socket is gone: look soon whether the server still is there."""
        if turn is not self._turn:
            return
        self._ways.socket = None
        self._watched = ()
        if not self._stopped:
            self._stirs.put(Stir.ROUND)

    def _hang_up(self) -> None:
        self._turn = None
        socket, self._ways.socket = self._ways.socket, None
        self._watched = ()
        if socket is not None:
            socket.close()
        if self._stopped:
            self._http.close()
