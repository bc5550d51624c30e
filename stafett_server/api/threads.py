"""From the event loop into a thread and back, by the shortest way: one wake-up each."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Executor
from typing import ParamSpec, TypeVar, cast

T = TypeVar("T")
P = ParamSpec("P")


async def in_thread(pool: Executor, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Let a thread of the pool do something that blocks, and give what came of it."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[T] = loop.create_future()

    def settle(found: T | None, error: BaseException | None) -> None:
        if told.done():  # nobody waits any more
            return
        if error is None:
            told.set_result(cast("T", found))
        else:
            told.set_exception(error)

    def do() -> None:
        found, failed = None, None
        try:
            found = work(*given, **named)
        except BaseException as error:  # noqa: BLE001  # whatever it is, it is raised where the work was asked for
            failed = error
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, found, failed)

    pool.submit(do)
    return await told
