"""The screens of copies and look-ups fit, keep the cursor in sight, and speak the person's language."""

from __future__ import annotations

import pytest

from stafett_tui.i18n.texts import texts
from stafett_tui.screens.frame.messages import OpenAlerts, OpenCopies, OpenLookups, OpenMyself
from stafett_tui.widgets.cells import width
from tests.screens.english import english_words
from tests.screens.test_looks import focused_cell
from tests.support.app import NARROW, SMALL, WIDE, make_office, running, screen_text, settle

WAYS = {"copies": lambda _: OpenCopies(), "lookups": OpenLookups, "alerts": lambda _: OpenAlerts(),
        "myself": lambda _: OpenMyself()}  # fmt: skip


async def shown(pilot, name, plan_id):
    pilot.app.screen.post_message(WAYS[name](plan_id))
    await settle(pilot)
    return screen_text(pilot.app)


@pytest.mark.parametrize("size", [NARROW, WIDE, SMALL], ids=str)
@pytest.mark.parametrize("name", WAYS)
async def test_the_screen_fits_and_the_cursor_stands_in_it(tmp_path, name, size):
    office, plan_id = make_office(tmp_path)
    office.desk().copies.make(office.settings.paths.backup, "kvist bekk stein måne")
    async with running(office, size) as pilot:
        text = await shown(pilot, name, plan_id)
        assert all(width(line) <= size[0] for line in text.splitlines())
        screen = pilot.app.screen
        assert screen.region.contains_point(focused_cell(pilot.app))
        assert all(screen.region.contains_region(child.region) for child in screen.children if child.display)
        await pilot.resize_terminal(40, 10)
        await settle(pilot)
        assert "for lite" in " ".join(screen_text(pilot.app).split())
        await pilot.resize_terminal(*size)
        await settle(pilot)
        assert screen_text(pilot.app) == text


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("name", WAYS)
async def test_no_english_is_left(tmp_path, name, language):
    office, plan_id = make_office(tmp_path, language=language)
    async with running(office, WIDE) as pilot:
        assert english_words(await shown(pilot, name, plan_id), texts(language)) == set()
