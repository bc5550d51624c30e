"""What is done on the consent screen: withdrawing, keeping out, letting in, and showing a consent (C-03, C-09, C-12)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stafett_tui.domain.consent import ConsentForm, ConsentGiven, ConsentWithdrawn, Occasion
from stafett_tui.domain.document import documents
from stafett_tui.domain.keptout import KeptOut, kept_out
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.lock import next_meeting, running_meeting
from stafett_tui.domain.minutes import LineSort, LineWritten
from stafett_tui.domain.people import PlanKind, Role
from stafett_tui.screens.consent.proof import typed_path
from stafett_tui.screens.frame.messages import OpenConsent
from stafett_tui.services.consents import Giving
from stafett_tui.services.plans import NewPerson, NewPlan
from tests.support.app import make_empty_office, make_office, press, running, screen_text, settle, until, word

TODAY = date(2026, 11, 16)


def plan_of(office, plan_id):
    return office.desk().plans.get(plan_id)


async def newest(pilot):
    """Read the newest event of the history in full."""
    screen = pilot.app.screen
    facts = [f for kind in (ConsentGiven, ConsentWithdrawn, KeptOut) for f in screen.plan.of(kind)]
    screen.list.go_to(f"event:{max(facts, key=lambda f: f.seq).id}")
    await press(pilot, "enter")


async def to_button(pilot):
    screen = pilot.app.screen
    screen.set_focus(screen.query_one("#giving").done)
    await press(pilot, "enter")


# ---- giving


async def test_c03_as_soon_as_somebody_lacks_it_is_asked_whether_they_sign_later(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "s", "g")
        form = pilot.app.screen.query_one("#giving")
        form.services.choose(["PPT"])
        assert not form.enough.display
        await press(pilot, "enter", "enter", "=SFO", "shift+tab", "shift+tab", "space")
        assert form.enough.display
        assert "(x) Varm Kaffekopp skriver under senere" in screen_text(pilot.app)
        await to_button(pilot)
        given = plan_of(office, plan_id).last(ConsentGiven).body
        assert (given.partial, given.consenters) == (True, ("p-blid",))
        assert "når de andre har skrevet under" in word(pilot.app)
        text = screen_text(pilot.app)
        assert "IKKE ALLE SIGNERT" in text
        assert "Varm Kaffekopp har ikke skrevet under ennå" in text


async def test_c03_one_guardian_is_enough_only_with_a_reason(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "s", "g")
        form = pilot.app.screen.query_one("#giving")
        form.more.text = "SFO"
        await press(pilot, "space", "enter", "right")
        assert form.reason.display
        await to_button(pilot)
        assert "Hvorfor er én foresatt nok?" in word(pilot.app)
        form.reason.text = "Mor er på sjøen til mars."
        await to_button(pilot)
        assert plan_of(office, plan_id).last(ConsentGiven).body.one_reason == "Mor er på sjøen til mars."
        await newest(pilot)
        assert "Én er nok: Mor er på sjøen til mars." in screen_text(pilot.app)


async def test_c06_a_new_level_asks_for_a_consent_of_its_own(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "s", "g")
        form = pilot.app.screen.query_one("#giving")
        form.services.choose(["PPT"])
        form.occasion.choose([Occasion.LEVEL_3])
        form.language.text = "dari"
        await to_button(pilot)
        given = plan_of(office, plan_id).last(ConsentGiven).body
        assert (given.occasion, given.explained_in) == (Occasion.LEVEL_3, "dari")
        await newest(pilot)
        assert "Til hva: nivå 3" in screen_text(pilot.app)
        assert "Forklart på: dari" in screen_text(pilot.app)


async def test_c04_a_youth_of_age_is_asked_for_their_own_consent(tmp_path):
    office = make_empty_office(tmp_path)
    desk = office.desk()
    people = (NewPerson("Varm Kaffekopp", Role.GUARDIAN, id="p-varm"),)
    office.clock.at = office.clock.at.replace(month=10)
    new = NewPlan("Rask Elv", date(2010, 11, 16), PlanKind.YOUTH, "nb", people, consent_on=date(2026, 10, 1),
                  owner_id="p-rask")  # fmt: skip
    plan_id = desk.plans.open(new).plan_id
    office.clock.at = office.clock.at.replace(month=11)
    async with running(office) as pilot:
        await press(pilot, "home", "s")
        assert "Rask Elv skal også samtykke, innen 16.12.2026: spør nå." in screen_text(pilot.app)
        await press(pilot, "g")
        form = pilot.app.screen.query_one("#giving")
        assert form.occasion.value is Occasion.OWN
        assert set(form.who.values) == {"p-varm", "p-rask"}
        assert "Ungdommen hørt" in form.heard.prompt
        form.services.choose([office.me.service])
        await to_button(pilot)
        assert "skal også samtykke" not in screen_text(pilot.app)
        assert "p-rask" in plan_of(office, plan_id).last(ConsentGiven).body.consenters


# ---- an oral consent in the meeting


@pytest.fixture
def held(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    meeting = desk.plans.get(plan_id)
    desk.meetings.start(plan_id, next_meeting(meeting).id)
    return office, plan_id


async def oral(pilot, services=("SFO",)):
    await press(pilot, "s", "g")
    form = pilot.app.screen.query_one("#giving")
    form.services.choose(["PPT"])
    form.more.text = services[0]
    form.form.choose([ConsentForm.ORAL])
    await to_button(pilot)


async def test_an_oral_consent_is_shown_by_a_line_that_is_written_now(held):
    office, plan_id = held
    async with running(office) as pilot:
        await oral(pilot)
        assert "Hvilken linje i referatet viser det?" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "Varm Kaffekopp og Blid Sykkel samtykker for PPT og SFO." in screen_text(pilot.app)
        await press(pilot, "enter")
        plan = plan_of(office, plan_id)
        line = plan.last(LineWritten)
        assert line.body.text == "Varm Kaffekopp og Blid Sykkel samtykker for PPT og SFO."
        assert plan.last(ConsentGiven).body.evidence == line.id
        assert "referat" in screen_text(pilot.app)


async def test_an_oral_consent_is_shown_by_a_line_that_stands(held):
    office, plan_id = held
    desk = office.desk()
    meeting = running_meeting(desk.plans.get(plan_id))
    line = desk.minutes.write(plan_id, meeting.id, meeting.item, LineSort.NOTE, "Mor og far sier ja til SFO.").ids[0]
    async with running(office) as pilot:
        await oral(pilot)
        await press(pilot, "down", "enter")
        assert plan_of(office, plan_id).last(ConsentGiven).body.evidence == line
        await newest(pilot)
        assert "Mor og far sier ja til SFO." in screen_text(pilot.app)


async def test_without_a_meeting_an_oral_consent_says_that_nothing_shows_it_yet(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await oral(pilot)
        assert "Ingenting viser det ennå" in word(pilot.app)
        assert plan_of(office, plan_id).last(ConsentGiven).body.evidence is None
        assert "INGENTING" in screen_text(pilot.app)


# ---- withdrawing


async def test_c09_withdrawn_wholly_the_plan_is_passive_and_the_holder_is_told_what_to_do_next(held):
    office, plan_id = held
    async with running(office) as pilot:
        await press(pilot, "s", "t", "enter")
        assert "Velg med pil ned" in screen_text(pilot.app)
        await press(pilot, "down", "enter", "enter", "enter")
        assert status(plan_of(office, plan_id)) is PlanStatus.ACTIVE
        assert "Enter trekker tilbake" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert status(plan_of(office, plan_id)) is PlanStatus.PASSIVE
        assert "lås referatet fra møtet med Ctrl+G" in word(pilot.app).replace("\n", " ")
        text = screen_text(pilot.app)
        assert "TRUKKET 16.11.2026 12:58 av Varm Kaffekopp" in text
        assert "Lås referatet fra 16.11.2026" in text
        assert "Avslutt planen, eller spør familien på nytt." in text
        await press(pilot, "t")
        assert "ikke noe samtykke" in word(pilot.app)


async def test_c09_withdrawn_for_chosen_services_the_others_go_on(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "s", "t", "=blid", "enter", "=PPT", "enter", "enter", "enter", "enter")
        body = plan_of(office, plan_id).last(ConsentWithdrawn).body
        assert (body.by, body.services, body.form) == ("p-blid", ("PPT",), ConsentForm.ORAL)
        assert status(plan_of(office, plan_id)) is PlanStatus.ACTIVE
        assert "Trukket tilbake for PPT" in word(pilot.app)
        text = screen_text(pilot.app)
        assert "STOPP Klok Ugle (PPT)" in text
        assert "TRUKKET" in text


async def test_c09_esc_before_the_last_enter_withdraws_nothing(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "s", "t", "=varm", "enter", "enter", "enter", "escape")
        assert not plan_of(office, plan_id).of(ConsentWithdrawn)


async def test_c11_after_a_withdrawal_the_form_asks_for_a_consent_to_open_the_plan_again(tmp_path):
    office, plan_id = make_office(tmp_path)
    office.desk().consents.withdraw(plan_id, "p-varm")
    async with running(office) as pilot:
        await press(pilot, "s", "g")
        form = pilot.app.screen.query_one("#giving")
        assert form.occasion.value is Occasion.REOPENING
        await to_button(pilot)
        assert plan_of(office, plan_id).last(ConsentGiven).body.occasion is Occasion.REOPENING
        assert "Åpne nå planen igjen" in word(pilot.app)


# ---- keeping out, letting in


async def test_c12_a_topic_is_kept_out_and_let_in_again(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "s", "i")
        assert "Ingenting holdes utenfor" in word(pilot.app)
        await press(pilot, "o", "=varm", "enter", "enter", "=skilsmisse", "enter")
        assert [f.body.topic for f in kept_out(plan_of(office, plan_id))] == ["skilsmisse"]
        assert "«skilsmisse» holdes utenfor" in word(pilot.app)
        assert "FAMILIEN HOLDER UTENFOR" in screen_text(pilot.app)
        await press(pilot, "i", "enter")
        assert not kept_out(plan_of(office, plan_id))
        assert "sluppet inn igjen:" in screen_text(pilot.app)


async def test_c12_a_service_or_a_person_is_kept_out_of_the_room(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        await press(pilot, "s", "o", "=blid", "enter", "=pers", "enter", "=klok", "enter")
        assert "STOPP Klok Ugle (PPT): familien holder utenfor" in screen_text(pilot.app)
        await press(pilot, "o", "=varm", "enter", "=tjen", "enter", "=barnevernet", "enter")
        assert [f.body.service or f.body.person for f in plan_of(office, plan_id).of(KeptOut)] == [
            "p-klok",
            "barnevernet",
        ]
        await press(pilot, "i", "=barnev", "enter", "enter")
        assert len(kept_out(plan_of(office, plan_id))) == 1
        await press(pilot, "o", "=varm", "enter", "=pers", "enter", "=stød", "enter")
        assert word(pilot.app).startswith("! ")


# ---- the signed form


async def test_the_signed_form_is_attached_and_stands_with_its_consent(tmp_path):
    office, plan_id = make_office(tmp_path)
    form = tmp_path / "skjema med blanke.pdf"
    form.write_bytes(b"%PDF-1.7 synthetic")
    async with running(office) as pilot:
        await press(pilot, "s", "v", f"={tmp_path}/borte.pdf", "enter")
        assert "kan ikke leses" in word(pilot.app)
        assert pilot.app.screen.asking.line.text.endswith("borte.pdf")
        pilot.app.screen.asking.line.text = f"'{form}'"
        await press(pilot, "enter")
        (found,) = documents(plan_of(office, plan_id))
        assert found.body.consent == plan_of(office, plan_id).last(ConsentGiven).id
        await press(pilot, "end", "enter")
        assert "Vist med: skjema med blanke.pdf" in screen_text(pilot.app)


async def test_a_form_of_more_than_20_mb_is_refused_in_words(tmp_path):
    office, plan_id = make_office(tmp_path)
    big = tmp_path / "stor.pdf"
    with big.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    async with running(office) as pilot:
        await press(pilot, "s", "v", f"={big}", "enter")
        assert "høyst 20 MB" in word(pilot.app)
        assert not documents(plan_of(office, plan_id))


async def test_with_several_consents_without_a_form_it_is_asked_which(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    second = desk.consents.give(plan_id, ("p-varm", "p-blid"), ("SFO",), given_on=TODAY, how=Giving()).ids[0]
    form = tmp_path / "skjema.pdf"
    form.write_bytes(b"x")
    async with running(office) as pilot:
        await press(pilot, "s", "v")
        assert "Skjemaet til hvilket samtykke?" in screen_text(pilot.app)
        await press(pilot, "=SFO", "enter", f"={form}", "enter")
        assert documents(plan_of(office, plan_id))[-1].body.consent == second


def test_a_file_dropped_on_the_terminal_is_understood(tmp_path):
    plain = tmp_path / "et skjema.pdf"
    plain.touch()
    quoted = str(plain).replace(" ", "\\ ")
    address = "file://" + str(plain).replace(" ", "%20")
    for text in (str(plain), f' "{plain}" ', f"'{plain}'", quoted, address):
        assert typed_path(text) == plain


# ---- what is shown


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ((2028, 7, 23), "GÅR UT 22.09.2028   "),
        ((2028, 7, 24), "GÅR UT 22.09.2028, om"),
        ((2028, 9, 15), "om 7 dager"),
        ((2028, 9, 23), "UTLØPT 22.09.2028"),
    ],
)
async def test_c08_the_end_is_told_from_sixty_days_ahead_and_expired_in_words(tmp_path, at, told):
    office, _ = make_office(tmp_path)
    office.clock.at = datetime(*at, 12, tzinfo=UTC)
    async with running(office) as pilot:
        await press(pilot, "end", "home")
        pilot.app.screen.post_message(OpenConsent(office.desk().plans.find("1")))
        await until(pilot, told)


@pytest.mark.parametrize("keys", [("t", "n"), ("t", "g"), ("t", "down", "c"), ("home", "enter", "o", "enter", "enter")])
async def test_c12_between_meetings_a_text_on_a_topic_kept_out_names_the_familys_choice(tmp_path, keys):
    office, plan_id = make_office(tmp_path)
    office.desk().consents.keep_out(plan_id, "p-blid", topic="skilsmisse")
    async with running(office) as pilot:
        await press(pilot, *keys, "=Etter skilsmissen")
        assert "Blid Sykkel vil holde «skilsmisse» utenfor. Spør før det skrives." in screen_text(pilot.app)


async def test_c06_asked_for_a_level_the_form_opens_on_it_for_every_service(tmp_path):
    office, plan_id = make_office(tmp_path)
    async with running(office) as pilot:
        pilot.app.screen.post_message(OpenConsent(plan_id, Occasion.LEVEL_2))
        await settle(pilot)
        await until(pilot, "SAMTYKKE GITT")
        form = pilot.app.screen.query_one("#giving")
        assert form.occasion.value is Occasion.LEVEL_2
        assert form.services.values == ("Tøyestubben barnehage", "PPT")
        await to_button(pilot)
        assert plan_of(office, plan_id).last(ConsentGiven).body.occasion is Occasion.LEVEL_2
