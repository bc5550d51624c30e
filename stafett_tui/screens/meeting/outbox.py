"""What waits for the disk: one write after the other, in the order in which the keys were typed.

The screen never waits. A single thread does the jobs; each answers on the screen's loop. When the screen goes away the
jobs that are left are finished first, so a line that was on its way is on the disk (I9).
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")


class Outbox:
    """Jobs for one thread, in order."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        """Answer on this loop, in the context of the screen: a timer that an answer starts needs to know its app."""
        self._loop = loop
        self._context = copy_context()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="meeting")
        self.waiting = 0
        """How many jobs have not answered yet."""
        self.last: Future[None] = self._thread.submit(lambda: None)
        """The job that was put in last."""

    @property
    def busy(self) -> bool:
        """Whether something has not answered yet."""
        return self.waiting > 0

    def put(self, job: Callable[[], T], then: Callable[[T], object], failed: Callable[[BaseException], object]) -> None:
        """Do the job after those before it; one of the two callbacks gets its answer on the loop."""
        self.waiting += 1

        def run() -> None:
            try:
                answer = job()
            except Exception as error:  # noqa: BLE001 - whatever it is, the screen says so and keeps the text
                self._answer(failed, error)
            else:
                self._answer(then, answer)

        self.last = self._thread.submit(run)

    def close(self) -> None:
        """Finish what is left, and take nothing more."""
        self._thread.shutdown(wait=True)

    def _answer(self, callback: Callable[[T], object], answer: T) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._arrived, callback, answer, context=self._context)

    def _arrived(self, callback: Callable[[T], object], answer: T) -> None:
        self.waiting -= 1
        callback(answer)
