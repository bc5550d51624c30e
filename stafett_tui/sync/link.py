"""The way to the server: a request goes out, an answer comes back, or nobody is there."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from datetime import datetime
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from stafett_tui.sync.protocol import Answer, Code, Problem, Register, Registered, Request, Wire

if TYPE_CHECKING:
    import httpx2

CONNECT: Final = 5.0
ANSWER: Final = 30.0
"""Seconds until somebody is there, and until there is an answer."""
WORTH: Final = 1024
"""From so many bytes a request is compressed."""
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
ANSWERS: Final[TypeAdapter[Answer]] = TypeAdapter(Answer)
_BUSY: Final = frozenset({429, 503})


class Unreachable(Exception):  # noqa: N818 - a state of the world, not a fault of the program
    """Nobody answers; `since` is when that began."""

    def __init__(self, since: datetime) -> None:
        """Keep since when."""
        super().__init__("unreachable")
        self.since = since


class Link(Protocol):
    """The way to one server, as one device."""

    def ask(self, request: Request) -> Answer:
        """Ask and give the answer, which may be a Problem; raises Unreachable."""

    def foresee(self, request: Request) -> None:
        """Let a request go out before it is asked, or leave it until then; its answer may never be asked for."""


def server_address(told: str) -> str:
    """Give the address of a server as people write it; raises ValueError for one that would travel in the clear."""
    text = told.strip()
    parts = urlsplit(text if "://" in text else f"https://{text}")
    host = parts.hostname or ""
    if not host or parts.username or parts.query or parts.fragment or any(sign.isspace() for sign in text):
        msg = "no address"
        raise ValueError(msg)
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOCAL):
        msg = "only over https"
        raise ValueError(msg)
    return parts.geturl().rstrip("/")


class HttpLink:
    """Requests over HTTP; the connection stays open between them."""

    def __init__(
        self, server: str, token: str, now: Callable[[], datetime], *, transport: httpx2.BaseTransport | None = None
    ) -> None:
        """Ask this server with this token; `now` tells since when nobody answers."""
        self.server = server
        self.token = token
        self._now = now
        self._transport = transport
        self._client: httpx2.Client | None = None
        self._ahead: tuple[Request, SimpleQueue[Answer | Unreachable]] | None = None
        self.since: datetime | None = None
        """Since when nobody answers; None while somebody does."""

    def ask(self, request: Request) -> Answer:
        """Ask as the device that the token is of, and go on as another where the answer names one (R26).

        Raises Unreachable.
        """
        ahead = self._ahead
        if ahead is not None and ahead[0] is request:
            self._ahead, answer = None, ahead[1].get()
        else:
            answer = self._tried(request)
        if isinstance(answer, Unreachable):
            raise answer
        if isinstance(answer, Registered):
            self.token = answer.token
        return answer

    def foresee(self, request: Request) -> None:
        """Ask in a thread of its own; the answer waits until it is asked for."""
        told = SimpleQueue[Answer | Unreachable]()
        self._ahead = (request, told)
        threading.Thread(target=lambda: told.put(self._tried(request)), name="stafett-ahead", daemon=True).start()

    def register(self, request: Register) -> Answer:
        """Ask to take part; nobody is known to the server yet."""
        return self._answer("register", request)

    def blob(self, method: str, plan: str, digest: str, data: bytes | None = None) -> tuple[int, bytes]:
        """Bring or fetch a file by its hash and give the status and the bytes; raises Unreachable."""
        answer = self._send(method, f"/v1/blobs/{plan}/{digest}", data, {"content-type": "application/octet-stream"})
        return answer.status_code, answer.content

    def missed(self) -> Unreachable:
        """Note that nobody answered."""
        self.since = self.since or self._now()
        return Unreachable(self.since)

    def close(self) -> None:
        """End the connection."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _tried(self, request: Request) -> Answer | Unreachable:
        try:
            return self._answer(request.kind, request)
        except Unreachable as error:
            return error

    def _answer(self, kind: str, message: Wire) -> Answer:
        content = written(message)
        headers = {"content-type": "application/json"}
        if len(content) >= WORTH:
            content, headers["content-encoding"] = gzip.compress(content, compresslevel=4, mtime=0), "gzip"
        answer = self._send("POST", f"/v1/{kind}", content, headers)
        return self._read(answer.status_code, answer.headers, answer.content)

    def _send(self, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> httpx2.Response:
        import httpx2

        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        try:
            answer = self._open().request(method, f"{self.server}{path}", content=content, headers=headers)
        except (httpx2.TransportError, httpx2.InvalidURL, httpx2.DecodingError, RuntimeError):
            raise self.missed() from None  # RuntimeError: the connection was closed meanwhile
        return answer

    def _read(self, status: int, headers: Any, content: bytes) -> Answer:
        """Read an answer; what is none, as the page of a gateway, is nobody (R39)."""
        if "json" not in headers.get("content-type", ""):
            if status in _BUSY:
                return Problem(code=Code.RETRY, wait=_seconds(headers.get("retry-after", "")))
            raise self.missed()
        self.since = None
        return read_answer(content)

    def _open(self) -> httpx2.Client:
        import httpx2

        if self._client is None:
            timeout = httpx2.Timeout(ANSWER, connect=CONNECT)
            self._client = httpx2.Client(timeout=timeout, transport=self._transport, trust_env=not self._is_local)
        return self._client

    @property
    def _is_local(self) -> bool:
        return (urlsplit(self.server).hostname or "") in LOCAL


def written(message: Wire) -> bytes:
    """Write a message without what is not said."""
    return message.model_dump_json(exclude_none=True, exclude_defaults=False).encode()


def read_answer(content: bytes) -> Answer:
    """Read an answer; one that this version does not understand asks for an upgrade (R22)."""
    try:
        return ANSWERS.validate_json(content)
    except ValidationError:
        return Problem(code=Code.UPGRADE, why="the answer is of another version")


def _seconds(text: str) -> float | None:
    return float(text) if text.isdigit() else None
