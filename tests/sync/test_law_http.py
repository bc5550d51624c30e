"""The same histories against the real server over HTTP: 200 on SQLite, 100 on PostgreSQL, ten times as many in soak (I1 to I8)."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from tests.support.postgres import cluster
from tests.support.quick import quick_folder
from tests.sync.machine_beginning import Beginning
from tests.sync.machine_http import on_postgres, on_sqlite, open_door
from tests.sync.machine_steps import play
from tests.sync.shares import items, measured, still_time

pytestmark = pytest.mark.timeout(7200)
MEASURED = 20
"""The coverage of so many is measured, on each of both."""


@pytest.fixture(scope="module")
def on_a_file():
    with open_door() as door, begun(on_sqlite(door)) as beginning:
        yield beginning


@pytest.fixture(scope="module")
def on_a_cluster():
    with cluster() as running, open_door() as door, begun(on_postgres(door, running)) as beginning:
        yield beginning


@contextmanager
def begun(make):
    with quick_folder() as folder:
        beginning = Beginning.together(folder / "beginning", make)
        try:
            yield beginning
        finally:
            beginning.close()


def played(beginning, seeds, first):
    still_time(seeds)
    with quick_folder() as folder, measured(also=seeds[0] < first + MEASURED):
        for seed in seeds:
            play(beginning, seed, folder / str(seed))


@pytest.mark.parametrize("seeds", items(200, 20))
def test_i1_to_i8_hold_over_http_on_sqlite(on_a_file, seeds):
    played(on_a_file, seeds, 0)


@pytest.mark.parametrize("seeds", items(100, 20, first=1000))
def test_i1_to_i8_hold_over_http_on_postgresql(on_a_cluster, seeds):
    played(on_a_cluster, seeds, 1000)
