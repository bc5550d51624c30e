"""Whoever uses the program puts their own name and title right, on the laptop and in the plans that they hold."""

from dataclasses import replace
from pathlib import Path

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.lifecycle import EndReason
from stafett_tui.domain.people import participant
from stafett_tui.services.desk import Desk
from stafett_tui.services.myself import PutRight
from stafett_tui.services.opening import Office
from tests.support.office import HOLDER, desk_of, open_office, open_plan

ANEW = replace(HOLDER, name="Stødig Bjørk", title="styrer")
KLOK = replace(HOLDER, person="p-klok", name="Klok Ugle", service="PPT", title="rådgiver")


@pytest.fixture
def office(tmp_path: Path):
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """Give the holder's desk."""
    return desk_of(office)


def test_name_and_title_are_put_right_where_i_opened_the_plan_in_one_act_that_is_undone(desk: Desk) -> None:
    plan_id = open_plan(desk)
    assert desk.myself.put_right(ANEW) == PutRight((1,), ())
    me = participant(desk.plans.get(plan_id), HOLDER.person)
    assert me is not None
    assert (me.name, me.title, me.service) == ("Stødig Bjørk", "styrer", HOLDER.service)
    assert desk.plans.rows()[0].holder_name == "Stødig Bjørk"
    assert desk.myself.put_right(ANEW) == PutRight()
    desk.undo.undo(plan_id)
    again = participant(desk.plans.get(plan_id), HOLDER.person)
    assert again is not None
    assert again.name == "Stødig Gran"


def test_where_i_joined_and_took_the_baton_over_only_what_differs_is_written(office: Office, desk: Desk) -> None:
    plan_id = open_plan(desk)
    desk.baton.offer(plan_id, "p-klok")
    klok = desk_of(office, KLOK, start=1000)
    klok.baton.accept(plan_id)
    before = klok.plans.get(plan_id).seq
    assert klok.myself.put_right(replace(KLOK, title="psykolog")) == PutRight((1,), ())
    plan = klok.plans.get(plan_id)
    found = participant(plan, "p-klok")
    assert found is not None
    assert (found.name, found.title, plan.seq) == ("Klok Ugle", "psykolog", before + 1)


def test_where_another_holds_the_baton_the_number_is_told(office: Office, desk: Desk) -> None:
    open_plan(desk)
    assert desk_of(office, KLOK, start=1000).myself.put_right(replace(KLOK, name="Klok Hubro")) == PutRight(
        (), (1,), (), ("Stødig Gran",)
    )


def test_a_plan_that_is_passive_is_told_and_one_that_has_ended_is_left_alone(desk: Desk) -> None:
    passive, ended = open_plan(desk), open_plan(desk)
    desk.life.close(ended, EndReason.GOALS_REACHED, "", ())
    desk.consents.withdraw(passive, "p-varm")
    assert desk.myself.put_right(ANEW) == PutRight((), (), (1,))


def test_a_full_disk_is_told_as_such(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    open_plan(desk)

    def full(*_: object, **__: object) -> None:
        raise StafettError(ErrorKind.DISK_FULL)

    monkeypatch.setattr(desk.myself._writer, "write", full)
    with pytest.raises(StafettError) as caught:
        desk.myself.put_right(ANEW)
    assert caught.value.kind is ErrorKind.DISK_FULL
    monkeypatch.undo()
