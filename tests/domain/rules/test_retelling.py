"""K-04 and D-12: a consent stays told, and names neither what tells of a protected place nor a hidden service."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from stafett_tui.domain.consent import ConsentGiven, ConsentStatus, ConsentWithdrawn, covers, service_consents
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.errors import ErrorKind
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.level import Change, TransitionMade
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.people import (
    ParticipantLeft,
    ParticipantRevised,
    PlanOpened,
    PlanRevised,
    everyone,
    holder_id,
    opening,
    participant,
)
from stafett_tui.domain.plan import fold
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.view import preview, view, visible
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    NURSE,
    PPT,
    STODIG,
    VARM,
    Log,
    asked,
    hand_over,
    provider,
    started,
)
from tests.support.domain_moves import BIRTHS, HISTORIES, POLICIES, history

PLACES = (KINDERGARTEN, PPT, "Tøyestubben", "Bjørka", NURSE)


def seen(log: Log, person: str):
    """Give the plan as somebody sees it; it is what the log that travels to them folds to."""
    reader = log.actor(person)
    plan = view(fold(log.entries), reader, log.policy, log.today)
    assert fold(visible(log.entries, reader, log.policy, log.today)) == plan
    return plan


def named(log: Log, person: str) -> set[str]:
    """Give the places that stand anywhere in what a reader is told."""
    reader = log.actor(person)
    told = repr(visible(log.entries, reader, log.policy, log.today)) + repr(seen(log, person))
    return {word for word in PLACES if word in told}


def apart() -> Log:
    """Give a plan with services of all sorts in which the guardian Varm is protected."""
    log = started()
    log.add(asked(log, NURSE, by=(VARM,), partial=True))
    log.add(asked(log, NURSE, by=(BLID,)))
    log.add(provider("lun", "Lun Ulltrøye", NURSE))
    log.add(KeptOut(by=VARM, service=PPT))
    log.add(PlanRevised(thing=log.plan.last(PlanOpened).id, field="place", value="Bjørka"))
    log.protected = {VARM: AddressProtection.CONFIDENTIAL}
    return log


def test_k04_no_consent_opening_or_choice_names_a_service_or_a_place_to_the_other_guardian():
    log = apart()
    assert named(log, BLID) == set()
    for person in (VARM, STODIG):
        assert named(log, person) >= {KINDERGARTEN, PPT, NURSE, "Bjørka"}


def test_k04_that_consent_is_given_until_when_and_for_whom_it_lacks_is_still_true():
    log = apart()
    log.add(ConsentWithdrawn(by=BLID, services=(NURSE,)))
    plan = seen(log, BLID)
    assert status(plan) is PlanStatus.ACTIVE
    told = {row.service: row.status for row in service_consents(plan, (), log.today)}
    assert told == {
        "… 1": ConsentStatus.VALID, "… 2": ConsentStatus.KEPT_OUT, "… 3": ConsentStatus.WITHDRAWN,
    }  # fmt: skip
    assert {f.body.consenters for f in plan.of(ConsentGiven)} == {(VARM, BLID), (VARM,), (BLID,)}
    assert covers(plan, opening(plan).holder.service, log.today)


def test_k04_who_holds_the_baton_is_told_without_a_service_also_after_it_went_on():
    log = apart()
    log.add(ParticipantRevised(thing=_joined(log, "lun"), field="unit", value="Bjørka"))
    hand_over(log, "lun")
    plan = seen(log, BLID)
    found = participant(plan, holder_id(plan))
    assert (found.name, found.service, found.title, found.unit) == ("Lun Ulltrøye", "… 3", "", "")
    assert participant(plan, STODIG).service == "… 1"
    assert participant(plan, KLOK) is None
    assert named(log, BLID) == set()


def _joined(log: Log, person: str) -> str:
    return next(e.event.id for e in log.entries if getattr(e.event.body, "person", "") == person)


def test_k04_whoever_is_protected_stays_so_after_leaving_the_plan():
    log = apart()
    log.add(ParticipantLeft(person=VARM))
    assert named(log, BLID) == set()
    assert log.refusal(PlanRevised(thing=log.plan.last(PlanOpened).id, field="place", value="Lia")) is (
        ErrorKind.ADDRESS_PROTECTED
    )


def test_k04_files_and_another_kindergarten_are_not_told():
    log = apart()
    file = log.add(DocumentAttached(name="Bjørka.pdf", sha256="0" * 64, size=1))
    log.add(asked(log, KINDERGARTEN, occasion="transition"))
    moved = log.add(TransitionMade(change=Change.NEW_KINDERGARTEN, on=date(2027, 1, 4)))
    assert not {file, moved} & set(seen(log, BLID).facts)
    assert {file, moved} <= set(seen(log, VARM).facts)
    assert named(log, BLID) == set()


def test_k04_what_was_put_right_about_the_place_is_told_without_it_and_counts_as_put_right():
    plan = seen(apart(), BLID)
    (revision,) = plan.history(plan.last(PlanOpened).id, "place")
    assert (revision.before, revision.value, opening(plan).place) == ("", "", "")


@given(HISTORIES, POLICIES, BIRTHS)
def test_k04_whatever_happens_the_other_guardian_is_told_no_service(moves, policy, born):
    log = history(moves, policy, born)
    log.protected = {VARM: AddressProtection.STRICTLY_CONFIDENTIAL}
    taken_in = any(each.person == VARM for each in everyone(log.plan))
    assert not taken_in or not named(log, BLID) & {KINDERGARTEN, PPT}


def hidden(*services: str) -> Log:
    """Give a plan in which one consent names the nurse with others, and Varm is to know nothing of her."""
    log = started()
    log.add(asked(log, KINDERGARTEN, PPT, NURSE))
    log.add(provider("lun", "Lun Ulltrøye", NURSE))
    for service in services or (NURSE,):
        log.add(ServiceHidden(service=service, readers=(VARM,)))
    return log


def test_d12_a_consent_that_names_a_hidden_service_is_told_for_the_others():
    log = hidden()
    plan = seen(log, VARM)
    assert NURSE not in named(log, VARM)
    assert [f.body.services for f in plan.of(ConsentGiven)] == [(KINDERGARTEN, PPT), (KINDERGARTEN, PPT)]
    rows = {row.service: row.through for row in service_consents(plan, (), log.today)}
    assert rows == {KINDERGARTEN: date(2028, 11, 16), PPT: date(2028, 11, 16)}


def test_d12_a_consent_for_the_hidden_service_alone_is_not_told():
    log = hidden()
    alone = log.add(asked(log, NURSE))
    ended = log.add(ConsentWithdrawn(by=VARM, services=(NURSE,)))
    assert not {alone, ended} & set(seen(log, VARM).facts)


def test_d12_a_withdrawal_that_names_others_too_is_told_for_these_and_never_as_one_of_everything():
    log = hidden()
    log.add(ConsentWithdrawn(by=BLID, services=(NURSE, PPT)))
    plan = seen(log, VARM)
    assert [f.body.services for f in plan.of(ConsentWithdrawn)] == [(PPT,)]
    assert status(plan) is PlanStatus.ACTIVE
    assert not covers(plan, PPT, log.today)


def test_d12_the_service_of_the_first_holder_is_told_without_its_name_once_it_is_hidden():
    log = hidden()
    hand_over(log, KLOK)
    log.add(ServiceHidden(service=KINDERGARTEN, readers=(VARM,)), by=KLOK)
    plan = seen(log, VARM)
    assert named(log, VARM) == {PPT, "Tøyestubben"}
    assert (participant(plan, STODIG).name, participant(plan, STODIG).service) == ("Stødig Gran", "…")
    assert all(row.status is ConsentStatus.VALID for row in service_consents(plan, (), log.today))


def test_d12_whoever_looks_with_the_eyes_of_another_is_told_no_more_than_they_may_see_themselves():
    log = hidden()
    plan = preview(log.plan, log.actor(VARM), log.actor(STODIG), log.policy, log.today)
    assert NURSE not in repr(plan)
    assert len(plan.of(ConsentGiven)) == 2


def test_k04_d12_whoever_opened_the_plan_is_named_anew_without_place_title_or_hidden_service():
    log = apart()
    opened = log.plan.last(PlanOpened)
    anew = opened.body.holder.model_dump() | {"name": "Stødig Bjørk", "title": f"leder i {KINDERGARTEN}"}
    log.add(PlanRevised(thing=opened.id, field="holder", value=anew))
    assert named(log, BLID) == set()
    assert opening(seen(log, BLID)).holder.name == "Stødig Bjørk"
    first = hidden()
    hand_over(first, KLOK)
    first.add(ServiceHidden(service=KINDERGARTEN, readers=(VARM,)), by=KLOK)
    first.add(PlanRevised(thing=first.plan.last(PlanOpened).id, field="holder", value=anew), by=KLOK)
    first.add(PlanRevised(thing=first.plan.last(PlanOpened).id, field="language", value="nn"), by=KLOK)
    assert KINDERGARTEN not in named(first, VARM)
    assert participant(seen(first, VARM), STODIG).name == "Stødig Bjørk"
