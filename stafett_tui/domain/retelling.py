"""What a reader is told in other words: the fact stays, and names neither a hidden service nor a protected place.

A consent is told without the services hidden from the reader (D-12). Where another guardian is protected, each service
is told as a sign of its own, so that what is covered, until when and who has signed is still true (K-04).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from stafett_tui.domain.case import Actor
from stafett_tui.domain.consent import ConsentGiven, ConsentWithdrawn
from stafett_tui.domain.event import Body, Entry, Event
from stafett_tui.domain.guarding import may_not_know_place
from stafett_tui.domain.hiding import ServiceHidden, hidden_from, of_first_holder
from stafett_tui.domain.keptout import KeptOut
from stafett_tui.domain.log import Revised
from stafett_tui.domain.people import (
    ParticipantAdded,
    ParticipantRevised,
    PlanOpened,
    PlanRevised,
    has_held,
    one_spelling,
    same_service,
)
from stafett_tui.domain.plan import Plan

Retelling = Callable[[Entry], Entry]
"""Gives an entry as it is told to a reader."""
UNSAID = "…"
"""Stands for a service that is not named, before its number where there are several."""
_Bodily = Callable[[str, Body], Body]


def retelling(plan: Plan, reader: Actor) -> Retelling | None:
    """Give how entries are told to a reader in other words; None where they are told as they stand."""
    unseen = hidden_from(plan, reader.person)
    bodies: list[_Bodily] = [_without(plan, unseen)] if unseen else []
    if may_not_know_place(plan, reader):
        bodies.append(_unplaced(plan, unseen))
    if not bodies:
        return None

    def tell(entry: Entry) -> Entry:
        event = entry.event
        return entry if event is None or event.body is None else replace(entry, event=_told(event, bodies))

    return tell


def _told(event: Event, bodies: list[_Bodily]) -> Event:
    body = event.body
    for retell in bodies:
        body = None if body is None else retell(event.id, body)
    return event if body is event.body else replace(event, body=body)


def _without(plan: Plan, unseen: tuple[str, ...]) -> _Bodily:
    """Leave hidden services out of what names others too; what names no other is not told at all (`view`).

    That of the first holder, who stands in the opening, is told without its name.
    """
    first = of_first_holder(plan, unseen)

    def told(names: tuple[str, ...]) -> tuple[str, ...]:
        left = (UNSAID if first and same_service(each, first) else each for each in names)
        return tuple(each for each in left if not _names(unseen, each))

    def tell(_: str, body: Body) -> Body:
        if isinstance(body, PlanOpened) and first:
            return body.model_copy(update={"holder": body.holder.model_copy(update={"service": UNSAID, "title": ""})})
        if isinstance(body, PlanRevised) and first:
            return _holder_anew(body, lambda _: UNSAID)
        if isinstance(body, ConsentGiven | ConsentWithdrawn) and (left := told(body.services)):
            return body.model_copy(update={"services": left})
        return body

    return tell


def _unplaced(plan: Plan, unseen: tuple[str, ...]) -> _Bodily:
    """Tell services by number, and the holder without title and unit; no place stands anywhere (K-04).

    What names none is told as it stands, with its own bytes: whoever wrote it can bring it again (R23).
    """
    signs: dict[str, str] = {}
    for name in _named(plan):
        if name.strip() and not _names(unseen, name):
            signs.setdefault(one_spelling(name), f"{UNSAID} {len(signs) + 1}")

    def sign(name: str) -> str:
        return signs.get(one_spelling(name), UNSAID) if name.strip() else name

    def tell(thing: str, body: Body) -> Body:
        told = _unplaced_fields(plan, thing, body, sign)
        differs = any(getattr(body, name) != value for name, value in told.items())
        return body.model_copy(update=told) if differs else body

    return tell


def _unplaced_fields(plan: Plan, thing: str, body: Body, sign: Callable[[str], str]) -> dict[str, object]:
    """Give the fields that are told otherwise."""
    told: dict[str, object] = {}
    if isinstance(body, PlanOpened):
        holder = body.holder.model_copy(update={"service": sign(body.holder.service), "title": ""})
        told = {"place": "", "holder": holder}
    elif isinstance(body, ParticipantAdded) and _has_held(plan, thing):
        told = {"service": sign(body.service), "title": "", "unit": ""}
    elif isinstance(body, ConsentGiven | ConsentWithdrawn):
        told = {"services": tuple(sign(each) for each in body.services)}
    elif isinstance(body, KeptOut | ServiceHidden):
        told = {"service": sign(body.service)}
    elif isinstance(body, Revised) and _tells_a_place(plan, body):
        told = {"value": "", "reason": None}
    elif isinstance(body, PlanRevised):
        told = {"value": _holder_anew(body, sign).value}
    return told


def _holder_anew(body: PlanRevised, sign: Callable[[str], str]) -> PlanRevised:
    """Tell whoever opened the plan, where they are named anew, without title and the name of the service."""
    if body.field != "holder" or not isinstance(body.value, dict):
        return body
    service = sign(str(body.value.get("service") or ""))
    return body.model_copy(update={"value": {**body.value, "service": service, "title": ""}})


def _named(plan: Plan) -> Iterator[str]:
    """Give every service the plan names, in the order of the log."""
    for fact in plan.facts.values():
        match fact.body:
            case PlanOpened():
                yield fact.body.holder.service
            case ParticipantAdded() | KeptOut() | ServiceHidden():
                yield fact.body.service
            case ConsentGiven() | ConsentWithdrawn():
                yield from fact.body.services


def _names(services: tuple[str, ...], name: str) -> bool:
    return any(same_service(name, each) for each in services)


def _has_held(plan: Plan, thing: str) -> bool:
    fact = plan.facts.get(thing)
    return fact is not None and isinstance(fact.body, ParticipantAdded) and has_held(plan, fact.body.person)


def _tells_a_place(plan: Plan, body: Revised) -> bool:
    if isinstance(body, PlanRevised):
        return body.field == "place"
    return isinstance(body, ParticipantRevised) and body.field in {"title", "unit"} and _has_held(plan, body.thing)
