"""A real server process and real laptops for the workloads of syncing, with a proxy that counts what goes between."""

from __future__ import annotations

import random
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from stafett_tui.domain.activity import ActivityPlanned, ActivityRevised
from stafett_tui.domain.admit import Actor, admit
from stafett_tui.domain.consent import ConsentForm, ConsentGiven
from stafett_tui.domain.event import Body, Event, new_id
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.people import Holder, Owner, ParticipantAdded, PlanKind, PlanOpened, Role
from stafett_tui.domain.policy import Policy
from stafett_tui.store.opened import Store
from stafett_tui.sync.link import HttpLink
from stafett_tui.sync.live import Live, Senses, Stir
from stafett_tui.sync.outcome import Outcome, Told
from stafett_tui.sync.protocol import Head, Register, Registered

PERSON, GUARDIAN, CHILD = "stodig-gran", "varm-kaffekopp", "lun-ulltroye"
SERVICE = "Tøyestubben barnehage"
WORDS = (
    "leser", "høyt", "prøver", "sammen", "hver", "uke", "turen", "skogen", "leken", "ordene", "rolig", "stund",
    "samtale", "garderoben", "måltidet",
)  # fmt: skip
POLICY = Policy()
KEY = bytes(range(32))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(folder: Path, database: str) -> Iterator[str]:
    """A server of its own process; gives its address."""
    port = free_port()
    options = ["--folder", str(folder), *(["--database", database] if database else [])]
    start = "import sys; from stafett_server.cli import main; sys.exit(main())"
    process = subprocess.Popen([sys.executable, "-c", start, "run", *options, "--port", str(port)])
    try:
        address = f"http://127.0.0.1:{port}"
        _answers(port, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


def invited(folder: Path, database: str) -> str:
    """A code for one more laptop of the person."""
    start = "import sys; from stafett_server.cli import main; sys.exit(main())"
    options = ["--folder", str(folder), *(["--database", database] if database else [])]
    asked = [sys.executable, "-c", start, "invite", "Stødig Gran", "--person", PERSON, *options]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


class Counting:
    """A proxy that counts the bytes of both directions."""

    def __init__(self, address: str) -> None:
        """Listen, and pass on to the server."""
        self.bytes = 0
        self._to = urlsplit(address)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listening.accept()
            except OSError:
                return
            there = socket.create_connection((self._to.hostname or "", self._to.port or 0))
            for one, other in ((here, there), (there, here)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                self.bytes += len(data)
                other.sendall(data)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take nobody more."""
        self._listening.close()


@dataclass
class Around:
    """What a laptop's thread tells."""

    heard: Callable[[], None] = lambda: None
    round: threading.Event = field(default_factory=threading.Event)
    errors: list[str] = field(default_factory=list)

    def before(self, ways: Any) -> None:
        """Nothing is done before."""

    def after(self, ways: Any) -> None:
        """Nothing is done after."""

    def told(self, told: Told) -> None:
        """A step was taken."""
        del told
        self.heard()

    def ended(self, outcome: Outcome) -> None:
        """A round came through."""
        self.errors += [each.problem.code for each in outcome.problems]

    def failed(self, error: Exception) -> None:
        """It did not."""
        self.errors.append(repr(error))

    def rested(self) -> None:
        """Nothing is to be done now."""
        self.round.set()

    def wanted(self, head: Head) -> bool:
        """Everything is fetched."""
        del head
        return True


class Laptop:
    """A real store on the disk that takes part."""

    def __init__(self, folder: Path, token: str, device: str) -> None:
        """Open the store in the folder, of a device that the server knows."""
        self.folder, self.token, self.device = folder, token, device
        self.store = Store.open(folder, KEY, create=True)
        self.actor = Actor(PERSON)
        self.shelf = self.store.shelf
        self.around = Around()
        self._chance = random.Random(folder.name)
        self._live: Live | None = None

    @classmethod
    def invited(cls, folder: Path, address: str, code: str) -> Laptop:
        """Register with the code."""
        http = HttpLink(address, "", lambda: datetime.now(UTC))
        told = http.register(Register(code=code, name=folder.name, person=PERSON))
        http.close()
        if not isinstance(told, Registered):
            raise TypeError(told)
        made = cls(folder, told.token, told.device)
        made.shelf.set_epoch(told.epoch)
        made.shelf.begin(told.device, PERSON)
        return made

    def link(self, address: str) -> HttpLink:
        """The way to the server over HTTP."""
        return HttpLink(address, self.token, lambda: datetime.now(UTC))

    def live(self, address: str) -> Live:
        """The thread with the live socket, once it listens."""
        live = Live(self.shelf, self.link(address), self.around, Senses(time.monotonic, self._chance.random))
        self._live, end = live, time.monotonic() + 20
        live.start()
        while not live.live and time.monotonic() < end:
            time.sleep(0.001)
        self.around.round.clear()
        live.stir(Stir.ROUND)
        if not self.around.round.wait(20):
            raise RuntimeError("it does not listen")
        return live

    def close(self) -> None:
        """End everything."""
        live, self._live = self._live, None
        if live is not None:
            live.stop()
        self.store.close()

    def write(self, plan_id: str, bodies: list[tuple[Body, int | None]]) -> list[str]:
        """Write acts of one event each, through the gate, in one transaction; gives their ids."""
        now, made = datetime.now(UTC), []
        with self.store.journal.batch(plan_id, at=now, policy=POLICY.fingerprint()) as batch:
            for body, base in bodies:
                act = new_id(int(time.time() * 1000), secrets.token_bytes(10))
                event = Event(
                    id=new_id(int(time.time() * 1000), secrets.token_bytes(10)), plan_id=plan_id, body=body,
                    salt=secrets.token_bytes(16), actor=PERSON, device=self.device, n=batch.n(self.device),
                    made_at=now, base=base, act=act, group=act,
                )  # fmt: skip
                verdict = admit(batch.plan, self.actor, event, POLICY, oslo_date(now), now)
                if verdict.status is None:
                    raise RuntimeError(verdict.code)
                batch.add(event, verdict.status)
                made.append(event.id)
        return made

    def edit(self, plan_id: str, activity: str, name: str, value: str) -> str:
        """Change one field of one activity, as seen here."""
        plan = self.store.journal.plan(plan_id)
        history = plan.revisions.get((activity, name), ())
        base = history[-1].seq if history else plan.facts[activity].seq
        body = ActivityRevised(thing=activity, field=name, value=value, reason="ny avtale")
        return self.write(plan_id, [(body, base)])[0]


def plan_id(number: int) -> str:
    """The id of one of the plans."""
    return f"00000000-0000-4000-8000-{number:012d}"


def opening(number: int) -> list[tuple[Body, int | None]]:
    """What a plan begins with."""
    today = oslo_date(datetime.now(UTC))
    through = today.replace(year=today.year + 2, month=1, day=1)
    return [
        (PlanOpened(number=number, kind=PlanKind.KINDERGARTEN, owner=Owner(id=CHILD, name="Lun Ulltrøye",
                    born=date(2021, 3, 14)), holder=Holder(id=PERSON, name="Stødig Gran", service=SERVICE),
                    language="nb"), None),
        (ParticipantAdded(person=GUARDIAN, name="Varm Kaffekopp", role=Role.GUARDIAN), None),
        (ConsentGiven(consenters=(GUARDIAN,), services=(SERVICE,), given_on=today, valid_through=through,
                      form=ConsentForm.DIGITAL), None),
    ]  # fmt: skip


def record(chance: random.Random) -> ActivityPlanned:
    """One record of the workload: a title and a text, about 290 bytes with its header."""
    title, text = chance.choices(WORDS, k=5), chance.choices(WORDS, k=14)
    return ActivityPlanned(what=f"{' '.join(title)[:40]}: {' '.join(text)[:110]}", responsible=PERSON)
