"""Rows that stand on the screen stay on their line: a key never hits another row than the one that was read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stafett_tui.app import StafettApp
from tests.screens.life import KLOK, become
from tests.support.app import NARROW, SMALL, WIDE, make_office, press, screen_text, settle

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE, SMALL], ids=str)


class Watched(StafettApp):
    """The program, with what stood on each of its drawn screens."""

    def __init__(self, office):
        super().__init__(office.settings, office=office)
        self.drawn = []

    def _display(self, screen, renderable):
        super()._display(screen, renderable)
        if screen is self.screen:
            self.drawn.append((type(screen).__name__, screen_text(self).splitlines()))

    def lines_of(self, name, words):
        """On which line these words stood, in each drawing of that screen from the first that had them."""
        found = [next((y for y, line in enumerate(lines) if words in line), None)
                 for screen, lines in self.drawn if screen == name]  # fmt: skip
        first = next(n for n, y in enumerate(found) if y is not None)
        return set(found[first:])


@SIZES
async def test_no_row_of_home_moves_when_what_waits_has_been_read(tmp_path, size):
    office, _ = make_office(tmp_path)
    office.desk().drafts.keep("", "new_plan", '{"owner": "Ny"}', 0)
    office.clock.at += timedelta(hours=1)
    app = Watched(office)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "VENTER" in screen_text(app) or size == SMALL
        assert "2 ting venter" in screen_text(app)
        for row in ("En ny plan er halvveis skrevet", "13:00–13:45", "Bilder av dagen"):
            assert len(app.lines_of("HomeScreen", row)) == 1
        assert app.screen.list.row.key == "new_plan:"


async def test_a_baton_that_is_offered_comes_below_what_was_read_first(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().baton.offer(plan_id, "p-klok")
    app = Watched(become(office, KLOK))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "Stødig Gran tilbyr deg stafettpinnen" in screen_text(app)
        for row in ("13:00–13:45", "Klok ser på"):
            assert len(app.lines_of("HomeScreen", row)) == 1


@SIZES
async def test_no_row_of_the_plan_moves_after_it_stands_there(tmp_path, size):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.people.note_contact(plan_id, "p-stodig", phone="12 34 56 78", email="stodig.gran@eksempel.invalid")
    desk.baton.offer(plan_id, "p-klok")
    app = Watched(office)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "stodig.gran@eksempel.invalid" in screen_text(app)
        for row in ("NESTE MØTE", "I DAG 13:00–13:45", "Du går fra lek"):
            assert len(app.lines_of("PlanScreen", row)) == 1


async def test_the_first_drawing_of_the_plan_has_all_it_shows(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().baton.offer(plan_id, "p-klok")
    app = Watched(office)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        filled = [lines for name, lines in app.drawn if name == "PlanScreen" and any("HVEM ER MED" in x for x in lines)]
        assert all(any("VENTER" in line for line in lines) for lines in filled)
