"""The real server as a process of its own, on SQLite in a folder of the test."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

from stafett_server.main import parts
from stafett_server.settings import Settings
from tests.support.source import ROOT

RUN = "import sys; from stafett_server.cli import main; sys.exit(main(sys.argv[1:]))"
PATIENCE = 30


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class ServerProcess:
    """A server that can be stopped, killed and started again on the same folder and port."""

    def __init__(self, folder: Path, **told: object) -> None:
        """Prepare the folder; nothing runs yet."""
        folder.mkdir(parents=True, exist_ok=True)
        self.settings = replace(Settings(), folder=folder, name="Lillevik kommune", port=free_port(), **told)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Give the address to log in at."""
        return f"http://127.0.0.1:{self.settings.port}"

    def start(self) -> ServerProcess:
        """Start it, and wait until it takes connections."""
        words = ["run", "--folder", str(self.settings.folder), "--port", str(self.settings.port),
                 "--name", self.settings.name]  # fmt: skip
        environ = {**os.environ, "STAFETT_SERVER_KEEP": "yes" if self.settings.keep else "no",
                   "STAFETT_SERVER_LEASE_DAYS": str(self.settings.lease_days)}  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-c", RUN, *words], cwd=ROOT, env=environ, stderr=subprocess.DEVNULL
        )
        turn = threading.Event()
        for _ in range(PATIENCE * 50):
            try:
                socket.create_connection(("127.0.0.1", self.settings.port), timeout=1).close()
            except OSError:
                assert self._process.poll() is None, "the server ended"
                turn.wait(0.02)
            else:
                return self
        raise AssertionError("no server")

    def invite(self, name: str, *, person: str | None = None, offices: tuple = ()) -> str:
        """Give the code of an invitation."""
        made = parts(self.settings)
        try:
            return made.access.invite(name, person=person, offices=list(offices)).code
        finally:
            made.database.close()

    def revoke(self, **whom: str) -> None:
        """Show out a device or a person."""
        made = parts(self.settings)
        try:
            made.access.revoke(**{"device": None, "person": None, **whom})
        finally:
            made.database.close()

    def devices(self) -> tuple:
        """Give the list of devices."""
        made = parts(self.settings)
        try:
            return tuple(made.access.listed())
        finally:
            made.database.close()

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it and wait for its end."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
            self._process = None
