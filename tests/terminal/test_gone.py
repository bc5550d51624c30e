"""A terminal that is gone without a signal ends the program by itself, and nothing is lost."""

from __future__ import annotations

import sys

import pytest

from stafett_tui.domain.lock import running_meeting
from stafett_tui.services.opening import open_office
from tests.support.office import settings
from tests.support.terminal import Terminal

NB = {"STAFETT_LANGUAGE": "nb"}

pytestmark = [pytest.mark.terminal, pytest.mark.timeout(120)]


def program(directory):
    return Terminal([sys.executable, "-m", "stafett_tui", "--store", directory], env=NB)


@pytest.mark.parametrize("keys", [(), ("enter",), ("ctrl+p",), ("f1",)])
def test_on_every_sort_of_screen_the_program_ends_by_itself(demo, keys):
    with program(demo) as terminal:
        terminal.wait_for("Plan 1")
        terminal.press(*keys)
        terminal.wait_quiet()
        terminal.vanish()
        assert terminal.wait_for_exit(30) == 0


def test_the_door_ends_too(demo):
    with program(demo) as first:
        first.wait_for("Plan 1")
        with program(demo) as second:
            second.wait_for("i bruk")
            second.vanish()
            assert second.wait_for_exit(30) == 0


def test_what_was_half_written_when_the_terminal_went_is_offered_again(demo):
    with program(demo) as terminal:
        terminal.wait_for("Plan 1")
        terminal.press("enter")
        terminal.wait_for("NESTE")
        terminal.press("enter")
        terminal.wait_for("TIL STEDE")
        terminal.type("Hjemme virker bilder")
        terminal.wait_for("Hjemme virker bilder")
        terminal.vanish()
        assert terminal.wait_for_exit(30) == 0
    office = open_office(settings(demo.parent), create=False)
    plan_id = office.desk().plans.find("1")
    assert running_meeting(office.desk().plans.get(plan_id)) is not None
    assert [draft.text for draft in office.desk().drafts.offered()] == ["Hjemme virker bilder"]
    office.close()
