"""The case in line mode ends as it must (done-line 2c)."""

from __future__ import annotations

import shutil

import pytest

from stafett_tui.cli.holding import script
from stafett_tui.domain.activity import activities
from stafett_tui.domain.lock import next_meeting
from tests.support.case import AGREED, NAMES, NEW, NOTES, PARKED, VOICE, assert_case_holds, normalised, the_meeting
from tests.support.command import command

ANSWERS = script().read()


@pytest.fixture(scope="module")
def shown(played):
    return command("show", 1, "--json", store=played).json


def test_the_case_in_line_mode_ends_as_it_must(shown):
    assert_case_holds(shown)


def test_two_runs_of_the_case_differ_only_in_ids_and_times(shown, demo):
    command("meeting", 1, "--line", store=demo, typed=ANSWERS)
    again = command("show", 1, "--json", store=demo).json
    assert again != shown
    assert normalised(again) == normalised(shown)


def test_the_minutes_say_what_was_said_in_the_language_of_the_plan(played):
    page = command("show", 1, "--markdown", store=played, LANG="nn_NO.UTF-8").out
    minutes = page[page.index("# Referat") :]
    for words in (*NOTES, PARKED, AGREED, VOICE, *(what for what, *_ in NEW)):
        assert words in minutes
    assert "Lun Ulltrøye (helsestasjonen): samtykke mangler" in minutes
    assert "Versjon 1, låst av Stødig Gran" in minutes
    assert "tirsdag 15. desember 2026 kl. 13:00–13:45" in minutes
    assert "virker delvis" in minutes


def test_the_version_carries_the_head_of_the_log_it_was_locked_at(played, shown):
    (version,) = the_meeting(shown)["versions"]
    before = command("show", 1, "--json", "--at", version["seq"] - 1, store=played).json
    assert before["plan"]["head"] == version["head"]


def test_what_the_minutes_said_can_be_read_after_a_correction(demo):
    command("meeting", 1, "--line", store=demo, typed=ANSWERS)
    first = command("show", 1, "--json", store=demo).json
    locked_at = the_meeting(first)["versions"][0]["seq"]
    from stafett_tui.config import load
    from stafett_tui.services.opening import open_office

    office = open_office(load({"STAFETT_HOME": str(demo.parent)}, store=demo))
    desk = office.desk()
    plan_id, thing = first["plan"]["id"], the_meeting(first)["id"]
    note = next(line["id"] for line in the_meeting(first)["lines"] if line["text"] == NOTES[0])
    desk.minutes.reopen(plan_id, thing, "Et ord var feil.")
    desk.minutes.reword(plan_id, note, "Hjemme virker bildene svært godt.")
    desk.minutes.lock(plan_id, thing)
    office.close()
    second = command("show", 1, "--json", store=demo).json
    assert [(v["version"], v["reason"]) for v in the_meeting(second)["versions"]] == [
        (1, None),
        (2, "Et ord var feil."),
    ]
    now = command("show", 1, "--markdown", store=demo).out
    assert "svært" in now
    assert now.endswith(
        "\n## Endret i versjon 2\n\n- 3. Familien forteller\n"
        f"  - før: {NOTES[0]}\n  - nå: Hjemme virker bildene svært godt.\n"
    )
    then = command("show", 1, "--markdown", "--at", locked_at, store=demo).out
    assert NOTES[0] in then
    assert "svært" not in then


def test_locked_minutes_stand_as_they_were_locked_whatever_comes_later(played, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(played, store)
    before = command("show", 1, "--markdown", store=store).out
    minutes = before[before.index("# Referat") :]
    from stafett_tui.config import load
    from stafett_tui.services.opening import open_office

    office = open_office(load({"STAFETT_HOME": str(tmp_path)}, store=store))
    desk = office.desk()
    plan = desk.plans.get(desk.plans.find("1"))
    for each in (a for a in activities(plan) if a.open):
        desk.activities.move(plan.id, each.id, "2027-01-15", "Sykdom")
    desk.meetings.cancel(plan.id, next_meeting(plan).id)
    office.close()
    after = command("show", 1, "--markdown", store=store).out
    assert after != before
    assert after[after.index("# Referat") :] == minutes


def test_nothing_can_be_locked_with_somebody_responsible_whom_no_consent_covers(demo):
    answers = ANSWERS.replace("+Klok sender råd om overganger til personalet\nkl\n", "+Lun ser på søvnen\nlun\nj\n")
    done = command("meeting", 1, "--line", store=demo, typed=answers.rsplit("j\n", 1)[0])
    assert "STOPP: Lun Ulltrøye" in done.out
    held = the_meeting(command("show", 1, "--json", store=demo).json)
    assert held["state"] == "running"
    assert held["versions"] == []


def test_the_demo_without_a_terminal_plays_the_case_and_prints_the_minutes(tmp_path):
    done = command("demo", "--keep", tmp_path / "kept", LANG="C")
    assert done.code == 0
    assert done.out.startswith("# Referat: Munter Linerle, mandag 16. november 2026")
    assert "Referatet er låst som versjon 1. Lagret." in done.err
    assert_case_holds(command("show", 1, "--json", store=tmp_path / "kept").json)


def test_a_kept_demo_is_not_played_twice(tmp_path):
    command("demo", "--keep", tmp_path / "kept")
    again = command("demo", "--keep", tmp_path / "kept")
    assert again.code == 0
    assert again.err == ""
    assert again.out.startswith("# Referat")


def test_a_demo_that_is_not_kept_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert command("demo").code == 0
    assert list(tmp_path.iterdir()) == []


def test_the_files_of_the_demo_hold_no_name_in_clear(played):
    for file in played.iterdir():
        content = file.read_bytes()
        assert not [name for name in NAMES if name.encode() in content], file.name
