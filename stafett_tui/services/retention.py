"""What does not stay on a laptop: unused copies (D-07), strictly confidential plans after their session (K-03)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from stafett_tui.domain.people import ever_in
from stafett_tui.domain.person import is_person, log_of
from stafett_tui.services.persons import Persons
from stafett_tui.store.emptied import agree

if TYPE_CHECKING:
    from stafett_tui.domain.policy import Policy
    from stafett_tui.store.opened import Store
    from stafett_tui.sync.protocol import Head

AWAY: Final = "plans_away"
"""Plans that were put away as unused, and where they stood: they come back when something happens in them."""
CAME: Final = "plans_back"
"""Plans that came back, and when: they are as good as opened then."""


class Retention:
    """What goes from this laptop, always only what the server has."""

    def __init__(self, store: Store, policy: Callable[[], Policy], now: Callable[[], datetime]) -> None:
        """Look through this store by this clock; the policy of the day says after how many days a copy is unused."""
        self._store = store
        self._policy = policy
        self._now = now

    def put_away(self) -> tuple[str, ...]:
        """Take out what nobody opened for so long and what is whole on the server (D-07)."""
        shelf, since = self._store.shelf, self._now() - timedelta(days=self._policy().purge_days)
        back = {plan: at for plan, at in self._read(CAME).items() if at > since.isoformat()}
        unused = [plan for plan in shelf.unused(since) if not is_person(plan) and plan not in back]
        for plan in unused:
            self._keep(AWAY, {**self._read(AWAY), plan: shelf.known(plan).after})
            shelf.purge(plan)
        if unused:
            self._persons_of_nobody()
        return tuple(unused)

    def wanted(self, head: Head) -> bool:
        """Tell whether a plan that is not here is fetched: not one that was put away and stands as it stood."""
        place = self._read(AWAY).get(head.plan)
        if place is not None and place != head.head:
            self.fetch(head.plan)
        return place != head.head

    def fetch(self, plan: str) -> None:
        """Let a plan that was put away come back at the next round; it counts as opened now."""
        self._keep(AWAY, {each: place for each, place in self._read(AWAY).items() if each != plan})
        self._keep(CAME, {**self._read(CAME), plan: self._now().isoformat()})

    def agree(self, plan: str) -> None:
        """Let the server's log of a plan count at the next round, though it lacks most of what is here (R39)."""
        agree(self._store.settings, plan)

    def away(self) -> tuple[str, ...]:
        """Give the plans that were put away."""
        return tuple(self._read(AWAY))

    def confidential_go(self) -> tuple[str, ...]:
        """Take out every strictly confidential plan that the server has, as the session ends (K-03)."""
        shelf, journal = self._store.shelf, self._store.journal
        persons, gone = Persons(journal), []
        if not persons.some:
            return ()
        for plan in shelf.ordered():
            if is_person(plan) or shelf.waiting(plan, 1) or self._store.refusals.waiting().get(plan):
                continue
            if persons.guarded(journal.plan(plan))[1] is not None:
                shelf.purge(plan)
                gone.append(plan)
        if gone:
            self._persons_of_nobody()
        return tuple(gone)

    def _persons_of_nobody(self) -> None:
        """Take out the logs of persons who are in no plan here any more."""
        shelf, journal = self._store.shelf, self._store.journal
        here = {log_of(person) for plan in journal.plan_ids() for person in ever_in(journal.plan(plan))}
        waiting = self._store.refusals.waiting()
        for log in shelf.ordered():
            if is_person(log) and log not in here and not waiting.get(log):
                shelf.purge(log)

    def _read(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._store.settings.get(name) or "{}")
        return found

    def _keep(self, name: str, plans: dict[str, Any]) -> None:
        self._store.settings.set(name, json.dumps(plans) if plans else "")
