"""The same histories against the real server over HTTP: 40 on SQLite, 20 on PostgreSQL, fifty times as many in soak (I1 to I8)."""

from __future__ import annotations

import os

import pytest

from tests.support.postgres import cluster
from tests.support.quick import quick_folder
from tests.sync.machine_beginning import Beginning
from tests.sync.machine_http import on_postgres, on_sqlite, open_door
from tests.sync.machine_steps import play

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]
MORE = 50 if os.environ.get("STAFETT_SOAK") else 1


def played(make, seeds) -> None:
    with quick_folder() as folder:
        beginning = Beginning.together(folder / "beginning", make)
        try:
            for seed in seeds:
                play(beginning, seed, folder / str(seed))
        finally:
            beginning.close()


def test_i1_to_i8_hold_over_http_on_sqlite():
    with open_door() as door:
        played(on_sqlite(door), range(40 * MORE))


def test_i1_to_i8_hold_over_http_on_postgresql():
    with cluster() as running, open_door() as door:
        played(on_postgres(door, running), range(1000, 1000 + 20 * MORE))
