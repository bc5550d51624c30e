"""What was refused: its code is seen and its words are kept until their author lets them go (I2)."""

from __future__ import annotations

import pytest

from stafett_tui.domain.activity import CommentWritten, activities
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import GoalRevised, goals
from stafett_tui.domain.lock import MinutesLocked
from stafett_tui.i18n.refusals import SENTENCES, refusal_text
from stafett_tui.i18n.texts import LANGUAGES, texts
from stafett_tui.services.person import Me
from tests.support.app import make_office
from tests.support.refusing import refuse


@pytest.fixture
def office(tmp_path):
    office, plan_id = make_office(tmp_path)
    desk = office.desk()
    return office, desk, plan_id, activities(desk.plans.get(plan_id))[0].id


def test_i2_a_refused_comment_is_read_with_its_code_and_every_word(office):
    office, desk, plan_id, activity = office
    event = refuse(office, plan_id, CommentWritten(activity=activity, text="Det gikk fint."), "plan_passive")
    (found,) = desk.refused.all()
    assert (found.event, found.code, found.kind, found.again) == (event, "plan_passive", "comment.written", True)
    assert found.body == CommentWritten(activity=activity, text="Det gikk fint.")
    assert found.plan is not None
    assert desk.refused.count() == 1


def test_what_is_written_again_is_let_go_of(office):
    office, desk, plan_id, activity = office
    refuse(office, plan_id, CommentWritten(activity=activity, text="Det gikk fint."), "plan_passive")
    desk.refused.write_again(desk.refused.all()[0])
    assert [c.text for c in activities(desk.plans.get(plan_id))[0].comments] == ["Det gikk fint."]
    assert desk.refused.all() == ()


def test_i2_what_is_refused_again_keeps_its_words(office):
    office, desk, plan_id, _activity = office
    refuse(office, plan_id, CommentWritten(activity="gone", text="Det gikk fint."), "activity_unknown")
    with pytest.raises(StafettError) as error:
        desk.refused.write_again(desk.refused.all()[0])
    assert error.value.kind is ErrorKind.ACTIVITY_UNKNOWN
    assert desk.refused.count() == 1


def test_a_change_is_written_again_on_what_stands_now(office):
    office, desk, plan_id, _activity = office
    goal = goals(desk.plans.get(plan_id))[0].id
    refuse(office, plan_id, GoalRevised(thing=goal, field="text", value="Nye ord."), "GROUP")
    desk.plans.reword_goal(plan_id, goal, "Noe annet.")
    desk.refused.write_again(desk.refused.all()[0])
    assert goals(desk.plans.get(plan_id))[0].text == "Nye ord."
    assert desk.plans.get(plan_id).conflicts == ()


def test_what_was_wanted_of_a_moment_that_is_over_is_not_written_again(office):
    office, desk, plan_id, _activity = office
    refuse(office, plan_id, MinutesLocked(meeting="m", version=1, head="00"), "version_wrong")
    assert not desk.refused.all()[0].again


def test_words_that_are_here_in_other_words_alone_are_not_written_again_as_they_are(office):
    office, desk, plan_id, activity = office
    refuse(office, plan_id, CommentWritten(activity=activity, text="Det gikk fint."), "RETOLD")
    (found,) = desk.refused.all()
    assert found.body == CommentWritten(activity=activity, text="Det gikk fint.")
    assert not found.again


def test_counting_reads_no_plan(office, monkeypatch):
    office, desk, plan_id, activity = office
    refuse(office, plan_id, CommentWritten(activity=activity, text="Det gikk fint."), "plan_passive")
    monkeypatch.setattr(type(desk.plans), "get", None)
    assert desk.refused.count() == 1


def test_what_was_erased_has_no_words_left(office):
    office, desk, plan_id, activity = office
    refuse(office, plan_id, CommentWritten(activity=activity, text="Borte."), "ERASED", erased=True)
    (found,) = desk.refused.all()
    assert (found.body, found.again) == (None, False)
    with pytest.raises(StafettError):
        desk.refused.write_again(found)


def test_of_a_plan_that_is_gone_the_words_stay_to_be_copied(office):
    office, desk, _plan_id, activity = office
    refuse(office, "gone", CommentWritten(activity=activity, text="Mine ord."), "REVOKED")
    (found,) = desk.refused.all()
    assert (found.plan, found.again) == (None, False)
    desk.refused.let_go(found)
    assert desk.refused.all() == ()


def test_the_words_of_another_person_on_this_laptop_are_theirs_alone(office):
    office, desk, plan_id, activity = office
    office.introduce("Klok Ugle", "PPT", "rådgiver", "nb", another=True)
    other = office.me.person
    refuse(office, plan_id, CommentWritten(activity=activity, text="Mine ord."), "GROUP", by=other)
    office.choose("p-stodig")
    assert desk.refused.all() == ()
    office.choose(other)
    assert office.desk().refused.count() == 1
    assert isinstance(office.me, Me)


@pytest.mark.parametrize("code", [*SENTENCES, "not_allowed", "what nobody knows"])
def test_every_code_has_a_sentence_that_says_what_to_do(code):
    for language in LANGUAGES:
        assert refusal_text(texts(language), code)
