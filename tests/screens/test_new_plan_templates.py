"""The template gives a new plan its words; the municipality's own is taken, a faulty one is named; labels are whole."""

from __future__ import annotations

from importlib.resources import files

import pytest

from stafett_tui.domain.people import opening
from stafett_tui.screens.new_plan.parts import Asked, Chosen
from tests.support.app import SMALL, WIDE, at_rest, make_empty_office, make_office, press, running, screen_text, word
from tests.support.office import settings

SCHOOL = (files("stafett_tui.services") / "data" / "templates" / "school.toml").read_text(encoding="utf-8")


def own(tmp_path, name, text):
    """Lay a template of the municipality where it is looked for."""
    folder = settings(tmp_path).paths.templates
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


async def test_the_municipalitys_own_template_is_offered_and_stands_in_the_plan(tmp_path):
    told = SCHOOL.replace('id = "school"', 'id = "sfo"').replace('title = "Stafettlogg skole"', 'title = "Logg SFO"')
    own(tmp_path, "sfo.toml", told.replace('place = "skolen"', 'place = "fritidshjemmet"'))
    office = make_empty_office(tmp_path)
    async with running(office, WIDE) as pilot:
        await press(pilot, "n", "=Munter Linerle", "shift+tab", "l")
        assert "(x) Logg SFO" in screen_text(pilot.app)
        assert "Fritidshjemmet" in screen_text(pilot.app)
        await press(pilot, "ctrl+g")
        assert opening(office.desk().plans.get(pilot.app.screen.plan_id)).template == "sfo@1"


async def test_a_template_with_a_fault_is_named_and_the_others_serve(tmp_path):
    own(tmp_path, "feil.toml", "id = 1")
    async with running(make_empty_office(tmp_path)) as pilot:
        await press(pilot, "n")
        assert "! En mal kan ikke leses: feil.toml" in screen_text(pilot.app)
        assert len(pilot.app.screen.form.template.options) == 4


async def test_the_template_proposes_arena_and_services(tmp_path):
    async with running(make_empty_office(tmp_path), WIDE) as pilot:
        await press(pilot, "n", "=Munter Linerle", "shift+tab", "s")
        form = pilot.app.screen.form
        assert form.arena.value == "school"
        pilot.app.screen.set_focus(form.providers.all[0].name)
        await press(pilot, "=Klok Ugle", "enter", "=p")
        assert "Pil høyre: PPT" in word(pilot.app)
        await press(pilot, "right")
        assert form.providers.all[0].text("service") == "PPT"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=str)
async def test_no_label_is_cut_and_every_line_fits(tmp_path, language, size):
    office, _ = make_office(tmp_path, language=language)
    async with running(office, size) as pilot:
        await press(pilot, "n")
        form = pilot.app.screen.form
        for template in form.templates:
            form.template.choose([template])
            form.reach.choose([True])
            form.follow()
            for part in form.parts:
                label = part.prompt if isinstance(part, Asked) else part.label if isinstance(part, Chosen) else ""
                assert "…" not in label, (part.id, label)
                assert len(label) <= 24, (part.id, label)
        for name in ("owner", "guardian1", "guardian2", "provider1"):
            pilot.app.screen.query_one(f"#{name}", Asked).text = "Varm Kaffekopp"
        form.template.choose(["kindergarten@1"])
        form.given_on.text = "1.11.2026"
        form.signed.put_back(["guardian1"])
        form.follow()
        await pilot.pause()
        for part in (form.template, form.guardians.all[1].name, form.rest, form.heard, form.done):
            pilot.app.screen.set_focus(part)
            await at_rest(pilot)
            assert all(len(line) <= size[0] for line in screen_text(pilot.app).splitlines())
            region, clip = pilot.app.screen._compositor.visible_widgets[part]
            assert clip.contains_region(region), part.id


async def test_the_line_one_stands_on_stays_in_sight_when_a_line_above_it_grows(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office, SMALL) as pilot:
        await press(pilot, "n")
        form = pilot.app.screen.form
        above = [part for part in form.parts if part.display][-4:]
        for part in reversed(above):
            pilot.app.screen.set_focus(form.done)
            await at_rest(pilot)
            part.wrong = "Dette er en lang setning om hva som er galt her. " * 3
            await at_rest(pilot)
            region, clip = pilot.app.screen._compositor.visible_widgets[form.done]
            assert clip.contains_region(region), part.id
