"""The laws I1 to I8 over random histories of two to four laptops and one server, with everything that goes wrong.

400 histories by seed, 20,000 with STAFETT_SOAK; a failure names its seed, and STAFETT_SEED plays that one alone.
"""

from __future__ import annotations

import os

import pytest

from tests.support.quick import quick_folder
from tests.sync.machine_beginning import Beginning
from tests.sync.machine_steps import play

pytestmark = pytest.mark.timeout(7200)
HISTORIES = 20_000 if os.environ.get("STAFETT_SOAK") else 400
PARTS = 20
"""The histories are played in so many tests, each with a folder of its own."""


@pytest.fixture(scope="module")
def beginning():
    with quick_folder() as folder:
        yield Beginning.together(folder / "beginning")


@pytest.mark.parametrize("part", range(PARTS))
def test_i1_to_i8_hold_in_every_history(beginning, part):
    only = os.environ.get("STAFETT_SEED")
    seeds = range(part, HISTORIES, PARTS) if only is None else [int(only)] if part == 0 else []
    with quick_folder() as folder:
        for seed in seeds:
            play(beginning, seed, folder / str(seed))
