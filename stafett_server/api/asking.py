"""From a request to its answer: who asks, how often, which part of the server answers; nothing is ever a 500."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import TypeAdapter
from starlette.responses import Response

from stafett_server.access.desk import Access
from stafett_server.access.tokens import read_token
from stafett_server.api.blobs import HEADERS_OF_FILE, KIND, check_bytes
from stafett_server.api.rates import Buckets, Elapsed, Rates
from stafett_server.api.why import said
from stafett_server.api.wire import read
from stafett_server.log.keeper import Keeper
from stafett_server.log.session import Session
from stafett_server.log.stopping import Stopped
from stafett_tui.sync.protocol import (
    Adopt,
    Answer,
    Code,
    Deadlines,
    Done,
    Exchange,
    Leave,
    Lookups,
    NewDevice,
    Overview,
    Overviewed,
    PolicyAsked,
    Problem,
    Reason,
    Register,
    Watch,
    Wire,
)

LOG: Final = logging.getLogger("stafett.server")
_LATER: Final = 5.0
"""After how many seconds to come again where something failed here."""

_FRAMES: Final = 8

POSTED: Final[Mapping[str, type[Wire]]] = {
    "exchange": Exchange, "overview": Overview, "adopt": Adopt, "lookups": Lookups, "reason": Reason,
    "deadlines": Deadlines, "policy": PolicyAsked, "new_device": NewDevice, "leave": Leave,
}  # fmt: skip
"""What is asked by POST /v1/<kind>, beside `register`, which needs no session."""
READERS: Final = {kind: TypeAdapter(model) for kind, model in POSTED.items()}
_OF_ACCESS: Final = frozenset({NewDevice, Leave, Watch})
"""What no keeper answers."""
_REGISTER: Final = TypeAdapter(Register)


class Asking:
    """Answers requests; its methods block, so they are called in threads."""

    def __init__(self, keeper: Keeper, access: Access, rates: Rates, elapsed: Elapsed) -> None:
        """Ask the keeper of the logs, and who takes part."""
        self._keeper = keeper
        self.access = access
        self._requests = Buckets(rates.requests, elapsed)
        self._tries = Buckets(rates.tries, elapsed)
        self._by_kind: Mapping[type[Wire], Callable[[Session, Any], Answer]] = {
            Exchange: keeper.exchange, Overview: self._overview, Adopt: keeper.adopt, Lookups: keeper.take_lookups,
            Reason: keeper.give_reason, Deadlines: keeper.deadlines, PolicyAsked: keeper.policy,
            NewDevice: self._new_device, Leave: self._leave, Watch: lambda _session, _request: Done(),
        }  # fmt: skip

    def posted(self, kind: str, authorization: str, address: str, raw: bytes) -> Answer:
        """Answer a request that came over HTTP."""

        def answer() -> Answer:
            session = self.session(authorization, address)
            return self.by_kind(session, read(READERS[kind], raw))

        return guarded(kind, answer)

    def register(self, address: str, raw: bytes) -> Answer:
        """Let a laptop in by the code of an invitation (S-02)."""

        def answer() -> Answer:
            request = read(_REGISTER, raw)
            self._slow_down(self._tries, address)
            self._keeper_is_ready()
            return self.access.register(request)

        return guarded("register", answer)

    def session(self, authorization: str, address: str) -> Session:
        """Give whoever asks; raises Stopped for an unknown token, a revoked device, or too many requests.

        Only whoever shows a device's secret uses up what that device may ask.
        """
        token = read_token(authorization)
        try:
            session = self.access.session(token)
        except Stopped as refused:
            if refused.problem.code is Code.AUTH or token is None:
                self._slow_down(self._tries, address)
            else:
                self._slow_down(self._requests, token.device)
            raise
        self._slow_down(self._requests, session.device)
        return session

    def again(self, session: Session, request: Wire) -> tuple[Session, Answer]:
        """Answer a socket that asks once more, and give its session as it stands; raises Stopped where it was ended.

        The keeper looks in each of its transactions whether the device still takes part, as whom it is asked: only
        what it does not answer, and what others answer, looks at that first.
        """
        self._slow_down(self._requests, session.device)
        found = None if type(request) in _OF_ACCESS else self._found(session, request)
        if found is not None and not isinstance(found, Problem):
            return session, found
        now = self.standing(session)
        return now, self._found(now, request) if found is None or now != session else found

    def _found(self, session: Session, request: Wire) -> Answer:
        try:
            return self.by_kind(session, request)
        except Stopped as refused:
            return refused.problem

    def standing(self, session: Session) -> Session:
        """Give a session with what its person is now; raises Stopped where the device was revoked meanwhile."""
        return self.access.fresh(session)

    def by_kind(self, session: Session, request: Wire) -> Answer:
        """Let the part of the server answer that the request is for."""
        return self._by_kind[type(request)](session, request)

    def bring(self, session: Session, plan: str, digest: str, data: bytes) -> Answer:
        """Take a file of a plan."""

        def answer() -> Answer:
            check_bytes(digest, data)
            return self._keeper.blob_put(session, plan, digest, data)

        return guarded("bring", answer)

    def fetch(self, session: Session, plan: str, digest: str) -> Response | Answer:
        """Give a file of a plan."""
        found: list[bytes] = []

        def answer() -> Answer:
            data = self._keeper.blob_get(session, plan, digest)
            if isinstance(data, Problem):
                return data
            found.append(data)
            return Done()

        told = guarded("fetch", answer)
        return Response(found[0], headers=HEADERS_OF_FILE, media_type=KIND) if found else told

    def health(self) -> Answer:
        """Tell whether requests can be answered."""

        def answer() -> Answer:
            self.access.ping()
            self._keeper_is_ready()
            return Done()

        return guarded("health", answer)

    def _overview(self, session: Session, request: Overview) -> Answer:
        answer = self._keeper.overview(session, request)
        if not isinstance(answer, Overviewed):
            return answer
        lease = self.access.seen(session, [known.plan for known in request.plans])
        return answer.model_copy(update={"lease": lease})

    def _new_device(self, session: Session, request: NewDevice) -> Answer:
        del request
        self._keeper_is_ready()
        return self.access.new_device(session)

    def _leave(self, session: Session, request: Leave) -> Answer:
        del request
        return self.access.leave(session)

    def _keeper_is_ready(self) -> None:
        if self._keeper.restoring:
            raise Stopped(Code.RESTORING, "revocations are not yet in the database: stafett-server restore")

    @staticmethod
    def _slow_down(buckets: Buckets, name: str) -> None:
        if wait := buckets.wait(name):
            raise Stopped(Code.RETRY, "too many requests", wait=round(wait, 3))


def guarded(what: str, answer: Callable[[], Answer]) -> Answer:
    """Answer, or say why not; what nobody foresaw is RETRY, and its report holds no word of a plan (I12)."""
    try:
        return said(answer())
    except Stopped as refused:
        return said(refused.problem)
    except Exception as error:  # noqa: BLE001  # whatever happens, the laptop keeps its events and comes again
        return failed(what, error)


def failed(what: str, error: BaseException) -> Problem:
    """Report what nobody foresaw, and give what is answered in its place."""
    report(what, error)
    return Problem(code=Code.RETRY, why="the server could not do this now", wait=_LATER)


def report(what: str, error: BaseException) -> None:
    """Log where something failed: kinds of errors and places in the code, never a message or a value."""
    kinds = [type(each).__name__ for each in (error, error.__cause__ or error.__context__) if each is not None]
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]
    LOG.error("%s failed: %s at %s", what, " from ".join(kinds), " ".join(places))
