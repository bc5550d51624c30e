"""The laws I1 to I8 over random histories of two to four laptops and one server, with everything that goes wrong.

2,000 histories by seed, 20,000 with STAFETT_SOAK; a failure names its seed, and STAFETT_SEED plays that one alone.
"""

from __future__ import annotations

import os
import shutil
from random import Random

import pytest

from tests.support.fleet import quick_folder
from tests.sync.machine_beginning import CREWS, Beginning, alone
from tests.sync.machine_laws import BrokenLawError
from tests.sync.machine_steps import history

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]
HISTORIES = 20_000 if os.environ.get("STAFETT_SOAK") else 2_000
PARTS = 20
"""The histories are played in so many tests, each with a folder of its own."""
LENGTH = 25


@pytest.fixture(scope="module")
def beginning():
    with quick_folder() as folder:
        yield Beginning.together(folder / "beginning")


def play(beginning: Beginning, seed: int, folder) -> None:
    rng = Random(seed)
    crew = rng.choice(CREWS)
    fleet = alone(folder, crew) if rng.random() < 0.15 else beginning.copy(folder, crew)
    try:
        history(fleet, rng, rng.randrange(LENGTH // 2, LENGTH + 1))
    except BrokenLawError as broken:
        raise BrokenLawError(f"seed {seed}: {broken}") from broken
    finally:
        fleet.close()
        shutil.rmtree(folder)


@pytest.mark.parametrize("part", range(PARTS))
def test_i1_to_i8_hold_in_every_history(beginning, part):
    only = os.environ.get("STAFETT_SEED")
    seeds = range(part, HISTORIES, PARTS) if only is None else [int(only)] if part == 0 else []
    with quick_folder() as folder:
        for seed in seeds:
            play(beginning, seed, folder / str(seed))
