"""What goes wrong on the way and in the machines: power that goes between two statements, requests and answers lost."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from stafett_tui.domain.event import Act, Body
from stafett_tui.domain.kinds import KINDS
from stafett_tui.sync.link import Unreachable
from stafett_tui.sync.protocol import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

NEVER = datetime(2026, 1, 1, tzinfo=UTC)
OK = 200
FAILURES = ("power", "busy", "disk")
TROUBLES = ("request", "answer", "twice", "old", "swapped")
"""What may happen to one request, beside the server's power."""


class Sung(Body):
    """A line of a later version of the program."""

    KIND: ClassVar[str] = "line.sung"
    ACT: ClassVar[Act] = Act.COMMENT

    text: str


@contextmanager
def knowing(*, later: bool) -> Iterator[None]:
    """Be a program of this version, or of a later one that knows one kind more."""
    before = KINDS.pop(Sung.KIND, None)
    if later:
        KINDS[Sung.KIND] = Sung
    try:
        yield
    finally:
        KINDS.pop(Sung.KIND, None)
        if before is not None:
            KINDS[Sung.KIND] = before


class Crash(BaseException):
    """The power goes: nothing after this is run."""


class StoppedError(Exception):
    """The server's power goes; an ordinary error, as the driver keeps no memory through any other."""


class Statements:
    """A connection whose power goes before a statement, or right after it."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.left: int | None = None
        self.after = False
        self.dead = False

    def execute(self, *told: Any) -> Any:
        return self._counted(self._connection.execute, told)

    def executemany(self, *told: Any) -> Any:
        return self._counted(self._connection.executemany, told)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def _counted(self, do: Any, told: tuple[Any, ...]) -> Any:
        if self.dead:
            raise Crash
        if self.left is None:
            return do(*told)
        self.left -= 1
        if self.left >= 0:
            return do(*told)
        self.dead = True
        if self.after:
            do(*told)
        raise Crash


@dataclass(slots=True)
class Trouble:
    """What happens to the requests of one round, by their number in it: "" where all is well."""

    of: dict[int, str] = field(default_factory=dict)
    """One of TROUBLES; "power <n>": the server stops before its statement n; "busy <n>", "disk <n>": that one fails."""
    asked: int = 0

    def next(self) -> str:
        found = self.of.get(self.asked, "")
        self.asked += 1
        return found


class TroubledLink:
    """The way to the server as one laptop, with trouble; everything that was sent is kept to be sent again."""

    token = ""

    def __init__(self, fleet: Any, laptop: Any) -> None:
        self._fleet = fleet
        self._laptop = laptop
        self._ahead: tuple[Any, Any] | None = None
        self.trouble = Trouble()

    def blob(self, method: str, plan: str, digest: str, data: bytes | None = None) -> tuple[int, bytes]:
        """Bring or fetch a file."""
        what, fleet = self.trouble.next(), self._fleet
        if what == "request":
            raise Unreachable(NEVER)
        if " " in what:
            fleet.server.fails(*what.split())
        try:
            status, found = fleet.server.file(fleet.sessions[self._laptop.name], plan, digest, data)
        except StoppedError:
            fleet.server.starts_again()
            raise Unreachable(NEVER) from None
        finally:
            fleet.server.power_stays()
        if method == "GET" and status == OK:
            fleet.record.fetched(plan, digest, self._laptop.account)
        if what == "answer":
            raise Unreachable(NEVER)
        return status, found

    def foresee(self, request: Any) -> None:
        """Carry it out before it is asked; what comes of it waits."""
        try:
            self._ahead = (request, self.ask(request))
        except Unreachable as error:
            self._ahead = (request, error)

    def ask(self, request: Any) -> Any:
        ahead = self._ahead
        if ahead is not None and ahead[0] is request:
            self._ahead = None
            if isinstance(ahead[1], Unreachable):
                raise ahead[1]
            return ahead[1]
        what, sent = self.trouble.next(), self._fleet.record.sent
        if what == "request":
            raise Unreachable(NEVER)
        if " " in what:
            self._fleet.server.fails(*what.split())
        if what == "old":
            self._fleet.replay(len(sent) // 2)
        session = self._fleet.sessions[self._laptop.name]
        if isinstance(request, Exchange):
            request = request.model_copy(update={"limit": self._fleet.limit})
            if what == "swapped" and len(request.events) > 1:
                later = request.events[len(request.events) // 2 :]
                self._answer(session, request.model_copy(update={"events": later}))
        if what == "twice":
            self._answer(session, request)
        answer = self._answer(session, request)
        if what == "answer":
            raise Unreachable(NEVER)
        return answer

    def _answer(self, session: Any, request: Any) -> Any:
        record, server = self._fleet.record, self._fleet.server
        if isinstance(request, Exchange) and request.events:
            record.sent.append((session, request))
            self._fleet.woken(request.known.plan)
        try:
            with knowing(later=server.later):
                answer = server.ask(session, request)
        except StoppedError:
            server.starts_again()
            raise Unreachable(NEVER) from None
        finally:
            server.power_stays()
            with knowing(later=True):
                record.came(request)
        with knowing(later=True):
            record.passes(session, self._laptop.account, request, answer)
        return answer
