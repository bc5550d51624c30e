"""The fleets that histories begin with: built once by each worker, copied for every test."""

from __future__ import annotations

import pytest

from tests.support.quick import quick_folder
from tests.sync.machine_beginning import Beginning


@pytest.fixture(scope="session")
def beginning():
    """Give what every fleet begins as."""
    with quick_folder() as folder:
        yield Beginning.together(folder / "beginning")


@pytest.fixture
def begins(beginning):
    """Give fleets of these laptops, as they began: `copy` of the plan at the server, or `alone`."""
    made = []
    with quick_folder() as folder:

        def begin(*crew, how="copy"):
            made.append(getattr(beginning, how)(folder / str(len(made)), crew))
            return made[-1]

        yield begin
        for fleet in made:
            fleet.close()
