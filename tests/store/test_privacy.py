"""No word of a case stands in clear in any file the store writes, and no other key opens it (S-01, I12)."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.log import Blanked
from stafett_tui.domain.person import ContactNoted, NumberNoted, ProtectionNoted
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.store.audit import Viewing
from stafett_tui.store.engine import FILE
from stafett_tui.store.keyrecord import RECORD
from stafett_tui.store.keys import create_key, find_key
from stafett_tui.store.opened import Store
from tests.store.making import KEY, START, Writer, files_of, small_plan

NUMBER, PHRASE = "14832199851", "kvist bekk stein måne"
STRICT = AddressProtection.STRICTLY_CONFIDENTIAL

TEXTS = ("Ole Sandvær", "Linnea Sandvær", "Mona Hagebråten", "Pedagogisk leder", "Leker sammen med andre",
         "Lekegruppe tirsdager", "Ring helsestasjonen", "Uferdig setning om Sandvær")  # fmt: skip


def test_s01_no_file_holds_a_name_or_a_long_word(store):
    plan = small_plan(store)
    store.drafts.keep(f"{plan.id}/line", plan.id, TEXTS[-1], 3, START)
    plan.writer.write(Blanked(target=plan.later, reason="Feil logg"))
    store.audit.record(Viewing(plan.id, "p-rask", "Rask Elvesus", reason="Fristene er oversittet"), START)
    store.blobs.put(plan.id, "samtykke.pdf", b"%PDF-1.7 underskrevet", "application/pdf")
    store.settings.set("people", "Skolefritid")
    log = Writer(store, "person:owner-1")
    log.write(ContactNoted(phone="41000007"), NumberNoted(number=NUMBER), ProtectionNoted(protection=STRICT))
    words = {word for text in TEXTS for word in re.findall(r"\w{6,}", text)} | {"Sandvær", "Elvesus", "oversittet"}
    words |= {"samtykke", "underskrevet", "Skolefritid", "41000007", NUMBER, "strictly"}
    _none_of(words, files_of(store.directory))
    store.close()
    _none_of(words, files_of(store.directory))


def test_s01_no_other_key_opens_the_file_nor_a_file_without_one(store):
    small_plan(store)
    store.close()
    data = files_of(store.directory)[FILE]
    for key in (bytes(32), KEY[::-1], b""):
        with pytest.raises((StafettError, ValueError)) as caught:
            Store.open(store.directory, key)
        assert getattr(caught.value, "kind", ErrorKind.WRONG_KEY) is ErrorKind.WRONG_KEY
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(store.directory / FILE).execute("SELECT count(*) FROM sqlite_master")
    assert files_of(store.directory)[FILE] == data
    assert not data.startswith(b"SQLite format")


def test_s01_a_key_behind_a_passphrase_is_given_for_no_other_one(tmp_path, no_ring):
    key = create_key(tmp_path, passphrase=lambda: PHRASE)
    assert key.hex() not in (tmp_path / RECORD).read_text(encoding="utf-8")
    assert find_key(tmp_path, passphrase=lambda: PHRASE) == key
    for wrong in (PHRASE[:-1], PHRASE.upper(), f"{PHRASE} ", ""):
        with pytest.raises(StafettError) as caught:
            find_key(tmp_path, passphrase=lambda told=wrong: told)
        assert caught.value.kind in {ErrorKind.WRONG_KEY, ErrorKind.NO_KEY}


def _none_of(words, files):
    assert {"stafett.db", "lock", "erased.ids"} <= set(files)
    for name, data in files.items():
        for word in words:
            for spelled in (word, word.lower(), word.upper()):
                assert spelled.encode() not in data, name
                assert spelled.encode("utf-16-le") not in data, name


def test_opening_and_the_first_reads_load_nothing_heavy(store):
    store.close()
    code = (
        "import sys; from pathlib import Path; from stafett_tui.store.opened import Store\n"
        "from stafett_tui.store.keyrecord import asks_for_passphrase\n"
        "d = Path(sys.argv[1]); s = Store.open(d, bytes(range(32))); s.reader.home('2026-11-16', 'x')\n"
        "s.drafts.all(); s.settings.get('a'); s.reader.deadline_rows(s.reader.deadline_ids('2026-11-16'))\n"
        "asks_for_passphrase(d); s.close(); print(*{m.split('.')[0] for m in sys.modules})"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(store.directory)], capture_output=True, text=True, check=True
    )
    heavy = {"pydantic", "sqlmodel", "sqlalchemy", "keyring", "babel", "cryptography", "platformdirs", "textual"}
    assert not heavy & set(told.stdout.split())
