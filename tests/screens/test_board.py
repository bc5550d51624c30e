from __future__ import annotations

from stafett_tui.domain.activity import Ending, activities
from stafett_tui.domain.evaluation import Effect
from stafett_tui.domain.goal import goals
from stafett_tui.screens.board.listing import Lane, lane_of
from stafett_tui.screens.board.screen import BoardScreen
from tests.support.app import WIDE, make_office, press, running, screen_text, settle, word


def named(office, plan_id, what):
    return next(a for a in activities(office.desk().plans.get(plan_id)) if a.what.startswith(what))


async def test_done_is_one_key_and_undo_brings_it_back_with_a_word(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "d")
        assert not named(office, plan_id, "Bilder av").open
        assert "AVSLUTTET" in screen_text(pilot.app)
        assert "lagret 12:58:00" in screen_text(pilot.app)
        await press(pilot, "ctrl+z")
        assert named(office, plan_id, "Bilder av").open
        assert word(pilot.app) == "Angret: avsluttet aktivitet"
        await press(pilot, "ctrl+y")
        assert not named(office, plan_id, "Bilder av").open
        await press(pilot, "u")
        assert named(office, plan_id, "Bilder av").open


async def test_a_new_date_needs_a_reason_and_both_stand_in_the_history(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "f", "=fre")
        assert "fredag 20. november 2026" in screen_text(pilot.app)
        await press(pilot, "enter", "enter")
        assert pilot.app.screen.asking.open
        await press(pilot, "=sykdom", "enter")
        found = named(office, plan_id, "Bilder av")
        assert found.due == "2026-11-20"
        assert found.moves[0].reason == "sykdom"
        assert "sykdom" in screen_text(pilot.app)


async def test_letters_typed_at_once_after_the_key_land_in_the_question(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t")
        await pilot.press("f", *"1.12", "enter", *"fordi", "enter")
        await settle(pilot)
        assert named(office, plan_id, "Bilder av").due == "2026-12-01"


async def test_a_date_that_may_be_two_days_must_be_chosen_never_guessed(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "f", "=neste fredag", "enter")
        assert pilot.app.screen.asking.question is not None
        assert pilot.app.screen.asking.question.prompt.startswith("Ny")
        await press(pilot, "down", "enter", "=derfor", "enter")
        assert named(office, plan_id, "Bilder av").due in {"2026-11-20", "2026-11-27"}


async def test_what_is_no_date_is_not_taken(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "f", "=tja", "enter")
        assert "datoen ble ikke forstått" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert not pilot.app.screen.asking.open
        assert pilot.app.screen.focused is pilot.app.screen.list
        assert named(office, plan_id, "Bilder av").due == "2026-11-13"


async def test_a_comment_stands_under_its_activity_and_a_half_written_one_comes_back(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "c", "=Det går", "escape")
        await settle(pilot)
        await press(pilot, "c")
        assert pilot.app.screen.asking.line.text == "Det går"
        await press(pilot, "= bra", "enter")
        assert named(office, plan_id, "Bilder av").comments[0].text == "Det går bra"
        assert "Det går bra" in screen_text(pilot.app)
        await press(pilot, "c")
        assert pilot.app.screen.asking.line.text == ""


async def test_two_letters_change_who_is_responsible(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "a", "=kl", "enter")
        assert named(office, plan_id, "Bilder av").responsible == "p-klok"


async def test_a_new_activity_takes_the_goal_of_the_row_and_the_next_meeting(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "n", "=Lese sammen", "enter", "=va", "enter", "enter", "enter")
        found = named(office, plan_id, "Lese sammen")
        assert (found.responsible, found.due, found.goal_number) == ("p-varm", "next_meeting", 1)
        assert pilot.app.screen.current.what == "Lese sammen"


async def test_a_new_goal_and_an_empty_answer_is_not_taken(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "g", "enter")
        assert pilot.app.screen.asking.open
        await press(pilot, "=Du sover hele natta", "enter", "=hjem", "enter", "enter")
        assert [g.text for g in goals(office.desk().plans.get(plan_id))][-1] == "Du sover hele natta"


async def test_columns_stand_side_by_side_and_arrows_go_between_them(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    first = named(office, plan_id, "Bilder av").id
    desk.evaluations.rate(plan_id, named(office, plan_id, "Bilder hjemme").id, Effect.WORKS)
    desk.activities.end(plan_id, first, Ending.DONE)
    async with running(office, WIDE) as pilot:
        await press(pilot, "t", "b")
        screen = pilot.app.screen
        assert screen.in_lanes
        text = screen_text(pilot.app)
        for title in ("PLANLAGT 0", "I GANG 1", "AVSLUTTET 1"):
            assert title in text, text
        await press(pilot, "left", "right")
        assert screen.current.what.startswith("Klok")
        await press(pilot, "right")
        assert screen.current_id == first
        await press(pilot, "right", "b")
        assert screen.focused is screen.list
        assert screen.current_id == first


async def test_columns_need_room(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "b")
        assert not pilot.app.screen.in_lanes
        assert "100" in word(pilot.app)


async def test_columns_give_way_to_the_list_when_the_window_shrinks(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office, WIDE) as pilot:
        await press(pilot, "t", "b")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert pilot.app.screen.focused is pilot.app.screen.list


async def test_enter_reads_the_activity_whole_and_esc_goes_back_to_its_row(tmp_path):
    office, plan_id = make_office(tmp_path)
    long = "ord " * 2500 + "slutt"
    office.desk().activities.comment(plan_id, named(office, plan_id, "Bilder av").id, long)
    async with running(office) as pilot:
        await press(pilot, "t", "enter")
        screen = pilot.app.screen
        assert screen.focused is screen.detail
        await press(pilot, "end")
        assert "Aktiviteter per tjeneste" in screen_text(pilot.app)
        assert any("slutt" in str(line) for line in screen.detail.lines)
        await press(pilot, "escape")
        assert screen.focused is screen.list
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_the_board_is_filtered_by_what_and_who(tmp_path):
    office, _ = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "t", "ctrl+f", "=klok")
        assert "1 av 3" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "filter: klok" in screen_text(pilot.app)
        await press(pilot, "/", "escape")
        assert "Bilder hjemme" in screen_text(pilot.app)


async def test_an_activity_stands_in_the_column_its_life_says(tmp_path):
    office, plan_id = make_office(tmp_path)
    today = office.clock.today()
    late, home = named(office, plan_id, "Bilder av"), named(office, plan_id, "Bilder hjemme")
    assert lane_of(late, today, None) is Lane.TO_EVALUATE
    assert lane_of(home, today, None) is Lane.PLANNED
    desk = office.desk()
    desk.evaluations.rate(plan_id, home.id, Effect.PARTLY)
    assert lane_of(named(office, plan_id, "Bilder hjemme"), today, None) is Lane.UNDER_WAY
    desk.activities.end(plan_id, home.id, Ending.DROPPED)
    assert lane_of(named(office, plan_id, "Bilder hjemme"), today, None) is Lane.ENDED
