"""Both ways to one server: the live socket while it is open, else HTTP."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from stafett_tui.sync.link import HttpLink
from stafett_tui.sync.protocol import Answer, NewDevice, Registered, Request

if TYPE_CHECKING:
    from stafett_tui.sync.socket import Socket


class BothWays:
    """Requests over the live socket while it is open, else over HTTP; the words are the same."""

    def __init__(self, http: HttpLink, outside: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        """Ask these ways; `outside` stands around every time that is spent waiting for the server."""
        self.http = http
        self._outside = outside
        self.socket: Socket | None = None

    def ask(self, request: Request) -> Answer:
        """Ask over the socket; where it breaks meanwhile, ask once more over HTTP, as every request can be repeated."""
        from stafett_tui.sync.socket import SocketLostError

        with self._outside():
            socket = self.socket
            if socket is not None and not isinstance(request, NewDevice):
                try:
                    return socket.ask(request)
                except SocketLostError:
                    self.socket = None
            answer = self.http.ask(request)
            if isinstance(answer, Registered) and socket is not None:
                self.socket = None
                socket.close()
            return answer

    def foresee(self, request: Request) -> None:
        """Let a request go out before it is asked, over the way that is open."""
        way = self.socket or self.http
        way.foresee(request)

    def blob(self, method: str, plan: str, digest: str, data: bytes | None = None) -> tuple[int, bytes]:
        """Bring or fetch a file by its hash, over HTTP; raises Unreachable."""
        with self._outside():
            return self.http.blob(method, plan, digest, data)
