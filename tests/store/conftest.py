"""Real encrypted stores, in a folder of their own."""

from __future__ import annotations

import keyring
import keyring.backends.fail
import pytest

from stafett_tui.store.opened import Store
from tests.store.making import KEY, small_plan
from tests.store.rings import MemoryKeyring


@pytest.fixture
def store(tmp_path):
    made = Store.open(tmp_path / "store", KEY, create=True)
    yield made
    made.close()


@pytest.fixture
def plan(store):
    return small_plan(store)


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def no_ring(ring):
    keyring.set_keyring(keyring.backends.fail.Keyring())
