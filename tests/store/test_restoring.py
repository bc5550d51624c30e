"""A copy comes back on any machine; nothing newer is lost unasked, and what is erased stays erased (I5, I6, I7)."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest

from stafett_tui.domain.activity import CommentWritten, activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.log import Blanked
from stafett_tui.store import migrations, restoring
from stafett_tui.store.audit import Viewing
from stafett_tui.store.engine import FILE, Channel, connect
from stafett_tui.store.erased import ErasedIds
from stafett_tui.store.keyrecord import read_record
from stafett_tui.store.keys import create_demo_key, create_key, find_key
from stafett_tui.store.lock import StoreLock
from stafett_tui.store.opened import Store
from stafett_tui.store.recovery import recovery_of, set_up
from stafett_tui.store.restoring import restore
from tests.store.making import START, decrypted, files_of, small_plan

PHRASE = "kvist bekk stein måne"
OWN = "blåbær og fløte"
ROOT = Path(__file__).parents[2]


def say(text):
    return lambda: text


def kind_of(act, *args, **given):
    with pytest.raises(StafettError) as caught:
        act(*args, **given)
    return caught.value.kind


@pytest.fixture
def first(tmp_path, ring):
    """A store with a plan, a draft, a file and a look-up; it stays open for the test to go on writing."""
    directory = tmp_path / "first"
    store = Store.open(directory, create_key(directory), create=True)
    store.settings.set("device", "laptop")
    set_up(store.settings, PHRASE)
    plan = small_plan(store)
    store.audit.note(Viewing(plan.id, "person-mona", view="plan"), START)
    store.drafts.keep("field", plan.id, "Uferdig", 3, START)
    plan.digest = store.blobs.put(plan.id, "brev.txt", b"Krukkeskaar")
    yield plan
    plan.store.close()


def copy_of(plan, folder: Path, **later) -> Path:
    return plan.store.back_up(folder, START.replace(**later))


def opened(directory: Path, **given) -> Store:
    return Store.open(directory, find_key(directory, **given))


def test_on_another_machine_a_copy_becomes_the_same_store_under_a_new_key(first, tmp_path):
    other = tmp_path / "other"
    told = restore(copy_of(first, tmp_path / "copies"), other, say(PHRASE))
    assert told == (1, "2026-11-16T12:00:00+00:00")
    store = opened(other)
    assert find_key(other) != find_key(tmp_path / "first")
    assert store.journal.verify() == ()
    assert store.journal.plan(first.id) == first.store.journal.plan(first.id)
    assert store.drafts.take("field").text == "Uferdig"
    assert store.blobs.get(first.digest) == b"Krukkeskaar"
    assert store.audit.broken() == 0
    assert len(store.audit.lookups(first.id)) == 1
    assert recovery_of(store.settings) == recovery_of(first.store.settings)
    assert not set(files_of(other)) - {FILE, f"{FILE}-wal", f"{FILE}-shm", "lock", "store.key"}
    store.close()


def test_the_restored_store_is_another_device_so_that_no_counter_is_used_twice(first, tmp_path):
    restore(copy_of(first, tmp_path / "copies"), tmp_path / "other", say(PHRASE))
    store = opened(tmp_path / "other")
    assert store.settings.get("device") == ""
    store.close()


def test_without_a_keyring_the_new_store_asks_for_a_passphrase_of_its_own(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    keyring.set_keyring(keyring.backends.fail.Keyring())
    other = tmp_path / "other"
    assert kind_of(restore, path, other, say(PHRASE)) is ErrorKind.NO_KEY
    assert not (other / FILE).exists()
    restore(path, other, say(PHRASE), passphrase=say(OWN))
    opened(other, passphrase=say(OWN)).close()


def test_another_recovery_passphrase_opens_nothing_and_changes_nothing(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    assert kind_of(restore, path, tmp_path / "other", say("feil frase her")) is ErrorKind.WRONG_KEY
    assert not (tmp_path / "other").exists()


def test_an_unchanged_store_takes_its_own_copy_back(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    assert kind_of(restore, path, tmp_path / "first", say(PHRASE)) is ErrorKind.IN_USE
    key = find_key(tmp_path / "first")
    first.store.close()
    restore(path, tmp_path / "first", say(PHRASE))
    assert find_key(tmp_path / "first") == key
    opened(tmp_path / "first").close()


def test_what_is_newer_in_the_store_is_not_lost_unless_it_is_asked_for(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    first.writer.write(CommentWritten(activity=first.late, text="Skrevet etterpå"))
    first.store.close()
    before = files_of(tmp_path / "first")
    assert kind_of(restore, path, tmp_path / "first", say(PHRASE)) is ErrorKind.BACKUP_BEHIND
    assert files_of(tmp_path / "first") == before
    restore(path, tmp_path / "first", say(PHRASE), replace=True)
    store = opened(tmp_path / "first")
    assert store.journal.plan(first.id).seq == 7
    assert store.journal.verify() == ()
    store.close()


def test_a_plan_that_is_not_in_the_copy_counts_as_newer(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    small_plan(first.store, 2, "Kari Foss")
    first.store.close()
    assert kind_of(restore, path, tmp_path / "first", say(PHRASE)) is ErrorKind.BACKUP_BEHIND


def test_look_ups_and_drafts_since_the_copy_are_taken_over(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    first.store.audit.note(Viewing(first.id, "person-rask", view="board"), START)
    first.store.drafts.keep("field", first.id, "Uferdig, men lenger", 3, START.replace(hour=13))
    first.store.close()
    restore(path, tmp_path / "first", say(PHRASE))
    store = opened(tmp_path / "first")
    assert [each.person for each in store.audit.lookups(first.id)] == ["person-mona", "person-rask"]
    assert store.audit.broken() == 0
    assert store.drafts.take("field").text == "Uferdig, men lenger"
    store.close()


def test_look_ups_that_do_not_join_are_left_as_the_copy_has_them(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    other = tmp_path / "other"
    restore(path, other, say(PHRASE))
    first.store.audit.note(Viewing(first.id, "person-rask", view="board"), START)
    later = copy_of(first, tmp_path / "copies", hour=13)
    store = opened(other)
    store.audit.note(Viewing(first.id, "person-x", view="board"), START)
    store.close()
    restore(later, other, say(PHRASE))
    store = opened(other)
    assert [each.person for each in store.audit.lookups(first.id)] == ["person-mona", "person-rask"]
    assert store.audit.broken() == 0
    store.close()


def test_what_was_erased_since_the_copy_stays_erased(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    first.writer.write(Blanked(target=first.late, reason="Feil barn"))
    first.store.close()
    restore(path, tmp_path / "first", say(PHRASE), replace=True)
    store = opened(tmp_path / "first")
    assert b"Lekegruppe" not in decrypted(tmp_path / "first", find_key(tmp_path / "first"))
    assert [a.id for a in activities(store.journal.plan(first.id))] == [first.later]
    assert store.journal.verify() == ()
    store.close()


def test_an_erased_plan_does_not_come_back_also_where_only_the_file_of_ids_knows_it(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    first.store.journal.erase_plan(first.id)
    first.store.close()
    (tmp_path / "other").mkdir()
    shutil.copy(tmp_path / "first" / "erased.ids", tmp_path / "other")
    for directory in (tmp_path / "first", tmp_path / "other"):
        assert restore(path, directory, say(PHRASE), replace=True).plans == 0
        clear = decrypted(directory, find_key(directory))
        assert not [word for word in ("Sandvær", "Uferdig", "Krukkeskaar") if word.encode() in clear]


def test_ids_in_the_copy_and_in_the_folder_are_united(first, tmp_path):
    first.writer.write(Blanked(target=first.late, reason="Feil barn"))
    path = copy_of(first, tmp_path / "copies")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "erased.ids").write_text(f"{first.later}\n")
    restore(path, tmp_path / "other", say(PHRASE))
    assert {first.late, first.later} <= ErasedIds(tmp_path / "other").read()
    store = opened(tmp_path / "other")
    assert activities(store.journal.plan(first.id)) == ()
    assert store.journal.verify() == ()
    store.close()


def test_ids_that_cannot_be_noted_stop_the_restore(first, tmp_path, monkeypatch):
    first.writer.write(Blanked(target=first.late, reason="Feil barn"))
    path = copy_of(first, tmp_path / "copies")
    monkeypatch.setattr(ErasedIds, "add", lambda _self, _ids: None)
    assert kind_of(restore, path, tmp_path / "other", say(PHRASE)) is ErrorKind.DISK_FULL
    assert not (tmp_path / "other" / FILE).exists()


def test_a_damaged_store_is_replaced_when_asked_and_put_aside(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    first.store.close()
    data = (tmp_path / "first" / FILE).read_bytes()
    (tmp_path / "first" / FILE).write_bytes(bytes(4096) + data[4096:])
    assert kind_of(restore, path, tmp_path / "first", say(PHRASE)) is ErrorKind.BACKUP_BEHIND
    key = find_key(tmp_path / "first")
    restore(path, tmp_path / "first", say(PHRASE), replace=True)
    assert find_key(tmp_path / "first") == key
    assert (tmp_path / "first" / f"{FILE}.before").read_bytes() == bytes(4096) + data[4096:]
    opened(tmp_path / "first").close()


def test_a_damaged_wal_is_not_taken_for_a_whole_store(first, tmp_path, monkeypatch):
    path = copy_of(first, tmp_path / "copies")
    first.store.close()
    monkeypatch.setattr(restoring, "is_damaged", lambda _path: True)
    assert kind_of(restore, path, tmp_path / "first", say(PHRASE)) is ErrorKind.BACKUP_BEHIND


def test_a_store_whose_key_is_lost_is_put_aside_with_its_record(first, tmp_path, ring):
    path = copy_of(first, tmp_path / "copies")
    first.store.close()
    old = read_record(tmp_path / "first").id
    ring.kept.clear()
    assert kind_of(restore, path, tmp_path / "first", say(PHRASE)) is ErrorKind.NO_KEY
    restore(path, tmp_path / "first", say(PHRASE), replace=True)
    assert read_record(tmp_path / "first").id != old
    assert old in (tmp_path / "first" / "store.key.before").read_text()
    opened(tmp_path / "first").close()


def test_a_forgotten_passphrase_does_not_lose_the_store_that_has_a_copy(first, tmp_path, ring):
    keyring.set_keyring(keyring.backends.fail.Keyring())
    path = copy_of(first, tmp_path / "copies")
    other = tmp_path / "other"
    restore(path, other, say(PHRASE), passphrase=say("glemt passord"))
    assert kind_of(restore, path, other, say(PHRASE), passphrase=say(OWN)) is ErrorKind.WRONG_KEY
    restore(path, other, say(PHRASE), passphrase=say(OWN), replace=True)
    opened(other, passphrase=say(OWN)).close()


def test_real_plans_never_lie_under_the_key_of_a_demo(first, tmp_path):
    demo = tmp_path / "demo"
    Store.open(demo, create_demo_key(demo), create=True).close()
    path = copy_of(first, tmp_path / "copies")
    assert kind_of(restore, path, demo, say(PHRASE)) is ErrorKind.BACKUP_BEHIND
    restore(path, demo, say(PHRASE), replace=True)
    assert not (demo / "demo.key").exists()
    opened(demo).close()


def test_a_store_or_a_copy_of_a_later_program_is_left_alone(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    first.store.close()
    key = find_key(tmp_path / "first")
    channel = Channel(connect(tmp_path / "first" / FILE, key))
    with channel.reading() as connection:
        connection.execute(f"PRAGMA user_version={len(migrations.STEPS) + 1}")
    channel.close()
    before = files_of(tmp_path / "first")
    assert kind_of(restore, path, tmp_path / "first", say(PHRASE), replace=True) is ErrorKind.STORE_NEWER
    assert files_of(tmp_path / "first")[FILE] == before[FILE]


def test_a_copy_that_does_not_hold_takes_no_place(first, tmp_path, monkeypatch):
    with first.store._channel.writing() as connection:
        connection.execute("UPDATE entry SET hash=x'00' WHERE seq=2")
    with monkeypatch.context() as patch:
        patch.setattr("stafett_tui.store.backup.verify", lambda *_args: ())
        path = copy_of(first, tmp_path / "copies")
    other = tmp_path / "other"
    assert kind_of(restore, path, other, say(PHRASE)) is ErrorKind.CHAIN_BROKEN
    assert set(files_of(other)) == {"lock"}


def test_a_folder_that_takes_nothing_is_told(first, tmp_path, monkeypatch):
    path = copy_of(first, tmp_path / "copies")

    def refuse(*_args):
        raise PermissionError(13, "no")

    for name in ("_put_aside", "_take_place"):
        with monkeypatch.context() as patch:
            real = getattr(restoring, name)

            def act(*args, real=real, patch=patch):
                patch.setattr(Path, "replace", refuse)
                patch.setattr(Path, "unlink", lambda *_args, **_given: None)
                return real(*args)

            patch.setattr(restoring, name, act)
            assert kind_of(restore, path, tmp_path / name, say(PHRASE)) is ErrorKind.READ_ONLY


def test_what_a_killed_restore_left_is_gone_at_the_next_opening_and_never_mixed_into_another(first, tmp_path):
    path = copy_of(first, tmp_path / "copies")
    first.store.close()
    left = [
        tmp_path / "first" / f"{name}.new{more}" for name in ("backup", "restored") for more in ("", "-wal", "-shm")
    ]
    for act in (lambda: opened(tmp_path / "first").close(), lambda: restore(path, tmp_path / "first", say(PHRASE))):
        for each in left:
            each.write_bytes(b"left")
        act()
        assert not [each.name for each in left if each.exists()]


def test_a_restore_that_is_interrupted_leaves_the_store_as_it_was(first, tmp_path, monkeypatch):
    path = copy_of(first, tmp_path / "copies")
    first.store.close()
    for name in ("unpack", "export", "_prepare", "verify", "_take_place"):
        with monkeypatch.context() as patch:
            patch.setattr(restoring, name, _crash)
            with pytest.raises(KeyboardInterrupt):
                restore(path, tmp_path / "first", say(PHRASE))
        store = opened(tmp_path / "first")
        assert store.journal.verify() == ()
        store.close()
        StoreLock(tmp_path / "first" / "lock").release()


def test_a_restore_that_stopped_once_the_old_store_was_aside_is_done_again(first, tmp_path, ring, monkeypatch):
    path = copy_of(first, tmp_path / "copies")
    first.store.close()
    ring.kept.clear()
    with monkeypatch.context() as patch:
        patch.setattr(restoring, "_take_place", _crash)
        with pytest.raises(KeyboardInterrupt):
            restore(path, tmp_path / "first", say(PHRASE), replace=True)
    assert restore(path, tmp_path / "first", say(PHRASE)).plans == 1
    opened(tmp_path / "first").close()


RESTORE = """
import sys
from pathlib import Path
import keyring
from tests.store.rings import MemoryKeyring
ring = MemoryKeyring()
ring.kept["stafett", sys.argv[3]] = sys.argv[4]
keyring.set_keyring(ring)
from stafett_tui.store.restoring import restore
print("ready", flush=True)
restore(Path(sys.argv[1]), Path(sys.argv[2]), lambda: sys.argv[5])
"""


@pytest.mark.parametrize("name", ["backup.new", "restored.new"])
def test_kill_9_while_restoring_leaves_a_store_that_opens(first, tmp_path, name):
    directory = tmp_path / "first"
    first.store.blobs.put(first.id, "stor.bin", random.Random(1).randbytes(12_000_000))
    path = copy_of(first, tmp_path / "copies")
    first.store.close()
    record, key = read_record(directory), find_key(directory)
    words = (str(path), str(directory), record.id, key.hex(), PHRASE)
    child = subprocess.Popen([sys.executable, "-c", RESTORE, *words], cwd=ROOT, stdout=subprocess.PIPE)
    child.stdout.readline()
    while child.poll() is None and not (directory / name).exists():
        pass
    child.kill()
    child.wait()
    child.stdout.close()
    store = opened(directory)
    assert store.journal.verify() == ()
    assert len(store.journal.plan_ids()) == 1
    assert not [each for each in directory.iterdir() if ".new" in each.name]
    store.close()


def _crash(*_args, **_given):
    raise KeyboardInterrupt
