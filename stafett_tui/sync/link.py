"""The way to the server: a request goes out, an answer comes back, or nobody is there."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from stafett_tui.sync.protocol import Answer, Request


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
