from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stafett_tui.domain.activity import activity
from stafett_tui.domain.evaluation import Done, Effect
from stafett_tui.i18n.texts import texts
from stafett_tui.screens.frame.asking import Choice
from stafett_tui.screens.frame.drafting import packed, unpacked
from stafett_tui.screens.frame.history import activity_lines
from stafett_tui.screens.frame.matching import holds, rank
from stafett_tui.screens.frame.named import age, due_with_year, joined, person_with_service, wall
from stafett_tui.screens.frame.questions import (
    date_question,
    moment_question,
    optional_question,
    past_day,
    pick_question,
)
from stafett_tui.screens.frame.syncwords import news
from stafett_tui.services.syncstate import Removed, SyncState
from tests.support.app import make_office

NB, TODAY = texts("nb"), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("14.3.2021", date(2021, 3, 14)),
        ("14.03.21", date(2021, 3, 14)),
        ("14/3/98", date(1998, 3, 14)),
        ("14.3", date(2026, 3, 14)),
        ("24.12", date(2025, 12, 24)),
        ("i dag", TODAY),
        ("22. september", date(2026, 9, 22)),
        ("22. september 2025", date(2025, 9, 22)),
        ("i går", date(2026, 11, 23)),
        ("for to uker siden", date(2026, 11, 10)),
        ("sist laurdag", date(2026, 11, 21)),
        ("tirsdag", None),
        ("31.2.2021", None),
        ("tja", None),
        ("1.2.3.4", None),
        ("", None),
    ],
)
def test_a_day_that_has_been_is_read_or_refused_never_guessed(written, day):
    assert past_day(written, TODAY) == day


def test_an_empty_deadline_takes_the_proposal_or_says_what_to_write():
    assert date_question("?", NB, TODAY, proposal="next_meeting").understand("").value == "next_meeting"
    assert date_question("?", NB, TODAY, optional=True).understand("").ok
    assert not date_question("?", NB, TODAY).understand("").ok


def test_the_next_meeting_is_echoed_with_its_day_where_it_is_called():
    known = date_question("?", NB, TODAY, next_meeting=date(2026, 12, 15)).understand("neste møte")
    assert known.value == "next_meeting"
    assert "15. desember 2026" in known.echo
    assert date_question("?", NB, TODAY).understand("neste møte").value == "next_meeting"


@pytest.mark.parametrize(("written", "part"), [("lørdag", "lørdag"), ("søndag", "søndag"), ("25.12", "helligdag")])
def test_a_day_off_is_warned_about(written, part):
    understood = date_question("?", NB, TODAY).understand(written)
    assert understood.ok
    assert "!" in understood.echo
    assert part in understood.echo


def test_a_meeting_needs_a_time_of_day():
    question = moment_question("?", NB, TODAY)
    assert not question.understand("fredag").ok
    assert question.understand("fredag kl. 14").value == datetime(2026, 11, 27, 14)
    offered = question.understand("fredag 14").choices
    assert offered[0].words.endswith("kl. 14:00")
    assert not question.understand("neste møte").ok
    assert not question.understand("tja").ok


def test_what_may_be_left_out_takes_an_empty_answer():
    assert optional_question("?").understand("").ok


def test_letters_narrow_the_answers_down_and_the_best_stands_first():
    question = pick_question("?", [Choice("Blid Sykkel (far)", 1), Choice("Klok Ugle (PPT)", 2)])
    assert question.understand("pp").choices[0].value == 2
    assert question.understand("bs").choices[0].value == 1
    assert question.understand("zz").choices == ()
    assert question.understand("").chosen == 0


def test_norwegian_letters_are_found_as_they_are_and_as_they_are_typed_elsewhere():
    assert rank("maal", "Mål og aktiviteter") == 0
    assert rank("aase", "Åse") == 0
    assert rank("oystein", "Øystein") == 0
    assert rank("xq", "Mål") is None
    assert holds("SYKKEL", "Blid Sykkel")


def test_ages_names_and_days_are_said_as_people_say_them():
    assert age(date(2021, 11, 25), TODAY) == 4
    assert age(None, TODAY) is None
    assert age(date(2027, 1, 1), TODAY) is None
    assert joined(["a", "b", "c"], NB) == "a, b og c"
    assert joined(["a"], NB) == "a"
    assert person_with_service("Klok", "PPT") == "Klok (PPT)"
    assert person_with_service("Varm", "") == "Varm"
    assert due_with_year("2028-01-02", TODAY, NB) == "02.01.2028"
    assert wall(datetime(2026, 11, 16, 11, 58, tzinfo=UTC)) == datetime(2026, 11, 16, 12, 58)


def test_a_form_is_one_text_and_a_spoiled_one_counts_as_nothing():
    assert unpacked(packed({"a": "æ"})) == {"a": "æ"}
    assert unpacked("{") == unpacked(None) == unpacked("[]") == {}


def test_the_whole_story_of_an_activity_is_told(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    made = desk.activities.plan(
        plan_id, "Lese", responsible="p-varm", helpers=("p-blid",), review_on=date(2026, 12, 1)
    ).ids[0]
    desk.evaluations.rate(plan_id, made, Effect.PARTLY)
    rated = desk.plans.get(plan_id)
    evaluation = activity(rated, made).evaluations[0].id
    for field, value in (("why", "Blir sliten"), ("done_as_agreed", Done.PARTLY), ("child_effect", Effect.WORKS)):
        desk.evaluations.revise(plan_id, evaluation, field, value.value if isinstance(value, Done | Effect) else value)
    desk.activities.revise(plan_id, made, "due", "next_meeting")
    plan = desk.plans.get(plan_id)
    told = str(activity_lines(plan, activity(plan, made), TODAY, NB))
    for part in ("Blid Sykkel", "Blir sliten", "delvis", "neste møte", "01.12.2026", "virker"):
        assert part in told, part
    office.close()


def test_i7_all_plans_that_were_removed_at_once_are_told_of_with_the_reason_first():
    gone = tuple(Removed(str(n), f"{n} M.L.", n % 2) for n in range(1, 6))
    after = SyncState(removed=gone, hindered="revoked")
    assert news(SyncState(), after, NB) == (
        "Serveren har stengt denne maskinen ute. Spør den som driver serveren. "
        "Planene 1 M.L., 2 M.L., 3 M.L., 4 M.L. og 5 M.L. er fjernet fra denne maskinen: du har ikke lenger tilgang til dem. "
        "3 ting du aldri fikk sendt, ligger under: Ikke tatt imot."
    )
    assert news(SyncState(), SyncState(removed=(Removed("a"), Removed("b"))), NB).startswith("2 planer er fjernet")
    assert news(after, after, NB) == ""
