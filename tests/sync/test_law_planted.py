"""Each rule of syncing, let go, is noticed by the histories: so they are worth their time."""

from __future__ import annotations

import importlib
import shutil

import pytest

from tests.support.quick import quick_folder
from tests.sync.faults_planted import PLANTED, PLANTED_BESIDE
from tests.sync.machine_steps import play
from tests.sync.shares import measured

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
MOST = 400
"""So many histories at most; each planted fault is told by its law long before."""


@pytest.mark.parametrize("planted", [*PLANTED, *PLANTED_BESIDE], ids=lambda planted: planted.rule)
def test_a_rule_that_is_let_go_is_noticed(beginning, planted, monkeypatch):
    for where in planted.where.split():
        let_go(where, planted.becomes, monkeypatch)
    assert noticed(beginning, planted.first), planted.rule


def let_go(where, becomes, monkeypatch):
    module, _, name = where.partition(":")
    *path, last = name.split(".")
    place = importlib.import_module(module)
    for each in path:
        place = getattr(place, each)
    monkeypatch.setattr(place, last, becomes(getattr(place, last)))


def noticed(beginning, first: int) -> bool:
    """Play histories, the one known to notice first, until a law is broken."""
    with quick_folder() as folder, measured(also=False):
        for seed in (first, *range(MOST)):
            try:
                play(beginning, seed, folder / str(seed))
            except Exception:  # noqa: BLE001 - a broken law, or a program that falls over the fault
                return True
            finally:
                shutil.rmtree(folder / str(seed), ignore_errors=True)
    return False
