"""The program copies its store by itself where a folder was chosen, and says what keeps it from that."""

from __future__ import annotations

from datetime import timedelta

from stafett_tui.domain.protection import AddressProtection
from stafett_tui.store.backupfile import checked
from tests.support.app import WIDE, make_office, press, running, screen_text, until

PHRASE = "kvist bekk stein måne"


async def test_where_the_last_copy_is_old_one_is_made_after_the_start(tmp_path):
    office, _ = make_office(tmp_path)
    copies = office.desk().copies
    copies.set_up(PHRASE)
    copies.choose(tmp_path / "copies")
    async with running(office) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    (made,) = (tmp_path / "copies").iterdir()
    assert checked(made).opened(PHRASE)


async def test_a_folder_that_takes_no_copy_is_told(tmp_path):
    office, _ = make_office(tmp_path)
    copies = office.desk().copies
    copies.set_up(PHRASE)
    copies.choose(tmp_path / "copies")
    (tmp_path / "copies").rmdir()
    async with running(office) as pilot:
        await until(pilot, "Det ble ingen kopi")
    assert not (tmp_path / "copies").exists()


async def test_where_nothing_was_chosen_nothing_is_copied(tmp_path):
    office, _ = make_office(tmp_path)
    office.desk().copies.set_up(PHRASE)
    async with running(office) as pilot:
        await pilot.app.workers.wait_for_complete()
        assert office.store.settings.get("copies_last") == ""


async def test_home_says_that_there_is_no_copy_and_the_palette_makes_one(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await until(pilot, "Alt her finnes bare på denne maskinen")
        await press(pilot, "ctrl+p", "=lag en kopi", "enter")
        await press(pilot, f"={PHRASE}")
        assert PHRASE not in screen_text(pilot.app)
        await press(pilot, "enter", "=noe annet", "enter")
        assert "De to er ikke like" in screen_text(pilot.app)
        await press(pilot, "ctrl+p", "=lag en kopi", "enter", f"={PHRASE}", "enter", f"={PHRASE}", "enter")
        await until(pilot, "En kopi er laget og kontrollert")
        assert "Alt her finnes bare" not in screen_text(pilot.app)
        office.clock.at += timedelta(days=8)
        pilot.app.screen.reload()
        await until(pilot, "Den siste kopien er 8 dager gammel")
        await press(pilot, "ctrl+p", "=lag en kopi", "enter")
        await until(pilot, "En kopi er laget")
    made = sorted(office.settings.paths.backup.iterdir())
    assert len(made) == 2
    assert checked(made[0]).opened(PHRASE)
    assert not [each.name for each in made if "linerle" in each.name.casefold()]


async def test_k03_home_tells_a_coordinator_how_often_a_protected_plan_was_opened(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.people.protect(plan_id, "p-munter", AddressProtection.STRICTLY_CONFIDENTIAL)
    desk.plans.get(plan_id, view="plan")
    office.introduce("Rask Elv", "Barn og unge", "koordinator", "nb", office="coordinator", another=True)
    async with running(office, WIDE) as pilot:
        await until(pilot, "1 innsyn i en plan med sperret adresse på 7 dager")
        assert "M.L." not in screen_text(pilot.app)
