"""Damaged files, full disks and folders one may not write to: told in kinds, and nothing is lost (I9, I11)."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.plan import fold
from stafett_tui.store.engine import FILE
from stafett_tui.store.keys import create_key
from stafett_tui.store.opened import Store
from stafett_tui.store.wal import is_damaged
from tests.store.making import KEY, PAGE, START, files_of, small_plan

WAL = f"{FILE}-wal"


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def open_or_kind(directory: Path) -> Store | ErrorKind:
    try:
        return Store.open(directory, KEY)
    except StafettError as error:
        return error.kind


@pytest.mark.parametrize("at", [*range(16, 100, 12), *range(PAGE + 7, 15 * PAGE, 2 * PAGE + 331)])
def test_a_flipped_byte_anywhere_in_the_file_is_found(store, plan, at):
    store.close()
    path = store.directory / FILE
    whole = path.read_bytes()
    path.write_bytes(flipped(whole, at % len(whole)))
    opened = open_or_kind(store.directory)
    if isinstance(opened, Store):
        assert ErrorKind.FILE_DAMAGED in {finding.kind for finding in opened.journal.verify()}
        opened.close()
    else:
        assert opened is ErrorKind.FILE_DAMAGED
        assert path.read_bytes() == flipped(whole, at % len(whole))


def test_a_damaged_beginning_is_no_wrong_key_where_the_key_is_known(tmp_path):
    key = create_key(tmp_path, passphrase=lambda: "hei")
    store = Store.open(tmp_path, key, create=True)
    small_plan(store)
    store.close()
    path = tmp_path / FILE
    path.write_bytes(flipped(path.read_bytes(), 3))
    with pytest.raises(StafettError) as caught:
        Store.open(tmp_path, key)
    assert caught.value.kind is ErrorKind.FILE_DAMAGED


@pytest.mark.parametrize("length", [0, 77, PAGE, 3 * PAGE, 3 * PAGE + 11])
def test_a_file_cut_short_is_damaged_and_left_as_it_is(store, plan, length):
    store.close()
    path = store.directory / FILE
    path.write_bytes(path.read_bytes()[:length])
    before = path.read_bytes()
    with pytest.raises(StafettError) as caught:
        Store.open(store.directory, KEY)
    assert caught.value.kind in {ErrorKind.FILE_DAMAGED, ErrorKind.WRONG_KEY}
    assert (caught.value.kind is ErrorKind.WRONG_KEY) == (length == 77)
    assert path.read_bytes() == before


def test_once_a_page_is_damaged_no_write_is_answered_as_anything_else(store, plan):
    store.close()
    path = store.directory / FILE
    whole = path.read_bytes()
    told = []
    for page in range(1, len(whole) // PAGE):
        path.write_bytes(flipped(whole, page * PAGE + 9))
        opened = open_or_kind(store.directory)
        if isinstance(opened, Store):
            with contextlib.suppress(StafettError):
                opened.journal.plan(plan.id)
                continue
            with pytest.raises(StafettError) as caught:
                opened.settings.set("a", "b")
            told.append(caught.value.kind)
            opened.close()
    assert set(told) == {ErrorKind.FILE_DAMAGED}


@pytest.fixture
def crashed(store, plan, tmp_path):
    """A copy of a store as a crash leaves it: with everything still in the WAL."""
    for n in range(6):
        plan.writer.write(CommentWritten(activity=plan.late, text=f"Kommentar {n}"))
    copy = tmp_path / "crashed"
    shutil.copytree(store.directory, copy)
    return copy


def test_after_a_crash_everything_is_there(crashed, store, plan):
    opened = Store.open(crashed, KEY)
    assert opened.journal.plan(plan.id) == store.journal.plan(plan.id)
    opened.close()


def test_a_damaged_wal_is_told_before_sqlite_drops_what_stands_behind(crashed):
    wal = crashed / WAL
    whole = wal.read_bytes()
    size = 24 + PAGE
    frames = (len(whole) - 32) // size
    for at in (3, 20, 32 + 2 * size + 5, 32 + (frames // 2) * size + 600, 32 + (frames // 2) * size + 17):
        wal.write_bytes(flipped(whole, at))
        with pytest.raises(StafettError) as caught:
            Store.open(crashed, KEY)
        assert caught.value.kind is ErrorKind.FILE_DAMAGED
        assert wal.read_bytes() == flipped(whole, at)
    wal.write_bytes(whole)
    Store.open(crashed, KEY).close()


def test_a_torn_last_commit_is_no_damage(crashed, plan):
    wal = crashed / WAL
    whole = wal.read_bytes()
    for cut in (1, 24 + PAGE + 3):
        wal.write_bytes(whole[:-cut])
        assert not is_damaged(wal)
    wal.write_bytes(flipped(whole, len(whole) - 10))
    opened = Store.open(crashed, KEY)
    assert opened.journal.verify() == ()
    assert opened.journal.plan(plan.id).seq == 12
    opened.close()


def test_a_wal_that_holds_nothing_or_is_not_there_is_no_damage(tmp_path):
    assert not is_damaged(tmp_path / WAL)
    (tmp_path / WAL).write_bytes(bytes(32))
    assert not is_damaged(tmp_path / WAL)


@contextlib.contextmanager
def no_file_longer_than(size: int):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _fill(store, plan) -> int:
    """Write until the disk is full; give how many comments were answered as written."""
    for n in range(2000):
        try:
            plan.writer.write(CommentWritten(activity=plan.late, text=f"Kommentar {n} " * 40))
        except StafettError as error:
            if error.kind is ErrorKind.DISK_FULL:
                return n
            raise
    pytest.fail("the disk never filled")


def _holds_after_full(store, plan, written: int) -> None:
    assert store.journal.plan(plan.id).seq == 7 + written
    assert store.journal.plan(plan.id) == fold(store.journal.entries(plan.id))


def test_a_full_disk_is_told_and_what_was_written_before_stays(store, plan):
    with no_file_longer_than(200_000):
        written = _fill(store, plan)
        _holds_after_full(store, plan, written)
        with pytest.raises(StafettError) as caught:
            store.drafts.keep("k", plan.id, "x" * 90_000, 0, START)
        assert caught.value.kind is ErrorKind.DISK_FULL
    plan.writer.write(CommentWritten(activity=plan.late, text="Plass igjen"))
    _holds_after_full(store, plan, written + 1)
    assert store.journal.verify() == ()
    again = Store.open(store.directory, KEY) if store.close() is None else store
    assert again.journal.plan(plan.id).seq == 8 + written
    again.close()


def test_a_limit_too_small_to_open_under_is_no_damage(store, plan):
    store.close()
    with no_file_longer_than(20_000), pytest.raises(StafettError) as caught:
        Store.open(store.directory, KEY)
    assert caught.value.kind is ErrorKind.DISK_FULL
    again = Store.open(store.directory, KEY)
    assert again.journal.verify() == ()
    again.close()


def test_a_store_that_does_not_fit_is_not_made(tmp_path):
    with no_file_longer_than(2000), pytest.raises(StafettError) as caught:
        Store.open(tmp_path, KEY, create=True)
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert not Store.exists(tmp_path)
    Store.open(tmp_path, KEY, create=True).close()


@pytest.fixture
def small_disk(tmp_path):
    where = tmp_path / "disk"
    where.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k,mode=0777", "tmpfs", str(where)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk here")
    yield where
    subprocess.run(["umount", "-l", str(where)], check=True)


def test_a_disk_that_is_really_full_is_told_too(small_disk):
    store = Store.open(small_disk / "store", KEY, create=True)
    plan = small_plan(store)
    written = _fill(store, plan)
    _holds_after_full(store, plan, written)
    assert store.journal.verify() == ()
    store.close()
    again = Store.open(small_disk / "store", KEY)
    assert again.journal.plan(plan.id).seq == 7 + written
    again.close()


def test_a_disk_too_full_to_open_on_is_no_damage(small_disk):
    store = Store.open(small_disk / "store", KEY, create=True)
    plan = small_plan(store)
    store.close()
    with contextlib.suppress(OSError), (small_disk / "filling").open("wb", buffering=0) as filling:
        while filling.write(bytes(1000)):
            pass
    with pytest.raises(StafettError) as caught:
        Store.open(small_disk / "store", KEY)
    assert caught.value.kind is ErrorKind.DISK_FULL
    (small_disk / "filling").unlink()
    again = Store.open(small_disk / "store", KEY)
    assert again.journal.plan(plan.id).seq == 7
    again.close()


@pytest.fixture
def unprivileged():
    """Somebody who is not root, in a folder that is open to all."""
    where = Path(tempfile.mkdtemp(prefix="stafett-test-"))
    where.chmod(0o755)
    root = os.geteuid() == 0

    def become():
        for path in (where, *where.rglob("*")):
            if root:
                os.chown(path, 65534, 65534)
        if root:
            os.seteuid(65534)

    yield where, become
    if root:
        os.seteuid(0)
    for path in (where, *where.iterdir()):
        path.chmod(0o755)
    shutil.rmtree(where)


def test_a_read_only_folder_is_told_and_nothing_is_changed(unprivileged):
    where, become = unprivileged
    Store.open(where / "store", KEY, create=True).close()
    Store.open(where / "store", KEY).close()
    become()
    before = files_of(where / "store")
    (where / "store").chmod(0o500)
    with pytest.raises(StafettError) as caught:
        Store.open(where / "store", KEY)
    assert caught.value.kind is ErrorKind.READ_ONLY
    (where / "store" / FILE).chmod(0o400)
    (where / "store").chmod(0o700)
    with pytest.raises(StafettError) as caught:
        Store.open(where / "store", KEY)
    assert caught.value.kind is ErrorKind.READ_ONLY
    where.chmod(0o500)
    with pytest.raises(StafettError) as caught:
        Store.open(where / "other", KEY, create=True)
    assert caught.value.kind is ErrorKind.READ_ONLY
    assert files_of(where / "store")[FILE] == before[FILE]
