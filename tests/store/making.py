"""A plan through its own event bodies, and stores to put it in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.consent import ConsentForm, ConsentGiven
from stafett_tui.domain.event import Body, Event, new_id
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.meeting import MeetingCalled, WallTime
from stafett_tui.domain.people import Holder, Owner, ParticipantAdded, PlanKind, PlanOpened, Role
from stafett_tui.store.opened import Store

KEY = bytes(range(32))
START = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
HOLDER = "person-mona"
MOTHER = "person-linnea"
POLICY = "policy"
PAGE = 4096

_made = iter(range(1, 10**9))


def fresh_id() -> str:
    return new_id(1_790_000_000_000 + next(_made), os.urandom(10))


@dataclass
class Writer:
    """Writes bodies into one plan, one act each."""

    store: Store
    plan_id: str
    device: str = "laptop"
    at: datetime = START

    def write(self, *bodies: Body, clear: tuple[str, ...] = (), **given: Any) -> tuple[str, ...]:
        act = fresh_id()
        self.at += timedelta(seconds=1)
        with self.store.journal.batch(self.plan_id, at=self.at, policy=POLICY) as batch:
            for body in bodies:
                batch.add(
                    Event(fresh_id(), self.plan_id, body, os.urandom(16), HOLDER, self.device,
                          batch.n(self.device), self.at, act=act, **given)
                )  # fmt: skip
            for key in clear:
                batch.clear_draft(key)
        return batch.changes.ids


def opened(number: int = 1, owner: str = "Ole Sandvær", holder: str = HOLDER) -> PlanOpened:
    return PlanOpened(
        number=number, kind=PlanKind.KINDERGARTEN, owner=Owner(id=f"owner-{number}", name=owner),
        holder=Holder(id=holder, name="Mona Hagebråten", title="Pedagogisk leder", service="Barnehagen"),
        language="nb",
    )  # fmt: skip


def small_plan(store: Store, number: int = 1, owner: str = "Ole Sandvær", holder: str = HOLDER) -> SimpleNamespace:
    """A plan with consent, a goal, two activities and a meeting today."""
    writer = Writer(store, fresh_id())
    writer.write(opened(number, owner, holder))
    writer.write(ParticipantAdded(person=MOTHER, name="Linnea Sandvær", role=Role.GUARDIAN))
    writer.write(
        ConsentGiven(consenters=(MOTHER,), services=("Barnehagen",), given_on=date(2026, 1, 5),
                     valid_through=date(2028, 1, 5), form=ConsentForm.SIGNED)
    )  # fmt: skip
    (goal,) = writer.write(GoalSet(arena=Arena.KINDERGARTEN, text="Leker sammen med andre"))
    (late,) = writer.write(
        ActivityPlanned(goal=goal, what="Lekegruppe tirsdager", responsible=holder, due="2026-11-01")
    )
    (later,) = writer.write(ActivityPlanned(goal=goal, what="Ring helsestasjonen", due="2026-12-01"))
    (meeting,) = writer.write(MeetingCalled(time=wall(2026, 11, 16, 13), place="Møterom 2"))
    return SimpleNamespace(
        id=writer.plan_id, writer=writer, goal=goal, late=late, later=later, meeting=meeting, store=store
    )


def wall(year: int, month: int, day: int, hour: int) -> WallTime:
    starts = datetime(year, month, day, hour)
    return WallTime(starts=starts, ends=starts + timedelta(minutes=45))


def reopened(store: Store) -> Store:
    store.close()
    return Store.open(store.directory, KEY)


def files_of(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


def decrypted(directory: Path, key: bytes = KEY) -> bytes:
    """Every page of the file and its WAL in clear, freed bytes too, as whoever has the key could read them."""
    data = (directory / "stafett.db").read_bytes()
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    found = [_clear(pages[0][16:], key), *(_clear(page, key) for page in pages[1:])]
    wal = directory / "stafett.db-wal"
    log = wal.read_bytes() if wal.exists() else b""
    for at in range(32, len(log), 24 + PAGE):
        page = log[at + 24 : at + 24 + PAGE]
        first = int.from_bytes(log[at : at + 4], "big") == 1
        found.append(_clear(page[16:] if first else page, key))
    return b"".join(found)


def _clear(page: bytes, key: bytes) -> bytes:
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[-80:-64])).decryptor()
    return decryptor.update(page[:-80]) + decryptor.finalize()
