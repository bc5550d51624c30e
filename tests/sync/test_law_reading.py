"""What a laptop is ever handed is what the read rule allows at that moment; when it may read no more, nothing is left.

Every answer of every history is looked at (machine_record); here the rule itself is another one in each history: who
reads what is drawn anew, and what happens is mostly that somebody gains or loses sight (done-when 3, R30, I7).
"""

from __future__ import annotations

import os
from random import Random

import pytest

from stafett_tui.domain import rights
from stafett_tui.domain.activity import ActivityPlanned, CommentWritten
from stafett_tui.domain.event import Act
from stafett_tui.domain.people import Role
from stafett_tui.domain.rights import Right
from tests.store.making import decrypted
from tests.support.domain import KINDERGARTEN, KLOK, PPT, VARM, consent, guardian, provider
from tests.support.fleet import KEY
from tests.support.quick import quick_folder
from tests.sync.machine_beginning import CREWS, PLAN
from tests.sync.machine_steps import turn, write

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
HISTORIES = 2_000 if os.environ.get("STAFETT_SOAK") else 40
READERS = (Role.PROVIDER, Role.GUARDIAN, Role.NOTE_TAKER, Role.COORDINATOR)
OWN = "Et eget ord om tavla"
SECRET = "Du sover"
"""The goal in the plan, which stands in no laptop's own unsent words."""


@pytest.fixture
def drawn(monkeypatch):
    """Draw who reads."""

    def draw(rng: Random) -> None:
        for role in READERS:
            allowed = rng.choice((Right.READ, Right.READ, Right.MEETING, Right.REASON, Right.NONE))
            monkeypatch.setitem(rights.RIGHTS, (Act.READ, role), allowed)

    return draw


def sight_changes(fleet, rng: Random) -> None:
    """Let somebody gain or lose sight, and somebody hear of it."""
    at = rng.randrange(60)
    body = rng.choice((provider(KLOK, "Klok Ugle", PPT), guardian(VARM, "Varm Kaffekopp"), consent(KINDERGARTEN, PPT)))
    step = rng.choice((turn, turn, write, None))
    if step is None:
        fleet.turn(0, PLAN, lambda _: body)
    else:
        step(fleet, rng, at)
    for _ in range(rng.randrange(3)):
        fleet.sync(rng.randrange(60))


def test_i7_nobody_is_ever_handed_what_the_drawn_rule_forbids(beginning, drawn):
    with quick_folder() as folder:
        for seed in range(HISTORIES):
            rng = Random(seed)
            fleet = beginning.copy(folder / str(seed), rng.choice(CREWS[2:]))
            try:
                drawn(rng)
                for _ in range(10):
                    sight_changes(fleet, rng)
                fleet.settle()
            finally:
                fleet.close()


def test_i7_after_the_purge_the_decrypted_file_holds_no_word_of_the_plan_but_own_unsent_ones(beginning):
    with quick_folder() as folder:
        fleet = beginning.copy(folder / "one", (0, 2))
        lost = fleet.laptops[1]
        fleet.turn(1, PLAN, lambda plan: CommentWritten(activity=plan.of(ActivityPlanned)[0].id, text=OWN))
        assert SECRET in words(lost)
        fleet.revoke(1)
        fleet.settle()
        assert lost.plan(PLAN) is None
        left = words(lost)
        assert SECRET not in left
        assert OWN in left
        fleet.close()


def words(laptop) -> str:
    """Give every byte of the decrypted pages of a laptop's file, in use or free, as text."""
    return decrypted(laptop.folder, KEY).decode("utf-8", errors="replace")
