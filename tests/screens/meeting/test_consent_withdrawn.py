"""Consent is withdrawn at 13:00, in the middle of the meeting (C-09), or somebody writes of what is kept out (C-12)."""

from __future__ import annotations

from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.people import guardians
from tests.screens.meeting.stage import stage
from tests.support.app import press, screen_text, until


def guardian(on, name):
    return next(p.person for p in guardians(on.office.desk().plans.get(on.plan_id)) if p.name == name)


def withdraw(on, name="Varm Kaffekopp"):
    on.office.desk().consents.withdraw(on.plan_id, guardian(on, name))


def draft(on):
    kept = on.office.desk().drafts.take(on.plan_id, "line")
    return None if kept is None else kept.text


def texts(on):
    return [line["text"] for line in on.meeting["lines"]]


async def test_c09_writing_stops_at_once_and_the_unfinished_line_stays_as_a_draft(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("Dette ble skrevet før.")
        await on.press("enter")
        await on.type("Dette er halvt")
        withdraw(on)
        await on.settle()
        assert "Samtykket er trukket tilbake" in on.text
        assert "Planen er passiv" in on.text
        await on.press("enter")
        assert on.screen.capture.text == "Dette er halvt"
        assert "utkast" in on.text
        await on.type(" og blir stående")
        on.screen.keep()
        await on.settle()
        assert draft(on) == "Dette er halvt og blir stående"
        assert texts(on) == ["Dette ble skrevet før."]
        assert status(on.view.plan) is PlanStatus.PASSIVE


async def test_c09_a_line_on_its_way_when_consent_is_withdrawn_comes_back_into_the_line(tmp_path):
    async with stage(tmp_path, item=3) as on:
        on.screen.outbox.put(lambda: withdraw(on), lambda _: None, lambda _: None)
        await on.press(*"Hei", "enter")
        assert on.screen.capture.text == "Hei"
        assert "passiv" in on.text
        on.screen.keep()
        await on.settle()
        assert (draft(on), texts(on)) == ("Hei", [])


async def test_c09_what_was_written_before_is_locked_with_ctrl_g(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("!Vi henger bildene lavt.")
        await on.press("enter")
        withdraw(on, "Blid Sykkel")
        await on.settle()
        await on.press("ctrl+g")
        assert "Lås versjon 1" in on.text
        await on.press("enter")
        assert "REFERATET ER LÅST" in on.text
        assert on.meeting["state"] == "locked"
        assert texts(on) == ["Vi henger bildene lavt."]


async def test_c09_a_form_stays_open_with_what_is_written_and_the_agenda_can_still_be_read(tmp_path):
    async with stage(tmp_path, item=5) as on:
        await on.press("2", "tab")
        await on.type("For mye lyd")
        withdraw(on)
        await on.settle()
        await on.press("enter")
        assert on.screen.capture.text == "For mye lyd"
        await on.press("escape", "escape")
        seq = on.view.plan.seq
        await on.press("ctrl+n")
        assert on.screen.conduct.panel == "goals"
        await on.press("escape", "1")
        assert "passiv" in on.text
        assert on.office.desk().plans.get(on.plan_id).seq == seq


async def test_c09_the_meeting_opened_again_says_why_nothing_is_written(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("Halvt")
        on.screen.keep()
        await on.settle()
        withdraw(on)
    async with stage(tmp_path, begin=False) as on:
        assert on.screen.capture.text == "Halvt"
        assert "Samtykket er trukket tilbake" in on.text


async def test_c09_a_meeting_can_be_broken_off_after_the_withdrawal(tmp_path):
    async with stage(tmp_path, item=3) as on:
        withdraw(on)
        await on.settle()
        on.screen.action_break_off()
        await on.type("Mor vil stoppe.")
        await on.press("enter")
        assert on.meeting["state"] == "broken_off"


async def test_c12_a_text_on_a_topic_kept_out_is_warned_of_before_enter_and_saved_all_the_same(tmp_path):
    async with stage(tmp_path, item=3) as on:
        on.office.desk().consents.keep_out(on.plan_id, guardian(on, "Varm Kaffekopp"), topic="skilsmisse")
        await on.settle()
        await on.type("Skilsmissen er vanskelig")
        assert "Varm Kaffekopp vil holde «skilsmisse» utenfor" in on.text
        await on.press("enter")
        assert texts(on) == ["Skilsmissen er vanskelig"]
        assert "utenfor" not in on.text


async def test_c09_withdrawn_by_the_commands_of_the_meeting_and_back_again(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.type("Dette er halvt")
        on.screen.action_meeting_consent()
        await until(on.pilot, "I ROMMET")
        await press(on.pilot, "t", "=varm", "enter", "enter", "enter", "enter")
        assert "lås referatet fra møtet med Ctrl+G" in " ".join(screen_text(on.app).split())
        await press(on.pilot, "escape")
        await on.settle()
        assert on.screen.capture.text == "Dette er halvt"
        assert "Planen er passiv" in on.text
        await on.press("enter")
        assert "utkast" in on.text
        await on.press("ctrl+g", "enter")
        assert on.meeting["state"] == "locked"


async def test_c09_the_family_sees_no_consents_on_a_shared_screen(tmp_path):
    async with stage(tmp_path, item=3) as on:
        await on.press("f5")
        on.screen.action_meeting_consent()
        await on.settle()
        assert "Skjermen vises" in on.text or "familien" in on.text


async def test_c09_one_whose_service_is_withdrawn_from_is_noted_as_gone(tmp_path):
    async with stage(tmp_path, item=1) as on:
        await on.press("ctrl+a")
        on.office.desk().consents.withdraw(on.plan_id, guardian(on, "Varm Kaffekopp"), ("PPT",))
        await on.settle()
        assert "ikke samtykke lenger: x gikk" in on.text
        on.screen.list.go_to(next(r.person for r in on.view.room if r.name == "Klok Ugle"))
        await on.press("x")
        assert "gikk tidlig kl. 12:58" in on.text
        assert "ikke samtykke lenger" not in on.text


async def test_c09_a_meeting_that_is_called_says_why_it_does_not_begin(tmp_path):
    async with stage(tmp_path, begin=False) as on:
        assert "Enter starter det" in on.text
        withdraw(on)
        await on.settle()
        assert "MØTET ER INNKALT  Planen er passiv: ikke noe nytt blir skrevet." in on.text
        assert "Enter" not in on.text
        await on.press("enter")
        assert on.meeting["state"] == "called"
        assert "Planen er passiv" in on.text
