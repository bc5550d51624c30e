from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stafett_tui.domain.consent import ConsentForm, ConsentGiven
from stafett_tui.domain.lock import next_meeting
from tests.support.app import WIDE, make_empty_office, make_office, press, running, screen_text, word


async def test_every_service_has_its_status_and_who_may_not_be_in_the_room_is_stopped(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.attendance.wish(plan_id, next_meeting(desk.plans.get(plan_id)).id, "Lun Ulltrøye", "", "helsestasjonen")
    async with running(office) as pilot:
        await press(pilot, "s")
        text = screen_text(pilot.app)
        assert "GYLDIG" in text
        assert "MANGLER" in text
        assert "STOPP Lun Ulltrøye (helsestasjonen)" in text
        assert "OK    Stødig Gran, Varm Kaffekopp, Blid Sykkel, Klok Ugle" in text


async def test_consent_is_widened_in_a_small_form_and_stands_in_the_history(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.attendance.wish(plan_id, next_meeting(desk.plans.get(plan_id)).id, "Lun Ulltrøye", "", "helsestasjonen")
    async with running(office) as pilot:
        await press(pilot, "s", "g")
        form = pilot.app.screen.query_one("#giving")
        assert "helsestasjonen" in form.services.values
        await press(
            pilot,
            "enter",
            "enter",
            "=SFO",
            "enter",
            "enter",
            "enter",
            "enter",
            "right",
            "enter",
            "=10.11.2026",
            "enter",
            "enter",
            "enter",
        )
        given = office.desk().plans.get(plan_id).last(ConsentGiven).body
        assert set(given.services) >= {"helsestasjonen", "SFO"}
        assert given.consenters == ("p-varm", "p-blid")
        assert given.form is ConsentForm.ORAL
        assert str(given.child_heard_on) == "2026-11-10"
        assert "MANGLER" not in screen_text(pilot.app)
        assert "SFO" in screen_text(pilot.app)
        assert "Lun Ulltrøye (helsestasjonen): samtykket dekker. Ta med i planen med p." in screen_text(pilot.app)


async def test_the_form_says_what_is_missing_and_esc_leaves_it(tmp_path):
    office, plan_id = make_office(tmp_path)
    before = len(office.desk().plans.get(plan_id).of(ConsentGiven))
    async with running(office) as pilot:
        await press(pilot, "s", "g", "space", "right", "space")
        screen = pilot.app.screen
        form = screen.query_one("#giving")
        assert form.who.values == ()
        screen.set_focus(form.done)
        await press(pilot, "enter")
        assert word(pilot.app).startswith("! ")
        form.who.choose(["p-varm"])
        for field, text, good in (
            (form.on, "tja", "16.11.2026"),
            (form.through, "", "1.1.2028"),
            (form.heard, "x", ""),
        ):
            form.services.choose(["PPT"])
            field.text = text
            await press(pilot, "enter")
            assert word(pilot.app).startswith("! ")
            field.text = good
        await press(pilot, "escape")
        assert not screen.query("#giving")
        assert screen.focused is screen.list
        assert len(office.desk().plans.get(plan_id).of(ConsentGiven)) == before


async def test_a_row_is_read_in_full(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "s", "enter")
        assert "Gyldig til og med: 22.09.2028" in screen_text(pilot.app)
        await press(pilot, "escape", "end", "enter")
        assert "Skrevet ned av: Stødig Gran" in screen_text(pilot.app)
        await press(pilot, "escape", "up", "enter")
        assert "OK" in screen_text(pilot.app)


async def test_a_plan_without_consent_says_so_everywhere(tmp_path):
    from stafett_tui.domain.people import PlanKind
    from stafett_tui.services.plans import NewPlan

    office = make_empty_office(tmp_path)
    office.desk().plans.open(NewPlan("Ny Måne", None, PlanKind.SCHOOL, "nb"))
    async with running(office, WIDE) as pilot:
        assert "MANGLER" in screen_text(pilot.app)
        await press(pilot, "home", "enter")
        assert "INGEN ENNÅ" in screen_text(pilot.app)
        assert "trykk s" in screen_text(pilot.app)
        await press(pilot, "s")
        assert "g" in screen_text(pilot.app)
        assert "MANGLER" in screen_text(pilot.app)


async def test_a_click_on_an_option_takes_it(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "s", "g")
        form = pilot.app.screen.query_one("#giving")
        before = form.who.values
        await pilot.click(form.who, offset=(25, 0))
        assert form.who.values != before
        await pilot.click(form.form, offset=(40, 0))
        assert form.form.value is not ConsentForm.SIGNED


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ((2028, 7, 23), "22.09.2028"),
        ((2028, 7, 24), "22.09, 60 d"),
        ((2028, 9, 15), "22.09, 7 d"),
        ((2028, 9, 22), "22.09, 0 d"),
        ((2028, 9, 23), "UTLØPT 22.09.2028"),
    ],
)
async def test_c08_home_tells_of_the_end_of_a_consent_from_sixty_days_ahead(tmp_path, at, told):
    office, _ = make_office(tmp_path)
    office.clock.at = datetime(*at, 10, tzinfo=UTC)
    async with running(office) as pilot:
        assert told in screen_text(pilot.app)


async def test_c09_home_says_that_consent_was_withdrawn(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().consents.withdraw(plan_id, "p-varm")
    async with running(office) as pilot:
        assert "TRUKKET" in screen_text(pilot.app)
        assert "PASSIV" in screen_text(pilot.app)
        await press(pilot, "down", "enter")
        assert "Samtykke       TRUKKET" in screen_text(pilot.app)
