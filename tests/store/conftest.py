"""Real encrypted stores, in a folder of their own."""

from __future__ import annotations

import pytest

from stafett_tui.store.opened import Store
from tests.store.making import KEY, small_plan


@pytest.fixture
def store(tmp_path):
    made = Store.open(tmp_path / "store", KEY, create=True)
    yield made
    made.close()


@pytest.fixture
def plan(store):
    return small_plan(store)
