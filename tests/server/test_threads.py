"""Into a thread and back: what was found, what failed, and nobody who waits any more."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from stafett_server.api.threads import in_thread


def run(asked):
    with ThreadPoolExecutor(1) as pool:
        return asyncio.run(asked(pool))


def test_what_a_thread_finds_comes_back():
    def found(pool):
        return in_thread(pool, lambda value, more: (threading.get_ident() != here, value + more), 2, more=3)

    here = threading.get_ident()
    assert run(found) == (True, 5)


def test_what_fails_in_a_thread_fails_where_it_was_asked_for():
    with pytest.raises(ZeroDivisionError):
        run(lambda pool: in_thread(pool, lambda: 1 // 0))


def test_who_waits_no_more_is_told_nothing():
    go = threading.Event()

    async def asked(pool):
        waiting = asyncio.create_task(in_thread(pool, go.wait))
        await asyncio.sleep(0)
        waiting.cancel()
        assert isinstance((await asyncio.gather(waiting, return_exceptions=True))[0], asyncio.CancelledError)
        go.set()
        return await in_thread(pool, lambda: "after it")

    assert run(asked) == "after it"
