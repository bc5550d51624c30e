"""The people of a plan on their screen: who is in it, what is known of them, who sees what (C-05, D-08, D-11, D-12)."""

from __future__ import annotations

from stafett_tui.domain.hiding import hidden_from
from stafett_tui.domain.lock import next_meeting
from stafett_tui.domain.people import Relation, participant, participants
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.screens.consent.screen import ConsentScreen
from stafett_tui.screens.people.screen import PeopleScreen
from stafett_tui.screens.plan.eyes import EyesScreen
from tests.screens.life import KLOK, act, become, on_plan
from tests.support.app import WIDE, make_office, press, screen_text, settle, word

SYNTHETIC, REAL_LOOKING = "14832199851", "02013299806"


def stand(pilot, person):
    pilot.app.screen.list.go_to(person)


def keys_of(screen):
    return {screen.list.row_at(n).key for n in range(screen.list.count)}


async def test_the_people_are_listed_with_role_service_and_since_and_who_left_below(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id, WIDE) as pilot:
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, PeopleScreen)
        text = screen_text(pilot.app)
        for part in ("MED I PLANEN", "stafettholder", "Tøyestubben barnehage", "16.11.2026", "planeier"):
            assert part in text, part
        assert "HAR GÅTT UT" not in text
        stand(pilot, "p-klok")
        await press(pilot, "x", "=Ny jobb", "enter", "=nei", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        await press(pilot, "x", "=Ny jobb", "enter", "enter")
        assert "HAR GÅTT UT" in screen_text(pilot.app)
        stand(pilot, "p-klok")
        await settle(pilot)
        assert "Gikk ut 16.11.2026: Ny jobb" in screen_text(pilot.app)
        await press(pilot, "x")
        assert "Stå på noen som er med" in word(pilot.app)


async def test_the_holder_does_not_leave_the_plan(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "f")
        stand(pilot, "p-stodig")
        await press(pilot, "x")
        assert word(pilot.app).startswith("! ")
        assert participant(office.desk().plans.get(plan_id), "p-stodig") is not None


async def test_c05_one_of_an_uncovered_service_is_refused_and_the_consent_is_widened_from_there(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        new = ("p", "=Lun Ulltrøye", "enter", "enter", "=helsestasjonen", "enter", "enter")
        await press(pilot, "f", *new)
        assert "Ingen gyldige samtykker dekker denne tjenesten" in screen_text(pilot.app)
        await press(pilot, "=nei", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        await press(pilot, *new, "enter")
        assert isinstance(pilot.app.screen, ConsentScreen)
        await press(pilot, "escape", "p", "=Myk Pute", "enter", "=for", "enter")
        assert "Myk Pute" in {p.name for p in participants(office.desk().plans.get(plan_id))}


async def test_name_title_unit_and_relation_are_put_right(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "f")
        stand(pilot, "p-klok")
        await press(pilot, "e", "enter", *["backspace"] * 4, "=Hubro", "enter")
        await press(pilot, "e", "=enhet", "enter", "=Avdeling nord", "enter")
        found = participant(office.desk().plans.get(plan_id), "p-klok")
        assert (found.name, found.unit) == ("Klok Hubro", "Avdeling nord")
        assert "Klok Hubro" in screen_text(pilot.app)
        stand(pilot, "p-varm")
        await press(pilot, "e", "=til", "enter", "=far", "enter")
        assert participant(office.desk().plans.get(plan_id), "p-varm").relation is Relation.FATHER
        await press(pilot, "e", "enter", "enter")
        assert word(pilot.app) == "Ingenting er endret."
        stand(pilot, "p-stodig")
        await press(pilot, "e")
        assert word(pilot.app) == "Slik det skal stå i planene"


async def test_contact_data_are_noted_and_d11_hidden_from_the_others(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id, WIDE) as pilot:
        await press(pilot, "f")
        stand(pilot, "p-varm")
        await press(pilot, "c", "=900 00 117", "enter", "=varm@example.invalid", "enter")
        assert word(pilot.app) == "Kontaktopplysningene er lagret."
        text = screen_text(pilot.app)
        assert "900 00 117" in text
        assert "varm@example.invalid" in text
        assert "UKJENT: ingen har spurt" in text
    office = become(office, KLOK)
    async with on_plan(office, plan_id, WIDE) as pilot:
        await press(pilot, "f")
        stand(pilot, "p-varm")
        await settle(pilot)
        assert "900 00 117" not in screen_text(pilot.app)
        assert "numre er skjult" in " ".join(screen_text(pilot.app).split())
        await press(pilot, "c")
        assert word(pilot.app).startswith("! ")


async def test_d08_a_number_is_masked_and_n04_one_of_the_wrong_mode_is_refused(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id, WIDE) as pilot:
        await press(pilot, "f", "i", f"={SYNTHETIC}", "enter")
        assert "testnummer" in word(pilot.app)
        await press(pilot, "i", f"={REAL_LOOKING}", "enter")
        assert word(pilot.app) == "Nummeret er lagret."
        assert "020132 *****" in screen_text(pilot.app)
        assert REAL_LOOKING not in screen_text(pilot.app)
        await press(pilot, "i")
        assert "Notert: 020132 *****" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert word(pilot.app) == "Det er ikke notert noe nummer."


async def test_k03_a_strictly_confidential_address_asks_who_alone_may_open(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id, WIDE) as pilot:
        await press(pilot, "f", "a", "=strengt", "enter")
        assert "Hvem alene kan åpne planen" in screen_text(pilot.app)
        await press(pilot, "=varm", "enter", "enter")
        assert "Vernet er notert" in word(pilot.app)
        text = screen_text(pilot.app)
        assert "strengt fortrolig adresse" in text
        assert "Varm Kaffekopp" in text
        known = office.desk().people.known(plan_id, "p-munter")
        assert known.openers == ("p-stodig", "p-varm")
        stand(pilot, "p-blid")
        await press(pilot, "a", "=client", "enter", "escape", "a", "enter", "escape")
        await press(pilot, "a", "down", "enter")
        assert office.desk().people.known(plan_id, "p-blid").protection is AddressProtection.NONE


async def test_d12_a_service_is_hidden_from_chosen_readers_and_shown_again(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id, WIDE) as pilot:
        await press(pilot, "f")
        stand(pilot, "p-klok")
        await press(pilot, "h", "enter", "=blid", "enter", "=ingen", "enter")
        assert word(pilot.app) == "Tjenesten er skjult."
        assert hidden_from(office.desk().plans.get(plan_id), "p-blid") == ("PPT",)
        stand(pilot, "p-blid")
        await settle(pilot)
        assert "Ser ikke: PPT" in screen_text(pilot.app)
        stand(pilot, "p-klok")
        await press(pilot, "h", "enter", "=ingen", "enter")
        assert word(pilot.app) == "Alle ser tjenesten."


async def test_somebody_takes_the_notes_of_the_running_meeting_and_gives_them_back(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id, WIDE) as pilot:
        await press(pilot, "f")
        stand(pilot, "p-klok")
        await press(pilot, "t")
        assert word(pilot.app).startswith("! ")
        desk = office.desk()
        desk.meetings.start(plan_id, next_meeting(desk.plans.get(plan_id)).id)
        await settle(pilot)
        await press(pilot, "t")
        assert word(pilot.app) == "Klok Ugle skriver referat."
        assert "Skriver referat i møtet" in screen_text(pilot.app)
        await press(pilot, "t")
        assert word(pilot.app) == "Stafettholderen skriver referat."


async def test_the_plan_is_seen_with_the_eyes_of_somebody_and_nothing_is_written_there(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().people.hide_service(plan_id, "PPT", ("p-blid",))
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "f")
        stand(pilot, "p-blid")
        await press(pilot, "v")
        screen = pilot.app.screen
        assert isinstance(screen, EyesScreen)
        assert "SLIK Blid Sykkel SER DEN" in screen_text(pilot.app)
        assert "person:p-klok" not in keys_of(screen)
        assert "gyldig til 22.09.2028   1 av 1 tjeneste dekket" in screen_text(pilot.app)
        assert "PPT" not in screen_text(pilot.app)
        before = office.desk().plans.get(plan_id).seq
        await press(pilot, "n", "p", "b", "ctrl+z", "w")
        assert "Her ser du bare" in word(pilot.app)
        await act(pilot, "pause_plan")
        assert not screen.asking.open
        assert office.desk().plans.get(plan_id).seq == before
        await press(pilot, "/", "=varm", "enter")
        assert "filter: varm" in screen_text(pilot.app)
        await press(pilot, "home", "enter")
        assert screen.focused is screen.aside
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, PeopleScreen)
        assert [e.view for e in office.desk().lookups.extract(plan_id)][-1] == "eyes"


async def test_who_may_not_open_the_plan_today_has_no_eyes_for_it(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().consents.withdraw(plan_id, "p-varm")
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "f")
        stand(pilot, "p-klok")
        await press(pilot, "v")
        assert "kan ikke åpne planen i dag" in word(pilot.app)
        assert isinstance(pilot.app.screen, PeopleScreen)


async def test_a_person_is_read_in_full_at_eighty_columns(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with on_plan(office, plan_id) as pilot:
        await press(pilot, "f")
        assert "Telefon" not in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "Telefon" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen.focused is pilot.app.screen.list
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, PeopleScreen)
