"""Files of plans: inside the encrypted file, named by their hash, gone without a trace (at most 20 MB)."""

from __future__ import annotations

import hashlib

import pytest

from stafett_tui.domain.activity import CommentWritten
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.log import Blanked
from stafett_tui.store import blobs as module
from stafett_tui.store.blobs import LIMIT, read_file
from tests.store.making import decrypted, files_of, reopened, small_plan

WORDS = "Krukkeskår og kvistkurv. " * 2000
DATA = WORDS.encode()


def kind_of(act, *args):
    with pytest.raises(StafettError) as caught:
        act(*args)
    return caught.value.kind


def test_a_file_comes_back_as_it_was_put_also_after_a_restart(store, plan):
    digest = store.blobs.put(plan.id, "Brev hjem.pdf", DATA, "application/pdf")
    assert digest == hashlib.sha256(DATA).hexdigest()
    again = reopened(store)
    assert again.blobs.get(digest) == DATA
    assert again.blobs.of(plan.id) == ((digest, plan.id, len(DATA), "Brev hjem.pdf", "application/pdf"),)
    assert again.journal.verify() == ()
    again.close()


def test_no_file_of_the_folder_shows_it_and_no_file_is_made_for_it(store, plan):
    before = set(files_of(store.directory))
    store.blobs.put(plan.id, "Brev hjem.pdf", DATA)
    assert set(files_of(store.directory)) == before
    for data in files_of(store.directory).values():
        assert b"Krukke" not in data
        assert b"Brev hjem" not in data


def test_the_same_file_twice_is_kept_once_and_by_each_plan(store, plan):
    other = small_plan(store, 2, "Kari Foss")
    for each in (plan.id, plan.id, other.id):
        digest = store.blobs.put(each, "a.txt", DATA)
    assert [len(store.blobs.of(each)) for each in (plan.id, other.id)] == [1, 1]
    store.blobs.drop(plan.id)
    assert store.blobs.get(digest) == DATA
    assert store.blobs.of(plan.id) == ()


def test_what_is_too_large_is_refused_and_the_limit_itself_is_not(store, plan):
    digest = store.blobs.put(plan.id, "stor.bin", bytes(LIMIT))
    assert len(store.blobs.get(digest)) == LIMIT
    assert kind_of(store.blobs.put, plan.id, "større.bin", bytes(LIMIT + 1)) is ErrorKind.TOO_LARGE


def test_a_file_that_is_not_here_or_was_changed_is_told(store, plan):
    assert kind_of(store.blobs.get, "00") is ErrorKind.FILE_UNREADABLE
    digest = store.blobs.put(plan.id, "a.txt", DATA)
    with store._channel.writing() as connection:
        connection.execute("UPDATE blob SET data=x'00'")
    assert kind_of(store.blobs.get, digest) is ErrorKind.FILE_DAMAGED
    assert [(f.kind, f.plan_id, f.what) for f in store.journal.verify()] == [(ErrorKind.FILE_DAMAGED, plan.id, "blob")]
    assert [f.what for f in store.journal.verify(plan.id)] == ["blob"]


def test_dropped_files_leave_no_bytes(store, plan):
    digest = store.blobs.put(plan.id, "Brev hjem.pdf", DATA)
    assert b"Krukke" in decrypted(store.directory)
    store.blobs.drop(plan.id)
    assert b"Krukke" not in decrypted(store.directory)
    assert b"Brev hjem" not in decrypted(store.directory)
    assert kind_of(store.blobs.get, digest) is ErrorKind.FILE_UNREADABLE


def test_a_file_goes_with_the_last_event_that_names_it(store, plan):
    digest = store.blobs.put(plan.id, "brev.txt", DATA)
    other = store.blobs.put(plan.id, "annet.txt", b"Kvistkurv")
    (one,) = plan.writer.write(CommentWritten(activity=plan.late, text=f"Se {digest}"))
    (two,) = plan.writer.write(CommentWritten(activity=plan.late, text=f"Se {digest} igjen"))
    plan.writer.write(Blanked(target=one, reason="Feil barn"))
    assert store.blobs.get(digest) == DATA
    plan.writer.write(Blanked(target=two, reason="Feil barn"))
    assert b"Krukke" not in decrypted(store.directory)
    assert store.blobs.get(other) == b"Kvistkurv"


def test_a_file_on_disk_is_read_unless_it_is_too_large_or_not_there(tmp_path, monkeypatch):
    path = tmp_path / "brev.txt"
    assert kind_of(read_file, path) is ErrorKind.FILE_UNREADABLE
    assert kind_of(read_file, tmp_path) is ErrorKind.FILE_UNREADABLE
    path.write_bytes(DATA)
    assert read_file(path) == DATA
    monkeypatch.setattr(module, "LIMIT", len(DATA) - 1)
    assert kind_of(read_file, path) is ErrorKind.TOO_LARGE
