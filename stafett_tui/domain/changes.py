"""What a write changed: every service answers with it, every screen refreshes from it."""

from dataclasses import dataclass
from typing import Final

POLICY: Final = "policy"
"""The kind of a change that is of no plan: what is judged by from now on is another policy."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The plan, the kinds of its new events, their ids, and the act they belong to."""

    plan_id: str
    kinds: frozenset[str]
    ids: tuple[str, ...]
    act: str = ""
    seq: int = 0
