"""Connections: one way to open them, and a kind for everything that can go wrong (I9, I12)."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlcipher3 import dbapi2
from sqlmodel import select

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store import engine as engine_module
from stafett_tui.store.engine import FILE, Channel, connect, driver_kind
from stafett_tui.store.evidence import opens_a_page
from stafett_tui.store.opened import Store
from stafett_tui.store.sessions import engine, session
from stafett_tui.store.tables import SettingTable
from tests.store.making import KEY, files_of, small_plan

FULL = 2
MEMORY = 2


def test_every_connection_commits_with_full_and_keeps_temporary_things_in_memory(tmp_path, monkeypatch):
    seen = []

    class Watched(dbapi2.Connection):
        def close(self):
            names = ("synchronous", "temp_store", "journal_mode", "secure_delete", "foreign_keys")
            seen.append(tuple(self.execute(f"PRAGMA {name}").fetchone()[0] for name in names))
            super().close()

    connect_plainly = dbapi2.connect
    monkeypatch.setattr(dbapi2, "connect", lambda *a, **k: connect_plainly(*a, **k, factory=Watched))
    store = Store.open(tmp_path, KEY, create=True)
    small_plan(store)
    store.reader.home("2026-11-16", "nobody")
    store.journal.verify()
    store.journal.rebuild_index()
    store.close()
    assert len(seen) == 4  # making, journal, reader, verify
    assert set(seen) == {(FULL, MEMORY, "wal", 1, 1)}


def test_nothing_is_written_over_the_screen_when_the_key_is_wrong(store):
    store.close()
    code = (
        "import sys; from pathlib import Path; from stafett_tui.store.engine import connect\n"
        "try: connect(Path(sys.argv[1]), bytes(32))\nexcept Exception as error: print(error)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(store.directory / FILE)], capture_output=True, text=True, check=True
    )
    assert (told.stdout.strip(), told.stderr) == ("wrong_key", "")


def test_a_wrong_key_is_told_and_changes_nothing(store, plan):
    store.close()
    before = files_of(store.directory)
    with pytest.raises(StafettError) as caught:
        Store.open(store.directory, bytes(32))
    assert caught.value.kind is ErrorKind.WRONG_KEY
    assert files_of(store.directory) == before


def test_no_store_is_made_by_looking_for_one(tmp_path):
    with pytest.raises(StafettError) as caught:
        Store.open(tmp_path / "none", KEY)
    assert caught.value.kind is ErrorKind.NO_STORE
    with pytest.raises(StafettError):
        connect(tmp_path / FILE, KEY)
    assert not list(tmp_path.iterdir())
    assert not Store.exists(tmp_path)


def test_creating_where_a_store_stands_opens_it(store, plan):
    store.close()
    again = Store.open(store.directory, KEY, create=True)
    assert again.journal.plan_ids() == (plan.id,)
    again.close()


def test_what_a_broken_off_creation_left_is_cleared_away(tmp_path):
    (tmp_path / "stafett.new").write_bytes(b"half")
    (tmp_path / "stafett.new-wal").write_bytes(b"half")
    Store.open(tmp_path, KEY, create=True).close()
    assert sorted(files_of(tmp_path)) == ["lock", FILE]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_the_files_are_for_their_user_alone(store, plan):
    assert store.directory.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in store.directory.iterdir())


def test_a_mistake_in_the_program_stays_a_mistake(store):
    with pytest.raises(dbapi2.Error), store._channel.reading() as connection:
        connection.execute("SELECT nonsense")
    with pytest.raises(dbapi2.Error), store._channel.writing() as connection:
        connection.execute("INSERT INTO nowhere VALUES (1)")


@pytest.mark.parametrize(
    ("name", "writing", "kind"),
    [
        ("SQLITE_IOERR", True, ErrorKind.DISK_FULL),
        ("SQLITE_IOERR", False, ErrorKind.FILE_DAMAGED),
        ("SQLITE_FULL", True, ErrorKind.DISK_FULL),
        ("SQLITE_BUSY", True, ErrorKind.IN_USE),
        ("SQLITE_CANTOPEN", False, ErrorKind.READ_ONLY),
        ("SQLITE_ERROR", False, None),
    ],
)
def test_driver_errors_have_a_meaning(name, writing, kind):
    error = dbapi2.OperationalError()
    error.sqlite_errorname = name
    assert driver_kind(error, writing=writing) is kind


def test_a_second_writer_in_the_file_waits_and_is_then_told(store):
    other = Channel(connect(store.directory / FILE, KEY))
    with other.reading() as connection:
        connection.execute("PRAGMA busy_timeout=1")
    with store._channel.writing():
        with pytest.raises(StafettError) as caught, other.writing():
            pass
        assert caught.value.kind is ErrorKind.IN_USE
    other.close()


def test_sessions_write_and_read_the_same_file(store):
    over = engine(store.directory / FILE, KEY)
    with session(over, write=True) as opened:
        opened.add(SettingTable(name="a", value="b"))
    assert store.settings.get("a") == "b"
    with session(over) as opened:
        assert opened.exec(select(SettingTable.value).where(SettingTable.name == "a")).one() == "b"

    def half_way():
        with session(over, write=True) as opened:
            opened.add(SettingTable(name="c", value="d"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    assert store.settings.get("c") == ""
    over.dispose()


def test_a_session_tells_kinds_and_lets_mistakes_through(store, monkeypatch):
    monkeypatch.setattr(engine_module, "_SETUP", (*engine_module._SETUP, "busy_timeout=1"))
    over = engine(store.directory / FILE, KEY)
    with pytest.raises(Exception, match="nonsense"), session(over) as opened:
        opened.connection().exec_driver_sql("SELECT nonsense")
    with store._channel.writing():
        with pytest.raises(StafettError) as caught, session(over, write=True) as opened:
            opened.connection()
        assert caught.value.kind is ErrorKind.IN_USE
    over.dispose()


def test_settings_are_kept(store):
    store.settings.set("language", "nn")
    store.settings.set("language", "nb")
    assert (store.settings.get("language"), store.settings.get("missing", "x")) == ("nb", "x")


def test_what_stands_in_the_way_of_a_new_store_is_told(tmp_path, monkeypatch):
    (tmp_path / "stafett.new").mkdir()
    with pytest.raises(StafettError) as caught:
        Store.open(tmp_path, KEY, create=True)
    assert caught.value.kind is ErrorKind.READ_ONLY
    (tmp_path / "stafett.new").rmdir()

    def fails(*_args):
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", fails)
        with pytest.raises(StafettError) as caught:
            Store.open(tmp_path, KEY, create=True)
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert not Store.exists(tmp_path)
    with pytest.raises(StafettError) as caught:
        connect(tmp_path, KEY, create=True)
    assert caught.value.kind is ErrorKind.READ_ONLY
    (tmp_path / "file").write_text("")
    with pytest.raises(StafettError) as caught:
        Store.open(tmp_path / "file" / "store", KEY, create=True)
    assert caught.value.kind is ErrorKind.READ_ONLY
    assert not opens_a_page(tmp_path / "none", KEY)


def test_a_folder_where_the_file_should_be_is_told(tmp_path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(StafettError) as caught:
        Store.open(tmp_path, KEY)
    assert caught.value.kind is ErrorKind.READ_ONLY


def test_a_connection_that_can_no_longer_roll_back_is_damaged(store):
    class Stuck:
        in_transaction = True

        def execute(self, _query):
            raise dbapi2.OperationalError

    channel = Channel(Stuck())
    with pytest.raises(StafettError) as caught, channel.writing():
        pass
    assert caught.value.kind is ErrorKind.FILE_DAMAGED
