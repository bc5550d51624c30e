"""What a write changed: every service answers with it, every screen refreshes from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The plan, the kinds of its new events, their ids, and the act they belong to."""

    plan_id: str
    kinds: frozenset[str]
    ids: tuple[str, ...]
    act: str = ""
    seq: int = 0
