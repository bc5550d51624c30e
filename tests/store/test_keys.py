"""Keys: in the keyring where it keeps what it is given, else behind a passphrase; never beside a real store."""

from __future__ import annotations

import json
import sys
import unicodedata

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.store.engine import FILE
from stafett_tui.store.keyrecord import (
    asks_for_passphrase,
    is_the_key,
    read_demo_key,
    read_record,
    write_private,
)
from stafett_tui.store.keys import create_demo_key, create_key, find_key, passphrase_file
from stafett_tui.store.opened import Store
from tests.store.making import files_of


def kind_of(act, *args, **given):
    with pytest.raises(StafettError) as caught:
        act(*args, **given)
    return caught.value.kind


def say(text):
    return lambda: text


def test_the_key_goes_into_the_keyring_and_comes_back(tmp_path, ring):
    key = create_key(tmp_path / "store")
    assert find_key(tmp_path / "store") == key
    assert [service for service, _ in ring.kept] == ["stafett"]
    assert len(key) == 32
    assert not asks_for_passphrase(tmp_path / "store")


def test_two_stores_have_keys_of_their_own(tmp_path, ring):
    one, two = create_key(tmp_path / "a"), create_key(tmp_path / "b")
    assert one != two
    assert len(ring.kept) == 2
    assert (find_key(tmp_path / "a"), find_key(tmp_path / "b")) == (one, two)


def test_no_file_holds_the_key(tmp_path, ring):
    key = create_key(tmp_path)
    for data in files_of(tmp_path).values():
        assert key not in data
        assert key.hex().encode() not in data.lower()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    key = create_key(tmp_path / "other", passphrase=say("blåbær"))
    assert all(key not in data and key.hex().encode() not in data for data in files_of(tmp_path / "other").values())


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_without_a_keyring_that_keeps_a_passphrase_wraps_the_key(tmp_path, ring, backend):
    keyring.set_keyring(backend())
    key = create_key(tmp_path, passphrase=say("blåbær og fløte"))
    assert asks_for_passphrase(tmp_path)
    assert find_key(tmp_path, passphrase=say("blåbær og fløte")) == key
    assert find_key(tmp_path, passphrase=say(unicodedata.normalize("NFD", "blåbær og fløte"))) == key
    assert kind_of(find_key, tmp_path, passphrase=say("feil ord")) is ErrorKind.WRONG_KEY
    assert kind_of(find_key, tmp_path, passphrase=None) is ErrorKind.NO_KEY


@pytest.mark.parametrize("how", ["set", "get", "other"])
def test_a_keyring_that_does_not_keep_what_it_is_given_is_not_trusted(tmp_path, ring, how):
    ring.fails_at, ring.instead = how, "ab" * 32
    assert kind_of(create_key, tmp_path) is ErrorKind.NO_KEY
    assert read_record(tmp_path) is None


def test_an_empty_passphrase_is_none(tmp_path, no_ring):
    assert kind_of(create_key, tmp_path, passphrase=say("")) is ErrorKind.NO_KEY


def test_a_keyring_that_is_locked_or_has_lost_the_key_is_told(tmp_path, ring):
    create_key(tmp_path)
    ring.fails_at = "get"
    assert kind_of(find_key, tmp_path) is ErrorKind.NO_KEY
    ring.fails_at = ""
    for kept, kind in (("ab" * 32, ErrorKind.WRONG_KEY), ("not hex", ErrorKind.WRONG_KEY)):
        ring.kept = dict.fromkeys(ring.kept, kept)
        assert kind_of(find_key, tmp_path) is kind
    ring.kept.clear()
    assert kind_of(find_key, tmp_path) is ErrorKind.NO_KEY


def test_a_folder_without_a_record_has_no_key(tmp_path, ring):
    assert kind_of(find_key, tmp_path) is ErrorKind.NO_KEY
    assert not asks_for_passphrase(tmp_path)


def test_a_key_that_was_made_before_its_store_is_used(tmp_path, ring):
    assert create_key(tmp_path) == create_key(tmp_path)
    assert len(ring.kept) == 1


def test_a_lost_key_is_made_anew_only_where_no_store_stands(tmp_path, ring):
    first = create_key(tmp_path)
    ring.kept.clear()
    second = create_key(tmp_path)
    assert second != first
    Store.open(tmp_path, second, create=True).close()
    ring.kept.clear()
    before = files_of(tmp_path)
    assert kind_of(create_key, tmp_path) is ErrorKind.NO_KEY
    assert files_of(tmp_path) == before


def test_a_key_is_not_made_while_another_process_has_the_folder(tmp_path, ring):
    store = Store.open(tmp_path, create_key(tmp_path), create=True)
    assert kind_of(create_key, tmp_path) is ErrorKind.IN_USE
    store.close()


def test_a_demo_has_its_key_beside_it(tmp_path, ring):
    key = create_demo_key(tmp_path / "demo")
    assert find_key(tmp_path / "demo") == key
    assert not asks_for_passphrase(tmp_path / "demo")
    assert ring.kept == {}


@pytest.mark.parametrize("text", ["zz", "abcd", "ab" * 31])
def test_a_demo_key_that_is_none_is_damage(tmp_path, text):
    (tmp_path / "demo.key").write_text(text)
    assert kind_of(read_demo_key, tmp_path) is ErrorKind.FILE_DAMAGED


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"version": 3}, ErrorKind.STORE_NEWER),
        ({"kept": "pocket"}, ErrorKind.FILE_DAMAGED),
        ({"salt": 3}, ErrorKind.FILE_DAMAGED),
        ({"more": "x"}, ErrorKind.FILE_DAMAGED),
        ({"wrapped": "zz"}, ErrorKind.FILE_DAMAGED),
        ({"wrapped": "abcd"}, ErrorKind.WRONG_KEY),
        ({"nonce": "ab"}, ErrorKind.FILE_DAMAGED),
        ({"proof": "0" * 64}, ErrorKind.WRONG_KEY),
    ],
)
def test_a_changed_record_is_told_and_never_written_over(tmp_path, no_ring, change, kind):
    create_key(tmp_path, passphrase=say("hei"))
    path = tmp_path / "store.key"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    before = path.read_bytes()
    assert kind_of(find_key, tmp_path, passphrase=say("hei")) is kind
    assert path.read_bytes() == before


def test_a_record_that_is_no_record_is_damage(tmp_path):
    for text in ("", "[]", "3", "\x00\xff"):
        (tmp_path / "store.key").write_text(text)
        assert kind_of(read_record, tmp_path) is ErrorKind.FILE_DAMAGED
        assert not is_the_key(tmp_path, bytes(32))


def test_a_known_key_shows_that_the_file_is_what_is_wrong(tmp_path, ring):
    key = create_key(tmp_path)
    assert is_the_key(tmp_path, key)
    assert not is_the_key(tmp_path, bytes(32))
    store = Store.open(tmp_path, key, create=True)
    store.close()
    data = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(bytes(16) + data[16:])
    assert kind_of(Store.open, tmp_path, key) is ErrorKind.FILE_DAMAGED
    assert kind_of(Store.open, tmp_path, bytes(32)) is ErrorKind.WRONG_KEY


def test_a_passphrase_file_gives_its_first_line(tmp_path, no_ring):
    path = tmp_path / "pass"
    path.write_bytes("blåbær \r\nmore\n".encode())
    assert passphrase_file(path)() == "blåbær "
    assert kind_of(passphrase_file(tmp_path / "none")) is ErrorKind.NO_KEY
    key = create_key(tmp_path / "s", passphrase=passphrase_file(path))
    assert find_key(tmp_path / "s", passphrase=say("blåbær ")) == key


def test_a_small_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "store.key"
    write_private(path, b"old")
    monkeypatch.setattr("os.fsync", _no_space)
    assert kind_of(write_private, path, b"new") is ErrorKind.DISK_FULL
    assert path.read_bytes() == b"old"
    assert len(files_of(tmp_path)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_small_files_are_for_their_user_alone(tmp_path, no_ring):
    create_key(tmp_path, passphrase=say("hei"))
    create_demo_key(tmp_path)
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir())


def test_files_that_are_folders_are_told(tmp_path):
    (tmp_path / "store.key").mkdir()
    (tmp_path / "demo.key").mkdir()
    assert kind_of(read_record, tmp_path) is ErrorKind.READ_ONLY
    assert kind_of(read_demo_key, tmp_path) is ErrorKind.READ_ONLY


def _no_space(_handle):
    raise OSError(28, "no space")
