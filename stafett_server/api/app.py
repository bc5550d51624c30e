"""The app around a house: its routes, and what runs while it is up. Nothing is made at import."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Final

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig

from stafett_server.api.asking import report
from stafett_server.api.front import Front, House
from stafett_server.api.hub import Hub

QUIET: Final[TelemetryConfig] = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""Nobody outside is told what is asked here, whatever the environment says (S-11)."""
POLL: Final = 0.2
"""Seconds between two looks at watched plans and whoever watches: another process may have written (R37)."""


def app_of(house: House, tenant: str, closing: Callable[[], None]) -> FastAPI:
    """Give the app of a house; `closing` is called when the server ends."""

    @contextlib.asynccontextmanager
    async def up(_app: FastAPI) -> AsyncIterator[None]:
        hub = house.hub = Hub(asyncio.get_running_loop(), tenant)
        deaf = house.keeper.listen(hub.committed)
        polling = asyncio.create_task(_poll(house, hub, tenant))
        try:
            yield
        finally:
            deaf()
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
            house.pool.shutdown(wait=True)
            closing()

    app = FastAPI(
        title="Stafett", lifespan=up, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False,
        telemetry=QUIET,
    )  # fmt: skip
    app.state.house = house
    Front(house).mount(app)
    return app


async def _poll(house: House, hub: Hub, tenant: str) -> None:
    """Look for what another process did: a wake-up is a hint, looking is the truth."""
    while True:
        await asyncio.sleep(POLL)
        plans, devices = hub.watched(), hub.everybody()
        if not devices:
            continue
        try:
            heads = await hub.loop.run_in_executor(house.pool, house.keeper.heads, tenant, plans) if plans else {}
            ended = await hub.loop.run_in_executor(house.pool, house.asking.access.ended, devices)
        except Exception as error:  # noqa: BLE001  # the database is away for a moment; the next look finds it
            report("poll", error)
            continue
        for plan, head in heads.items():
            if head > hub.heads.get(plan, 0):
                hub.wake(plan, head)
        if ended:
            hub.show_out(ended)
