from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.goal import goals
from stafett_tui.domain.lock import next_meeting, running_meeting
from stafett_tui.domain.meeting import MeetingState
from stafett_tui.domain.minutes import LineSort
from stafett_tui.screens.board.screen import BoardScreen
from stafett_tui.screens.consent.screen import ConsentScreen
from stafett_tui.screens.home.screen import HomeScreen
from stafett_tui.screens.meeting.screen import MeetingScreen
from stafett_tui.screens.plan.aside import aside
from stafett_tui.screens.plan.screen import PlanScreen
from tests.support.app import WIDE, make_office, press, running, screen_text, settle, until, word


async def test_the_overview_tells_holder_consent_goals_deadlines_and_people(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office, WIDE) as pilot:
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        for part in ("Plan 1  M.L., 5 år", "Stødig Gran (pedagogisk leder)", "gyldig til 22.09.2028", "2 av 2 tjenester",
                     "I DAG 13:00–13:45", "Enter: start møtet", "10 dager over", "Varm Kaffekopp (mor)", "GYLDIG"):  # fmt: skip
            assert part in text, part


async def test_enter_on_the_meeting_of_today_starts_it(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, MeetingScreen)
        assert running_meeting(office.desk().plans.get(plan_id)) is not None
        await press(pilot, "escape", "escape")


async def test_a_meeting_of_another_day_is_opened_but_not_started(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.clock.at = datetime(2026, 11, 15, 8, tzinfo=UTC)
    async with running(office) as pilot:
        await press(pilot, "enter")
        assert "i morgen" in screen_text(pilot.app)
        await press(pilot, "enter")
        plan = office.desk().plans.get(plan_id)
        assert next_meeting(plan).state is MeetingState.CALLED


async def test_where_no_meeting_is_called_m_calls_one(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.meetings.cancel(plan_id, next_meeting(desk.plans.get(plan_id)).id)
    async with running(office) as pilot:
        await press(pilot, "enter")
        assert "Ingen møter er innkalt" in screen_text(pilot.app) or "Trykk m" in screen_text(pilot.app)
        await press(pilot, "m", "=24.11", "enter")
        assert pilot.app.screen.asking.open
        await press(pilot, "= 14", "enter", "=Rom 2", "enter")
        called = next_meeting(office.desk().plans.get(plan_id))
        assert str(called.time.starts) == "2026-11-24 14:00:00"
        assert called.place == "Rom 2"
        assert "Rom 2" in screen_text(pilot.app)


async def test_enter_on_a_goal_opens_the_board_at_its_first_activity(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "down", "enter")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert pilot.app.screen.current.goal_number == 1
        await press(pilot, "escape", "down", "enter")
        assert pilot.app.screen.current.what == "Klok ser på overgangene"


async def test_a_parked_point_is_read_whole_over_the_list(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    meeting = next_meeting(desk.plans.get(plan_id))
    desk.meetings.start(plan_id, meeting.id)
    desk.minutes.write(plan_id, meeting.id, "family_update", LineSort.PARKED, "Ferieturen " + "og bildene " * 30)
    async with running(office) as pilot:
        await press(pilot, "t", "escape", "escape")
        await press(pilot, "end")
        app = pilot.app
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "home", "t", "escape")
    async with running(make_again(office)) as pilot:
        await press(pilot, "down", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, PlanScreen)
        screen.list.go_to(next(k for k in keys_of(screen) if k.startswith("parked:")))
        await press(pilot, "enter")
        assert screen.focused is screen.aside
        assert screen_text(pilot.app).count("og bildene") == 30
        await press(pilot, "escape")
        assert screen.focused is screen.list


def make_again(office):
    from tests.support.office import open_office

    office.close()
    fresh = open_office(office.directory.parent)
    fresh.settings = office.settings
    return fresh


def keys_of(screen):
    return [screen.list.row_at(n).key for n in range(screen.list.count)]


async def test_a_participant_joins_and_one_of_an_uncovered_service_is_refused_in_words(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "p", "=Lun Ulltrøye", "enter", "enter", "=helsestasjonen", "enter", "enter")
        assert "ikke dekket av et gyldig samtykke" in word(pilot.app)
        await press(pilot, "p", "=Myk Pute", "enter", "=for", "enter")
        assert "Myk Pute" in word(pilot.app)
        await press(pilot, "ctrl+z")
        assert word(pilot.app) == "Angret: ny deltaker"


async def test_letters_lead_to_the_other_screens_of_the_plan(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "s")
        assert isinstance(pilot.app.screen, ConsentScreen)
        await press(pilot, "escape", "t", "s", "escape", "escape")
        assert isinstance(pilot.app.screen, PlanScreen)
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, MeetingScreen)


async def test_a_screen_that_is_open_already_is_gone_back_to(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "k", "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert len(pilot.app.screen_stack) == 2


async def test_what_is_known_about_each_row_stands_beside_the_list(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    desk.plans.write_concern(plan_id, "Stødig Gran", "Overgangene er vonde")
    desk.plans.write_about_me(plan_id, Side.SOCIAL, Trait.STRENGTH, "Du er glad i dyr")
    async with running(office, WIDE) as pilot:
        await press(pilot, "enter")
        plan = pilot.app.screen.plan
        told = {key.partition(":")[0]: str(aside(plan, key, office.clock.today(), pilot.app.screen.texts))
                for key in keys_of(pilot.app.screen)}  # fmt: skip
        assert "Grupperommet" in told["meeting"]
        assert "GOAL" in told["goal"] or "MÅL" in told["goal"]
        assert "Ansvarlig" in told["activity"]
        everyone = [
            str(aside(plan, key, office.clock.today(), pilot.app.screen.texts)) for key in keys_of(pilot.app.screen)
        ]
        assert any("Overgangene er vonde" in one and "glad i dyr" in one for one in everyone)
        assert aside(plan, "goal:gone", office.clock.today(), pilot.app.screen.texts) == ()
        await settle(pilot)


async def test_a_clock_that_jumped_back_is_told_and_never_stops_writing(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.clock.at = datetime(2026, 11, 12, 8, tzinfo=UTC)
    async with running(office, WIDE) as pilot:
        await press(pilot, "enter")
        assert word(pilot.app) == "! Klokka på denne maskinen går 4 dager etter loggen. Still den; alt lagres likevel."
        await press(pilot, "m")
        await until(pilot, "går 4 dager etter loggen")
        await press(pilot, "escape", "g", "=Du sover hele natta", "enter", "enter", "enter")
        assert [g.text for g in goals(office.desk().plans.get(plan_id))][-1] == "Du sover hele natta"


async def test_the_overview_is_filtered_as_one_types(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "ctrl+f", "=klok")
        text = screen_text(pilot.app)
        assert "filter: klok" in text
        assert "2 av 10" in text
        assert "Klok ser på overgangene" in text
        assert "Blid Sykkel" not in text
        await press(pilot, "escape")
        assert "Blid Sykkel" in screen_text(pilot.app)


async def test_why_the_plan_began_is_written_and_worded_anew_and_stands_beside_the_owner(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office, WIDE) as pilot:
        await press(pilot, "enter", "i", "=barnehagen", "enter", "enter")
        assert pilot.app.screen.asking.open
        await press(pilot, "=Overgangene er vonde", "enter")
        assert word(pilot.app) == "Hvorfor planen begynte, er lagret. Enter leser det."
        assert "barnehagen: Overgangene er vonde" in screen_text(pilot.app)
        await press(pilot, "i", "enter", "= nå", "enter")
        known = office.desk().plans.get(plan_id).last(ConcernWritten)
        assert (known.body.initiator, known.body.text) == ("barnehagen", "Overgangene er vonde nå")
        await press(pilot, "i", "enter", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        await press(pilot, "ctrl+z")
        assert word(pilot.app) == "Angret: bekymring"


async def test_a_point_about_me_is_written_and_read_over_the_list(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "enter", "o", "down", "enter", "=utf", "enter", "=Du blir fort redd", "enter")
        (point,) = office.desk().plans.get(plan_id).of(AboutMeWritten)
        assert (point.body.side, point.body.trait) == (Side.EMOTIONAL, Trait.CHALLENGE)
        assert word(pilot.app) == "Punktet om meg er lagret. Enter leser det."
        await press(pilot, "enter")
        assert "Du blir fort redd" in screen_text(pilot.app)
        assert "utfordring, følelser" in screen_text(pilot.app)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_the_titles_of_the_columns_stand_whole_in_every_language(tmp_path, language):
    office, _ = make_office(tmp_path, language=language)
    async with running(office) as pilot:
        await press(pilot, "down", "enter")
        lines = [line for line in screen_text(pilot.app).splitlines() if line[1:2].isupper() and line.startswith(" ")]
        titles = [
            line for line in lines if any(word in line for word in ("effekt", "effect", "ansvarl", "responsible"))
        ]
        assert len(titles) == 2
        assert not any("…" in line for line in titles), titles
