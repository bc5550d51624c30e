"""Two laptops of the practice day and a server whose clock shows that day too, with a wire between that can be cut."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from stafett_tui.services.demo.building import STARTS
from stafett_tui.services.person import Me
from stafett_tui.store.keys import create_demo_key
from stafett_tui.store.opened import Store
from tests.support.source import ROOT

_SERVE = """
import sys
from pathlib import Path
import uvicorn
from stafett_server.main import create_app
from stafett_server.settings import Settings
from stafett_tui.services.clock import RunningClock, oslo
from stafett_tui.services.demo.building import STARTS
app = create_app(Settings(folder=Path(sys.argv[1]), test_numbers=True), clock=RunningClock(oslo(STARTS)))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), ws="websockets-sansio", ws_per_message_deflate=True,
            log_level="warning")
"""
_INVITE = """
import sys
from pathlib import Path
from stafett_server.main import parts
from stafett_server.settings import Settings
from stafett_tui.services.clock import RunningClock, oslo
from stafett_tui.services.demo.building import STARTS
made = parts(Settings(folder=Path(sys.argv[1]), test_numbers=True), clock=RunningClock(oslo(STARTS)))
print(made.access.invite(sys.argv[2], person=sys.argv[3]).code)
"""


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A server of the practice day in a process of its own; gives its address."""
    folder.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", _SERVE, str(folder), str(port)], cwd=ROOT)
    try:
        while process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            threading.Event().wait(0.05)
        assert process.poll() is None, "the server did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def invited(folder: Path, name: str, person: str) -> str:
    """A code for one laptop of somebody."""
    asked = [sys.executable, "-c", _INVITE, str(folder), name, person]
    return subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def second_laptop(directory: Path, like: Path, me: Me) -> None:
    """An empty store of the same practice day, on which somebody else writes."""
    from stafett_tui.store.keys import find_key

    first = Store.open(like, find_key(like))
    started = first.settings.get("demo_started")
    base = first.settings.get("demo_base")
    first.close()
    store = Store.open(directory, create_demo_key(directory), create=True)
    for name in ("person", "name", "service", "title", "language", "office"):
        store.settings.set(name, getattr(me, name))
    store.settings.set("demo_base", base)
    store.settings.set("demo_started", started)
    store.close()


class Wire:
    """The way to a server: it can be cut, and mended."""

    def __init__(self, address: str) -> None:
        self._to = urlsplit(address)
        self._whole = threading.Event()
        self._whole.set()
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Nobody comes through any more, and whoever is through falls out."""
        self._whole.clear()
        for each in self._open:
            _shut(each)
        self._open.clear()

    def mend(self) -> None:
        """Let everybody through again."""
        self._whole.set()

    def close(self) -> None:
        """Take nobody more."""
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listening.accept()
            except OSError:
                return
            if not self._whole.is_set():
                _shut(here)
                continue
            there = socket.create_connection((self._to.hostname or "", self._to.port or 0))
            self._open += [here, there]
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    _shut(one)
    _shut(other)


def _shut(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()


__all__ = ["STARTS", "Wire", "invited", "second_laptop", "server"]
