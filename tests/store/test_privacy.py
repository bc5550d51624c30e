"""No word of a case stands in clear in any file the store writes (I12)."""

from __future__ import annotations

import re
import subprocess
import sys

from stafett_tui.domain.log import Blanked
from tests.store.making import START, files_of, small_plan

TEXTS = ("Ole Sandvær", "Linnea Sandvær", "Mona Hagebråten", "Pedagogisk leder", "Leker sammen med andre",
         "Lekegruppe tirsdager", "Ring helsestasjonen", "Uferdig setning om Sandvær")  # fmt: skip


def test_no_file_holds_a_name_or_a_long_word(store):
    plan = small_plan(store)
    store.drafts.keep(f"{plan.id}/line", plan.id, TEXTS[-1], 3, START)
    plan.writer.write(Blanked(target=plan.later, reason="Feil logg"))
    words = {word for text in TEXTS for word in re.findall(r"\w{6,}", text)} | {"Sandvær"}
    _none_of(words, files_of(store.directory))
    store.close()
    _none_of(words, files_of(store.directory))


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
