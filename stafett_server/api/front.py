"""The routes: thin, for bytes go in and out here and everything else happens in a thread of the pool."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Final, ParamSpec, TypeVar

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from stafett_server.api.asking import POSTED, Asking, failed
from stafett_server.api.blobs import checked
from stafett_server.api.hub import Hub
from stafett_server.api.live import Live
from stafett_server.api.openapi import described
from stafett_server.api.threads import in_thread
from stafett_server.api.wire import HEADERS, body_of, response, takes_gzip, written
from stafett_server.log.beside import MOST_BLOB
from stafett_server.log.keeper import Keeper
from stafett_server.log.stopping import Stopped
from stafett_tui.sync.protocol import Answer, Code, Problem

T = TypeVar("T")
P = ParamSpec("P")

BIG: Final = 2
"""Files that are brought or fetched at the same time, for each is in memory as a whole."""


@dataclass
class House:
    """What the routes stand on; the hub is there while the server runs."""

    asking: Asking
    keeper: Keeper
    pool: Executor
    hub: Hub | None = None


class Front:
    """The handlers of all routes."""

    def __init__(self, house: House) -> None:
        """Answer with what stands in the house."""
        self._house = house
        self._big = asyncio.Semaphore(BIG)

    def mount(self, app: FastAPI) -> None:
        """Put every route on the app."""
        for kind in POSTED:
            self._route(app, "POST", f"/v1/{kind}", partial(self._posted, kind))
        self._route(app, "POST", "/v1/register", self._register)
        self._route(app, "PUT", "/v1/blobs/{plan}/{digest}", self._put)
        self._route(app, "GET", "/v1/blobs/{plan}/{digest}", self._get)
        self._route(app, "GET", "/v1/health", self._health)
        self._route(app, "GET", "/v1/openapi.json", self._described)
        app.router.add_websocket_route("/v1/live", self._live, name="live")
        app.add_exception_handler(HTTPException, _no_such_way)
        app.add_middleware(Guard)

    @staticmethod
    def _route(app: FastAPI, method: str, path: str, answer: Callable[[Request], Awaitable[Response]]) -> None:
        async def served(request: Request) -> Response:
            try:
                return await answer(request)
            except Stopped as stopped:
                return response(stopped.problem)

        app.router.add_route(path, served, methods=[method], name=f"{method} {path}")

    async def _posted(self, kind: str, request: Request) -> Response:
        raw = await body_of(request)
        return await self._answered(
            request, self._house.asking.posted, kind, _authorization(request), _address(request), raw
        )

    async def _register(self, request: Request) -> Response:
        raw = await body_of(request)
        return await self._answered(request, self._house.asking.register, _address(request), raw)

    async def _put(self, request: Request) -> Response:
        plan, digest = _file(request)
        session = await in_thread(
            self._house.pool, self._house.asking.session, _authorization(request), _address(request)
        )
        async with self._big:
            data = await body_of(request, MOST_BLOB)
            return await self._answered(request, self._house.asking.bring, session, plan, digest, data)

    async def _get(self, request: Request) -> Response:
        plan, digest = _file(request)
        session = await in_thread(
            self._house.pool, self._house.asking.session, _authorization(request), _address(request)
        )
        async with self._big:
            found = await in_thread(self._house.pool, self._house.asking.fetch, session, plan, digest)
        return found if isinstance(found, Response) else response(found)

    async def _health(self, request: Request) -> Response:
        return await self._answered(request, self._house.asking.health)

    async def _described(self, request: Request) -> Response:
        del request
        return Response(described(), headers=dict(HEADERS), media_type="application/json")

    async def _live(self, socket: WebSocket) -> None:
        house = self._house
        if house.hub is not None:
            await Live(socket, house.asking, house.keeper, house.hub, house.pool).run()

    async def _answered(
        self, request: Request, ask: Callable[P, Answer], *given: P.args, **named: P.kwargs
    ) -> Response:
        gzipped = takes_gzip(request)
        return await in_thread(self._house.pool, lambda: response(ask(*given, **named), gzipped=gzipped))


class Guard:
    """Stands around everything: what nobody foresaw is answered with RETRY and reported without a word of a plan."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around this app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app serve, and answer in its place where it fails."""
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except ClientDisconnect:
            return
        except Exception as error:  # what nobody foresaw is RETRY, never a 500, and no value reaches the log (I12)
            if scope["type"] == "lifespan":
                raise
            problem = failed(scope["type"], error)
            if scope["type"] == "http" and not begun:
                await response(problem)(scope, receive, send)


async def _no_such_way(request: Request, error: Exception) -> Response:
    """Say in the words of the protocol that there is no such path or method."""
    del request
    status = error.status_code if isinstance(error, HTTPException) else 404
    why = {404: "there is no such path", 405: "not by this method"}.get(status, "not a request of the protocol")
    more = dict((error.headers or {}) if isinstance(error, HTTPException) else {})
    content = written(Problem(code=Code.MALFORMED, why=why))
    return Response(content, status, {**HEADERS, **more}, media_type="application/json")


def _file(request: Request) -> tuple[str, str]:
    plan, digest = request.path_params["plan"], request.path_params["digest"]
    checked(plan, digest)
    return plan, digest


def _authorization(request: Request) -> str:
    return request.headers.get("authorization", "")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
