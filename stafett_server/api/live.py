"""The live socket: requests in frames, answered one after the other, and pages told after a commit (R36)."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter
from starlette.websockets import WebSocket, WebSocketDisconnect

from stafett_server.api.asking import Asking, failed, guarded, report
from stafett_server.api.hub import Hub, Listener, after
from stafett_server.api.threads import in_thread
from stafett_server.api.wire import read, response, written
from stafett_server.log.keeper import Keeper
from stafett_server.log.session import Session
from stafett_server.log.stopping import Stopped
from stafett_tui.sync.protocol import (
    Answer,
    Code,
    Exchange,
    Exchanged,
    Frame,
    Known,
    Leave,
    Page,
    Problem,
    Reply,
    Watch,
)

_FRAME: Final = TypeAdapter(Frame)
_CLOSED: Final = 1008


@dataclass
class Heard:
    """What became of one frame."""

    number: int = 0
    watch: Watch | None = None
    """What is to be told of from here on."""
    ends: bool = False
    """Whether this was the last frame: the session is no more."""
    reply: str = ""


class Live:
    """One socket from its opening to its end."""

    def __init__(self, socket: WebSocket, asking: Asking, keeper: Keeper, hub: Hub, pool: Executor) -> None:
        """Answer with these; what blocks runs in the pool."""
        self._socket = socket
        self._asking = asking
        self._keeper = keeper
        self._hub = hub
        self._pool = pool
        self._one_at_a_time = asyncio.Lock()
        """An answer and a page that came by itself never overtake one another."""

    async def run(self) -> None:
        """Serve it until somebody ends it."""
        session = await self._welcomed()
        if session is None:
            return
        await self._socket.accept()
        listener = Listener(session)
        self._hub.join(listener)
        telling = asyncio.create_task(self._until_closed(self._tell(listener)))
        try:
            await self._until_closed(self._hear(listener))
        finally:
            self._hub.leave(listener)
            telling.cancel()
            (ended,) = await asyncio.gather(telling, return_exceptions=True)
            if isinstance(ended, Exception):
                report("live", ended)

    async def _welcomed(self) -> Session | None:
        """Give whoever knocks; others are told why they are not let in."""
        header = self._socket.headers.get("authorization", "")
        address = self._socket.client.host if self._socket.client else ""
        try:
            return await in_thread(self._pool, self._asking.session, header, address)
        except Stopped as refused:
            problem = refused.problem
        except Exception as error:  # noqa: BLE001  # as `guarded`
            problem = failed("live", error)
        await self._socket.send_denial_response(response(problem))
        return None

    async def _hear(self, listener: Listener) -> None:
        """Answer frames in the order they came."""
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            raw = (message.get("text") or "").encode(errors="replace") or message.get("bytes") or b""
            async with self._one_at_a_time:
                heard = await in_thread(self._pool, self._replied, listener, raw)
                if heard.watch is not None:
                    self._hub.leave(listener)
                    listener.watch(heard.watch.plans)
                    self._hub.join(listener)
                await self._socket.send_text(heard.reply)
                if heard.ends:
                    await self._socket.close(_CLOSED)
                    return

    def _replied(self, listener: Listener, raw: bytes) -> Heard:
        """Take one frame in and give the reply to it."""
        heard = Heard()

        def answer() -> Answer:
            frame = read(_FRAME, raw)
            heard.number = frame.id
            heard.ends = True
            listener.session, found = self._asking.again(listener.session, frame.ask)
            heard.ends = isinstance(frame.ask, Leave)
            heard.watch = frame.ask if isinstance(frame.ask, Watch) else None
            if isinstance(frame.ask, Exchange) and isinstance(found, Exchanged):
                listener.exchanged(frame.ask, found)
            return found

        found = guarded("frame", answer)
        if isinstance(found, Problem) and found.code is Code.RETRY:
            heard.ends = False
        heard.reply = written(Reply(id=heard.number, answer=found)).decode()
        return heard

    async def _tell(self, listener: Listener) -> None:
        """Tell of the plans that are woken, one after the other."""
        while True:
            await listener.awake.wait()
            for plan, head in listener.take().items():
                async with self._one_at_a_time:
                    if listener.has(plan, head):
                        continue
                    texts, ends = await in_thread(self._pool, self._news, listener, plan)
                    for text in texts:
                        await self._socket.send_text(text)
                    if ends:
                        await self._socket.close(_CLOSED)
                        return

    def _news(self, listener: Listener, plan: str) -> tuple[list[str], bool]:
        """Give what is new in a plan, as the session may read it at this moment (R30), and whether that was all.

        No plan at all stands for the question whether the session goes on.
        """
        if plan and plan not in listener.known:
            return [], False
        ends = False
        try:
            replies, known = self._pages(listener.session, plan, listener.known[plan]) if plan else ([], None)
            if known is None:  # nothing was told: perhaps since the session was ended
                listener.session = self._asking.standing(listener.session)
            if plan:
                listener.known[plan] = known
        except Stopped as refused:
            replies, ends = [Reply(answer=refused.problem)], True
        except Exception as error:  # noqa: BLE001  # as `guarded`
            report("live", error)
            replies, listener.known[plan] = [Reply(look=plan)], None
        return [written(reply).decode() for reply in replies], ends

    def _pages(self, session: Session, plan: str, known: Known | None) -> tuple[list[Reply], Known | None]:
        replies: list[Reply] = []
        while known is not None:
            page = self._keeper.page(session, known)
            if not isinstance(page, Page):
                break
            if not (page.entries or page.hide or page.show):
                return replies, known
            replies.append(Reply(live=page))
            known = after(known, page)
            if not page.more:
                return replies, known
        return [*replies, Reply(look=plan)], None

    async def _until_closed(self, serving: Awaitable[None]) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # nobody is there any more
            await serving
