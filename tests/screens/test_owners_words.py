"""Screens and minutes call the owner's own words by the kind of the plan."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from stafett_tui.documents.markdown import plan_markdown
from stafett_tui.documents.minutes import minutes_markdown
from stafett_tui.domain.lock import meeting
from stafett_tui.domain.people import PlanKind
from stafett_tui.domain.voice import Speaker
from stafett_tui.i18n.texts import texts
from stafett_tui.services.plans import NewPlan
from tests.support.app import WIDE, make_empty_office, press, running, screen_text


def begun(directory, kind):
    """A plan of this kind whose meeting of today has come to the owner's own words."""
    office = make_empty_office(directory)
    desk = office.desk()
    new = NewPlan("Lys Stjerne", date(2008, 5, 2), kind, "nb", owner_consents=True, consent_on=date(2026, 9, 1))
    plan_id = desk.plans.open(new).plan_id
    called = desk.meetings.call(plan_id, datetime(2026, 11, 16, 13), datetime(2026, 11, 16, 13, 45)).ids[0]
    desk.meetings.start(plan_id, called)
    desk.meetings.reach(plan_id, called, "child_voice")
    return office, plan_id, called


@pytest.mark.parametrize(
    ("kind", "title", "pane"),
    [(PlanKind.YOUTH, "Ungdommens stemme", "DET UNGDOMMEN SIER"), (PlanKind.EXPECTANT, "Dine egne ord", "DET DU SIER")],
)
async def test_the_meeting_and_the_plan_use_the_words_of_the_kind(tmp_path, kind, title, pane):
    office, plan_id, called = begun(tmp_path, kind)
    async with running(office, WIDE) as pilot:
        await press(pilot, "enter")
        text = screen_text(pilot.app)
        assert title in text
        assert pane in text
        assert "Barnet" not in text
        assert "BARNET" not in text
    office, plan_id, called = begun(tmp_path / "again", kind)
    desk = office.desk()
    desk.minutes.voice(plan_id, called, "child_voice", "Jeg vil gå på skolen", speaker=Speaker.CHILD)
    async with running(office, WIDE) as pilot:
        await press(pilot, "down", "enter")
        assert f"{title} (16.11)" in screen_text(pilot.app)


@pytest.mark.parametrize(
    ("kind", "title"), [(PlanKind.YOUTH, "Ungdommens stemme"), (PlanKind.EXPECTANT, "Dine egne ord")]
)
def test_minutes_and_printed_plan_use_the_words_of_the_kind(tmp_path, kind, title):
    office, plan_id, called = begun(tmp_path, kind)
    desk, t = office.desk(), texts("nb")
    desk.minutes.why_not_asked(plan_id, called, "Sykdom")
    plan = desk.plans.get(plan_id)
    told = minutes_markdown(plan, meeting(plan, called), t)
    assert f"2. {title}" in told
    assert "ikke spurt: Sykdom" in told
    assert "arnet" not in told
    desk.minutes.voice(plan_id, called, "child_voice", "Jeg vil gå på skolen", speaker=Speaker.CHILD)
    assert title in plan_markdown(desk.plans.get(plan_id), t)
