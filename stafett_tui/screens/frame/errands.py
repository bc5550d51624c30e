"""Writes in a thread, in the order asked for, also those of a screen that is closed meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Any

from textual.app import App

Errand = Callable[[], None]


class Errands:
    """One thread at a time, for as long as there is something to write."""

    def __init__(self, app: App[Any]) -> None:
        """Work for this application."""
        self._app = app
        self._waiting: deque[Errand] = deque()
        self._lock = Lock()
        self._running = False

    def send(self, errand: Errand) -> None:
        """Do this when everything asked for before is done."""
        with self._lock:
            self._waiting.append(errand)
            if self._running:
                return
            self._running = True
        self._app.run_worker(self._run, thread=True, exit_on_error=False, group="errands")

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._running = False
                    return
                errand = self._waiting.popleft()
            errand()
