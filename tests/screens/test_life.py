"""Levels, outcomes, transitions, and the plan that stops, ends, goes on or is erased, from the overview."""

from __future__ import annotations

import pytest

from stafett_tui.domain.activity import activities
from stafett_tui.domain.consent import Occasion
from stafett_tui.domain.evaluation import Effect
from stafett_tui.domain.goal import goals
from stafett_tui.domain.level import OutcomeDecided, level_now
from stafett_tui.domain.lifecycle import Demanded, EndReason, PlanClosed, PlanStatus, status
from stafett_tui.domain.lock import next_meeting, running_meeting
from stafett_tui.domain.minutes import lines
from stafett_tui.domain.people import opening
from stafett_tui.screens.consent.giving import Giving
from stafett_tui.screens.consent.screen import ConsentScreen
from stafett_tui.screens.home.screen import HomeScreen
from tests.screens.life import BOTH, KLOK, RASK, VARM, act, become, consented, on_plan
from tests.support.app import WIDE, make_office, press, running, screen_text, settle, word

# ---- levels


async def test_c06_a_higher_level_leads_to_the_new_consent_first(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "level")
        assert "Planen er på nivå 1" in screen_text(pilot.app)
        await press(pilot, "=nivå 2", "enter", "=Flere tjenester", "enter")
        assert "Dette krever et nytt samtykke" in screen_text(pilot.app)
        await press(pilot, "=nei", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        await act(pilot, "level", "enter", "=Flere", "enter", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, ConsentScreen)
        assert screen.query_one(Giving).occasion.value is Occasion.LEVEL_2
        assert screen.query_one(Giving).services.values == BOTH
        await press(pilot, "escape")
        consented(office, plan_id, Occasion.LEVEL_2)
        await press(pilot, "escape")
        await act(pilot, "level", "enter", "=Flere", "enter")
        assert level_now(office.desk().plans.get(plan_id)) == 2
        assert "Nivå 2" in screen_text(pilot.app)


async def test_a_provider_proposes_a_level(tmp_path):
    office, plan_id = make_office(tmp_path)
    office = become(office, KLOK)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "level_proposal", "enter", "=Flere trengs", "enter")
        assert word(pilot.app) == "Nivå 2 er foreslått. Stafettholderen avgjør."
        await act(pilot, "level", "enter", "=Flere trengs", "enter")
        assert word(pilot.app).startswith("! ")
        assert "Klok Ugle foreslår nivå 2: Flere trengs" in screen_text(pilot.app)
        pilot.app.screen.list.go_to("wished:level")
        await press(pilot, "enter")
        assert "Hvilket nivå?" in screen_text(pilot.app)


@pytest.mark.parametrize(
    ("downs", "said"),
    [(2, "Planen går videre"), (3, "n skriver et nytt tiltak")],
)  # fmt: skip
async def test_an_outcome_is_decided_and_what_follows_is_said(tmp_path, downs, said):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "outcome", "enter")
        assert pilot.app.screen.asking.open
        await press(pilot, *["down"] * downs, "enter", "enter")
        assert said in word(pilot.app)
        assert office.desk().plans.get(plan_id).last(OutcomeDecided) is not None


async def test_help_from_others_asks_for_a_joint_meeting_and_waits_on_the_list_until_it_is_called(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id, WIDE) as pilot:
        await act(pilot, "outcome", "=hjelp", "enter", "=BUP", "enter")
        assert "30.11.2026" in screen_text(pilot.app)
        await press(pilot, "=nei", "enter")
        assert "Et felles møte skal holdes" in screen_text(pilot.app)
        screen = pilot.app.screen
        desk = office.desk()
        desk.meetings.cancel(plan_id, next_meeting(desk.plans.get(plan_id)).id)
        await settle(pilot)
        screen.list.go_to("task:joint_meeting:")
        assert "Tjenestene skal møtes innen 30.11.2026" in screen_text(pilot.app)
        await press(pilot, "enter", "=24.11 14", "enter", "enter")
        assert "task:joint_meeting:" not in [screen.list.row_at(n).key for n in range(screen.list.count)]


async def test_the_end_follows_from_the_wanted_effect(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "outcome", "down", "enter", "enter")
        assert "Avslutte planen: hvorfor?" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert status(office.desk().plans.get(plan_id)) is PlanStatus.ACTIVE


async def test_after_a_locked_evaluation_the_overview_asks_what_it_leads_to(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    meeting = next_meeting(desk.plans.get(plan_id)).id
    desk.meetings.start(plan_id, meeting)
    first = activities(desk.plans.get(plan_id))[0].id
    desk.evaluations.rate(plan_id, first, next(iter(Effect)), meeting)
    _lock(desk, plan_id, meeting)
    async with on_plan(office, plan_id, WIDE) as pilot:
        screen = pilot.app.screen
        assert "Hva fører evalueringen til? Enter avgjør." in screen_text(pilot.app)
        screen.list.go_to(f"outcome:{meeting}")
        await press(pilot, "enter", "down", "down", "enter", "enter")
        plan = office.desk().plans.get(plan_id)
        assert plan.last(OutcomeDecided).body.meeting == meeting
        assert "Enter avgjør" not in screen_text(pilot.app)


async def test_home_asks_what_a_locked_evaluation_leads_to_and_enter_goes_to_its_row(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    meeting = next_meeting(desk.plans.get(plan_id)).id
    desk.meetings.start(plan_id, meeting)
    desk.evaluations.rate(plan_id, activities(desk.plans.get(plan_id))[0].id, next(iter(Effect)), meeting)
    _lock(desk, plan_id, meeting)
    async with running(office) as pilot:
        assert "Hva fører evalueringen til?" in screen_text(pilot.app)
        pilot.app.screen.list.go_to(f"task:{plan_id}/outcome:{meeting}")
        await press(pilot, "enter")
        assert pilot.app.screen.list.row.key == f"outcome:{meeting}"


def _lock(desk, plan_id, meeting):
    """Stop the plan's writing, so that the guards only warn, and lock."""
    desk.consents.withdraw(plan_id, "p-varm")
    desk.minutes.lock(plan_id, meeting)
    from stafett_tui.services.consents import Giving
    from tests.screens.life import BOTH, TODAY

    told = Giving(occasion=Occasion.REOPENING)
    given = desk.consents.give(plan_id, ("p-varm", "p-blid"), BOTH, given_on=TODAY, how=told)
    from stafett_tui.domain.sections import Section

    desk.life.reopen(plan_id, given.ids[0], tuple(Section))


async def test_a_transition_takes_the_place_along_and_asks_who_holds_the_baton(tmp_path):
    office, plan_id = make_office(tmp_path)
    consented(office, plan_id, Occasion.TRANSITION)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "transition", "=skolestart", "enter", "=16.8.2027", "enter", "=Solbakken skole", "enter")
        assert "Hvem har stafettpinnen fra nå av?" in screen_text(pilot.app)
        assert opening(office.desk().plans.get(plan_id)).place == "Solbakken skole"
        await press(pilot, "down", "enter", "enter", "enter")
        assert "Stafettpinnen er tilbudt Klok Ugle" in word(pilot.app)


# ---- passive, ended, again


async def test_a_plan_is_set_passive_and_its_head_and_home_say_so(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "pause_plan", "=Familien trenger ro", "enter")
        assert "PASSIV siden 16.11.2026: Familien trenger ro" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "Plan 1 M.L.  PASSIV" in screen_text(pilot.app)


async def test_a_plan_ends_with_a_reason_a_note_and_who_is_told(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "end_plan", "enter", "=Målet er nådd", "enter", "=bare", "enter", "=nei", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        await act(pilot, "end_plan", "enter", "=Målet er nådd", "enter", "=bare", "enter", "enter")
        ended = office.desk().plans.get(plan_id).last(PlanClosed).body
        assert (ended.reason, ended.note, ended.told) == (
            EndReason.GOALS_REACHED,
            "Målet er nådd",
            ("p-varm", "p-blid"),
        )
        assert "AVSLUTTET siden 16.11.2026: målene er nådd" in screen_text(pilot.app)
        await act(pilot, "log_note")
        assert word(pilot.app) == "Stafettlogg 1 (M.L.) er avsluttet 16.11.2026: målene er nådd."


async def test_c11_a_plan_opens_again_by_a_new_consent_and_only_what_the_family_chose_is_shown(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "reopen_plan")
        assert word(pilot.app).startswith("! ")
        office.desk().life.pause(plan_id, "Pause")
        await settle(pilot)
        await act(pilot, "reopen_plan")
        assert "nytt samtykke" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ConsentScreen)
        assert pilot.app.screen.query_one(Giving).occasion.value is Occasion.REOPENING
        await press(pilot, "escape")
        consented(office, plan_id, Occasion.REOPENING)
        await press(pilot, "escape")
        await act(pilot, "reopen_plan", "enter", "enter", "enter", "=nei", "enter", "enter")
        plan = office.desk().plans.get(plan_id)
        assert (status(plan), goals(plan)) == (PlanStatus.ACTIVE, ())
        assert next_meeting(plan) is not None


async def test_what_the_family_demands_stands_in_the_head_until_somebody_acts(tmp_path):
    office, plan_id = make_office(tmp_path)
    office = become(office, VARM)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "demand", "=slettet", "enter", "=Vi vil ikke mer", "enter")
        assert office.desk().plans.get(plan_id).last(Demanded).body.what is PlanStatus.ERASED
    from tests.support.office import HOLDER

    office = become(office, HOLDER)
    async with on_plan(office, plan_id) as pilot:
        assert "Varm Kaffekopp krever: planen blir slettet (Vi vil ikke mer)" in screen_text(pilot.app)
        await act(pilot, "pause_plan", "=Etter krav", "enter")
        assert "krever" not in screen_text(pilot.app)


async def test_c09_a_withdrawal_is_told_in_the_head_with_what_comes_next(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().consents.withdraw(plan_id, "p-varm")
    async with on_plan(office, plan_id, WIDE) as pilot:
        text = screen_text(pilot.app)
        assert "PASSIV siden 16.11.2026: Varm Kaffekopp trakk samtykket" in text
        screen = pilot.app.screen
        screen.list.go_to(next(k for k in (screen.list.row_at(n).key for n in range(screen.list.count))
                               if k.startswith("task:end_or_ask")))  # fmt: skip
        await press(pilot, "enter")
        assert "Avslutte planen: hvorfor?" in screen_text(pilot.app)


# ---- erasing


async def test_d06_the_coordinator_erases_in_two_steps_and_types_a_word(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().people.note_contact(plan_id, "p-varm", phone="900 00 117")
    office = become(office, RASK)
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "=Familien vil slette", "enter")
        await act(pilot, "erase_plan", "=Brev fra familien", "enter", "enter")
        assert "SKAL SLETTES: Brev fra familien" in screen_text(pilot.app)
        await act(pilot, "erase_plan")
        text = " ".join(screen_text(pilot.app).split())
        assert "om 1 person som bare er her" in text
        assert "Det som er arkivert, blir stående" in text
        await press(pilot, "=ja", "enter")
        assert pilot.app.screen.asking.open
        await press(pilot, *["backspace"] * 2, "=slett", "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert office.store.journal.plan(plan_id).facts == {} or opening(office.store.journal.plan(plan_id)) is None


async def test_the_holder_cannot_erase(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "erase_plan", "=Vil ikke mer", "enter", "=nei", "enter")
        assert word(pilot.app).startswith("! ")
        assert status(office.desk().plans.get(plan_id)) is PlanStatus.ACTIVE


# ---- what landed wrong


async def test_what_landed_in_the_wrong_log_is_taken_out_or_moved(tmp_path):
    office, plan_id = make_office(tmp_path)
    from tests.support.office import open_plan

    other = open_plan(office.desk())
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "wrong_log", "=leggetid", "enter", "=flytt", "enter")
        assert "Flytte det?" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert word(pilot.app) == "Det er flyttet."
        assert [a.what for a in activities(office.desk().plans.get(other))] == ["Bilder hjemme ved leggetid"]
        await act(pilot, "wrong_log", "=overgang", "enter", "=ta det", "enter", "enter")
        assert "Det er tatt ut" in word(pilot.app)
        assert [a.what for a in activities(office.desk().plans.get(plan_id))] == ["Bilder av dagen på tavla"]


async def test_a_comment_moves_to_an_activity_of_the_other_plan_or_not_at_all(tmp_path):
    office, plan_id = make_office(tmp_path)
    from tests.support.office import open_plan

    desk = office.desk()
    other = open_plan(desk)
    here = activities(desk.plans.get(plan_id))[0].id
    desk.activities.comment(plan_id, here, "Tante kom i dag")
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "wrong_log", "=tante", "enter", "=flytt", "enter")
        assert "ingen tiltak i den planen" in word(pilot.app)
        desk.activities.plan(other, "Besøk hver fredag")
        await act(pilot, "wrong_log", "=tante", "enter", "=flytt", "enter", "enter", "=nei", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        await act(pilot, "wrong_log", "=tante", "enter", "=flytt", "enter", "enter", "enter")
        assert word(pilot.app) == "Det er flyttet."


async def test_where_nothing_is_written_nothing_can_be_taken_out(tmp_path):
    from tests.support.app import make_empty_office
    from tests.support.office import open_plan

    office = make_empty_office(tmp_path)
    desk = office.desk()
    plan_id = open_plan(desk)
    desk.log.blank(plan_id, goals(desk.plans.get(plan_id))[0].id, "feil")
    async with on_plan(office, plan_id) as pilot:
        await act(pilot, "wrong_log")
        assert "ingenting som kan tas ut" in word(pilot.app)


async def test_in_the_meeting_a_line_of_the_wrong_log_is_taken_out_by_the_commands(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "enter", "=En linje om et annet barn", "enter")
        meeting = running_meeting(office.desk().plans.get(plan_id))
        await act(pilot, "wrong_log", "=annet barn", "enter", "=ta det", "enter", "enter")
        assert "Det er tatt ut" in word(pilot.app)
        assert lines(office.desk().plans.get(plan_id), meeting.id) == ()
        assert "annet barn" not in screen_text(pilot.app)
