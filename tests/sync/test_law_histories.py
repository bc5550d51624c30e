"""The laws I1 to I8 over random histories of two to four laptops and one server, with everything that goes wrong.

2,000 histories by seed, 20,000 with STAFETT_SOAK (`shares`); a failure names its seed, and STAFETT_SEED plays that one alone.
"""

from __future__ import annotations

import pytest

from tests.support.quick import quick_folder
from tests.sync.machine_steps import play
from tests.sync.shares import items, measured, still_time

pytestmark = pytest.mark.timeout(7200)
MEASURED = 200
"""The coverage of so many is measured; those after them run the same lines."""


@pytest.mark.parametrize("seeds", items(2000, 100))
def test_i1_to_i8_hold_in_every_history(beginning, seeds):
    still_time(seeds)
    with quick_folder() as folder, measured(also=seeds[0] < MEASURED):
        for seed in seeds:
            play(beginning, seed, folder / str(seed))
