"""What differs between municipalities, with safe defaults; kept by hash, never applied backwards."""

import hashlib
from dataclasses import asdict, dataclass

from stafett_tui.domain.event import canonical


@dataclass(frozen=True, slots=True)
class Policy:
    """Municipal settings that rules read."""

    consent_years: int = 2
    """Default length of a consent (C-08)."""
    consent_warn_days: int = 60
    unlock_minutes: int = 5
    """How long the locker may unlock again."""
    each_service_an_activity: bool = True
    """Whether the lock asks for an activity from every service."""
    meeting_interval_days: int = 28
    """From one meeting to the next where nothing better is known."""

    def fingerprint(self) -> str:
        """Give the hash that events are stamped with."""
        return hashlib.sha256(canonical(asdict(self))).hexdigest()[:16]
