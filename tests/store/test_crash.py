"""kill -9 at any moment loses nothing that was answered as written; one writer per store (I2, I9)."""

from __future__ import annotations

import getpass
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store import lock as lock_module
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.opened import Store
from tests.store.making import KEY, small_plan

ROOT = Path(__file__).parents[2]
WRITE = """
import sys
from pathlib import Path
from stafett_tui.domain.activity import CommentWritten
from stafett_tui.store.opened import Store
from tests.store.making import KEY, START, Writer
store = Store.open(Path(sys.argv[1]), KEY)
writer = Writer(store, sys.argv[2])
n = 0
while True:
    n += 1
    (written,) = writer.write(CommentWritten(activity=sys.argv[3], text=f"Kommentar {n}"), clear=("field",))
    store.drafts.keep("field", writer.plan_id, f"Uferdig {n}", 0, writer.at)
    print(written, n, flush=True)
"""


def started(*args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, *args], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )  # fmt: skip


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_what_was_answered_as_written_survives_kill_9(store, plan, lines):
    store.close()
    child = started(str(store.directory), plan.id, plan.late)
    told = [child.stdout.readline().split() for _ in range(lines)]
    os.kill(child.pid, signal.SIGKILL)
    told += [line.split() for line in child.stdout if line.endswith("\n")]
    child.wait()
    child.stdout.close()
    again = Store.open(store.directory, KEY)
    ids = [entry.event.id for entry in again.journal.entries(plan.id)]
    assert {written for written, _ in told} <= set(ids)
    assert len(told) <= len(ids) - 7 <= len(told) + 1
    draft = again.drafts.take("field")
    if len(ids) - 7 == len(told):
        assert draft.text == f"Uferdig {told[-1][1]}"
    assert again.journal.verify() == ()
    again.close()


def test_a_second_process_is_told_who_has_the_store_and_the_lock_goes_with_its_process(store, plan):
    store.close()
    child = started(str(store.directory), plan.id, plan.late)
    child.stdout.readline()
    with pytest.raises(StafettError) as caught:
        Store.open(store.directory, KEY)
    assert caught.value.kind is ErrorKind.IN_USE
    data = caught.value.data
    assert (data["who"], data["host"], data["pid"]) == (getpass.getuser(), socket.gethostname(), child.pid)
    assert (datetime.now(UTC) - data["since"]).total_seconds() < 600
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    Store.open(store.directory, KEY).close()


def test_the_same_process_cannot_open_a_store_twice(store):
    with pytest.raises(StafettError) as caught:
        Store.open(store.directory, KEY)
    assert caught.value.data["pid"] == os.getpid()


def test_the_lock_file_tells_of_nobody_once_the_store_is_closed(store):
    small_plan(store)
    assert str(os.getpid()) in (store.directory / "lock").read_text()
    store.close()
    assert (store.directory / "lock").read_text() == ""
    store.close()


def test_a_store_that_would_not_open_gives_its_lock_back(store):
    store.close()
    with pytest.raises(StafettError):
        Store.open(store.directory, bytes(32))
    StoreLock(store.directory / "lock").release()


def test_a_lock_that_tells_nothing_is_still_a_lock(tmp_path, monkeypatch):
    held = StoreLock(tmp_path / "lock")
    for left in ("", "[]", '{"pid": 4}'):
        (tmp_path / "lock").write_text(left)
        with pytest.raises(StafettError) as caught:
            StoreLock(tmp_path / "lock")
        assert caught.value.data["who"] == ""
    held.release()
    held.release()


def test_who_has_it_may_be_unknown_or_not_fit_on_the_disk(tmp_path, monkeypatch):
    def fails(*_args):
        raise OSError

    monkeypatch.setattr(lock_module.getpass, "getuser", fails)
    held = StoreLock(tmp_path / "lock")
    assert '"who": ""' in (tmp_path / "lock").read_text()
    held.release()
    monkeypatch.setattr(lock_module.os, "write", fails)
    StoreLock(tmp_path / "lock").release()


def test_a_lock_that_vanished_while_being_read_is_told_without_a_holder(tmp_path):
    assert lock_module._holder(tmp_path / "lock")["since"] is None


def test_a_place_for_the_lock_that_is_a_folder_is_told(tmp_path):
    (tmp_path / "lock").mkdir()
    with pytest.raises(StafettError) as caught:
        StoreLock(tmp_path / "lock")
    assert caught.value.kind is ErrorKind.READ_ONLY
