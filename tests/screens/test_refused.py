"""What was not taken is told on home, read whole, written again or let go (I2)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.activity import ActivityRevised, CommentWritten, activities
from stafett_tui.domain.event import Unknown
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.screens.refused.screen import RefusedScreen
from tests.support.app import NARROW, SMALL, WIDE, make_office, press, running, screen_text, settle, word
from tests.support.refusing import refuse


@pytest.fixture
def office(tmp_path):
    office, plan_id = make_office(tmp_path)
    return office, plan_id, activities(office.desk().plans.get(plan_id))[0].id


def shown(pilot):
    return " ".join(screen_text(pilot.app).split())


@pytest.mark.parametrize("size", [NARROW, WIDE, SMALL])
async def test_home_tells_it_and_enter_shows_why_with_the_words_whole(office, size):
    office, plan_id, activity = office
    refuse(office, plan_id, CommentWritten(activity=activity, text="Det gikk [b]fint[/b] i dag. " * 4), "plan_passive")
    async with running(office, size) as pilot:
        await press(pilot, "end")
        pilot.app.screen.list.go_to("refused:")
        assert "1 ting du skrev, ble ikke tatt imot" in shown(pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, RefusedScreen)
        assert "Planen er passiv." in shown(pilot)
        assert shown(pilot).count("[b]fint[/b]") == 4
        assert "Skrevet 16.11.2026 kl. 12:58." in shown(pilot)
        await press(pilot, "escape", "escape")
        assert pilot.app.screen.SCREEN == "home"


async def test_it_is_written_again_with_one_key(office):
    office, plan_id, activity = office
    refuse(office, plan_id, CommentWritten(activity=activity, text="Det gikk fint."), "plan_passive")
    async with running(office) as pilot:
        await press(pilot, "r")
        assert "a skriv på nytt" in screen_text(pilot.app).splitlines()[-1]
        await press(pilot, "a")
        assert word(pilot.app) == "Det er skrevet."
        assert "skriv på nytt" not in screen_text(pilot.app).splitlines()[-1]
        assert "Alt du skrev, er tatt imot." in shown(pilot)
        await press(pilot, "a", "x")
        assert not pilot.app.screen.asking.open
    assert len(activities(office.desk().plans.get(plan_id))[0].comments) == 1


async def test_it_is_let_go_after_a_question_whose_first_answer_keeps_it(office):
    office, plan_id, activity = office
    refuse(office, plan_id, CommentWritten(activity=activity, text="Det gikk fint."), "GROUP")
    async with running(office) as pilot:
        await press(pilot, "r", "x", "enter")
        assert office.desk().refused.count() == 1
        await press(pilot, "x", "down", "enter")
        assert word(pilot.app) == "Det er borte."
        assert office.desk().refused.count() == 0


async def test_a_new_refusal_says_why_and_keeps_the_words(office):
    office, plan_id, _activity = office
    refuse(office, plan_id, LineWritten(meeting="gone", item="welcome", sort=LineSort.NOTE, text="En linje."), "GROUP")
    async with running(office) as pilot:
        await press(pilot, "r", "a")
        assert "Dette møtet er ikke i planen." in word(pilot.app)
        assert "En linje." in shown(pilot)


async def test_what_cannot_be_written_again_says_so(office):
    office, plan_id, activity = office
    moved = ActivityRevised(thing=activity, field="due", value="2026-12-05", reason="Syk.")
    gone = refuse(office, "gone", moved, "REVOKED")
    later = refuse(office, plan_id, Unknown(was="later.kind", v=9, raw={"text": "Ord fra senere."}), "UPGRADE")
    async with running(office) as pilot:
        await press(pilot, "r")
        pilot.app.screen.list.go_to(later)
        await settle(pilot)
        assert "Ord fra senere." in shown(pilot)
        await press(pilot, "a")
        assert word(pilot.app).startswith("Dette kan ikke skrives på nytt som det er.")
        pilot.app.screen.list.go_to(gone)
        await settle(pilot)
        assert "ikke her lenger" in shown(pilot)
        assert "Aktivitet, fristen: lørdag 5. desember 2026" in shown(pilot)
        assert "Du har ikke lenger tilgang til denne planen." in shown(pilot)
