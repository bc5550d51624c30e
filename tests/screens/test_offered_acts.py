"""Nobody is offered what is never theirs to do, and a key for it says so before anything is written."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual import events

from stafett_tui.commands import found
from stafett_tui.domain.lock import next_meeting
from stafett_tui.screens.board.screen import BoardScreen
from stafett_tui.screens.frame.messages import OpenBoard, OpenConsent, OpenMeeting, OpenPlan
from tests.support.app import WIDE, make_office, press, running, screen_text, settle
from tests.support.office import HOLDER

PROVIDER = replace(HOLDER, person="p-klok", name="Klok Ugle", service="PPT", title="rådgiver")
NOT_ALLOWED = "Du har ikke lov til å gjøre dette i denne planen. Spør stafettholderen."


def office_of(tmp_path, me):
    """The plan of a holder, on a laptop where somebody else of the plan writes."""
    office, plan_id = make_office(tmp_path)
    office.put_right(replace(me, language="nb"))
    return office, plan_id


async def opened(pilot, plan_id):
    """The plan, read and shown."""
    pilot.app.post_message(OpenPlan(plan_id))
    await press(pilot, "home")


async def commands(pilot, sought):
    await press(pilot, "ctrl+p", f"={sought}")
    shown = screen_text(pilot.app)
    await press(pilot, "escape")
    return shown


async def test_a_provider_is_not_offered_the_commands_of_holder_family_or_coordinator(tmp_path):
    office, plan_id = office_of(tmp_path, PROVIDER)
    async with running(office) as pilot:
        await opened(pilot, plan_id)
        for sought in (
            "slett planen",
            "krev pause",
            "sett planen passiv",
            "flytt stafettpinnen",
            "hvem som har sett",
            "nytt mål",
        ):
            assert "Fant ikke noe slikt." in await commands(pilot, sought), sought
        assert "Foreslå et annet nivå" in await commands(pilot, "nivå")


@pytest.mark.parametrize(("me", "mine"), [(HOLDER, True), (PROVIDER, False)])
async def test_a_plan_without_a_meeting_asks_only_its_holder_to_call_one(tmp_path, me, mine):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.meetings.cancel(plan_id, next_meeting(desk.plans.get(plan_id)).id, "Syk.")
    office.put_right(replace(me, language="nb"))
    async with running(office) as pilot:
        await opened(pilot, plan_id)
        assert ("Trykk m for å kalle inn." in screen_text(pilot.app)) is mine
        assert "Ingen møter er innkalt." in screen_text(pilot.app)
        await press(pilot, "m")
        assert pilot.app.screen.asking.open is mine
        assert (NOT_ALLOWED in screen_text(pilot.app)) is not mine


class Slow:
    """A store that answers what is mine to do only when it may."""

    def __init__(self, permitted):
        self.permitted, self.may = permitted, threading.Event()

    def barred(self, plan_id):
        assert self.may.wait(20)
        return self.permitted.barred(plan_id)

    def reads_along(self, plan_id):
        assert self.may.wait(20)
        return self.permitted.reads_along(plan_id)


@pytest.mark.parametrize(
    ("me", "to", "hidden", "theirs"),
    [
        (PROVIDER, OpenPlan, "sett planen passiv", "foreslå et annet nivå"),
        (HOLDER, OpenPlan, "", "sett planen passiv"),
        (PROVIDER, OpenMeeting, "ta over", "merknad"),
        (HOLDER, OpenMeeting, "", "ta over"),
    ],
)
async def test_before_a_plan_is_read_the_commands_offer_nothing_that_may_be_somebody_elses(
    tmp_path, me, to, hidden, theirs
):
    office, plan_id = office_of(tmp_path, me)
    desk = office.desk()
    desk.permitted = slow = Slow(desk.permitted)
    async with running(office) as pilot:
        pilot.app.post_message(to(plan_id))
        await pilot.pause()
        await pilot.pause()
        await pilot.press("ctrl+p")
        try:
            assert found_now(pilot, theirs, hidden) == [False, False]
            assert found_now(pilot, "lås skjermen") == [True]
        finally:
            slow.may.set()
        await settle(pilot)
        assert found_now(pilot, theirs, hidden) == [True, False]


@asynccontextmanager
async def board_not_read_yet(office, plan_id):
    """The board while the store has not answered yet, and what lets it answer."""
    desk = office.desk()
    desk.permitted = slow = Slow(desk.permitted)
    async with running(office) as pilot:
        pilot.app.post_message(OpenBoard(plan_id))
        while not isinstance(pilot.app.screen, BoardScreen):
            await pilot.pause()

        async def answers():
            slow.may.set()
            await settle(pilot)

        try:
            yield pilot, answers
        finally:
            slow.may.set()


async def test_keys_typed_before_a_plan_is_read_act_on_what_they_would_act_on_later(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with board_not_read_yet(office, plan_id) as (pilot, answers):
        await pilot.press("down", "down")
        await answers()
        early = pilot.app.screen.list.row.key
        await press(pilot, "home", "down", "down")
        assert pilot.app.screen.list.row.key == early
        await press(pilot, "home")
        assert pilot.app.screen.list.row.key != early


async def test_letters_and_what_is_pasted_before_a_plan_is_read_are_no_commands(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with board_not_read_yet(office, plan_id) as (pilot, answers):
        before = office.desk().plans.get(plan_id)
        await pilot.press(*"gfd")
        pilot.app.post_message(events.Paste(" og sover"))
        await pilot.press(*"da")
        await answers()
        assert pilot.app.screen.asking.line.text == "fd og soverda"
        assert office.desk().plans.get(plan_id) == before


def found_now(pilot, *sought):
    """Whether the commands that are shown would answer to these words."""
    return [bool(words) and bool(found(pilot.app.screen.commands, words)) for words in sought]


async def test_the_holder_is_offered_what_is_theirs(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await opened(pilot, plan_id)
        assert "Sett planen passiv" in await commands(pilot, "passiv")
        assert "Hvem som har sett i denne planen" in await commands(pilot, "hvem som har sett")


@pytest.mark.parametrize("key", ["g", "n", "p", "i", "w", "b"])
async def test_a_key_for_what_is_somebody_elses_says_so_before_anything_is_asked(tmp_path, key):
    office, plan_id = office_of(tmp_path, PROVIDER)
    async with running(office) as pilot:
        pilot.app.screen.post_message(OpenPlan(plan_id))
        await press(pilot, key)
        assert NOT_ALLOWED in screen_text(pilot.app)
        assert not pilot.app.screen.asking.open


async def test_the_footer_names_only_what_is_theirs(tmp_path):
    office, plan_id = office_of(tmp_path, PROVIDER)
    async with running(office, WIDE) as pilot:
        await opened(pilot, plan_id)
        foot = screen_text(pilot.app).splitlines()[-1]
        assert "t tavle" in foot
        assert "n ny" not in foot
        assert "p person" not in foot


@pytest.mark.parametrize(("me", "asks"), [(HOLDER, True), (PROVIDER, False)])
async def test_whoever_asks_the_family_is_told_to_and_nobody_else(tmp_path, me, asks):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    meeting = next_meeting(desk.plans.get(plan_id)).id
    desk.attendance.wish(plan_id, meeting, "Lun Ulltrøye", "", "helsestasjonen")
    desk.attendance.wish(plan_id, meeting, "Mild Vind", "", "PPT")
    office.put_right(replace(me, language="nb"))
    async with running(office) as pilot:
        pilot.app.post_message(OpenConsent(plan_id))
        await press(pilot, "home")
        shown = ""
        for row in ("stop:Lun Ulltrøye", "service:helsestasjonen"):
            pilot.app.screen.list.go_to(row)
            await press(pilot, "enter")
            shown += " ".join(screen_text(pilot.app).split())
            await press(pilot, "escape")
        foot = screen_text(pilot.app).splitlines()[-1]
        assert ("Spør nå (g), eller ikke i rommet." in shown) is asks
        assert ("Ikke i rommet; stafettholderen spør familien." in shown) is not asks
        assert ("g skriver ned hva familien svarer" in shown) is asks
        assert ("Ta med i planen med p." in shown) is asks
        assert "Mild Vind (PPT): samtykket dekker." in shown
        assert ("g gi samtykke" in foot) is asks


async def test_look_ups_of_protected_plans_are_offered_to_coordinators_alone(tmp_path):
    for at, office_name in enumerate(("holder", "coordinator")):
        office, _ = office_of(tmp_path / str(at), replace(HOLDER, office=office_name))
        async with running(office) as pilot:
            shown = await commands(pilot, "sperret adresse")
            assert ("Fant ikke noe slikt." in shown) == (office_name == "holder")


async def test_whoever_holds_no_plan_is_not_offered_to_hand_plans_over(tmp_path):
    office, _ = office_of(tmp_path, PROVIDER)
    async with running(office) as pilot:
        assert "Fant ikke noe slikt." in await commands(pilot, "gi alle planene")
