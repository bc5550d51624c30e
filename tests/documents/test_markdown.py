"""The plan and its minutes as Markdown, in the plan's language; everything that happened stands there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from stafett_tui.documents.markdown import listed, plan_markdown
from stafett_tui.documents.minutes import minutes_markdown
from stafett_tui.domain.activity import ActivityEnded, ActivityRevised, Ending
from stafett_tui.domain.attendance import AttendanceMarked, GuestNamed, Presence, Wished
from stafett_tui.domain.concern import AboutMeWritten, ConcernWritten, Side, Trait
from stafett_tui.domain.evaluation import ActivityEvaluated, Done, Effect
from stafett_tui.domain.lock import RemarkMade, meeting
from stafett_tui.domain.meeting import LevelKept, Turn
from stafett_tui.domain.minutes import LineSort, LineWritten, OwnWordsSaid, ReadTicked
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.voice import Speaker, VoiceHeard, VoiceNotAsked
from stafett_tui.i18n.texts import texts
from tests.support.domain import BLID, KLOK, STODIG, VARM, called, planned, running, started, turn, with_goal

NB = texts("nb")


def page(log):
    return plan_markdown(log.plan, NB)


def minutes(log, thing, language="nb"):
    return minutes_markdown(log.plan, meeting(log.plan, thing), texts(language))


def test_the_head_says_who_and_until_when():
    head = page(started())
    assert head.startswith("# Stafettlogg 1: Munter Linerle\n")
    for line in (
        "- Født: søndag 14. mars 2021", "- Stafettholder: Stødig Gran (pedagogisk leder)", "- Nivå: 2",
        "- Varm Kaffekopp: foresatt", "- Klok Ugle: PPT",
    ):  # fmt: skip
        assert line in head
    assert "Samtykke fra Varm Kaffekopp og Blid Sykkel tirsdag 22. september 2026" in head
    assert "gyldig til og med fredag 22. september 2028" in head


def test_a_plan_that_is_not_opened_is_an_empty_page():
    assert plan_markdown(Plan(), NB) == "\n"


def test_the_start_is_told_in_the_familys_own_words():
    log = started()
    log.add(ConcernWritten(initiator="Mamma", text="Det er *vanskelig*."))
    log.add(AboutMeWritten(side=Side.SOCIAL, trait=Trait.STRENGTH, text="Du trøster andre."))
    told = page(log)
    assert "Initiativ: Mamma" in told
    assert r"Det er \*vanskelig\*." in told
    assert "Du trøster andre." in told


def test_an_activity_tells_who_when_how_it_went_and_why_it_moved():
    log = started()
    goal = with_goal(log)
    first = planned(log, goal=goal, helpers=(VARM, BLID))
    planned(log, "Uten mål og person", responsible=None, due=None)
    log.add(ActivityRevised(thing=first, field="due", value="next_meeting", reason="Sykdom."))
    log.add(ActivityEvaluated(activity=first, effect=Effect.PARTLY, why="Mye lyd."))
    log.add(ActivityEnded(activity=first, how=Ending.DROPPED))
    called(log, date(2026, 12, 15))
    told = page(log)
    for line in (
        "- Hjelper til: Varm Kaffekopp og Blid Sykkel", "- Frist: neste møte, tirsdag 15. desember 2026",
        "- Flyttet fra tirsdag 1. desember 2026: Sykdom.", "- virker delvis. Mye lyd.", "### Uten mål", "- Ansvarlig: ?",
    ):  # fmt: skip
        assert line in told


def test_parked_points_and_meetings_stand_on_the_page():
    log = started()
    thing = running(log)
    log.add(LineWritten(meeting=thing, item="welcome", sort=LineSort.PARKED, text="Turen?"))
    told = page(log)
    assert "## Parkert til neste møte\n\n- Turen?" in told
    assert "- mandag 16. november 2026 kl. 13:00–13:45: i gang" in told


def test_the_minutes_tell_who_was_there_and_who_was_not_and_why():
    log = started()
    thing = running(log)
    log.add(Wished(meeting=thing, name="Lun Ulltrøye", service="helsestasjonen"))
    guest = log.add(GuestNamed(meeting=thing, name="Åse Ærfugl"))
    log.add(AttendanceMarked(meeting=thing, person=VARM, how=Presence.PRESENT))
    log.add(AttendanceMarked(meeting=thing, person=BLID, how=Presence.LATE, at="13:10"))
    log.add(AttendanceMarked(meeting=thing, person=guest, how=Presence.VIDEO))
    log.add(AttendanceMarked(meeting=thing, person=KLOK, how=Presence.REGRETS))
    told = minutes(log, thing)
    there, away = told.split("## Ikke til stede")
    assert "- Varm Kaffekopp\n" in there
    assert "- Blid Sykkel: kom sent, 13:10" in there
    assert "- Åse Ærfugl: på video" in there
    assert "- Klok Ugle (PPT): meldt forfall" in away
    assert "- Lun Ulltrøye (helsestasjonen): samtykke mangler" in away
    assert "- Utkast: dette referatet er ikke låst ennå" in told


def test_every_sort_of_line_stands_under_its_item():
    log = started()
    thing = running(log)
    for sort, text in (
        (LineSort.NOTE, "Et notat."), (LineSort.AGREEMENT, "En enighet."), (LineSort.DISAGREEMENT, "En uenighet."),
    ):  # fmt: skip
        log.add(LineWritten(meeting=thing, item="family_update", sort=sort, text=text))
    log.add(LineWritten(meeting=thing, item="gone", sort=LineSort.NOTE, text="Under en sak som er borte."))
    log.add(VoiceHeard(text="Jeg vil ut.", asked_by="bestemor", how="sang", on=date(2026, 10, 1), meeting=thing,
                       item="child_voice"))  # fmt: skip
    log.add(VoiceHeard(text="Det går bra.", speaker=Speaker.MOTHER, meeting=thing, item="child_voice"))
    told = minutes(log, thing)
    family = told.split("## 3.")[1].split("## 4.")[0]
    assert "- Et notat." in family
    assert "- enighet: En enighet." in family
    assert "- uenighet: En uenighet." in family
    assert "> – Munter Linerle, spurt av bestemor, sang, torsdag 1. oktober 2026" in told
    assert "> – mor" in told
    assert "## Andre saker\n\n- Under en sak som er borte." in told


def test_the_review_tells_rating_why_done_the_childs_mark_and_what_becomes_of_it():
    log = started()
    first, second = planned(log), planned(log, "Klok ser på leken.", responsible=KLOK)
    thing = running(log)
    log.add(ActivityEvaluated(activity=first, effect=Effect.WORKS, meeting=thing, done_as_agreed=Done.PARTLY,
                              why="Rolig.", child_effect=Effect.PARTLY))  # fmt: skip
    log.add(ActivityEnded(activity=second, how=Ending.ENDED, meeting=thing))
    review = minutes(log, thing).split("## 5.")[1].split("## 6.")[0]
    for line in ("virker, delvis gjort", "Hvorfor: Rolig.", "Barnet sier: virker delvis",
                 "Fortsetter, frist tirsdag 1. desember 2026", "Avsluttet"):  # fmt: skip
        assert line in review


def test_the_end_of_the_meeting_is_told_too():
    log = started()
    thing = running(log)
    log.add(VoiceNotAsked(meeting=thing, reason="Syk."))
    said = log.add(LineWritten(meeting=thing, item="decide_goals", sort=LineSort.AGREEMENT, text="Vi ses."))
    log.add(ReadTicked(meeting=thing, thing=said))
    log.add(OwnWordsSaid(meeting=thing, person=BLID))
    log.add(LevelKept(meeting=thing, level=2, holder=STODIG))
    called(log, date(2026, 12, 15), place="Rommet", follows=thing)
    log.place(log.event(RemarkMade(meeting=thing, text="Jeg sa noe annet."), by=VARM))
    told = minutes(log, thing)
    for line in ("Barnet er ikke spurt: Syk.", "Lest opp: 1 av 1", "Sagt med egne ord av: Blid Sykkel",
                 "Nivå 2. Stafettholder: Stødig Gran", "tirsdag 15. desember 2026 kl. 13:00–13:45, Rommet",
                 "Jeg sa noe annet."):  # fmt: skip
        assert line in told


def test_somebody_who_came_instead_is_named():
    log = started()
    thing = running(log)
    log.add(AttendanceMarked(meeting=thing, person=KLOK, how=Presence.PRESENT, substitute="Vis Ørn"))
    assert "- Klok Ugle (PPT): Vis Ørn kom i stedet" in minutes(log, thing)


def test_the_same_minutes_can_be_read_in_three_languages():
    log = started()
    thing = running(log)
    turn(log, thing, Turn.PAUSED)
    assert minutes(log, thing).startswith("# Referat: Munter Linerle, mandag 16. november 2026")
    assert minutes(log, thing, "nn").startswith("# Referat: Munter Linerle, måndag 16. november 2026")
    assert minutes(log, thing, "en").startswith("# Minutes: Munter Linerle, Monday 16 November 2026")


def test_no_page_has_more_than_one_empty_line_between():
    log = started()
    thing = running(log)
    assert "\n\n\n" not in minutes(log, thing) + page(log)


def test_names_are_listed_as_people_do():
    assert listed([], NB) == ""
    assert listed(["a"], NB) == "a"
    assert listed(["a", "b", "c"], NB) == "a, b og c"


def test_an_agenda_item_of_ones_own_has_its_own_title():
    log = started()
    thing = running(log)
    m = meeting(log.plan, thing)
    own = replace(m, agenda=(m.agenda[0].model_copy(update={"key": "own", "title": "Leirskole *mai*"}),))
    assert r"## 1. Leirskole \*mai\*" in minutes_markdown(log.plan, own, NB)
