"""What devices were told nothing new of lately, by all that this depended on: asked alike, it is the same again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from stafett_server.log.rows import Key, Standing
from stafett_server.log.session import Session
from stafett_tui.domain.case import Actor
from stafett_tui.sync.protocol import Known

_REMEMBERED: Final = 4096


class Quiet(NamedTuple):
    """An overview in which nothing was new."""

    mark: bytes
    """Stands for who asked, what they had, how all logs stood, whose address was guarded, and the day."""
    logs: frozenset[str]
    """The logs of persons that were looked at beside the plans."""


class Overseen:
    """The quiet overviews of one process, by tenant and device."""

    def __init__(self, most: int = _REMEMBERED) -> None:
        """Keep so many; the one unused longest goes."""
        self._most = most
        self._quiet: OrderedDict[Key, Quiet] = OrderedDict()
        self._guard = threading.Lock()

    def of(self, session: Session) -> Quiet | None:
        """Give the last one of a device, None where something was new since."""
        with self._guard:
            return self._quiet.get((session.tenant, session.device))

    def keep(self, session: Session, quiet: Quiet | None) -> None:
        """Remember the one that was given now; None where it was none."""
        key = (session.tenant, session.device)
        with self._guard:
            self._quiet.pop(key, None)
            if quiet is not None:
                self._quiet[key] = quiet
            while len(self._quiet) > self._most:
                self._quiet.popitem(last=False)


def mark_of(
    known: Iterable[Known], actor: Actor, guards: str, today: date, plans: Iterable[str], heads: Mapping[str, Standing]
) -> bytes:
    """Give what stands for everything that an overview depends on, the policy aside: a process has one."""
    asked = [(each.plan, each.after, each.hash, each.lacks) for each in known]
    who = (actor.person, sorted(actor.offices), sorted(actor.reasons), guards, today)
    stands = [(plan, *heads[plan]) for plan in sorted(heads)]
    return hashlib.sha256(repr((asked, who, sorted(plans), stands)).encode()).digest()
