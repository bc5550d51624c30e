"""The program copies its store by itself where a folder was chosen, and says what keeps it from that."""

from __future__ import annotations

from stafett_tui.store.backupfile import checked
from tests.support.app import make_office, running, until

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
