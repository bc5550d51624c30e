"""The stafettpinne: offered, accepted, declined, forced, wished for; and all plans of one who leaves."""

from dataclasses import dataclass

from stafett_tui.domain.baton import BatonDeclined, BatonForced, BatonOffered, BatonTaken, BatonWished, offer
from stafett_tui.domain.changes import Changes
from stafett_tui.domain.errors import ErrorKind, StafettError
from stafett_tui.domain.initials import initials
from stafett_tui.domain.lifecycle import PlanStatus, status
from stafett_tui.domain.names import name_of
from stafett_tui.domain.people import Role, opening, participants
from stafett_tui.domain.plan import Plan
from stafett_tui.services.writing import Proposal, Writer


@dataclass(frozen=True, slots=True)
class Offer:
    """A baton that is offered to me: the plan by number and initials, and who offers it."""

    plan_id: str
    number: int
    initials: str
    by: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who could take over plans of mine: in which of them they are, of how many."""

    person: str
    name: str
    service: str
    plans: tuple[str, ...]
    of: int


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The numbers of the plans that were offered, and of those that could not be."""

    offered: tuple[int, ...]
    not_offered: tuple[int, ...]


class Baton:
    """The stafettpinne of a plan: offered, then accepted; never a gap, never two (I8)."""

    def __init__(self, writer: Writer) -> None:
        """Write through this writer."""
        self._writer = writer
        self._offers: set[str] | None = None

    def offer(self, plan_id: str, person: str, reason: str = "") -> Changes:
        """Offer the baton; I keep it until it is accepted."""
        return self._writer.write(plan_id, [Proposal(BatonOffered(person=person, reason=reason))])

    def accept(self, plan_id: str) -> Changes:
        """Take the baton that was offered to me."""

        def make(plan: Plan) -> list[Proposal]:
            standing = offer(plan)
            if standing is None:
                raise StafettError(ErrorKind.NO_OFFER)
            return [Proposal(BatonTaken(person=self._writer.actor.person, offer=standing.id))]

        return self._writer.write_with(plan_id, make)

    def decline(self, plan_id: str, reason: str = "") -> Changes:
        """Say no to the offer, or take my own offer back."""

        def make(plan: Plan) -> list[Proposal]:
            standing = offer(plan)
            if standing is None:
                raise StafettError(ErrorKind.NO_OFFER)
            return [Proposal(BatonDeclined(offer=standing.id, reason=reason))]

        return self._writer.write_with(plan_id, make)

    def force(self, plan_id: str, person: str, reason: str) -> Changes:
        """Give the baton to somebody without the holder; only a coordinator, with a reason."""
        if not reason.strip():
            raise StafettError(ErrorKind.REASON_NEEDED)
        return self._writer.write(plan_id, [Proposal(BatonForced(person=person, reason=reason.strip()))])

    def wish(self, plan_id: str, person: str, text: str = "") -> Changes:
        """Wish for a holder."""
        return self._writer.write(plan_id, [Proposal(BatonWished(person=person, text=text))])

    def offer_all(self, plan_ids: tuple[str, ...], person: str, reason: str) -> tuple[Changes, ...]:
        """Offer every plan of mine to one person, when I leave; each plan has its own offer and answer."""
        return tuple(self.offer(plan_id, person, reason) for plan_id in plan_ids)

    def receivers(self) -> tuple[Receiver, ...]:
        """Give whom I could hand my plans over to, those who know most of them first.

        The people of a strictly confidential plan are told nowhere but in the plan (K-03).
        """
        found: dict[str, Receiver] = {}
        mine = self._mine()
        for plan_id in mine:
            plan = self._writer.journal.plan(plan_id)
            guarded = self._writer.persons.guarded(plan)[1] is not None
            for someone in participants(plan):
                if someone.role is Role.PROVIDER and not guarded:
                    known = found.get(someone.person)
                    plans = (*(known.plans if known else ()), plan_id)
                    found[someone.person] = Receiver(someone.person, someone.name, someone.service, plans, len(mine))
        return tuple(sorted(found.values(), key=lambda each: (-len(each.plans), each.name)))

    def hand_over(self, person: str, reason: str) -> HandedOver:
        """Offer to one person every plan of mine that can be; the others are told by number."""
        offered, not_offered, changes = [], [], []
        for plan_id in self._mine():
            plan = self._writer.journal.plan(plan_id)
            if self._may_open(plan, person) and self._may_offer(plan_id, person, reason):
                offered.append(_number(plan))
                changes.append(plan_id)
            else:
                not_offered.append(_number(plan))
        self.offer_all(tuple(changes), person, reason)
        return HandedOver(tuple(offered), tuple(not_offered))

    def offered_to_me(self) -> tuple[Offer, ...]:
        """Give the offers that wait for my answer, by plan number."""
        me, found = self._writer.actor.person, []
        for plan_id in self._with_offers():
            plan = self._writer.journal.plan(plan_id)
            standing, opened = offer(plan), opening(plan)
            if standing is None or opened is None or standing.body.person != me:
                continue
            if self._may_open(plan, me):
                found.append(Offer(plan_id, opened.number, initials(opened.owner.name), name_of(plan, standing.by)))
        return tuple(sorted(found, key=lambda each: each.number))

    def _may_offer(self, plan_id: str, person: str, reason: str) -> bool:
        try:
            self._writer.judge(plan_id, BatonOffered(person=person, reason=reason))
        except StafettError:
            return False
        return True

    def _may_open(self, plan: Plan, person: str) -> bool:
        """Tell whether a strictly confidential plan opens for this person; every other one may (K-03)."""
        named = self._writer.persons.guarded(plan)[1]
        return named is None or person in named

    def _mine(self) -> tuple[str, ...]:
        """Give the plans whose baton I hold and that have not ended, by number."""
        journal, me = self._writer.journal, self._writer.actor.person
        held = ((plan_id, journal.plan(plan_id)) for plan_id in journal.plans_held_by(me))
        going = [(_number(plan), plan_id) for plan_id, plan in held if status(plan) not in _OVER]
        return tuple(plan_id for _, plan_id in sorted(going))

    def _with_offers(self) -> frozenset[str]:
        """Give the plans in which the baton was ever offered; read from the store once."""
        if self._offers is None:
            self._offers = set(self._writer.journal.plans_with(BatonOffered.KIND))
            self._writer.listeners.append(self._heard)
        return frozenset(self._offers)

    def _heard(self, changes: Changes) -> None:
        if BatonOffered.KIND in changes.kinds and self._offers is not None:
            self._offers.add(changes.plan_id)


_OVER = frozenset({PlanStatus.CLOSED, PlanStatus.ERASED})


def _number(plan: Plan) -> int:
    opened = opening(plan)
    return 0 if opened is None else opened.number
