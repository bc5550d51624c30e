"""The rules said a second time, plainly and from the bare log, to judge what the gate let in and what a reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stafett_tui.domain.event import Act, Entry, Event
from stafett_tui.domain.oslo import oslo_date
from stafett_tui.domain.people import Role, opening
from stafett_tui.domain.plan import fold, gone
from stafett_tui.domain.policy import LegalBasis, Policy
from stafett_tui.domain.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = (Role.HOLDER, Role.NOTE_TAKER, Role.PROVIDER, Role.GUARDIAN, Role.OWNER, Role.COORDINATOR, Role.UNIT_LEADER,
           Role.ADMIN)  # fmt: skip
LETTERS = {"W": Right.WRITE, "M": Right.MEETING, "O": Right.OWN, "R": Right.READ, "A": Right.REASON, "X": Right.WISH,
           "-": Right.NONE}  # fmt: skip
HANDBOOK = {
    # row of the handbook, which may be several acts here:
    #                        holder notes prov guard youth coord unit admin
    Act.OPEN_PLAN:          "W - W - - - - -",
    Act.READ:               "R M R R R A A -",
    Act.HEAD:               "W M R O R - - -",
    Act.VOICE:              "W M R R O - - -",
    Act.GOALS_ACTIVITIES:   "W M O O O - - -",
    Act.COMMENT:            "W M W W W - - -",
    Act.MINUTES:            "W M R R R - - -",
    Act.LOCK:               "W - - - - - - -",
    Act.REMARK:             "W W W W W - - -",
    Act.CONSENT:            "W - - O O - - -",
    Act.PARTICIPANTS:       "W - - R R A - -",
    Act.BATON_OFFER:        "W - - - - - - -",
    Act.BATON:              "O - O - - - - -",
    Act.BATON_FORCE:        "- - - - - A - -",
    Act.BATON_WISH:         "- - - W W - A -",
    Act.LEVEL:              "W - - R R - - -",
    Act.LEVEL_PROPOSAL:     "- - W - - - - -",
    Act.LIFECYCLE:          "W - - X X W - -",
    Act.DEMAND:             "- - - W W - - -",
    Act.DELETE:             "- - - X X A - -",
    Act.BLANK:              "W - - - - A - -",
    Act.DOCUMENT:           "W M R R R - - -",
    Act.ARCHIVE:            "W - - - - W R -",
    Act.CONTACT:            "W O O O O A - -",
    Act.BOARD:              "O - O - - R R R",
    Act.TEMPLATES:          "- - - - - W - W",
    Act.UNITS:              "- - - - - R O W",
    Act.AUDIT:              "O - - R R A - R",
    Act.UNDO:               "W W W W W A - -",
}  # fmt: skip
TABLE = {(act, role): cell for act, row in HANDBOOK.items() for role, cell in zip(COLUMNS, row.split(), strict=True)}
ENDS = ("plan.paused", "plan.closed")
WRITTEN_ANYWAY = (
    "consent.", "plan.", "blanked", "document.", "minutes.", "baton.", "participant.left", "participant.revised",
    "act.undone", "struck", "meeting.conducted",
)  # fmt: skip
"""How the kinds begin that are written also where nothing new is shared: what is taken back is nothing new (C-09)."""
BEFORE_CONSENT = (
    "plan.", "participant.", "consent.", "document.", "blanked", "act.undone", "struck", "restored", "baton.forced",
)  # fmt: skip


def same(one: str, other: str) -> bool:
    return one.lower().split() == other.lower().split()


@dataclass
class Truth:
    """What the log says, read event by event."""

    entries: Iterable[Entry]

    def __post_init__(self) -> None:
        log = list(self.entries)
        self.plan = fold(log)
        blank = gone(log)
        self.events: list[Event] = []
        struck: set[str] = set()
        for entry in log:
            event = entry.event
            if event is None or event.body is None or event.id in blank:
                continue
            if event.kind in {"struck", "restored"}:
                (struck.add if event.kind == "struck" else struck.discard)(event.body.target)
            self.events.append(event)
        self.events = [e for e in self.events if e.id not in struck]
        self.place = {e.event.id: e.seq for e in log if e.event is not None}

    def of(self, *kinds: str) -> list[Event]:
        return [e for e in self.events if e.kind in kinds]

    def at(self, event: Event) -> int:
        return self.place[event.id]

    @property
    def erased(self) -> bool:
        return bool(self.of("plan.erased"))

    @property
    def holder(self) -> str | None:
        last = self.of("plan.opened", "baton.accepted", "baton.forced")
        return None if not last else getattr(last[-1].body, "person", "") or last[-1].body.holder.id

    def joined(self, person: str) -> Event | None:
        found = [e for e in self.of("participant.added") if e.body.person == person]
        left = [e for e in self.of("participant.left") if e.body.person == person]
        return found[-1] if found and (not left or self.at(left[-1]) < self.at(found[-1])) else None

    def service(self, person: str) -> str | None:
        """Give the service of somebody who is in the plan."""
        opened, joined = self.of("plan.opened"), self.joined(person)
        if joined is not None:
            return joined.body.service
        left = any(e.body.person == person for e in self.of("participant.left"))
        return opened[0].body.holder.service if opened and opened[0].body.holder.id == person and not left else None

    def role(self, person: str) -> Role | None:
        opened = self.of("plan.opened")
        if opened and self.owner["id"] == person:
            return Role.OWNER
        if self.service(person) is None:
            return None
        if person == self.holder:
            return Role.HOLDER
        joined = self.joined(person)
        return Role.PROVIDER if joined is None else joined.body.role

    @property
    def owner(self) -> dict[str, str]:
        """Give the id and birth date of the owner, and the template, as last put right."""
        found = opening(self.plan)
        return {"id": found.owner.id, "born": str(found.owner.born or ""), "kind": found.kind.value}

    def running(self, *, only: str | None = None) -> bool:
        """Tell whether a meeting has begun, or pauses, and is neither broken off nor locked."""
        for called in self.of("meeting.called"):
            turns = [e for e in self.of("meeting.turned") if e.body.meeting == called.id]
            locked = [e for e in self.of("minutes.locked") if e.body.meeting == called.id]
            open_again = {
                (e.body.version, self.at(e)) for e in self.of("minutes.unlocked") if e.body.meeting == called.id
            }
            stands = [e for e in locked if not any(v == e.body.version and n > self.at(e) for v, n in open_again)]
            goes = bool(turns) and turns[-1].body.turn in {"started", "resumed", "paused"} and not stands
            if goes and only in {None, called.id}:
                return True
        return False

    def takes_notes(self, person: str) -> bool:
        named = self.of("meeting.note_taker")
        return bool(named) and named[-1].body.person == person and self.running(only=named[-1].body.meeting)

    def stopped(self) -> bool:
        """Tell whether the plan is passive or closed."""
        whole = [e for e in self.of("consent.withdrawn") if not e.body.services]
        last = max((self.at(e) for e in (*self.of(*ENDS), *whole)), default=0)
        return last > max((self.at(e) for e in self.of("plan.reopened")), default=0)

    def standing(self, service: str, kind: str) -> list[Event]:
        """Give the consents that name the service and were not withdrawn since."""
        over = [
            self.at(e)
            for e in self.of("consent.withdrawn")
            if not e.body.services or any(same(s, service) for s in e.body.services)
        ]
        return [
            e
            for e in self.of("consent.given")
            if e.body.kind == kind
            and any(same(s, service) for s in e.body.services)
            and self.at(e) > max(over, default=0)
        ]

    def named(self, service: str, day: date | None, kind: str = "confidentiality_waiver") -> bool:
        """Tell whether a consent to the service is good on a day, and signed by all it asked for; without a day, ever."""
        found = self.standing(service, kind)
        own = any(self.owner["id"] in e.body.consenters for e in found)
        in_time = [
            e.body
            for e in found
            if day is None
            or (
                e.body.given_on <= day <= e.body.valid_through
                and (own or e.body.own_through is None or day <= e.body.own_through)
            )
        ]
        for n, body in enumerate(in_time):
            signed = {person for each in in_time[: n + 1] for person in each.consenters}
            if body.one_reason or body.required is None or set(body.required) <= signed:
                return True
        return False

    def shares(self, day: date, policy: Policy) -> bool:
        services = {s for e in self.of("consent.given") for s in e.body.services}
        both = ["confidentiality_waiver"] + ["data_processing"] * (policy.legal_basis is LegalBasis.CONSENT)
        return all(any(self.named(s, day, kind) for s in services) for kind in both)

    def kept_out(self, person: str) -> bool:
        again = {e.body.kept for e in self.of("consent.let_in")}
        standing = [e.body for e in self.of("consent.kept_out") if e.id not in again]
        service = self.service(person) or ""
        return any(b.person == person or (service and b.service and same(b.service, service)) for b in standing)

    def told(self, person: str, day: date | None) -> bool:
        """Tell whether a provider may be told anything: the service is named in a consent, and nobody keeps it out."""
        service = self.service(person)
        return service is not None and self.named(service, day) and not self.kept_out(person)


def of_age(owner: dict[str, str], policy: Policy, day: date) -> bool:
    """Tell whether the owner has the rights of a youth; for one born on 29 February, 1 March counts."""
    born = owner["born"]
    if not born or owner["kind"] == "expectant":
        return owner["kind"] in {"expectant", "youth"}
    year, month, date_ = (int(part) for part in born.split("-"))
    return (day.year - year, day.month, day.day) >= (policy.youth_age, month, date_)


def answers_alone(truth: Truth, guardian: str, policy: Policy, day: date) -> bool:
    """Tell whether the owner is grown and has not consented together with this guardian since then."""
    born = truth.owner["born"]
    if not born:
        return False
    year, month, date_ = (int(part) for part in born.split("-"))
    if (day.year - year, day.month, day.day) < (policy.adult_age, month, date_):
        return False
    since = (year + policy.adult_age, month, date_)
    for consent in truth.of("consent.given"):
        given = consent.body.given_on
        both = {truth.owner["id"], guardian} <= set(consent.body.consenters)
        over = not any(consent in truth.standing(s, consent.body.kind) for s in consent.body.services)
        if both and not over and (given.year, given.month, given.day) >= since and day <= consent.body.valid_through:
            return False
    return True


def own(truth: Truth, event: Event) -> bool:
    """Tell whether what is written is the writer's own; what revises or ends is judged by whose it is."""
    body, by = event.body, event.actor
    match event.kind.split(".")[0]:
        case "consent":
            return by == getattr(body, "by", None) or getattr(body, "consenters", ()) == (by,)
        case "baton":
            return event.kind == "baton.declined" or body.person == by
        case "voice":
            return getattr(body, "speaker", "child") == "child"
        case "activity":
            thing = getattr(body, "thing", None) or getattr(body, "activity", None)
            planned = [e for e in truth.of("activity.planned") if e.id == thing]
            revised = [
                e.body.value
                for e in truth.of("activity.revised")
                if e.body.thing == thing and e.body.field == "responsible"
            ]
            named = {getattr(e.body, "responsible", None) for e in planned} | set(revised)
            return by == getattr(body, "responsible", None) or by in named or (not planned and by in named)
    return event.kind.startswith(("about_me.", "evaluation."))


def may(truth: Truth, event: Event, offices: frozenset[Role], policy: Policy, day: date) -> bool:
    """Tell whether the handbook lets this be written: rights, then coverage, then the state of the plan.

    Offices are judged as having given a reason for the plan.
    """
    if event.kind == "plan.opened":
        return not truth.events
    if truth.erased:
        return False
    role = truth.role(event.actor)
    if role is Role.OWNER and not of_age(truth.owner, policy, day):
        role = None
    if role is Role.GUARDIAN and answers_alone(truth, event.actor, policy, day):
        role = None
    roles = [
        *([role] if role else []),
        *offices,
        *([Role.NOTE_TAKER] if role and truth.takes_notes(event.actor) else []),
    ]
    cells = {TABLE[(event.body.ACT, each)] for each in roles}
    granted = "W" in cells or ("M" in cells and truth.running()) or ("O" in cells and own(truth, event)) or "A" in cells
    covered = (
        role not in {Role.PROVIDER, Role.NOTE_TAKER} or truth.told(event.actor, day) or event.kind == "baton.declined"
    )
    begun = bool(truth.of("consent.given"))
    lives = (
        event.kind.startswith(BEFORE_CONSENT if not begun else WRITTEN_ANYWAY)
        or (begun and not truth.stopped() and truth.shares(day, policy))
        or (event.kind == "participant.added" and event.body.role is Role.GUARDIAN)
        or (event.kind == "meeting.turned" and event.body.turn in {"paused", "broken_off", "cancelled"})
    )
    return bool(granted and covered and lives)


def may_read(truth: Truth, reader: str, policy: Policy, day: date) -> bool:
    """Tell whether somebody without an office may read anything at all."""
    role = truth.role(reader)
    if role is Role.OWNER:
        return of_age(truth.owner, policy, day)
    if role is Role.NOTE_TAKER:
        return truth.running() and truth.told(reader, day)
    if role is Role.GUARDIAN and answers_alone(truth, reader, policy, day):
        return False
    return role in {Role.HOLDER, Role.GUARDIAN} or (role is Role.PROVIDER and truth.told(reader, None))


def day_of(entry: Entry) -> date:
    return oslo_date(entry.at)
