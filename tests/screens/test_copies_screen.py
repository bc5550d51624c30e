"""The copies of everything are seen, made, sent to a folder and put under another passphrase without a command line."""

from __future__ import annotations

import pytest

from stafett_tui.screens.copies.listing import size_words
from stafett_tui.screens.copies.screen import CopiesScreen
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.store.backupfile import checked
from tests.support.app import WIDE, make_office, press, running, screen_text, until, word

PHRASE = "kvist bekk stein måne"
OTHER = "fjell fjord furu fløte"


async def to_copies(pilot):
    await press(pilot, "ctrl+p", "=kopier hvilke", "enter")
    assert isinstance(pilot.app.screen, CopiesScreen)
    return pilot.app.screen


def made(folder):
    return sorted(folder.glob("*.stafett"))


async def test_before_the_first_copy_the_screen_says_so_and_makes_one(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office, WIDE) as pilot:
        await to_copies(pilot)
        text = screen_text(pilot.app)
        assert "INGEN ENNÅ: alt her finnes bare på denne maskinen" in text
        assert "Ingen kopi ligger i mappene" in text
        await press(pilot, "n", f"={PHRASE}", "enter", f"={PHRASE}", "enter")
        await until(pilot, "En kopi er laget og kontrollert")
        text = screen_text(pilot.app)
        assert "16.11.2026 12:58" in text
        assert "frasen som gjelder" in text
        assert "valgt: den åpner kopiene" in text
        await press(pilot, "enter")
        await until(pilot, "Kopien er hel")
    assert len(made(office.settings.paths.backup)) == 1


async def test_a_folder_is_chosen_and_the_first_copy_goes_there_at_once(tmp_path):
    office, _ = make_office(tmp_path)
    folder = tmp_path / "nettverksdisk"
    async with running(office, WIDE) as pilot:
        screen = await to_copies(pilot)
        await press(pilot, "f")
        assert screen.asking.line.text == str(office.settings.paths.backup)
        screen.asking.line.text = str(folder)
        await press(pilot, "enter", "down", "enter")
        await press(pilot, f"={PHRASE}", "enter", f"={PHRASE}", "enter")
        await until(pilot, "En kopi er laget og kontrollert")
        assert "hver 7. dag i" in screen_text(pilot.app)
        copies = office.desk().copies
        assert (copies.folder, copies.days) == (folder, 7)
        assert len(made(folder)) == 1
        await press(pilot, "f", "enter", "=aldri", "enter")
        assert word(pilot.app) == "Kopier lages bare når noen ber om det."
        assert office.desk().copies.folder is None
        assert "nei: en kopi lages bare" in screen_text(pilot.app)


async def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_changed(tmp_path):
    office, _ = make_office(tmp_path)
    (tmp_path / "fil").write_text("", encoding="utf-8")
    async with running(office) as pilot:
        screen = await to_copies(pilot)
        await press(pilot, "f")
        screen.asking.line.text = str(tmp_path / "fil" / "mappe")
        await press(pilot, "enter", "enter")
        await until(pilot, "mappe")
        assert office.desk().copies.folder is None


async def test_a_new_passphrase_makes_a_copy_and_the_older_ones_say_that_they_want_another(tmp_path):
    office, _ = make_office(tmp_path)
    office.desk().copies.make(office.settings.paths.backup, PHRASE)
    async with running(office, WIDE) as pilot:
        await to_copies(pilot)
        await press(pilot, "p", f"={OTHER}", "enter", "=noe annet", "enter")
        assert "De to er ikke like" in word(pilot.app)
        await press(pilot, "p", f"={OTHER}", "enter", f"={OTHER}", "enter")
        await until(pilot, "En kopi er laget og kontrollert")
        text = screen_text(pilot.app)
        assert "en annen frase" in text
        assert "frasen som gjelder" in text
    old, new = sorted(made(office.settings.paths.backup), key=lambda each: each.stat().st_mtime_ns)
    assert checked(old).opened(PHRASE)
    assert checked(new).opened(OTHER)


async def test_a_copy_that_does_not_hold_is_told(tmp_path):
    office, _ = make_office(tmp_path)
    path = office.desk().copies.make(office.settings.paths.backup, PHRASE)
    path.write_bytes(path.read_bytes()[:-200])
    (path.parent / "stafett-noe-annet-enn-vårt.stafett").write_bytes(b"")
    async with running(office) as pilot:
        screen = await to_copies(pilot)
        assert screen.list.row.key == str(path)
        await press(pilot, "enter")
        await until(pilot, "!")
        assert "hel:" not in word(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize(("size", "words"), [(0, "1 kB"), (640_000, "640 kB"), (12_345_678, "12 MB")])
def test_a_size_is_said_as_people_say_it(size, words):
    assert size_words(size) == words
