"""A copy in one file: verified, encrypted under a key of its own, opened by the recovery passphrase alone."""

from __future__ import annotations

import json
import threading
import zipfile

import pytest

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.log import Blanked
from stafett_tui.store import backup as module
from stafett_tui.store.audit import Viewing
from stafett_tui.store.backup import prune
from stafett_tui.store.backupfile import checked
from stafett_tui.store.engine import connect
from stafett_tui.store.recovery import recovery_of, set_up
from tests.store.making import KEY, START, files_of, reopened, small_plan

PHRASE = "kvist bekk stein måne"


def kind_of(act, *args, **given):
    with pytest.raises(StafettError) as caught:
        act(*args, **given)
    return caught.value.kind


@pytest.fixture
def ready(store, plan):
    set_up(store.settings, PHRASE)
    store.audit.note(Viewing(plan.id, "person-mona", view="plan"), START)
    store.blobs.put(plan.id, "brev.txt", b"Krukkeskaar" * 100)
    return plan


def test_a_copy_is_one_file_and_says_nothing_of_the_case(store, ready, tmp_path):
    path = store.back_up(tmp_path / "copies", START)
    assert [each.name for each in (tmp_path / "copies").iterdir()] == [path.name]
    assert path.name == f"stafett-{recovery_of(store.settings).id[:8]}-20261116T120000Z.stafett"
    data = path.read_bytes()
    for word in ("Sandvær", "Linnea", "Lekegruppe", "Krukkeskaar", "CREATE TABLE", ready.id):
        assert word.encode() not in data
    assert KEY not in data
    assert KEY.hex().encode() not in data
    assert recovery_of(store.settings).key.hex().encode() not in data
    assert set(files_of(store.directory)) == {"stafett.db", "stafett.db-wal", "stafett.db-shm", "lock"}


def test_each_copy_has_a_key_of_its_own_which_the_passphrase_gives(store, ready, tmp_path):
    one, two = (checked(store.back_up(tmp_path / n, START)).opened(PHRASE) for n in "ab")
    assert one != two
    assert KEY not in {one, two}


def test_the_database_inside_holds_everything(store, ready, tmp_path):
    path = store.back_up(tmp_path, START)
    with zipfile.ZipFile(path) as packed:
        packed.extract("store.db", tmp_path / "out")
    inside = connect(tmp_path / "out" / "store.db", checked(path).opened(PHRASE))
    with store._channel.reading() as own:
        for table in ("entry", "plan", "activity", "meeting", "lookup", "blob", "setting", "draft"):
            query = f'SELECT * FROM "{table}"'
            assert inside.execute(query).fetchall() == own.execute(query).fetchall()
        assert inside.execute("PRAGMA user_version").fetchall() == own.execute("PRAGMA user_version").fetchall()
    inside.close()


def test_a_copy_is_made_without_a_passphrase_also_after_a_restart(store, ready, tmp_path):
    again = reopened(store)
    assert checked(again.back_up(tmp_path, START)).opened(PHRASE)
    again.close()


def test_before_a_recovery_passphrase_is_set_up_there_is_no_copy(store, plan, tmp_path):
    assert kind_of(store.back_up, tmp_path / "copies", START) is ErrorKind.NO_RECOVERY
    assert not (tmp_path / "copies").exists()
    assert kind_of(set_up, store.settings, "kort") is ErrorKind.TOO_SHORT


def test_a_new_recovery_passphrase_opens_only_what_is_copied_from_then_on(store, ready, tmp_path):
    old = checked(store.back_up(tmp_path / "a", START))
    set_up(store.settings, "en helt annen frase")
    new = checked(store.back_up(tmp_path / "b", START))
    assert old.opened(PHRASE)
    assert new.opened("en helt annen frase")
    for header, phrase in ((old, "en helt annen frase"), (new, PHRASE)):
        assert kind_of(header.opened, phrase) is ErrorKind.WRONG_KEY


def test_a_store_that_does_not_hold_is_not_copied_and_nothing_is_left(store, ready, tmp_path):
    with store._channel.writing() as connection:
        connection.execute("UPDATE entry SET hash=x'00' WHERE seq=2")
    before = set(files_of(store.directory))
    assert kind_of(store.back_up, tmp_path / "copies", START) is ErrorKind.CHAIN_BROKEN
    assert list((tmp_path / "copies").iterdir()) == []
    assert set(files_of(store.directory)) == before


def test_erased_ids_travel_with_the_copy(store, ready, tmp_path):
    ready.writer.write(Blanked(target=ready.late, reason="Feil barn"))
    with zipfile.ZipFile(store.back_up(tmp_path, START)) as packed:
        assert packed.read("erased.ids").decode().split() == [ready.late]


def test_a_copy_is_one_moment_while_somebody_writes(store, ready, tmp_path):
    stop = threading.Event()

    def write():
        while not stop.is_set():
            ready.writer.write(CommentWritten(activity=ready.late, text="Kommentar"))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        assert [checked(store.back_up(tmp_path / n, START)).format for n in "abc"] == [1, 1, 1]
    finally:
        stop.set()
        writing.join()


def test_a_target_that_takes_nothing_is_told_and_the_copies_there_stay(store, ready, tmp_path, monkeypatch):
    path = store.back_up(tmp_path / "copies", START)
    kept = path.read_bytes()
    monkeypatch.setattr(module.os, "fsync", _no_space)
    assert kind_of(store.back_up, tmp_path / "copies", START) is ErrorKind.DISK_FULL
    assert files_of(tmp_path / "copies") == {path.name: kept}
    (tmp_path / "file").write_text("")
    assert kind_of(store.back_up, tmp_path / "file", START) is ErrorKind.READ_ONLY


def test_a_copy_that_reads_back_otherwise_does_not_get_its_name(store, ready, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_digest", lambda _path: "00")
    assert kind_of(store.back_up, tmp_path / "copies", START) is ErrorKind.NOT_A_BACKUP
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_disk_that_is_full_for_the_copy_beside_the_store_is_told(store, ready, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "remove", lambda _path: None)
    (store.directory / "copy.new").write_bytes(b"left")
    assert kind_of(store.back_up, tmp_path, START) is ErrorKind.READ_ONLY
    monkeypatch.undo()
    monkeypatch.setattr(module.os, "open", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.back_up(tmp_path, START)


def test_only_the_newest_copies_of_this_store_stay(store, ready, tmp_path):
    recovery = recovery_of(store.settings)
    for n in range(4):
        (tmp_path / f"stafett-{recovery.id[:8]}-2026111{n}T120000Z.stafett").write_text("")
    (tmp_path / "stafett-ffffffff-20260101T120000Z.stafett").write_text("")
    (tmp_path / f"stafett-{recovery.id[:8]}-20261101T120000Z.part").write_text("")
    prune(tmp_path, recovery, 2)
    assert sorted(files_of(tmp_path)) == sorted(
        ["stafett-ffffffff-20260101T120000Z.stafett",
         *(f"stafett-{recovery.id[:8]}-2026111{n}T120000Z.stafett" for n in (2, 3))]
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"made": "2030-01-01T00:00:00+00:00"}, {"erased": "00"}, {"size": 1}, {"sha256": "00"}, {"key": "00"},
        {"key_nonce": "zz"}, {"salt": "zz"}, {"more": 1}, {"made": 3}, {"size": "1"},
    ],
)  # fmt: skip
def test_a_changed_header_is_no_backup(store, ready, tmp_path, change):
    path = store.back_up(tmp_path, START)
    _changed(path, change)
    assert kind_of(lambda: checked(path).opened(PHRASE)) is ErrorKind.NOT_A_BACKUP


def test_a_copy_of_a_later_program_is_told(store, ready, tmp_path):
    path = store.back_up(tmp_path, START)
    _changed(path, {"format": 2})
    assert kind_of(checked, path) is ErrorKind.STORE_NEWER


def test_what_is_no_copy_at_all_is_told(store, ready, tmp_path):
    small_plan(store, 2, "Kari Foss")
    path = store.back_up(tmp_path / "a", START)
    whole = path.read_bytes()
    assert kind_of(checked, tmp_path / "none") is ErrorKind.FILE_UNREADABLE
    for data in (b"", b"PK", whole[:-40], whole[: len(whole) // 2], whole[:5000] + b"x" + whole[5001:]):
        path.write_bytes(data)
        assert kind_of(checked, path) is ErrorKind.NOT_A_BACKUP
    for members in ({}, {"header.json": "[]"}, {"header.json": "x" * 70_000}, {"header.json": "{}"}):
        with zipfile.ZipFile(path, "w") as packed:
            for name, text in members.items():
                packed.writestr(name, text)
        assert kind_of(checked, path) is ErrorKind.NOT_A_BACKUP
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("header.json", bytes(10_000_000))
    assert kind_of(checked, path) is ErrorKind.NOT_A_BACKUP


def _changed(path, change):
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["header.json"] = json.dumps(json.loads(parts["header.json"]) | change)
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


def _no_space(_handle):
    raise OSError(28, "no space")
