"""Home shows everything that waits in my plans, in words, and Enter leads to where it is done (C-04, C-08, K-03)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.tasks import TaskKind
from stafett_tui.i18n.texts import texts
from stafett_tui.screens.consent.screen import ConsentScreen
from stafett_tui.screens.frame.waiting import Said, words
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.plan.screen import PlanScreen
from stafett_tui.services.tasks import HELD, OUTCOME, SILENT
from tests.services.test_consent_clock import youth_plan
from tests.support.app import make_empty_office, make_office, press, running, screen_text

TODAY = date(2026, 11, 16)


def on_row(screen, kind):
    """Stand on the row of that sort of task."""
    found = [screen.list.row_at(n).key for n in range(screen.list.count)]
    return screen.list.go_to(next(each for each in found if f"/{kind}:" in each))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("kind", [*TaskKind, OUTCOME, HELD, SILENT])
def test_every_sort_of_task_has_a_sentence_without_a_hole(kind, language):
    said = words(kind, Said("PPT", TODAY, TODAY), TODAY, texts(language))
    assert said.endswith((".", "?", "!"))
    assert "{" not in said


async def test_c04_a_youths_birthday_stands_on_home_and_leads_to_the_consent(tmp_path):
    office = make_empty_office(tmp_path)
    plan_id = youth_plan(office.desk(), date(2010, 12, 24))
    office.clock.at = datetime(2026, 12, 23, 23, tzinfo=UTC)
    async with running(office) as pilot:
        assert "R.E. skal også samtykke, innen 23.01.2027" in screen_text(pilot.app)
        assert "Rask Elv" not in screen_text(pilot.app)
        assert on_row(pilot.app.screen, TaskKind.OWN_CONSENT)
        assert pilot.app.screen.plan_id == plan_id
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ConsentScreen)


async def test_c08_a_consent_that_has_ended_presses_before_a_form_that_lacks(tmp_path):
    office, _ = make_office(tmp_path)
    office.clock.at = datetime(2028, 9, 23, 12, tzinfo=UTC)
    async with running(office) as pilot:
        lines = screen_text(pilot.app).splitlines()
        over = next(n for n, line in enumerate(lines) if "Samtykket gikk ut 22.09.2028: Tøyestubben" in line)
        assert lines[over].startswith(" !")
        form = next(n for n, line in enumerate(lines) if "Ingenting viser" in line)
        assert over < form


async def test_a_task_of_the_plan_opens_the_overview_on_its_row(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().baton.offer(plan_id, "p-klok")
    async with running(office) as pilot:
        on_row(pilot.app.screen, TaskKind.BATON)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert pilot.app.screen.list.row.key == "task:baton:p-klok"


async def test_k03_a_protected_plan_says_only_that_something_waits(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.baton.offer(plan_id, "p-klok")
    desk.people.protect(plan_id, "p-munter", AddressProtection.STRICTLY_CONFIDENTIAL)
    async with running(office) as pilot:
        assert "Noe venter i denne planen" in screen_text(pilot.app)
        assert "Klok" not in screen_text(pilot.app)
        on_row(pilot.app.screen, SILENT)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlanScreen)


async def test_where_nothing_waits_home_says_nothing_of_it(tmp_path):
    async with running(make_empty_office(tmp_path)) as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "VENTER" not in screen_text(pilot.app)
        assert "venter" not in screen_text(pilot.app)
