"""Copies make themselves where a folder is chosen, and are spoken of where there is none."""

from datetime import timedelta
from pathlib import Path

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.services.copies import Copies, Overdue
from stafett_tui.services.opening import Office
from stafett_tui.store.backupfile import checked
from tests.support.office import NOON, desk_of, open_office, open_plan

PHRASE = "kvist bekk stein måne"


@pytest.fixture
def office(tmp_path: Path):
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def copies(office: Office) -> Copies:
    """Give the copies of a store with one plan."""
    desk = desk_of(office)
    open_plan(desk)
    return desk.copies


def test_the_first_copy_needs_a_recovery_passphrase_and_later_ones_none(copies: Copies, tmp_path: Path) -> None:
    assert not copies.ready
    with pytest.raises(StafettError) as caught:
        copies.make(tmp_path / "copies")
    assert caught.value.kind is ErrorKind.NO_RECOVERY
    first = copies.make(tmp_path / "copies", PHRASE)
    assert copies.ready
    assert checked(first).opened(PHRASE)
    assert copies.make(tmp_path / "other").exists()
    assert copies.last == NOON


def test_without_a_folder_no_copy_is_made(copies: Copies) -> None:
    copies.set_up(PHRASE)
    with pytest.raises(StafettError):
        copies.make()
    assert not copies.due()


def test_a_copy_is_due_once_the_chosen_days_have_passed(office: Office, copies: Copies, tmp_path: Path) -> None:
    copies.choose(tmp_path / "copies", 3)
    assert not copies.due()
    copies.set_up(PHRASE)
    assert copies.due()
    copies.make()
    due = []
    for _ in range(4):
        due.append(copies.due())
        office.clock.at += timedelta(days=1)
    assert due == [False, False, False, True]
    copies.choose(None)
    assert not copies.due()
    assert copies.folder is None


def test_a_folder_that_is_away_is_not_made_anew_and_one_that_takes_nothing_is_told(
    copies: Copies, tmp_path: Path
) -> None:
    copies.set_up(PHRASE)
    copies.choose(tmp_path / "disk")
    (tmp_path / "disk").rmdir()
    (tmp_path / "file").write_text("")
    for act in (copies.make, lambda: copies.make(tmp_path / "file"), lambda: copies.choose(tmp_path / "file")):
        with pytest.raises(StafettError) as caught:
            act()
        assert caught.value.kind is ErrorKind.COPY_FOLDER
    assert not (tmp_path / "disk").exists()
    assert copies.last is None


def test_a_clock_that_was_set_back_does_not_put_a_copy_off(office: Office, copies: Copies, tmp_path: Path) -> None:
    copies.choose(tmp_path)
    copies.make(tmp_path / "copies", PHRASE)
    office.clock.at -= timedelta(days=2)
    assert copies.due()


def test_in_the_automatic_folder_ten_copies_stay_and_elsewhere_all(
    office: Office, copies: Copies, tmp_path: Path
) -> None:
    copies.set_up(PHRASE)
    copies.choose(tmp_path / "auto")
    for _ in range(12):
        office.clock.at += timedelta(minutes=1)
        last = copies.make()
        copies.make(tmp_path / "mine")
    kept = sorted((tmp_path / "auto").iterdir())
    assert len(kept) == 10
    assert kept[-1] == last
    assert len([*(tmp_path / "mine").iterdir()]) == 12


def test_a_store_without_a_copy_is_spoken_of_and_one_that_is_old_as_well(
    office: Office, copies: Copies, tmp_path: Path
) -> None:
    assert copies.overdue() == Overdue(None)
    copies.make(tmp_path, PHRASE)
    assert copies.overdue() is None
    office.clock.at += timedelta(days=6)
    assert copies.overdue() is None
    office.clock.at += timedelta(days=1)
    assert copies.overdue() == Overdue(7)


def test_an_empty_store_and_one_of_invented_plans_need_no_copy(office: Office) -> None:
    copies = Copies(office.store, office.clock)
    assert copies.overdue() is None
    open_plan(desk_of(office))
    office.store.settings.set("demo_base", NOON.isoformat())
    assert copies.overdue() is None
