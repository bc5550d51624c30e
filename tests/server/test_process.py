"""A real server process: started by one command, asked over HTTP and the socket, killed, and started again."""

from __future__ import annotations

import json
import os
import queue
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import warnings

import httpx2
import pytest
from pydantic import TypeAdapter
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from stafett_server.cli import main
from stafett_tui.domain.concern import ConcernWritten
from stafett_tui.sync.protocol import Answer, Exchange, Frame, Known, Register, Reply, Watch
from tests.support.doorway import bearer
from tests.support.serving import PLAN, STODIG, Laptop, beginning

ANSWERS = TypeAdapter(Answer)


class Process:
    """One server in a process of its own."""

    def __init__(self, folder, url):
        self.folder, self.database = folder, ["--database", url] if url else []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.client = httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=20, trust_env=False)
        self.child = None

    def start(self):
        words = ["run", "--folder", str(self.folder), "--port", str(self.port), *self.database]
        self.child = subprocess.Popen(
            [sys.executable, "-m", "stafett_server", *words], stderr=subprocess.PIPE, text=True, env={**os.environ}
        )
        assert select.select([self.child.stderr], [], [], 30)[0]
        assert str(self.port) in self.child.stderr.readline()
        transport = httpx2.HTTPTransport(retries=8)
        with httpx2.Client(transport=transport, trust_env=False) as knocking:
            assert knocking.get(f"http://127.0.0.1:{self.port}/v1/health", timeout=20).status_code == 200

    def end(self, how=signal.SIGTERM):
        if self.child is not None:
            self.child.send_signal(how)
            self.child.wait(20)
            said = self.child.stderr.read()
            self.child.stderr.close()
            self.child = None
            return said
        return ""

    def operate(self, capsys, *words):
        assert main([*words, "--folder", str(self.folder), *self.database]) == 0
        return capsys.readouterr().out.strip()

    def post(self, kind, message, told=None):
        content = message.model_dump_json(exclude_none=True)
        answer = self.client.post(f"/v1/{kind}", content=content, headers=bearer(told) if told else {})
        return ANSWERS.validate_json(answer.content)

    def laptop(self, capsys, name, person):
        code = self.operate(capsys, "invite", name, "--person", person)
        return self.post("register", Register(code=code, name="pc"))

    def live(self, told):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # it is closed by hand
            return connect(
                f"ws://127.0.0.1:{self.port}/v1/live", additional_headers=bearer(told), proxy=None, close_timeout=1
            )


class Over:
    """A keeper at the other end of HTTP."""

    def __init__(self, process, told):
        self.process, self.told = process, told

    def exchange(self, session, request):
        return self.process.post("exchange", request, self.told)


@pytest.fixture(params=["sqlite", "postgresql"])
def process(request, tmp_path):
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres").new_database()
    made = Process(tmp_path / "server", url)
    yield made
    made.end()
    made.client.close()


def heard(lines):
    return Reply.model_validate_json(lines.get(timeout=10))


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_meeting_over_a_real_server_that_is_killed_and_comes_again(process, capsys):
    process.start()
    kari, ola = process.laptop(capsys, "Kari", STODIG), process.laptop(capsys, "Kari", STODIG)
    one = Laptop(Over(process, kari), device=kari.device)
    one.push(*beginning())

    watching, lines = process.live(ola), queue.Queue()
    assert "permessage-deflate" in watching.response.headers["sec-websocket-extensions"]
    threading.Thread(target=lambda: _hear(watching, lines), daemon=True).start()
    watching.send(Frame(id=1, ask=Watch(plans=(one.known,))).model_dump_json(exclude_none=True))
    assert heard(lines).id == 1
    one.push(ConcernWritten(text="Undring om lek"))
    live = heard(lines).live
    assert (live.plan, live.head, len(live.entries)) == (PLAN, one.folded.seq, 1)

    asking = process.live(ola)
    asking.send(Frame(id=5, ask=Exchange(known=Known(plan=PLAN))).model_dump_json(exclude_none=True))
    assert len(Reply.model_validate_json(asking.recv(timeout=10)).answer.page.entries) == one.folded.seq
    said = process.end(signal.SIGKILL)
    assert "Undring" not in said

    process.start()
    one.push(ConcernWritten(text="Mer undring"))
    other = Laptop(Over(process, ola), device=ola.device)
    other.pull()
    assert other.folded.facts == one.folded.facts
    assert process.operate(capsys, "check") == "Everything holds."
    assert process.operate(capsys, "revoke", kari.device) == kari.device
    assert one.ask().code == "REVOKED"
    listed = json.loads(process.operate(capsys, "devices", "--json"))
    assert sorted(each["state"] for each in listed) == ["active", "revoked"]
    for socket_ in (watching, asking):
        socket_.close()
    assert re.search(r"Traceback|Undring", process.end()) is None


def _hear(socket_, lines):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for raw in socket_:
                lines.put(raw)
        except ConnectionClosed as end:
            lines.put(str(end))
