"""The passphrase changes, the key moves, the key itself changes: whatever happens in between, the store opens."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store import changing, rotation
from stafett_tui.store.engine import FILE
from stafett_tui.store.keyrecord import read_record
from stafett_tui.store.keys import change_passphrase, create_demo_key, create_key, find_key, move_to_keyring
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.opened import Store
from stafett_tui.store.rotation import rotate_key
from tests.store.making import decrypted, files_of, small_plan

ROOT = Path(__file__).parents[2]
OLD, NEW = "blåbær og fløte", "kvist bekk stein måne"


def say(text):
    return lambda: text


def kind_of(act, *args, **given):
    with pytest.raises(StafettError) as caught:
        act(*args, **given)
    return caught.value.kind


def made(directory: Path, passphrase=None) -> tuple[bytes, str]:
    key = create_key(directory, passphrase=passphrase)
    store = Store.open(directory, key, create=True)
    plan = small_plan(store)
    store.close()
    return key, plan.id


def whole(directory: Path, key: bytes, plan_id: str) -> bool:
    store = Store.open(directory, key)
    try:
        return store.journal.verify() == () and store.journal.plan(plan_id).seq == 7
    finally:
        store.close()


def test_a_new_passphrase_opens_and_the_old_one_does_not(tmp_path, no_ring):
    key, plan_id = made(tmp_path, say(OLD))
    change_passphrase(tmp_path, say(NEW), passphrase=say(OLD))
    assert find_key(tmp_path, passphrase=say(NEW)) == key
    assert kind_of(find_key, tmp_path, passphrase=say(OLD)) is ErrorKind.WRONG_KEY
    assert whole(tmp_path, key, plan_id)


def test_a_passphrase_is_changed_only_by_who_knows_it_and_to_one_that_is_long_enough(tmp_path, no_ring):
    made(tmp_path, say(OLD))
    before = files_of(tmp_path)
    assert kind_of(change_passphrase, tmp_path, say(NEW), passphrase=say("feil")) is ErrorKind.WRONG_KEY
    assert kind_of(change_passphrase, tmp_path, say(NEW)) is ErrorKind.NO_KEY
    assert kind_of(change_passphrase, tmp_path, say("kort"), passphrase=say(OLD)) is ErrorKind.TOO_SHORT
    assert files_of(tmp_path) == before


def test_a_change_that_the_disk_does_not_take_leaves_the_old_passphrase(tmp_path, no_ring, monkeypatch):
    key, _ = made(tmp_path, say(OLD))
    monkeypatch.setattr("os.fsync", _no_space)
    assert kind_of(change_passphrase, tmp_path, say(NEW), passphrase=say(OLD)) is ErrorKind.DISK_FULL
    assert find_key(tmp_path, passphrase=say(OLD)) == key


def test_the_key_moves_from_the_keyring_behind_a_passphrase_and_back(tmp_path, ring):
    key, _ = made(tmp_path)
    change_passphrase(tmp_path, say(NEW))
    assert ring.kept == {}
    assert find_key(tmp_path, passphrase=say(NEW)) == key
    move_to_keyring(tmp_path, passphrase=say(NEW))
    assert find_key(tmp_path) == key
    assert read_record(tmp_path).wrapped == ""


def test_a_crash_between_record_and_keyring_leaves_a_way_in(tmp_path, ring, monkeypatch):
    key, _ = made(tmp_path)
    ring.fails_at = "delete"
    change_passphrase(tmp_path, say(NEW))
    assert find_key(tmp_path, passphrase=say(NEW)) == key
    ring.fails_at = ""
    monkeypatch.setattr("os.fsync", _no_space)
    assert kind_of(move_to_keyring, tmp_path, passphrase=say(NEW)) is ErrorKind.DISK_FULL
    assert find_key(tmp_path, passphrase=say(NEW)) == key


def test_a_keyring_that_keeps_nothing_leaves_the_passphrase(tmp_path, no_ring):
    key, _ = made(tmp_path, say(OLD))
    assert kind_of(move_to_keyring, tmp_path, passphrase=say(OLD)) is ErrorKind.NO_KEY
    assert find_key(tmp_path, passphrase=say(OLD)) == key


def test_the_key_of_a_demo_is_beside_it_and_stays_there(tmp_path, ring):
    create_demo_key(tmp_path)
    assert kind_of(change_passphrase, tmp_path, say(NEW)) is ErrorKind.NO_KEY
    assert kind_of(rotate_key, tmp_path) is ErrorKind.NO_KEY


@pytest.mark.parametrize("passphrase", [None, say(OLD)])
def test_a_new_key_opens_the_store_and_the_old_one_reads_nothing_of_it(tmp_path, ring, passphrase):
    if passphrase is not None:
        keyring.set_keyring(keyring.backends.fail.Keyring())
    old, plan_id = made(tmp_path, passphrase)
    fresh = rotate_key(tmp_path, passphrase=passphrase)
    assert fresh != old
    assert find_key(tmp_path, passphrase=passphrase) == fresh
    assert kind_of(Store.open, tmp_path, old) is ErrorKind.WRONG_KEY
    assert whole(tmp_path, fresh, plan_id)
    assert b"Lekegruppe" not in decrypted(tmp_path, old)
    assert b"Lekegruppe" in decrypted(tmp_path, fresh)
    assert not read_record(tmp_path).changing
    assert json.loads((tmp_path / "store.key").read_text())["version"] == 1
    assert len(ring.kept) == (passphrase is None)


def test_a_store_in_use_keeps_its_key(tmp_path, ring):
    key, _ = made(tmp_path)
    store = Store.open(tmp_path, key)
    assert kind_of(rotate_key, tmp_path) is ErrorKind.IN_USE
    store.close()
    assert find_key(tmp_path) == key


STOPS = ("write_record", "_encrypt_anew", "settle", "settled")


@pytest.mark.parametrize("passphrase", [None, say(OLD)])
@pytest.mark.parametrize("stop", STOPS)
def test_a_change_of_key_that_stops_anywhere_is_ended_at_the_next_opening(
    tmp_path, ring, monkeypatch, passphrase, stop
):
    if passphrase is not None:
        keyring.set_keyring(keyring.backends.fail.Keyring())
    old, plan_id = made(tmp_path, passphrase)
    with monkeypatch.context() as patch:
        if stop == "settled":
            patch.setattr(changing, "write_record", _nth(changing.write_record, 1))
        else:
            patch.setattr(rotation, stop, _crash)
        with pytest.raises(KeyboardInterrupt):
            rotate_key(tmp_path, passphrase=passphrase)
    found = find_key(tmp_path, passphrase=passphrase)
    assert (found == old) == (stop in {"write_record", "_encrypt_anew"})
    assert not read_record(tmp_path).changing
    assert whole(tmp_path, found, plan_id)
    assert find_key(tmp_path, passphrase=passphrase) == found
    assert not [name for _, name in ring.kept if name.endswith("/next")] or stop == "write_record"


def test_a_change_of_key_is_ended_only_by_who_may_open_the_store(tmp_path, ring, monkeypatch):
    keyring.set_keyring(keyring.backends.fail.Keyring())
    made(tmp_path, say(OLD))
    with monkeypatch.context() as patch:
        patch.setattr(rotation, "settle", _crash)
        with pytest.raises(KeyboardInterrupt):
            rotate_key(tmp_path, passphrase=say(OLD))
    before = files_of(tmp_path)
    assert kind_of(find_key, tmp_path, passphrase=say("feil")) is ErrorKind.WRONG_KEY
    assert kind_of(find_key, tmp_path) is ErrorKind.WRONG_KEY
    lock = StoreLock(tmp_path / "lock")
    assert kind_of(find_key, tmp_path, passphrase=say(OLD)) is ErrorKind.IN_USE
    lock.release()
    assert files_of(tmp_path)["store.key"] == before["store.key"]
    (tmp_path / FILE).write_bytes(os.urandom(8192))
    assert kind_of(find_key, tmp_path, passphrase=say(OLD)) is ErrorKind.FILE_DAMAGED
    (tmp_path / FILE).unlink()
    assert kind_of(find_key, tmp_path, passphrase=say(OLD)) is ErrorKind.NO_STORE


def test_a_keyring_that_fails_in_between_costs_nothing(tmp_path, ring):
    old, plan_id = made(tmp_path)
    ring.instead = "ab" * 32
    assert kind_of(rotate_key, tmp_path) is ErrorKind.NO_KEY
    ring.instead = None
    assert find_key(tmp_path) == old
    kept = dict(ring.kept)
    ring.kept.clear()
    assert kind_of(find_key, tmp_path) is ErrorKind.NO_KEY
    ring.kept.update(kept)
    assert whole(tmp_path, old, plan_id)


def test_a_lost_keyring_during_a_change_is_told_and_a_silent_one_keeps_both_keys(tmp_path, ring, monkeypatch):
    _, plan_id = made(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(rotation, "settle", _crash)
        with pytest.raises(KeyboardInterrupt):
            rotate_key(tmp_path)
    kept = dict(ring.kept)
    ring.kept.clear()
    assert kind_of(find_key, tmp_path) is ErrorKind.NO_KEY
    ring.kept.update(kept)
    ring.fails_at = "set"
    key = find_key(tmp_path)
    assert read_record(tmp_path).changing
    assert whole(tmp_path, key, plan_id)


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")
def test_a_full_disk_leaves_the_old_key(tmp_path, ring):
    import resource

    old, plan_id = made(tmp_path)
    store = Store.open(tmp_path, old)
    store.blobs.put(plan_id, "stor.bin", random.Random(1).randbytes(3_000_000))
    store.close()
    small = (1_000_000, resource.RLIM_INFINITY)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, small)
    try:
        assert kind_of(rotate_key, tmp_path) is ErrorKind.DISK_FULL
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert whole(tmp_path, find_key(tmp_path), plan_id)
    assert find_key(tmp_path) == old


ROTATE = """
import sys
from pathlib import Path
import keyring, keyring.backends.fail
keyring.set_keyring(keyring.backends.fail.Keyring())
from stafett_tui.store.rotation import rotate_key
print("ready", flush=True)
rotate_key(Path(sys.argv[1]), passphrase=lambda: sys.argv[2])
"""


def size(path):
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return -1


@pytest.mark.parametrize("part", [0.0, 0.3, 0.45, 0.6, 0.75, 0.9])
def test_kill_9_at_any_moment_leaves_a_store_that_opens(tmp_path, no_ring, part):
    key, plan_id = made(tmp_path, say(OLD))
    store = Store.open(tmp_path, key)
    digest = store.blobs.put(plan_id, "stor.bin", random.Random(part).randbytes(18_000_000))
    store.blobs.put(plan_id, "flere.bin", random.Random(part + 1).randbytes(12_000_000))
    store.close()
    child = subprocess.Popen([sys.executable, "-c", ROTATE, str(tmp_path), OLD], cwd=ROOT, stdout=subprocess.PIPE)
    child.stdout.readline()
    began = time.monotonic()
    while not (tmp_path / "store.key").read_text().count("next_proof") and child.poll() is None:
        pass
    wal = tmp_path / f"{FILE}-wal"
    while child.poll() is None and size(wal) < part * 30_000_000:
        assert time.monotonic() - began < 50
    child.kill()
    child.wait()
    child.stdout.close()
    found = find_key(tmp_path, passphrase=say(OLD))
    assert whole(tmp_path, found, plan_id)
    again = Store.open(tmp_path, found)
    assert len(again.blobs.get(digest)) == 18_000_000
    again.close()


def _crash(*_args, **_given):
    raise KeyboardInterrupt


def _nth(real, wanted):
    calls = []

    def act(*args):
        calls.append(args)
        return _crash() if len(calls) == wanted else real(*args)

    return act


def _no_space(_handle):
    raise OSError(28, "no space")
