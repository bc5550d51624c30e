"""Four words and no more: saved, waiting, synced, two versions; and what has to be told besides (I7)."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stafett_tui.domain.activity import CommentWritten, activities
from stafett_tui.domain.changes import POLICY, Changes
from stafett_tui.i18n.hindrances import hindered_words, off_words
from stafett_tui.i18n.texts import LANGUAGES, texts
from stafett_tui.screens.frame.syncwords import (
    fetching_words,
    head_words,
    removed_words,
    sentence,
    since_words,
)
from stafett_tui.screens.home.away import fetch_away
from stafett_tui.services.policies import Policies
from stafett_tui.services.retention import AWAY
from stafett_tui.services.standing import Hindrance, Standing
from stafett_tui.services.syncstate import ALONE, Removed, SyncState, Word
from tests.support.app import NARROW, WIDE, make_office, press, running, screen_text, settle, word
from tests.support.second import Second

NOW = datetime(2026, 11, 16, 11, 58, tzinfo=UTC)
T = texts("nb")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ALONE, ("lagret 12:58:00",)),
        (SyncState(Word.WAITING, 3), ("venter (3)",)),
        (SyncState(Word.SYNCED), ("synket",)),
    ],
)
def test_the_head_line_has_four_words(state, words):
    assert head_words(state, "lagret 12:58:00", T) == words


def test_two_versions_of_the_plan_stand_before_what_waits():
    assert head_words(SyncState(Word.WAITING, 1), "", T, disputed=True) == ("to versjoner", "venter (1)")


def test_since_when_nobody_answers_is_said_with_the_day_when_it_is_another():
    gone = SyncState(Word.WAITING, 2, since=NOW - timedelta(hours=1))
    assert since_words(gone, NOW, T) == "uten nett siden 11:58"
    assert since_words(replace(gone, since=NOW - timedelta(days=2)), NOW, T) == "uten nett siden 14.11 12:58"
    assert since_words(ALONE, NOW, T) == ""


@pytest.mark.parametrize(
    ("hindered", "words"),
    [("revoked", "utestengt"), ("login", "logget ut"), ("upgrade", "oppgrader programmet")],
)
def test_a_laptop_that_takes_no_part_is_not_called_synced(hindered, words):
    out = SyncState(Word.SYNCED, hindered=hindered)
    assert head_words(out, "lagret 12:58:00", T) == ("lagret 12:58:00",)
    assert since_words(out, NOW, T) == words
    assert since_words(replace(out, since=NOW), NOW, T) == words
    assert sentence(out, "lagret 12:58:00", NOW, T) == hindered_words(hindered, T)
    assert head_words(replace(out, word=Word.WAITING, waiting=2), "", T) == ("venter (2)",)
    assert sentence(replace(out, word=Word.WAITING, waiting=2), "", NOW, T).endswith("2 ting venter.")


def test_a_plan_that_is_asked_about_keeps_the_others_synced():
    assert head_words(SyncState(Word.SYNCED, hindered="emptied"), "lagret", T) == ("synket",)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ALONE, "lagret 12:58:00"),
        (SyncState(Word.SYNCED), "Alt er lagret her og på serveren."),
        (SyncState(Word.WAITING, 2), "Alt er lagret her. 2 ting er på vei til serveren."),
        (SyncState(Word.WAITING, 2, since=NOW),
         ("Alt er lagret her. Serveren har ikke svart siden 12:58. 2 ting venter, og sendes av seg selv. "
          "Det prøves igjen nå.")),
        (SyncState(since=NOW), "Alt er lagret her. Serveren har ikke svart siden 12:58. Det prøves igjen nå."),
    ],
)  # fmt: skip
def test_ctrl_s_says_it_as_sentences(state, said):
    assert sentence(state, "lagret 12:58:00", NOW, T) == said


@pytest.mark.parametrize(
    ("off", "by"),
    [
        (timedelta(days=3), "3 dager foran"), (timedelta(days=-1), "1 dag etter"), (timedelta(hours=5), "5 timer foran"),
        (timedelta(minutes=-20), "20 minutter etter"), (timedelta(seconds=5), "1 minutt foran"),
        (timedelta(days=729), "729 dager foran"), (timedelta(days=-1819), "4 år etter"),
    ],
)  # fmt: skip
def test_a_wrong_clock_is_told_with_what_to_do(off, by):
    assert by in off_words(off, T)
    assert "Still den riktig" in off_words(off, T)


def test_i7_what_was_removed_is_named_and_what_stays_is_said():
    assert removed_words(Removed("p", "1 M.L."), T).startswith("Plan 1 M.L. er fjernet fra denne maskinen")
    assert removed_words(Removed("p"), T).startswith("En plan er fjernet")
    assert "2 ting du aldri fikk sendt" in removed_words(Removed("p", "", 2), T)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_screen_shows_a_new_state_at_once(tmp_path, size):
    office, _ = make_office(tmp_path)
    async with running(office, size) as pilot:
        for keys in ((), ("enter",), ("m",)):
            await press(pilot, *keys)
            pilot.app.stir(SyncState(Word.WAITING, 3, since=NOW - timedelta(minutes=53)))
            await settle(pilot)
            first, *others = screen_text(pilot.app).splitlines()
            assert "venter (3)" in first
            assert "uten nett siden 12:05" in (first if keys != ("m",) or size is WIDE else "".join(others))
            pilot.app.stir(SyncState(Word.SYNCED))
            await settle(pilot)
            assert "synket" in screen_text(pilot.app).splitlines()[0]
        await press(pilot, "escape")
        await press(pilot, "ctrl+s")
        assert word(pilot.app) == "Alt er lagret her og på serveren."


async def test_ctrl_s_asks_a_server_that_did_not_answer_again_at_once(tmp_path, monkeypatch):
    office, _ = make_office(tmp_path)
    asked = []
    monkeypatch.setattr(office.together, "sync_soon", lambda: asked.append(1))
    async with running(office) as pilot:
        await press(pilot, "ctrl+s")
        assert asked == []
        pilot.app.stir(SyncState(Word.WAITING, 1, since=NOW))
        await press(pilot, "ctrl+s")
        assert asked == [1]
        assert word(pilot.app).endswith("Det prøves igjen nå.")


async def test_i7_a_plan_that_is_removed_is_left_at_once_and_it_is_said(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "t")
        pilot.app.stir(SyncState(Word.SYNCED, removed=(Removed(plan_id, "1 M.L.", 1),)))
        await settle(pilot)
        assert pilot.app.screen.SCREEN == "home"
        assert "Plan 1 M.L. er fjernet fra denne maskinen" in word(pilot.app)
        pilot.app.screen.reload()
        await settle(pilot)
        pilot.app.screen.list.go_to(f"told:/{plan_id}")
        await press(pilot, "enter")
        assert "1 ting du aldri fikk sendt, ligger under: Ikke tatt imot." in word(pilot.app)


async def test_a_wrong_clock_is_told_once_and_stands_on_home(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        off = SyncState(Word.SYNCED, clock_off=timedelta(days=2))
        pilot.app.stir(off)
        await settle(pilot)
        assert "2 dager foran serverens" in word(pilot.app)
        pilot.app.screen.say("")
        pilot.app.stir(replace(off, word=Word.WAITING, waiting=1))
        pilot.app.screen.reload()
        await settle(pilot)
        assert word(pilot.app) == ""
        assert "2 dager foran serverens" in screen_text(pilot.app)


@pytest.mark.parametrize("hindrance", list(Hindrance))
def test_what_hinders_syncing_says_what_to_do(hindrance):
    for language in LANGUAGES:
        assert hindered_words(hindrance.value, texts(language))
    assert hindered_words("of a later version", T) == hindered_words("refused", T)


def test_the_first_sync_shows_how_far_it_is():
    assert fetching_words(3, 12, T) == "Henter planer fra serveren  #####...............  3 av 12"
    assert fetching_words(0, 0, T).count(".") == 20


async def test_home_tells_what_hinders_and_how_far_the_first_sync_is(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office, WIDE) as pilot:
        pilot.app.stir(SyncState(Word.SYNCED, hindered="login", fetching=(3, 12)))
        await settle(pilot)
        assert "Serveren kjenner ikke denne maskinen lenger." in word(pilot.app)
        shown = screen_text(pilot.app)
        assert "Henter planer fra serveren  #####" in shown
        assert shown.count("Serveren kjenner ikke denne maskinen lenger.") == 2
        pilot.app.stir(SyncState(Word.SYNCED))
        await settle(pilot)
        assert "Henter planer" not in screen_text(pilot.app)


async def test_d07_home_says_what_lies_at_the_server_alone_and_enter_fetches_it(tmp_path, monkeypatch):
    office, plan_id = make_office(tmp_path)
    stirred = []
    monkeypatch.setattr(type(office), "takes_part", property(lambda _: True))
    monkeypatch.setattr(office.together, "sync_soon", lambda: stirred.append(1))
    office.store.settings.set(AWAY, json.dumps({f"{plan_id}-2": 7, f"{plan_id}-3": 9}))
    async with running(office) as pilot:
        assert "2 ubrukte planer ligger bare på serveren. Enter henter dem." in screen_text(pilot.app)
        pilot.app.screen.list.go_to("away:")
        await press(pilot, "enter")
        assert word(pilot.app) == "De kommer tilbake, én etter én."
        assert (stirred, office.together.retention.away()) == ([1], ())
        pilot.app.stir(SyncState(Word.SYNCED, since=NOW))
        fetch_away(pilot.app.screen)
        await settle(pilot)
        assert word(pilot.app) == "De kommer tilbake så snart serveren svarer."


async def test_what_together_tells_from_its_thread_is_shown(tmp_path):
    office, plan_id = make_office(tmp_path)
    other = Second(office, plan_id)
    async with running(office) as pilot:
        await press(pilot, "enter")
        standing = Standing(server="Kommunen", waiting=2, hindrance=Hindrance.UPGRADE)
        await asyncio.to_thread(pilot.app._stood, standing)
        thing = activities(other.plan)[0].id
        changes = other.write(CommentWritten(activity=thing, text="Fra en annen."))
        await asyncio.to_thread(pilot.app._came, changes)
        await settle(pilot)
        assert "venter (2)" in screen_text(pilot.app).splitlines()[0]
        assert "ulike versjoner" in word(pilot.app)
        assert pilot.app.screen.plan.seq == other.plan.seq
        assert "lagret" not in screen_text(pilot.app).splitlines()[0]


async def test_a_policy_of_the_server_that_changed_is_what_the_screens_go_by(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        Policies(office.store.settings).of_server(
            {**office.judged_by.policy.model_dump(mode="json"), "lock_minutes": 9}
        )
        office.judged_anew()
        read = []
        pilot.app.screen.reload = lambda: read.append(1)
        pilot.app._came(Changes("", frozenset({POLICY}), ()))
        await settle(pilot)
        assert (pilot.app.idle.minutes, read) == (9, [1])
