"""People of a plan, and what is known of them outside it: who sees what (D-11, D-12, K-02, K-03, N-03 to N-07)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.goal import goals
from stafett_tui.domain.lifecycle import EndReason
from stafett_tui.domain.national_id import Mode
from stafett_tui.domain.people import Relation, Role, participant, participants
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.services.clock import to_wall
from stafett_tui.services.desk import Desk
from stafett_tui.services.newplan import NewPerson
from stafett_tui.services.opening import Office
from stafett_tui.services.people import Known
from stafett_tui.services.person import Me
from tests.support.office import HOLDER, desk_of, open_office, open_plan

PERSONS = {
    "p-varm": Me("p-varm", "Varm Kaffekopp", "", "", "nb"),
    "p-blid": Me("p-blid", "Blid Sykkel", "", "", "nb"),
    "p-klok": Me("p-klok", "Klok Ugle", "PPT", "rådgiver", "nb"),
    "p-rask": Me("p-rask", "Rask Elv", "Barn og unge", "koordinator", "nb", office="coordinator"),
}
SYNTHETIC, WRONG, REAL_LOOKING = "14832199851", "14832199852", "02013299806"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give an open office over a real store."""
    made = open_office(tmp_path)
    yield made
    made.close()


def desk_for(office: Office, person: str, mode: Mode = Mode.DEMO) -> Desk:
    me = PERSONS.get(person, HOLDER)
    offices = frozenset({Role.COORDINATOR}) if me.office == "coordinator" else frozenset()
    return Desk(office.store, office.clock, me, f"{person}-laptop", offices=offices, mode=mode)


def refused(act) -> ErrorKind:
    with pytest.raises(StafettError) as found:
        act()
    return found.value.kind


# ---- in the plan


def test_whoever_leaves_stays_in_the_history_and_the_holder_does_not_leave(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.people.leave(plan_id, "p-klok", "Ny jobb")
    assert participant(desk.plans.get(plan_id), "p-klok") is None
    assert refused(lambda: desk_for(office, "p-klok").plans.get(plan_id)) is ErrorKind.NOT_ALLOWED
    assert refused(lambda: desk.people.leave(plan_id, "p-stodig")) is ErrorKind.HOLDER_STAYS


def test_name_title_unit_and_relation_are_put_right(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    for person, field, value in (("p-klok", "name", " Klok Hubro "), ("p-klok", "unit", "Avdeling nord"),
                                 ("p-varm", "relation", "other")):  # fmt: skip
        desk.people.put_right(plan_id, person, field, value)
    plan = desk.plans.get(plan_id)
    assert (participant(plan, "p-klok").name, participant(plan, "p-klok").unit) == ("Klok Hubro", "Avdeling nord")
    assert participant(plan, "p-varm").relation is Relation.OTHER
    assert refused(lambda: desk.people.put_right(plan_id, "p-nobody", "name", "X")) is ErrorKind.PERSON_UNKNOWN


def test_a_note_taker_writes_while_the_meeting_goes_on(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    starts = to_wall(office.clock.now())
    meeting = desk.meetings.call(plan_id, starts, starts + timedelta(minutes=45), place="").ids[0]
    desk.meetings.start(plan_id, meeting)
    desk.people.take_notes(plan_id, meeting, "p-klok")
    desk_for(office, "p-klok").activities.plan(plan_id, "Klok skriver")
    desk.people.take_notes(plan_id, meeting, None)
    refusal = refused(lambda: desk_for(office, "p-klok").activities.plan(plan_id, "Klok skriver"))
    assert refusal is ErrorKind.NOT_ALLOWED


def test_d12_a_hidden_service_is_unknown_to_the_chosen_reader_until_it_is_shown_again(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.people.hide_service(plan_id, "PPT", ("p-blid",))
    names = {p.name for p in participants(desk_for(office, "p-blid").plans.get(plan_id))}
    assert "Klok Ugle" not in names
    assert "Klok Ugle" in {p.name for p in participants(desk_for(office, "p-varm").plans.get(plan_id))}
    desk.people.hide_service(plan_id, "PPT", ())
    assert "Klok Ugle" in {p.name for p in participants(desk_for(office, "p-blid").plans.get(plan_id))}


# ---- with the eyes of somebody


def test_the_preview_shows_what_the_reader_sees_and_never_more_than_i_see(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.people.hide_service(plan_id, "PPT", ("p-blid",))
    seen = desk.people.preview(plan_id, "p-blid")
    assert participants(seen) == participants(desk_for(office, "p-blid").plans.get(plan_id))
    desk.life.close(plan_id, EndReason.MOVED_OUT)
    from stafett_tui.domain.consent import Occasion
    from stafett_tui.services.consents import Giving

    today = to_wall(office.clock.now()).date()
    told = Giving(occasion=Occasion.REOPENING)
    given = desk.consents.give(plan_id, ("p-varm", "p-blid"), (HOLDER.service, "PPT"), given_on=today, how=told)
    desk.life.reopen(plan_id, given.ids[0], ())
    assert goals(desk_for(office, "p-varm").plans.get(plan_id))
    assert goals(desk.people.preview(plan_id, "p-varm")) == ()


def test_only_the_holder_or_an_office_with_a_reason_looks_with_the_eyes_of_somebody(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    assert refused(lambda: desk_for(office, "p-klok").people.preview(plan_id, "p-varm")) is ErrorKind.NOT_ALLOWED
    over = desk_for(office, "p-rask")
    assert refused(lambda: over.people.preview(plan_id, "p-varm")) is ErrorKind.NOT_ALLOWED
    over.plans.give_reason(plan_id, "Klage fra far")
    assert participants(over.people.preview(plan_id, "p-varm"))
    assert refused(lambda: desk.people.preview(plan_id, "p-nobody")) is ErrorKind.PERSON_UNKNOWN
    desk.consents.withdraw(plan_id, "p-varm")
    assert refused(lambda: desk.people.preview(plan_id, "p-klok")) is ErrorKind.READER_SHUT_OUT


# ---- outside the plan


def test_d11_contact_data_are_hidden_from_the_other_participants(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    assert desk.people.known(plan_id, "p-varm") == Known()
    desk.people.note_contact(plan_id, "p-varm", phone=" 900 00 117 ", email=" varm@example.invalid")
    assert desk.people.known(plan_id, "p-varm") == Known("900 00 117", "varm@example.invalid")
    for other in ("p-blid", "p-klok", "p-rask"):
        assert refused(lambda o=other: desk_for(office, o).people.known(plan_id, "p-varm")) is ErrorKind.NOT_ALLOWED
    assert desk_for(office, "p-varm").people.known(plan_id, "p-varm").phone == "900 00 117"
    over = desk_for(office, "p-rask")
    over.plans.give_reason(plan_id, "Skal ringe mor")
    assert over.people.known(plan_id, "p-varm").phone == "900 00 117"
    assert b"900 00 117" not in b"".join(e.event.body.model_dump_json().encode() for e in desk.plans.entries(plan_id))
    assert refused(lambda: desk_for(office, "p-klok").people.note_contact(plan_id, "p-varm")) is ErrorKind.NOT_ALLOWED


def test_n03_n04_a_number_is_of_the_mode_and_n07_none_is_needed(office: Office) -> None:
    demo, production = desk_of(office), desk_for(office, "p-stodig", Mode.PRODUCTION)
    plan_id = open_plan(demo)
    demo = desk_for(office, "p-stodig", Mode.DEMO)
    assert demo.people.known(plan_id, "p-munter").number == ""
    demo.people.note_number(plan_id, "p-munter", f"{SYNTHETIC[:6]} {SYNTHETIC[6:]}")
    assert demo.people.known(plan_id, "p-munter").number == SYNTHETIC
    for text in (WRONG, "1234", "abcdefghijk", "١٤٨٣٢١٩٩٨٥١"):
        assert refused(lambda x=text: demo.people.note_number(plan_id, "p-munter", x)) is ErrorKind.NATIONAL_ID_WRONG
    real = refused(lambda: demo.people.note_number(plan_id, "p-munter", REAL_LOOKING))
    test = refused(lambda: production.people.note_number(plan_id, "p-munter", SYNTHETIC))
    assert (real, test) == (ErrorKind.NATIONAL_ID_REAL, ErrorKind.NATIONAL_ID_TEST)
    production.people.note_number(plan_id, "p-munter", REAL_LOOKING)
    demo.people.note_number(plan_id, "p-munter", "")
    assert demo.people.known(plan_id, "p-munter").number == ""


def test_k02_protection_is_unknown_until_somebody_has_asked(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    assert desk.people.known(plan_id, "p-blid").protection is None
    assert not desk.people.guarded(plan_id)
    desk.people.protect(plan_id, "p-blid", AddressProtection.CONFIDENTIAL)
    assert desk.people.known(plan_id, "p-blid").protection is AddressProtection.CONFIDENTIAL
    assert desk.people.guarded(plan_id)
    assert refused(lambda: desk.people.protect(plan_id, "p-blid", AddressProtection.NONE)) is (
        ErrorKind.PROTECTION_STAYS
    )
    over = desk_for(office, "p-rask")
    over.plans.give_reason(plan_id, "Trusselen er over")
    over.people.protect(plan_id, "p-blid", AddressProtection.NONE)
    assert not desk.people.guarded(plan_id)


def test_what_an_office_did_with_a_reason_is_taken_back_with_one(office: Office) -> None:
    plan_id = open_plan(desk_of(office))
    over = desk_for(office, "p-rask")
    over.plans.give_reason(plan_id, "Far mangler i planen")
    over.plans.add_participant(plan_id, NewPerson("Lun Vott", Role.GUARDIAN))
    later = desk_for(office, "p-rask")
    assert refused(lambda: later.undo.undo(plan_id)) is ErrorKind.LOOKUP_REASON
    later.plans.give_reason(plan_id, "Feil person")
    later.undo.undo(plan_id)
    assert "Lun Vott" not in {p.name for p in participants(later.plans.get(plan_id))}


def test_k03_a_strictly_confidential_plan_opens_for_those_who_are_named_only(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.people.protect(plan_id, "p-munter", AddressProtection.STRICTLY_CONFIDENTIAL, ["p-varm"])
    assert desk.people.known(plan_id, "p-munter").openers == ("p-stodig", "p-varm")
    assert desk_for(office, "p-varm").plans.get(plan_id).id == plan_id
    for other in ("p-blid", "p-klok", "p-rask"):
        alone = desk_for(office, other)
        assert refused(lambda d=alone: d.plans.get(plan_id)) in {ErrorKind.NOT_ALLOWED, ErrorKind.LOOKUP_REASON}
        assert refused(lambda d=alone: d.people.known(plan_id, "p-munter")) is ErrorKind.NOT_ALLOWED
        assert alone.plans.rows() == () or other == "p-rask"
    over = desk_for(office, "p-rask")
    assert refused(lambda: over.plans.give_reason(plan_id, "Flyttet") or over.plans.get(plan_id)) is (
        ErrorKind.NOT_ALLOWED
    )
    desk.people.protect(plan_id, "p-munter", AddressProtection.STRICTLY_CONFIDENTIAL, ["p-varm", "p-rask"])
    over.people.protect(plan_id, "p-munter", AddressProtection.CONFIDENTIAL)
    assert desk_for(office, "p-klok").plans.get(plan_id).id == plan_id


def test_what_is_known_of_a_person_is_known_in_the_next_session_too(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.people.note_contact(plan_id, "p-varm", phone="900 00 117")
    later = desk_of(office, start=5000)
    assert later.people.known(plan_id, "p-varm").phone == "900 00 117"
    assert later.people.known(plan_id, "p-blid") == Known()


def test_nothing_is_known_of_a_person_whose_log_was_erased_or_never_begun(office: Office) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    known = desk._writer.persons
    assert not known.some
    assert known.log("p-varm").facts == {}
    known.noted("p-blid")
    assert known.log("p-blid").facts == {}
    desk.people.note_contact(plan_id, "p-varm", phone="900 00 117")
    assert known.some
    office.store.journal.erase_plan("person:p-varm")
    assert desk.people.known(plan_id, "p-varm") == Known()


def test_a_damaged_log_of_a_person_is_told_and_not_taken_for_empty(office: Office, monkeypatch) -> None:
    desk = desk_of(office)
    plan_id = open_plan(desk)
    desk.people.note_contact(plan_id, "p-varm", phone="900 00 117")

    def damaged(_plan_id: str) -> None:
        raise StafettError(ErrorKind.FILE_DAMAGED)

    monkeypatch.setattr(desk._writer.persons._journal, "plan", damaged)
    assert refused(lambda: desk._writer.persons.log("p-varm")) is ErrorKind.FILE_DAMAGED
