"""Random turns in the life of a plan: consent and its end, the baton, levels, people, pausing, ending, opening again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from stafett_tui.domain.attendance import NoteTakerNamed
from stafett_tui.domain.baton import BatonDeclined, BatonForced, BatonOffered, BatonTaken, BatonWished
from stafett_tui.domain.consent import ConsentGiven, ConsentKind, ConsentWithdrawn, Occasion
from stafett_tui.domain.document import DocumentAttached
from stafett_tui.domain.hiding import ServiceHidden
from stafett_tui.domain.keptout import KeptOut, LetIn
from stafett_tui.domain.level import Change, LevelProposed, Outcome, OutcomeDecided, TransitionMade
from stafett_tui.domain.lifecycle import (
    Demanded,
    EndReason,
    ErasureAsked,
    PlanClosed,
    PlanErased,
    PlanPaused,
    PlanReopened,
    PlanStatus,
)
from stafett_tui.domain.lock import meetings
from stafett_tui.domain.meeting import LevelChanged
from stafett_tui.domain.people import ParticipantLeft, Role, holder_id
from stafett_tui.domain.sections import Section
from tests.support.domain import (
    BLID,
    KINDERGARTEN,
    KLOK,
    MUNTER,
    NURSE,
    PPT,
    STODIG,
    VARM,
    Log,
    asked,
    guardian,
    provider,
)

if TYPE_CHECKING:
    from stafett_tui.domain.event import Body

COORDINATOR = "samordner"
SERVICES = (KINDERGARTEN, PPT, NURSE)
FAMILY = (VARM, BLID, MUNTER)
EVERYONE = (STODIG, KLOK, VARM, BLID, MUNTER, "sekretær", "lun")


def _pick(values: Any, n: int, none: Any = "nothing") -> Any:
    found = list(values)
    return found[n % len(found)] if found else none


def _newest(log: Log, kind: type[Body], n: int) -> str:
    return _pick([f.id for f in reversed(log.plan.of(kind))], n // 4)


def body_of_life(log: Log, by: str, a: int, b: int) -> Body:
    """Give something that may happen in the life of a plan, whoever says it."""
    groups = (_of_consent, _of_baton, _of_plan, _of_people)
    return groups[a % 4](log, by, a // 4, b)


def _of_consent(log: Log, by: str, a: int, b: int) -> Body:
    who = by if by in FAMILY else _pick(FAMILY, b)
    return _pick(
        [
            consented(log, a, b, who),
            consented(log, b, a, who),
            ConsentWithdrawn(by=who, services=_pick([(), (PPT,), (NURSE,), (PPT, KINDERGARTEN)], a)),
            KeptOut(by=who, service=_pick([PPT, NURSE], a)),
            KeptOut(by=who, person=_pick(EVERYONE, a)),
            KeptOut(by=who, topic="skilsmisse"),
            LetIn(by=who, kept=_newest(log, KeptOut, a)),
        ],
        b,
    )


def consented(log: Log, a: int, b: int, who: str) -> ConsentGiven:
    """Give a consent by one or all, to some services, for some occasion."""
    told: dict[str, Any] = {
        "by": _pick([None, (who,), FAMILY, (VARM, BLID)], a),
        "years": _pick([1, 2, 5], b),
        "partial": bool(a % 2),
        "one_reason": _pick([None, None, "den andre er på reise"], b),
        "occasion": _pick(Occasion, a + b),
        "kind": _pick([ConsentKind.CONFIDENTIALITY_WAIVER] * 2 + [ConsentKind.DATA_PROCESSING], a),
    }
    if _pick([False, False, True], a + b):
        told["required"] = None
    services = _pick([SERVICES, (PPT,), (KINDERGARTEN, PPT), (NURSE,)], b)
    return asked(log, *services, **{k: v for k, v in told.items() if k != "by" or v})


def _of_baton(log: Log, by: str, a: int, b: int) -> Body:
    offered = _newest(log, BatonOffered, 0)
    return _pick(
        [
            BatonOffered(person=_pick(EVERYONE, a)),
            BatonTaken(person=by, offer=offered),
            BatonDeclined(offer=offered),
            BatonForced(person=_pick(EVERYONE, a), reason="syk"),
            BatonWished(person=_pick(EVERYONE, a)),
        ],
        b,
    )


def _of_plan(log: Log, by: str, a: int, b: int) -> Body:
    sections = tuple(s for n, s in enumerate(Section) if a >> n & 1)
    return _pick(
        [
            PlanPaused(reason="ferie"),
            PlanReopened(consent=_newest(log, ConsentGiven, 0), sections=sections),
            PlanClosed(reason=_pick(EndReason, a)),
            PlanReopened(consent=_newest(log, ConsentGiven, a), sections=sections),
            Demanded(what=_pick([PlanStatus.CLOSED, PlanStatus.ERASED], a), text="nå"),
            ErasureAsked(reason="familien vil"),
            PlanErased(asked=_newest(log, ErasureAsked, a)),
            LevelChanged(level=a % 3 + 1, reason="verre"),
            LevelProposed(level=a % 3 + 1),
            OutcomeDecided(outcome=_pick(Outcome, a)),
            TransitionMade(change=_pick(Change, a), on=date(2027, 8, 16)),
        ],
        b,
    )


def _of_people(log: Log, by: str, a: int, b: int) -> Body:
    meeting = _pick([m.id for m in meetings(log.plan)], a)
    return _pick(
        [
            ServiceHidden(service=_pick([PPT, NURSE], a), readers=_pick([(VARM,), (KLOK, MUNTER), (BLID, "lun"), ()], a)),
            ParticipantLeft(person=_pick(EVERYONE, a)),
            provider("lun", "Lun Ulltrøye", NURSE),
            provider(KLOK, "Klok Ugle", PPT),
            guardian(_pick((BLID, "ny"), a), "Blid Sykkel"),
            DocumentAttached(name=f"skjema {a}.pdf", sha256="0" * 64, size=1),
            NoteTakerNamed(meeting=meeting, person=_pick([*EVERYONE, None], a)),
            provider("penn", "Blå Penn", NURSE, Role.NOTE_TAKER),
        ],
        b,
    )  # fmt: skip


def several(log: Log, what: str, b: int) -> None:
    """Do what takes more than one event, the way the services do."""
    holder = holder_id(log.plan) or "nobody"
    match what:
        case "hand over":
            to = _pick((KLOK, STODIG, "lun"), b)
            offered = log.event(BatonOffered(person=to), by=holder)
            if log.judge(offered).admitted:
                log.place(offered)
                log.try_(BatonTaken(person=to, offer=offered.id), by=to)
        case "reopen":
            given = log.event(asked(log, *SERVICES, occasion=Occasion.REOPENING), by=holder) if _asks(log) else None
            if given is not None and log.judge(given).admitted:
                log.place(given)
                sections = tuple(s for n, s in enumerate(Section) if b >> n & 1)
                log.try_(PlanReopened(consent=given.id, sections=sections), by=holder)
        case "renew" | "climb":
            occasion = {"renew": Occasion.RENEWAL}.get(what, _pick([Occasion.LEVEL_2, Occasion.LEVEL_3], b))
            if _asks(log):
                log.try_(asked(log, *SERVICES, occasion=occasion), by=holder)
            if what == "climb":
                log.try_(LevelChanged(level=b % 2 + 2, reason="flere må med"), by=holder)
        case _:
            first = log.event(ErasureAsked(reason="familien vil"), by=COORDINATOR)
            if log.judge(first).admitted:
                log.place(first)
                log.try_(PlanErased(asked=first.id, archived=first.body.archived), by=COORDINATOR)


def _asks(log: Log) -> bool:
    """Tell whether there is anybody to ask: after an erasure there is nobody."""
    return holder_id(log.plan) is not None
