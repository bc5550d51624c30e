"""S-05: the screen locks without interrupting or losing anything, and opens on the same cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.screens.board.screen import BoardScreen
from stafett_tui.screens.frame.messages import ChangePerson, OpenMeeting, OpenPlan, ShowHelp
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.locked.screen import LockedScreen
from stafett_tui.screens.locked.who import WhoScreen
from stafett_tui.screens.meeting.screen import MeetingScreen
from stafett_tui.screens.meeting.writing import FIELD
from tests.support.app import make_office, press, running, screen_text, settle, until

MINUTE = 60.0
SECRET = "kvist bekk stein måne"


class Clock:
    """Seconds that the test moves."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


def on_a_clock(app):
    """The idle time of this program on a clock of the test; its timer is called by hand."""
    clock = app.idle.now = Clock()
    app.idle.stir()
    return clock


async def idle(pilot, clock, minutes):
    """Nobody touches a key for some minutes, and then the timer looks."""
    clock.seconds += minutes * MINUTE
    pilot.app.look_whether_idle()
    await settle(pilot)


def asked(office, monkeypatch, *, passphrase=SECRET):
    """Let the store ask for this passphrase, as one without a keyring does."""

    def prove(told=None):
        if told is None or told() != passphrase:
            raise StafettError(ErrorKind.WRONG_KEY)

    monkeypatch.setattr(type(office), "kept", "passphrase")
    monkeypatch.setattr(office, "prove", prove)


async def test_s05_the_screen_locks_after_the_minutes_of_the_policy_without_a_key(tmp_path, monkeypatch):
    office, _ = make_office(tmp_path)
    asked(office, monkeypatch)
    async with running(office) as pilot:
        clock = on_a_clock(pilot.app)
        minutes = office.judged_by.policy.lock_minutes
        assert pilot.app.idle.minutes == minutes == 5
        await idle(pilot, clock, minutes - 1)
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "down")
        await idle(pilot, clock, minutes - 1)
        assert isinstance(pilot.app.screen, HomeScreen), "a key begins the time anew"
        await idle(pilot, clock, 1)
        assert isinstance(pilot.app.screen, LockedScreen)


async def test_s05_the_lock_shows_no_word_of_a_case_and_opens_with_the_passphrase_alone(tmp_path, monkeypatch):
    office, _ = make_office(tmp_path)
    asked(office, monkeypatch)
    async with running(office) as pilot:
        await press(pilot, "down", "t")
        assert isinstance(pilot.app.screen, BoardScreen)
        pilot.app.lock()
        await settle(pilot)
        shown = screen_text(pilot.app)
        assert "Skjermen er låst." in shown
        assert not [w for w in ("M.L.", "Munter", "Linerle", "Plan 1", "Stødig", "Tøyestubben") if w in shown]
        await press(pilot, "escape", "ctrl+p", "f1")
        assert isinstance(pilot.app.screen, LockedScreen)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LockedScreen), "no passphrase opens nothing"
        await press(pilot, "=feil ord", "enter", "enter")
        assert "Det er ikke passordfrasen" in screen_text(pilot.app)
        await press(pilot, f"={SECRET}", "enter", "enter")
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_s05_unlocking_brings_back_the_half_written_line_its_cursor_and_its_draft(tmp_path, monkeypatch):
    office, plan_id = make_office(tmp_path)
    asked(office, monkeypatch)
    async with running(office) as pilot:
        clock = on_a_clock(pilot.app)
        await press(pilot, "m")
        await until(pilot, "Enter starter det")
        await press(pilot, "enter")
        await until(pilot, "TIL STEDE")
        await press(pilot, "=Hjemme virker det", "left", "left")
        meeting, line = pilot.app.screen, pilot.app.focused
        assert isinstance(meeting, MeetingScreen)
        before, text = line.cursor_cell(), line.text
        assert text == "Hjemme virker det"
        await idle(pilot, clock, 5)
        assert isinstance(pilot.app.screen, LockedScreen)
        assert "Hjemme" not in screen_text(pilot.app)
        assert office.desk().drafts.take(plan_id, FIELD).text == text
        await press(pilot, f"={SECRET}", "enter", "enter")
        assert pilot.app.screen is meeting
        assert (pilot.app.focused, line.text, line.cursor_cell()) == (line, text, before)
        await press(pilot, "=!")
        assert line.text == "Hjemme virker d!et"


async def test_s05_the_first_key_after_the_machine_slept_meets_the_lock_and_goes_nowhere(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        clock = on_a_clock(pilot.app)
        clock.seconds += 90 * MINUTE
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, LockedScreen)
        assert not [each for each in pilot.app.screen_stack if isinstance(each, BoardScreen)]


async def test_s05_a_key_while_the_text_is_being_kept_goes_on_writing(tmp_path, monkeypatch):
    office, _ = make_office(tmp_path)
    monkeypatch.setattr(type(office), "kept", "demo")
    monkeypatch.setattr(office, "prove", lambda told=None: told)
    async with running(office) as pilot:
        clock = on_a_clock(pilot.app)
        await press(pilot, "down", "enter", "g", "=Du sover")
        clock.seconds += 5 * MINUTE
        pilot.app.lock(unless_touched=True)
        pilot.app.idle.stir()
        await settle(pilot)
        await press(pilot, "=!")
        assert "Du sover!" in screen_text(pilot.app)
        clock.seconds += 5 * MINUTE
        pilot.app.lock()
        await press(pilot, "=borte")
        assert isinstance(pilot.app.screen, LockedScreen)
        await press(pilot, "enter")
        assert "Du sover!" in screen_text(pilot.app)
        assert "borte" not in screen_text(pilot.app)


async def test_s05_nothing_comes_over_the_cover_and_what_was_on_its_way_comes_after_it(tmp_path, monkeypatch):
    office, plan_id = make_office(tmp_path)
    asked(office, monkeypatch)
    async with running(office) as pilot:
        home = pilot.app.screen
        pilot.app.lock()
        await settle(pilot)
        home.post_message(OpenPlan(plan_id))
        home.post_message(OpenMeeting(plan_id))
        home.post_message(ShowHelp("home"))
        await settle(pilot)
        assert [type(each).__name__ for each in pilot.app.screen_stack] == ["HomeScreen", "LockedScreen"]
        await press(pilot, f"={SECRET}", "enter", "enter")
        await settle(pilot)
        assert {"PlanScreen", "MeetingScreen", "HelpScreen"} <= {type(each).__name__ for each in pilot.app.screen_stack}


async def test_s05_a_question_half_answered_is_kept_before_the_screen_locks(tmp_path, monkeypatch):
    office, plan_id = make_office(tmp_path)
    asked(office, monkeypatch)
    async with running(office) as pilot:
        await press(pilot, "down", "enter", "g", "=Du sover hele natta")
        pilot.app.lock()
        await settle(pilot)
        assert office.desk().drafts.take(plan_id, "goal").text == "Du sover hele natta"
        await press(pilot, f"={SECRET}", "enter", "enter", "=!")
        assert "Du sover hele natta!" in screen_text(pilot.app)


async def test_s05_a_keyring_that_asks_nobody_is_told_honestly(tmp_path, monkeypatch):
    office, _ = make_office(tmp_path)
    monkeypatch.setattr(type(office), "kept", "keyring")
    said = []
    monkeypatch.setattr(office, "prove", lambda told=None: said.append(told))
    async with running(office) as pilot:
        home = pilot.app.screen
        await press(pilot, "ctrl+p", "=lås skjermen", "enter")
        assert isinstance(pilot.app.screen, LockedScreen)
        assert "er dette bare et" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert said == [None]
        assert pilot.app.screen is home


async def test_where_several_write_here_unlocking_asks_who_it_is(tmp_path, monkeypatch):
    office, _ = make_office(tmp_path)
    asked(office, monkeypatch)
    office.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
    office.choose("p-stodig")
    async with running(office) as pilot:
        await press(pilot, "down", "t")
        board = pilot.app.screen
        pilot.app.lock()
        await settle(pilot)
        await press(pilot, f"={SECRET}", "enter", "enter")
        assert isinstance(pilot.app.screen, WhoScreen)
        assert ["Stødig Gran" in screen_text(pilot.app), "Rask Elv" in screen_text(pilot.app)] == [True, True]
        await press(pilot, "enter")
        assert pilot.app.screen is board


async def test_another_person_sees_own_plans_and_never_what_the_first_left_unfinished(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "down", "enter", "g", "=Du sover hele natta")
        await press(pilot, "escape", "ctrl+p", "=en annen skriver", "enter")
        plan = pilot.app.screen_stack[-2]
        await press(pilot, "escape")
        assert pilot.app.screen is plan
        await press(pilot, "ctrl+p", "=en annen skriver", "enter")
        assert isinstance(pilot.app.screen, WhoScreen)
        await press(pilot, "down", "enter")
        await press(pilot, "=Rask Elv", "enter", "=SFO", "enter", "=leder", "enter", "enter", "enter")
        await until(pilot, "Ingen planer ennå")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert len(pilot.app.screen_stack) == 1
        assert "Rask Elv" in screen_text(pilot.app)
        desk = office.desk()
        assert (desk.me.name, desk.drafts.offered(), desk.drafts.take(plan_id, "goal")) == ("Rask Elv", (), None)
        assert [me.name for me in office.persons] == ["Stødig Gran", "Rask Elv"]
        await press(pilot, "ctrl+p", "=en annen skriver", "enter", "up", "enter")
        await until(pilot, "M.L.")
        assert office.desk().drafts.take(plan_id, "goal").text == "Du sover hele natta"


@pytest.mark.parametrize("several", [False, True])
async def test_the_start_asks_who_writes_only_where_several_do(tmp_path, several):
    from stafett_tui.services.opening import Office

    office, _ = make_office(tmp_path)
    if several:
        office.introduce("Rask Elv", "SFO", "leder", "nb", another=True)
    office = Office(office.store, office.settings, office.clock)
    async with running(office) as pilot:
        assert isinstance(pilot.app.screen, WhoScreen if several else HomeScreen)
        if several:
            assert "M.L." not in screen_text(pilot.app)
            await press(pilot, "up", "enter")
            await until(pilot, "M.L.")
            assert isinstance(pilot.app.screen, HomeScreen)
            assert "Stødig Gran" in screen_text(pilot.app)


@pytest.mark.parametrize("name", ["locking", "changing", "ways"])
def test_s05_the_lock_is_not_on_the_way_of_the_first_frame(name):
    source = Path(__file__).parents[2] / "stafett_tui" / "routing" / f"{name}.py"
    lines = source.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line.startswith("from stafett_tui.screens.locked")]
    assert [line for line in lines if line.startswith((" ", "    ")) and "stafett_tui.screens.locked" in line]


async def test_at_a_server_the_store_is_one_persons_and_says_so(tmp_path, monkeypatch):
    office, _ = make_office(tmp_path)
    monkeypatch.setattr(type(office), "takes_part", True)
    monkeypatch.setattr(type(office), "together", Quiet())
    async with running(office) as pilot:
        pilot.app.screen.post_message(ChangePerson())
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "På serveren hører dette lageret til én person" in screen_text(pilot.app)
        monkeypatch.undo()


class Quiet:
    """A server that nothing is heard of."""

    def listen(self, *_told):
        pass

    start = listen
