"""What a round of syncing tells of while it goes, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from stafett_tui.domain.changes import Changes
from stafett_tui.sync.protocol import Problem, Registered
from stafett_tui.sync.shelf import Purged


class Step(StrEnum):
    """What a round tells of while it goes."""

    TAKEN = "taken"
    """A page of a plan is here."""
    THROUGH = "through"
    """A plan of a round over all is done; `done` of `of` plans."""
    ANEW = "anew"
    """The log of a plan is taken anew."""
    ADOPTED = "adopted"
    """A log that was begun alone is the server's to order; `done` of `of` logs."""
    REMOVED = "removed"
    """A plan may be read no more and is gone from here."""
    RESTORED = "restored"
    """The server has another epoch: it may lack what it had (R23)."""
    RENAMED = "renamed"
    """The laptop has another device id (R26)."""


@dataclass(frozen=True, slots=True)
class Told:
    """A step of a round, and how far the plan has come."""

    step: Step
    plan: str = ""
    done: int = 0
    of: int = 0
    changes: Changes | None = None
    purged: Purged | None = None
    device: Registered | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be done, and for which plan ("" for all)."""

    plan: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round brought."""

    changes: tuple[Changes, ...] = ()
    waiting: int = 0
    """Events of the plans of this round that are still to be sent."""
    gone: tuple[Purged, ...] = ()
    problems: tuple[Trouble, ...] = ()
    stopped: bool = False
    """Whether the server asked to be left alone, or knows this laptop no more."""
    now: str = ""
    """The server's clock."""
    lease: str = ""
    policy: str = ""
    heads: dict[str, int] = field(default_factory=dict)
    """The last places of the plans that stood elsewhere on the server."""
