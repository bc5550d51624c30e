"""A plan that waits for its consent says so, what waits, and for whose signature (C-01, C-05)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.domain.goal import goals
from stafett_tui.domain.people import ParticipantAdded
from stafett_tui.i18n.texts import texts
from stafett_tui.screens.consent.screen import ConsentScreen
from stafett_tui.screens.plan.overview import head
from stafett_tui.screens.plan.screen import PlanScreen
from tests.screens.life import TODAY, on_plan
from tests.services.test_starting import unsigned_by_blid
from tests.support.app import NARROW, WIDE, make_empty_office, press, running, screen_text, word

PPT = ("Tøyestubben barnehage", "PPT")


@pytest.fixture
def office(tmp_path):
    return make_empty_office(tmp_path)


def started(office):
    return office.desk().starting.start(unsigned_by_blid(others_sign_later=True)).plan_id


async def to_held(pilot):
    screen = pilot.app.screen
    assert screen.list.go_to("held:")
    await press(pilot, "enter")
    return screen


async def test_c01_the_overview_says_what_waits_and_for_whose_signature(office):
    async with on_plan(office, started(office), WIDE) as pilot:
        assert "Venter til Blid Sykkel har skrevet" in screen_text(pilot.app)
        pilot.app.screen.list.go_to("held:")
        await pilot.pause()
        text = " ".join(screen_text(pilot.app).split())
        for part in ("Har ikke skrevet under", "Blir med da", "Mål: Du går fra", "Aktivitet: Klok ser på"):
            assert part in text, part


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_c01_the_head_says_who_has_signed_and_who_lacks(office, size):
    async with on_plan(office, started(office), size) as pilot:
        text = screen_text(pilot.app)
        assert "skrevet under: Varm Kaffekopp   mangler: Blid Sykkel" in text
        assert "INGEN ENNÅ" not in text


def test_d12_the_head_names_nobody_whom_the_reader_is_not_told_of(office):
    plan = office.desk().plans.get(started(office))
    blid = next(f.id for f in plan.of(ParticipantAdded) if f.body.name == "Blid Sykkel")
    seen = replace(plan, facts={k: f for k, f in plan.facts.items() if k != blid})
    told = str(head(seen, TODAY, texts("nb")))
    assert "skrevet under: Varm Kaffekopp" in told
    assert "mangler" not in told


async def test_c01_home_shows_it_by_initials_and_leads_to_its_row(office):
    started(office)
    async with running(office) as pilot:
        text = screen_text(pilot.app)
        assert "Skrevet ned, og venter på en underskrift" in text
        assert "Blid" not in text
        assert "uferdig" not in text
        row = next(k for k in keys(pilot.app.screen) if "held" in k)
        pilot.app.screen.list.go_to(row)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert pilot.app.screen.list.row.key == "held:"


def keys(screen):
    return [screen.list.row_at(n).key for n in range(screen.list.count)]


async def test_what_waits_is_read_whole(office):
    async with on_plan(office, started(office)) as pilot:
        screen = await to_held(pilot)
        await press(pilot, "enter")
        assert screen.focused is screen.aside
        text = screen_text(pilot.app)
        assert "Blir med da: Klok Ugle (PPT)" in text
        assert "Mål: Du går fra lek til mat uten å gråte." in text
        assert "Aktivitet: Klok ser på overgangene, 01.12" in text


async def test_going_on_with_it_leads_to_the_consent_and_what_waited_is_written_then(office):
    plan_id = started(office)
    async with on_plan(office, plan_id) as pilot:
        await to_held(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, ConsentScreen)
        office.desk().consents.give(plan_id, ("p-varm", "p-blid"), PPT, given_on=TODAY)
        await press(pilot, "escape")
        assert "held:" not in keys(pilot.app.screen)
        assert "Du går fra lek" in screen_text(pilot.app)


async def test_it_is_thrown_away_only_after_a_question(office):
    plan_id = started(office)
    async with on_plan(office, plan_id) as pilot:
        await to_held(pilot)
        await press(pilot, "down", "down", "enter", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        assert "held:" in keys(pilot.app.screen)
        await to_held(pilot)
        await press(pilot, "down", "down", "enter", "down", "enter")
        assert word(pilot.app) == "Det er kastet. Selve planen er som den var."
        assert "held:" not in keys(pilot.app.screen)
        assert office.store.drafts.all() == ()


async def test_c05_what_the_consent_does_not_reach_says_which_service_it_waits_for(office):
    plan_id = office.desk().starting.start(unsigned_by_blid(consent_on=None)).plan_id
    office.desk().consents.give(plan_id, ("p-varm", "p-blid"), PPT[:1], given_on=TODAY)
    async with on_plan(office, plan_id) as pilot:
        assert "Venter på samtykke til PPT: Klok Ugle" in screen_text(pilot.app)


async def test_what_is_ready_is_written_now(office, monkeypatch):
    desk = office.desk()
    plan_id = started(office)
    monkeypatch.setattr(desk.starting, "_take_up", lambda _: None)
    desk.consents.give(plan_id, ("p-varm", "p-blid"), PPT, given_on=TODAY)
    monkeypatch.undo()
    async with on_plan(office, plan_id) as pilot:
        assert "Klart til å skrives inn i planen" in screen_text(pilot.app)
        await to_held(pilot)
        await press(pilot, "down", "enter")
        assert word(pilot.app) == "Det står i planen nå."
        assert "held:" not in keys(pilot.app.screen)
        assert goals(pilot.app.screen.plan)
