"""Files of a plan: kept inside the encrypted file, told of by their hash, gone with the plan."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from stafett_tui.documents.notes import log_note
from stafett_tui.domain.activity import activities
from stafett_tui.domain.concern import AboutMeWritten, Side, Trait
from stafett_tui.domain.consent import ConsentGiven
from stafett_tui.domain.document import DocumentSort, documents, shown_by
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import Arena, goals
from stafett_tui.domain.lifecycle import EndReason
from stafett_tui.domain.minutes import LineSort, lines
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.voice import child_voices
from stafett_tui.i18n.texts import texts
from stafett_tui.services.logbook import movable
from stafett_tui.services.opening import Office
from tests.support.office import desk_of, open_office, open_plan


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


def refused(act) -> ErrorKind:
    with pytest.raises(StafettError) as found:
        act()
    return found.value.kind


# ---- files


def test_a_signed_form_shows_the_consent_it_belongs_to(office: Office, tmp_path: Path) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    form = tmp_path / "skjema.pdf"
    form.write_bytes(b"%PDF-1.7 signert")
    given = desk.plans.get(plan_id).of(ConsentGiven)[0].id
    desk.documents.attach(plan_id, form, consent=given)
    (found,) = documents(desk.plans.get(plan_id))
    assert (found.body.sort, found.body.media, found.body.size) == (DocumentSort.CONSENT_FORM, "application/pdf", 16)
    assert desk.documents.read(found.body.sha256) == b"%PDF-1.7 signert"
    assert shown_by(desk.plans.get(plan_id), given, None)


def test_another_file_has_no_consent_and_an_unknown_one_is_refused(office: Office, tmp_path: Path) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    other = tmp_path / "tegning"
    other.write_bytes(b"en tegning")
    desk.documents.attach(plan_id, other)
    (found,) = documents(desk.plans.get(plan_id))
    assert (found.body.sort, found.body.media) == (DocumentSort.OTHER, "application/octet-stream")
    assert refused(lambda: desk.documents.attach(plan_id, other, consent="unknown")) is ErrorKind.TARGET_UNKNOWN
    assert refused(lambda: desk.documents.attach(plan_id, tmp_path / "none")) is ErrorKind.FILE_UNREADABLE
    assert refused(lambda: desk.documents.attach("no-plan", other)) is ErrorKind.PLAN_UNKNOWN


# ---- the line for the professional system


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_note_names_the_plan_by_number_and_initials_and_never_the_child(office: Office, language: str) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    said = [log_note(desk.plans.get(plan_id), texts(language))]
    said.append(log_note(desk.plans.get(plan_id), texts(language), guarded=True))
    desk.life.pause(plan_id, "Ferie")
    said.append(log_note(desk.plans.get(plan_id), texts(language)))
    desk.life.close(plan_id, EndReason.MOVED_OUT)
    said.append(log_note(desk.plans.get(plan_id), texts(language)))
    assert all("1 (M.L.)" in line and "16.11.2026" in line and "\n" not in line for line in said)
    assert not any("Munter" in line or "Linerle" in line for line in said)
    assert "Tøyestubben" in said[0]
    assert "Tøyestubben" not in said[1]
    assert len(set(said)) == 4
    assert log_note(Plan(), texts(language)) == ""


# ---- what landed in the wrong log


def two(office: Office):
    desk = desk_of(office)
    return desk, open_plan(desk), open_plan(desk)


def test_an_activity_moves_with_its_comments_and_leaves_no_word_behind(office: Office) -> None:
    desk, here, there = two(office)
    activity = desk.activities.plan(here, "Turen til svømmehallen", due="2026-12-01", responsible="p-klok").ids[0]
    desk.activities.comment(here, activity, "Badetøyet ligger i sekken")
    desk.log.move(here, activity, there, "Hører til et annet barn")
    assert activities(desk.plans.get(here)) == ()
    (moved,) = activities(desk.plans.get(there))
    assert (moved.what, moved.due, moved.responsible) == ("Turen til svømmehallen", "2026-12-01", None)
    said = {f.text for f in movable(desk.plans.get(there))}
    assert "Badetøyet ligger i sekken" in said
    log = b"".join(e.event.body.model_dump_json().encode() for e in desk.log.entries(here) if e.event.body)
    assert b"mmehallen" not in log
    assert b"Badet" not in log
    assert desk.log.verify(here) == ()


def test_a_line_moves_into_the_meeting_there_or_becomes_an_activity_or_a_comment(office: Office) -> None:
    desk, here, there = two(office)
    meetings = []
    for plan_id in (here, there):
        called = desk.meetings.call(plan_id, datetime(2026, 11, 16, 13), datetime(2026, 11, 16, 14), place="").ids[0]
        meetings.append(called)
    desk.meetings.start(here, meetings[0])

    def line(text: str) -> str:
        return desk.minutes.write(here, meetings[0], "family_update", LineSort.NOTE, text).ids[0]

    desk.log.move(here, line("Bestemor henter"), there, "Feil logg")
    (activity,) = activities(desk.plans.get(there))
    assert activity.what == "Bestemor henter"
    desk.log.move(here, line("Hun kommer klokka tre"), there, "Feil logg", activity=activity.id)
    assert "Hun kommer klokka tre" in {m.text for m in movable(desk.plans.get(there)) if m.comment}
    desk.meetings.start(there, meetings[1])
    desk.log.move(here, line("Bestefar også"), there, "Feil logg")
    assert [row.text for row in lines(desk.plans.get(there), meetings[1])] == ["Bestefar også"]
    assert lines(desk.plans.get(here), meetings[0]) == ()


def test_a_line_of_an_item_the_other_meeting_lacks_lands_where_that_meeting_is(office: Office) -> None:
    from stafett_tui.services.logbook import _line

    desk, here, there = two(office)
    called = desk.meetings.call(there, datetime(2026, 11, 16, 13), datetime(2026, 11, 16, 14), place="").ids[0]
    desk.meetings.start(there, called)
    from stafett_tui.domain.minutes import LineWritten

    odd = LineWritten(meeting="x", item="no_such_item", sort=LineSort.NOTE, text="Ord")
    landed = _line(desk.plans.get(there), odd, None)
    assert (type(landed), landed.meeting) == (LineWritten, called)
    assert here != there


def test_voices_goals_and_points_about_me_move_too(office: Office) -> None:
    desk, here, there = two(office)
    voice = desk.minutes.voice(here, None, None, "Jeg liker hunden").ids[0]
    goal = desk.plans.set_goal(here, Arena.HOME, "Du sover hele natta").ids[0]
    about = desk.plans.write_about_me(here, next(iter(Side)), next(iter(Trait)), "Du er flink til å tegne").ids[0]
    assert {m.id for m in movable(desk.plans.get(here))} >= {voice, goal, about}
    for each in (voice, goal, about):
        desk.log.move(here, each, there, "Feil logg")
    plan = desk.plans.get(there)
    assert [v.body.text for v in child_voices(plan)] == ["Jeg liker hunden"]
    assert "Du sover hele natta" in {g.text for g in goals(plan)}
    assert [f.body.text for f in plan.of(AboutMeWritten)] == ["Du er flink til å tegne"]


def test_nothing_is_written_there_where_it_cannot_be_blanked_here(office: Office) -> None:
    desk, here, there = two(office)
    activity = desk.activities.plan(here, "Turen").ids[0]
    opening = desk.log.entries(here)[0].event.id
    comment = desk.activities.comment(here, activity, "Ja").ids[0]
    assert refused(lambda: desk.log.move(here, activity, there, " ")) is ErrorKind.REASON_NEEDED
    for target, to in ((activity, here), ("unknown", there), (opening, there), (comment, there)):
        assert refused(lambda x=target, y=to: desk.log.move(here, x, y, "Feil")) is ErrorKind.TARGET_UNKNOWN
    assert activities(desk.plans.get(there)) == ()
    assert len(activities(desk.plans.get(here))) == 1
