"""The live socket: the same requests and answers in frames, and what the server tells by itself after a commit (R36).

Messages are compressed one by one (permessage-deflate).
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pydantic import ValidationError
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from stafett_tui.sync.link import ANSWER, CONNECT, LOCAL, written
from stafett_tui.sync.protocol import Answer, Code, Frame, Page, Problem, Reply, Request

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

MOST: Final = 64 * 1024 * 1024
"""Bytes of one message at most: a page of the largest entries."""
BEAT: Final = 20.0
"""Seconds between two signs of life."""

Heard = Page | str
"""A page that came by itself, or the id of a plan to pull; "" stands for all."""


class SocketLostError(Exception):
    """The socket is closed, by whomever."""


class Socket:
    """One open socket; a thread of its own hears what comes."""

    def __init__(self, server: str, token: str, heard: Callable[[Heard], None], lost: Callable[[], None]) -> None:
        """Open it; `heard` and `lost` are called from the hearing thread. Raises SocketLostError."""
        parts = urlsplit(server)
        scheme = "ws" if parts.scheme == "http" else "wss"
        local = (parts.hostname or "") in LOCAL
        self._entered = ExitStack()
        """Left by the hearing thread once nobody is there any more."""
        try:
            self._connection: ClientConnection = self._entered.enter_context(
                connect(
                    f"{scheme}://{parts.netloc}{parts.path}/v1/live",
                    additional_headers={"authorization": f"Bearer {token}"},
                    open_timeout=CONNECT,
                    ping_interval=BEAT,
                    ping_timeout=BEAT,
                    max_size=MOST,
                    user_agent_header=None,
                    proxy=None if local else True,
                )
            )
        except (OSError, WebSocketException):
            raise SocketLostError from None
        self._heard = heard
        self._lost = lost
        self._numbers = itertools.count(1)
        self._asked: dict[int, SimpleQueue[Answer | None]] = {}
        self._ahead: tuple[Request, int] | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._hear, name="stafett-live", daemon=True)
        self._thread.start()

    def ask(self, request: Request, wait: float = ANSWER) -> Answer:
        """Ask and wait for the answer; raises SocketLostError."""
        ahead = self._ahead
        if ahead is not None and ahead[0] is request:
            self._ahead, number = None, ahead[1]
        else:
            number = self._sent(request)
        try:
            answer = self._asked[number].get(timeout=wait)
        except Empty:
            self.close()
            raise SocketLostError from None
        finally:
            self._asked.pop(number, None)
        if answer is None:
            raise SocketLostError
        return answer

    def foresee(self, request: Request) -> None:
        """Send a request whose answer waits until it is asked for; where the socket is lost, asking tells."""
        self._drop_ahead()
        with suppress(SocketLostError):
            self._ahead = (request, self._sent(request))

    def _sent(self, request: Request) -> int:
        if self._closed:
            raise SocketLostError
        number = next(self._numbers)
        self._asked[number] = SimpleQueue()
        try:
            self._connection.send(written(Frame(id=number, ask=request)).decode())
        except (OSError, WebSocketException):
            self._asked.pop(number, None)
            self.close()
            raise SocketLostError from None
        return number

    def _drop_ahead(self) -> None:
        """Nobody asks for the answer to what was foreseen last."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            self._asked.pop(ahead[1], None)

    def close(self) -> None:
        """End it without waiting for the other side."""
        self._closed = True
        try:
            self._connection.socket.shutdown(2)
        except OSError:
            self._connection.socket.close()

    def _hear(self) -> None:
        try:
            with self._entered:
                for raw in self._connection:
                    self._take(raw)
        except (OSError, WebSocketException):
            pass
        finally:
            self._closed = True
            for waiting in tuple(self._asked.values()):
                waiting.put(None)
            self._lost()

    def _take(self, raw: str | bytes) -> None:
        try:
            reply = Reply.model_validate_json(raw)
        except ValidationError:
            self._not_understood()
            return
        waiting = self._asked.get(reply.id)
        if waiting is not None and reply.answer is not None:
            waiting.put(reply.answer)
        elif isinstance(reply.answer, Problem):
            self._heard("")
        if reply.live is not None:
            self._heard(reply.live)
        if reply.look is not None:
            self._heard(reply.look)

    def _not_understood(self) -> None:
        """Somebody of a later version speaks: whoever waits is told so."""
        for waiting in tuple(self._asked.values()):
            waiting.put(Problem(code=Code.UPGRADE, why="the answer is of another version"))
