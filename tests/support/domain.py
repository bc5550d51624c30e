"""A log for tests: ids, clock and counters are made in order, every event goes through the gate unless said otherwise."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from stafett_tui.domain.activity import ActivityPlanned
from stafett_tui.domain.admit import Actor, Verdict, admit
from stafett_tui.domain.attendance import AttendanceMarked, Presence
from stafett_tui.domain.baton import BatonOffered, BatonTaken
from stafett_tui.domain.conflict import base_of
from stafett_tui.domain.consent import ConsentForm, ConsentGiven, ConsentKind, Occasion
from stafett_tui.domain.consenters import birthday, own_needed_through, required_consenters
from stafett_tui.domain.event import Body, Entry, Event, Sealed, Status, new_id, place
from stafett_tui.domain.goal import Arena, GoalSet
from stafett_tui.domain.kinds import CODEC, REVISES
from stafett_tui.domain.log import Revised, Struck
from stafett_tui.domain.meeting import MeetingCalled, MeetingTurned, Turn, WallTime
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.people import Holder, Owner, ParticipantAdded, PlanKind, PlanOpened, Role
from stafett_tui.domain.plan import Plan, apply, fold
from stafett_tui.domain.policy import LegalBasis, Policy
from stafett_tui.domain.protection import AddressProtection
from stafett_tui.domain.undo import opposite, stacks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stafett_tui.domain.errors import ErrorKind

STODIG, MUNTER, VARM, BLID, KLOK, LUN = "stodig", "munter", "varm", "blid", "klok", "lun"
KINDERGARTEN, PPT, NURSE = "Tøyestubben barnehage", "PPT", "Helsestasjonen"
START = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
"""13:00 in Oslo on the day of the meeting."""
CHILD, YOUTH = date(2021, 3, 14), date(2009, 11, 5)
"""Born so: five and seventeen years old at the meeting."""
AUTO = -1
ERASING = frozenset({"blanked", "plan.erased"})
"""After these the store folds its log anew."""


class Log:
    """One plan's log, written by several people on several devices."""

    def __init__(self, at: datetime = START, policy: Policy | None = None) -> None:
        self.policy = policy or Policy()
        self.plan_id = new_id(0, b"plan" * 3)
        self.entries: list[Entry] = []
        self.sealed: list[Sealed] = []
        self.plan = Plan()
        self.now = at
        self.step = timedelta(seconds=1)
        self.offices: dict[str, frozenset[Role]] = {}
        self.reasons: dict[str, frozenset[str]] = {}
        self.protected: dict[str, AddressProtection] = {}
        self.named: frozenset[str] | None = None
        self._made = 0
        self._counters: dict[str, int] = {}
        self._act: str | None = None

    @property
    def today(self) -> date:
        return oslo_date(self.now)

    def actor(self, person: str) -> Actor:
        office, why = self.offices.get(person, frozenset()), self.reasons.get(person, frozenset())
        return Actor(person, office, why, protected=self.protected, named=self.named)

    def event(
        self,
        body: Body,
        by: str = STODIG,
        device: str = "laptop",
        base: int | str | None = AUTO,
        act: str | None = None,
    ) -> Event:
        self._made += 1
        n = self._made
        return Event(
            id=new_id(int(self.now.timestamp() * 1000), hashlib.sha256(f"id{n}".encode()).digest()),
            plan_id=self.plan_id,
            body=body,
            salt=hashlib.sha256(f"salt{n}".encode()).digest()[:16],
            actor=by,
            device=device,
            n=self._counters.get(device, 0) + 1,
            made_at=self.now,
            base=self.base(body) if base == AUTO else base,
            act=act or self._act or f"act{n}",
            group=act or self._act or f"act{n}",
        )

    def base(self, body: Body) -> int | None:
        return base_of(self.plan, body) if isinstance(body, Revised | Struck) else None

    def judge(self, event: Event) -> Verdict:
        return admit(self.plan, self.actor(event.actor), event, self.policy, self.today, self.now)

    def place(self, event: Event, status: Status = Status.OK) -> str:
        """Give an event its place without asking the gate."""
        sealed = CODEC.seal(event)
        previous = self.entries[-1] if self.entries else None
        entry = place(event, sealed, previous, self.now, status, self.policy.fingerprint())
        self.entries.append(entry)
        self.sealed.append(sealed)
        self.plan = fold(self.entries) if event.kind in ERASING else apply(self.plan, entry)
        self._counters[event.device] = event.n
        self.now += self.step
        return event.id

    def try_(self, body: Body, **told) -> Verdict:
        """Write where the gate lets it through."""
        event = self.event(body, **told)
        verdict = self.judge(event)
        if verdict.status is not None:
            self.place(event, verdict.status)
        return verdict

    def add(self, body: Body, **told) -> str:
        """Write; the gate must let it through without conflict."""
        event = self.event(body, **told)
        verdict = self.judge(event)
        assert verdict.status is Status.OK, (verdict, body)
        return self.place(event)

    def late(self, body: Body, **told) -> str:
        """Write; the gate must take it as a conflict."""
        event = self.event(body, **told)
        verdict = self.judge(event)
        assert verdict.status is Status.CONFLICT, (verdict, body)
        return self.place(event, Status.CONFLICT)

    def refusal(self, body: Body, **told) -> ErrorKind | None:
        """Give the code the gate refuses with, None where it lets through; nothing is written."""
        return self.judge(self.event(body, **told)).code

    @contextmanager
    def act(self) -> Iterator[None]:
        self._act = f"together{self._made}"
        yield
        self._act = None

    def take_back(self, device: str = "laptop", by: str = STODIG, *, redo: bool = False) -> None:
        """Undo or redo as the service does: the opposite facts, through the gate."""
        found = stacks(self.plan, device)
        act = (found.redo if redo else found.undo)[-1]
        with self.act():
            for step in opposite(self.plan, act, REVISES):
                self.add(step.body, by=by, device=device, base=AUTO if step.base is None else step.base)


def opened(kind: PlanKind = PlanKind.KINDERGARTEN, born: date | None = CHILD, **told) -> PlanOpened:
    return PlanOpened(
        **{
            "number": 1, "kind": kind, "owner": Owner(id=MUNTER, name="Munter Linerle", born=born), "language": "nb", "level": 2,
            "holder": Holder(id=STODIG, name="Stødig Gran", title="pedagogisk leder", service=KINDERGARTEN), "place": "Tøyestubben",
        }
        | told
    )  # fmt: skip


def guardian(person: str, name: str) -> ParticipantAdded:
    return ParticipantAdded(person=person, name=name, role=Role.GUARDIAN)


def provider(person: str, name: str, service: str, role: Role = Role.PROVIDER) -> ParticipantAdded:
    return ParticipantAdded(person=person, name=name, role=role, service=service)


def consent(
    *services: str,
    given: date = date(2026, 9, 22),
    through: date = date(2028, 9, 22),
    by: tuple[str, ...] = (VARM, BLID),
    **told,
) -> ConsentGiven:
    return ConsentGiven(
        consenters=by, services=services, given_on=given, valid_through=through, form=ConsentForm.SIGNED, **told
    )


def asked(log: Log, *services: str, by: tuple[str, ...] | None = None, years: int = 2, **told) -> ConsentGiven:
    """Give a consent of today that says whose the policy asks for; without `by` all of them sign."""
    given = told.pop("given", log.today)
    through = told.pop("through", given.replace(year=given.year + years))
    needed = required_consenters(log.plan, log.policy, given)
    told = {"required": needed, "own_through": own_needed_through(log.plan, log.policy, given, through)} | told
    return consent(*services, given=given, through=through, by=by or needed or ("nobody",), **told)


def for_level(log: Log, level: int) -> ConsentGiven:
    """Give the consent that a higher level asks for."""
    return asked(log, KINDERGARTEN, PPT, occasion=Occasion.LEVEL_2 if level == 2 else Occasion.LEVEL_3)


def hand_over(log: Log, to: str, by: str = STODIG) -> str:
    """Offer the baton and let the other accept it."""
    offered = log.add(BatonOffered(person=to), by=by)
    return log.add(BatonTaken(person=to, offer=offered), by=to)


def time(day: date, hour: int = 13, minutes: int = 45) -> WallTime:
    starts = datetime(day.year, day.month, day.day, hour)
    return WallTime(starts=starts, ends=starts + timedelta(minutes=minutes))


def family(
    at: datetime = START,
    policy: Policy | None = None,
    kind: PlanKind = PlanKind.KINDERGARTEN,
    born: date | None = CHILD,
) -> Log:
    """Give a plan that is opened, with its guardians, before any consent."""
    log = Log(at, policy)
    log.add(opened(kind, born))
    log.add(guardian(VARM, "Varm Kaffekopp"))
    log.add(guardian(BLID, "Blid Sykkel"))
    return log


def started(at: datetime = START, policy: Policy | None = None, born: date = CHILD) -> Log:
    """Give a plan with a family, a kindergarten and PPT, and their consent; with a youth's birth date it is theirs."""
    log = Log(at, policy)
    with log.act():
        log.add(opened(PlanKind.KINDERGARTEN if born >= CHILD else PlanKind.YOUTH, born))
        log.add(guardian(VARM, "Varm Kaffekopp"))
        log.add(guardian(BLID, "Blid Sykkel"))
        given = date(2026, 9, 22)
        if born != CHILD and given < birthday(born, log.policy.youth_age, log.policy) <= log.today:
            given = log.today
        log.add(
            consent(KINDERGARTEN, PPT)
            if born == CHILD
            else asked(log, KINDERGARTEN, PPT, given=given, by=(MUNTER, VARM, BLID))
        )
        if log.policy.legal_basis is LegalBasis.CONSENT:
            both = {"given": given, "by": (MUNTER, VARM, BLID)}
            log.add(asked(log, KINDERGARTEN, PPT, kind=ConsentKind.DATA_PROCESSING, **both))
        log.add(provider(KLOK, "Klok Ugle", PPT))
    return log


def with_goal(log: Log) -> str:
    return log.add(
        GoalSet(
            arena=Arena.KINDERGARTEN, text="Innen 15. desember går du fra lek til mat uten å gråte fire av fem dager."
        )
    )


def called(log: Log, day: date = date(2026, 11, 16), **told) -> str:
    return log.add(MeetingCalled(time=time(day), **told))


def turn(log: Log, meeting: str, how: Turn = Turn.STARTED, **told) -> str:
    return log.add(MeetingTurned(meeting=meeting, turn=how), **told)


def running(log: Log, day: date = date(2026, 11, 16)) -> str:
    """Call a meeting and start it."""
    meeting = called(log, day)
    turn(log, meeting)
    return meeting


def there(log: Log, meeting: str, *people: str) -> None:
    for person in people:
        log.add(AttendanceMarked(meeting=meeting, person=person, how=Presence.PRESENT))


def planned(
    log: Log,
    what: str = "Stødig viser deg dagtavla.",
    responsible: str | None = STODIG,
    due: str | None = "2026-12-01",
    **told,
) -> str:
    return log.add(ActivityPlanned(what=what, responsible=responsible, due=due, **told))
