"""Two versions of one thing: said in words, reached by one key, chosen by one key (I4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stafett_tui.domain.activity import ActivityRevised, activities, activity
from stafett_tui.domain.goal import GoalRevised, goals
from stafett_tui.domain.log import ConflictResolved
from stafett_tui.domain.versions import two_versions
from stafett_tui.screens.conflicts.screen import ConflictsScreen
from tests.support.app import NARROW, SMALL, WIDE, make_office, press, running, screen_text, settle, word
from tests.support.second import Second


def moved_twice(tmp_path, *, language="nb", late_by="p-klok", device="tablet"):
    """A plan in which a deadline was moved here and, offline, by somebody else."""
    office, plan_id = make_office(tmp_path, language=language)
    other = Second(office, plan_id, late_by, device)
    thing = next(a.id for a in activities(other.plan) if a.what.startswith("Klok ser"))
    seen = other.seen(thing, "due")
    office.desk().activities.move(plan_id, thing, "2026-12-03", "Ferie.")
    other.late(ActivityRevised(thing=thing, field="due", value="2026-12-05", reason="Syk."), seen)
    return office, thing, other


@pytest.mark.parametrize("way", [("t", "v"), ("down", "t", "v")])
async def test_two_versions_are_one_key_away_from_the_board(tmp_path, way):
    office, _thing, _other = moved_twice(tmp_path)
    async with running(office) as pilot:
        await press(pilot, *way)
        assert isinstance(pilot.app.screen, ConflictsScreen)
        shown = " ".join(screen_text(pilot.app).split())
        assert "Du flyttet fristen til torsdag 3. desember 2026 mens Klok Ugle var uten nett; Klok Ugle skrev" in shown
        assert "Stødig Gran 16.11.2026 kl. 12:58: Ferie." in shown
        assert "Klok Ugle 16.11.2026 kl. 12:58: Syk." in shown


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_board_shows_which_activity_it_is_and_which_key_shows_both(tmp_path, size):
    office, thing, _other = moved_twice(tmp_path)
    async with running(office, size) as pilot:
        await press(pilot, "t")
        pilot.app.screen.list.go_to(thing)
        await press(pilot, "up", "down")
        row = next(line for line in screen_text(pilot.app).splitlines() if line.startswith(">"))
        assert "to versjoner" in row
        assert "! To versjoner: v viser begge, så velger du." in screen_text(pilot.app)


async def test_whoever_was_told_that_it_is_saved_is_told_when_somebody_else_changed_the_same(tmp_path):
    office, plan_id = make_office(tmp_path)
    other = Second(office, plan_id, "p-klok", "tablet")
    thing = next(a.id for a in activities(other.plan) if a.what.startswith("Klok ser"))
    seen = other.seen(thing, "due")
    async with running(office) as pilot:
        await press(pilot, "t")
        pilot.app.screen.list.go_to(thing)
        await press(pilot, "f", "=3.12", "enter", "=Ferie", "enter")
        assert "lagret" in word(pilot.app)
        other.late(ActivityRevised(thing=thing, field="due", value="2026-12-05", reason="Syk."), seen)
        pilot.app.screen.reload()
        await settle(pilot)
        assert word(pilot.app) == "! Noen andre endret det samme: det står i to versjoner."
        (found,) = two_versions(other.plan)
        holder = Second(office, plan_id, "p-stodig", "phone")
        holder.write(ConflictResolved(conflict=found.late[0].event, take=False), app=pilot.app)
        await settle(pilot)
        assert word(pilot.app) == "Det er valgt hvilken versjon som gjelder."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "nb",
            "Stødig Gran flyttet fristen til torsdag 3. desember 2026 mens du var uten nett; du skrev lørdag 5. desember 2026.",
        ),
        (
            "nn",
            "Stødig Gran flytta fristen til torsdag 3. desember 2026 medan du var utan nett; du skreiv laurdag 5. desember 2026.",
        ),
        (
            "en",
            "Stødig Gran moved the deadline to Thursday 3 December 2026 while you were offline; you wrote Saturday 5 December 2026.",
        ),
    ],
)
def test_who_was_offline_is_told_in_every_language(tmp_path, language, sentence):
    from stafett_tui.documents.disputed import Eyes
    from stafett_tui.documents.disputed import sentence as said
    from stafett_tui.i18n.texts import texts

    _office, _thing, other = moved_twice(tmp_path)
    (found,) = two_versions(other.plan)
    assert said(found, found.late[0], Eyes(other.plan, "p-klok", texts(language))) == sentence


@pytest.mark.parametrize(("key", "due"), [("1", "2026-12-03"), ("2", "2026-12-05")])
async def test_one_key_chooses_and_the_choice_is_told(tmp_path, key, due):
    office, thing, other = moved_twice(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "v", key)
        assert activity(other.plan, thing).due == due
        assert two_versions(other.plan) == ()
        assert word(pilot.app).startswith("Det er valgt")
        assert "Ingen har endret det samme samtidig" in " ".join(screen_text(pilot.app).split())
        await press(pilot, key)
        assert word(pilot.app) == "Her er det ingenting å velge."
        await press(pilot, "escape")
        assert pilot.app.screen.SCREEN == "board"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_footer_offers_the_keys_that_choose_only_while_something_is_to_be_chosen(tmp_path, size):
    office, _thing, _other = moved_twice(tmp_path)
    async with running(office, size) as pilot:
        await press(pilot, "t", "v")
        assert "1 behold  2 den andre" in screen_text(pilot.app).splitlines()[-1]
        assert "Behold det som står" in await found(pilot, "behold")
        assert "Fant ikke noe slikt." in await found(pilot, "den tredje")
        await press(pilot, "1")
        foot = screen_text(pilot.app).splitlines()[-1]
        assert "behold" not in foot
        assert "den andre" not in foot
        assert "Fant ikke noe slikt." in await found(pilot, "den andre")


async def found(pilot, sought):
    """What the commands offer for this."""
    await press(pilot, "ctrl+p", f"={sought}")
    shown = screen_text(pilot.app)
    await press(pilot, "escape")
    return shown


async def test_a_key_without_a_version_chooses_nothing(tmp_path):
    office, _thing, other = moved_twice(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "v", "3", "4")
        assert word(pilot.app) == "Her er det bare 2 versjoner."
        assert len(two_versions(other.plan)) == 1


async def test_i4_what_moved_on_meanwhile_is_shown_anew_and_not_chosen(tmp_path):
    office, thing, other = moved_twice(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "v")
        other.write(ActivityRevised(thing=thing, field="due", value="2026-12-10", reason="Ny plan."))
        await press(pilot, "2")
        assert "Noen har endret dette i mellomtiden" in word(pilot.app)
        assert activity(other.plan, thing).due == "2026-12-10"


async def test_what_somebody_else_has_chosen_meanwhile_is_said(tmp_path):
    office, thing, other = moved_twice(tmp_path)
    holder = Second(office, other.plan_id, "p-stodig", "phone")
    async with running(office) as pilot:
        await press(pilot, "t", "v")
        (found,) = two_versions(other.plan)
        holder.write(ConflictResolved(conflict=found.late[0].event, take=True), app=pilot.app)
        await settle(pilot)
        assert word(pilot.app) == "Noen andre har valgt i mellomtiden."
        assert activity(other.plan, thing).due == "2026-12-05"


@pytest.mark.parametrize("size", [NARROW, WIDE, SMALL])
async def test_a_long_wording_is_shown_whole_and_never_in_the_sentence(tmp_path, size):
    office, plan_id = make_office(tmp_path)
    other = Second(office, plan_id, "p-stodig")
    goal = goals(other.plan)[0].id
    seen = other.seen(goal, "text")
    office.desk().plans.reword_goal(plan_id, goal, "Du går rolig til bordet når maten er klar, nesten hver eneste dag.")
    other.late(GoalRevised(thing=goal, field="text", value="Du finner plassen din ved bordet [b]selv[/b]. " * 3), seen)
    async with running(office, size) as pilot:
        await press(pilot, "t", "v", "enter")
        shown = " ".join(screen_text(pilot.app).split())
        assert "En annen av dine maskiner endret ordlyden mens du var uten nett, og du endret det også." in shown
        assert "[b]selv[/b]" in shown
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ConflictsScreen)


async def test_the_palette_leads_there_also_from_the_meeting(tmp_path):
    office, _thing, _other = moved_twice(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "m", "ctrl+p", "=to versjoner", "enter")
        assert isinstance(pilot.app.screen, ConflictsScreen)


async def test_the_overview_and_the_head_line_say_two_versions(tmp_path):
    office, _thing, _other = moved_twice(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter")
        assert "to versjoner | " in screen_text(pilot.app).splitlines()[0]
        assert "To versjoner: 1 ting er endret av to samtidig." in screen_text(pilot.app)
        pilot.app.screen.list.go_to("versions:")
        await press(pilot, "enter", "1", "escape")
        assert "to versjoner" not in screen_text(pilot.app).casefold()


async def test_home_tells_of_two_versions_in_my_plans_and_enter_leads_there(tmp_path):
    office, _thing, other = moved_twice(tmp_path)
    async with running(office) as pilot:
        pilot.app.screen.list.go_to(f"task:{other.plan_id}/versions:")
        await settle(pilot)
        assert "To versjoner av det samme" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ConflictsScreen)
        await press(pilot, "1", "escape")
        assert "To versjoner" not in screen_text(pilot.app)


async def test_the_versions_are_named_by_the_persons_own_keys(tmp_path):
    office, thing, other = moved_twice(tmp_path)
    office.settings = replace(office.settings, keymap={"keep_version": ("b",), "take_version": ("ctrl+t",)})
    async with running(office) as pilot:
        await press(pilot, "t", "v")
        assert "b beholder det som står, Ctrl+T tar den andre." in screen_text(pilot.app)
        await press(pilot, "ctrl+t")
        assert activity(other.plan, thing).due == "2026-12-05"
