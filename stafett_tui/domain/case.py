"""What the write gate judges: the state before, who writes, what, by which policy and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from stafett_tui.domain.event import Event
from stafett_tui.domain.people import Role
from stafett_tui.domain.plan import Plan
from stafett_tui.domain.policy import Policy
from stafett_tui.domain.protection import AddressProtection


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever writes or reads, with the offices held outside the plan."""

    person: str
    offices: frozenset[Role] = field(default_factory=frozenset)
    reasons: frozenset[str] = field(default_factory=frozenset)
    """Ids of plans that a reason was given for (S-06)."""
    protected: Mapping[str, AddressProtection] = field(default_factory=dict)
    """Protection of the addresses of people in this plan, from their own logs (K-02)."""
    named: frozenset[str] | None = None
    """Who alone may open the plan, where its owner is strictly protected (K-03); None: no such list."""


@dataclass(frozen=True, slots=True)
class Case:
    """One event before the gate."""

    plan: Plan
    actor: Actor
    event: Event
    policy: Policy
    today: date
    at: datetime | None
