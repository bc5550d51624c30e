"""Files beside a server that was put back and told nobody: whoever has one brings it again (R23, I2)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.activity import ActivityPlanned, CommentWritten
from tests.support.quick import quick_folder
from tests.sync.machine_beginning import OTHER, PLAN


@pytest.fixture
def fleet(beginning):
    """Give the holder and somebody of PPT, who take part in two plans."""
    with quick_folder() as folder:
        made = beginning.two.copy(folder / "fleet", (0, 2))
        yield made
        made.close()


def a_comment(plan):
    return CommentWritten(activity=plan.of(ActivityPlanned)[0].id, text="Det går")


@pytest.mark.parametrize("plan", [PLAN, OTHER])
@pytest.mark.parametrize("who", [0, 1])
def test_r23_a_file_that_a_silent_restore_lost_is_brought_again_once_any_log_shows_the_restore(
    fleet, monkeypatch, plan, who
):
    fleet.attach(0, plan, b"skjema")
    with monkeypatch.context() as patch:
        patch.setattr(fleet.server, "file", lambda *_: (503, b""))
        fleet.sync(0)
    assert fleet.server.files(plan) == set()
    fleet.back_up()
    fleet.settle()
    fleet.turn(who, PLAN, a_comment)
    fleet.settle()
    fleet.restore(epoch=False)
    assert fleet.server.files(plan) == set()
    fleet.settle()
    assert fleet.laptops[1].files() == fleet.server.files(plan) != set()
